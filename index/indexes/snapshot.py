"""Immutable snapshots of a collection's indexes: write, publish, check and open them.

``publish_snapshot`` writes a new folder, then renames the manifest that names it. ``load_snapshot`` opens the folder
after checking the files against their checksums in the manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from index.errors import DamagedError, StoreError
from index.indexes import bm25_index, row_table, vector_index
from index.indexes.bm25_index import PassageTermIndex, StatementTermIndex
from index.indexes.vector_index import VectorIndex
from index.store.articles import CollectionStore
from index.store.records import SearchableArticle
from index.types import Rows, Span

FORMAT = 2
_LOOK_BACK = 40
"""How many statements before a sentence may reach into it."""

_MANIFEST = "current.json"


@dataclass(frozen=True, slots=True)
class SnapshotManifest:
    """The description of a snapshot; ``files`` maps each file's path in ``folder`` to its sha256."""

    folder: str
    revision: int
    model: str
    dimension: int
    articles: int
    passages: int
    files: Mapping[str, str]
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot: a ``SearchIndex``.

    ``passages`` and ``sentences`` are int64 of shape ``(n, 3)``: article key, start and end of each row of their
    indexes. ``statements``, int64 of shape ``(n, 5)``, has for each row of ``statement_terms`` the article key, the
    statement's number in it, the range of the rows of its sentences, and its start.
    """

    manifest: SnapshotManifest
    passage_vectors: VectorIndex
    passage_terms: PassageTermIndex
    passages: Rows
    sentence_vectors: VectorIndex
    sentences: Rows
    statement_terms: StatementTermIndex
    statements: Rows

    @property
    def articles(self) -> int:
        """The number of articles."""
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
        """Return the key of a passage's article, its start and its end."""
        key, start, end = self.passages[row].tolist()
        return key, start, end

    def sentences_of(self, row: int) -> tuple[Rows, list[Span]]:
        """Return the rows of a passage's sentences, int64 of shape ``(n,)``, and their spans in the article."""
        first, stop = self.sentence_rows(*self.passage(row))
        return np.arange(first, stop), [(start, end) for _, start, end in self.sentences[first:stop].tolist()]

    def statement(self, row: int) -> tuple[int, int]:
        """Return the key of a statement's article, and the statement's number in it."""
        key, number = self.statements[row, :2].tolist()
        return key, number

    def sentences_of_statements(self, rows: Rows) -> Rows:
        """Return the range of the sentences of each statement: int64 of shape ``(n, 2)``."""
        return self.statements[rows, 2:4]

    def statements_in_sentences(self, sentences: Rows) -> Rows:
        """Return the rows of the statements in any of these sentences, ascending: int64 of shape ``(n,)``."""
        first, end = self.statements[:, 2], self.statements[:, 3]
        found: list[Rows] = []
        for sentence in sentences:
            last = int(np.searchsorted(first, sentence, "right"))
            near = np.arange(max(0, last - _LOOK_BACK), last)
            found.append(near[end[near] > sentence])
        return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)

    def passages_of_statements(self, rows: Rows) -> Rows:
        """Return the row of the passage that each statement starts in: int64 of shape ``(n,)``."""
        starts = (self.passages[:, 0] << 32) | self.passages[:, 1]
        said = self.statements[rows]
        return np.searchsorted(starts, (said[:, 0] << 32) | said[:, 4], "right") - 1

    def sentence_rows(self, key: int, start: int, end: int) -> tuple[int, int]:
        """Return the range of the rows of the sentences that start at ``start:end`` of an article."""
        keys = self.sentences[:, 0]
        first, stop = np.searchsorted(keys, [key, key + 1]).tolist()
        starts = self.sentences[first:stop, 1]
        low, high = np.searchsorted(starts, [start, end]).tolist()
        return first + low, first + high


def _ranges(table: Rows, keys: Iterable[int]) -> Rows:
    """Return the ranges of the keys in the table's first column, which ascends; keys that it lacks have none."""
    wanted = np.array(sorted(keys), np.int64)
    column = table[:, 0]
    found = np.stack([np.searchsorted(column, wanted, side) for side in ("left", "right")], axis=1)
    return np.asarray(found[found[:, 0] < found[:, 1]], np.int64)


def snapshots_folder(data_dir: Path, collection: str) -> Path:
    """Return the folder of a collection's snapshots."""
    return data_dir / "generations" / collection


def manifest_stamp(data_dir: Path, collection: str) -> tuple[int, int] | None:
    """Return the inode and the time of the manifest, which change with each snapshot; None where there is none."""
    try:
        status = (snapshots_folder(data_dir, collection) / _MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def read_manifest(data_dir: Path, collection: str) -> SnapshotManifest | None:
    """Return the manifest of the current snapshot, None where none was published. Raises DamagedError."""
    path = snapshots_folder(data_dir, collection) / _MANIFEST
    try:
        manifest = SnapshotManifest(**json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        raise DamagedError(f"the index file {str(path)!r} cannot be read: run `whosaid rebuild`") from error
    if manifest.format != FORMAT:
        raise DamagedError(f"the index file {str(path)!r} is of another version: run `whosaid rebuild`")
    return manifest


def load_snapshot(data_dir: Path, collection: str, manifest: SnapshotManifest) -> Snapshot:
    """Open a snapshot after checking its files against their checksums. Raises DamagedError."""
    folder = snapshots_folder(data_dir, collection) / Path(manifest.folder).name
    for name, digest in manifest.files.items():
        try:
            same = _sha256(folder / name) == digest
        except OSError:
            same = False
        if not same:
            raise DamagedError(f"the index file {str(folder / name)!r} is missing or damaged: run `whosaid rebuild`")
    return Snapshot(
        manifest,
        vector_index.load_vector_index(folder / vector_index.PASSAGES),
        bm25_index.load_passage_terms(folder),
        row_table.load_row_table(folder / row_table.PASSAGES),
        vector_index.load_vector_index(folder / vector_index.SENTENCES),
        row_table.load_row_table(folder / row_table.SENTENCES),
        bm25_index.load_statement_terms(folder),
        row_table.load_row_table(folder / row_table.STATEMENTS),
    )


def publish_snapshot(data_dir: Path, store: CollectionStore, model: str, dimension: int) -> SnapshotManifest:
    """Write a snapshot of all stored articles of a collection, encoded with ``model``, and make it the current one.

    The caller has the write lock. Raises StoreError where the disk refuses.
    """
    parent = snapshots_folder(data_dir, store.name)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        number = max((int(p.name) for p in parent.iterdir() if p.name.isdigit()), default=0) + 1
        folder = parent / f"{number:06d}"
        folder.mkdir()
        manifest = _write_snapshot(folder, store, model, dimension)
        _replace_file(parent / _MANIFEST, json.dumps(asdict(manifest), indent=1))
    except OSError as error:
        raise StoreError(f"the index cannot be written to {str(parent)!r}: see that the disk has room") from error
    _remove_old_snapshots(parent, keep={number, number - 1})
    return manifest


def _write_snapshot(folder: Path, store: CollectionStore, model: str, dimension: int) -> SnapshotManifest:
    revision = store.revision()
    writer = SnapshotWriter(folder, dimension)
    for article in store.searchable_articles(model):
        writer.add(article)
    writer.save()
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.name.startswith(".") and p.suffix != ".lock")
    for path in files:
        _sync(path)
    digests = {path.relative_to(folder).as_posix(): _sha256(path) for path in files}
    return SnapshotManifest(folder.name, revision, model, dimension, writer.articles, writer.passages, digests)


def _replace_file(path: Path, text: str) -> None:
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


def _remove_old_snapshots(parent: Path, keep: set[int]) -> None:
    for path in parent.iterdir():
        if path.name.isdigit() and int(path.name) not in keep:
            shutil.rmtree(path, ignore_errors=True)


class SnapshotWriter:
    """Writes the files of a snapshot."""

    def __init__(self, folder: Path, dimension: int) -> None:
        """Write into ``folder``, which exists; ``dimension`` is that of the vectors."""
        self._passages = _PassageWriter(folder, dimension)
        self._sentences = _SentenceWriter(folder, dimension)
        self._statements = _StatementWriter(folder)
        self.articles = 0

    @property
    def passages(self) -> int:
        """The number of passages that were added."""
        return self._passages.count

    def add(self, article: SearchableArticle) -> None:
        """Append one article."""
        self.articles += 1
        self._passages.add(article)
        self._statements.add(article, *self._sentences.add(article))

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        for part in (self._passages, self._sentences, self._statements):
            part.save()


class _PassageWriter:
    def __init__(self, folder: Path, dimension: int) -> None:
        self._dense = vector_index.VectorWriter(folder / vector_index.PASSAGES, dimension)
        self._words = bm25_index.PassageTermWriter(folder)
        self._rows = row_table.RowTableWriter(folder / row_table.PASSAGES, 3)

    @property
    def count(self) -> int:
        return len(self._rows)

    def add(self, article: SearchableArticle) -> None:
        for start, end, encoded in article.passages:
            self._dense.add(encoded.vector)
            self._words.add(article.title, article.text[start:end])
            self._rows.add(article.key, start, end)

    def save(self) -> None:
        self._dense.save()
        self._words.save()
        self._rows.save()


class _SentenceWriter:
    def __init__(self, folder: Path, dimension: int) -> None:
        self._dense = vector_index.VectorWriter(folder / vector_index.SENTENCES, dimension, half=True)
        self._rows = row_table.RowTableWriter(folder / row_table.SENTENCES, 3)

    def add(self, article: SearchableArticle) -> tuple[int, list[Span]]:
        """Append an article's sentences; return the row of the first, and their spans."""
        first = len(self._rows)
        spans: list[Span] = []
        for passage, _, encoded in article.passages:
            for (start, end), vector in zip(encoded.sentences.tolist(), encoded.sentence_vectors, strict=True):
                self._dense.add(vector)
                self._rows.add(article.key, passage + start, passage + end)
                spans.append((passage + start, passage + end))
        return first, spans

    def save(self) -> None:
        self._dense.save()
        self._rows.save()


class _StatementWriter:
    def __init__(self, folder: Path) -> None:
        self._words = bm25_index.StatementTermWriter(folder)
        self._rows = row_table.RowTableWriter(folder / row_table.STATEMENTS, 5)

    def add(self, article: SearchableArticle, first: int, sentences: Sequence[Span]) -> None:
        starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
        located = []
        for number, statement in enumerate(article.statements):
            low, high = statement.extent
            located.append((bisect_right(ends, low), bisect_left(starts, high), number, statement))
        for begin, end, number, statement in sorted(located, key=lambda item: item[:3]):
            low, high = statement.extent
            around = article.text[starts[begin] : ends[end - 1]] if begin < end else article.text[low:high]
            self._words.add(statement, article.text[statement.start : statement.end], around)
            self._rows.add(article.key, number, first + begin, first + max(begin, end), low)

    def save(self) -> None:
        self._words.save()
        self._rows.save()
