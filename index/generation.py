"""Generations of the derived indexes: each a folder that is written once, named by a manifest renamed into place.

    DATA_DIR/generations/COLLECTION/current.json      the manifest: which folder, made from which revision, its files
    DATA_DIR/generations/COLLECTION/000012/           passages: vectors.faiss, lexical/, passages.npy
                                                      sentences: sentences.faiss, sentences.npy
                                                      statements: statements/, statements.npy

A reader keeps what it has opened, even when its folder is removed; a writer killed at any instant leaves the
manifest of the generation before.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index import lexical, rows, spoken, vectors
from index.arrays import Rows
from index.derived import ArticleWriter
from index.errors import DamagedError, StoreError
from index.lexical import LexicalIndex
from index.spoken import SpokenIndex
from index.store import CollectionStore
from index.types import Span
from index.vectors import VectorIndex

FORMAT = 2
_LOOK_BACK = 40
"""Statements before a sentence that may reach into it."""

_MANIFEST = "current.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation is; ``files`` maps each file's path in ``folder`` to its sha256."""

    folder: str
    revision: int
    model: str
    dimension: int
    articles: int
    passages: int
    files: Mapping[str, str]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Generation:
    """An opened generation.

    ``passages`` and ``sentences`` are int64 of shape (n, 3): article key, start, end of each row of the indexes beside
    them. ``statements``, int64 of shape (n, 5), holds for each row of ``spoken`` the article key, the statement's
    number in it, the first row and the row behind the last of the sentences that it stands in, and where it starts.
    """

    manifest: Manifest
    dense: VectorIndex
    lexical: LexicalIndex
    passages: Rows
    sentence_vectors: VectorIndex
    sentences: Rows
    spoken: SpokenIndex
    statements: Rows

    @property
    def articles(self) -> int:
        """How many articles are searched."""
        return self.manifest.articles

    def passage_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the passages of these articles: int64 of shape ``(n, 2)``."""
        return _ranges(self.passages, keys)

    def sentence_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the sentences of these articles: int64 of shape ``(n, 2)``."""
        return _ranges(self.sentences, keys)

    def statement_ranges(self, keys: Iterable[int]) -> Rows:
        """Return the ranges of the statements of these articles: int64 of shape ``(n, 2)``."""
        return _ranges(self.statements, keys)

    def passage(self, row: int) -> tuple[int, int, int]:
        """The article's key, the start and the end of a passage."""
        key, start, end = self.passages[row].tolist()
        return key, start, end

    def sentences_of(self, row: int) -> tuple[Rows, list[Span]]:
        """The rows of a passage's sentences, int64 of shape ``(n,)``, and where they stand in the article."""
        first, behind = self.sentence_rows(*self.passage(row))
        return np.arange(first, behind), [(start, end) for _, start, end in self.sentences[first:behind].tolist()]

    def statement(self, row: int) -> tuple[int, int]:
        """The article's key, and the number in it, of a statement."""
        key, number = self.statements[row, :2].tolist()
        return key, number

    def said_in(self, rows: Rows) -> Rows:
        """The first row and the row behind the last of the sentences of each statement: int64 of shape ``(n, 2)``."""
        return self.statements[rows, 2:4]

    def spoken_in(self, sentences: Rows) -> Rows:
        """The rows of the statements that stand in any of these sentences, ascending: int64 of shape ``(n,)``."""
        first, behind = self.statements[:, 2], self.statements[:, 3]
        found: list[Rows] = []
        for sentence in sentences:
            last = int(np.searchsorted(first, sentence, "right"))
            near = np.arange(max(0, last - _LOOK_BACK), last)
            found.append(near[behind[near] > sentence])
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def passages_with(self, rows: Rows) -> Rows:
        """For each statement the row of the passage that it starts in: int64 of shape ``(n,)``."""
        starts = (self.passages[:, 0] << 32) | self.passages[:, 1]
        said = self.statements[rows]
        return np.searchsorted(starts, (said[:, 0] << 32) | said[:, 4], "right") - 1

    def sentence_rows(self, key: int, start: int, end: int) -> tuple[int, int]:
        """The first row and the row behind the last of the sentences that begin within ``start:end`` of an article."""
        keys = self.sentences[:, 0]
        first, behind = np.searchsorted(keys, [key, key + 1]).tolist()
        starts = self.sentences[first:behind, 1]
        low, high = np.searchsorted(starts, [start, end]).tolist()
        return first + low, first + high


def _ranges(table: Rows, keys: Iterable[int]) -> Rows:
    """Return where each key that stands in the table's first column, which ascends, begins and ends."""
    wanted = np.array(sorted(keys), np.int64)
    column = table[:, 0]
    found = np.stack([np.searchsorted(column, wanted, side) for side in ("left", "right")], axis=1)
    return np.asarray(found[found[:, 0] < found[:, 1]], np.int64)


def home(data_dir: Path, collection: str) -> Path:
    """The folder of a collection's generations."""
    return data_dir / "generations" / collection


def stamp(data_dir: Path, collection: str) -> tuple[int, int] | None:
    """What changes whenever a new generation is published, at the cost of one look at a file; None without one."""
    try:
        status = (home(data_dir, collection) / _MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def read_manifest(data_dir: Path, collection: str) -> Manifest | None:
    """The current generation's manifest, or None where none was published. Raises DamagedError."""
    path = home(data_dir, collection) / _MANIFEST
    try:
        manifest = Manifest(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"the index file {str(path)!r} cannot be read: run `whosaid rebuild`") from error
    if manifest.format != FORMAT:
        raise DamagedError(f"the index file {str(path)!r} is of another version: run `whosaid rebuild`")
    return manifest


def load(data_dir: Path, collection: str, manifest: Manifest) -> Generation:
    """Open a generation after checking that its files are as they were written. Raises DamagedError."""
    folder = home(data_dir, collection) / Path(manifest.folder).name
    for name, digest in manifest.files.items():
        try:
            same = _sha256(folder / name) == digest
        except OSError:
            same = False
        if not same:
            raise DamagedError(f"the index file {str(folder / name)!r} is missing or damaged: run `whosaid rebuild`")
    return Generation(
        manifest,
        vectors.read(folder / vectors.PASSAGES),
        lexical.read(folder),
        rows.read(folder / rows.PASSAGES),
        vectors.read(folder / vectors.SENTENCES),
        rows.read(folder / rows.SENTENCES),
        spoken.read(folder),
        rows.read(folder / rows.STATEMENTS),
    )


def publish(data_dir: Path, store: CollectionStore, model: str, dimension: int) -> Manifest:
    """Write a generation of everything that a collection's store holds for ``model`` and make it the current one.

    The caller holds the writer's lock. Raises StoreError where the disk refuses.
    """
    parent = home(data_dir, store.name)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        number = max((int(p.name) for p in parent.iterdir() if p.name.isdigit()), default=0) + 1
        folder = parent / f"{number:06d}"
        folder.mkdir()
        manifest = _write(folder, store, model, dimension)
        _replace(parent / _MANIFEST, json.dumps(asdict(manifest), indent=1))
    except OSError as error:
        raise StoreError(f"the index cannot be written to {str(parent)!r}: see that the disk has room") from error
    _clean(parent, keep={number, number - 1})
    return manifest


def _write(folder: Path, store: CollectionStore, model: str, dimension: int) -> Manifest:
    revision = store.revision()
    writer = ArticleWriter(folder, dimension)
    for article in store.searchable(model):
        writer.add(article)
    writer.save()
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and p.suffix != ".lock")
    for path in files:
        _sync(path)
    digests = {path.relative_to(folder).as_posix(): _sha256(path) for path in files}
    return Manifest(folder.name, revision, model, dimension, writer.articles, writer.passages, digests)


def _replace(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, "utf-8")
    _sync(new)
    new.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _clean(parent: Path, keep: set[int]) -> None:
    for path in parent.iterdir():
        if path.name.isdigit() and int(path.name) not in keep:
            shutil.rmtree(path, ignore_errors=True)
