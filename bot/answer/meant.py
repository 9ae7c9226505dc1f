"""Whether a statement's speaker is the one that an asker names."""

from __future__ import annotations

from index.across import aliases
from index.statements.tables.people import HONORIFICS, TITLES
from index.types import Statement
from index.words import FUNCTION_WORDS, stems

_RANKS = frozenset(stems(" ".join(HONORIFICS | TITLES)))


def is_meant(asked: str, statement: Statement) -> bool:
    """False where both names have a given name and they differ: Ada Thorn is not Bo Thorn, but Thorn may be."""
    also = aliases(asked, [statement.speaker], speaker=True)
    wanted, speaker = _names(asked), [also.get(name, name) for name in _names(statement.speaker)]
    if len(wanted) < 2 or len(speaker) < 2 or wanted[-1] != speaker[-1]:
        return True
    return wanted[0] in speaker or speaker[0] in wanted or _is_short_for(wanted[0], speaker[0])


def _names(text: str) -> list[str]:
    return [stem for stem in stems(text) if stem not in _RANKS and stem not in FUNCTION_WORDS]


def _is_short_for(one: str, other: str) -> bool:
    """An initial, or a short form that begins the long one: J., Nick and Nicholas, Олена and Олени."""
    shared = min(len(one), len(other), 3)
    return one[:shared] == other[:shared]
