"""Answers of a model kept in memory; the least recently used one is dropped first."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")

MAX_ANSWERS = 500
"""Answers kept in one cache; each is a few sentences and numbers."""


class AnswerCache(Generic[T]):
    """A least recently used cache that any thread may use; a key holds all that an answer depends on."""

    def __init__(self, max_answers: int = MAX_ANSWERS) -> None:
        """Keep at most ``max_answers``."""
        self._answers: LRUCache[str, T] = LRUCache(max_answers)
        self._lock = threading.Lock()

    def get(self, key: str) -> T | None:
        """Return the value of ``key``, None without one."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: str, value: T) -> None:
        """Keep ``value``."""
        with self._lock:
            self._answers[key] = value


def cache_key(parts: Iterable[object]) -> str:
    """Return a SHA-256 key of the parts in their order."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(str(part))}:{part}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
