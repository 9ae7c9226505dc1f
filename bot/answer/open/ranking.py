"""Rank the candidate spans of the passages found for an open question, and trim them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answer.corpus import Corpus
from bot.answer.open.candidates import (
    CLAUSE_END,
    MOST_WORDS,
    CandidateSentence,
    CandidateSpan,
    candidate_sentences,
    candidate_spans,
    refers_back,
)
from bot.answer.open.features import QueryFeatures, SpanMatches, article_features, rank_score, span_features
from bot.answer.question.answer_type import expected_answer
from bot.answer.weights import SPAN_WEIGHTS
from index import Hit, Span
from index.search.query import Query
from index.text.cross_script import cross_script_aliases
from index.text.tokenizer import STOP_STEMS, content_stems, stems, words

PASSAGES = 8
"""Passages whose sentences are ranked; they hold the answer to 9 in 10 of NewsQA's standalone questions."""

_MOST_WEIGHED = 12
"""Sentences that become spans, alone and with neighbours: the best by shared words and likeness.

They hold the answer to 135 of 200 questions of NewsQA; 8 sentences hold it to 123.
"""

_MOST_FURTHER = 32
"""Most words of a quote after the first."""

_SPARE = 2
"""Spans selected beyond ``k``, because trimming may give two the same words."""


@dataclass(frozen=True, slots=True)
class RankedSpan:
    """A span of an article that may answer: offsets into ``hit.article.text``.

    ``own``, from 0 to 1, is the share of the question's content words in it, weighted by rarity; ``coverage`` counts
    the neighbouring sentences too. ``likeness`` is its cosine with the question; ``score``, from 0 to 1, is the
    probability that it is the best one; ``features`` are those that it was ranked by.
    """

    hit: Hit
    start: int
    end: int
    own: float
    coverage: float
    likeness: float
    score: float
    features: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The words of the span."""
        return self.hit.article.text[self.start : self.end]


def rank_spans(corpus: Corpus, hits: Sequence[Hit], query: Query, k: int, *, pairs: bool = True) -> list[RankedSpan]:
    """Return the ``k`` spans of ``hits`` that answer best, best first, without overlaps and repeated texts.

    With ``pairs`` the first may be two neighbouring sentences of together at most 45 words; the others have at most
    about 32. Where the query has no dense weight, words are compared as they are written.
    """
    question = query_features(corpus, query)
    found = score_spans(corpus, hits[:PASSAGES], query, question)
    found = [one for one in found if pairs or len(one[0]) == 1]
    if not found:
        return []
    scores = [rank_score(SPAN_WEIGHTS, features) for _, features in found]
    top = max(scores)
    total = sum(math.exp(score - top) for score in scores)
    ranked = sorted(
        (
            (math.exp(score - top) / total, span, features)
            for score, (span, features) in zip(scores, found, strict=True)
        ),
        key=lambda one: (-one[0], one[1][0].rank, one[1][0].start),
    )
    chosen = [
        _make_ranked_span(question, one, first=not at) for at, one in enumerate(_select_disjoint(ranked, k + _SPARE))
    ]
    return list({tuple(stems(one.text)): one for one in reversed(chosen)}.values())[::-1][:k]


def score_spans(
    corpus: Corpus, hits: Sequence[Hit], query: Query, question: QueryFeatures
) -> list[tuple[CandidateSpan, dict[str, float]]]:
    """Return the candidate spans of ``hits`` with their features, in the order of the text."""
    sentences = candidate_sentences(hits, cross_script_aliases(query.text, [hit.passage for hit in hits]))
    chosen = _select_sentences(question, [one for passage in sentences for one in passage])
    matches = _match_sentences(corpus, query, question, chosen)
    found: list[tuple[CandidateSpan, dict[str, float]]] = []
    for rank, passage in enumerate(sentences):
        places = frozenset(one.position for one in chosen if one.rank == rank)
        for span in candidate_spans(passage, places):
            behind = hits[0].score - hits[rank].score
            features = span_features(question, span, passage, _merge_matches(matches, span), behind)
            found.append((span, features))
    spans: dict[int, list[CandidateSpan]] = {}
    for span, _ in found:
        spans.setdefault(span[0].hit.key, []).append(span)
    of_article = {key: article_features(question, each) for key, each in spans.items()}
    return [(span, features | of_article[span[0].hit.key]) for span, features in found]


def query_features(corpus: Corpus, query: Query) -> QueryFeatures:
    """Return the question of ``query`` as candidate spans are compared with it."""
    query_stems = stems(query.text) if query.every_word else content_stems(query.text)
    rarities = corpus.rarities(dict.fromkeys(query_stems))
    return QueryFeatures(
        rarities, tuple(query_stems), frozenset(stems(query.text)), expected_answer(query.text), _name_stems(query.text)
    )


def _name_stems(question: str) -> frozenset[str]:
    """Return the stems of the capital words after the first word."""
    every = list(words(question))
    return frozenset(word.stem for word in every[1:] if question[word.start].isupper() and word.stem not in STOP_STEMS)


def _select_sentences(question: QueryFeatures, every: Sequence[CandidateSentence]) -> list[CandidateSentence]:
    def before(sentence: CandidateSentence) -> float:
        return question.share(set(sentence.stems)) + sentence.likeness

    unique: dict[tuple[str, ...], CandidateSentence] = {}
    for sentence in sorted(every, key=lambda one: (-before(one), one.rank, one.start)):
        unique.setdefault(sentence.stems, sentence)
    return list(unique.values())[:_MOST_WEIGHED]


def _match_sentences(
    corpus: Corpus, query: Query, question: QueryFeatures, chosen: Sequence[CandidateSentence]
) -> dict[tuple[int, int], SpanMatches]:
    if query.dense_weight:
        matches, best = corpus.match_words(query.text, [(one.hit, (one.start, one.end)) for one in chosen])
        rows = best.tolist()
    else:
        matches = question.content_stems
        rows = [[float(stem in one.stems) for stem in matches] for one in chosen]
    rarities = tuple(question.rarities.get(stem, 0.0) for stem in matches)
    return {(one.rank, one.position): SpanMatches(tuple(row), rarities) for one, row in zip(chosen, rows, strict=True)}


def _merge_matches(matches: Mapping[tuple[int, int], SpanMatches], span: CandidateSpan) -> SpanMatches:
    """Return the matches of a span: for each word the best of its sentences."""
    known = [matches[one.rank, one.position] for one in span if (one.rank, one.position) in matches]
    return SpanMatches(tuple(map(max, zip(*(one.best for one in known), strict=True))), known[0].rarities)


_ScoredSpan = tuple[float, CandidateSpan, Mapping[str, float]]
"""The probability that a span is the best, the span, and its features."""


def _select_disjoint(ranked: Sequence[_ScoredSpan], k: int) -> list[_ScoredSpan]:
    """Return the first ``k`` that share no sentence; after the first only single sentences."""
    found: list[_ScoredSpan] = []
    used: set[tuple[str, ...]] = set()
    for one in ranked:
        span = one[1]
        if used.intersection(sentence.stems for sentence in span) or (found and len(span) > 1):
            continue
        used.update(sentence.stems for sentence in span)
        found.append(_prefer_single(one, ranked))
        if len(found) == k:
            break
    return found


def _prefer_single(one: _ScoredSpan, ranked: Sequence[_ScoredSpan]) -> _ScoredSpan:
    """Replace a pair by one of its sentences where the other adds nothing.

    The sentence must share as much with the question, mention the expected type too, and not refer back.
    """
    pair, features = one[1], one[2]
    alone = [
        single
        for single in ranked
        if len(pair) > 1
        and len(single[1]) == 1
        and single[1][0] in pair
        and single[2]["own"] >= features["own"]
        and single[2]["typed"] >= features["typed"]
        and not refers_back(single[1][0].text)
    ]
    return (one[0], *alone[0][1:]) if alone else one


def _make_ranked_span(question: QueryFeatures, ranked: _ScoredSpan, *, first: bool) -> RankedSpan:
    probability, span, features = ranked
    hit = span[0].hit
    most = MOST_WORDS if first else _MOST_FURTHER
    start, end = trim_span(hit.article.text, (span[0].start, span[-1].end), question.rarities, most)
    return RankedSpan(
        hit,
        start,
        end,
        features["own"],
        features["own"] + features["around"],
        features["likeness"],
        probability,
        features,
    )


def trim_span(text: str, span: Span, rarities: Mapping[str, float], most_words: int = MOST_WORDS) -> Span:
    """Return the run of clauses of ``span`` with the most weight of ``rarities`` in at most ``most_words`` words.

    Of equal ones the longest; ``span`` itself where it is short enough or no clause fits.
    """
    piece = text[span[0] : span[1]]
    if len(piece.split()) <= most_words:
        return span
    edges = [0, *(m.end() for m in CLAUSE_END.finditer(piece)), len(piece)]
    clauses = [(a, b) for a, b in itertools.pairwise(edges) if piece[a:b].strip()]
    lengths = [len(piece[a:b].split()) for a, b in clauses]
    weights = [sum(rarities.get(stem, 0.0) for stem in set(stems(piece[a:b]))) for a, b in clauses]
    best: tuple[float, int, int, int] | None = None
    for first in range(len(clauses)):
        length, weight = 0, 0.0
        for last in range(first, len(clauses)):
            length += lengths[last]
            weight += weights[last]
            if length > most_words:
                break
            if best is None or (weight, length) > best[:2]:
                best = (weight, length, first, last)
    if best is None:
        return span
    start, end = clauses[best[2]][0], clauses[best[3]][1]
    return span[0] + start, span[0] + start + len(piece[start:end].rstrip())
