"""Read the articles of files and pipes, and find stored articles whose file is gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from index.progress import Progress
from index.sources import PIPE, Failed, Loaded, list_files, read_file, read_stdin
from index.store.records import StoredArticle


@dataclass(frozen=True, slots=True)
class LocalReadResult:
    """Articles of the files and the pipe, by id; of several with one id the last.

    ``repeated`` are the ids found more than once; ``complete_files`` are the files that were read without a failure.
    """

    articles: Mapping[str, Loaded]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    complete_files: frozenset[str]


def read_local_sources(
    sources: Sequence[str],
    progress: Progress,
    piped: BinaryIO | None = None,
    extra: Iterable[Loaded | Failed] = (),
) -> LocalReadResult:
    """Read files and folders, and ``piped`` if "-" is a source; ``extra`` articles count as read before these."""
    complete: set[str] = set()
    paths = [source for source in sources if not (piped and source == PIPE)]
    from_pipe = read_stdin(piped) if piped and PIPE in sources else ()
    articles: dict[str, Loaded] = {}
    repeated: dict[str, None] = {}
    failed: list[Failed] = []
    for item in chain(extra, _read_files(paths, progress, complete), from_pipe):
        if isinstance(item, Failed):
            failed.append(item)
            continue
        if item.article.id in articles:
            repeated[item.article.id] = None
        articles[item.article.id] = item
    return LocalReadResult(articles, tuple(repeated), tuple(failed), frozenset(complete))


def find_vanished(missing: Iterable[StoredArticle], complete: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Return the sorted ids of those ``missing`` articles whose sources no longer hold them.

    Such a source was read completely, or is a file that is gone from a folder among ``paths``.
    """
    complete_sources = frozenset(complete)
    roots = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]  # noqa: PTH100 - as sources are named
    return tuple(sorted(known.id for known in missing if _is_gone(known.source, complete_sources, roots)))


def _read_files(paths: Sequence[str], progress: Progress, complete: set[str]) -> Iterator[Loaded | Failed]:
    """Read every file of ``paths``, and add to ``complete`` those that were read without a failure."""
    if not paths:
        return
    files, failures = list_files(paths)
    yield from failures
    for number, path in enumerate(files):
        progress("Reading", number, len(files))
        has_failed = False
        for item in read_file(path):
            has_failed = has_failed or isinstance(item, Failed)
            yield item
        if not has_failed:
            complete.add(str(path))
    progress("Reading", len(files), len(files))


def _is_gone(source: str, complete: frozenset[str], roots: Iterable[Path]) -> bool:
    path = Path(source)
    return source in complete or (any(path.is_relative_to(root) for root in roots) and not path.exists())
