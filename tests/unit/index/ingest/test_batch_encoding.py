from __future__ import annotations

import ctypes

import pytest

from index.ingest import batch_encoding


def test_giving_memory_back_changes_nothing_that_is_in_use() -> None:
    held = [bytearray(1_000_000) for _ in range(20)]
    del held[::2]
    batch_encoding.release_free_memory()
    assert all(len(one) == 1_000_000 for one in held)


def test_a_c_library_that_cannot_is_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        def __init__(self, name: str | None) -> None:
            self.name = name

    batch_encoding._find_trim.cache_clear()
    monkeypatch.setattr(ctypes, "CDLL", Other)
    batch_encoding.release_free_memory()
    assert batch_encoding._find_trim() is None
    batch_encoding._find_trim.cache_clear()
