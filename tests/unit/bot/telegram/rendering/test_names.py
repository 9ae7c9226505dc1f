"""Names that anybody can choose, in the bot's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.members import Subject
from bot.telegram.rendering.names import LONGEST, plain_name, subject_html
from bot.telegram.rendering.pagination import html_page
from tests.support.bot_api.reading import read_formatted

LURES = ("@evil_bot", "/allow 5", "https://evil.example", "a <b>b</b> &lt;", "evil.example", "\ud800")


@pytest.mark.parametrize("name", ["", " \n ", "\u202e\u2066"])
def test_who_has_no_name_is_somebody(name: str) -> None:
    assert plain_name(name) == "somebody"


def test_a_name_is_on_one_line_and_cut() -> None:
    assert plain_name("Ann\n/allow 5") == "Ann /allow 5"
    assert len(plain_name("x" * 200)) == LONGEST


def test_whom_only_a_setting_names_is_shown_by_the_id() -> None:
    assert subject_html(Subject(5, "")) == "<code>5</code>"
    assert html_page(subject_html(Subject(5, "<b>A&B"))).text == "<b>A&B (5)"


@given(st.text() | st.sampled_from(LURES))
def test_nothing_of_a_name_is_markup_or_can_be_tapped(name: str) -> None:
    formatted = read_formatted(f"Of {subject_html(Subject(5, name))}", "HTML", None)
    assert {entity["type"] for entity in formatted.entities} <= {"code"}
    assert "\n" not in formatted.text
    assert formatted.text == f"Of {html_page(subject_html(Subject(5, name))).text}"
