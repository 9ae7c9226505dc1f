"""Bot.sqlite3, its lock and migrations (with schema.sql)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.conversation import ConversationStore
from bot.storage.access_requests import RequestStore
from bot.storage.additions import AdditionStore
from bot.storage.answers import AnswerStore, SqliteAnswerStore
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
"""By format, what turns a file of it into one of the next format."""

LAYOUT = Layout(
    package="bot.storage",
    format=FORMAT,
    migrations=MIGRATIONS,
    name="the bot's own file",
    missing="no bot has run with DATA_DIR {folder!r} yet: run `whosaid bot` first",
    damaged="put a copy of it back, or move it away; then nobody is let in but by settings, and a new admin is paired",
)


class BotDatabase:
    """The tables of ``bot.sqlite3`` in ``data_dir``, from several threads if need be.

    Raises BusyError where another bot has it open, and what Database raises: StoreError, DamagedError.
    """

    def __init__(self, data_dir: Path, now: datetime) -> None:
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
            self.notices.prune(now)  # also shows that the file can be written
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Close every connection, and let another bot have the file."""
        self._db.close()
        self._lock.release()


def open_bot_database(data_dir: Path, *, create: bool) -> Database:
    """The file for one who needs a table of it, also while a bot has it open. Raises what Database raises."""
    return Database(data_dir / FILE_NAME, LAYOUT, create=create)


def load_members(data_dir: Path) -> tuple[Member, ...]:
    """Whom admins let in or turned away, also while a bot runs; none where none has run. Raises StoreError."""
    if not (data_dir / FILE_NAME).is_file():
        return ()
    database = open_bot_database(data_dir, create=False)
    try:
        return MemberStore(database).all()
    finally:
        database.close()


def load_feed_urls(data_dir: Path) -> dict[str, list[str]]:
    """The addresses of the feeds that were added in chats, by collection, also while a bot runs. Raises StoreError."""
    if not (data_dir / FILE_NAME).is_file():
        return {}
    database = open_bot_database(data_dir, create=False)
    try:
        found: dict[str, list[str]] = {}
        for feed in FeedStore(database).all():
            found.setdefault(feed.collection, []).append(feed.url)
        return found
    finally:
        database.close()


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


@dataclass(frozen=True, slots=True)
class ConversationStorage:
    """The answers that were given, and the turns that follow-ups lean on; both may be asked from several threads."""

    answers: AnswerStore
    turns: ConversationStore


@contextmanager
def open_conversation_storage(data_dir: Path, *, create: bool = False) -> Iterator[ConversationStorage]:
    """What is kept in the bot's own file. Raises StoreError; NothingIndexedError where there is none and ``create`` is
    false."""
    database = open_bot_database(data_dir, create=create)
    try:
        yield ConversationStorage(SqliteAnswerStore(database), TurnStore(database))
    finally:
        database.close()
