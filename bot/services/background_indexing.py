"""Indexing while the bot answers: it yields to questions and stops soon after a signal.

Begin with ``make_background_indexer``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from bot.services.article_edits import ENCODING
from bot.services.factory import make_fetcher, make_indexer
from bot.settings import Settings
from index import Indexer, Span, Vectors, WhosaidError
from index.models.encoder import Encoder
from index.progress import Progress, silent

if TYPE_CHECKING:
    from index.sources import Web
    from index.sources.web import Fetched, Fetcher, Gone, Unchanged


_AT_ONCE = 8
"""Passages encoded at once, a quarter of a second on two cores, which a question may have to wait."""

_COUNTED_AT_ONCE = 256
"""Sentences whose tokens are counted at once, some milliseconds."""

_PAUSE_S = 0.001
"""Pause after each batch: without it a thread that waits for the encoder's lock would never get it."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ArticleChanges:
    """How many articles a run added and updated, and how many sources failed."""

    added: int
    updated: int
    failed: int


class StoppedError(WhosaidError):
    """The work was stopped; what it had stored stays."""


class StopSignal:
    """Tells work in other threads to end; the work checks it regularly."""

    def __init__(self) -> None:
        """Make a signal that is not set yet."""
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._callbacks: list[Callable[[], None]] = []

    def stop(self) -> None:
        """Set the signal: call what was given to ``call_on_stop``, and make every later ``check`` raise."""
        self._event.set()
        with self._lock:
            for end in self._callbacks:
                end()

    def check(self) -> None:
        """Raise StoppedError if the signal is set."""
        if self._event.is_set():
            raise StoppedError("stopped; what was stored is kept, and the next run goes on from there")

    @contextmanager
    def call_on_stop(self, end: Callable[[], None]) -> Iterator[None]:
        """Call ``end`` if the signal is set inside of the context. Raises StoppedError if it was set before."""
        with self._lock:
            self.check()
            self._callbacks.append(end)
        try:
            yield
        finally:
            with self._lock:
                self._callbacks.remove(end)


def make_background_indexer(
    settings: Settings,
    collection: str,
    load_encoder: Callable[[], Encoder],
    stop_signal: StopSignal,
    progress: Progress = silent,
) -> Indexer:
    """Make an indexer that yields to questions and raises StoppedError once ``stop_signal`` is set.

    ``progress`` also receives the stage ``ENCODING``, which is counted in passages.
    """

    def report(stage: str, done: int, total: int) -> None:
        stop_signal.check()
        progress(stage, done, total)

    def encoder() -> Encoder:
        return YieldingEncoder(load_encoder(), stop_signal, partial(progress, ENCODING))

    def open_web() -> AbstractContextManager[Web]:
        return stoppable_crawler(make_fetcher(settings), stop_signal)

    return make_indexer(settings, collection, report, encoder=encoder, web=open_web)


@contextmanager
def stoppable_crawler(fetcher: Fetcher, stop_signal: StopSignal) -> Iterator[Web]:
    """Open a fetcher that ``stop_signal`` closes.

    A page that is not fetched because of the signal raises StoppedError instead of counting as a failure.
    """
    with fetcher, stop_signal.call_on_stop(fetcher.close):
        yield _StoppableCrawler(fetcher, stop_signal)


class _StoppableCrawler:
    def __init__(self, fetcher: Fetcher, stop_signal: StopSignal) -> None:
        self._fetcher = fetcher
        self._stop_signal = stop_signal

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        """Fetch a page. Raises SourceError, StoppedError."""
        try:
            return self._fetcher.fetch(address, etag=etag, last_modified=last_modified)
        finally:
            self._stop_signal.check()


class YieldingEncoder:
    """An ``Encoder`` that encodes a few texts at a time, so that questions are encoded in between."""

    def __init__(
        self, encoder: Encoder, stop_signal: StopSignal, progress: Callable[[int, int], object] = lambda *_: None
    ) -> None:
        """Share ``encoder``; ``progress`` is called with the numbers of encoded and of all texts."""
        self._encoder = encoder
        self._stop_signal = stop_signal
        self._progress = progress

    @property
    def name(self) -> str:
        """The name of the shared encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """The dimension of its vectors."""
        return self._encoder.dimension

    @property
    def encodes_in_context(self) -> bool:
        """Whether it encodes words in context."""
        return self._encoder.encodes_in_context

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens of each text."""
        return [count for some in self._batches(texts, _COUNTED_AT_ONCE) for count in self._encoder.count_tokens(some)]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode passages, a few at a time."""
        found = [self._encoder.encode_passages(some) for some in self._batches(texts, _AT_ONCE)]
        return np.concatenate([np.zeros((0, self.dimension), np.float32), *found])

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """Encode texts and their parts, a few texts at a time."""
        wholes, found = [np.zeros((0, self.dimension), np.float32)], list[Vectors]()
        for some in self._batches(list(zip(texts, parts, strict=True)), _AT_ONCE):
            whole, vectors = self._encoder.encode_parts([text for text, _ in some], [spans for _, spans in some])
            wholes.append(whole)
            found += vectors
            self._progress(len(found), len(texts))
        return np.concatenate(wholes), found

    def encode_question(self, text: str) -> Vectors:
        """Encode a question at once."""
        return self._encoder.encode_question(text)

    def encode_question_parts(self, text: str, parts: Sequence[Span]) -> Vectors:
        """Encode the parts of a question at once."""
        return self._encoder.encode_question_parts(text, parts)

    def _batches(self, items: Sequence[T], most: int) -> Iterator[Sequence[T]]:
        for start in range(0, len(items), most):
            self._stop_signal.check()
            yield items[start : start + most]
            time.sleep(_PAUSE_S)
