"""Row tables that map the rows of an index to article keys and offsets."""

from __future__ import annotations

from array import array
from pathlib import Path

import numpy as np

from index.errors import DamagedError
from index.types import Rows

PASSAGES, SENTENCES, STATEMENTS = "passages.npy", "sentences.npy", "statements.npy"


class RowTableWriter:
    """Collects rows of whole numbers, then writes them to a file."""

    def __init__(self, path: Path, width: int) -> None:
        """Collect rows of ``width`` numbers each for the file ``path``."""
        self._path, self._width = path, width
        self._numbers = array("q")

    def __len__(self) -> int:
        """Return the number of rows so far."""
        return len(self._numbers) // self._width

    def add(self, *numbers: int) -> None:
        """Append one row."""
        self._numbers.extend(numbers)

    def save(self) -> None:
        """Write the file."""
        rows = np.array(self._numbers, np.int64).reshape(-1, self._width)
        np.save(self._path, rows, allow_pickle=False)


def load_row_table(path: Path) -> Rows:
    """Return what ``RowTableWriter`` wrote, int64 of shape ``(n, width)``. Raises DamagedError."""
    try:
        return np.asarray(np.load(path, allow_pickle=False), np.int64)
    except (ValueError, OSError) as error:
        raise DamagedError(f"the index file {str(path)!r} cannot be read: run `whosaid rebuild`") from error
