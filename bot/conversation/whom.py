"""Whom a pronoun means: the one person of the last turns who can be meant, or a question back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation.types import AskBack, Person, Turn
from bot.messages import ConversationMessages

_MOST_NAMED = 4
"""People whom a question back names; of more than that nobody reads on."""


def meant_by(word: str, gender: str, turns: Sequence[Turn], messages: ConversationMessages) -> Person | AskBack:
    """The person whom a pronoun of a gender, "" for any, can mean.

    The newest turn that names somebody who fits decides. Whoever was asked about there is meant before those who only
    stand in its quotes, unless one of these is surely of that gender and the other is not; and so with whoever was
    asked about before. Two who fit alike are asked back, and so is a pronoun that fits nobody, or only somebody of a
    further quote, who has little to do with the answer. "They" is of several more often than of one, so that it means
    nobody where the question or the first quote names two.
    """
    for at, turn in reversed(list(enumerate(turns))):
        fitting = [person for person in turn.people if _fits(person, gender)]
        asked = [person for person in fitting if person.asked or (not gender and person.first)]
        sure = [person for person in fitting if gender and person.gender == gender]
        likely = asked if asked and (asked[0] in sure or not sure) else [] if asked else fitting
        if len(likely) == 1 and not (likely[0].asked or likely[0].first):
            return AskBack(messages.person_unknown.format(word=word))
        if len(likely) == 1:
            rivals = [] if likely[0] in sure else _surely(gender, turns[:at], likely[0])
            return whom([likely[0], *rivals], messages) if rivals else likely[0]
        if fitting:
            several = list(dict.fromkeys([*asked, *(sure if asked else fitting)]))
            return whom(several, messages)
    return AskBack(messages.person_unknown.format(word=word))


def _surely(gender: str, turns: Sequence[Turn], other: Person) -> list[Person]:
    """Those asked about in ``turns`` who are of a gender by what the articles tell, but for ``other``."""
    found = [p for turn in turns for p in turn.people if p.asked and gender and p.gender == gender]
    return [person for person in dict.fromkeys(found) if person.name != other.name]


def whom(people: Sequence[Person], messages: ConversationMessages) -> AskBack:
    """A line that names those who may be meant; ``people`` holds two or more."""
    names = [person.name for person in people[:_MOST_NAMED]]
    listed = messages.list_end.join([", ".join(names[:-1]), names[-1]])
    return AskBack(messages.which_person.format(names=listed), tuple(people[:_MOST_NAMED]))


def _fits(person: Person, gender: str) -> bool:
    return not gender or person.gender in ("", gender)
