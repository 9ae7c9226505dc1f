"""Indexing beside a bot that answers: it gives way, and stops when it is told to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bot.services.background_indexing import (
    ArticleChanges,
    StoppedError,
    StopSignal,
    YieldingEncoder,
    stoppable_crawler,
)
from bot.services.feed_refresh import FeedRefresher
from bot.settings import Settings, load_settings
from index.store.articles import Store
from index.types import Span, Vectors
from tests.support.fakes import WordEncoder, fake_indexer, fake_library
from tests.support.web.internet import Internet
from tests.support.web.server import WebServer, page

TEXTS = [f"The mill number {number} stands by the river." for number in range(21)]


class Counting(WordEncoder):
    """Tells how many texts came at once; ``at`` is called before each lot."""

    def __init__(self) -> None:
        super().__init__()
        self.lots: list[int] = []

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        self.lots.append(len(texts))
        return super().count_tokens(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.lots.append(len(texts))
        return super().encode_passages(texts)

    def before(self) -> None:
        """Nothing, unless a test says so."""

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        self.before()
        return super().encode_parts(texts, parts)


def settings(data: Path, **options: str) -> Settings:
    return load_settings(
        environment={}, env_file=Path("no.env"), data_dir=str(data), embedding_model="words", **options
    )


def test_a_yielding_encoder_encodes_the_same_a_few_at_a_time() -> None:
    encoder, plain = Counting(), WordEncoder()
    yielding = YieldingEncoder(encoder, StopSignal())
    parts = [[(0, 8), (9, len(text))] for text in TEXTS]
    assert (yielding.name, yielding.dimension) == ("words", plain.dimension)
    assert np.array_equal(yielding.encode_passages(TEXTS), plain.encode_passages(TEXTS))
    wholes, found = yielding.encode_parts(TEXTS, parts)
    expected_wholes, expected = plain.encode_parts(TEXTS, parts)
    assert np.array_equal(wholes, expected_wholes)
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))
    assert yielding.count_tokens(TEXTS) == plain.count_tokens(TEXTS)
    assert np.array_equal(yielding.encode_question("mill"), plain.encode_question("mill"))
    assert encoder.lots == [8, 8, 5, 8, 8, 5, 21]


def test_nothing_is_encoded_as_nothing() -> None:
    yielding = YieldingEncoder(WordEncoder(), StopSignal())
    assert yielding.encode_passages([]).shape == (0, yielding.dimension)
    wholes, found = yielding.encode_parts([], [])
    assert (wholes.shape, found) == ((0, yielding.dimension), [])


def test_a_stopped_encoder_encodes_no_more() -> None:
    stop_signal = StopSignal()
    encoder = Counting()
    yielding = YieldingEncoder(encoder, stop_signal)
    encoder.before = stop_signal.stop  # type: ignore[method-assign]
    with pytest.raises(StoppedError):
        yielding.encode_parts(TEXTS, [[] for _ in TEXTS])
    assert encoder.encoded == TEXTS[:8]


def test_a_page_that_was_not_fetched_because_of_the_stop_is_no_failed_page() -> None:
    stop_signal = StopSignal()
    with WebServer() as server:
        internet = Internet(server)
        server.on("/story", page(b"<p>The mill was sold.</p>"))
        with stoppable_crawler(internet.fetcher(), stop_signal) as web:
            web.fetch("http://news.example/story")
            stop_signal.stop()
            with pytest.raises(StoppedError):
                web.fetch("http://news.example/story")
        assert server.pages() == ["/story"]
        with pytest.raises(StoppedError), stoppable_crawler(internet.fetcher(), stop_signal):
            pass


def test_a_refresh_uses_the_encoder_that_answers_and_ends_when_it_is_stopped(tmp_path: Path) -> None:
    data = tmp_path / "data"
    (tmp_path / "note.txt").write_text("The ferry stays in the harbour until spring.")
    fake_indexer(data).rebuild([str(tmp_path / "note.txt")])
    encoder = Counting()
    opened = fake_library(data, encoder)
    with WebServer() as server:
        root = f"http://127.0.0.1:{server.port}"
        server.on("/mill.txt", page(b"The mill was sold.\n\nA baker bought it.", headers=["Content-Type: text/plain"]))
        chosen = settings(data, feeds=f"{root}/mill.txt", fetch_allow_hosts=f"127.0.0.1:{server.port}")
        refresher = FeedRefresher(chosen, opened.encoder)
        assert refresher.refresh() == ArticleChanges(added=1, updated=0, failed=0)
        assert encoder.encoded
        server.on("/mill.txt", page(b"The mill was not sold.", headers=["Content-Type: text/plain"]))
        second = FeedRefresher(chosen, opened.encoder)
        encoder.before = second.stop  # type: ignore[method-assign]
        encoder.encoded.clear()
        with pytest.raises(StoppedError):
            second.refresh()
        with pytest.raises(StoppedError):
            second.refresh()
    opened.close()
    with Store(data) as store:
        (article,) = (article for article in store.articles("common") if article.url)
        assert article.text == "The mill was not sold.", "what was stored before the stop is kept"


def test_without_feeds_and_pages_there_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("The ferry stays in the harbour until spring.")
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "note.txt")])
    opened = fake_library(tmp_path / "data")
    assert FeedRefresher(settings(tmp_path / "data"), opened.encoder).refresh() is None
    opened.close()
