"""A rerank look at the passages that the legs put forward: which of them has a sentence that fits the question."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.indexes.types import SearchIndex
from index.search.fusion import WEIGHTS, Candidate
from index.search.query import Query
from index.text.sentences import sentences
from index.text.tokenizer import content_stems
from index.types import Article, ScoredSentence, Vectors

MAX_RERANKED = 30
"""Passages looked at; on NewsQA a hundred gain nothing."""


@dataclass(frozen=True, slots=True)
class RerankedCandidate:
    """A candidate with its sentences; ``score``, from 0 to 1, is the one to rank by."""

    candidate: Candidate
    score: float
    sentences: tuple[ScoredSentence, ...]


def rerank_by_sentences(
    searched: SearchIndex,
    query: Query,
    vector: Vectors | None,
    candidates: Sequence[Candidate],
    articles: Mapping[int, Article],
) -> list[RerankedCandidate]:
    """The first ``candidates`` looked at and the rest behind them, best first, without those whose article is gone.

    ``vector`` is the question's, float32 of shape ``(dimension,)``; without it the sentences' likeness is 0 and their
    words count alone.
    """
    terms = {stem: searched.passage_terms.rarity(stem) for stem in content_stems(query.text)}
    pairs = set(itertools.pairwise(content_stems(query.text)))
    looked = []
    for candidate in candidates[:MAX_RERANKED]:
        key, start, end = searched.passage(candidate.row)
        if key in articles:
            near = _score_sentences(searched, vector, candidate.row, articles[key].text[start:end])
            looked.append(
                RerankedCandidate(candidate, _score_passage(candidate, articles[key].text, near, terms, pairs), near)
            )
    looked.sort(key=lambda one: (-one.score, one.candidate.row))
    least = looked[-1].score if looked else 1.0
    behind = [RerankedCandidate(one, least * one.score, ()) for one in candidates[MAX_RERANKED:]]
    return looked + [one for one in behind if searched.passage(one.candidate.row)[0] in articles]


def _score_sentences(
    searched: SearchIndex, vector: Vectors | None, row: int, passage: str
) -> tuple[ScoredSentence, ...]:
    """The sentences of a passage as they were encoded; as the splitter finds them where they were not."""
    rows, places = searched.sentences_of(row)
    if not places:
        start = searched.passage(row)[1]
        return tuple(ScoredSentence(start + s, start + e, 0.0) for s, e in sentences(passage))
    likeness = np.zeros(len(rows)) if vector is None else searched.sentence_vectors.score(vector, rows)
    return tuple(
        ScoredSentence(start, end, cosine) for (start, end), cosine in zip(places, likeness.tolist(), strict=True)
    )


def _score_passage(
    candidate: Candidate,
    text: str,
    near: Sequence[ScoredSentence],
    terms: Mapping[str, float],
    pairs: set[tuple[str, str]],
) -> float:
    every = [content_stems(text[one.start : one.end]) for one in near]
    total = sum(terms.values())
    own = max((sum(terms[stem] for stem in set(said) & terms.keys()) for said in every), default=0.0)
    phrase = max((len(pairs & set(itertools.pairwise(said))) for said in every), default=0)
    likeness = max((max(0.0, one.likeness) for one in near), default=0.0)
    return (
        WEIGHTS.rerank_fused * candidate.score
        + WEIGHTS.rerank_likeness * likeness
        + WEIGHTS.rerank_own * (own / total if total else 0.0)
        + WEIGHTS.rerank_phrase * (phrase / len(pairs) if pairs else 0.0)
    )
