"""Open questions: the sentences of the found passages that answer best, cut to what answers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.sources import Passages
from index.search import Query, term_weights
from index.sentences import sentences
from index.types import Hit, Span
from index.words import stems

PASSAGES = 6
"""Passages whose sentences are weighed: the answer to 8 in 10 of NewsQA's questions stands in the first six."""

_MOST_COMPARED = 12
"""Sentences that the encoder compares with the question, the best by their words; comparing 200 finds no more."""

_MOST_WORDS = 40
"""A longer sentence is cut to its clauses with the most of the question's words: what a phone shows at a glance."""

_COVERAGE, _SINCE_BEFORE, _LIKENESS, _PASSAGE = 0.7, 0.3, 1.0, 0.3
"""Weights of a sentence's score: near the best of a grid on NewsQA's questions, and flat around it."""

_ASKING, _FRAGMENT = 0.3, 0.3
"""What a sentence loses that is itself a question, or has fewer than four words."""

ENOUGH = 1.0
"""The least sum of coverage and likeness, each up to 1, at which the articles are taken to answer: of NewsQA's
stand-alone questions a tenth falls below it, of those about articles that are not there nine tenths."""

_ENOUGH_WORDS = 0.5
"""The least coverage where the encoder does not know the question's language."""

_CLAUSE = re.compile(r"(?<=[,;:—–])\s+|\s+(?=[—–]\s)")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A piece of an article that may answer: offsets into ``hit.article.text``.

    ``own``, from 0 to 1, is the share of the question's telling words that stand in it, weighted by rarity, and
    ``coverage`` the share that stand in it or in the sentence before; ``likeness`` is its cosine with the question;
    ``score`` ranks it among its like.
    """

    hit: Hit
    start: int
    end: int
    own: float
    coverage: float
    likeness: float
    score: float

    @property
    def text(self) -> str:
        return self.hit.article.text[self.start : self.end]


def best_sentences(
    passages: Passages, hits: Sequence[Hit], query: Query, k: int, *, compare: bool = True
) -> list[Evidence]:
    """The ``k`` sentences of ``hits`` that answer best, best first, no text twice, each of at most about 40 words;
    without ``compare`` the encoder's likeness is left out."""
    terms = passages.rarities(term_weights(query))
    total = sum(terms.values())
    found = [item for hit in hits[:PASSAGES] for item in _sentences_of(hit, terms, total)]
    found = sorted(found, key=lambda e: -e.score)[:_MOST_COMPARED]
    scored = _compared(passages, query, found) if compare else found
    unique: dict[str, Evidence] = {}
    for item in sorted(scored, key=lambda e: (-e.score, e.hit.key, e.start)):
        unique.setdefault(" ".join(stems(item.text)), item)
    return [_cut(item, terms) for item in list(unique.values())[:k]]


def answers(evidence: Sequence[Evidence], *, compared: bool = True) -> bool:
    """Whether the best sentences say enough of what is asked to be an answer and not only near it."""
    if not compared:
        return max(e.coverage for e in evidence) >= _ENOUGH_WORDS
    return max(e.coverage + e.likeness for e in evidence) >= ENOUGH


def _sentences_of(hit: Hit, terms: dict[str, float], total: float) -> list[Evidence]:
    found = []
    before: set[str] = set()
    for start, end in sentences(hit.passage):
        text = hit.passage[start:end]
        here = set(stems(text))
        own = _share(terms, here, total)
        wider = _share(terms, here | before, total)
        score = _COVERAGE * own + _SINCE_BEFORE * wider + _PASSAGE * hit.score
        score -= _ASKING * text.endswith("?") + _FRAGMENT * (len(text.split()) < 4)
        found.append(Evidence(hit, hit.start + start, hit.start + end, own, wider, 0.0, score))
        before = here
    return found


def _share(terms: dict[str, float], present: set[str], total: float) -> float:
    return sum(rarity for stem, rarity in terms.items() if stem in present) / total if total else 0.0


def _compared(passages: Passages, query: Query, found: Sequence[Evidence]) -> list[Evidence]:
    likeness = passages.likeness(query.text, [item.text for item in found]).tolist()
    return [
        replace(item, likeness=cosine, score=item.score + _LIKENESS * cosine)
        for item, cosine in zip(found, likeness, strict=True)
    ]


def _cut(item: Evidence, terms: dict[str, float]) -> Evidence:
    start, end = cut(item.hit.article.text, (item.start, item.end), terms)
    return replace(item, start=start, end=end)


def cut(text: str, span: Span, terms: dict[str, float], most_words: int = _MOST_WORDS) -> Span:
    """The run of whole clauses of ``span`` with the most of ``terms`` in at most ``most_words`` words; ``span``
    itself where it is no longer than that or has no clauses that fit."""
    piece = text[span[0] : span[1]]
    if len(piece.split()) <= most_words:
        return span
    edges = [0, *(m.end() for m in _CLAUSE.finditer(piece)), len(piece)]
    clauses = [(a, b) for a, b in itertools.pairwise(edges) if piece[a:b].strip()]
    lengths = [len(piece[a:b].split()) for a, b in clauses]
    weights = [_share(terms, set(stems(piece[a:b])), 1.0) for a, b in clauses]
    best: tuple[float, int, int] | None = None
    for first in range(len(clauses)):
        words, weight = 0, 0.0
        for last in range(first, len(clauses)):
            words += lengths[last]
            weight += weights[last]
            if words > most_words:
                break
            if best is None or weight > best[0]:
                best = (weight, first, last)
    if best is None:
        return span
    start, end = clauses[best[1]][0], clauses[best[2]][1]
    return span[0] + start, span[0] + start + len(piece[start:end].rstrip())
