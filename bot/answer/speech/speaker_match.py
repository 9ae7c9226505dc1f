"""Match the speaker named in a question against a statement's speaker or office."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index import Statement
from index.statements.lexicon.people import HONORIFICS, ROLE_NOUNS, TITLES
from index.text.cross_script import cross_script_aliases
from index.text.tokenizer import STOP_STEMS, stems

_RANKS = frozenset(stems(" ".join(HONORIFICS | TITLES)))

_OFFICES = frozenset(stems(" ".join(ROLE_NOUNS | TITLES)))

_POSSESSIVE = re.compile(r"['’](?:s\b)?$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office in a question, "the port's director": all its stems, its ``name`` "director", its ``owner``'s stems."""

    stems: frozenset[str]
    name: str
    owner: frozenset[str]


def find_office(asked: str) -> Office | None:
    """Return the office that a speaker is asked for by; None for a personal name or an office without its owner."""
    last = asked.split()[-1:] or [""]
    every = frozenset(stems(asked)) - STOP_STEMS
    named = frozenset(stems(last[0]))
    if not named or not named <= _OFFICES or every == named:
        return None
    return Office(every, last[0], every - named)


def speaker_stems(statement: Statement) -> frozenset[str]:
    """Return the stems of a statement's speaker and role."""
    return frozenset(stems(f"{statement.speaker} {statement.role or ''}"))


def is_asked_speaker(asked: str, statement: Statement) -> bool:
    """Return whether a statement's speaker may be the one ``asked`` for.

    False where both have given names that differ: Ada Thorn is not Bo Thorn, but Thorn may be. False too where the
    surnames differ but have one stem: Thorns is not Ada Thorn.
    """
    if _is_another_surname(asked, statement.speaker):
        return False
    also = cross_script_aliases(asked, [statement.speaker], speaker=True)
    asked_names, speaker_names = _name_stems(asked), [also.get(name, name) for name in _name_stems(statement.speaker)]
    if len(asked_names) < 2 or len(speaker_names) < 2 or asked_names[-1] != speaker_names[-1]:
        return True
    first, other = asked_names[0], speaker_names[0]
    return first in speaker_names or other in asked_names or _is_short_for(first, other)


def _is_another_surname(asked: str, speaker: str) -> bool:
    """Return whether the surnames of two English names differ although they have one stem."""
    one, other = (text.split()[-1:] or [""] for text in (asked, speaker))
    plain = [_POSSESSIVE.sub("", word[0]).casefold() for word in (one, other)]
    named = all(word[:1].isupper() for word in speaker.split())
    return named and plain[0] != plain[1] and stems(plain[0]) == stems(plain[1]) and "".join(plain).isascii()


def _name_stems(text: str) -> list[str]:
    return [stem for stem in stems(text) if stem not in _RANKS and stem not in STOP_STEMS]


def _is_short_for(one: str, other: str) -> bool:
    """Return whether one name begins like the other: J., Nick and Nicholas, Олена and Олени."""
    shared = min(len(one), len(other), 3)
    return one[:shared] == other[:shared]
