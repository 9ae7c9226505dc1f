from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from bot.answer.types import Answer, Citation, Status
from bot.cli.console import show_answer, show_articles, show_hits
from bot.source_notes import format_also_in, list_article_notes
from bot.telegram.articles.list_articles import format_list
from bot.telegram.rendering.answers import render_answer
from index.store.records import Version
from index.types import Article, Hit

CITED = Citation(
    number=1,
    article_id="a1",
    title="Bridge",
    publisher="The Post",
    author=None,
    published_at="2025-02-03",
    url=None,
    link=None,
    quote="The bridge will be rebuilt.",
    start=0,
    end=27,
    also_in=("a2", "a3"),
    also_by=("Lenn Gazette", "Northern Wire"),
)


@pytest.mark.parametrize(
    ("ids", "publishers", "shown"),
    [
        ((), (), ""),
        (("b",), (), "also in 1 other"),
        (("b",), ("Lenn Gazette",), "also in 1 other (Lenn Gazette)"),
        (("b", "c"), ("Lenn Gazette", "Northern Wire"), "also in 2 others (Lenn Gazette, Northern Wire)"),
        (("b", "c"), ("Lenn Gazette",), "also in 2 others"),
        (("b", "c"), ("The Lenn Valley Gazette", "The Northern Wire"), "also in 2 others"),
    ],
)
def test_publishers_are_named_where_all_are_known_and_fit_a_line(
    ids: tuple[str, ...], publishers: tuple[str, ...], shown: str
) -> None:
    assert format_also_in(ids, publishers) == shown


def test_a_chat_and_a_terminal_say_so_behind_the_source() -> None:
    answer = Answer("q", Status.ANSWERED, "Yes [1].", (CITED,))
    out = Console(file=io.StringIO(), width=200)
    show_answer(out, answer)
    assert isinstance(out.file, io.StringIO)
    line = "[1] Bridge · The Post · 3 Feb 2025 · also in 2 others (Lenn Gazette, Northern Wire)"
    assert out.file.getvalue().rstrip().endswith(line)
    assert render_answer(answer)[0].text.endswith(line)


@pytest.mark.parametrize(
    ("fields", "behind"),
    [
        ({"page": 3}, "p. 3 · also in 1 other"),
        ({"corrected": True}, "corrected · also in 1 other"),
        ({"gone_at": "2026-03-03T10:00:00+00:00"}, "page gone since 3 Mar 2026 · also in 1 other"),
        (
            {"page": 3, "corrected": True, "gone_at": "2026-03-03T10:00:00+00:00"},
            "p. 3 · corrected · page gone since 3 Mar 2026 · also in 1 other",
        ),
    ],
)
def test_what_is_to_be_known_of_a_source_stands_behind_its_date(fields: dict[str, Any], behind: str) -> None:
    cited = replace(CITED, also_in=("a2",), also_by=(), **fields)
    answer = Answer("q", Status.ANSWERED, "Yes [1].", (cited,))
    out = Console(file=io.StringIO(), width=200)
    show_answer(out, answer)
    assert isinstance(out.file, io.StringIO)
    line = f"[1] Bridge · The Post · 3 Feb 2025 · {behind}"
    assert out.file.getvalue().rstrip().endswith(line)
    assert render_answer(answer)[0].text.endswith(line)


def test_what_is_to_be_known_of_an_article_stands_in_every_list() -> None:
    articles = [
        Article("a", "Yes.", "Mill", metadata={"corrected": True}),
        Article("b", "No.", "Ferry", "The Post"),
        Article("c", "Maybe.", "Bridge", published_at="2025-02-03"),
    ]
    versions = {
        "a": Version(1, 3, True, "2026-01-01T10:00:00+00:00", None),
        "b": Version(2, 1, True, "2026-01-01T10:00:00+00:00", None),
        "c": Version(3, 1, True, "2026-01-01T10:00:00+00:00", "2026-03-03T10:00:00+00:00"),
    }
    remarks = list_article_notes(articles, versions)
    assert set(remarks) == {"a", "c"}
    out = Console(file=io.StringIO(), width=200)
    show_articles(out, articles, remarks)
    assert isinstance(out.file, io.StringIO)
    lines = ["Mill · corrected · version 3", "Ferry · The Post", "Bridge · 3 Feb 2025 · page gone since 3 Mar 2026"]
    assert out.file.getvalue().splitlines() == [f"{name}  {line}" for name, line in zip("abc", lines, strict=True)]
    assert set(format_list(articles, (1, len(articles)), "", remarks).text.splitlines()) >= set(lines)


def test_a_publisher_is_shown_on_one_line_of_a_chat() -> None:
    odd = replace(CITED, also_in=("a2",), also_by=("Lenn\nGazette",))
    assert render_answer(Answer("q", Status.ANSWERED, "Yes [1].", (odd,)))[0].text.endswith(
        "also in 1 other (Lenn Gazette)"
    )


def test_a_found_passage_says_so_behind_its_scores() -> None:
    out = Console(file=io.StringIO(), width=200)
    show_hits(
        out,
        [
            Hit(Article("a1", "Yes."), 0, 4, 0.5, 1.0, None, also_in=("a2",)),
            Hit(Article("b", "No."), 0, 3, 0.4, 1.0, None),
        ],
    )
    assert isinstance(out.file, io.StringIO)
    assert "1. a1  0.500 (BM25 1.000) · also in 1 other\n" in out.file.getvalue()
    assert "2. b  0.400 (BM25 1.000)\n" in out.file.getvalue()
