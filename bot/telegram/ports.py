"""What the bot in Telegram needs of the rest of the project: each part as a protocol, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.answer import AnswerEngine, Corpus
from bot.conversation import FollowupRewriter
from bot.services.article_editing import OwnArticle
from bot.services.article_edits import Addition, FoundFeed, Offer, RemovedArticle
from bot.services.background_indexing import ArticleChanges
from bot.storage.bot_database import ConversationStorage
from bot.storage.chat_collections import COMMON
from index import Article
from index.progress import Progress
from index.store.changes import ArticleChange


class ChatEngine(AnswerEngine, Protocol):
    """Answers from the articles of one chat. Its methods may block, and are called from several threads at once."""

    @property
    def library(self) -> Corpus:
        """The articles that are searched."""
        ...


class Engines(Protocol):
    """Finds the engine of a chat."""

    def engine_for(self, chat: int) -> ChatEngine:
        """Return the engine of a chat, by its id.

        It may block where the articles of the chat are not open yet. Raises WhosaidError.
        """
        ...


class ArticleEditing(Protocol):
    """Changes collections. Its methods block, those that change for minutes, and raise WhosaidError."""

    def add(self, collection: str, offer: Offer, progress: Progress, /) -> Addition:
        """Add what is offered; ``progress`` is called from the thread that adds."""
        ...

    def undo(self, collection: str, changes: Sequence[ArticleChange], /) -> tuple[str, ...]:
        """Undo an addition; returns the ids of the articles that are as they were before it."""
        ...

    def remove(self, collection: str, article_id: str, /) -> RemovedArticle | None:
        """Forget an article; None where there is none."""
        ...

    def find_articles(self, collection: str, wanted: str, /) -> tuple[Article, ...]:
        """The articles that an id, an address or words of a title mean."""
        ...

    def articles_by_id(self, collection: str, article_ids: Iterable[str], /) -> tuple[Article, ...]:
        """Those of these articles that the collection has."""
        ...

    def article_ids(self, collection: str, /) -> frozenset[str]:
        """The ids of all articles of the collection."""
        ...

    def inspect_feed(self, address: str, /) -> FoundFeed:
        """Fetch a feed to see that it is one. Raises SourceError, in words for a person."""
        ...

    def stop(self) -> None:
        """End running work soon, with StoppedError. Does not block."""
        ...


class CollectionNames(Protocol):
    """Names the collections of the chats. Its methods may block."""

    def name_for_additions(self, chat: int, *, common: bool) -> str:
        """The collection into which a chat's articles go, by the chat's id; with ``common`` that of everybody."""
        ...

    def own_name(self, chat: int) -> str | None:
        """The collection that is a chat's own, None where it has none yet."""
        ...


class SingleCollection:
    """Is a ``CollectionNames`` where there is one collection only."""

    def name_for_additions(self, chat: int, *, common: bool) -> str:
        """The common one."""
        return COMMON

    def own_name(self, chat: int) -> str | None:
        """None."""
        return None


class FeedRefreshes(Protocol):
    """Reads feeds and pages again, as ``bot.services.feed_refresh.FeedRefresher`` does."""

    def refresh(self) -> ArticleChanges | None:
        """Return what changed, None where there is nothing to read. Blocks, maybe for hours. Raises WhosaidError."""
        ...

    def stop(self) -> None:
        """End a running refresh soon, with StoppedError. Does not block."""
        ...


class ArticleSharing(Protocol):
    """Shares articles, as ``bot.services.article_editing.ArticleSharer`` does. Its methods block."""

    def own_articles(self, chat: int) -> tuple[OwnArticle, ...]:
        """Return a chat's own articles."""
        ...

    def share(self, chat: int, key: int) -> OwnArticle | None:
        """Make a chat's article common, by its key; None where the chat has no such article."""
        ...


@dataclass(frozen=True, slots=True)
class TelegramDependencies:
    """All that ``bot.telegram`` is given; each part but ``engines`` may be absent.

    ``storage`` gives answers buttons, edits the answer of an edited question and keeps conversations over a restart.
    ``refresher`` runs as FEED_INTERVAL_MINUTES says. ``sharing`` makes a chat's articles common. ``editor`` adds and
    removes articles in the ``collections`` of the chats. ``progress_interval`` is the number of seconds between two
    changes of a message that reports progress. ``followup_rewriter`` rewords follow-ups.
    """

    engines: Engines
    storage: ConversationStorage | None = None
    refresher: FeedRefreshes | None = None
    sharing: ArticleSharing | None = None
    editor: ArticleEditing | None = None
    collections: CollectionNames = field(default_factory=SingleCollection)
    progress_interval: float = 3.0
    followup_rewriter: FollowupRewriter | None = None
