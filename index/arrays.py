"""The arrays that the index works with, named for the type checker; NumPy is not imported for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Vectors: TypeAlias = "npt.NDArray[np.float32]"
"""Vectors that are compared by their dot product; the last axis is the encoder's dimension."""

Rows: TypeAlias = "npt.NDArray[np.int64]"
"""Row numbers or offsets."""
