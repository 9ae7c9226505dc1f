"""What a message offers to add: a file, a forwarded post or links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from telegram import (
    Document,
    Message,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.constants import MessageEntityType

from bot.messages import TELEGRAM
from bot.services.article_edits import Links, Post
from index.sources import UploadOrigin, explain_unread
from index.sources.formats import format_of_ending, list_usual_endings

LARGEST = 20 * 2**20
"""Bytes of a file that a bot may download: getFile, in the Bot API."""

SOURCE = "telegram:"
"""What the names of sources begin with that were sent in a chat."""

_CHANNEL_MARK = "-100"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that is not downloaded yet."""

    document: Document
    origin: UploadOrigin


Offered = Links | Post | Upload


def find_offer(message: Message, text: str) -> Offered | None:
    """Return what is to be added: the message itself, the links in ``text`` or what it replies to; else None.

    ``text`` is what the message says to the bot.
    """
    own = _offer_of_message(message)
    if own is None and (links := parse_only_links(text) or find_links(text)):
        own = Links(links)
    replied = message.reply_to_message
    if own is not None or replied is None or replied.forum_topic_created is not None:
        return own
    return _offer_of_message(replied) or _offer_of_links(replied)


def is_post(message: Message) -> bool:
    """Return whether this is a forwarded post of a channel that has words.

    A forwarded message of a person is not added by itself: it may be forwarded to be asked about.
    """
    return isinstance(message.forward_origin, MessageOriginChannel) and bool(_message_words(message))


def explain_refusal(document: Document) -> str:
    """Return why a file cannot be added, as far as its name and size tell; empty where nothing speaks against it."""
    if document.file_size and document.file_size > LARGEST:
        size = f"{document.file_size / 2**20:.0f}"
        return TELEGRAM.adding.file_too_large.format(size=size, most=LARGEST // 2**20)
    path = Path((document.file_name or "").replace("\0", ""))
    if not path.suffix or format_of_ending(path.name) is not None:
        return ""
    reason = explain_unread(Path(f"file{path.suffix}"))
    if "this kind of file" in reason:
        *endings, last = list_usual_endings()
        return TELEGRAM.adding.file_kind_unknown.format(endings=", ".join(endings), last=last)
    return f"{reason[:1].upper()}{reason[1:]}."


def origin_of(origin: MessageOrigin | None) -> UploadOrigin:
    """Return the publisher, author, time and address of what was forwarded."""
    match origin:
        case MessageOriginChannel(chat=chat, message_id=number):
            url = f"https://t.me/{chat.username}/{number}" if chat.username else _private_link(chat.id, number)
            return UploadOrigin(chat.title, origin.author_signature, origin.date.isoformat(), url)
        case MessageOriginChat(sender_chat=chat):
            return UploadOrigin(chat.title, origin.author_signature, origin.date.isoformat())
        case MessageOriginUser(sender_user=user):
            return UploadOrigin(author=user.full_name, published_at=origin.date.isoformat())
        case MessageOriginHiddenUser(sender_user_name=name):
            return UploadOrigin(author=name, published_at=origin.date.isoformat())
        case _:
            return UploadOrigin()


def _offer_of_message(message: Message) -> Offered | None:
    """Return a file, or what was forwarded; the links of a forwarded message that is only links."""
    if message.document is not None:
        return Upload(message.document, origin_of(message.forward_origin))
    words = _message_words(message)
    if message.forward_origin is None or not words:
        return None
    if links := parse_only_links(words):
        return Links(links)
    return Post(words, f"{SOURCE}{message.chat.id}/{message.message_id}", origin_of(message.forward_origin))


def _offer_of_links(message: Message) -> Links | None:
    entities = (*message.entities, *message.caption_entities)
    hidden = [entity.url for entity in entities if entity.type == MessageEntityType.TEXT_LINK and entity.url]
    words = _message_words(message)
    links = tuple(dict.fromkeys((*(parse_only_links(words) or find_links(words)), *hidden)))
    return Links(links) if links else None


def _message_words(message: Message) -> str:
    return message.text or message.caption or ""


def _private_link(chat: int, number: int) -> str:
    return f"https://t.me/c/{str(chat).removeprefix(_CHANNEL_MARK)}/{number}"


MOST = 10
"""How many links of one message are taken."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
_BEFORE, _BEHIND = "<([{“”\"'«‘", ">)]}“”\"'»’.,;:!?…"


def find_links(text: str) -> tuple[str, ...]:
    """Return the addresses in ``text``, each once, in order."""
    links = (_trim_address(match.group()) for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(links))


def parse_only_links(text: str) -> tuple[str, ...]:
    """Return the addresses that ``text`` consists of, each once; none where it says anything else.

    An address without a scheme is taken for https.
    """
    links = [_parse_link(word) for word in text.replace(",", " ").split()]
    return tuple(dict.fromkeys(link for link in links if link)) if all(links) else ()


def _parse_link(word: str) -> str:
    word = _trim_address(word.lstrip(_BEFORE))
    if _ADDRESS.fullmatch(word):
        return word
    return f"https://{word}" if _BARE.fullmatch(word) else ""


def _trim_address(address: str) -> str:
    """Remove the punctuation behind an address; a bracket that the address itself opens stays."""
    while address and address[-1] in _BEHIND:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
