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
    ``outside`` looks at what is on the web. ``every`` is
    how many seconds go by between two changes of a message that tells how far an addition is, three times as many in a
    group, of whose few messages a minute the answers want some too."""

    librarian: ArticleEditing
    adders: AddPermissions
    homes: CollectionNames
    desks: Engines
    quotas: Quotas
    quick: WorkerThreads
    minutes: int = 0
    every: float = 3.0
    writer: WorkerThreads = field(default_factory=lambda: WorkerThreads(1, "librarian"))
    outside: WorkerThreads = field(default_factory=lambda: WorkerThreads(1, "outside"))
    background: BackgroundTasks = field(default_factory=BackgroundTasks)

    @property
    def memory(self) -> StorageThread:
        return self.adders.door.memory

    async def collection(self, chat: Chat, person: int) -> str:
        """Where what ``person`` adds in ``chat`` goes."""
        common = await self.adders.common(chat, person)
        return await self.quick.run(lambda: self.homes.name_for_additions(chat.id, common=common))

    async def look(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` finds, without waiting for what is being changed."""
        return await self.quick.run(lambda: work(self.librarian))

    async def look_outside(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` finds on the web."""
        return await self.outside.run(lambda: work(self.librarian))

    async def change(self, work: Callable[[ArticleEditing], T]) -> T:
        """What ``work`` does, in its turn."""
        return await self.writer.run(lambda: work(self.librarian))

    @property
    def busy(self) -> bool:
        """Whether something is being changed, wanted or not."""
        return self.writer.busy or self.outside.busy

    def stop(self) -> None:
        """Tell what is under way to end."""
        self.librarian.stop()

    async def ended(self, seconds: float) -> None:
        """Wait until what is under way has ended and was told, but no longer than ``seconds``.

        A thread that hangs on a silent host is waited for half of that; the other half is for telling the chats.
        """
        await self.background.idle(seconds / 2)
        self.writer.close()
        self.outside.close()
        await self.background.ended(seconds / 2)
