"""Parses what a message asks of the bot, without any input or output."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from telegram import Message, MessageEntity
from telegram.constants import ChatType, MessageEntityType

from bot.setting_types import GroupsMode
from bot.telegram.articles.message_offers import is_post, parse_only_links

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)

ASK = "ask"
"""The command that every question is, also without its name."""

ADD = "add"
"""The command that a link, a file or a post is, also without its name."""

NO_QUESTION = "no question"
"""The bot was turned to, but nothing was asked."""

UNKNOWN_COMMAND = "unknown command"

NO_WORDS = "no words"
"""A picture, a sticker and the like."""

_FOR_CHANNELS = frozenset((ASK, NO_QUESTION))
"""Everybody reads along there."""


@dataclass(frozen=True, slots=True)
class BotIdentity:
    """The bot itself; ``username`` is without the @."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Request:
    """What a message asks.

    ``command`` is the name of a command, or NO_QUESTION, UNKNOWN_COMMAND or NO_WORDS. ``text`` is the question, or the
    text after a command. ``addressed`` says that the sender wrote to the bot and to nobody else.

    Of a question that replies to a message, ``replies_to`` is that message's id, 0 for none, and ``to_bot`` whether it
    is the bot's own. Then ``part`` is the part of it that was picked; else ``message`` is its text, or the picked part
    of it, and ``text`` may be empty: the question is that message.
    """

    command: str
    text: str = ""
    addressed: bool = True
    replies_to: int = 0
    to_bot: bool = False
    part: str = ""
    message: str = ""

    @property
    def asked(self) -> str:
        """The sender's own words, else the message that the question is about."""
        return self.text or self.message


@dataclass(frozen=True, slots=True)
class _Words:
    """A message's text or caption with the entities in it; offsets count UTF-16 code units."""

    text: str
    entities: Sequence[MessageEntity]

    def entity_text(self, entity: MessageEntity) -> str:
        raw = self.text.encode("utf-16-le", "surrogatepass")
        return raw[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le", "replace")

    def drop(self, entities: Sequence[MessageEntity]) -> str:
        raw = self.text.encode("utf-16-le", "surrogatepass")
        for entity in sorted(entities, key=lambda each: each.offset, reverse=True):
            before, after = raw[: 2 * entity.offset], raw[2 * (entity.offset + entity.length) :]
            raw = before + " ".encode("utf-16-le") + after
        return raw.decode("utf-16-le", "replace")


def parse_request(message: Message, me: BotIdentity, mode: GroupsMode, commands: Collection[str]) -> Request | None:
    """Return what ``message`` asks, None where it is not for the bot; ``commands`` are the names of all commands."""
    private, channel = message.chat.type == ChatType.PRIVATE, message.chat.type == ChatType.CHANNEL
    open_to_groups = (channel or message.chat.type in _GROUPS) and mode is not GroupsMode.OFF
    if _is_automatic(message) or not (private or open_to_groups):
        return None
    request = _parse(message, me, GroupsMode.MENTION if channel else mode, commands, private=private)
    return request if request is None or not channel or request.command in _FOR_CHANNELS else None


def _parse(
    message: Message, me: BotIdentity, mode: GroupsMode, commands: Collection[str], *, private: bool
) -> Request | None:
    words = _message_words(message)
    command = _find_command(words, me, commands)
    if private and (message.document is not None or is_post(message)) and (command is None or is_post(message)):
        return Request(ADD, words.text.strip())
    if command is not None:
        return _parse_command(message, command, me, private=private)
    return _parse_words(message, words, me, everything=mode is GroupsMode.ALL, private=private)


def _parse_words(
    message: Message, words: _Words, me: BotIdentity, *, everything: bool, private: bool
) -> Request | None:
    question, mentioned = _extract_question(words, me)
    addressed = private or mentioned or _replies_to(message, me)
    if parse_only_links(question) or (mentioned and not question and message.document is not None):
        return Request(ADD, question) if addressed else None
    if question:
        return _ask_in_reply(message, question, me, addressed=addressed) if addressed or everything else None
    if mentioned:
        return _ask_about_reply(message, me)
    if private and message.effective_attachment is not None:
        return Request(NO_WORDS)
    return None


@dataclass(frozen=True, slots=True)
class _Command:
    """``name`` is empty for a command that the bot does not have."""

    name: str
    to: str
    rest: str


def _parse_command(message: Message, command: _Command, me: BotIdentity, *, private: bool) -> Request | None:
    if command.to and command.to.lower() != me.username.lower():
        return None
    if not command.name:
        return Request(UNKNOWN_COMMAND) if private or command.to else None
    if command.name != ASK:
        return Request(command.name, command.rest)
    return _ask_in_reply(message, command.rest, me) if command.rest else _ask_about_reply(message, me)


def _ask_in_reply(message: Message, question: str, me: BotIdentity, *, addressed: bool = True) -> Request:
    """Return a question in words of its own, with the message that it may be about."""
    replied, picked = message.reply_to_message, message.quote.text.strip() if message.quote else ""
    if replied is None or replied.forum_topic_created is not None:
        return Request(ASK, question, addressed, message=picked)
    if _replies_to(message, me):
        return Request(ASK, question, addressed, replied.message_id, to_bot=True, part=picked)
    words = picked or _extract_question(_message_words(replied), me)[0]
    return Request(ASK, question, addressed, replied.message_id, message=words)


def _ask_about_reply(message: Message, me: BotIdentity) -> Request:
    """A question without words of its own is about the message that it replies to, or the part picked from it."""
    request = _ask_in_reply(message, "", me)
    words = request.message or request.part
    return Request(ASK, message=words) if words else Request(NO_QUESTION)


def _message_words(message: Message) -> _Words:
    if message.text is not None:
        return _Words(message.text, message.entities)
    return _Words(message.caption or "", message.caption_entities)


def _find_command(words: _Words, me: BotIdentity, commands: Collection[str]) -> _Command | None:
    for entity in words.entities:
        if entity.type == MessageEntityType.BOT_COMMAND and entity.offset == 0:
            name, _, to = words.entity_text(entity).removeprefix("/").partition("@")
            known = name.lower() if name.lower() in commands else ""
            return _Command(known, to, _extract_question(words, me)[0])
    return None


def _extract_question(words: _Words, me: BotIdentity) -> tuple[str, bool]:
    """Return the text without a leading command and mentions of the bot, and whether it was mentioned."""
    mentions = [entity for entity in words.entities if _mentions_bot(entity, words, me)]
    commands = [entity for entity in words.entities if entity.type == MessageEntityType.BOT_COMMAND]
    text = words.drop([*mentions, *(entity for entity in commands if entity.offset == 0)])
    if not mentions:
        return text.strip(), False
    text = re.sub(r"^\s*/ask(@\w+)?(?!\w)", "", text)
    text = re.sub(r"^[\s,:;]+|[ \t,]+(?=[.?!]*\s*$)", "", text)
    return re.sub(r"[ \t]{2,}", " ", text).strip(), True


def _mentions_bot(entity: MessageEntity, words: _Words, me: BotIdentity) -> bool:
    """Return whether the entity is a mention of the bot."""
    if entity.type == MessageEntityType.MENTION:
        return words.entity_text(entity).lower() == f"@{me.username.lower()}"
    return entity.type == MessageEntityType.TEXT_MENTION and entity.user is not None and entity.user.id == me.id


def _replies_to(message: Message, me: BotIdentity) -> bool:
    """Return whether the message replies to one of the bot's own.

    In a topic, every message that replies to nothing carries the notice of the topic's creation as what it replies to;
    where the bot opened the topic, that is a message of the bot.
    """
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user is not None and replied.from_user.id == me.id


def _is_automatic(message: Message) -> bool:
    """Return whether another bot, or a linked channel by itself, sent the message. Posts in a channel have no sender.

    Group admins who stay anonymous, and channels that write in a group, come as a bot's user with ``sender_chat``.
    """
    sender = message.from_user
    if message.is_automatic_forward or message.via_bot is not None:
        return True
    if sender is None:
        return message.chat.type != ChatType.CHANNEL
    return sender.is_bot and message.sender_chat is None
