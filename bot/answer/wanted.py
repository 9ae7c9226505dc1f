"""What kind of thing a question wants: somebody, a place, a time, a number, a reason, or anything at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.statements import GROUPS, ROLE_NOUNS
from index.statements.tables.words import words
from index.words import FUNCTION_WORDS, stem


class Wanted(StrEnum):
    """``ANYTHING`` stands for what has no outward mark: an object, an event, yes or no."""

    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    NUMBER = "number"
    REASON = "reason"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Want:
    """``counted`` holds the stems of the words behind "how many", up to three: what a number is wanted of."""

    kind: Wanted
    counted: frozenset[str] = frozenset()


STRAIGHT = str.maketrans("’ʼ", "''")
"""Apostrophes as phones type them, to those of the tables."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_ASKED_BY = {
    Wanted.PERSON: words("who whom whose whos who's хто кого кому ким чий чия чиє кто кем чей чья"),
    Wanted.PLACE: words("where wheres where's де куди звідки где куда откуда"),
    Wanted.TIME: words("when whens when's коли когда"),
    Wanted.REASON: words("why чому навіщо почему зачем"),
    Wanted.NUMBER: words("скільки сколько"),
}
_HOW_NUMBER = words("many much old tall high deep big large wide few far fast heavy hot cold")
_HOW_TIME = words("long often soon")
_WHICH = words(
    "what which whats what's який яка яке які якого якій якому яким яку яких котрий "
    "какой какая какое какие каком какого какую каких который"
)
_LINKS = words("is are was were will be 's the a an were name of")

_NOUNS = {
    Wanted.PERSON: ROLE_NOUNS - GROUPS | words("name person woman man girl boy child suspect victim"),
    Wanted.PLACE: words(
        "country city state place town village location area region nation province island street continent county "
        "capital district venue hometown місто країна область країні місті вулиця вулиці "
        "город страна стране городе улица улице"
    ),
    Wanted.TIME: words(
        "year date day time month week decade century weekday hour "
        "рік день дата місяць год месяц році році году дня числа дату"
    ),
    Wanted.NUMBER: words(
        "number percentage percent share amount age toll price cost speed rate score total size height weight salary "
        "length width depth temperature sum fine budget quantity proportion"
    ),
    Wanted.REASON: words("reason cause motive purpose причина причини причине"),
}
_MOST_TO_NOUN = 4
"""Words behind "which" among which the noun asked after stands: "which former river town"."""


def wanted(question: str) -> Want:
    """What ``question`` wants, by its question word and the noun behind it."""
    said = [word.lower() for word in _WORD.findall(question.translate(STRAIGHT))]
    for at, word in enumerate(said):
        found = _how(said, at) if word == "how" else _which(said, at) if word in _WHICH else _plain(said, at)
        if found is not None:
            return found
    return Want(Wanted.ANYTHING)


def _plain(said: list[str], at: int) -> Want | None:
    for kind, asking in _ASKED_BY.items():
        if said[at] in asking:
            return Want(kind, _counted(said[at + 1 :]) if kind is Wanted.NUMBER else frozenset())
    return None


def _how(said: list[str], at: int) -> Want:
    following = said[at + 1] if at + 1 < len(said) else ""
    if following in _HOW_TIME:
        return Want(Wanted.TIME)
    if following in _HOW_NUMBER:
        return Want(Wanted.NUMBER, _counted(said[at + 2 :]) if following in {"many", "much"} else frozenset())
    return Want(Wanted.ANYTHING)


def _which(said: list[str], at: int) -> Want:
    behind = said[at + 1 : at + 1 + _MOST_TO_NOUN]
    for word in behind:
        for kind, nouns in _NOUNS.items():
            if word.removesuffix("'s") in nouns and not (word == "name" and "of" in behind):
                return Want(kind)
        if word not in _LINKS and stem(word) in FUNCTION_WORDS:
            break
    return Want(Wanted.ANYTHING)


def _counted(behind: list[str]) -> frozenset[str]:
    """The stems of the words up to the next function word: "people were hurt" counts people."""
    found: list[str] = []
    for word in behind[:3]:
        if stem(word) in FUNCTION_WORDS:
            break
        found.append(stem(word))
    return frozenset(found)
