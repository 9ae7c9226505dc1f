from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.open.candidates import MOST_WORDS
from bot.answer.open.ranking import PASSAGES, RankedSpan, query_features, rank_spans, score_spans
from index.search.query import Query
from index.text.tokenizer import stems
from index.types import Article, Hit, Part, ScoredSentence, Vectors
from tests.support.fakes import PassagesInMemory

WORDS = Query("who sold the mill?", dense_weight=0.0)


class Comparing(PassagesInMemory):
    """Remembers what the encoder was asked to compare."""

    def __init__(self, articles: Sequence[Article]) -> None:
        super().__init__(articles)
        self.compared: list[list[str]] = []

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        self.compared.append([hit.article.text[start:end] for hit, (start, end) in parts])
        return super().match_words(question, parts)


def hit_of(text: str, key: int = 1, score: float = 1.0) -> Hit:
    return Hit(Article(f"a{key}", text), 0, len(text), score, 1.0, 0.5, key=key)


def pieces(hits: Sequence[Hit], query: Query, k: int = 4, *, pairs: bool = True) -> list[RankedSpan]:
    return rank_spans(PassagesInMemory([hit.article for hit in hits]), hits, query, k, pairs=pairs)


MILL = "The mill was sold on Monday. Ada Thorn sold it for 9 euros. She was glad. It rained for days in the hills."


def test_no_piece_stands_over_another() -> None:
    found = pieces([hit_of(MILL)], Query("who sold the mill?"), 9)
    assert len(found) >= 3
    apart = [{*range(piece.start, piece.end)} for piece in found]
    assert not any(one & other for one, other in combinations(apart, 2))


def test_one_text_is_quoted_once_though_it_stands_in_two_passages_and_two_articles() -> None:
    text = "The mill was sold. It rained all day long. The mill was sold."
    found = pieces([hit_of(text), hit_of("The mill was sold.", 2)], WORDS, 9, pairs=False)
    assert sorted(piece.text for piece in found) == ["It rained all day long.", "The mill was sold."]


def test_passages_that_share_a_sentence_give_it_once() -> None:
    article = Article("a", MILL)
    hits = [Hit(article, 0, 59, 1.0, 1.0, 0.5, key=1), Hit(article, 29, len(MILL), 0.9, 1.0, 0.5, key=1)]
    found = rank_spans(PassagesInMemory([article]), hits, WORDS, 9, pairs=False)
    assert sorted(piece.start for piece in found) == [0, 29, 60, 74]


def test_single_sentences_are_asked_for_and_given() -> None:
    found = pieces([hit_of(MILL)], WORDS, 9, pairs=False)
    assert {piece.text for piece in found} == {
        "The mill was sold on Monday.",
        "Ada Thorn sold it for 9 euros.",
        "She was glad.",
        "It rained for days in the hills.",
    }
    assert {piece.features["pair"] for piece in found} == {0.0}


def test_pairs_are_weighed_and_only_the_first_piece_may_be_one() -> None:
    passages, query = PassagesInMemory([Article("a", MILL)]), Query("who sold the mill?")
    weighed = score_spans(passages, [hit_of(MILL)], query, query_features(passages, query))
    assert {len(window) for window, _ in weighed} == {1, 2}
    found = pieces([hit_of(MILL)], query, 9)
    assert {piece.features["pair"] for piece in found[1:]} == {0.0}


def test_a_further_piece_is_cut_to_at_most_32_words_and_the_first_to_45() -> None:
    clause = "then the mill was sold by them, "
    first, second = "Ada Thorn sold the mill, " + clause * 7 + "so.", "They waited, " + clause * 6 + "and left."
    found = pieces([hit_of(f"{first} {second}")], Query("who sold the mill?"), 2, pairs=False)
    lengths = [len(piece.text.split()) for piece in found]
    assert 32 < lengths[0] <= MOST_WORDS
    assert 20 < lengths[1] <= 32


def test_scores_fall_and_sum_to_at_most_one() -> None:
    scores = [piece.score for piece in pieces([hit_of(MILL)], WORDS, 9)]
    assert scores == sorted(scores, reverse=True)
    assert 0 < sum(scores) <= 1 + 1e-9
    assert sum(piece.score for piece in pieces([hit_of(MILL)], WORDS, 9, pairs=False)) == pytest.approx(1.0)


def test_at_most_k_pieces_are_given_best_first() -> None:
    whole = pieces([hit_of(MILL)], WORDS, 9)
    assert pieces([hit_of(MILL)], WORDS, 2) == whole[:2]
    assert len(pieces([hit_of(MILL)], WORDS, 1)) == 1


def test_without_a_share_of_the_dense_leg_no_encoder_is_asked() -> None:
    passages = Comparing([Article("a", MILL)])
    found = rank_spans(passages, [hit_of(MILL)], WORDS, 9, pairs=False)
    assert passages.compared == []
    met = {piece.text: (piece.features["match"], piece.features["weakest"]) for piece in found}
    assert met == {  # sold and mill as they are written
        "The mill was sold on Monday.": (1.0, 1.0),
        "Ada Thorn sold it for 9 euros.": (0.5, 0.0),
        "She was glad.": (0.0, 0.0),
        "It rained for days in the hills.": (0.0, 0.0),
    }


def test_with_a_share_of_the_dense_leg_the_best_twelve_sentences_are_compared_at_once() -> None:
    text = " ".join(f"The bee number {n} hums." for n in range(20)) + " Ada Thorn sold the mill."
    passages = Comparing([Article("a", text)])
    rank_spans(passages, [hit_of(text)], Query("who sold the mill?"), 3)
    (compared,) = passages.compared
    assert len(compared) == 12
    assert compared[0] == "Ada Thorn sold the mill."


def test_a_sentence_of_many_copies_is_compared_once() -> None:
    hits = [hit_of("The mill was sold.", key) for key in range(1, 5)]
    passages = Comparing([hit.article for hit in hits])
    rank_spans(passages, hits, Query("who sold the mill?"), 3)
    assert passages.compared == [["The mill was sold."]]


def test_passages_beyond_those_weighed_are_not_read() -> None:
    hits = [hit_of(f"The bee number {key} hums.", key) for key in range(1, PASSAGES + 1)]
    late = hit_of("Ada Thorn sold the mill.", PASSAGES + 1)
    assert late.passage in [piece.text for piece in pieces([*hits[:-1], late], WORDS, 99)]
    assert late.passage not in [piece.text for piece in pieces([*hits, late], WORDS, 99)]


def test_sentences_of_two_passages_are_never_one_piece() -> None:
    first, second = "The mill was sold to bakers.", "Ada Thorn sold the mill."
    hits = [hit_of(first), hit_of(second, 2)]
    assert {piece.text for piece in pieces(hits, WORDS, 9)} == {first, second}
    text = f"{first} {second}"
    article = Article("a", text)
    spans = [(0, len(first)), (len(first) + 1, len(text))]
    apart = [Hit(article, *span, 1.0, 1.0, 0.5, key=1) for span in spans]
    found = rank_spans(PassagesInMemory([article]), apart, WORDS, 9)
    assert {piece.text for piece in found} == {first, second}


def test_no_hits_and_hits_without_sentences_give_nothing() -> None:
    assert pieces([], WORDS) == []
    assert pieces([hit_of("   ")], WORDS) == []


def test_what_is_told_of_a_piece_is_what_was_seen() -> None:
    near = (ScoredSentence(0, 28, 0.25), ScoredSentence(29, 59, 0.75))
    article = Article("a", MILL)
    hit = Hit(article, 0, 59, 1.0, 1.0, 0.5, key=1, sentences=near)
    found = rank_spans(PassagesInMemory([article]), [hit], WORDS, 2, pairs=False)
    by_start = {piece.start: piece for piece in found}
    assert (by_start[0].likeness, by_start[29].likeness) == (0.25, 0.75)
    assert (by_start[0].own, by_start[29].own) == (1.0, 0.5)
    assert (by_start[0].coverage, by_start[29].coverage) == (1.0, 1.0)


SAID = ["the", "mill", "was", "sold", "by", "Ada", "Thorn", ",", "in", "1987", "and", "then", "it", "rained"]


def articles(most: int) -> st.SearchStrategy[str]:
    """Articles of up to six sentences of up to ``most`` words."""
    said = st.lists(st.sampled_from(SAID), min_size=1, max_size=most)
    return st.lists(said.map(lambda words: " ".join(words).capitalize() + "."), min_size=1, max_size=6).map(" ".join)


@given(st.lists(articles(60) | st.text(max_size=120), max_size=3), st.booleans(), st.sampled_from([0.0, 0.4]))
def test_pieces_are_slices_of_their_articles_and_apart(texts: list[str], pairs: bool, dense: float) -> None:
    hits = [hit_of(text, key, 1 - 0.1 * key) for key, text in enumerate(texts, 1)]
    found = pieces(hits, Query("who sold the mill in 1987?", dense_weight=dense), 5, pairs=pairs)
    assert len(found) <= 5
    for piece in found:
        assert 0 <= piece.start < piece.end <= len(piece.hit.article.text)
        assert piece.text == piece.hit.article.text[piece.start : piece.end]
        assert not piece.features["pair"] or (pairs and piece is found[0] and len(piece.text.split()) <= MOST_WORDS)
    for one, other in combinations(found, 2):
        assert one.hit.key != other.hit.key or one.end <= other.start or other.end <= one.start
    assert all(one.score >= other.score for one, other in pairwise(found))
    assert sum(piece.score for piece in found) <= 1 + 1e-9


@given(st.lists(articles(30), max_size=3))
def test_single_pieces_of_short_sentences_all_differ(texts: list[str]) -> None:
    hits = [hit_of(text, key) for key, text in enumerate(texts, 1)]
    found = pieces(hits, WORDS, 9, pairs=False)
    assert len({tuple(stems(piece.text)) for piece in found}) == len(found)
    assert all(len(piece.text.split()) <= 32 for piece in found[1:])
