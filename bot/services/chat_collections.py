"""Which articles each chat asks: those of everybody, and beside them its own."""

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
    """Who answers in each chat: is bot.telegram.ports.Desks. May be asked from several threads.

    The common collection is open all the time and shared by all. A chat's own one is opened when it is first asked,
    and forgotten when as many others were asked since as are kept open; who is still answering from it goes on.
    ``llm`` is the language model in all that ``engine`` makes, where there is one.
    Raises StoreError where the common collection was made with another model.
    """

    def __init__(  # noqa: PLR0913
        self,
        settings: Settings,
        store: Store,
        homes: ChatCollectionStore,
        encoder: LazyEncoder,
        engine: Callable[[Library], Engine],
        *,
        llm: LlmServices | None = None,
    ) -> None:
        self.store = store
        self.llm = llm
        self._settings = settings
        self._names = homes
        self._encoder = encoder
        self._make_engine = engine
        self._collection = self._open_collection(COMMON)
        self._lock = threading.Lock()
        self._own: LRUCache[str, Engine] = LRUCache(MAX_OPEN_COLLECTIONS)
        self.common = self._build_engine(self._collection)

    def engine_for(self, chat: int) -> Engine:
        """Return who answers in a chat. Raises StoreError where its own collection cannot be opened."""
        name = self._names.find_name(chat)
        return self.common if name is None else self._own_engine(name)

    def own_name(self, chat: int) -> str | None:
        """The name of a chat's own collection, None where it has none yet."""
        return self._names.find_name(chat)

    def name_for_additions(self, chat: int, *, common: bool) -> str:
        """The name of the collection into which a chat's articles go: with ``common`` that of everybody, as for an
        admin in private; else the chat's own, which has a name from now on."""
        return COMMON if common else self._names.ensure_name(chat)

    def encoder(self) -> Encoder:
        """What encodes for all of them, loaded at the first call. Raises ModelError."""
        return self._encoder()

    def _own_engine(self, name: str) -> Engine:
        with self._lock:
            if name in self._own:
                return self._own[name]
        made = self._build_engine(
            self._open_collection(name), self._collection
        )  # others are not held up by the opening
        with self._lock:
            return self._own.setdefault(name, made)

    def _open_collection(self, name: str) -> Collection:
        return Collection(self._settings.data_dir, self.store.collection(name), self._encoder.name, self._encoder)

    def _build_engine(self, *collections: Collection) -> Engine:
        return self._make_engine(Library(self.store, collections, self._encoder, TELEGRAM.errors.no_articles))


@contextmanager
def open_chat_collections(settings: Settings) -> Iterator[ChatCollections]:
    """The shelves of the bot, with the models that look twice loaded, and one language model for all of them where one
    is set; the store is made where there is none yet.

    Raises StoreError, BusyError, SettingError, ModelError, PromptError.
    """
    encoder = LazyEncoder(settings.embedding_model, lambda: load_encoder(settings))
    with (
        _open_llm(settings, encoder) as llm,
        closing(open_bot_database(settings.data_dir, create=True)) as database,
        _store(settings) as store,
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


def _store(settings: Settings) -> Store:
    with write_lock(settings.data_dir, WAIT_S, PATIENCE_S):  # a store is made by one process at a time
        return Store(settings.data_dir, create=True)
