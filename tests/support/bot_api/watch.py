"""Watching the bot: its calls, waiting for what it does, and saying what it did instead."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.support.bot_api.chats import Chat
from tests.support.bot_api.posts import Posts
from tests.support.bot_api.transcript import transcript
from tests.support.bot_api.wire import JsonObject, Refusal

PATIENCE = 120.0
"""Seconds until a wait gives up; far more than a bot needs, even on a busy machine."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the bot made, in the order of their endings. ``error`` is what was answered instead of a result."""

    number: int
    method: str
    parameters: JsonObject
    error: Refusal | None = None

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={str(value)[:70]!r}" for name, value in self.parameters.items())
        outcome = f" -> {self.error.code} {self.error.description}" if self.error else ""
        return f"{self.number}. {self.method}({shown}){outcome}"


class Watch(Posts):
    """``calls`` holds every call but getUpdates; ``violations`` what no correct bot would have asked for."""

    def __init__(self, *, username: str, privacy: bool, inline: bool) -> None:
        super().__init__(username=username, privacy=privacy, inline=inline)
        self.calls: list[Call] = []
        self._read: dict[int, int] = {}

    def record(self, method: str, parameters: JsonObject, error: Refusal | None) -> None:
        """Notes a finished call, and wakes whoever waits for it."""
        self.calls.append(Call(len(self.calls) + 1, method, parameters, error))
        if error is not None and error.mistake:
            self.note(method, error.description)
        self.changed()

    async def until(self, predicate: Callable[[], T], what: str = "", *, within: float = PATIENCE) -> T:
        """The first true value of ``predicate``, which is asked again whenever anything happens here.

        Raises ``AssertionError``, listing the calls that were made, after ``within`` seconds.
        """
        try:
            async with asyncio.timeout(within):
                while not (value := predicate()):
                    await self._change.wait()
                return value
        except TimeoutError:
            raise AssertionError(f"waited {within} s for {what or predicate}\n{self.story()}") from None

    async def next_message(self, chat: Chat, *, within: float = PATIENCE) -> JsonObject:
        """The bot's next message in this chat, as it was sent, beginning with the first."""
        at = self._read.get(chat.id, 0)
        await self.until(lambda: len(chat.sent) > at, f"a message in {chat.title!r}", within=within)
        self._read[chat.id] = at + 1
        return chat.sent[at]

    async def new_message(self, chat: Chat, said: Awaitable[object], *, within: float = PATIENCE) -> JsonObject:
        """The bot's first message in this chat after ``said``, which it then waits for no more."""
        at = len(chat.sent)
        await said
        await self.until(lambda: len(chat.sent) > at, f"a message in {chat.title!r}", within=within)
        self._read[chat.id] = at + 1
        return chat.sent[at]

    async def reply_to(self, message: JsonObject, *, within: float = PATIENCE) -> JsonObject:
        """The bot's first message that replies to this one."""
        chat = self.chat(message["chat"]["id"])

        def replies() -> list[JsonObject]:
            wanted = message["message_id"]
            return [sent for sent in chat.sent if sent.get("reply_to_message", {}).get("message_id") == wanted]

        found = await self.until(replies, f"a reply to {message.get('text')!r}", within=within)
        return found[0]

    async def edited(self, message: JsonObject, *, within: float = PATIENCE) -> JsonObject:
        """The message as it stands once it differs from ``message``."""
        chat = self.chat(message["chat"]["id"])

        def current() -> JsonObject | None:
            now = chat.messages.get(message["message_id"])
            return now if now is not None and _content(now) != _content(message) else None

        found = await self.until(current, f"an edit of {message.get('text')!r}", within=within)
        assert found is not None
        return dict(found)

    async def callback_answer(self, query_id: str, *, within: float = PATIENCE) -> JsonObject:
        """What the bot answered to a pressed button: answerCallbackQuery's parameters."""
        found = await self.until(lambda: self.callbacks[query_id], f"an answer to callback {query_id}", within=within)
        assert found is not None
        return found

    async def inline_answer(self, query_id: str, *, within: float = PATIENCE) -> JsonObject:
        """What the bot answered to an inline query: answerInlineQuery's parameters."""
        found = await self.until(
            lambda: self.inline_answers[query_id], f"an answer to inline query {query_id}", within=within
        )
        assert found is not None
        return found

    async def called(self, method: str, *, times: int = 1, within: float = PATIENCE) -> Call:
        """The ``times``-th call of a method, whatever came of it."""
        found = await self.until(lambda: self.calls_of(method)[times - 1 :], f"call {times} of {method}", within=within)
        return found[0]

    async def fetched(self, *, within: float = PATIENCE) -> None:
        """Returns when the bot has taken every update; it may still be at work on them."""
        await self.until(lambda: not self.updates.pending, "the bot to fetch its updates", within=within)

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    @property
    def refused(self) -> list[Call]:
        """The calls that got no result."""
        return [call for call in self.calls if call.error is not None]

    @property
    def unanswered(self) -> list[str]:
        """The ids of callback queries that the bot left waiting."""
        return [query_id for query_id, answer in self.callbacks.items() if answer is None]

    def messages(self, chat: Chat) -> list[JsonObject]:
        """The bot's messages that stand in the chat now, in order."""
        return [message for number, message in sorted(chat.messages.items()) if number in chat.own]

    def transcript(self, chat: Chat) -> str:
        """The conversation as plain text."""
        return transcript(chat)

    def story(self) -> str:
        """What the bot did, for a test that fails."""
        calls = "\n".join(map(str, self.calls[-40:])) or "nothing"
        waiting = f"{len(self.updates.pending)} updates not fetched, {self.updates.polls} polls"
        mistakes = "".join(f"\nviolation: {words}" for words in self.violations)
        return f"the bot called:\n{calls}\n({waiting}){mistakes}"


def _content(message: JsonObject) -> tuple[object, ...]:
    return tuple(message.get(name) for name in ("text", "entities", "caption", "reply_markup"))
