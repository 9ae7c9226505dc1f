"""What files and pipes hold now, and which of the stored articles have lost their file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from index.progress import Progress
from index.records import StoredArticle
from index.sources import Failed, Loaded, list_files, read_file
from index.sources.piped import PIPE, read_piped


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files and the pipe hold. ``articles`` by id, the last where one came twice; ``repeated`` are those ids;
    ``whole`` the files that were read without a failure."""

    articles: Mapping[str, Loaded]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    whole: frozenset[str]

    @property
    def tried(self) -> frozenset[str]:
        """Every file that was looked at."""
        return self.whole | {failed.source for failed in self.failed}


def read(
    sources: Sequence[str],
    progress: Progress,
    piped: BinaryIO | None = None,
    again: Iterable[Loaded | Failed] = (),
) -> Reading:
    """Read the files and folders, and what is ``piped`` where "-" is a source; ``again`` is what came before these."""
    collected = _Collected()
    for item in again:
        collected.take(item)
    paths = [source for source in sources if not (piped and source == PIPE)]
    whole = _read_files(paths, collected, progress) if paths else frozenset[str]()
    if piped and PIPE in sources:
        for item in read_piped(piped):
            collected.take(item)
    return Reading(collected.articles, tuple(collected.repeated), tuple(collected.failed), whole)


def vanished(stored: Iterable[StoredArticle], whole: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """The ids of the articles, of those not found now, that are not in their files any more: these were read as a
    ``whole``, or are gone from one of the ``paths`` given."""
    read_whole = frozenset(whole)
    roots = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]  # noqa: PTH100 - as sources are named
    return tuple(sorted(known.id for known in stored if _is_gone(known.source, read_whole, roots)))


@dataclass(frozen=True, slots=True)
class _Collected:
    articles: dict[str, Loaded] = field(default_factory=dict)
    repeated: dict[str, None] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)

    def take(self, item: Loaded | Failed) -> None:
        if isinstance(item, Failed):
            self.failed.append(item)
            return
        if item.article.id in self.articles:
            self.repeated[item.article.id] = None
        self.articles[item.article.id] = item


def _read_files(paths: Sequence[str], collected: _Collected, progress: Progress) -> frozenset[str]:
    """Return the files that were read without a failure."""
    files, failures = list_files(paths)
    collected.failed.extend(failures)
    whole: set[str] = set()
    for number, path in enumerate(files):
        progress("Reading", number, len(files))
        failures_before = len(collected.failed)
        for item in read_file(path):
            collected.take(item)
        if len(collected.failed) == failures_before:
            whole.add(str(path))
    progress("Reading", len(files), len(files))
    return frozenset(whole)


def _is_gone(source: str, whole: frozenset[str], roots: Iterable[Path]) -> bool:
    path = Path(source)
    return source in whole or (any(path.is_relative_to(root) for root in roots) and not path.exists())
