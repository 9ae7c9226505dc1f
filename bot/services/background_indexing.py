"""Indexing beside a bot that answers: it gives way to questions, and ends soon after it is told to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index import Span, Vectors, WhosaidError
from index.models.encoder import Encoder

if TYPE_CHECKING:
    from index.sources import Web
    from index.sources.web import Fetched, Fetcher, Gone, Unchanged


_AT_ONCE = 8
"""Passages encoded in one go, a quarter of a second on two cores: what a question may have to wait."""

_COUNTED_AT_ONCE = 256
"""Sentences whose word pieces are counted in one go, some milliseconds."""

_PAUSE_S = 0.001
"""A lock that is taken again at once never comes to the thread that waits for it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """How many articles a run added and updated, and how many sources failed."""

    added: int
    updated: int
    failed: int


class StoppedError(WhosaidError):
    """The work was told to stop. What it had stored is kept."""


class StopSignal:
    """Told once, from any thread, that work is to end; the work looks here on its way."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    def stop(self) -> None:
        """End what was given to ``ending`` now, and every ``check`` from now on."""
        self._event.set()
        with self._lock:
            for end in self._callbacks:
                end()

    def check(self) -> None:
        """Raises StoppedError once it was told."""
        if self._event.is_set():
            raise StoppedError("stopped; what was stored is kept, and the next run goes on from there")

    @contextmanager
    def call_on_stop(self, end: Callable[[], None]) -> Iterator[None]:
        """Within, ``end`` is called when it is told. Raises StoppedError where it was told before."""
        with self._lock:
            self.check()
            self._callbacks.append(end)
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.remove(end)


@contextmanager
def stoppable_crawler(fetcher: Fetcher, halt: StopSignal) -> Iterator[Web]:
    """The fetcher for one reading. A page that was not fetched because of ``halt`` is no failed page: it raises
    StoppedError."""
    with fetcher, halt.call_on_stop(fetcher.close):
        yield _StoppableCrawler(fetcher, halt)


class _StoppableCrawler:
    def __init__(self, fetcher: Fetcher, halt: StopSignal) -> None:
        self._fetcher = fetcher
        self._stop_signal = halt

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        try:
            return self._fetcher.fetch(address, etag=etag, last_modified=last_modified)
        finally:
            self._stop_signal.check()


class YieldingEncoder:
    """An Encoder that is shared with those who answer: a few texts at a time, between which a question gets in.

    ``told`` hears how many texts of how many are encoded.
    """

    def __init__(
        self, encoder: Encoder, halt: StopSignal, told: Callable[[int, int], object] = lambda *far: None
    ) -> None:
        self._encoder = encoder
        self._stop_signal = halt
        self._progress = told

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def encodes_in_context(self) -> bool:
        return self._encoder.encodes_in_context

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [count for some in self._batches(texts, _COUNTED_AT_ONCE) for count in self._encoder.count_tokens(some)]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        found = [self._encoder.encode_passages(some) for some in self._batches(texts, _AT_ONCE)]
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *found])

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        wholes, found = [np.zeros((0, self.dimension), np.float32)], list[Vectors]()
        for some in self._batches(list(zip(texts, parts, strict=True)), _AT_ONCE):
            whole, vectors = self._encoder.encode_parts([text for text, _ in some], [spans for _, spans in some])
            wholes.append(whole)
            found += vectors
            self._progress(len(found), len(texts))
        return np.concatenate(wholes), found

    def encode_question(self, text: str) -> Vectors:
        return self._encoder.encode_question(text)

    def encode_question_parts(self, text: str, parts: Sequence[Span]) -> Vectors:
        return self._encoder.encode_question_parts(text, parts)

    def _batches(self, items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
        for start in range(0, len(items), most):
            self._stop_signal.check()
            yield items[start : start + most]
            time.sleep(_PAUSE_S)
