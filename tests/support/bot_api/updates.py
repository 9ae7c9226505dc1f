"""The queue of updates: ids, confirming by offset, long polls that end each other, and a webhook's deliveries."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support.bot_api.wire import JsonObject, Refusal, words

KINDS = words(
    "message edited_message channel_post edited_channel_post business_connection business_message "
    "edited_business_message deleted_business_messages guest_message message_reaction message_reaction_count "
    "inline_query chosen_inline_result callback_query shipping_query pre_checkout_query purchased_paid_media poll "
    "poll_answer my_chat_member chat_member chat_join_request chat_boost removed_chat_boost managed_bot"
)
_NOT_BY_DEFAULT = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(slots=True)
class Updates:
    """``pending`` are the updates not confirmed yet, ``confirmed`` is the id of the last one that was."""

    pending: list[JsonObject] = field(default_factory=list)
    allowed: frozenset[str] = KINDS - _NOT_BY_DEFAULT
    confirmed: int = 0
    polls: int = 0
    _next_id: int = 500_000_001
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _stopped: bool = False

    def put(self, kind: str, what: JsonObject) -> int | None:
        """Queues an update and gives its id; None if the bot did not ask for this kind."""
        if kind not in self.allowed:
            return None
        update_id, self._next_id = self._next_id, self._next_id + 1
        self.pending.append({"update_id": update_id, kind: copy.deepcopy(what)})
        self.wake()
        return update_id

    def allow(self, kinds: Sequence[str] | None) -> None:
        """None keeps what was asked for before; an empty list is the default, without three kinds."""
        if kinds is None:
            return
        unknown = sorted(set(kinds) - KINDS)
        if unknown:
            raise Refusal(400, f"Bad Request: unknown allowed_updates {unknown}", mistake=True)
        self.allowed = frozenset(kinds) or KINDS - _NOT_BY_DEFAULT

    def confirm(self, offset: int) -> None:
        """Forgets the updates before ``offset``; a negative one counts from the end."""
        if offset < 0:
            self.pending = self.pending[offset:]
            return
        gone = [update["update_id"] for update in self.pending if update["update_id"] < offset]
        self.confirmed = max([self.confirmed, *gone])
        self.pending = [update for update in self.pending if update["update_id"] >= offset]

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JsonObject]:
        """The next updates, waiting up to ``seconds`` for one. Raises 409 when another poll begins meanwhile."""
        self.polls += 1
        this = self.polls
        self.wake()
        self.confirm(offset)
        deadline = asyncio.get_running_loop().time() + seconds
        while not self.pending and not self._stopped:
            try:
                async with asyncio.timeout_at(deadline):
                    await self._wake.wait()
            except TimeoutError:
                break
            if self.polls != this:
                raise Refusal(409, _CONFLICT)
        return copy.deepcopy(self.pending[:limit])

    def wake(self) -> None:
        """Lets every waiting poll look again."""
        self._wake.set()
        self._wake = asyncio.Event()

    async def woken(self) -> None:
        """Returns at the next change."""
        await self._wake.wait()

    def stop(self) -> None:
        """Ends every poll at once: the server is closing."""
        self._stopped = True
        self.wake()
