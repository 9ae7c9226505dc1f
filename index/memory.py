"""Memory given back to the system."""

from __future__ import annotations

import ctypes
from functools import cache


def give_back() -> None:
    """Hand back what was freed but is still held, where the C library can do so: glibc keeps the holes that tensors of
    many sizes leave, which over 19,043 short articles grew to a gigabyte. Milliseconds; elsewhere nothing happens."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> ctypes._NamedFuncPointer | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):
        return None
