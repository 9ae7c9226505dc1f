"""Everything that the server knows, and the making of people, chats and files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from tests.support.bot_api.chats import CHANNEL_BOT, GENERAL_TOPIC, GROUP_ANONYMOUS_BOT, TELEGRAM, Chat, Document, User
from tests.support.bot_api.text import Formatted
from tests.support.bot_api.updates import Updates
from tests.support.bot_api.wire import JsonObject, bad_request


@dataclass(slots=True)
class Webhook:
    """What setWebhook was told; ``url`` is empty while updates are polled."""

    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    error: str = ""


class State:
    """The bot, its chats and its queue. ``mentions_arrive`` tells whether privacy mode lets mentions through."""

    def __init__(self, *, username: str, privacy: bool, inline: bool) -> None:
        self.bot = User(7_012_345_678, "Whosaid", username=username, is_bot=True)
        self.me: JsonObject = self.bot.json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": not privacy,
            "supports_inline_queries": inline,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }
        self.mentions_arrive = True
        self.users = {user.id: user for user in (self.bot, GROUP_ANONYMOUS_BOT, CHANNEL_BOT, TELEGRAM)}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.webhook = Webhook()
        self.files: dict[str, Document] = {}
        self.callbacks: dict[str, JsonObject | None] = {}
        self.expired: set[str] = set()
        self.inline_answers: dict[str, JsonObject | None] = {}
        self.commands: dict[tuple[str, str], list[JsonObject]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.violations: list[str] = []
        self.query_ids = count(4_100_000_000_000_000_001)
        self._ids = count(1)
        self._small_chat_ids = count(1)
        self._change = asyncio.Event()

    def changed(self) -> None:
        """Lets everyone who waits for something look again."""
        self._change.set()
        self._change = asyncio.Event()

    def user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> User:
        """A person, with an id of more than 32 bits, as new accounts have them."""
        user = User(7_100_000_000 + next(self._ids), first_name, last_name, username, language_code)
        self.users[user.id] = user
        return user

    def private(self, user: User, *, started: bool = True) -> Chat:
        """The chat with one person; ``started=False`` until that person writes first."""
        chat = Chat(user.id, "private", user.name, user.username, person=user, started=started)
        chat.ids = self._small_chat_ids
        chat.members[user.id] = "member"
        return self._add(chat)

    def group(self, title: str, *, members: Iterable[User] = ()) -> Chat:
        """A basic group; like private chats it counts its messages with the whole account's."""
        chat = Chat(-4_000_000_000 - next(self._ids), "group", title)
        chat.ids = self._small_chat_ids
        return self._add(chat, members)

    def supergroup(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        username: str | None = None,
        forum: bool = False,
    ) -> Chat:
        """A supergroup, with topics where ``forum``."""
        chat = Chat(-1_002_000_000_000 - next(self._ids), "supergroup", title, username, is_forum=forum)
        chat.ids = count(GENERAL_TOPIC + 1)  # the first message of a supergroup tells of its making
        return self._add(chat, members)

    def forum(self, title: str, *, members: Iterable[User] = ()) -> Chat:
        """A supergroup with topics; it has none but General until ``topic`` opens one."""
        return self.supergroup(title, members=members, forum=True)

    def channel(self, title: str, *, username: str | None = None) -> Chat:
        """A channel; a bot can be there only as an administrator."""
        chat = Chat(-1_002_500_000_000 - next(self._ids), "channel", title, username)
        chat.bot_status = "administrator"
        return self._add(chat)

    def _add(self, chat: Chat, members: Iterable[User] = ()) -> Chat:
        chat.members |= {user.id: "member" for user in members}
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id or @username. Raises ``Refusal``, 400 "chat not found"."""
        if isinstance(chat_id, int) and chat_id in self.chats:
            return self.chats[chat_id]
        for chat in self.chats.values():
            public = chat.username and chat.kind != "private"
            if public and f"@{chat.username}".lower() == str(chat_id).lower():
                return chat
        raise bad_request("chat not found")

    def reachable(self, chat_id: int | str) -> Chat:
        """The chat, where the bot may act in it. Raises ``Refusal``."""
        chat = self.chat(chat_id)
        chat.check_reach()
        return chat

    def keep_file(self, document: Document) -> JsonObject:
        """Stores the file; returns its Document object, of a picture its PhotoSize."""
        number = next(self._ids)
        file_id = f"BQACAgIAAx{number:08d}"
        self.files[file_id] = document
        size = document.size if document.size is not None else len(document.content)
        kept: JsonObject = {"file_id": file_id, "file_unique_id": f"AgAD{number:08d}", "file_size": size}
        if document.photo:
            return kept | {"width": 1280, "height": 853}
        named = {"file_name": document.name, "mime_type": document.mime}
        return kept | {name: value for name, value in named.items() if value}

    def write_content(self, message: JsonObject, formatted: Formatted, document: Document | None) -> None:
        """Puts text, or a document with its caption, into a message."""
        in_file = document is not None or "document" in message or "photo" in message
        names = ("caption", "caption_entities") if in_file else ("text", "entities")
        if document is not None:
            kept = self.keep_file(document)
            message |= {"photo": [kept]} if document.photo else {"document": kept}
        if formatted.text:
            message[names[0]] = formatted.text
        if formatted.entities:
            message[names[1]] = [dict(entity) for entity in formatted.entities]

    def author(self, message: JsonObject) -> str:
        """The name to show for a message's sender."""
        if "sender_chat" in message:
            return str(message["sender_chat"]["title"])
        return self.users[message["from"]["id"]].name

    def note(self, method: str, words: str) -> None:
        """Records a mistake that Telegram itself would pass over."""
        self.violations.append(f"{method}: {words}")

    def document(self, file_id: str) -> Document:
        """A stored file. Raises ``Refusal`` for an id that was never given out."""
        if file_id not in self.files:
            raise bad_request("wrong file_id or the file is temporarily unavailable")
        return self.files[file_id]
