from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import Vectors
from index.matches import matches
from index.words import FUNCTION_WORDS, stem
from tests.fakes import WordEncoder

WORDS = ["mill", "mills", "ferry", "baker", "sold", "rain", "bridge", "north", "the", "of", "was", "порт", "лід"]


def by_hand(asked: Sequence[str], texts: Sequence[str]) -> Vectors:
    """Every word of every text against every word asked, one after the other."""
    encode = WordEncoder().encode_question
    return np.array(
        [[max((encode(word) @ encode(ask) for word in text.split()), default=0.0) for ask in asked] for text in texts],
        np.float32,
    ).reshape(len(texts), len(asked))


def test_each_word_counts_by_the_nearest_word_of_the_text() -> None:
    asked, found = matches(WordEncoder(), "Who sold the mill?", ["Bakers sold two mills", "The rain fell"])
    assert asked == ("sold", "mill")
    assert found.dtype == np.float32
    assert found == pytest.approx(by_hand(["sold", "mill"], ["Bakers sold two mills", "The rain fell"]), abs=1e-6)
    assert found[0] == pytest.approx([1.0, 1.0], abs=1e-5)
    assert found[1].max() < 0.1


def test_function_words_are_left_out() -> None:
    assert matches(WordEncoder(), "what is the mill of the north", ["mill"])[0] == ("mill", "north")


def test_function_words_are_kept_where_there_is_nothing_else() -> None:
    asked, found = matches(WordEncoder(), "who are you?", ["who", "rain"])
    assert asked == ("who", "are", "you")
    assert found[0, 0] == pytest.approx(1.0, abs=1e-5)


def test_a_word_asked_twice_is_compared_twice() -> None:
    asked, found = matches(WordEncoder(), "mill by mill", ["the mill"])
    assert asked == ("mill", "mill")
    assert found.shape == (1, 2)


def test_a_text_without_words_meets_nothing() -> None:
    _, found = matches(WordEncoder(), "old mill", ["", "… — !", "mill"])
    assert not found[:2].any()
    assert found[2, 1] == pytest.approx(1.0, abs=1e-5)


def test_no_texts_and_no_words_give_empty_tables() -> None:
    assert matches(WordEncoder(), "old mill", [])[1].shape == (0, 2)
    asked, found = matches(WordEncoder(), "?!", ["mill", "rain"])
    assert (asked, found.shape) == ((), (2, 0))


TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.lists(TEXTS, max_size=4))
def test_the_table_is_the_brute_force_one(question: list[str], texts: list[str]) -> None:
    telling = [word for word in question if stem(word) not in FUNCTION_WORDS] or question
    asked, found = matches(WordEncoder(), " ".join(question), texts)
    assert asked == tuple(map(stem, telling))
    assert found == pytest.approx(by_hand(telling, texts), abs=1e-5)
