"""What the sources hold against what is stored: which articles are new, changed, unchanged or gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.corrections import marked
from index.sources import Failed, Loaded, list_files, read_file
from index.store import Stored, article_digest


class Progress(Protocol):
    """Told how far a stage of the work is: ``done`` of ``total``, in units of the stage's own."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """A Progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources hold. ``articles`` by id, the last where one came twice; ``repeated`` are those ids;
    ``whole`` the files that were read without a failure."""

    articles: Mapping[str, Loaded]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    whole: frozenset[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """Article ids by what is to become of them; ``stale`` ones are unchanged, but must be processed again."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    stale: tuple[str, ...]
    removed: tuple[str, ...]


def read(paths: Sequence[str], progress: Progress) -> Reading:
    """Read every source."""
    files, failures = list_files(paths)
    articles: dict[str, Loaded] = {}
    repeated: dict[str, None] = {}
    failed = list(failures)
    whole: set[str] = set()
    for number, path in enumerate(files):
        progress("Reading", number, len(files))
        failures_before = len(failed)
        for item in read_file(path):
            if isinstance(item, Failed):
                failed.append(item)
            else:
                if item.article.id in articles:
                    repeated[item.article.id] = None
                articles[item.article.id] = replace(item, article=marked(item.article))
        if len(failed) == failures_before:
            whole.add(str(path))
    progress("Reading", len(files), len(files))
    return Reading(articles, tuple(repeated), tuple(failed), frozenset(whole))


def compare(found: Reading, stored: Mapping[str, Stored], recipe: str, paths: Sequence[str], *, full: bool) -> Plan:
    """Decide about every article. ``recipe`` names how articles are processed now; ``paths`` are the sources given,
    whose vanished files' articles are removed; with ``full`` all that was read is stale."""
    added: list[str] = []
    updated: list[str] = []
    unchanged: list[str] = []
    stale: list[str] = []
    for article_id, item in found.articles.items():
        known = stored.get(article_id)
        if known is None:
            added.append(article_id)
        elif known.digest != article_digest(item.article):
            updated.append(article_id)
        else:
            unchanged.append(article_id)
            if full or known.recipe != recipe:
                stale.append(article_id)
    roots = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]  # noqa: PTH100 - as sources are named
    unseen = [known for known in stored.values() if known.id not in found.articles]
    removed = {known.id for known in unseen if _is_gone(known.source, found.whole, roots)}
    stale += [known.id for known in unseen if known.recipe != recipe and known.id not in removed]
    return Plan(tuple(added), tuple(updated), tuple(unchanged), tuple(stale), tuple(sorted(removed)))


def _is_gone(source: str, whole: frozenset[str], roots: Iterable[Path]) -> bool:
    path = Path(source)
    return source in whole or (any(path.is_relative_to(root) for root in roots) and not path.exists())
