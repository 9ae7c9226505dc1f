from __future__ import annotations

import pytest

from bot.answer.spread import spread


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("a1 a2 a3 b1", "a1 a2 b1"),
        ("a1 a2 a3 a4", "a1 a2 a3"),
        ("a1 b1 a2 a3", "a1 b1 a2"),
        ("b1 a1 a2 a3 a4 c1", "b1 a1 a2"),
        ("a1 a2 a3 a4 b1 b2", "a1 a2 b1"),
        ("a1", "a1"),
        ("", ""),
    ],
)
def test_two_of_an_article_are_shown_and_a_third_only_where_nothing_else_is_found(found: str, shown: str) -> None:
    assert spread(found.split(), lambda name: name[0], 3) == shown.split()


def test_what_fills_up_stands_where_it_ranked() -> None:
    assert spread(["a1", "a2", "a3", "b1"], lambda name: name[0], 4) == ["a1", "a2", "a3", "b1"]
    assert spread(["a1", "a2", "b1"], lambda name: name[0], 3, most=1) == ["a1", "a2", "b1"]
