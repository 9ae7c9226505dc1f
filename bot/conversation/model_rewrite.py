"""A follow-up in the words of a language model, where they say what the rules understood and nothing else.

Whom a pronoun means is never the model's to say: whom the rules name must be named, and where they ask back for a
person, that is what happens. A question that the rules leave as it is stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from bot.answer import QuoteRef
from bot.conversation.history import ClarifyingQuestion, StandaloneQuestion, Turn
from bot.conversation.patterns import FOLLOWUP_PATTERNS
from bot.llm import adds_nothing, keeps_facts
from index.text.language import detect_language

_TURNS_SHOWN = 3
"""Turns that the model is told of."""


class FollowupRewriter(Protocol):
    """Words questions that lean on what was said before."""

    def rewrite_followup(self, question: str, talk: Sequence[str]) -> str | None:
        """``question`` as it would be asked without ``talk``, whose lines have the latest last; None where that fails.
        Raises nothing."""
        ...


def rewrite_by_model(
    meant: StandaloneQuestion | ClarifyingQuestion,
    text: str,
    turns: Sequence[Turn],
    words: Callable[[QuoteRef], str | None],
    followup_rewriter: FollowupRewriter | None,
) -> StandaloneQuestion | ClarifyingQuestion:
    """``meant``, what the rules made of ``text`` after ``turns``; in the condenser's words where these may stand."""
    spoken = detect_language(text)
    if followup_rewriter is None or not turns or not _may_be_reworded(meant, text, spoken):
        return meant
    talk = list(_conversation_lines(turns[-_TURNS_SHOWN:], words))
    found = followup_rewriter.rewrite_followup(text, talk)
    must_hold = meant.question if isinstance(meant, StandaloneQuestion) else text
    known = "\n".join([text, must_hold, *talk])
    if (
        not found
        or detect_language(found) != spoken
        or not keeps_facts(must_hold, found)
        or not adds_nothing(found, known)
    ):
        return meant
    return StandaloneQuestion(
        found, changed=True, language=meant.language if isinstance(meant, StandaloneQuestion) else spoken
    )


def _may_be_reworded(meant: StandaloneQuestion | ClarifyingQuestion, text: str, spoken: str) -> bool:
    """Whether other words may take the place of the rules': not where they say which quotes are meant, or whom."""
    if isinstance(meant, StandaloneQuestion):
        return meant.changed and not meant.exclude and meant.quote_to_attribute is None and meant.quote_to_date is None
    said = {word.lower() for word in re.findall(r"\w+", text)}
    return not meant.people and said.isdisjoint(FOLLOWUP_PATTERNS[spoken].persons)


def _conversation_lines(turns: Sequence[Turn], words: Callable[[QuoteRef], str | None]) -> Iterator[str]:
    for turn in turns:
        yield f"asked: {turn.question}"
        if answer := words(turn.cited[0]) if turn.cited else None:
            yield f"answered: {answer}"
