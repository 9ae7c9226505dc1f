"""Copies of a story are one hit; other reports of the same event are not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.duplicates.folding import fold_copies
from index.duplicates.shingles import containment, differs_in_numbers, shingle_sets
from index.search.query import Query
from index.types import Article, Hit
from tests.support.fakes import fake_indexer, fake_library

LEAD = "The council of Oldbridge voted on Monday night to rebuild the wooden bridge over the Lenn."
REST = (
    "The work is to begin in April and to take two years, the council's engineer Ada Thorn told the meeting. "
    "Until then lorries go by the northern road, and buses stop at the mill. The bridge has carried traffic since 1931 "
    "and was closed after the spring flood, when 14 of its piles were found to be loose. The money comes from the "
    "county, which wants to see a plan before the harvest."
)
OTHER_REPORT = (
    "A long debate ended late on Monday: Oldbridge gets its bridge back. Fourteen loose piles had forced the council "
    "to close it after the flood. Ada Thorn, who looks after the town's bridges, hopes that lorries can cross again in "
    "two years, and the county has promised to pay if it likes the plan that the town must send it by late summer."
)
FERRY = (
    "The ferry stays in harbour until the ice is gone, the port said. It last sailed in December, with nine people "
    "aboard, and the islanders have since been served by a sledge that carries bread, letters and the doctor."
)
STORY = f"{LEAD} {REST}"


def hit(article_id: str, text: str, score: float = 0.5, published_at: str | None = None) -> Hit:
    return Hit(Article(article_id, text, "Oldbridge", None, None, published_at), 0, len(text), score, None, None)


def ids(hits: list[Hit]) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.article.id, found.also_in) for found in hits]


COPIES = {
    "exact": STORY,
    "another lead": f"Oldbridge will have its crossing again after a vote in the town hall. {REST}",
    "cut": STORY[: STORY.index(" and was closed")] + ".",
    "reordered": f"{REST} {LEAD}",
    "a few words changed": STORY.replace("wooden", "timber")
    .replace("lorries go by", "trucks take")
    .replace("wants to see", "asks for"),
    "with a paragraph of its own": f"{STORY} Our reporter saw a heron on the last pile.",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_a_copy_is_folded_into_the_better_hit(text: str) -> None:
    assert ids(fold_copies([hit("a", STORY, 0.9), hit("b", text, 0.8), hit("c", FERRY, 0.7)])) == [
        ("a", ("b",)),
        ("c", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        OTHER_REPORT,
        f"“The work is to begin in April and to take two years,” she said. {OTHER_REPORT}",
        STORY.replace("14 of its piles", "19 of its piles"),
        STORY.replace("two years", "five years"),
    ],
    ids=["other words", "the same quote", "another number", "another number in words"],
)
def test_another_report_of_the_event_is_no_copy(text: str) -> None:
    assert ids(fold_copies([hit("a", STORY, 0.9), hit("b", text, 0.8)])) == [("a", ()), ("b", ())]


NEWS = (
    "Divers have found a wreck between the piles, Ada Thorn said on Friday, and nothing can be driven into the bed of "
    "the river before a crane has lifted it."
)


def test_a_passage_with_a_sentence_of_news_is_kept_unless_its_article_is_a_known_copy() -> None:
    front, follow_up = hit("a", STORY, 0.9), hit("b", f"{NEWS} {REST}", 0.8)
    assert ids(fold_copies([front, follow_up])) == [("a", ()), ("b", ())]
    assert ids(fold_copies([replace(front, story=1), replace(follow_up, story=2)])) == [("a", ()), ("b", ())]
    assert ids(fold_copies([replace(front, story=1), replace(follow_up, story=1)])) == [("a", ("b",))]


def test_the_same_story_of_other_people_and_places_is_no_copy() -> None:
    renamed = STORY.replace("Oldbridge", "Farnham").replace("Ada Thorn", "Gus Holm").replace("Lenn", "Ost")
    assert ids(fold_copies([hit("a", STORY, 0.9), hit("b", renamed, 0.8)])) == [("a", ()), ("b", ())]


def test_a_follow_up_with_the_whole_story_below_its_news_is_no_copy() -> None:
    assert ids(fold_copies([hit("a", STORY, 0.9), hit("b", f"{NEWS} {STORY}", 0.8)])) == [("a", ()), ("b", ())]


def test_a_known_copy_keeps_the_passages_that_what_was_shown_lacks() -> None:
    front, longer = hit("a", LEAD, 0.9), hit("b", STORY, 0.8)
    assert ids(fold_copies([replace(front, story=1), replace(longer, story=1)])) == [("a", ()), ("b", ())]


def test_two_passages_of_one_article_are_never_folded() -> None:
    article = Article("a", f"{STORY}\n\n{STORY}")
    first = Hit(article, 0, len(STORY), 0.9, None, None)
    second = replace(first, start=len(STORY) + 2, end=2 * len(STORY) + 2)
    assert fold_copies([first, second]) == [first, second]


def test_a_form_that_many_fill_in_is_no_copy() -> None:
    notice = "The quarterly dividend is {} pence, payable on {} to holders of record on {}."
    one, other = notice.format("12", "3 May", "9 April"), notice.format("30", "7 June", "1 May")
    assert len(fold_copies([hit("a", one), hit("b", other)])) == 2
    assert len(fold_copies([hit("a", one), hit("b", one)])) == 1


def test_a_notice_that_names_nobody_is_no_copy_under_another_headline() -> None:
    one = hit("a", "The quarterly dividend is 12 pence, payable on 3 May to holders of record on 9 April.")
    other = replace(one, article=replace(one.article, id="b", title="Lenn Ferries"))
    assert len(fold_copies([one, other])) == 2


def test_a_short_text_that_differs_in_a_name_is_no_copy() -> None:
    text = "The parish council of {} meets in the old school hall on the first Monday of each month to hear wishes."
    assert len(fold_copies([hit("a", text.format("Lenn")), hit("b", text.format("Ost"))])) == 2


def test_a_closing_paragraph_that_two_stories_share_makes_them_no_copies() -> None:
    one, other = Article("a", f"{FERRY} {OTHER_REPORT}\n\n{LEAD}"), Article("b", f"{REST}\n\n{LEAD}")
    hits = [Hit(each, each.text.index(LEAD), len(each.text), 0.5, None, None) for each in (one, other)]
    assert fold_copies(hits) == hits


@pytest.mark.parametrize("part", [len(LEAD), len(STORY) * 2 // 5])
def test_a_longer_copy_whose_words_the_better_hit_lacks_is_kept(part: int) -> None:
    assert len(fold_copies([hit("a", STORY[:part], 0.9), hit("b", STORY, 0.8)])) == 2


def test_all_copies_are_named_in_their_order_and_once() -> None:
    again = replace(hit("c", STORY, 0.7), also_in=("b", "e"))
    found = fold_copies([hit("a", STORY, 0.9), hit("b", STORY, 0.8), again, hit("d", STORY, 0.6), hit("b", STORY, 0.5)])
    assert ids(found) == [("a", ("b", "c", "e", "d"))]


def test_of_equal_copies_the_earlier_published_stays_and_an_undated_one_does_not() -> None:
    late, early, undated = (
        hit("late", STORY, 0.5, "2025-02-04T08:00:00"),
        hit("early", STORY, 0.5, "3 February 2025"),
        hit("undated", STORY, 0.5),
    )
    assert ids(fold_copies([undated, late, early])) == [("early", ("late", "undated"))]
    assert ids(fold_copies([replace(late, score=0.6), early])) == [("late", ("early",))]


def test_share_is_of_the_first_text_in_the_second() -> None:
    short, long = shingle_sets("the old mill was sold"), shingle_sets("on Tuesday the old mill was sold to Ada Thorn")
    assert (containment(short, long), containment(long, short)) == (1.0, 3 / 8)
    assert containment(shingle_sets("too short"), long) == 0.0


def test_a_number_contradicts_only_between_the_same_words() -> None:
    known = shingle_sets("In May some 12 people were hurt")
    assert differs_in_numbers(shingle_sets("then some 14 people were hurt"), known)
    assert differs_in_numbers(shingle_sets("then some three people were hurt"), known)
    assert not differs_in_numbers(shingle_sets("then some 12 people were hurt, and 30 sheep"), known)


def test_the_search_gives_as_many_hits_as_are_asked_for_however_many_copies_there_are(tmp_path: Path) -> None:
    copies = [{"id": f"copy{n}", "text": STORY, "title": "Bridge"} for n in range(130)]
    others = [{"id": f"other{n}", "text": f"The bridge of {name} stands."} for n, name in enumerate(("Lenn", "Ost"))]
    (tmp_path / "wire.jsonl").write_text("\n".join(json.dumps(each) for each in [*copies, *others]))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    opened = fake_library(tmp_path / "data")
    found = opened.search(Query("who votes to rebuild the wooden bridge?"), 3)
    assert {hit.article.id for hit in found} == {"copy0", "other0", "other1"}
    assert len(next(hit for hit in found if hit.article.id == "copy0").also_in) == 129
    assert len(opened.search(Query("bridge"), 50)) == 3
