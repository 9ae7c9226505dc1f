"""Articles from standard input."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from index.sources import stdin
from index.sources.stdin import read_stdin
from index.sources.types import Failed, Loaded
from index.types import Article
from tests.support.fakes import fake_indexer

LINES = b'{"id": "a", "text": "One."}\n{\n{"text": "Two."}\n'


def articles(data: bytes) -> list[Article]:
    return [item.article for item in read_stdin(io.BytesIO(data)) if isinstance(item, Loaded)]


@pytest.mark.parametrize("data", [LINES, gzip.compress(LINES, mtime=0)])
def test_json_lines_give_their_articles_and_a_line_for_each_failure(data: bytes) -> None:
    first, second, third = read_stdin(io.BytesIO(data))
    assert isinstance(first, Loaded)
    assert isinstance(second, Failed)
    assert isinstance(third, Loaded)
    assert (first.article.id, first.source, third.article.text) == ("a", "-", "Two.")
    assert (second.source, second.reason[:7]) == ("-", "line 2:")


def test_more_lines_than_are_looked_at_are_read_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stdin, "_HEAD_SIZE", 64)
    data = b"".join(json.dumps({"id": str(n), "text": f"Line {n}."}).encode() + b"\n" for n in range(500))
    assert [article.id for article in articles(data)] == [str(n) for n in range(500)]


def test_a_text_is_named_by_its_content_and_one_with_an_address_by_that() -> None:
    (one,), (same,), (other,) = articles(b"The mill."), articles(b"The mill."), articles(b"The ferry.")
    assert one.id == same.id != other.id
    (named,) = articles(b"Title: Mill\nURL: https://news.example/mill\n\nThe mill was sold.")
    assert (named.id, named.url) == ("https://news.example/mill", "https://news.example/mill")


def test_a_pipe_that_gives_little_at_a_time_is_read_to_the_end() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(3, size if size and size > 0 else 3))

    (item,) = read_stdin(Slow(b"The old mill was sold."))
    assert isinstance(item, Loaded)
    assert item.article.text == "The old mill was sold."


@pytest.mark.parametrize(
    "data", [b"", b" \n", b"\x89PNG\r\n", b"\0\1\2", gzip.compress(b"\0" * 99, mtime=0), b"\x1f\x8bxx"]
)
def test_what_is_no_article_is_one_line(data: bytes) -> None:
    (failed,) = read_stdin(io.BytesIO(data))
    assert isinstance(failed, Failed)
    assert (failed.source, "\n" in failed.reason) == ("-", False)


def test_what_was_piped_before_stays(tmp_path: Path) -> None:
    fake_indexer(tmp_path).rebuild(["-"], piped=io.BytesIO(b"The mill was sold."))
    report = fake_indexer(tmp_path).rebuild(["-"], piped=io.BytesIO(b"The ferry sank."))
    assert (len(report.added), report.removed, report.articles) == (1, (), 2)
