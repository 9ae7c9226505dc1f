"""What the sources hold against what is stored: which articles are new, changed, unchanged or gone."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from index.corrections import marked
from index.sources import Failed, Loaded, is_address, list_files, read_file
from index.sources.piped import PIPE, read_piped
from index.sources.types import Seen
from index.store import Stored, article_digest

if TYPE_CHECKING:
    from index.sources.online import OpenWeb


class Progress(Protocol):
    """Told how far a stage of the work is: ``done`` of ``total``, in units of the stage's own."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """A Progress that tells nobody."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the sources hold. ``articles`` by id, the last where one came twice; ``repeated`` are those ids;
    ``whole`` the files that were read without a failure. ``same`` are the ids of pages that their servers say did not
    change, ``gone`` of those that are not there any more; ``seen`` is what to remember of each address that answered,
    ``tried`` every file and address that was looked at.
    """

    articles: Mapping[str, Loaded]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    whole: frozenset[str]
    same: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)
    tried: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """Article ids by what is to become of them; ``stale`` ones are unchanged, but must be processed again."""

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    stale: tuple[str, ...]
    removed: tuple[str, ...]


def read(
    sources: Sequence[str],
    progress: Progress,
    open_web: OpenWeb | None = None,
    known: Mapping[str, Seen] | None = None,
    piped: BinaryIO | None = None,
) -> Reading:
    """Read every source: the files and folders, what is ``piped`` where "-" is a source, then the web addresses.

    Without ``open_web`` no address is fetched; ``known`` holds the addresses that gave an article before.
    """
    addresses = [source for source in sources if open_web is not None and is_address(source)]
    elsewhere = {*addresses, PIPE} if piped else set(addresses)
    paths = [source for source in sources if source not in elsewhere]
    collected = _Collected()
    whole = _read_files(paths, collected, progress) if paths else frozenset[str]()
    if piped and PIPE in sources:
        for item in read_piped(piped):
            collected.take(item)
    tried = {*addresses, *whole, *(failed.source for failed in collected.failed)}
    same: list[str] = []
    gone: list[str] = []
    seen: dict[str, Seen] = {}
    if addresses and open_web is not None:
        from index.sources.online import visit_all

        for visit in visit_all(addresses, open_web, known or {}, progress):
            tried.add(visit.address)
            if visit.found is not None:
                collected.take(visit.found)
            elif visit.seen is not None:
                (gone if visit.gone else same).append(visit.seen.article_id)
            if visit.seen is not None and not visit.gone:
                seen[visit.address] = visit.seen
    articles, repeated, failed = collected.articles, tuple(collected.repeated), tuple(collected.failed)
    # An address that leads to a page now may be another name of one that is gone under an old name.
    there = {*articles, *same}
    same_only, gone_only = _without(same, articles), _without(gone, there)
    return Reading(articles, repeated, failed, whole, same_only, gone_only, seen, frozenset(tried))


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
        self.articles[item.article.id] = replace(item, article=marked(item.article))


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


def _without(ids: Sequence[str], others: Iterable[str]) -> tuple[str, ...]:
    left = set(others)
    return tuple(dict.fromkeys(article_id for article_id in ids if article_id not in left))


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
    unchanged += [article_id for article_id in found.same if article_id in stored]
    roots = [Path(os.path.abspath(path)) for path in paths if Path(path).is_dir()]  # noqa: PTH100 - as sources are named
    unseen = [known for known in stored.values() if known.id not in found.articles]
    removed = {known.id for known in unseen if _is_gone(known.source, found.whole, roots)}
    stale += [known.id for known in unseen if known.recipe != recipe and known.id not in removed]
    return Plan(tuple(added), tuple(updated), tuple(unchanged), tuple(stale), tuple(sorted(removed)))


def _is_gone(source: str, whole: frozenset[str], roots: Iterable[Path]) -> bool:
    path = Path(source)
    return source in whole or (any(path.is_relative_to(root) for root in roots) and not path.exists())
