"""Walk paths, read one file, one Failed line for what cannot be read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
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
from index.sources.types import ExtractedArticle, Failed, Loaded
from index.types import Article


def read_sources(paths: Sequence[str]) -> Iterator[Loaded | Failed]:
    """Yield first a Failed for each path that cannot be read, then what the files give, as ``list_files`` orders them.

    Nothing is raised for a bad path, file or line. Articles come one at a time, as they are asked for.
    """
    files, failed = list_files(paths)
    yield from failed
    for path in files:
        yield from read_file(path)


def read_file(path: Path) -> Iterator[Loaded | Failed]:
    """Yield the articles of one file whose path is absolute: any number for JSON lines, else one or one Failed."""
    ending = ending_of(path)
    if ending is None:
        yield from list_files([str(path)])[1]
    elif (kind := format_of_ending(path.name)) is None or kind is Format.LINES:
        yield from jsonlines.read_json_article(path)
    else:
        yield _read_one(path, find_spec(kind).max_bytes)


def _read_one(path: Path, largest: int) -> Loaded | Failed:
    source = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            return Failed(source, f"the file is larger than {largest // 2**20} MiB; split it")
        draft = parse_bytes(path.name, data)
    except SourceError as error:
        return Failed(source, str(error))
    except OSError:
        return Failed(source, "the file cannot be read; check that it is there, its permissions and the disk")
    return Loaded(_article(path, draft), source)


def _article(path: Path, draft: ExtractedArticle) -> Article:
    return Article(
        id=file_id(path),
        text=draft.text,
        title=draft.title or title_of(path),
        publisher=draft.publisher,
        author=draft.author,
        published_at=draft.published_at,
        url=draft.url,
        metadata=draft.metadata,
    )


_OTHER_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_NOT_TEXT = {
    ".doc": "Word files of the old kind are not read; save it as .docx or .txt",
    ".docm": "Word files with macros are not read; save it as .docx or .txt",
    ".odt": "OpenDocument files are not read; save it as .docx or .txt",
    ".rtf": "RTF files are not read; save it as .docx or .txt",
    ".epub": "books in EPUB are not read; save the text as .txt",
    ".json": "a .json file is not read; write one article a line in a .jsonl file",
}


def ending_of(path: Path) -> str | None:
    """Return which of the endings that are read the file's name has, in lower case, None for any other."""
    name = path.name.lower()
    return next((ending for ending in list_endings() if name.endswith(ending)), None)


def explain_unread(path: Path) -> str:
    """Say why a file whose name has no ending that is read is not read, and what is."""
    *endings, last = list_usual_endings()
    return _NOT_TEXT.get(path.suffix.lower(), f"this kind of file is not read; give {', '.join(endings)} or {last}")


def list_files(paths: Sequence[str]) -> tuple[tuple[Path, ...], tuple[Failed, ...]]:
    """Return the absolute paths that would be read, each once, and a line for each path that cannot be.

    The order is that of ``paths``; a folder's files are sorted by path. In a folder, hidden files and folders, other
    kinds of file, links to folders and links that lead out of it are passed over without a word; given by name, a
    file of another kind is Failed.
    """
    files: dict[Path, None] = {}
    failed: list[Failed] = []
    for given in paths:
        for found in _look_at(given):
            if isinstance(found, Failed):
                failed.append(found)
            else:
                files.setdefault(found)
    return tuple(files), tuple(failed)


def printable_path(path: Path) -> str:
    """Return the path as text that can be stored and shown, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _look_at(given: str) -> Iterator[Path | Failed]:
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
        yield from _walk(path)
    elif path.is_file():
        yield _by_name(path)
    elif path.exists():
        yield Failed(printable_path(path), "this is neither a file nor a folder; give one of those")
    else:
        yield Failed(printable_path(path), "there is no such file or folder; check the path")


def _by_name(path: Path) -> Path | Failed:
    if ending_of(path) is not None:
        return path if _is_unicode(path) else Failed(printable_path(path), _BAD_NAME)
    return Failed(printable_path(path), explain_unread(path))


_BAD_NAME = "the file's name is not UTF-8; rename it"


def _is_unicode(path: Path) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in str(path))


def _walk(folder: Path) -> Iterator[Path | Failed]:
    inside = folder.resolve()
    files: list[Path] = []
    links: list[Path] = []
    unread: list[Failed] = []

    def refused(error: OSError) -> None:
        unread.append(Failed(printable_path(Path(error.filename or folder)), _NO_RIGHT))

    for parent, folders, names in os.walk(folder, onerror=refused):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(parent, name) for name in names if not name.startswith(".")):
            if ending_of(path) is not None and path.is_file():
                (links if path.is_symlink() else files).append(path)
    # A link is worth reading only where its target is not read anyway, as under a hidden folder of mounted files.
    read = {path.resolve() for path in files}
    for link in sorted(links):
        target = link.resolve()
        if target.is_relative_to(inside) and target not in read:
            read.add(target)
            files.append(link)
    yield from unread
    yield from (path if _is_unicode(path) else Failed(printable_path(path), _BAD_NAME) for path in sorted(files))


_NO_RIGHT = "the folder cannot be read; check its permissions"
