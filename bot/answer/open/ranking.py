"""Open questions: the pieces of the found passages that answer best, cut to what answers."""

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
"""Passages whose sentences are weighed: the answer to 9 in 10 of NewsQA's stand-alone questions stands in them."""

_MOST_WEIGHED = 12
"""Sentences that are weighed with their neighbours: the best at first sight, among which the answer stands for 135 of
200 questions of NewsQA, with 8 sentences for 123."""

_MOST_FURTHER = 32
"""Words of a further quote, behind the first."""

_SPARE = 2
"""Pieces chosen beyond those wanted: long ones may become the same words when they are cut."""


@dataclass(frozen=True, slots=True)
class RankedSpan:
    """A piece of an article that may answer: offsets into ``hit.article.text``.

    ``own``, from 0 to 1, is the share of the question's telling words that stand in it, weighted by rarity, and
    ``coverage`` the share that stand in it or in the sentences beside it; ``likeness`` is its cosine with the question;
    ``score``, from 0 to 1, is how likely it is the best of those weighed. ``seen`` holds all that was weighed.
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
        return self.hit.article.text[self.start : self.end]


def rank_spans(corpus: Corpus, hits: Sequence[Hit], query: Query, k: int, *, pairs: bool = True) -> list[RankedSpan]:
    """The ``k`` pieces of ``hits`` that answer best, best first, none over another and no text twice.

    With ``pairs`` the first may be two neighbouring sentences of together at most 45 words, the others are of at most
    about 32. Where the dense leg has no share in the query, words are compared as they are written.
    """
    asked = query_features(corpus, query)
    found = score_spans(corpus, hits[:PASSAGES], query, asked)
    found = [one for one in found if pairs or len(one[0]) == 1]
    if not found:
        return []
    scores = [rank_score(SPAN_WEIGHTS, features) for _, features in found]
    top = max(scores)
    total = sum(math.exp(score - top) for score in scores)
    ranked = sorted(
        (
            (math.exp(score - top) / total, window, features)
            for score, (window, features) in zip(scores, found, strict=True)
        ),
        key=lambda one: (-one[0], one[1][0].rank, one[1][0].start),
    )
    chosen = [
        _make_ranked_span(asked, one, first=not at) for at, one in enumerate(_select_disjoint(ranked, k + _SPARE))
    ]
    return list({tuple(stems(piece.text)): piece for piece in reversed(chosen)}.values())[::-1][:k]


def score_spans(
    corpus: Corpus, hits: Sequence[Hit], query: Query, asked: QueryFeatures
) -> list[tuple[CandidateSpan, dict[str, float]]]:
    """Every piece of ``hits`` that is worth a look, with what can be seen of it."""
    sentences = candidate_sentences(hits, cross_script_aliases(query.text, [hit.passage for hit in hits]))
    chosen = _select_sentences(asked, [one for passage in sentences for one in passage])
    met = _match_sentences(corpus, query, asked, chosen)
    found: list[tuple[CandidateSpan, dict[str, float]]] = []
    for rank, passage in enumerate(sentences):
        places = frozenset(one.position for one in chosen if one.rank == rank)
        for window in candidate_spans(passage, places):
            behind = hits[0].score - hits[rank].score
            features = span_features(asked, window, passage, _merge_matches(met, window), behind)
            found.append((window, features))
    pieces: dict[int, list[CandidateSpan]] = {}
    for window, _ in found:
        pieces.setdefault(window[0].hit.key, []).append(window)
    of_article = {key: article_features(asked, of_it) for key, of_it in pieces.items()}
    return [(window, features | of_article[window[0].hit.key]) for window, features in found]


def query_features(corpus: Corpus, query: Query) -> QueryFeatures:
    """The question of ``query`` as pieces are weighed against it."""
    said = stems(query.text) if query.every_word else content_stems(query.text)
    rarities = corpus.rarities(dict.fromkeys(said))
    return QueryFeatures(
        rarities, tuple(said), frozenset(stems(query.text)), expected_answer(query.text), _name_stems(query.text)
    )


def _name_stems(question: str) -> frozenset[str]:
    """The stems of the capital words behind the first."""
    every = list(words(question))
    return frozenset(word.stem for word in every[1:] if question[word.start].isupper() and word.stem not in STOP_STEMS)


def _select_sentences(asked: QueryFeatures, every: Sequence[CandidateSentence]) -> list[CandidateSentence]:
    def before(sentence: CandidateSentence) -> float:
        return asked.share(set(sentence.stems)) + sentence.likeness

    unique: dict[tuple[str, ...], CandidateSentence] = {}
    for sentence in sorted(every, key=lambda one: (-before(one), one.rank, one.start)):
        unique.setdefault(sentence.stems, sentence)
    return list(unique.values())[:_MOST_WEIGHED]


def _match_sentences(
    corpus: Corpus, query: Query, asked: QueryFeatures, chosen: Sequence[CandidateSentence]
) -> dict[tuple[int, int], SpanMatches]:
    if query.dense_weight:
        met, best = corpus.match_words(query.text, [(one.hit, (one.start, one.end)) for one in chosen])
        rows = best.tolist()
    else:
        met = asked.content_stems
        rows = [[float(stem in one.stems) for stem in met] for one in chosen]
    rarities = tuple(asked.rarities.get(stem, 0.0) for stem in met)
    return {(one.rank, one.position): SpanMatches(tuple(row), rarities) for one, row in zip(chosen, rows, strict=True)}


def _merge_matches(met: Mapping[tuple[int, int], SpanMatches], window: CandidateSpan) -> SpanMatches:
    """A word of the question is met by a piece where any of its sentences meets it."""
    known = [met[one.rank, one.position] for one in window if (one.rank, one.position) in met]
    return SpanMatches(tuple(map(max, zip(*(one.best for one in known), strict=True))), known[0].rarities)


_ScoredSpan = tuple[float, CandidateSpan, Mapping[str, float]]
"""How likely a piece is the best, the piece, and what was seen of it."""


def _select_disjoint(ranked: Sequence[_ScoredSpan], k: int) -> list[_ScoredSpan]:
    """The first ``k`` that share no sentence; behind the first only single ones."""
    found: list[_ScoredSpan] = []
    used: set[tuple[str, ...]] = set()
    for one in ranked:
        window = one[1]
        if used.intersection(sentence.stems for sentence in window) or (found and len(window) > 1):
            continue
        used.update(sentence.stems for sentence in window)
        found.append(_prefer_single(one, ranked))
        if len(found) == k:
            break
    return found


def _prefer_single(one: _ScoredSpan, ranked: Sequence[_ScoredSpan]) -> _ScoredSpan:
    """Of two neighbours the better one alone, where the other adds nothing of the question and nothing of what is
    wanted, and it leans on nobody named before."""
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


def _make_ranked_span(asked: QueryFeatures, ranked: _ScoredSpan, *, first: bool) -> RankedSpan:
    likely, window, features = ranked
    hit = window[0].hit
    most = MOST_WORDS if first else _MOST_FURTHER
    start, end = trim_span(hit.article.text, (window[0].start, window[-1].end), asked.rarities, most)
    return RankedSpan(
        hit, start, end, features["own"], features["own"] + features["around"], features["likeness"], likely, features
    )


def trim_span(text: str, span: Span, terms: Mapping[str, float], most_words: int = MOST_WORDS) -> Span:
    """The run of whole clauses of ``span`` with the most of ``terms`` in at most ``most_words`` words, of those with as
    many the longest; ``span`` itself where it is no longer than that or has no clauses that fit."""
    piece = text[span[0] : span[1]]
    if len(piece.split()) <= most_words:
        return span
    edges = [0, *(m.end() for m in CLAUSE_END.finditer(piece)), len(piece)]
    clauses = [(a, b) for a, b in itertools.pairwise(edges) if piece[a:b].strip()]
    lengths = [len(piece[a:b].split()) for a, b in clauses]
    weights = [sum(terms.get(stem, 0.0) for stem in set(stems(piece[a:b]))) for a, b in clauses]
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
