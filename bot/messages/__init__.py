"""Every text that the bot says in a chat: ``en.toml``, ``uk.toml`` and ``ru.toml``, read and checked once at import.

``messages_in(language)`` returns what is said around answers, in the language of the asker; ``TELEGRAM`` holds what
only Telegram shows, which is in English.
"""

from __future__ import annotations

import tomllib
from importlib import resources

from bot.messages.catalogue import MessagesError, read_messages, read_telegram
from bot.messages.sections import AnswerMessages, ConversationMessages, Messages, TelegramMessages

__all__ = [
    "LANGUAGES",
    "TELEGRAM",
    "AnswerMessages",
    "ConversationMessages",
    "Messages",
    "MessagesError",
    "TelegramMessages",
    "messages_in",
]

LANGUAGES = ("en", "uk", "ru")
"""Codes as ``index.sentences.language`` returns them; the first is the one that the others are checked against."""

_TABLES = {
    code: tomllib.loads(resources.files(__name__).joinpath(f"{code}.toml").read_text("utf-8")) for code in LANGUAGES
}
_MESSAGES = read_messages(_TABLES)

TELEGRAM = read_telegram(_TABLES)
"""What only Telegram shows."""


def messages_in(language: str) -> Messages:
    """Return the messages in a language, by its code. Raises KeyError for a code that is none of ``LANGUAGES``."""
    return _MESSAGES[language]
