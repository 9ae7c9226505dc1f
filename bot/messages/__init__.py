"""Every text that the bot says in a chat: ``en.toml``, ``uk.toml`` and ``ru.toml``, read and checked once at import.

``messages_in(language)`` returns the messages around answers, in the language of the asker; ``SOURCE_NOTES`` and
``TELEGRAM`` hold the messages that exist in English only.
"""

from __future__ import annotations

import tomllib
from importlib import resources

from bot.messages.catalogue import MessagesError, read_english, read_messages
from bot.messages.sections import AnswerMessages, ConversationMessages, Messages, SourceNoteMessages, TelegramMessages

__all__ = [
    "LANGUAGES",
    "SOURCE_NOTES",
    "TELEGRAM",
    "AnswerMessages",
    "ConversationMessages",
    "Messages",
    "MessagesError",
    "SourceNoteMessages",
    "TelegramMessages",
    "messages_in",
]

LANGUAGES = ("en", "uk", "ru")
"""Codes of the languages that questions are recognized in; the others are checked against the first."""

_TABLES = {
    code: tomllib.loads(resources.files(__name__).joinpath(f"{code}.toml").read_text("utf-8")) for code in LANGUAGES
}
_MESSAGES = read_messages(_TABLES)

SOURCE_NOTES = read_english(SourceNoteMessages, "source_notes", _TABLES)
"""Notes after a source, wherever it is listed."""

TELEGRAM = read_english(TelegramMessages, "telegram", _TABLES)
"""Messages that only Telegram shows."""


def messages_in(language: str) -> Messages:
    """Return the messages in a language, by its code. Raises KeyError for a code that is none of ``LANGUAGES``."""
    return _MESSAGES[language]
