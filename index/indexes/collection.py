"""One collection, open for searching: its newest snapshot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from index.errors import BusyError, DamagedError, StoreError
from index.indexes import snapshot
from index.indexes.snapshot import Snapshot, SnapshotManifest
from index.models.encoder import Encoder
from index.store.articles import CollectionStore
from index.store.write_lock import WAIT_S, is_at_work, write_lock

_log = logging.getLogger(__name__)


class Collection:
    """The newest snapshot of one collection, made again from the store where its files are damaged.

    ``snapshot`` is None while the collection has no article.
    """

    def __init__(self, data_dir: Path, store: CollectionStore, model: str, encoder: Callable[[], Encoder]) -> None:
        """Open the snapshot. Raises StoreError where the index was made with another model.

        ``encoder`` is called only where a snapshot must be made and no manifest has the length of its vectors.
        """
        self.name = store.name
        self._data_dir = data_dir
        self._store = store
        self._model = model
        self._encoder = encoder
        self._opening = threading.Lock()
        self._stamp = snapshot.manifest_stamp(data_dir, store.name)
        self.snapshot: Snapshot | None = self._open()

    def refresh(self) -> None:
        """Open a newer snapshot, if there is one and no other thread is opening it."""
        stamp = snapshot.manifest_stamp(self._data_dir, self.name)
        if stamp == self._stamp or not self._opening.acquire(blocking=False):
            return
        try:
            self.snapshot = self._open()
            self._stamp = stamp
        except StoreError as error:
            _log.error("The new index is not used: %s", error)
            self._stamp = stamp
        finally:
            self._opening.release()

    def _open(self) -> Snapshot | None:
        manifest = self._manifest()
        if manifest is None:
            return None
        if manifest.model != self._model:
            raise StoreError(
                f"the index was made with EMBEDDING_MODEL {manifest.model!r}, not {self._model!r}: "
                "run `whosaid rebuild`, or set the model back"
            )
        if not manifest.articles:
            return None
        try:
            return snapshot.load_snapshot(self._data_dir, self.name, manifest)
        except DamagedError as error:
            newer = snapshot.read_manifest(self._data_dir, self.name)
            if newer is not None and newer != manifest:  # replaced while it was being opened
                return snapshot.load_snapshot(self._data_dir, self.name, newer)
            return snapshot.load_snapshot(self._data_dir, self.name, self._mend(str(error), manifest.dimension))

    def _manifest(self) -> SnapshotManifest | None:
        try:
            manifest = snapshot.read_manifest(self._data_dir, self.name)
        except DamagedError as error:
            return self._mend(str(error))
        if manifest is None:
            return self._mend("the last rebuild did not finish") if self._store.count() else None
        if manifest.revision != self._store.revision() and manifest.model == self._model:
            if is_at_work(self._data_dir):  # the writer will publish
                return manifest
            try:
                return self._mend("the last rebuild did not finish", manifest.dimension, wait_s=0)
            except BusyError:  # the writer will publish
                return manifest
        return manifest

    def _mend(self, reason: str, dimension: int | None = None, wait_s: float = WAIT_S) -> SnapshotManifest:
        """Make the derived files again from the store. Raises BusyError."""
        with write_lock(self._data_dir, wait_s):
            manifest = snapshot.publish_snapshot(
                self._data_dir, self._store, self._model, dimension or self._encoder().dimension
            )
        _log.warning("The index was made again from the stored articles, because %s", reason.split(": run ")[0])
        return manifest
