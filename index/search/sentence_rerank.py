"""Rerank passages by their sentences: a passage is better where one of its sentences fits the question."""

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
"""How many of the best passages are reranked; on NewsQA a hundred gain nothing."""


@dataclass(frozen=True, slots=True)
class RerankedCandidate:
    """A candidate with its sentences, empty beyond the reranked ones; ``score``, from 0 to 1, ranks it."""

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
    """Return the candidates, best first, the reranked ones before the others, without those not in ``articles``.

    ``vector`` is the question's, float32 of shape ``(dimension,)``; without it only the sentences' words count.
    """
    terms = {stem: searched.passage_terms.rarity(stem) for stem in content_stems(query.text)}
    pairs = set(itertools.pairwise(content_stems(query.text)))
    reranked = []
    for candidate in candidates[:MAX_RERANKED]:
        key, start, end = searched.passage(candidate.row)
        if key in articles:
            scored = _score_sentences(searched, vector, candidate.row, articles[key].text[start:end])
            score = _score_passage(candidate, articles[key].text, scored, terms, pairs)
            reranked.append(RerankedCandidate(candidate, score, scored))
    reranked.sort(key=lambda one: (-one.score, one.candidate.row))
    least = reranked[-1].score if reranked else 1.0
    others = [RerankedCandidate(one, least * one.score, ()) for one in candidates[MAX_RERANKED:]]
    return reranked + [one for one in others if searched.passage(one.candidate.row)[0] in articles]


def _score_sentences(
    searched: SearchIndex, vector: Vectors | None, row: int, passage: str
) -> tuple[ScoredSentence, ...]:
    """Return the sentences of a passage as they were encoded, else as the splitter finds them."""
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
    scored: Sequence[ScoredSentence],
    terms: Mapping[str, float],
    pairs: set[tuple[str, str]],
) -> float:
    every = [content_stems(text[one.start : one.end]) for one in scored]
    total = sum(terms.values())
    own = max((sum(terms[stem] for stem in set(words) & terms.keys()) for words in every), default=0.0)
    phrase = max((len(pairs & set(itertools.pairwise(words))) for words in every), default=0)
    likeness = max((max(0.0, one.likeness) for one in scored), default=0.0)
    return (
        WEIGHTS.rerank_fused * candidate.score
        + WEIGHTS.rerank_likeness * likeness
        + WEIGHTS.rerank_own * (own / total if total else 0.0)
        + WEIGHTS.rerank_phrase * (phrase / len(pairs) if pairs else 0.0)
    )
