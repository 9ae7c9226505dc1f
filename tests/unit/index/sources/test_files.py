"""Reading files: ids, titles and failures; no bytes make it raise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.sources.files import read_file, read_files
from index.sources.types import Failed, Loaded
from index.types import Article

Put = Callable[[str, str | bytes], Path]
Read = Callable[[str, str], Article]
Why = Callable[[str, str | bytes], str]

WORDS = ["mayor", "said", "bridge", "12", "Share", "read", "also", "U.S.", "“no”", "by", "Title:", "3,400", "will"]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=40).map(lambda words: f"The {' '.join(words)} ended.")
ENDINGS = ["txt", "md", "html", "jsonl", "jsonl.gz"]


def test_an_id_is_the_slug_of_the_name_and_stays_with_the_path(put: Put, article: Read) -> None:
    one, again = article("News, 9 Feb.txt", "It is shut."), article("News, 9 Feb.txt", "It is open.")
    other = article("b/News, 9 Feb.txt", "It is shut.")
    assert one.id == again.id != other.id
    slug, _, digest = one.id.rpartition("-")
    assert slug == "news-9-feb"
    assert len(digest) == 8


def test_names_in_other_scripts_keep_their_letters(article: Read) -> None:
    assert article("Міст_закрито.txt", "Так.").id.startswith("міст-закрито-")
    assert article("!!.txt", "It is shut.").id.startswith("article-")


def test_the_source_is_the_absolute_path(put: Put) -> None:
    path = put("a.txt", "It is shut.")
    assert [item.source for item in read_file(path)] == [str(path)]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@pytest.mark.parametrize("content", ["", " \n\t\n ", "\ufeff"])
def test_an_empty_file_says_so(reason: Why, name: str, content: str) -> None:
    assert reason(name, content) == "the text is empty; give a file with an article in it"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", '---\ntitle: "half \\ud800 pair"\n---\nIt is shut.'),
        ("b.md", '---\ntags: ["half \\udc00 pair"]\n---\nIt is shut.'),
    ],
)
def test_half_a_character_smuggled_in_by_an_escape_is_refused(reason: Why, name: str, content: str) -> None:
    assert reason(name, content).startswith("it holds half of a surrogate pair")


def test_nothing_but_furniture_is_an_empty_text(reason: Why) -> None:
    assert reason("a.txt", "12 345\n\nShare  Tweet\n\nAdvertisement\n").startswith("the text is empty")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_what_is_no_text_says_so_whatever_it_is_called(reason: Why, name: str) -> None:
    assert reason(name, b"%PDF-1.7\n\0\0").startswith("the PDF is damaged or is none")


@pytest.mark.parametrize(("name", "limit"), [("a.txt", 64), ("a.md", 8), ("a.html", 8), ("a.pdf", 128)])
def test_a_file_beyond_the_limit_is_refused_unread(put: Put, name: str, limit: int) -> None:
    path = put(name, "")
    with path.open("r+b") as stream:
        stream.truncate(limit * 2**20 + 1)
    assert list(read_file(path)) == [Failed(str(path), f"the file is larger than {limit} MiB; split it")]


def test_a_file_that_is_gone_by_now_is_one_line(tmp_path: Path) -> None:
    (item,) = read_file(tmp_path / "gone.txt")
    assert isinstance(item, Failed)


def test_a_kind_that_is_not_read_is_one_line(reason: Why) -> None:
    assert reason("a.odt", b"PK").startswith("OpenDocument files are not read")


def test_failed_paths_come_first_and_do_not_stop_the_others(put: Put, tmp_path: Path) -> None:
    put("a.txt", "It is shut.")
    put("b.txt", b"\0")
    put("c.jsonl", '{"text": "One."}\n{}\n{"text": "Two."}\n')
    item = list(read_files([str(tmp_path), "http://example.org/x"]))
    assert [type(one) for one in item] == [Failed, Loaded, Failed, Loaded, Failed, Loaded]


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_content_makes_it_raise_and_every_text_can_be_stored(tmp_path: Path, ending: str, content: bytes) -> None:
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content)
    for item in read_file(path):
        if isinstance(item, Loaded):
            assert item.article.text.strip()
            assert item.article.text.encode()
        else:
            assert item.reason.isprintable()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sentences=st.lists(SENTENCES, min_size=1, max_size=6, unique=True))
def test_sentences_of_a_body_are_never_altered(tmp_path: Path, sentences: list[str]) -> None:
    body = "\n\n".join(sentences)
    path = tmp_path / "a.txt"
    path.write_text(f"12 345\n\nBridge to close for a week\n\n{body}\n\nShare  Tweet\n", encoding="utf-8")
    (item,) = read_file(path)
    assert isinstance(item, Loaded)
    assert (item.article.title, item.article.text) == ("Bridge to close for a week", body)
