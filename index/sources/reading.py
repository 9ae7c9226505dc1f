"""The way in: paths in, articles out, and one line for everything that gives none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.errors import SourceError
from index.sources import jsonlines
from index.sources.kinds import Kind, ending_kind, find_spec, read_bytes
from index.sources.listing import ending_of, list_files
from index.sources.naming import file_id, title_of
from index.sources.types import Draft, Failed, Loaded
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
    elif (kind := ending_kind(path.name)) is None or kind is Kind.LINES:
        yield from jsonlines.read(path)
    else:
        yield _read_one(path, find_spec(kind).max_bytes)


def _read_one(path: Path, largest: int) -> Loaded | Failed:
    source = str(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
        if len(data) > largest:
            return Failed(source, f"the file is larger than {largest // 2**20} MiB; split it")
        draft = read_bytes(path.name, data)
    except SourceError as error:
        return Failed(source, str(error))
    except OSError:
        return Failed(source, "the file cannot be read; check that it is there, its permissions and the disk")
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
