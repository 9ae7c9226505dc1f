"""Tell the asked speaker's own words, and reports of them, from other quotes."""

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
"""Words after a name among which its verb of speech is looked for: "Thorn had already admitted"."""


@dataclass(frozen=True, slots=True)
class AskedSpeaker:
    """The speaker asked about: ``names`` and ``verbs`` of speech as stems.

    ``speakers`` pairs article ids with the name that the speaker has there.
    """

    names: frozenset[str]
    verbs: frozenset[str]
    speakers: frozenset[tuple[str, str]] = frozenset()

    def is_speaker_of(self, cited: Citation) -> bool:
        """Return whether a quote is theirs: by the same name in the same article, or the full name in another."""
        if not cited.speaker:
            return False
        whole = " " in cited.speaker and all(word[0].isupper() for word in cited.speaker.split())
        elsewhere = whole and cited.speaker in {name for _, name in self.speakers}
        return (cited.article_id, cited.speaker) in self.speakers or elsewhere

    def is_mentioned_in(self, text: str) -> bool:
        """Return whether ``text`` mentions the speaker."""
        return bool(self.names & set(stems(text)))

    def is_reported_in(self, text: str) -> bool:
        """Return whether ``text`` reports the speaker's words: a verb of speech follows the name closely.

        No quotation mark may be between the two: “Thorn must go,” said Lund reports no words of Thorn's.
        """
        return any(
            stem in self.names and not self.verbs.isdisjoint(part[at + 1 : at + 1 + _WORDS_AFTER_NAME])
            for part in map(stems, _MARKS.split(text))
            for at, stem in enumerate(part)
        )


def find_asked_speaker(
    question: Question, selection: StatementSelection, evidence: Sequence[RankedSpan]
) -> AskedSpeaker:
    """Return the speaker that ``question`` names, with spellings in the script of what was found."""
    texts = [piece.hit.passage for piece in evidence] + [name for _, name in selection.speakers]
    own = frozenset(stems(question.speaker)) - STOP_STEMS
    also = frozenset(cross_script_aliases(question.speaker, texts, speaker=True))
    return AskedSpeaker(own | also, _VERBS | frozenset(stems(question.verb)), selection.speakers)
