"""Let a language model word a follow-up, if it says what the rules understood and nothing else.

The model never decides whom a pronoun refers to: the person that the rules name must be named, and where the rules ask
back for a person, the question back stays. A question that the rules leave unchanged stays unchanged.
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
"""The last turns that the model is shown."""


class FollowupRewriter(Protocol):
    """Rewords follow-ups as standalone questions."""

    def rewrite_followup(self, question: str, conversation: Sequence[str]) -> str | None:
        """Return ``question`` as it would be asked without ``conversation``, lines with the latest last.

        None when the model fails. Raises nothing.
        """
        ...


def rewrite_by_model(
    reading: StandaloneQuestion | ClarifyingQuestion,
    text: str,
    turns: Sequence[Turn],
    quote_text: Callable[[QuoteRef], str | None],
    followup_rewriter: FollowupRewriter | None,
) -> StandaloneQuestion | ClarifyingQuestion:
    """Return ``reading``, the rules' reading of ``text`` after ``turns``, in the model's words if these pass."""
    spoken_language = detect_language(text)
    if followup_rewriter is None or not turns or not _may_be_reworded(reading, text, spoken_language):
        return reading
    conversation = list(_conversation_lines(turns[-_TURNS_SHOWN:], quote_text))
    found = followup_rewriter.rewrite_followup(text, conversation)
    required = reading.question if isinstance(reading, StandaloneQuestion) else text
    known = "\n".join([text, required, *conversation])
    if (
        not found
        or detect_language(found) != spoken_language
        or not keeps_facts(required, found)
        or not adds_nothing(found, known)
    ):
        return reading
    return StandaloneQuestion(
        found, changed=True, language=reading.language if isinstance(reading, StandaloneQuestion) else spoken_language
    )


def _may_be_reworded(reading: StandaloneQuestion | ClarifyingQuestion, text: str, spoken_language: str) -> bool:
    """Return whether a model may reword it: not when the rules refer to a quote or ask back for a person."""
    if isinstance(reading, StandaloneQuestion):
        return (
            reading.changed
            and not reading.exclude
            and reading.quote_to_attribute is None
            and reading.quote_to_date is None
        )
    words = {word.lower() for word in re.findall(r"\w+", text)}
    return not reading.people and words.isdisjoint(FOLLOWUP_PATTERNS[spoken_language].person_pronouns)


def _conversation_lines(turns: Sequence[Turn], quote_text: Callable[[QuoteRef], str | None]) -> Iterator[str]:
    for turn in turns:
        yield f"asked: {turn.question}"
        if answer := quote_text(turn.cited[0]) if turn.cited else None:
            yield f"answered: {answer}"
