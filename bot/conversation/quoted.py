"""A question about a part of an answer that somebody quotes in reply: "why?", "who?" about just these words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.types import QuoteRef
from bot.conversation.standalone import Words, stand_alone
from bot.conversation.topic import DASH, bare
from bot.conversation.types import AskBack, Person, Turn, Understood
from index.words import stems

_LONGEST_PART = 300
"""Characters of a quoted part that are asked about."""

_WHO = {"who": "who said that?", "хто": "хто це сказав?", "кто": "кто это сказал?"}
"""What a bare "who?" means about words that somebody said."""


def about_part(text: str, part: str, turn: Turn, earlier: Sequence[Turn], words: Words) -> Understood | AskBack:
    """What ``text`` means as a reply to ``part`` of the answer of ``turn``; ``earlier`` are the turns before it.

    A question that is complete by itself stays as it is. People whom the part names are meant before others, and where
    it names nobody, whoever said it.
    """
    part = " ".join(part.split())[:_LONGEST_PART].replace(DASH, ", ")
    if not stems(part):
        return stand_alone(text, (*earlier, turn), words)
    held = next((one for one in turn.cited if holds(words(one) or "", part)), None)
    narrowed = replace(turn, question=f"…{DASH}{bare(part)}", cited=(held,) if held else ())
    narrowed = replace(narrowed, people=_people(turn, part, held))
    if held and held.speaker and bare(text).lower() in _WHO:
        text = _WHO[bare(text).lower()]
    meant = stand_alone(text, (*earlier, narrowed), lambda _: part)
    if isinstance(meant, Understood) and meant.besides:
        shown = tuple(dict.fromkeys((*meant.besides, *(one.place for one in turn.cited))))
        return replace(meant, besides=shown)
    return meant


def holds(quote: str, part: str) -> bool:
    """Whether the words of ``part`` stand in a quote in one run."""
    whole, wanted = stems(quote), stems(part)
    return any(whole[at : at + len(wanted)] == wanted for at in range(len(whole) - len(wanted) + 1))


def _people(turn: Turn, part: str, held: QuoteRef | None) -> tuple[Person, ...]:
    present = {*stems(part)}
    named = [person for person in turn.people if stems(person.name)[-1:] and stems(person.name)[-1] in present]
    said = [person for person in turn.people if held and person.name == held.speaker]
    return tuple(replace(person, asked=True, first=True) for person in named or said)
