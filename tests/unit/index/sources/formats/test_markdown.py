"""Markdown: front matter, title, and words without markup."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.types import Article

Read = Callable[[str, str], Article]
Why = Callable[[str, str], str]


def test_front_matter_gives_what_is_known_and_keeps_other_keys(article: Read) -> None:
    result = article(
        "a.md",
        "---\ntitle: Bridge shut\npublisher: The Post\nauthor: [Ida Lund, Bo Ek]\ndate: 2025-02-09\n"
        "url: https://example.org/b\ntags: [roads]\nseen: 2025-02-10 08:00:00\n---\nIt is shut.\n",
    )
    assert (result.title, result.publisher, result.author) == ("Bridge shut", "The Post", "Ida Lund, Bo Ek")
    assert (result.published_at, result.url) == ("2025-02-09", "https://example.org/b")
    assert (result.metadata, result.text) == ({"tags": ["roads"], "seen": "2025-02-10T08:00:00"}, "It is shut.")


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("date: 9 February 2025", "published_at", "2025-02-09"),
        ("date: some time in spring", "published_at", "some time in spring"),
        ("published: 2025-02-09T14:05:00Z", "published_at", "2025-02-09T14:05:00+00:00"),
        ("title: 1984", "title", "1984"),
        ("headline: Shut", "title", "Shut"),
        ("source: {name: The Post, city: Alder}", "publisher", "The Post"),
        ("publisher: null", "publisher", None),
        ("url: ftp://example.org", "url", None),
    ],
)
def test_front_matter_values_of_other_kinds_are_read_as_words(
    article: Read, line: str, field: str, value: str | None
) -> None:
    assert getattr(article("a.md", f"---\n{line}\n---\n\nIt is shut."), field) == value


def test_the_first_heading_is_the_title_where_none_is_given_and_is_left_out(article: Read) -> None:
    result = article("a.md", "# Bridge *shut*\n\nIt is shut.\n\n## Why\n\nBolts.\n")
    assert (result.title, result.text) == ("Bridge shut", "It is shut.\n\nWhy\n\nBolts.")


def test_a_heading_that_repeats_the_title_is_left_out_and_another_stays(article: Read) -> None:
    front = "---\ntitle: Bridge shut\n---\n"
    assert article("a.md", f"{front}# Bridge shut\n\nIt is.").text == "It is."
    assert article("a.md", f"{front}# Roads\n\nIt is.").text == "Roads\n\nIt is."


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("**Bold** and *thin* and ~~gone~~", "Bold and thin and gone"),
        ('“No,” [said Ida](https://example.org/i "x").', "“No,” said Ida."),
        ("See ![a bridge](b.png)this", "See this"),
        ("A line\nbroken in the file", "A line broken in the file"),
        ("A line  \nbroken on purpose", "A line\nbroken on purpose"),
        (r"2 \* 3 &amp; 4 is snake_case_word", "2 * 3 & 4 is snake_case_word"),
        ("> “We wait,” she said.", "“We wait,” she said."),
        ("- one\n- two\n  - three", "one\n\ntwo\n\nthree"),
        ("1984. That was the year.", "1984. That was the year."),
        ("2. two\n3. three", "2. two\n\n3. three"),
        ("| town | houses |\n| --- | --- |\n| Alder | **310** |", "town | houses\n\nAlder | 310"),
        ("<div>Shut <b>now</b></div>", "Shut now"),
        ("Shut<br>now <!-- why --> 5 < 6", "Shutnow  5 < 6"),
        ("```\nx = 1\n```", "x = 1"),
        ("One.\n\n* * *\n\nTwo.", "One.\n\nTwo."),
    ],
)
def test_markup_goes_and_words_stay(article: Read, markup: str, plain: str) -> None:
    assert article("a.md", f"# Title\n\n{markup}\n").text == plain


def test_text_between_two_rules_is_no_front_matter(article: Read) -> None:
    assert article("a.md", "---\n\nJust words.\n\n---\n\nMore.").text == "Just words.\n\nMore."


def test_a_file_name_is_the_title_where_nothing_else_is(article: Read) -> None:
    assert article("bridge-shut.markdown", "It is shut.").title == "Bridge shut"


def test_bad_front_matter_is_one_line_that_names_the_line(reason: Why) -> None:
    assert reason("a.md", "---\ntitle: x\nurl: [a\n---\nText.") == (
        "the front matter is not valid YAML at line 4; put values with marks in quotes"
    )


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [x, x]\n"
        + "\n".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]" for i in range(20)),
        "a: &a [*a]",
        "a: " + "[" * 15 + "[" * 15 + "]" * 30,
        "a: " + "[" * 1000,
        "a: 2025-02-31",
        "a: !!python/object/apply:os.system [ls]",
        "? [a]\n: b\n? {c: d}\n: e",
        "a: b\n" * 20_000,
    ],
)
def test_hostile_front_matter_is_refused_in_one_line(reason: Why, front: str) -> None:
    assert reason("a.md", f"---\n{front}\n---\nText.").startswith("the front matter ")


def test_only_a_heading_is_an_empty_text(reason: Why) -> None:
    assert reason("a.md", "# Bridge shut\n").startswith("the text is empty")
