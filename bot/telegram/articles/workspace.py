"""What the handlers of article editing share: the editor, its threads, collections and permissions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from telegram import Chat

from bot.telegram.access.quotas import Quotas
from bot.telegram.articles.permissions import AddPermissions
from bot.telegram.ports import ArticleEditing, CollectionNames, Engines
from bot.telegram.transport.threads import BackgroundTasks, StorageThread, WorkerThreads

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EditingWorkspace:
    """The editor and its threads.

    ``writer`` is one thread, which makes one change after another; ``quick`` threads look up, ``web_thread`` fetches.
    ``progress_interval`` is the number of seconds between two changes of a message that reports progress, three times
    as many in a group, whose few messages a minute are for answers too.
    """

    editor: ArticleEditing
    permissions: AddPermissions
    collections: CollectionNames
    engines: Engines
    quotas: Quotas
    quick: WorkerThreads
    feed_minutes: int = 0
    progress_interval: float = 3.0
    writer: WorkerThreads = field(default_factory=lambda: WorkerThreads(1, "editor"))
    web_thread: WorkerThreads = field(default_factory=lambda: WorkerThreads(1, "outside"))
    background: BackgroundTasks = field(default_factory=BackgroundTasks)

    @property
    def database(self) -> StorageThread:
        """The thread of ``bot.sqlite3``."""
        return self.permissions.callers.database

    async def collection(self, chat: Chat, person: int) -> str:
        """Return the name of the collection into which ``person`` adds in ``chat``."""
        common = await self.permissions.adds_to_common(chat, person)
        return await self.quick.run(lambda: self.collections.name_for_additions(chat.id, common=common))

    async def read(self, work: Callable[[ArticleEditing], T]) -> T:
        """Return what ``work`` finds, without waiting for changes."""
        return await self.quick.run(lambda: work(self.editor))

    async def read_outside(self, work: Callable[[ArticleEditing], T]) -> T:
        """Return what ``work`` finds on the web."""
        return await self.web_thread.run(lambda: work(self.editor))

    async def change(self, work: Callable[[ArticleEditing], T]) -> T:
        """Return what ``work`` does, in its turn."""
        return await self.writer.run(lambda: work(self.editor))

    @property
    def busy(self) -> bool:
        """Whether a change or a fetch is running."""
        return self.writer.busy or self.web_thread.busy

    def stop(self) -> None:
        """Ask running work to end."""
        self.editor.stop()

    async def close(self, seconds: float) -> None:
        """Wait until running work has ended and was reported, but no longer than ``seconds``.

        Half of it is for a thread that waits for a silent host, the other half for the messages.
        """
        await self.background.wait_idle(seconds / 2)
        self.writer.close()
        self.web_thread.close()
        await self.background.close(seconds / 2)
