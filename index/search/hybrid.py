"""Hybrid search: dense, BM25 and statement retrieval, fused into one ranking of passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np

from index.indexes.types import SearchIndex
from index.models.encoder import Encoder
from index.search.fusion import Candidate, fuse_scores
from index.search.query import Query
from index.text.cross_script import expand_across_scripts
from index.text.tokenizer import content_stems, stems

CANDIDATES = 100
"""How many passages each retriever returns at least."""


def search_passages(searched: SearchIndex, encoder: Encoder, query: Query, k: int) -> list[Candidate]:
    """Return the ``k`` best passages that the query's filter lets through, best first, equal ones by their rows."""
    limit = max(CANDIDATES, k)
    within = searched.passage_ranges(query.filter.keys) if query.filter.keys is not None else None
    vector = encoder.encode_question(query.text)
    rows, cosines = searched.passage_vectors.search(vector, limit, within)
    weights = expand_across_scripts(term_weights(query), query.text, searched.passage_terms.has_stem)
    bm25 = dict(searched.passage_terms.search(weights, limit, within))
    dense = dict(zip(rows.tolist(), cosines.tolist(), strict=True))
    missing = np.array([row for row in bm25 if row not in dense], np.int64)
    dense |= dict(zip(missing.tolist(), searched.passage_vectors.score(vector, missing).tolist(), strict=True))
    statements = _score_statements(searched, query, weights, limit) if query.statement_weight else {}
    return fuse_scores(bm25, dense, query.dense_weight, statements, query.statement_weight)[:k]


def _score_statements(
    searched: SearchIndex, query: Query, weights: Mapping[str, float], limit: int
) -> dict[int, float]:
    """Return for passages, by row, the BM25 of their best statement among the ``limit`` best of all."""
    within = searched.statement_ranges(query.filter.keys) if query.filter.keys is not None else None
    found = searched.statement_terms.search(weights, (), limit, within)
    best: dict[int, float] = {}
    rows = searched.passages_of_statements(np.array([row for row, _ in found], np.int64)).tolist()
    for row, (_, score) in zip(rows, found, strict=True):
        best[row] = max(score, best.get(row, 0.0))
    return best


def term_weights(query: Query) -> dict[str, float]:
    """Return how often each stem stands in a query, without stop words unless it wants them or has no others."""
    counts = Counter(stems(query.text) if query.every_word else content_stems(query.text))
    return {stem: float(count) for stem, count in counts.items()}
