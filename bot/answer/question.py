"""What is asked: the kind of a question, and the words of it that are searched for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.errors import QuestionError

LONGEST = 2000
"""Characters; a question that quotes a whole paragraph still fits."""


class Kind(StrEnum):
    """``who_said`` asks for the speaker of some words; ``open`` is everything else."""

    WHO_SAID = "who_said"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Question:
    """``subject`` is the question without the words that only ask: of "who said it rains?", "it rains"."""

    text: str
    kind: Kind
    subject: str


_SAYING = (
    "acknowledged|acknowledges|added|adds|admits|admitted|alleged|alleges|announced|announces|argued|argues|asserted|"
    "asserts|believes|called|calls|claimed|claiming|claims|confirmed|confirms|declared|declares|denied|denies|"
    "explained|explains|insisted|insists|mentioned|noted|notes|pointed out|predicted|predicts|promised|promises|"
    "quoted|remarked|reported|reports|said|saying|say|says|stated|states|suggested|suggests|talked about|thinks|told|"
    "tweeted|warned|warning|warns|wrote|writes"
)
_WHO_SAID = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?:and\s+|so\s+|but\s+)?who(?:\s+was\s+it\s+that|\s+is\s+it\s+that|\s+else|\s+exactly|\s+first|"
        rf"\s+publicly)*(?:\s+(?:has|had|have|is|was|'s|ever))*\s+(?:{_SAYING})\b(?:\s+(?:that|how|about))?[\s,:]*",
        rf"^who(?:['’]s|\s+is|\s+was)\s+(?:the\s+(?:one|person|man|woman)\s+)?(?:that\s+|who\s+)?"
        rf"(?:{_SAYING})\b(?:\s+that)?[\s,:]*",
        rf"^(?:which|what)\s+(?:\w+\s+){{1,3}}?(?:{_SAYING})\s+that\b[\s,:]*",
        r"^according\s+to\s+who(?:m)?\b[\s,:]*(?:is\s+|are\s+|was\s+|were\s+)?",
        r"^хто\s+(?:це\s+)?(?:сказав|сказала|казав|казала|каже|заявив|заявила|заявляє|повідомив|повідомила|стверджує|"
        r"вважає|говорив|говорить|додав|пояснив|попередив|зазначив|зазначила|наголосив)\b(?:\s*,?\s*(?:що|про)\b)?[\s,:]*",
        r"^кто\s+(?:это\s+)?(?:сказал|сказала|говорил|говорит|заявил|заявила|заявляет|сообщил|сообщила|утверждает|"
        r"считает|добавил|объяснил|предупредил|отметил|подчеркнул)\b(?:\s*,?\s*(?:что|о|об|про)\b)?[\s,:]*",
    )
)


def understand(text: str) -> Question:
    """Read a question. Raises QuestionError where it is empty, has no word of two letters, or is over 2,000
    characters long."""
    text = " ".join(text.encode("utf-8", "replace").decode().split())  # half a surrogate pair is no text
    if not text:
        raise QuestionError("the question is empty: ask something about the articles")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text):,} characters, and {LONGEST:,} is the most: shorten it")
    if not re.search(r"\w\w", text):
        raise QuestionError(f"{text[:20]!r} is too short a question: ask with at least one whole word")
    for pattern in _WHO_SAID:
        match = pattern.match(text)
        if match and re.search(r"\w", text[match.end() :]):
            return Question(text, Kind.WHO_SAID, text[match.end() :])
    return Question(text, Kind.OPEN, text)
