"""Copies come together, whatever the order in which they came; reports that only look alike stay apart."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.duplicates.article_similarity import ComparedArticle, Verdict, compare_articles
from index.duplicates.shingles import pairs_sharing_shingles, word_shingles
from index.duplicates.stories import SimilarPair, group_articles, group_pairs
from index.types import Article
from tests.unit.index.duplicates.sample_stories import BEHIND, COPIES, FOLLOW_UPS, FORM, LEAD, OTHER_REPORTS, STORY


def groups(*texts: str, titles: Mapping[int, str] | None = None) -> list[list[int]]:
    return group_articles({n: Article(str(n), text, (titles or {}).get(n)) for n, text in enumerate(texts)})


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_of_the_same_story(text: str) -> None:
    assert groups(STORY, text) == groups(text, STORY) == [[0, 1]]


@pytest.mark.parametrize("text", OTHER_REPORTS.values(), ids=OTHER_REPORTS)
def test_what_only_looks_like_a_copy_is_another_story(text: str) -> None:
    assert groups(STORY, text) == groups(text, STORY) == []


@pytest.mark.parametrize("text", FOLLOW_UPS.values(), ids=FOLLOW_UPS)
def test_a_follow_up_with_the_old_story_as_its_background_is_another_story(text: str) -> None:
    assert groups(STORY, text) == groups(text, STORY) == []


def test_a_short_new_lead_makes_another_story_only_on_another_day() -> None:
    led = f"The council of Oldbridge had the old bridge towed to the mill this morning before a crowd.\n\n{BEHIND}"

    def grouped(*days: str | None) -> list[list[int]]:
        texts = (f"{LEAD}\n\n{BEHIND}", led)
        return group_articles(
            {at: Article("", text, published_at=day) for at, (text, day) in enumerate(zip(texts, days, strict=True))}
        )

    assert grouped("2025-02-03", "2025-02-05") == []
    assert grouped("2025-02-03T08:00:00", "2025-02-03T21:00:00") == grouped("2025-02-03", None) == [[0, 1]]


UPDATES = {
    "in digits": ("when 14 of its piles were found", "when 19 of its piles were found"),
    "in words": ("to take two years, the", "to take five years, the"),
    "in words over twelve": ("cost 9 million coins", "cost thirty million coins"),
    "its size": ("cost 9 million coins", "cost 9 billion coins"),
    "beside other words": ("when 14 of its piles were found to be loose", "as no fewer than 21 piles came loose"),
}


@pytest.mark.parametrize(("old", "new"), UPDATES.values(), ids=UPDATES)
def test_an_updated_number_makes_another_story(old: str, new: str) -> None:
    assert old in STORY
    changed = STORY.replace(old, new)
    assert groups(STORY, changed) == groups(changed, STORY) == []


def test_a_number_may_be_in_words_or_in_digits() -> None:
    assert groups(STORY, STORY.replace("two years", "2 years").replace("14 of", "fourteen of")) == [[0, 1]]


def test_all_copies_of_one_story_are_one_group() -> None:
    assert groups(STORY, *COPIES.values()) == [list(range(len(COPIES) + 1))]


def test_a_form_that_two_fill_in_is_two_stories() -> None:
    filled = [FORM.format(name="Lenn Mills", sum="12"), FORM.format(name="Ost Ferries", sum="12")]
    assert groups(*filled, FORM.format(name="Lenn Mills", sum="30")) == []
    assert groups(filled[0], filled[0]) == [[0, 1]]


def test_a_notice_that_names_nobody_is_told_by_its_headline() -> None:
    notice = "Qtly div 20 cts vs 20 cts\nPay April 15\nRecord March 23"
    titles = {0: "Lenn Mills Corp regular dividend", 1: "Ost Ferries Inc regular dividend set"}
    assert groups(notice, notice, titles=titles) == []
    assert groups(notice, notice, titles={0: titles[0], 1: "Lenn Mills Corp sets dividend"}) == [[0, 1]]


def test_a_roundup_joins_no_two_stories() -> None:
    ferry = COPY_OF_ANOTHER
    assert groups(STORY, ferry, f"{STORY}\n\n{ferry}") in ([[0, 2]], [[1, 2]])


COPY_OF_ANOTHER = (
    "The ferry stays in harbour until the ice is gone, the port said. It last sailed in December, with nine people "
    "aboard, and the islanders have since been served by a sledge that carries bread, letters and the doctor. Bo Lund, "
    "who steers it, says that he has fallen through the ice only once and that the dogs know the way. The school of "
    "the island is open, with one teacher and seven children, and the shop sells whatever the sledge can take."
)


def test_a_copy_without_the_figures_joins_no_two_reports_that_differ_in_them() -> None:
    pairs = [SimilarPair(0, 2, 1.0, True), SimilarPair(1, 2, 0.9, True), SimilarPair(0, 1, 0.95, False)]
    known = {key: np.arange(50, dtype=np.uint32) for key in range(3)}
    assert group_pairs(pairs, known) == [[0, 2]]


@given(st.permutations(range(len(COPIES) + len(OTHER_REPORTS) + 2)))
@settings(max_examples=15, deadline=None)
def test_the_order_of_arrival_changes_nothing(order: list[int]) -> None:
    texts = [STORY, COPY_OF_ANOTHER, *COPIES.values(), *OTHER_REPORTS.values()]
    arrived = group_articles({at: Article("", texts[number]) for at, number in enumerate(order)})
    known = group_articles({number: Article("", text) for number, text in enumerate(texts)})
    assert sorted(sorted(order[at] for at in group) for group in arrived) == known


@given(st.text(st.sampled_from("ab c1.\n"), min_size=30, max_size=300))
@settings(deadline=None)
def test_an_article_is_a_copy_of_itself(text: str) -> None:
    compared = ComparedArticle.from_text("A title", text)
    assert compare_articles(compared, compared)[0] is (Verdict.COPY if compared.runs else Verdict.UNSURE)
    assert groups(text, text) == ([[0, 1]] if compared.runs else [])


@given(st.lists(st.text(st.sampled_from("ab cd"), max_size=40), max_size=8), st.integers(0, 8))
@settings(deadline=None)
def test_what_is_shared_is_counted_exactly(texts: list[str], old: int) -> None:
    known = {key: word_shingles(text) for key, text in enumerate(texts)}
    new = [key for key in known if key >= old]
    expected = {
        (one, other)
        for one in known
        for other in new
        if (one < other or one not in new) and one != other and _share(known[one], known[other]) >= 0.5
    }
    assert {(min(pair), max(pair)) for pair in pairs_sharing_shingles(known, new, 0.5)} == {
        (min(pair), max(pair)) for pair in expected
    }


def _share(one: np.ndarray, other: np.ndarray) -> float:
    smaller = min(len(one), len(other))
    return len(set(one.tolist()) & set(other.tolist())) / smaller if smaller else 0.0


def test_shingles_are_the_same_in_every_process() -> None:
    assert word_shingles("The old mill was sold.").tolist() == EXPECTED


def test_the_same_words_in_another_order_are_no_copy() -> None:
    assert groups(STORY, " ".join(sorted(STORY.split()))) == []


EXPECTED = [146742254, 385913432, 1390263279]
