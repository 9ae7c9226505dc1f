"""Make libraries, engines, stores, indexers and models from the settings; every command begins here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from bot.answer import Engine
from bot.settings import Settings
from bot.storage.chat_collections import COMMON
from index import Indexer, Library, NothingIndexedError, SettingError
from index.models.encoder import Encoder
from index.models.extractive_reader import Reader
from index.models.reranker import Reranker
from index.progress import Progress, silent
from index.sources import is_address
from index.store.articles import Store
from index.store.records import StoredArticle

if TYPE_CHECKING:
    from bot.services.llm import LlmServices
    from index.sources import OpenWeb
    from index.sources.web import Fetcher


T = TypeVar("T")

_COLLECTION = re.compile(r"[a-z0-9_-]{1,64}")


def check_collection(name: str) -> str:
    """Return ``name`` if it is valid for a collection. Raises SettingError."""
    if not _COLLECTION.fullmatch(name):
        raise SettingError(f"{name!r} cannot name a collection: use up to 64 of a-z, 0-9, _ and -")
    return name


def open_library(settings: Settings, collection: str = COMMON) -> Library:
    """Open the articles of a collection for searching. Raises StoreError."""
    return Library.of_one(
        settings.data_dir, check_collection(collection), settings.embedding_model, lambda: load_encoder(settings)
    )


def make_engine_factory(settings: Settings, llm: LlmServices | None = None) -> Callable[[Library], Engine]:
    """Load RERANKER_MODEL and READER_MODEL, and return a function that makes the engine over a library.

    The engines answer in the words of ``llm`` if it is given. Raises ModelError.
    """
    reranker, reader = load_reranker(settings), load_reader(settings)

    def make_engine(library: Library) -> Engine:
        return Engine(
            library,
            reranker=reranker,
            reader=reader,
            writer=llm.writer if llm else None,
            translator=llm.translator if llm else None,
            interpreter=llm.interpreter if llm else None,
        )

    return make_engine


def open_store(settings: Settings) -> Store:
    """Open the stored articles, without the search. Raises StoreError."""
    return Store(settings.data_dir)


def read_store(settings: Settings, read: Callable[[Store], T], default: T) -> T:
    """Return what ``read`` returns for the store, ``default`` if nothing is stored yet. Raises StoreError."""
    try:
        with open_store(settings) as store:
            return read(store)
    except NothingIndexedError:
        return default


def make_indexer(
    settings: Settings,
    collection: str,
    progress: Progress = silent,
    *,
    encoder: Callable[[], Encoder] | None = None,
    web: OpenWeb | None = None,
) -> Indexer:
    """Make the indexer of a collection, with an encoder and a fetcher of its own unless others are given."""
    return Indexer(
        settings.data_dir,
        check_collection(collection),
        settings.embedding_model,
        encoder or (lambda: load_encoder(settings)),
        progress,
        web or (lambda: make_fetcher(settings)),
    )


def make_fetcher(settings: Settings) -> Fetcher:
    """Make a fetcher, which reaches only the public web and FETCH_ALLOW_HOSTS."""
    from index.sources.web import Fetcher

    return Fetcher(settings.fetch_allow_hosts)


def refresh_sources(settings: Settings, collection: str) -> list[str]:
    """Return the sources of a refresh: FEEDS and the addresses of stored articles, each once. Raises StoreError."""
    return list(dict.fromkeys([*settings.feeds, *load_addresses(settings, collection)]))


def other_collections(settings: Settings) -> list[str]:
    """Return the collections other than the common one that have articles. Raises StoreError."""
    names: list[str] = read_store(settings, Store.collection_names, [])
    return [name for name in names if name != COMMON]


def load_addresses(settings: Settings, collection: str) -> list[str]:
    """Return the web addresses that articles were fetched from, sorted. Raises StoreError."""
    stored: dict[str, StoredArticle] = read_store(
        settings, lambda store: store.collection(check_collection(collection)).stored_articles(), {}
    )
    return sorted({article.source for article in stored.values() if is_address(article.source)})


def load_encoder(settings: Settings) -> Encoder:
    """Load the encoder of EMBEDDING_MODEL. Raises ModelError."""
    from index.models.encoder import SentenceEncoder

    return SentenceEncoder(settings.embedding_model, _device(settings))


def load_reranker(settings: Settings) -> Reranker | None:
    """Load the cross-encoder of RERANKER_MODEL, None if it is not set. Raises ModelError."""
    if settings.reranker_model is None:
        return None
    from index.models.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker_model, _device(settings))


def load_reader(settings: Settings) -> Reader | None:
    """Load the reader of READER_MODEL, None if it is not set. Raises ModelError."""
    if settings.reader_model is None:
        return None
    from index.models.extractive_reader import ExtractiveReader

    return ExtractiveReader(settings.reader_model, _device(settings))


def _device(settings: Settings) -> str | None:
    return None if settings.device == "auto" else settings.device
