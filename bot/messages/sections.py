"""Types of the message catalogue: one frozen dataclass for each table of ``en.toml``, with its keys as fields.

What a text is for, and what its placeholders hold, stands above it in ``en.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerMessages:
    """``[answers]``: around the quotes of an answer, and where there is none."""

    not_found: str
    not_found_at_time: str
    near_miss: str
    near_miss_mentions: str
    nobody_says_it: str
    nobody_says_it_mentions: str
    speaker_not_quoted: str
    speaker_not_on_this: str
    speaker_perhaps_on_this: str
    closest: str
    found_by_words_only: str
    speaker_unknown: str
    also: str
    list_end: str
    via: str
    articles_disagree: str
    articles_changed: str
    day_first: bool


@dataclass(frozen=True, slots=True)
class ConversationMessages:
    """``[conversation]``: on follow-up questions, and on messages that are to be checked."""

    understood_as: str
    which_person: str
    list_end: str
    person_unknown: str
    ask_whole_question: str
    no_more: str
    no_more_by_person: str
    articles_say: str
    articles_silent: str
    nothing_to_check: str
    figures_differ: str
    article_itself_says_it: str
    day_told: str
    day_not_told: str
    published_on: str


@dataclass(frozen=True, slots=True)
class Messages:
    """All that is said in one language."""

    answers: AnswerMessages
    conversation: ConversationMessages


@dataclass(frozen=True, slots=True)
class TelegramMessages:
    """``[telegram]``: what only Telegram shows, in English."""
