"""Which of the pieces that were found are of a speaker who is asked about: their own words, or what tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.extract import Evidence
from bot.answer.question import Question
from index.across import aliases
from index.statements.tables.cues import ASK, CALL, CYRILLIC_SAY, JUDGE, SAY, TELL
from index.types import Statement
from index.words import FUNCTION_WORDS, stems

_SAYING = frozenset(stems(" ".join(SAY | TELL | CALL | JUDGE | ASK | CYRILLIC_SAY)))

_MARKS = re.compile(r"[\"“”„«»]")

_NEAR = 6
"""Words behind a name among which stands the verb that tells what its bearer said: "Thorn had already admitted"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The stems that a speaker is asked for by, and those of the verbs that may tell of their words."""

    names: frozenset[str]
    verbs: frozenset[str]

    def is_by(self, speaker: str | None) -> bool:
        """Whether a citation's speaker is the one; None is nobody."""
        return speaker is not None and bool(self.names & set(stems(speaker)))

    def names_them(self, text: str) -> bool:
        """Whether ``text`` mentions the speaker."""
        return bool(self.names & set(stems(text)))

    def tells(self, text: str) -> bool:
        """Whether ``text`` says of the speaker that they said something: a verb of saying stands just behind them, and
        no quotation mark between, since “Thorn must go,” said Lund tells nothing of Thorn's words."""
        return any(
            stem in self.names and not self.verbs.isdisjoint(said[at + 1 : at + 1 + _NEAR])
            for said in map(stems, _MARKS.split(text))
            for at, stem in enumerate(said)
        )


def asked_of(question: Question, evidence: Sequence[Evidence], near: Sequence[Statement] = ()) -> Asked:
    """How ``question`` names its speaker, in the letters of what was found too."""
    shown = [piece.hit.passage for piece in evidence] + [statement.speaker for statement in near]
    own = frozenset(stems(question.speaker)) - FUNCTION_WORDS
    also = frozenset(aliases(question.speaker, shown, speaker=True))
    return Asked(own | also, _SAYING | frozenset(stems(question.verb)))
