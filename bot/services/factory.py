"""The parts put together from the settings: what every command starts from."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from bot.services.llm import LlmServices
    from index.sources import OpenWeb
    from index.sources.web import Fetcher


_COLLECTION = re.compile(r"[a-z0-9_-]{1,64}")


def check_collection(name: str) -> str:
    """``name``, where it can be a collection's. Raises SettingError."""
    if not _COLLECTION.fullmatch(name):
        raise SettingError(f"{name!r} cannot name a collection: use up to 64 of a-z, 0-9, _ and -")
    return name


def open_library(settings: Settings, collection: str = COMMON) -> Library:
    """The collection's articles, open for searching. Raises StoreError."""
    return Library.of_one(
        settings.data_dir, check_collection(collection), settings.embedding_model, lambda: load_encoder(settings)
    )


def make_engine_factory(settings: Settings, llm: LlmServices | None = None) -> Callable[[Library], Engine]:
    """Makes what answers from a library, with the models of RERANKER_MODEL and READER_MODEL loaded once for all; in the
    words of ``llm``, where given. Raises ModelError."""
    reranker, reader = load_reranker(settings), load_reader(settings)

    def made(library: Library) -> Engine:
        return Engine(
            library,
            reranker=reranker,
            reader=reader,
            writer=llm.writer if llm else None,
            translator=llm.translator if llm else None,
            interpreter=llm.interpreter if llm else None,
        )

    return made


def open_store(settings: Settings) -> Store:
    """The stored articles, without the search. Raises StoreError."""
    return Store(settings.data_dir)


def make_indexer(
    settings: Settings,
    collection: str,
    progress: Progress = silent,
    *,
    encoder: Callable[[], Encoder] | None = None,
    web: OpenWeb | None = None,
) -> Indexer:
    """What changes the collection, with an encoder and a fetcher of its own unless others are given."""
    return Indexer(
        settings.data_dir,
        check_collection(collection),
        settings.embedding_model,
        encoder or (lambda: load_encoder(settings)),
        progress,
        web or (lambda: make_fetcher(settings)),
    )


def make_fetcher(settings: Settings) -> Fetcher:
    """What fetches pages, and reaches nothing but the public web and FETCH_ALLOW_HOSTS."""
    from index.sources.web import Fetcher

    return Fetcher(settings.fetch_allow_hosts)


def refresh_sources(settings: Settings, collection: str) -> list[str]:
    """What is read again at a refresh: FEEDS, and the web addresses of what is stored; each once. Raises StoreError."""
    return list(dict.fromkeys([*settings.feeds, *load_addresses(settings, collection)]))


def other_collections(settings: Settings) -> list[str]:
    """The collections beside the common one that have articles; none where nothing is stored yet. Raises StoreError."""
    try:
        with open_store(settings) as store:
            return [name for name in store.collection_names() if name != COMMON]
    except NothingIndexedError:
        return []


def load_addresses(settings: Settings, collection: str) -> list[str]:
    """The web addresses that articles were fetched from, each once, in order; none where nothing is stored yet."""
    try:
        with open_store(settings) as store:
            sources = {
                stored.source for stored in store.collection(check_collection(collection)).stored_articles().values()
            }
    except NothingIndexedError:
        return []
    return sorted(source for source in sources if is_address(source))


def load_encoder(settings: Settings) -> Encoder:
    """The encoder of EMBEDDING_MODEL. Raises ModelError."""
    from index.models.encoder import SentenceEncoder

    return SentenceEncoder(settings.embedding_model, _device(settings))


def load_reranker(settings: Settings) -> Reranker | None:
    """The cross-encoder of RERANKER_MODEL, None where it is not set. Raises ModelError."""
    if settings.reranker_model is None:
        return None
    from index.models.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker_model, _device(settings))


def load_reader(settings: Settings) -> Reader | None:
    """The reader of READER_MODEL, None where it is not set. Raises ModelError."""
    if settings.reader_model is None:
        return None
    from index.models.extractive_reader import ExtractiveReader

    return ExtractiveReader(settings.reader_model, _device(settings))


def _device(settings: Settings) -> str | None:
    return None if settings.device == "auto" else settings.device
