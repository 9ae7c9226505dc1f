"""Rerank with the models of the settings ``RERANKER_MODEL`` and ``READER_MODEL``, where they are set."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.open.candidates import CLAUSE_END
from bot.answer.open.ranking import RankedSpan
from index import Hit, Span
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker
from index.text.sentences import sentences

_MOST_HITS = 20
"""Passages that the reranker scores; its cost grows with each of them."""

_MOST_WORDS = 40
"""Words of the longest span that is not cut around the answer in it."""


def rerank_spans(reranker: Reranker | None, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Sort ``hits`` by the model's score, which becomes theirs; without a model they stay as they are.

    Those beyond the first 20 follow in their order, with scores of at most the last one's before them.
    """
    looked, rest = hits[:_MOST_HITS], hits[_MOST_HITS:]
    if reranker is None or not looked:
        return list(hits)
    scores = reranker.score(question, [hit.passage for hit in looked]).tolist()
    ranked = [replace(hit, score=score) for hit, score in zip(looked, scores, strict=True)]
    ranked.sort(key=lambda hit: -hit.score)
    return ranked + [replace(hit, score=min(hit.score, ranked[-1].score)) for hit in rest]


def read_spans(reader: Reader | None, question: str, evidence: Sequence[RankedSpan]) -> list[RankedSpan]:
    """Put the spans first in whose sentences the reader finds an answer, best first; without a model none moves.

    Such a span becomes the clauses around the answer where it leaves it out or has more than 40 words. Scores stay.
    """
    if reader is None or not evidence:
        return list(evidence)
    wholes = [_sentences_around(item) for item in evidence]
    texts = [item.hit.article.text[start:end] for item, (start, end) in zip(evidence, wholes, strict=True)]
    found, others = [], []
    for item, whole, reading in zip(evidence, wholes, reader.read(question, texts), strict=True):
        if reading is None:
            others.append(item)
        else:
            answer = whole[0] + reading.start, whole[0] + reading.end
            found.append((reading.score, _cut_to_answer(item, whole, answer)))
    found.sort(key=lambda scored: -scored[0])
    return [item for _, item in found] + others


def _sentences_around(item: RankedSpan) -> Span:
    """Return the span of the whole sentences in which a ranked span begins and ends."""
    spans = [(item.hit.start + start, item.hit.start + end) for start, end in sentences(item.hit.passage)]
    inside = [(start, end) for start, end in spans if start < item.end and item.start < end]
    if not inside:
        return item.start, item.end
    return min(item.start, inside[0][0]), max(item.end, inside[-1][1])


def _cut_to_answer(item: RankedSpan, whole: Span, answer: Span) -> RankedSpan:
    if item.start <= answer[0] and answer[1] <= item.end and len(item.text.split()) <= _MOST_WORDS:
        return item
    start, end = clauses_around(item.hit.article.text, whole, answer)
    return replace(item, start=start, end=end)


def clauses_around(text: str, whole: Span, answer: Span, most_words: int = _MOST_WORDS) -> Span:
    """Return the run of clauses of ``whole`` around ``answer`` that has at most ``most_words`` words.

    It grows alternately to both sides; the clauses of the answer itself are never cut.
    """
    piece = text[whole[0] : whole[1]]
    edges = [0, *(match.end() for match in CLAUSE_END.finditer(piece)), len(piece)]
    lengths = [len(piece[start:end].split()) for start, end in itertools.pairwise(edges)]
    first = max(n for n, edge in enumerate(edges[:-1]) if whole[0] + edge <= answer[0])
    last = min(n for n, edge in enumerate(edges[1:]) if whole[0] + edge >= answer[1])
    before, after = first, last
    left = most_words - sum(lengths[first : last + 1])
    grew = True
    while grew:
        grew = False
        if before > 0 and lengths[before - 1] <= left:
            before, grew = before - 1, True
            left -= lengths[before]
        if after + 1 < len(lengths) and lengths[after + 1] <= left:
            after, grew = after + 1, True
            left -= lengths[after]
    clauses = piece[edges[before] : edges[after + 1]]
    return whole[0] + edges[before], whole[0] + edges[before] + len(clauses.rstrip())
