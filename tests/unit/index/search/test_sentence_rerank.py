from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from index.indexes import snapshot
from index.indexes.snapshot import Snapshot
from index.search.fusion import Candidate
from index.search.query import Query
from index.search.sentence_rerank import MAX_RERANKED, rerank_by_sentences
from index.store.articles import Store
from index.types import Article, ScoredSentence
from tests.support.fakes import WordEncoder, fake_indexer

MILL = "It rained. A baker bought the old mill."
BRIDGE = "The old bridge fell. The road is shut."
FERRY = "The ferry stays in port. The ice is thick."
ASKED = Query("who bought the old mill?")
RARE, COMMON = math.log(1 + 2.5 / 1.5), math.log(1 + 1.5 / 2.5)
"""BM25's inverse document frequency of a stem in one passage of three, and in two of three."""


@dataclass(frozen=True)
class Index:
    snapshot: Snapshot
    articles: dict[int, Article]

    def row(self, text: str) -> int:
        keys = self.snapshot.passages[:, 0].tolist()
        return next(row for row, key in enumerate(keys) if self.articles[key].text == text)

    def candidate(self, text: str, score: float) -> Candidate:
        return Candidate(self.row(text), score, 1.0, None)


def opened(folder: Path, texts: list[str]) -> Index:
    articles = folder / "articles"
    articles.mkdir()
    for number, text in enumerate(texts):
        (articles / f"{number:03}.txt").write_text(f"Title: {number}\n\n{text}\n")
    fake_indexer(folder / "data").rebuild([str(articles)])
    manifest = snapshot.read_manifest(folder / "data", "common")
    assert manifest is not None
    made = snapshot.load_snapshot(folder / "data", "common", manifest)
    with Store(folder / "data") as store:
        return Index(made, store.articles_by_key(set(made.passages[:, 0].tolist())))


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return opened(tmp_path_factory.mktemp("three"), [FERRY, BRIDGE, MILL])


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return opened(tmp_path_factory.mktemp("many"), [f"Bees live on roof {n}." for n in range(MAX_RERANKED + 3)])


def test_without_a_vector_the_words_alone_decide_and_the_best_comes_first(three: Index) -> None:
    given = [three.candidate(FERRY, 0.9), three.candidate(BRIDGE, 0.8), three.candidate(MILL, 0.4)]
    found = rerank_by_sentences(three.snapshot, ASKED, None, given, three.articles)
    assert [one.candidate.row for one in found] == [three.row(text) for text in (MILL, BRIDGE, FERRY)]
    old_of_all = COMMON / (COMMON + 2 * RARE)
    scores = [0.25 * 0.4 + 0.25 + 0.1, 0.25 * 0.8 + 0.25 * old_of_all, 0.25 * 0.9]
    assert [one.score for one in found] == pytest.approx(scores, abs=1e-12)
    assert {near.likeness for one in found for near in one.sentences} == {0.0}


def test_half_of_the_pairs_counts_half_of_their_share(three: Index) -> None:
    asked = Query("baker bought bridge")  # the mill's passage has the first pair and not the second
    (found,) = rerank_by_sentences(three.snapshot, asked, None, [three.candidate(MILL, 0.0)], three.articles)
    assert found.score == pytest.approx(0.25 * 2 / 3 + 0.1 / 2)


def test_a_sentence_alone_counts_and_not_the_passage(three: Index) -> None:
    asked = Query("bridge road")  # each stands in a sentence of its own
    (found,) = rerank_by_sentences(three.snapshot, asked, None, [three.candidate(BRIDGE, 0.0)], three.articles)
    assert found.score == pytest.approx(0.25 * 1 / 2)


def test_with_a_vector_the_best_sentences_cosine_is_added(three: Index) -> None:
    vector = WordEncoder().encode_question(ASKED.text)
    cosines = [float(WordEncoder().encode_question(part) @ vector) for part in ("It rained.", MILL[11:])]
    (found,) = rerank_by_sentences(three.snapshot, ASKED, vector, [three.candidate(MILL, 0.4)], three.articles)
    assert found.score == pytest.approx(0.25 * 0.4 + 0.4 * max(cosines) + 0.25 + 0.1, abs=1e-3)
    assert [near.likeness for near in found.sentences] == pytest.approx(cosines, abs=1e-3)
    assert [MILL[near.start : near.end] for near in found.sentences] == ["It rained.", MILL[11:]]


def test_a_negative_cosine_takes_nothing_away(three: Index) -> None:
    vector = -WordEncoder().encode_question(FERRY)
    (found,) = rerank_by_sentences(three.snapshot, Query("bees"), vector, [three.candidate(FERRY, 0.4)], three.articles)
    assert found.score == pytest.approx(0.25 * 0.4)
    assert max(near.likeness for near in found.sentences) < 0


def test_equal_scores_keep_the_order_of_the_rows(three: Index) -> None:
    given = [three.candidate(text, 0.5) for text in (MILL, BRIDGE, FERRY)]
    found = rerank_by_sentences(three.snapshot, Query("bees"), None, given, three.articles)
    assert [one.candidate.row for one in found] == [0, 1, 2]


def test_a_passage_whose_article_is_gone_is_left_out(three: Index) -> None:
    given = [three.candidate(MILL, 0.9), three.candidate(FERRY, 0.4)]
    left = {key: article for key, article in three.articles.items() if article.text != MILL}
    found = rerank_by_sentences(three.snapshot, ASKED, None, given, left)
    assert [one.candidate for one in found] == [given[1]]
    assert rerank_by_sentences(three.snapshot, ASKED, None, given, {}) == []


def test_sentences_that_were_never_encoded_are_split_anew(three: Index) -> None:
    bare = replace(three.snapshot, sentences=np.zeros((0, 3), np.int64))
    vector = WordEncoder().encode_question(ASKED.text)
    (found,) = rerank_by_sentences(bare, ASKED, vector, [three.candidate(MILL, 0.4)], three.articles)
    assert found.sentences == (ScoredSentence(0, 10, 0.0), ScoredSentence(11, len(MILL), 0.0))
    assert found.score == pytest.approx(0.25 * 0.4 + 0.25 + 0.1)


def test_candidates_that_are_not_looked_at_stay_behind_and_below(many: Index) -> None:
    keys = many.snapshot.passages[:, 0].tolist()
    given = [Candidate(row, 1 - row / 100, 1.0, None) for row in range(len(keys))]
    asked = Query(f"roof {MAX_RERANKED + 1}")  # the best one is the last but one, where nobody looks
    found = rerank_by_sentences(many.snapshot, asked, None, given, many.articles)
    assert [one.candidate for one in found[MAX_RERANKED:]] == given[MAX_RERANKED:]
    least = found[MAX_RERANKED - 1].score
    assert [one.score for one in found[MAX_RERANKED:]] == [least * one.score for one in given[MAX_RERANKED:]]
    assert all(one.score <= least for one in found[MAX_RERANKED:])
    assert all(one.sentences for one in found[:MAX_RERANKED])
    assert not any(one.sentences for one in found[MAX_RERANKED:])


def test_one_that_is_not_looked_at_is_left_out_too_where_its_article_is_gone(many: Index) -> None:
    keys = many.snapshot.passages[:, 0].tolist()
    given = [Candidate(row, 0.5, 1.0, None) for row in range(len(keys))]
    left = {key: article for key, article in many.articles.items() if key != keys[MAX_RERANKED + 1]}
    found = rerank_by_sentences(many.snapshot, Query("roof"), None, given, left)
    assert [one.candidate.row for one in found[MAX_RERANKED:]] == [MAX_RERANKED, MAX_RERANKED + 2]


def test_no_candidates_give_nothing(three: Index) -> None:
    assert rerank_by_sentences(three.snapshot, ASKED, None, [], three.articles) == []
