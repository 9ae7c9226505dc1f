"""Who says that somebody else was first, and who was first."""

from __future__ import annotations

import pytest

from index.article_metadata import ORIGINAL_URL
from index.duplicates.origin import find_named_source, first_published, is_same_name
from index.types import Article

BODY = "The bridge is open again, the council said on Monday.\n\nLorries go by the northern road until then."


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"OLDBRIDGE (Northern Wire) - {BODY}", "Northern Wire"),
        (f"(Northern Wire) -- {BODY}", "Northern Wire"),
        (f"{BODY}\n\nSource: Northern Wire", "Northern Wire"),
        (f"{BODY}\n\nThis article was first published by The Lenn Gazette.", "The Lenn Gazette"),
        (f"{BODY}\n\nThis story originally appeared on lenngazette.example.", "lenngazette.example"),
        (f"{BODY}\n\nДжерело: Північний вісник", "Північний вісник"),
        (f"{BODY}\n\nИсточник: «Северный вестник»", "Северный вестник"),
        (BODY, None),
        (f"The bridge (built in 1931) - {BODY}\n\nThe river's source: nobody knows it.", None),
        (f"OLDBRIDGE (The Oldbridge Post) - {BODY}", None),
    ],
)
def test_the_source_of_the_whole_story_is_read(text: str, named: str | None) -> None:
    assert find_named_source(Article("a", text, publisher="Oldbridge Post")) == named


def test_a_canonical_address_on_another_site_is_a_source() -> None:
    def at(canonical: object) -> str | None:
        return find_named_source(
            Article("a", BODY, url="https://www.post.example/1", metadata={ORIGINAL_URL: canonical})
        )

    assert at("https://wire.example/2") == "wire.example"
    assert at("https://post.example/1") is at("https://m.post.example/1") is at("http://[bad") is at(7) is None


def test_names_of_one_publisher_are_the_same() -> None:
    assert is_same_name("The Oldbridge Post", "Oldbridge Post")
    assert not is_same_name("Oldbridge Post", "Lenn Post")
    assert not is_same_name(None, None)


def member(key: int, publisher: str, text: str = BODY, date: str = "~") -> tuple[int, Article, str]:
    return key, Article(str(key), text, publisher=publisher), date


def test_whom_another_names_was_first_even_if_dated_later() -> None:
    relay = member(1, "Oldbridge Post", f"LENN (Northern Wire) - {BODY}", "2025-02-01")
    assert first_published([relay, member(2, "Northern Wire", date="2025-02-03"), member(3, "Ost Mail")]) == (2, None)


def test_else_the_earliest_published_then_the_earliest_stored() -> None:
    assert first_published([member(1, "A"), member(2, "B", date="2025-02-03"), member(3, "C", date="2025-02-02")]) == (
        3,
        None,
    )
    assert first_published([member(2, "B"), member(1, "A")]) == (1, None)


def test_where_all_relay_the_source_is_named() -> None:
    text = f"{BODY}\n\nSource: Northern Wire"
    assert first_published([member(1, "A", text), member(2, "B", text, "2025-02-02")]) == (2, "Northern Wire")
