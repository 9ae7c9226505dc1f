"""List the files under given paths and read them, with one Failed line for each that cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import SourceError
from index.sources.formats import (
    Format,
    find_spec,
    format_of_ending,
    jsonlines,
    list_endings,
    list_usual_endings,
    parse_bytes,
)
from index.sources.normalize import file_id, is_address, title_of
from index.sources.types import Failed, Loaded

_OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_UNSUPPORTED_ENDINGS = {
    ".doc": "Word files of the old kind are not read; save it as .docx or .txt",
    ".docm": "Word files with macros are not read; save it as .docx or .txt",
    ".odt": "OpenDocument files are not read; save it as .docx or .txt",
    ".rtf": "RTF files are not read; save it as .docx or .txt",
    ".epub": "books in EPUB are not read; save the text as .txt",
    ".json": "a .json file is not read; write one article a line in a .jsonl file",
}

_BAD_NAME = "the file's name is not UTF-8; rename it"

_UNREADABLE_FOLDER = "the folder cannot be read; check its permissions"


def read_files(paths: Sequence[str]) -> Iterator[Loaded | Failed]:
    """Yield a Failed for each path that cannot be read, then the articles of the files, in the order of ``list_files``.

    Bad paths, files and lines raise nothing. Articles are read one at a time, on demand.
    """
    files, failed = list_files(paths)
    yield from failed
    for path in files:
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Loaded | Failed]:
    """Yield the articles of a file with an absolute path: any number for JSON lines, else one or one Failed."""
    ending = ending_of(path)
    if ending is None:
        yield from list_files([str(path)])[1]
    elif (file_format := format_of_ending(path.name)) is None or file_format is Format.LINES:
        yield from jsonlines.read_json_file(path)
    else:
        yield _read_one(path, find_spec(file_format).max_bytes)


def ending_of(path: Path) -> str | None:
    """Return the ending of the file's name in lower case if files with it are read, else None."""
    name = path.name.lower()
    return next((ending for ending in list_endings() if name.endswith(ending)), None)


def explain_unread(path: Path) -> str:
    """Return why a file with such an ending is not read, and which files are."""
    *endings, last = list_usual_endings()
    return _UNSUPPORTED_ENDINGS.get(
        path.suffix.lower(), f"this kind of file is not read; give {', '.join(endings)} or {last}"
    )


def list_files(paths: Sequence[str]) -> tuple[tuple[Path, ...], tuple[Failed, ...]]:
    """Return the absolute paths to read, each once, and a Failed for each path that cannot be read.

    The order is that of ``paths``; a folder's files are sorted by path. In a folder, hidden files and folders, files
    with other endings, links to folders and links that lead out of it are ignored silently; a file with another ending
    that is given by name is Failed.
    """
    files: dict[Path, None] = {}
    failed: list[Failed] = []
    for given in paths:
        for item in _expand_path(given):
            if isinstance(item, Failed):
                failed.append(item)
            else:
                files.setdefault(item)
    return tuple(files), tuple(failed)


def printable_path(path: Path) -> str:
    """Return the path as text that can be stored and shown; bytes that are not UTF-8 are escaped."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _read_one(path: Path, largest: int) -> Loaded | Failed:
    source = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            return Failed(source, f"the file is larger than {largest // 2**20} MiB; split it")
        extracted = parse_bytes(path.name, data)
    except SourceError as error:
        return Failed(source, str(error))
    except OSError:
        return Failed(source, "the file cannot be read; check that it is there, its permissions and the disk")
    titled = replace(extracted, title=extracted.title or title_of(path))
    return Loaded(titled.to_article(file_id(path)), source)


def _expand_path(given: str) -> Iterator[Path | Failed]:
    if is_address(given):
        yield Failed(given, "web addresses are not fetched here; save the page as .html and give the file")
        return
    if _OTHER_ADDRESS.match(given):
        yield Failed(given, "only http and https addresses are fetched; give one of those, or the path of a file")
        return
    if not given.strip() or "\0" in given:
        yield Failed(given, "this is not a path; give a file or a folder")
        return
    path = Path(os.path.abspath(given))  # noqa: PTH100 - resolve() would follow links, and the source is the link
    if path.is_dir():
        yield from _walk_folder(path)
    elif path.is_file():
        yield _check_file(path)
    elif path.exists():
        yield Failed(printable_path(path), "this is neither a file nor a folder; give one of those")
    else:
        yield Failed(printable_path(path), "there is no such file or folder; check the path")


def _check_file(path: Path) -> Path | Failed:
    if ending_of(path) is not None:
        return path if _is_unicode(path) else Failed(printable_path(path), _BAD_NAME)
    return Failed(printable_path(path), explain_unread(path))


def _is_unicode(path: Path) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in str(path))


def _walk_folder(folder: Path) -> Iterator[Path | Failed]:
    root = folder.resolve()
    files: list[Path] = []
    links: list[Path] = []
    unread: list[Failed] = []

    def add_unreadable(error: OSError) -> None:
        unread.append(Failed(printable_path(Path(error.filename or folder)), _UNREADABLE_FOLDER))

    for parent, folders, names in os.walk(folder, onerror=add_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(parent, name) for name in names if not name.startswith(".")):
            if ending_of(path) is not None and path.is_file():
                (links if path.is_symlink() else files).append(path)
    # A link is read only if its target is not, as in a hidden folder of mounted files.
    targets = {path.resolve() for path in files}
    for link in sorted(links):
        target = link.resolve()
        if target.is_relative_to(root) and target not in targets:
            targets.add(target)
            files.append(link)
    yield from unread
    yield from (path if _is_unicode(path) else Failed(printable_path(path), _BAD_NAME) for path in sorted(files))
