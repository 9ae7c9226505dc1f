"""The way in: paths in, articles out, and one line for everything that gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from index.errors import SourceError
from index.sources import html, jsonlines, markdown, text
from index.sources.decoding import decode, decode_page
from index.sources.listing import ending_of, list_files
from index.sources.naming import file_id, has_lone_surrogate, title_of
from index.sources.types import Draft, Failed, Loaded
from index.types import Article

LARGEST_TEXT = 64 * 2**20
"""Bytes of a plain text file."""
LARGEST_PAGE = 8 * 2**20
"""Bytes of an HTML or Markdown file: taking one apart is slower, some seconds for each MiB."""


def _text(data: bytes) -> Draft:
    return text.read(decode(data))


def _markdown(data: bytes) -> Draft:
    return markdown.read(decode(data))


def _page(data: bytes) -> Draft:
    return html.read(decode_page(data))


_READERS: dict[str, tuple[Callable[[bytes], Draft], int]] = {
    ".txt": (_text, LARGEST_TEXT),
    ".md": (_markdown, LARGEST_PAGE),
    ".markdown": (_markdown, LARGEST_PAGE),
    ".html": (_page, LARGEST_PAGE),
    ".htm": (_page, LARGEST_PAGE),
}


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
    elif ending in _READERS:
        yield _read_one(path, *_READERS[ending])
    else:
        yield from jsonlines.read(path)


def _read_one(path: Path, reader: Callable[[bytes], Draft], largest: int) -> Loaded | Failed:
    source = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            return Failed(source, f"the file is larger than {largest // 2**20} MiB; split it")
        draft = reader(data)
    except SourceError as error:
        return Failed(source, str(error))
    except OSError:
        return Failed(source, "the file cannot be read; check that it is there, its permissions and the disk")
    if not draft.text.strip():
        return Failed(source, "the text is empty; give a file with an article in it")
    if has_lone_surrogate(asdict(draft)):
        return Failed(source, "it holds half of a surrogate pair (\\ud800 to \\udfff); write whole characters")
    return Loaded(_article(path, draft), source)


def _article(path: Path, draft: Draft) -> Article:
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
