"""The hybrid search: a query -> the passages that fit it, best first, by a weighted sum of three legs' scores.

A convex combination of scores after min-max scaling: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
Hybrid Retrieval", 2022 (arXiv 2210.11934).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.across import widened
from index.encoder import Encoder
from index.searched import Searched
from index.words import stems, telling

CANDIDATES = 100
"""Passages that each leg puts forward."""

OPEN_WEIGHT = 0.4
"""The dense leg's share for an open question: of 0 to 1 in tenths, the best on NewsQA's questions."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for.

    ``dense_weight`` and ``statement_weight``, from 0 to 1 and at most 1 together, are the shares of the dense leg and
    the statement leg in the score; the rest is BM25's. ``every_word`` says that the function words count too, as they
    do where exact words are looked for. ``closer`` asks for a second look at the best passages, sentence by sentence;
    ``apart`` says that copies of one story are not folded.
    """

    text: str
    dense_weight: float = OPEN_WEIGHT
    every_word: bool = False
    statement_weight: float = 0.0
    closer: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by its row, with its fused score, from 0 to 1, and each leg's own; None where a leg gave none."""

    row: int
    score: float
    bm25: float | None
    dense: float | None
    statement: float | None = None


def search(searched: Searched, encoder: Encoder, query: Query, k: int) -> list[Candidate]:
    """The ``k`` best rows of ``searched``, best first; equal scores in the order of their rows."""
    limit = max(CANDIDATES, k)
    vector = encoder.encode_question(query.text)
    rows, cosines = searched.dense.search(vector, limit)
    weights = widened(term_weights(query), query.text, searched.lexical.holds)
    bm25 = dict(searched.lexical.search(weights, limit))
    dense = dict(zip(rows.tolist(), cosines.tolist(), strict=True))
    missing = np.array([row for row in bm25 if row not in dense], np.int64)
    dense |= dict(zip(missing.tolist(), searched.dense.score(vector, missing).tolist(), strict=True))
    spoken = _spoken(searched, weights, limit) if query.statement_weight else {}
    return fuse(bm25, dense, query.dense_weight, spoken, query.statement_weight)[:k]


def _spoken(searched: Searched, weights: Mapping[str, float], limit: int) -> dict[int, float]:
    """The BM25 of each passage's best statement, of those found."""
    found = searched.spoken.search(weights, (), limit)
    best: dict[int, float] = {}
    rows = searched.passages_with(np.array([row for row, _ in found], np.int64)).tolist()
    for row, (_, score) in zip(rows, found, strict=True):
        best[row] = max(score, best.get(row, 0.0))
    return best


def term_weights(query: Query) -> dict[str, float]:
    """How often each stem stands in a query; function words are left out, unless it wants them or has no others."""
    counts = Counter(stems(query.text) if query.every_word else telling(query.text))
    return {stem: float(count) for stem, count in counts.items()}


def fuse(
    bm25: Mapping[int, float],
    dense: Mapping[int, float],
    dense_weight: float,
    spoken: Mapping[int, float] | None = None,
    statement_weight: float = 0.0,
) -> list[Candidate]:
    """Every row of any leg, best first: ``w * dense' + v * statement' + (1 - w - v) * bm25'``.

    The BM25 of passages and of statements is scaled by its best score, its least being 0; the cosines from their
    least to their best. A row that a leg did not score counts as that leg's least.
    """
    spoken = spoken or {}
    top, most = max(bm25.values(), default=0.0), max(spoken.values(), default=0.0)
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=0.0)
    found = []
    for row in {**bm25, **dense, **spoken}:
        words = bm25.get(row, 0.0) / top if top > 0 else 0.0
        likeness = (dense.get(row, low) - low) / (high - low) if high > low else 0.0
        said = spoken.get(row, 0.0) / most if most > 0 else 0.0
        score = dense_weight * likeness + statement_weight * said + (1 - dense_weight - statement_weight) * words
        found.append(Candidate(row, score, bm25.get(row), dense.get(row), spoken.get(row)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.row))
