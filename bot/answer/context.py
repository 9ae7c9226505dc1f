"""What stands behind an answer: the sentences around its quotes, and other sources that it did not cite."""

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
"""Sentences shown on each side of a quote: about a paragraph."""

MOST_OTHERS = 5
"""Other sources shown."""

_PASSAGES = 15
"""Passages looked through for them."""

_LEAST_LIKENESS = 0.4
"""The least cosine with the question of a sentence that has one of its telling words: of 60 sentences of the sample
articles that have nothing to do with a question none with such a word was above .36."""

_SUFFICIENT_SHARE = 0.6
"""The share of the telling words that is enough without it, as for an answer where the encoder cannot judge."""


@dataclass(frozen=True, slots=True)
class Context:
    """The words around one or more quotes of one article: ``citation.quote``, of which ``marks`` are the quotes.

    ``citation`` has the least of ``numbers``, the offsets of the whole, and a link to the first quote. ``changed`` is
    whether the article has another text since, ``withdrawn`` whether it can no longer be found.
    """

    citation: Citation
    numbers: tuple[int, ...]
    marks: tuple[Span, ...]
    changed: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Contexts:
    """``removed`` are the numbers of the quotes whose article is not stored any more."""

    found: tuple[Context, ...] = ()
    removed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Others:
    """``copies`` tell the same story as what was cited; ``further`` come near the question. None was cited."""

    copies: tuple[Citation, ...] = ()
    further: tuple[Citation, ...] = ()


def find_contexts(corpus: Corpus, kept: Sequence[QuoteRef]) -> Contexts:
    """The sentences around each quote, in the order of the quotes; what overlaps is shown once."""
    found: list[Context] = []
    removed: list[int] = []
    for key, group in groupby(sorted(kept, key=lambda each: (each.key, each.start)), lambda each: each.key):
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


def find_others(corpus: Corpus, question: str, kept: Sequence[QuoteRef]) -> Others:
    """What was found for ``question`` and not cited. Raises WhosaidError."""
    cited = {each.article_id for each in kept}
    copies = [citation for each in kept for citation in _cite_copies(corpus, each)]
    copies = list({each.article_id: each for each in copies if each.article_id not in cited}.values())
    seen = cited | {each.article_id for each in copies}
    asked = parse_question(question)
    query = replace(query_for(asked), rerank=True)
    if not corpus.knows_language(detect_language(question)):
        query = replace(query, dense_weight=0.0)
    terms = corpus.rarities(set(content_stems(query.text)))
    drafts = []
    for hit in corpus.search(query, _PASSAGES):
        near = _nearest_sentence(hit, terms)
        if near is None or seen & {hit.article.id, *hit.also_in}:
            continue
        seen.add(hit.article.id)
        drafts.append((hit.key, replace(citation_of(corpus, (hit.key, hit.article), near), also_in=hit.also_in)))
    return Others(tuple(copies), verify_citations(corpus, drafts[:MOST_OTHERS]))


def _merge_quote_spans(text: str, quotes: Sequence[QuoteRef]) -> Iterable[tuple[Span, list[QuoteRef]]]:
    """The spans of text around the quotes, which come by their start; those that touch are one."""
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
    """From the start of a sentence before the quote to the end of one behind it."""
    touched = [place for place, (start, end) in enumerate(bounds) if start < quote[1] and end > quote[0]]
    if not touched:
        return quote
    first, last = max(touched[0] - AROUND, 0), min(touched[-1] + AROUND, len(bounds) - 1)
    return min(bounds[first][0], quote[0]), max(bounds[last][1], quote[1])


def _merge_marks(marks: Sequence[Span]) -> tuple[Span, ...]:
    apart: list[Span] = []
    for start, end in sorted(marks):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(apart[-1][1], end))
        else:
            apart.append((start, end))
    return tuple(apart)


def _cite_copies(corpus: Corpus, kept: QuoteRef) -> Iterable[Citation]:
    """The copies of a quote's story: at the same words where they have them, else at their first sentence."""
    original = corpus.article(kept.key)
    for article_id in kept.also_in:
        found = corpus.keyed_article(article_id)
        if found is None:
            continue
        text = found[1].text
        words = original.text[kept.start : kept.end] if original else ""
        at = text.find(words) if words else -1
        span = (at, at + len(words)) if at >= 0 else next(iter(sentences(text)), (0, len(text)))
        yield citation_of(corpus, found, span)


def _nearest_sentence(hit: Hit, terms: dict[str, float]) -> Span | None:
    """The sentence of a hit that comes nearest to the question; None where none comes near."""
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
