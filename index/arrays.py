"""The arrays that the index works with."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
"""Vectors that are compared by their dot product; the last axis is the encoder's dimension."""

Rows = npt.NDArray[np.int64]
"""Row numbers or offsets."""
