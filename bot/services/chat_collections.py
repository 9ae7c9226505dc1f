"""The engine of each chat: over the common collection and, if it has one, its own."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from cachetools import LRUCache

from bot.answer import Engine
from bot.messages import TELEGRAM
from bot.services.factory import load_encoder, make_engine_factory
from bot.services.llm import LlmServices, open_llm_services
from bot.settings import Settings
from bot.storage.bot_database import open_bot_database
from bot.storage.chat_collections import COMMON, ChatCollectionStore
from index import Library
from index.indexes.collection import Collection
from index.models.encoder import Encoder, LazyEncoder
from index.store.articles import Store
from index.store.write_lock import PATIENCE_S, WAIT_S, write_lock

MAX_OPEN_COLLECTIONS = 32
"""Collections of single chats that stay open; each takes some memory, and opening one again a moment."""


class ChatCollections:
    """Opens the engines and collections of chats, for use from several threads.

    The common collection stays open. A chat's own one is opened at its first question and dropped from the cache after
    ``MAX_OPEN_COLLECTIONS`` others were used; an answer in progress still completes.
    """

    def __init__(  # noqa: PLR0913
        self,
        settings: Settings,
        store: Store,
        names: ChatCollectionStore,
        encoder: LazyEncoder,
        make_engine: Callable[[Library], Engine],
        *,
        llm: LlmServices | None = None,
    ) -> None:
        """Open the common collection; ``make_engine`` makes the engine over a library, with ``llm`` if there is one.

        Raises StoreError if the common collection was made with another model.
        """
        self.store = store
        self.llm = llm
        self._settings = settings
        self._names = names
        self._encoder = encoder
        self._make_engine = make_engine
        self._collection = self._open_collection(COMMON)
        self._lock = threading.Lock()
        self._own: LRUCache[str, Engine] = LRUCache(MAX_OPEN_COLLECTIONS)
        self.common = self._build_engine(self._collection)

    def engine_for(self, chat: int) -> Engine:
        """Return the engine of a chat. Raises StoreError if the chat's own collection cannot be opened."""
        name = self._names.find_name(chat)
        return self.common if name is None else self._own_engine(name)

    def own_name(self, chat: int) -> str | None:
        """Return the name of a chat's own collection, None if it has none yet."""
        return self._names.find_name(chat)

    def name_for_additions(self, chat: int, *, common: bool) -> str:
        """Return the name of the collection that receives a chat's articles.

        With ``common``, as for an admin in private, it is the common one, else the chat's own, which is created.
        """
        return COMMON if common else self._names.ensure_name(chat)

    def encoder(self) -> Encoder:
        """Return the encoder of all engines, which is loaded at the first call. Raises ModelError."""
        return self._encoder()

    def _own_engine(self, name: str) -> Engine:
        with self._lock:
            if name in self._own:
                return self._own[name]
        # opened without the lock, so that other chats do not wait
        engine = self._build_engine(self._open_collection(name), self._collection)
        with self._lock:
            return self._own.setdefault(name, engine)

    def _open_collection(self, name: str) -> Collection:
        return Collection(self._settings.data_dir, self.store.collection(name), self._encoder.name, self._encoder)

    def _build_engine(self, *collections: Collection) -> Engine:
        return self._make_engine(Library(self.store, collections, self._encoder, TELEGRAM.errors.no_articles))


@contextmanager
def open_chat_collections(settings: Settings) -> Iterator[ChatCollections]:
    """Open the collections of the bot with all models but the encoder loaded; the store is created if it is missing.

    Raises StoreError, BusyError, SettingError, ModelError, PromptError.
    """
    encoder = LazyEncoder(settings.embedding_model, lambda: load_encoder(settings))
    with (
        _open_llm(settings, encoder) as llm,
        closing(open_bot_database(settings.data_dir, create=True)) as database,
        _create_store(settings) as store,
    ):
        yield ChatCollections(
            settings, store, ChatCollectionStore(database), encoder, make_engine_factory(settings, llm), llm=llm
        )


@contextmanager
def _open_llm(settings: Settings, encoder: LazyEncoder) -> Iterator[LlmServices | None]:
    llm = open_llm_services(settings, encoder)
    try:
        yield llm
    finally:
        if llm is not None:
            llm.close()


def _create_store(settings: Settings) -> Store:
    with write_lock(settings.data_dir, WAIT_S, PATIENCE_S):  # one process at a time creates a store
        return Store(settings.data_dir, create=True)
