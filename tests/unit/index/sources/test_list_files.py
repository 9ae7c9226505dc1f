"""Listing the files under given paths."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index.sources.files import list_files, read_files
from index.sources.types import Failed

Put = Callable[[str, str | bytes], Path]


def test_a_folder_is_walked_in_order_and_only_what_can_be_meant_is_listed(put: Put, tmp_path: Path) -> None:
    wanted = ["a.md", "b/b.pdf", "b/c.docx", "b/c.html", "b/d/e.JSONL", "b/f.jsonl.gz", "z.TXT"]
    for name in [
        *reversed(wanted),
        ".hidden.txt",
        ".git/x.txt",
        "b/.d/x.txt",
        "photo.jpg",
        "x.doc",
        "Makefile",
        "a.gz",
    ]:
        put(name, "x")
    assert list_files([str(tmp_path)]) == (tuple(tmp_path / name for name in wanted), ())


def test_a_file_is_listed_once_however_often_it_is_given(put: Put, tmp_path: Path) -> None:
    path, other = put("a.txt", "x"), put("b.txt", "x")
    files, failed = list_files([str(other), str(tmp_path), f"{tmp_path}/./a.txt"])
    assert (files, failed) == ((other, path), ())


def test_paths_are_absolute_even_when_given_otherwise(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("news/a.txt", "x")
    monkeypatch.chdir(tmp_path)
    assert list_files(["news"])[0] == (tmp_path / "news" / "a.txt",)


@pytest.mark.parametrize("address", ["http://example.org/a", "HTTPS://example.org/a.html"])
def test_a_web_address_says_what_to_do_instead(address: str) -> None:
    assert list_files([address]) == (
        (),
        (Failed(address, "web addresses are not fetched here; save the page as .html and give the file"),),
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("a.doc", "Word files of the old kind are not read; save it as .docx or .txt"),
        ("A.DOCM", "Word files with macros are not read; save it as .docx or .txt"),
        ("a.odt", "OpenDocument files are not read; save it as .docx or .txt"),
        ("a.rtf", "RTF files are not read; save it as .docx or .txt"),
        ("a.json", "a .json file is not read; write one article a line in a .jsonl file"),
        ("a.csv", "this kind of file is not read; give .txt, .md, .html, .pdf, .docx, .jsonl or .jsonl.gz"),
        ("README", "this kind of file is not read; give .txt, .md, .html, .pdf, .docx, .jsonl or .jsonl.gz"),
    ],
)
def test_another_kind_of_file_given_by_name_is_failed(put: Put, name: str, why: str) -> None:
    path = put(name, "x")
    assert list_files([str(path)]) == ((), (Failed(str(path), why),))


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/b.txt", "s3://bucket/a.txt"])
def test_an_address_of_another_kind_is_no_path(address: str) -> None:
    files, (failed,) = list_files([address])
    assert (files, failed.source) == ((), address)
    assert failed.reason == "only http and https addresses are fetched; give one of those, or the path of a file"


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "no\nsuch.txt"
    assert list_files([str(missing)])[1] == (Failed(str(missing), "there is no such file or folder; check the path"),)


@pytest.mark.parametrize("given", ["", "  ", "a\0b"])
def test_what_is_no_path_does_not_mean_the_working_folder(given: str) -> None:
    assert list_files([given]) == ((), (Failed(given, "this is not a path; give a file or a folder"),))


def test_a_pipe_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert list_files([str(tmp_path)]) == ((), ())
    assert [type(item) for item in read_files([str(tmp_path / "pipe.txt")])] == [Failed]


def test_links_out_of_the_folder_and_in_circles_are_not_followed(put: Put, tmp_path: Path) -> None:
    outside, inside = put("outside/o.txt", "x"), put("in/real.txt", "x")
    folder = inside.parent
    (folder / "out.txt").symlink_to(outside)
    (folder / "outdir").symlink_to(outside.parent)
    (folder / "circle").symlink_to(folder)
    (folder / "same.txt").symlink_to(inside)
    (folder / "dead.txt").symlink_to(folder / "nowhere.txt")
    assert list_files([str(folder)]) == ((inside,), ())


def test_a_link_given_by_name_is_read(put: Put, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(put("elsewhere/a.txt", "x"))
    assert list_files([str(link)]) == ((link,), ())


def test_a_link_to_a_file_under_a_hidden_folder_of_the_same_folder_is_read(put: Put, tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(put("..data/a.txt", "x"))
    assert list_files([str(tmp_path)]) == ((tmp_path / "a.txt",), ())


def test_a_name_that_is_not_utf8_is_failed_and_can_be_printed(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("It is shut.")
    files, (failed,) = list_files([str(tmp_path)])
    assert files == ()
    assert failed == Failed(f"{tmp_path}/caf\\xe9.txt", "the file's name is not UTF-8; rename it")
