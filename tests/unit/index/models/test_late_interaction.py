from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models.late_interaction import (
    QueryTokens,
    TokenCodes,
    content_spans,
    encode_tokens,
    match_codes,
    match_query_tokens,
    match_texts,
    query_tokens,
)
from index.text.tokenizer import STOP_STEMS, stem
from index.types import Article, Hit, Vectors
from tests.support.fakes import WordEncoder

WORDS = ["mill", "mills", "ferry", "baker", "sold", "rain", "bridge", "north", "the", "of", "was", "порт", "лід"]


def by_hand(asked: Sequence[str], texts: Sequence[str]) -> Vectors:
    """Every word of every text against every word asked, one after the other."""
    encode = WordEncoder().encode_question
    return np.array(
        [[max((encode(word) @ encode(ask) for word in text.split()), default=0.0) for ask in asked] for text in texts],
        np.float32,
    ).reshape(len(texts), len(asked))


def met(question: str, texts: Sequence[str]) -> tuple[tuple[str, ...], Vectors]:
    """The words of a question, and how texts meet them that are encoded now."""
    asked = query_tokens(WordEncoder(), question)
    return asked.stems, match_texts(WordEncoder(), asked, texts)


def test_each_word_counts_by_the_nearest_word_of_the_text() -> None:
    asked, found = met("Who sold the mill?", ["Bakers sold two mills", "The rain fell"])
    assert asked == ("sold", "mill")
    assert found.dtype == np.float32
    assert found == pytest.approx(by_hand(["sold", "mill"], ["Bakers sold two mills", "The rain fell"]), abs=1e-6)
    assert found[0] == pytest.approx([1.0, 1.0], abs=1e-5)
    assert found[1].max() < 0.1


def test_function_words_are_left_out() -> None:
    assert met("what is the mill of the north", ["mill"])[0] == ("mill", "north")


def test_function_words_are_kept_where_a_question_has_nothing_else() -> None:
    asked, found = met("who are you?", ["who", "rain"])
    assert asked == ("who", "are", "you")
    assert found.shape == (2, 3)


def test_a_word_asked_twice_is_compared_twice() -> None:
    asked, found = met("mill by mill", ["the mill"])
    assert asked == ("mill", "mill")
    assert found.shape == (1, 2)


def test_a_text_without_telling_words_meets_nothing() -> None:
    _, found = met("old mill", ["", "… — !", "who is it", "mill"])
    assert not found[:3].any()
    assert found[3, 1] == pytest.approx(1.0, abs=1e-5)


def test_no_texts_and_no_words_give_empty_tables() -> None:
    assert met("old mill", [])[1].shape == (0, 2)
    asked, found = met("?!", ["mill", "rain"])
    assert (asked, found.shape) == ((), (2, 0))


def test_telling_words_are_found_where_they_stand() -> None:
    text = "The mill of Oldbridge, 9 times."
    assert [text[start:end] for start, end in content_spans(text)] == ["mill", "Oldbridge", "9", "times"]


def test_a_code_holds_the_sign_of_each_number() -> None:
    vectors = np.array([[0.5, -0.5, 0.0, 0.1, -0.1, 0.2, 0.2, -0.2, 0.3], [-1, 0, 0, 0, 0, 0, 0, 0, 0]], np.float32)
    made = encode_tokens([(3, 7), (9, 12)], vectors)
    assert made.starts.tolist() == [3, 9]
    assert made.codes.tolist() == [[0b10010110, 0b10000000], [0, 0]]


def test_words_are_taken_by_where_they_start() -> None:
    codes = TokenCodes(np.array([0, 4, 9, 15], np.int64), np.arange(4, dtype=np.uint8)[:, np.newaxis])
    assert codes.between(4, 15).ravel().tolist() == [1, 2]
    assert codes.between(16, 20).shape == (0, 1)
    assert codes.between(0, 99).ravel().tolist() == [0, 1, 2, 3]


def test_the_cosine_is_told_from_the_signs_as_computed_by_hand() -> None:
    """sqrt(pi / 2) / sqrt(4) times the question's numbers, added where the word's are above 0, else taken away."""
    asked = QueryTokens(("mill",), np.array([[0.1, 0.5, -0.5, 0.7]], np.float32))
    codes = encode_tokens([(0, 1), (2, 3)], np.array([[1, 1, -1, -1], [1, -1, 1, 1]], np.float32)).codes
    assert match_codes(asked, codes[:1])[0] == pytest.approx(1.2533141 / 2 * (0.1 + 0.5 + 0.5 - 0.7), abs=1e-6)
    assert match_codes(asked, codes)[0] == pytest.approx(1.2533141 / 2 * (0.1 + 0.5 + 0.5 - 0.7), abs=1e-6)
    assert not match_codes(asked, codes[:0]).any()


def test_signs_rank_words_nearly_as_whole_vectors_do() -> None:
    random = np.random.default_rng(7)
    asked, words = (random.standard_normal((count, 384)).astype(np.float32) for count in (5, 300))
    words += 2 * asked[random.integers(0, 5, 300)] * random.random((300, 1), np.float32)
    asked, words = (rows / np.linalg.norm(rows, axis=1, keepdims=True) for rows in (asked, words))
    exact = words @ asked.T
    told = np.stack(
        [match_codes(QueryTokens(tuple("abcde"), asked), encode_tokens([(0, 1)], word[None]).codes) for word in words]
    )
    assert np.abs(told - exact).max() < 0.17
    assert np.corrcoef(told.ravel(), exact.ravel())[0, 1] > 0.98


def test_what_is_kept_of_a_passage_is_used_and_the_rest_is_encoded_now() -> None:
    encoder = WordEncoder()
    kept = Hit(Article("a", "Old. The mill burnt."), 5, 20, 1.0, None, None, key=1)
    bare = Hit(Article("b", "The mill was sold."), 0, 18, 1.0, None, None, key=2)
    signs = np.sign(encoder.encode_question("mill") - 0.1)
    codes = TokenCodes(np.array([4, 9], np.int64), np.packbits(np.stack([signs, -signs]) > 0, axis=1))
    parts = [(kept, (5, 20)), (bare, (0, 18)), (kept, (14, 20))]
    asked, found = match_query_tokens(encoder, "the mill?", parts, lambda hit: codes if hit is kept else None)
    assert asked == ("mill",)
    assert encoder.encoded == ["the mill?", "The mill was sold."]
    vectors = query_tokens(encoder, "the mill?")
    assert found[:, 0] == pytest.approx(
        [match_codes(vectors, codes.codes)[0], 1.0, match_codes(vectors, codes.codes[1:])[0]], abs=1e-5
    )


TEXTS = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), st.lists(TEXTS, max_size=4))
def test_the_table_is_the_brute_force_one(question: list[str], texts: list[str]) -> None:
    telling = [word for word in question if stem(word) not in STOP_STEMS] or question
    asked, found = met(" ".join(question), texts)
    assert asked == tuple(map(stem, telling))
    told = [" ".join(word for word in text.split() if stem(word) not in STOP_STEMS) for text in texts]
    assert found == pytest.approx(by_hand(telling, told), abs=1e-5)
