"""Open ``bot.sqlite3``: its lock, its layout and all of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.conversation import ConversationStore
from bot.storage.access_requests import RequestStore
from bot.storage.additions import AdditionStore
from bot.storage.answers import AnswerStore
from bot.storage.chat_collections import ChatCollectionStore
from bot.storage.feeds import FeedStore
from bot.storage.members import Member, MemberStore
from bot.storage.notices import MenuStore, NoticeStore
from bot.storage.pairing import PairingStore
from bot.storage.pending_prompts import PendingPromptStore
from bot.storage.turns import TurnStore
from index import BusyError, StoreError
from index.store.database import Database, Layout

FILE_NAME = "bot.sqlite3"
FORMAT = 1
MIGRATIONS: Mapping[int, tuple[str, ...]] = {}
"""SQL statements that migrate a file to the next format, by format."""

LAYOUT = Layout(
    package="bot.storage",
    format=FORMAT,
    migrations=MIGRATIONS,
    name="the bot's own file",
    missing="no bot has run with DATA_DIR {folder!r} yet: run `whosaid bot` first",
    damaged="put a copy of it back, or move it away; then nobody is let in but by settings, and a new admin is paired",
)


class BotDatabase:
    """The tables of ``bot.sqlite3``, for use from several threads."""

    def __init__(self, data_dir: Path, now: datetime) -> None:
        """Lock and open the database in ``data_dir``, and delete outdated rows.

        Raises BusyError if another bot has it open, and what ``Database`` raises.
        """
        self._lock = _acquire_bot_lock(data_dir)
        try:
            self._db = open_bot_database(data_dir, create=True)
            self.members = MemberStore(self._db)
            self.requests = RequestStore(self._db)
            self.pairing = PairingStore(self._db)
            self.notices = NoticeStore(self._db)
            self.menus = MenuStore(self._db)
            self.turns = TurnStore(self._db, lambda: now)
            self.collections = ChatCollectionStore(self._db)
            self.additions = AdditionStore(self._db)
            self.prompts = PendingPromptStore(self._db)
            self.feeds = FeedStore(self._db)
            self.members.prune(now)
            self.additions.prune(now)
            self.prompts.prune(now)
            self.notices.prune(now)  # this also tests that the file can be written
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Close every connection and release the lock."""
        self._db.close()
        self._lock.release()


@dataclass(frozen=True, slots=True)
class ConversationStorage:
    """The answers that were given and the turns of conversations, for use from several threads."""

    answers: AnswerStore
    turns: ConversationStore


def open_bot_database(data_dir: Path, *, create: bool) -> Database:
    """Open the database without its lock, also while a bot runs. Raises what ``Database`` raises."""
    return Database(data_dir / FILE_NAME, LAYOUT, create=create)


def load_members(data_dir: Path) -> tuple[Member, ...]:
    """Return the members, also while a bot runs; none if no bot has run yet. Raises StoreError."""
    if not (data_dir / FILE_NAME).is_file():
        return ()
    with closing(open_bot_database(data_dir, create=False)) as database:
        return MemberStore(database).all()


def load_feed_urls(data_dir: Path) -> dict[str, list[str]]:
    """Return the URLs of feeds added in chats, by collection, also while a bot runs. Raises StoreError."""
    if not (data_dir / FILE_NAME).is_file():
        return {}
    with closing(open_bot_database(data_dir, create=False)) as database:
        urls: dict[str, list[str]] = {}
        for feed in FeedStore(database).all():
            urls.setdefault(feed.collection, []).append(feed.url)
        return urls


@contextmanager
def open_conversation_storage(data_dir: Path, *, create: bool = False) -> Iterator[ConversationStorage]:
    """Open the answers and turns. Raises StoreError, NothingIndexedError if the file is missing without ``create``."""
    with closing(open_bot_database(data_dir, create=create)) as database:
        yield ConversationStorage(AnswerStore(database), TurnStore(database))


def _acquire_bot_lock(data_dir: Path) -> FileLock:
    lock = FileLock(data_dir / "bot.lock", thread_local=False)
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(
            f"another bot runs with DATA_DIR {str(data_dir)!r}: stop it, or give this one another DATA_DIR"
        ) from None
    except OSError as error:
        raise StoreError(f"{str(data_dir)!r} cannot be written to: give another DATA_DIR") from error
    return lock
