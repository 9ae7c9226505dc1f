"""Where the rows of the derived indexes come from: tables of whole numbers beside them. Derived from the store."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index.errors import DamagedError
from index.types import Rows

PASSAGES, SENTENCES, STATEMENTS = "passages.npy", "sentences.npy", "statements.npy"


class RowTableWriter:
    """Collects rows of ``width`` whole numbers each, then writes them to ``path``."""

    def __init__(self, path: Path, width: int) -> None:
        self._path, self._width = path, width
        self._numbers = array("q")

    def __len__(self) -> int:
        return len(self._numbers) // self._width

    def add(self, *numbers: int) -> None:
        """Append one row."""
        self._numbers.extend(numbers)

    def save(self) -> None:
        """Write the file."""
        rows = np.array(self._numbers, np.int64).reshape(-1, self._width)
        np.save(self._path, rows, allow_pickle=False)


def load_row_table(path: Path) -> Rows:
    """What RowsWriter wrote, int64 of shape ``(n, width)``. Raises DamagedError."""
    try:
        return np.asarray(np.load(path, allow_pickle=False), np.int64)
    except (ValueError, OSError) as error:
        raise DamagedError(f"the index file {str(path)!r} cannot be read: run `whosaid rebuild`") from error
