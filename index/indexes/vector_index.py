"""FAISS indexes of the vectors of passages and sentences."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from index.errors import DamagedError
from index.types import Rows, Vectors

PASSAGES = "vectors.faiss"
SENTENCES = "sentences.faiss"
_BATCH = 4096


class VectorIndex:
    """Exact search by dot product, which for unit vectors is the cosine: from -1 to 1, higher is nearer."""

    def __init__(self, index: Any) -> None:
        """Search an opened FAISS index."""
        self._index = index

    def __len__(self) -> int:
        """Return the number of rows."""
        return int(self._index.ntotal)

    def search(self, question: Vectors, k: int, within: Rows | None = None) -> tuple[Rows, Vectors]:
        """Return the ``k`` nearest rows, best first, and their scores; fewer where there are fewer rows.

        ``question`` is float32 of shape ``(dimension,)``. Only the ranges of rows ``within`` are searched where they
        are given, as ``index.indexes.types`` describes them.
        """
        k = min(k, len(self) if within is None else int((within[:, 1] - within[:, 0]).sum()))
        if not k:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        scores, rows = self._index.search(question[np.newaxis], k, params=_selection(within))
        return rows[0], scores[0]

    def score(self, question: Vectors, rows: Rows) -> Vectors:
        """Return the scores of the given rows, float32 of shape ``rows.shape``."""
        if not len(rows):
            return np.zeros(0, np.float32)
        return np.asarray(self._index.reconstruct_batch(rows) @ question, np.float32)


def _selection(within: Rows | None) -> Any:
    """Return FAISS's parameters for a search of some rows only, None for one of all."""
    if within is None:
        return None
    import faiss

    params: Any = faiss.SearchParameters
    rows = np.concatenate([np.arange(first, end) for first, end in within.tolist()])
    return params(sel=faiss.IDSelectorBatch(rows))


class VectorWriter:
    """Collects vectors, float32 of shape ``(dimension,)``, row by row, then writes their index to a file."""

    def __init__(self, path: Path, dimension: int, *, half: bool = False) -> None:
        """Collect vectors for the file ``path``; half precision changes a cosine by less than 0.001."""
        import faiss

        self._path = path
        exact, halved = faiss.IndexFlatIP, faiss.IndexScalarQuantizer
        self._index = (
            halved(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT) if half else exact(dimension)
        )
        self._batch: list[Vectors] = []

    def add(self, vector: Vectors) -> None:
        """Append one row."""
        self._batch.append(vector)
        if len(self._batch) == _BATCH:
            self._flush()

    def save(self) -> None:
        """Write the file."""
        import faiss

        self._flush()
        faiss.write_index(self._index, str(self._path))

    def _flush(self) -> None:
        if self._batch:
            self._index.add(np.stack(self._batch))
            self._batch.clear()


def load_vector_index(path: Path) -> VectorIndex:
    """Open what ``VectorWriter`` wrote. Raises DamagedError."""
    import faiss

    try:
        return VectorIndex(faiss.read_index(str(path)))
    except RuntimeError as error:
        raise DamagedError(f"the index file {str(path)!r} cannot be read: run `whosaid rebuild`") from error
