from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.open.ranking import trim_span
from index.ingest.chunking import split_into_passages
from index.text.sentences import sentences
from index.text.tokenizer import stems, words

TEXTS = st.text(st.sampled_from("ab Z.!?\"'“”«»\n\t,;:—-…1І😀é "), max_size=300) | st.text(max_size=200)


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


@given(TEXTS)
def test_sentences_are_disjoint_trimmed_and_together_the_whole_text(text: str) -> None:
    spans = sentences(text)
    assert list(spans) == sorted(spans)
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


@given(TEXTS, st.integers(1, 40))
def test_passages_are_disjoint_slices_that_lose_nothing(text: str, budget: int) -> None:
    found = split_into_passages(text, count_words, budget)
    assert all(p.text == text[p.start : p.end] for p in found)
    assert all(p.end <= q.start for p, q in pairwise(found))
    assert "".join("".join(p.text.split()) for p in found) == "".join(text.split())


@given(TEXTS)
def test_words_stand_where_they_say_and_their_stems_are_not_empty(text: str) -> None:
    found = list(words(text))
    assert [word.stem for word in found] == stems(text)
    assert all(word.stem and text[word.start : word.end].strip() for word in found)


@given(TEXTS, st.integers(1, 12))
def test_a_cut_sentence_is_part_of_the_sentence(text: str, most: int) -> None:
    start, end = trim_span(text, (0, len(text)), {"ab": 1.0, "z": 2.0}, most)
    assert 0 <= start <= end <= len(text)
    assert (start, end) == (0, len(text)) or len(text[start:end].split()) <= most
