from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.open.candidates import MOST_WORDS, CandidateSentence, candidate_sentences, candidate_spans
from index.text.tokenizer import stem, stems
from index.types import Article, Hit, ScoredSentence

DATELINES = [
    ("OLDBRIDGE (NW) -- The mill burned.", "The mill burned."),
    ("OLDBRIDGE, Norland (NW) — The mill burned.", "The mill burned."),
    ("Oldbridge, Norland (North Wire) - The mill burned.", "The mill burned."),
    ("(NW) — The mill burned.", "The mill burned."),
    ("OLDBRIDGE — The mill burned.", "The mill burned."),
    ("OLDBRIDGE, Norland, May 3 -- The mill burned.", "The mill burned."),
]
NO_DATELINES = [
    "The mill — an old one — burned.",
    "Oldbridge — the town — burned.",
    "It burned (at night) before rain.",
    "OLDBRIDGE",
    "OLDBRIDGE (NW) --",
    "OLD-FASHIONED bread is back.",
]


def hit_of(text: str, *, near: Sequence[ScoredSentence] = (), key: int = 1) -> Hit:
    return Hit(Article("a", text), 0, len(text), 1.0, None, None, key=key, sentences=tuple(near))


def passage(text: str) -> list[CandidateSentence]:
    return candidate_sentences([hit_of(text)], {})[0]


def texts_of(text: str, *places: int) -> list[tuple[str, ...]]:
    return [tuple(one.text for one in window) for window in candidate_spans(passage(text), frozenset(places))]


def of_words(count: int) -> str:
    return "Bees " + "hum " * (count - 2) + "on."


@pytest.mark.parametrize(("text", "rest"), DATELINES)
def test_a_dateline_is_cut_off(text: str, rest: str) -> None:
    assert [one.text for one in passage(f"{text} It rained.")] == [rest, "It rained."]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert passage(text)[0].text == text


def test_a_dateline_is_cut_off_at_the_head_of_the_article_only() -> None:
    assert passage("It rained. OLDBRIDGE (NW) -- The mill burned.")[1].text.startswith("OLDBRIDGE")


def test_sentences_count_their_places_and_the_rank_of_their_hit() -> None:
    found = candidate_sentences([hit_of("It rained. Bees hum."), hit_of("The mill burned.", key=2)], {})
    assert [[(one.rank, one.position, one.text) for one in each] for each in found] == [
        [(0, 0, "It rained."), (0, 1, "Bees hum.")],
        [(1, 0, "The mill burned.")],
    ]
    assert [one.hit.key for each in found for one in each] == [1, 1, 2]


def test_sentences_that_were_looked_at_are_taken_as_they_are() -> None:
    text = "It rained. Bees hum."
    (found,) = candidate_sentences([hit_of(text, near=[ScoredSentence(0, 10, 0.25), ScoredSentence(11, 15, 0.5)])], {})
    assert [(one.text, one.likeness) for one in found] == [("It rained.", 0.25), ("Bees", 0.5)]


def test_a_passage_deep_in_its_article_is_split_where_it_stands() -> None:
    text = "It rained. Bees hum. The mill burned."
    (found,) = candidate_sentences([Hit(Article("a", text), 11, len(text), 1.0, None, None)], {})
    assert [one.text for one in found] == ["Bees hum.", "The mill burned."]


def test_a_stem_in_other_letters_is_read_as_the_questions() -> None:
    (found,) = candidate_sentences([hit_of("Торн купила млин.")], {stem("Торн"): "thorn"})
    assert found[0].stems == ("thorn", *stems("купила млин"))
    assert found[0].content_stems[0] == "thorn"


THREE = "One bee hums now. Two bees hum now. Three bees hum now."


def test_the_chosen_sentence_stands_alone_and_with_each_neighbour() -> None:
    one, two, three = ("One bee hums now.", "Two bees hum now.", "Three bees hum now.")
    assert texts_of(THREE, 1) == [(two,), (one, two), (two, three)]
    assert texts_of(THREE, 0) == [(one,), (one, two)]
    assert texts_of(THREE, 0, 1, 2) == [(one,), (two,), (three,), (one, two), (two, three)]


def test_nothing_chosen_gives_nothing() -> None:
    assert texts_of(THREE) == []
    assert texts_of("", 0) == []


@pytest.mark.parametrize(("first", "second", "pairs"), [(25, 20, 1), (25, 21, 0), (42, 3, 1), (43, 3, 0)])
def test_two_sentences_pair_up_to_45_words(first: int, second: int, pairs: int) -> None:
    found = texts_of(f"{of_words(first)} {of_words(second)}", 0, 1)
    assert sum(len(window) == 2 for window in found) == pairs


@pytest.mark.parametrize(("short", "pairs"), [("Bees hum.", 0), ("Old bees hum.", 1)])
def test_a_scrap_of_two_words_pairs_with_nothing(short: str, pairs: int) -> None:
    assert sum(len(window) == 2 for window in texts_of(f"The mill burned. {short}", 0, 1)) == pairs


@pytest.mark.parametrize(("gap", "pairs"), [(" ", 1), ("    ", 1), ("     ", 0), ("\n\nThe Fair\n\n", 0)])
def test_a_gap_parts_two_sentences(gap: str, pairs: int) -> None:
    first, second = "The mill burned.", "Nobody was hurt."
    text = f"{first}{gap}{second}"
    near = [ScoredSentence(0, len(first), 0.0), ScoredSentence(len(first) + len(gap), len(text), 0.0)]
    (found,) = candidate_sentences([hit_of(text, near=near)], {})
    assert sum(len(window) == 2 for window in candidate_spans(found, frozenset({0}))) == pairs


TEXTS = st.lists(st.integers(1, 40), min_size=1, max_size=6).map(
    lambda counts: " ".join(of_words(max(2, n)) for n in counts)
)


@given(TEXTS | st.text(max_size=200), st.frozensets(st.integers(0, 6)))
def test_windows_hold_a_chosen_sentence_and_pairs_are_short_neighbours(text: str, chosen: frozenset[int]) -> None:
    every = passage(text)
    for window in candidate_spans(every, chosen):
        assert any(one.position in chosen for one in window)
        assert all(other.position == one.position + 1 and one.end <= other.start for one, other in pairwise(window))
        assert len(window) == 1 or len(text[window[0].start : window[-1].end].split()) <= MOST_WORDS


@given(st.text(max_size=200) | st.text(st.sampled_from("ABC ab.,(-—)’"), max_size=80))
def test_sentences_are_slices_of_their_article_and_never_empty(text: str) -> None:
    every = passage(text)
    assert all(0 <= one.start < one.end <= len(text) for one in every)
    assert all(one.text == text[one.start : one.end] for one in every)
    assert all(one.end <= other.start for one, other in pairwise(every))
