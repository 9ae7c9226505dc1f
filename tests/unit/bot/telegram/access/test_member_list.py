"""The list of who may ask."""

from __future__ import annotations

from bot.setting_types import GroupsMode, IdList
from bot.storage.members import Member, Standing, Subject
from bot.telegram.access.member_list import LINES, MemberRow, format_members, member_rows
from bot.telegram.access.policy import AccessPolicy

WHEN = "2025-03-01T12:00:00+00:00"
SETTINGS = AccessPolicy(IdList(frozenset({2, 3})), IdList(frozenset({1})), IdList(frozenset({-5})), GroupsMode.MENTION)


def member(number: int, standing: Standing, name: str = "Somebody", by: str = "Ann") -> Member:
    return Member(Subject(number, name), standing, by, WHEN)


def lines(members: list[Member]) -> list[str]:
    return [f"{entry.heading}: {entry.line}" for entry in member_rows(SETTINGS, members)]


def test_settings_and_decisions_are_one_list_in_which_each_stands_once() -> None:
    decided = [
        member(1, Standing.ALLOWED, "Ann"),
        member(2, Standing.DENIED, "Bob"),
        member(4, Standing.ADMIN, "Dan", "Dan"),
        member(-5, Standing.ALLOWED, "Readers", ""),
        member(-6, Standing.DENIED, "Others"),
    ]
    assert lines(decided) == [
        "Admins: Ann (<code>1</code>) · setting",
        "Admins: Dan (<code>4</code>) · 1 Mar 2025",
        "People: <code>3</code> · setting",
        "Groups: Readers (<code>-5</code>) · 1 Mar 2025",
        "Turned away: Bob (<code>2</code>) · by Ann · 1 Mar 2025",
        "Turned away: Others (<code>-6</code>) · by Ann · 1 Mar 2025",
    ]


def test_a_page_repeats_the_heading_and_a_number_out_of_range_is_the_nearest_page() -> None:
    many = [MemberRow("People", f"line {number}") for number in range(2 * LINES + 1)]
    first, more = format_members(many, ["A note."], 0)
    middle, both = format_members(many, ["A note."], 2)
    last, back = format_members(many, ["A note."], 9)
    assert first.text.startswith("A note.\n\nPeople\nline 0\nline 1\n")
    assert middle.text.startswith(f"People\nline {LINES}\n")
    assert last.text == f"People\nline {2 * LINES}\n\nPage 3 of 3"
    assert more == [("More", "who:2")]
    assert both == [("Back", "who:1"), ("More", "who:3")]
    assert back == [("Back", "who:2")]


def test_one_page_has_no_buttons_and_an_empty_list_says_so() -> None:
    page, buttons = format_members([MemberRow("Admins", "Ann")], [], 1)
    assert (page.html, buttons) == ("<b>Admins</b>\nAnn", [])
    assert format_members([], [], 1)[0].text == "Nobody may ask yet."
