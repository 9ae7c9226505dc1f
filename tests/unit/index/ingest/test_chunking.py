from __future__ import annotations

from collections.abc import Sequence

from index.ingest.chunking import split_into_passages


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def test_whole_sentences_are_packed_up_to_the_budget() -> None:
    text = "One two three. Four five. Six seven eight nine. Ten."
    assert [p.text for p in split_into_passages(text, count_words, 5)] == [
        "One two three. Four five.",
        "Six seven eight nine. Ten.",
    ]


def test_passages_are_slices_of_the_text() -> None:
    text = "  One two.\n\nThree four.  Five. "
    found = split_into_passages(text, count_words, 4)
    assert [(p.start, p.end) for p in found] == [(2, 23), (25, 30)]
    assert all(p.text == text[p.start : p.end] for p in found)


def test_a_sentence_longer_than_the_budget_is_cut_at_spaces() -> None:
    text = "word " * 400 + "end."
    found = split_into_passages(text, count_words, 50)
    assert len(found) > 1
    assert all(p.text == text[p.start : p.end] and not p.text.startswith(" ") for p in found)
    assert " ".join(p.text for p in found) == text


def test_an_empty_text_has_no_passages() -> None:
    assert split_into_passages(" \n ", count_words, 5) == ()
