"""The weights of retrieval, and the fusion of the retrievers' scores into one ranking.

Scores are scaled from minimum to maximum and combined convexly: Bruch, Gai and Ingber, "An Analysis of Fusion Functions
for Hybrid Retrieval", 2022 (arXiv 2210.11934).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """All weights of retrieval, each from 0 to 1.

    ``open_dense`` is the share of dense retrieval for open questions, the best of 0 to 1 in tenths on NewsQA.
    ``who_said_dense`` is that share where exact words are asked about, flat from 0 to 0.3 on PolNeAR's dev questions;
    ``who_said_statements`` is the share of statement retrieval there. BM25 has the rest.

    The ``rerank_`` weights are the shares of the fused score and of the passage's best sentence (its cosine, its share
    of the question's content words, and of their pairs) when passages are reranked by their sentences. They are near a
    listwise fit on NewsQA in five folds of articles, where the right passage is among the first four for .791 of the
    questions instead of .764.
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
    """A passage by its row: its fused score, from 0 to 1, and each retriever's own, None where it gave none."""

    row: int
    score: float
    bm25: float | None
    dense: float | None
    statement: float | None = None


def fuse_scores(
    bm25: Mapping[int, float],
    dense: Mapping[int, float],
    dense_weight: float,
    statements: Mapping[int, float] | None = None,
    statement_weight: float = 0.0,
) -> list[Candidate]:
    """Return every row that any retriever found, best first: ``w * dense' + v * statement' + (1 - w - v) * bm25'``.

    The BM25 of passages and of statements is scaled from 0, the cosines from their least, to the best score. A row
    that a retriever did not score has its least score.
    """
    statements = statements or {}
    top, most = max(bm25.values(), default=0.0), max(statements.values(), default=0.0)
    low, high = min(dense.values(), default=0.0), max(dense.values(), default=0.0)
    found = []
    for row in {**bm25, **dense, **statements}:
        words = bm25.get(row, 0.0) / top if top > 0 else 0.0
        likeness = (dense.get(row, low) - low) / (high - low) if high > low else 0.0
        statement = statements.get(row, 0.0) / most if most > 0 else 0.0
        score = dense_weight * likeness + statement_weight * statement + (1 - dense_weight - statement_weight) * words
        found.append(Candidate(row, score, bm25.get(row), dense.get(row), statements.get(row)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.row))
