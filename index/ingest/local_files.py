"""What files and pipes hold now, and which of the stored articles have lost their file."""

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
    """What the files and the pipe hold. ``articles`` by id, the last where one came twice; ``repeated`` are those ids;
    ``whole`` the files that were read without a failure."""

    articles: Mapping[str, Loaded]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    complete_files: frozenset[str]


def read_local_sources(
    sources: Sequence[str],
    progress: Progress,
    piped: BinaryIO | None = None,
    again: Iterable[Loaded | Failed] = (),
) -> LocalReadResult:
    """Read the files and folders, and what is ``piped`` where "-" is a source; ``again`` is what came before these."""
    whole: set[str] = set()
    paths = [source for source in sources if not (piped and source == PIPE)]
    from_pipe = read_stdin(piped) if piped and PIPE in sources else ()
    articles: dict[str, Loaded] = {}
    repeated: dict[str, None] = {}
    failed: list[Failed] = []
    for item in chain(again, _read_files(paths, progress, whole), from_pipe):
        if isinstance(item, Failed):
            failed.append(item)
            continue
        if item.article.id in articles:
            repeated[item.article.id] = None
        articles[item.article.id] = item
    return LocalReadResult(articles, tuple(repeated), tuple(failed), frozenset(whole))


def vanished_articles(stored: Iterable[StoredArticle], whole: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Return the ids, sorted, of the articles, of those not found now, that are not in their files any more: these
    were read as a ``whole``, or are gone from one of the ``paths`` given."""
    read_whole = frozenset(whole)
    roots = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]  # noqa: PTH100 - as sources are named
    return tuple(sorted(known.id for known in stored if _is_gone(known.source, read_whole, roots)))


def _read_files(paths: Sequence[str], progress: Progress, whole: set[str]) -> Iterator[Loaded | Failed]:
    """Read every file of ``paths``; one that is read without a failure is added to ``whole``."""
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
            whole.add(str(path))
    progress("Reading", len(files), len(files))


def _is_gone(source: str, whole: frozenset[str], roots: Iterable[Path]) -> bool:
    path = Path(source)
    return source in whole or (any(path.is_relative_to(root) for root in roots) and not path.exists())
