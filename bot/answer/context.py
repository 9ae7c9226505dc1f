"""Find the sentences around an answer's quotes, and further sources that it did not cite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answer.citations import citation_of, verify_citations
from bot.answer.corpus import Corpus
from bot.answer.question.parser import parse_question
from bot.answer.types import Citation, QuoteRef, query_for
from index import Hit, ScoredSentence, Span
from index.text.language import detect_language
from index.text.sentences import sentences
from index.text.tokenizer import content_stems

AROUND = 3
"""Sentences on each side of a quote: about a paragraph."""

MOST_OTHERS = 5
"""Other sources shown."""

_PASSAGES = 15
"""Passages searched for other sources."""

_LEAST_LIKENESS = 0.4
"""Least cosine with the question of a sentence that shares a content word with it.

Of 60 unrelated sentences of the sample articles none with such a word was above 0.36.
"""

_SUFFICIENT_SHARE = 0.6
"""Share of the content words that suffices without that cosine, as ``answerability._LEAST_COVERAGE``."""


@dataclass(frozen=True, slots=True)
class Context:
    """The text around one or more quotes of one article, as ``citation.quote``; ``marks`` are the quotes in it.

    ``citation`` has the least of ``numbers``, the offsets of the whole text, and a link to the first quote.
    ``changed``: the article has a newer version; ``withdrawn``: it can no longer be found.
    """

    citation: Citation
    numbers: tuple[int, ...]
    marks: tuple[Span, ...]
    changed: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Contexts:
    """Contexts of quotes; ``removed`` holds the numbers of quotes whose article is no longer stored."""

    found: tuple[Context, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """Sources that were not cited: ``copies`` of the cited stories, ``further`` ones close to the question."""

    copies: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()


def find_contexts(corpus: Corpus, refs: Sequence[QuoteRef]) -> Contexts:
    """Return the sentences around each quote, in the order of the quotes' numbers; overlapping ones are merged."""
    found: list[Context] = []
    removed: list[int] = []
    for key, group in groupby(sorted(refs, key=lambda each: (each.key, each.start)), lambda each: each.key):
        quotes = list(group)
        article = corpus.article(key)
        if article is None or not all(0 <= each.start < each.end <= len(article.text) for each in quotes):
            removed += [each.number for each in quotes]
            continue
        old = not corpus.is_current(key)
        withdrawn = old and corpus.keyed_article(article.id) is None
        for span, inside in _merge_quote_spans(article.text, quotes):
            numbers = tuple(dict.fromkeys(each.number for each in inside))
            first = inside[0]
            at_quote = citation_of(corpus, (key, article), (first.start, first.end))
            citation = replace(
                at_quote, number=min(numbers), quote=article.text[span[0] : span[1]], start=span[0], end=span[1]
            )
            marks = tuple((each.start - span[0], each.end - span[0]) for each in inside)
            found.append(Context(citation, numbers, _merge_marks(marks), old and not withdrawn, withdrawn))
    return Contexts(tuple(sorted(found, key=lambda each: each.citation.number)), tuple(sorted(set(removed))))


def find_others(corpus: Corpus, question: str, refs: Sequence[QuoteRef]) -> Others:
    """Return sources for ``question`` that ``refs`` do not cite.

    Raises QuestionError where the question cannot be asked, StoreError where the store fails.
    """
    cited = {each.article_id for each in refs}
    copies = [citation for each in refs for citation in _cite_copies(corpus, each)]
    copies = list({each.article_id: each for each in copies if each.article_id not in cited}.values())
    used = cited | {each.article_id for each in copies}
    query = replace(query_for(parse_question(question)), rerank=True)
    if not corpus.knows_language(detect_language(question)):
        query = replace(query, dense_weight=0.0)
    terms = corpus.rarities(set(content_stems(query.text)))
    drafts = []
    for hit in corpus.search(query, _PASSAGES):
        near = _nearest_sentence(hit, terms)
        if near is None or used & {hit.article.id, *hit.also_in}:
            continue
        used.add(hit.article.id)
        drafts.append((hit.key, replace(citation_of(corpus, (hit.key, hit.article), near), also_in=hit.also_in)))
    return Others(tuple(copies), verify_citations(corpus, drafts[:MOST_OTHERS]))


def _merge_quote_spans(text: str, quotes: Sequence[QuoteRef]) -> Iterable[tuple[Span, list[QuoteRef]]]:
    """Return the spans around the quotes, which are sorted by start, each with its quotes; touching ones are merged."""
    bounds = sentences(text)
    merged: list[tuple[Span, list[QuoteRef]]] = []
    for quote in quotes:
        start, end = _sentences_around(bounds, (quote.start, quote.end))
        if merged and start <= merged[-1][0][1]:
            (first, last), inside = merged[-1]
            merged[-1] = ((first, max(last, end)), [*inside, quote])
        else:
            merged.append(((start, end), [quote]))
    return merged


def _sentences_around(bounds: Sequence[Span], quote: Span) -> Span:
    """Return the span from three sentences before a quote to three after it."""
    touched = [place for place, (start, end) in enumerate(bounds) if start < quote[1] and end > quote[0]]
    if not touched:
        return quote
    first, last = max(touched[0] - AROUND, 0), min(touched[-1] + AROUND, len(bounds) - 1)
    return min(bounds[first][0], quote[0]), max(bounds[last][1], quote[1])


def _merge_marks(marks: Sequence[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(marks):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _cite_copies(corpus: Corpus, ref: QuoteRef) -> Iterable[Citation]:
    """Yield citations of a quote's copies: of the same words, or else of the first sentence."""
    original = corpus.article(ref.key)
    for article_id in ref.also_in:
        found = corpus.keyed_article(article_id)
        if found is None:
            continue
        text = found[1].text
        words = original.text[ref.start : ref.end] if original else ""
        at = text.find(words) if words else -1
        span = (at, at + len(words)) if at >= 0 else next(iter(sentences(text)), (0, len(text)))
        yield citation_of(corpus, found, span)


def _nearest_sentence(hit: Hit, terms: dict[str, float]) -> Span | None:
    """Return the sentence of a hit that is closest to the question; None where none is close."""
    total = sum(terms.values())
    near = hit.sentences or tuple(ScoredSentence(hit.start + s, hit.start + e, 0.0) for s, e in sentences(hit.passage))
    best: tuple[float, Span] | None = None
    for one in near:
        own = sum(terms[stem] for stem in set(content_stems(hit.article.text[one.start : one.end])) & terms.keys())
        share = own / total if total else 0.0
        if (share >= _SUFFICIENT_SHARE or (share > 0 and one.likeness >= _LEAST_LIKENESS)) and (
            best is None or share + one.likeness > best[0]
        ):
            best = (share + one.likeness, (one.start, one.end))
    return best[1] if best else None
