"""Whether a statement's speaker is the one that an asker names, or calls by an office."""

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
    """Somebody called by what they are, "the port's director": the stems of all of it, its last word, which ``name``s
    it, and the stems of the others, whose ``owner`` it is."""

    stems: frozenset[str]
    name: str
    owner: frozenset[str]


def find_office(asked: str) -> Office | None:
    """What a speaker is called by, who is asked for without a name; None where a name is given, or no more than the
    bare office."""
    last = asked.split()[-1:] or [""]
    every = frozenset(stems(asked)) - STOP_STEMS
    named = frozenset(stems(last[0]))
    if not named or not named <= _OFFICES or every == named:
        return None
    return Office(every, last[0], every - named)


def speaker_stems(statement: Statement) -> frozenset[str]:
    """The stems of a statement's speaker and role."""
    return frozenset(stems(f"{statement.speaker} {statement.role or ''}"))


def is_asked_speaker(asked: str, statement: Statement) -> bool:
    """False where both names have a given name and they differ: Ada Thorn is not Bo Thorn, but Thorn may be. False too
    where the surname is only much like the one asked for: Thorns is not Ada Thorn."""
    if _is_another_surname(asked, statement.speaker):
        return False
    also = cross_script_aliases(asked, [statement.speaker], speaker=True)
    wanted, speaker = _name_stems(asked), [also.get(name, name) for name in _name_stems(statement.speaker)]
    if len(wanted) < 2 or len(speaker) < 2 or wanted[-1] != speaker[-1]:
        return True
    return wanted[0] in speaker or speaker[0] in wanted or _is_short_for(wanted[0], speaker[0])


def _is_another_surname(asked: str, speaker: str) -> bool:
    """Whether the last words of two names have one stem and are two English names all the same."""
    one, other = (text.split()[-1:] or [""] for text in (asked, speaker))
    plain = [_POSSESSIVE.sub("", word[0]).casefold() for word in (one, other)]
    named = all(word[:1].isupper() for word in speaker.split())
    return named and plain[0] != plain[1] and stems(plain[0]) == stems(plain[1]) and "".join(plain).isascii()


def _name_stems(text: str) -> list[str]:
    return [stem for stem in stems(text) if stem not in _RANKS and stem not in STOP_STEMS]


def _is_short_for(one: str, other: str) -> bool:
    """An initial, or a short form that begins the long one: J., Nick and Nicholas, Олена and Олени."""
    shared = min(len(one), len(other), 3)
    return one[:shared] == other[:shared]
