"""Articles from uploaded files and forwarded posts."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from index.sources.fetched_articles import read_original
from index.sources.types import Failed, Loaded
from index.sources.uploads import UploadOrigin, read_post, read_upload

TEXT = b"Mill sold\n\nThe mill by the river was sold on Tuesday, the council said."
SENT = UploadOrigin("River News", "Ada Thorn", "2025-02-03", "https://t.me/river/7")


def read_one(name: str, data: bytes = TEXT, origin: UploadOrigin | None = None) -> Loaded:
    (result,) = read_upload(name, data, "sent:1", origin)
    assert isinstance(result, Loaded), result
    return result


def failure(result: Loaded | Failed) -> str:
    assert isinstance(result, Failed)
    return result.reason


def test_a_file_is_an_article_with_what_it_was_sent_with_where_it_says_nothing_itself() -> None:
    article = read_one("mill.txt", origin=SENT).article
    assert (article.title, article.publisher, article.author, article.published_at, article.url) == (
        "Mill sold",
        "River News",
        "Ada Thorn",
        "2025-02-03",
        "https://t.me/river/7",
    )
    said = read_one("mill.txt", b"Title: Mill sold\nPublisher: The Post\n\nThe mill was sold. It is old.", SENT).article
    assert said.publisher == "The Post"


def test_the_same_file_has_the_same_id_and_another_has_another() -> None:
    assert read_one("mill.txt").article.id == read_one("mill.txt").article.id
    assert read_one("mill.txt").article.id != read_one("mill.txt", TEXT + b" It is old.").article.id


def test_it_is_taken_apart_again_out_of_what_is_kept_of_it() -> None:
    sent = read_one("mill.md", b"# Mill sold\n\nThe mill was sold. It is old.", SENT)
    assert sent.original is not None
    assert read_original(sent.original, sent.article.id) == sent.article


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("../../etc/passwd.txt", "passwd"),
        ("C:\\temp\\mill.txt", "mill"),
        ("a\x00b\n.txt", "a-b"),
        ("..", "file"),
        ("", "file"),
        ("/", "file"),
        ("n" * 5000 + ".txt", "n" * 60),
    ],
)
def test_a_hostile_name_is_only_a_name(name: str, stem: str) -> None:
    assert read_one(name).article.id.rpartition("-")[0] == stem


def test_lines_packed_or_not_give_their_articles_and_a_bad_line_is_told() -> None:
    lines = f"{json.dumps({'id': 'a', 'text': 'One.'})}\n{{broken\n".encode()
    for name, data in (("wire.jsonl", lines), ("wire.jsonl.gz", gzip.compress(lines, mtime=0))):
        first, last = read_upload(name, data, "sent:1")
        assert isinstance(first, Loaded)
        assert (first.article.id, first.article.text, first.original) == ("a", "One.", None)
        assert failure(last).startswith("line 2: ")


def test_damaged_gzip_and_what_is_not_read_are_one_line() -> None:
    (damaged,) = read_upload("wire.jsonl.gz", gzip.compress(b"{}" * 99, mtime=0)[:-9], "sent:1")
    (picture,) = read_upload("mill.txt", b"\x89PNG\r\n", "sent:1")
    assert "damaged" in failure(damaged)
    assert "picture" in failure(picture)


def test_a_post_keeps_its_words_and_is_named_by_its_address() -> None:
    result = read_post("\n  Mill sold today  \nThe rest.\n", "sent:2", SENT)
    assert isinstance(result, Loaded)
    assert (result.article.id, result.article.text) == ("https://t.me/river/7", "\n  Mill sold today  \nThe rest.\n")
    assert (result.article.title, result.article.publisher) == ("Mill sold today", "River News")


def test_a_post_without_an_address_is_named_by_its_words_and_a_long_first_line_is_cut() -> None:
    one_post, other = (
        read_post("Mill sold. " * 40, "sent:2", UploadOrigin()),
        read_post("Barn sold.", "sent:3", UploadOrigin()),
    )
    assert isinstance(one_post, Loaded)
    assert isinstance(other, Loaded)
    assert one_post.article.id.startswith("post-")
    assert one_post.article.id != other.article.id
    assert len(one_post.article.title or "") <= 120


def test_a_post_without_words_is_none() -> None:
    assert failure(read_post(" \n ", "sent:2", SENT)).startswith("there are no words in it")
    assert "surrogate" in failure(read_post("half \ud800", "sent:2", SENT))


def test_a_sent_file_is_no_path() -> None:
    assert not Path(read_one("mill.txt").source).is_absolute()
