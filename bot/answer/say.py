"""The first line of an answer about speech: who said it, or what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.types import Citation
from bot.messages import AnswerMessages

_LONGEST_WORDS = 240
"""Characters of the words told in an answer's first line; the quote below holds them all."""

_THAT = re.compile(r"^(?:that|що|что)\s+", re.IGNORECASE)


def name_speakers(citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """The speakers with their roles, best first: "Ada Thorn, a baker [1], and Bo Lund [2]." """
    named = [f"{_who(c, messages)} [{c.number}]" for c in citations if c.speaker]
    head = ", ".join(named[:-1])
    text = f"{head}{messages.list_end}{named[-1]}" if head else named[-1]
    return f"{text[0].upper()}{text[1:]}."


def tell_words(words: str, citations: Sequence[Citation], messages: AnswerMessages) -> str:
    """The first citation's speaker and their ``words``, then the other speakers: "Ada Thorn, a baker: “We bake there”
    [1]." """
    first = citations[0]
    words = _THAT.sub("", words)
    who = _who(first, messages)
    text = f"{who[0].upper()}{who[1:]}: {_short(words)} [{first.number}]"
    others = [c for c in citations[1:] if c.speaker and c.speaker != first.speaker]
    if others:
        text += f"\n{messages.also}: {'; '.join(f'{_who(c, messages)} [{c.number}]' for c in others)}"
    return text


def _who(citation: Citation, messages: AnswerMessages) -> str:
    who = f"{citation.speaker}, {citation.role}" if citation.role else str(citation.speaker)
    named = citation.outlet is not None and any(letter.isupper() for letter in citation.outlet)  # not "the weekly"
    return f"{who} ({messages.via.format(outlet=citation.outlet)})" if named else who


def _short(words: str) -> str:
    """On one line, and cut at a space where it is long."""
    line = " ".join(words.split())
    if len(line) <= _LONGEST_WORDS:
        return line
    return f"{line[:_LONGEST_WORDS].rsplit(' ', 1)[0].rstrip(',;:—–- ')} …"
