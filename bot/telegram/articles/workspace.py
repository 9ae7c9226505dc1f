"""What the handlers of articles share: who changes collections, in which threads, and for whom."""

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
    """``writer`` is one thread, which changes one thing after another; ``quick`` threads only look up, and the one of
    ``web_thread`` looks at what is on the web. ``progress_interval`` is
    how many seconds go by between two changes of a message that tells how far an addition is, three times as many in a
    group, of whose few messages a minute the answers want some too."""

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
        return self.permissions.callers.database

    async def collection(self, chat: Chat, person: int) -> str:
        """Where what ``person`` adds in ``chat`` goes."""
        common = await self.permissions.adds_to_common(chat, person)
        return await self.quick.run(lambda: self.collections.name_for_additions(chat.id, common=common))

    async def read(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` finds, without waiting for what is being changed."""
        return await self.quick.run(lambda: work(self.editor))

    async def read_outside(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` finds on the web."""
        return await self.web_thread.run(lambda: work(self.editor))

    async def change(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` does, in its turn."""
        return await self.writer.run(lambda: work(self.editor))

    @property
    def busy(self) -> bool:
        """Whether something is being changed, wanted or not."""
        return self.writer.busy or self.web_thread.busy

    def stop(self) -> None:
        """Tell what is under way to end."""
        self.editor.stop()

    async def close(self, seconds: float) -> None:
        """Wait until what is under way has ended and was told, but no longer than ``seconds``.

        A thread that hangs on a silent host is waited for half of that; the other half is for telling the chats.
        """
        await self.background.wait_idle(seconds / 2)
        self.writer.close()
        self.web_thread.close()
        await self.background.close(seconds / 2)
