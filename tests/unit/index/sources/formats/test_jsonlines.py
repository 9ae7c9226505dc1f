"""JSON lines: unchanged text, and one reason for each line that cannot be read."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.sources.files import read_file
from index.sources.types import Failed, Loaded
from index.types import Article

Put = Callable[[str, str | bytes], Path]

GOOD = '{"text": "It is shut."}\n'


def results(path: Path) -> list[Loaded | Failed]:
    return list(read_file(path))


def articles(path: Path) -> list[Article]:
    return [item.article for item in results(path) if isinstance(item, Loaded)]


def reasons(path: Path) -> list[str]:
    return [item.reason for item in results(path) if isinstance(item, Failed)]


def test_every_key_is_taken_and_the_others_are_kept(put: Put) -> None:
    line = {
        "id": 7,
        "text": "It is shut.",
        "title": "Bridge",
        "publisher": "The Post",
        "author": "Ida Lund",
        "published_at": "26-FEB-1987 15:01:01.79",
        "url": "https://example.org/b",
        "tags": ["roads", {"deep": None}],
    }
    assert articles(put("a.jsonl", json.dumps(line))) == [
        Article(
            id="7",
            text="It is shut.",
            title="Bridge",
            publisher="The Post",
            author="Ida Lund",
            published_at="1987-02-26T15:01:01",
            url="https://example.org/b",
            metadata={"tags": ["roads", {"deep": None}]},
        )
    ]


def test_optional_keys_may_be_missing_null_or_empty(put: Put) -> None:
    line = {"id": None, "text": "It is shut.", "title": None, "publisher": "", "published_at": " "}
    (item,) = articles(put("my news.jsonl", json.dumps(line)))
    assert (item.title, item.publisher, item.published_at, item.url) == (None, None, None, None)
    assert item.id.startswith("my-news-")


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1).filter(lambda text: bool(text.strip())), ascii_only=st.booleans())
def test_text_is_stored_unchanged(tmp_path: Path, text: str, ascii_only: bool) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(json.dumps({"text": text}, ensure_ascii=ascii_only).encode() + b"\n")
    assert [item.text for item in articles(path)] == [text]


def test_lines_without_an_id_get_one_that_stays_and_differs(put: Put) -> None:
    content = GOOD + '{"text": "It is open."}\n{"text": "It is shut.", "url": "https://example.org/b"}\n'
    ids = [item.id for item in articles(put("a.jsonl", content))]
    assert len(set(ids)) == 3
    assert ids == [item.id for item in articles(put("a.jsonl", content))]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n  \n"])
def test_blank_lines_a_byte_order_mark_and_windows_line_ends_do_no_harm(put: Put, end: str) -> None:
    path = put("a.jsonl", b"\xef\xbb\xbf" + (GOOD.strip() + end).encode() * 2)
    assert [type(item) for item in results(path)] == [Loaded, Loaded]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "it is not valid JSON, at column 2; write one object a line"),
        (b"plain words", "it is not valid JSON, at column 1; write one object a line"),
        (b'["a"]', "it must be a JSON object, and is a list"),
        (b"null", "it must be a JSON object, and is null"),
        (b"{}", "'text' is missing; give the article's text"),
        (b'{"text": null}', "'text' is missing; give the article's text"),
        (b'{"text": 5}', "'text' must be text, and is a number"),
        (b'{"text": ["a"]}', "'text' must be text, and is a list"),
        (b'{"text": " \\n\\t"}', "'text' is empty; give the article's text"),
        (b'{"text": "a", "id": true}', "'id' must be text or a whole number, and is true or false"),
        (b'{"text": "a", "id": 1.5}', "'id' must be text or a whole number, and is a number"),
        (b'{"text": "a", "title": 5}', "'title' must be text, and is a number"),
        (b'{"text": "a", "url": {}}', "'url' must be text, and is an object"),
        (b'{"text": "a", "published_at": 20250209}', "'published_at' must be text, and is a number"),
        (b'{"text": "a", "x": NaN}', "NaN is not JSON; write null"),
        (b'{"text": "a", "x": -Infinity}', "-Infinity is not JSON; write null"),
        (b'{"text": "a", "x": 1e999}', "it holds a number that is too large; write it as text"),
        (b'{"text": "a", "x": ' + b"9" * 5000 + b"}", "it holds a number that cannot be read; write it as text"),
        (b'{"text": "a\xff"}', "it is not UTF-8; save the file as UTF-8"),
        (b"[" * 100_000, "its JSON is nested too deeply; write one flat object"),
        (
            b'{"text": "a \\ud800 b"}',
            "it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters",
        ),
        (
            b'{"text": "a", "tags": [{"\\uDC00": 1}]}',
            "it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters",
        ),
    ],
)
def test_a_bad_line_is_named_with_its_reason_and_the_others_are_read(put: Put, line: bytes, why: str) -> None:
    path = put("a.jsonl", GOOD.encode() + b"\n" + line + b"\n" + GOOD.encode())
    first, bad, last = results(path)
    assert bad == Failed(str(path), f"line 3: {why}")
    assert isinstance(first, Loaded)
    assert isinstance(last, Loaded)


def test_a_whole_surrogate_pair_is_a_character(put: Put) -> None:
    assert [item.text for item in articles(put("a.jsonl", '{"text": "a \\ud83d\\ude00"}'))] == ["a 😀"]


def test_gzip_is_read_and_the_ending_is_not_part_of_the_name(put: Put) -> None:
    (item,) = articles(put("Daily News.jsonl.gz", gzip.compress(GOOD.encode(), mtime=0)))
    assert (item.text, item.id.rsplit("-", 1)[0]) == ("It is shut.", "daily-news")


def many_lines() -> bytes:
    return b"".join(json.dumps({"text": f"Number {n} of {n * n % 9973}."}).encode() + b"\n" for n in range(20_000))


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:-4] + b"abcd",
        lambda data: data + b"rubbish",
    ],
    ids=["cut off", "wrong check sum", "rubbish after it"],
)
def test_a_damaged_gzip_file_gives_the_lines_before_the_damage_and_one_reason(
    put: Put, damage: Callable[[bytes], bytes]
) -> None:
    item = results(put("a.jsonl.gz", damage(gzip.compress(many_lines(), mtime=0))))
    assert len(item) > 1000
    assert [type(one) for one in item[:-1]] == [Loaded] * (len(item) - 1)
    assert isinstance(item[-1], Failed)
    assert item[-1].reason == "the gzip file is damaged, and what follows the damage is lost; pack it again"


def test_rubbish_inside_a_gzip_file_ends_it_with_one_reason(put: Put) -> None:
    data = gzip.compress(many_lines(), mtime=0)
    path = put("a.jsonl.gz", data[: len(data) // 2] + b"\xff" * 1000 + data[len(data) // 2 :])
    assert [why for why in reasons(path) if not why.startswith("line ")] == [
        "the gzip file is damaged, and what follows the damage is lost; pack it again"
    ]
    assert len(articles(path)) > 1000


def test_a_block_that_cannot_be_unpacked_ends_the_file_with_one_reason(put: Put) -> None:
    packer = zlib.compressobj(wbits=31)
    whole = packer.compress(many_lines()) + packer.flush(zlib.Z_FULL_FLUSH)
    path = put("a.jsonl.gz", whole + b"\x07" * 100)
    assert reasons(path) == ["the gzip file is damaged, and what follows the damage is lost; pack it again"]
    assert len(articles(path)) > 1000


def test_a_file_that_is_not_gzip_is_one_line(put: Put) -> None:
    assert len(reasons(put("a.jsonl.gz", GOOD))) == 1


def test_a_small_file_that_unpacks_to_a_huge_line_is_refused_and_the_next_line_read(put: Put) -> None:
    huge = b'{"text": "' + b"a" * (40 * 2**20) + b'"}\n'
    path = put("a.jsonl.gz", gzip.compress(GOOD.encode() + huge + GOOD.encode(), compresslevel=1))
    first, bad, last = results(path)
    assert bad == Failed(str(path), "line 2: it is longer than 16 MiB; split the article")
    assert isinstance(first, Loaded)
    assert isinstance(last, Loaded)


def test_an_empty_file_gives_nothing(put: Put) -> None:
    assert results(put("a.jsonl", "")) == []


def test_a_file_that_is_gone_by_now_is_one_line(tmp_path: Path) -> None:
    assert len(reasons(tmp_path / "gone.jsonl")) == 1
