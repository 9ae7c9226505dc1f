"""What the bot could not do, said in one plain line: judge by meaning in a language that its encoder does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer.types import Citation
from bot.messages import AnswerMessages
from index.sentences import language

_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")


def written_in(text: str) -> str:
    """The language of a text that may hold some words in the other alphabet, named as index.sentences does."""
    return language(text) if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) else "en"


def in_other_letters(question: str, text: str) -> bool:
    """Whether a text is in another alphabet, and so in another language, than the question."""
    return (written_in(question) == "en") != (written_in(text) == "en")


def limits(
    question: str,
    cited: Sequence[Citation],
    understands: Callable[[str], bool],
    messages: AnswerMessages,
    *,
    found: bool,
) -> str:
    """The line that says so, or nothing where meaning was judged, or an answer stands in the question's own language.

    ``cited`` is what is shown, best first: quotes of an answer that was ``found``, or near misses.
    """
    foreign = bool(cited) and in_other_letters(question, cited[0].quote)
    judged = understands(language(question)) and not (foreign and not understands(written_in(cited[0].quote)))
    return messages.found_by_words_only if not judged and (foreign or not found) else ""


def with_line(text: str, line: str) -> str:
    """``line`` below ``text``; above its last words where these introduce the quotes: "Closest:"."""
    if not line:
        return text
    if text.endswith(":") and ". " in text:
        head, _, last = text.rpartition(". ")
        return f"{head}.\n{line}\n{last}"
    return f"{text}\n{line}"
