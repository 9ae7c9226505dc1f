"""The weights of retrieval, and the fusion of each search leg's scores into one ranking.

A convex combination of scores after min-max scaling: Bruch, Gai and Ingber, "An Analysis of Fusion Functions for
Hybrid Retrieval", 2022 (arXiv 2210.11934).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """All weights of retrieval, each from 0 to 1.

    ``open_dense`` is the dense leg's share for an open question: of 0 to 1 in tenths, the best on NewsQA's questions.
    ``who_said_dense`` is that share where exact words are asked about, flat from 0 to 0.3 on PolNeAR's dev questions,
    and ``who_said_statements`` the statement leg's share there; BM25 has the rest.

    The ``rerank_`` weights are the shares of the fused score and of the passage's best sentence (its cosine, its share
    of the question's content words, and of their pairs) when passages are reranked by their sentences. They are near a
    listwise fit on NewsQA's questions in five folds of articles, where they lift the right passage among the first four
    from .764 to .791.
    """

    open_dense: float = 0.4
    who_said_dense: float = 0.2
    who_said_statements: float = 0.2
    rerank_fused: float = 0.25
    rerank_likeness: float = 0.4
    rerank_own: float = 0.25
    rerank_phrase: float = 0.1


WEIGHTS = FusionWeights()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage by its row, with its fused score, from 0 to 1, and each leg's own; None where a leg gave none."""

    row: int
    score: float
    bm25: float | None
    dense: float | None
    statement: float | None = None


def fuse_scores(
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
