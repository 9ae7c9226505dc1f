"""Which of the pieces that were found are of a speaker who is asked about: their own words, or what tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.open.ranking import RankedSpan
from bot.answer.question.parser import Question
from bot.answer.speech.selection import StatementSelection
from bot.answer.types import Citation
from index.statements.lexicon.cues import ASK, CALL, CYRILLIC_SAY, JUDGE, SAY, TELL
from index.text.characters import DOUBLE_QUOTES
from index.text.cross_script import cross_script_aliases
from index.text.tokenizer import STOP_STEMS, stems

_VERBS = frozenset(stems(" ".join(SAY | TELL | CALL | JUDGE | ASK | CYRILLIC_SAY)))

_MARKS = re.compile(f"[{DOUBLE_QUOTES}]")

_WORDS_AFTER_NAME = 6
"""Words behind a name among which stands the verb that tells what its bearer said: "Thorn had already admitted"."""


@dataclass(frozen=True, slots=True)
class AskedSpeaker:
    """Who is asked about: the stems of the name given, those of the verbs that may tell of their words, and the
    ``speakers`` who are meant, each with the id of an article."""

    names: frozenset[str]
    verbs: frozenset[str]
    speakers: frozenset[tuple[str, str]] = frozenset()

    def is_speaker_of(self, cited: Citation) -> bool:
        """Whether a quote's speaker is the one: under the same name in the same article, or a whole name in another."""
        if not cited.speaker:
            return False
        whole = " " in cited.speaker and all(word[0].isupper() for word in cited.speaker.split())
        elsewhere = whole and cited.speaker in {name for _, name in self.speakers}
        return (cited.article_id, cited.speaker) in self.speakers or elsewhere

    def is_mentioned_in(self, text: str) -> bool:
        """Whether ``text`` mentions the speaker."""
        return bool(self.names & set(stems(text)))

    def is_reported_in(self, text: str) -> bool:
        """Whether ``text`` says of the speaker that they said something: a verb of saying stands just behind them, and
        no quotation mark between, since “Thorn must go,” said Lund tells nothing of Thorn's words."""
        return any(
            stem in self.names and not self.verbs.isdisjoint(said[at + 1 : at + 1 + _WORDS_AFTER_NAME])
            for said in map(stems, _MARKS.split(text))
            for at, stem in enumerate(said)
        )


def find_asked_speaker(
    question: Question, selection: StatementSelection, evidence: Sequence[RankedSpan]
) -> AskedSpeaker:
    """How ``question`` names its speaker, in the letters of what was found too."""
    shown = [piece.hit.passage for piece in evidence] + [name for _, name in selection.speakers]
    own = frozenset(stems(question.speaker)) - STOP_STEMS
    also = frozenset(cross_script_aliases(question.speaker, shown, speaker=True))
    return AskedSpeaker(own | also, _VERBS | frozenset(stems(question.verb)), selection.speakers)
