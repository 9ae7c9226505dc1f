"""What was asked already: answers kept in memory, the one not wanted for longest going first."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from typing import Generic, TypeVar

from cachetools import LRUCache

T = TypeVar("T")

MAX_ANSWERS = 500
"""Answers kept: a few sentences and numbers each."""


class AnswerCache(Generic[T]):
    """By keys that say all that an answer depends on. Any thread may use it."""

    def __init__(self, most: int = MAX_ANSWERS) -> None:
        self._answers: LRUCache[str, T] = LRUCache(most)
        self._lock = threading.Lock()

    def get(self, key: str) -> T | None:
        """What is kept under ``key``."""
        with self._lock:
            return self._answers.get(key)

    def put(self, key: str, value: T) -> None:
        """Keep ``value``."""
        with self._lock:
            self._answers[key] = value


def cache_key(parts: Iterable[object]) -> str:
    """One key of many parts, in their order."""
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(str(part))}:{part}".encode("utf-8", "surrogatepass"))
    return found.hexdigest()
