"""Inflection of Ukrainian and Russian names: stem, nominative and gender.

No dictionary is used: a name is shown only in a form that the article itself gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.statements.lexicon.slavic import MEN_IN_A, NAMES_IN_M, ROLE_MEN, ROLE_WOMEN, WOMEN_IN_CONSONANT

_ENDING = re.compile(
    r"(?:ського|ському|ським|ськім|ською|ської|ська|ську|ський|ская|ской|скую|ский|ского|скому|ским|ском"
    r"|ового|овому|ої|ою|ою|ого|ому|ему|его|ими|ому|ові|еві|єві|ыми|ами|ями|им|ым|ий|ый|ой|ая|яя|ую|юю|ое|ей|ею|єю"
    r"|ом|ем|єм|ам|ям|ах|ях|их|ых|[аяуюиіїеєоёыйьэ])$"
)
_FLEETING = re.compile(r"[еоіёє](?=[бвгґджзклмнпрстфхцчшщ]$)")
_ADJECTIVE = re.compile(r"(?:ськ|цьк|ск|цк)$")
_LEAST_FLEETING = 3
_HARD = frozenset("бвгґджзйклмнпрстфхцчшщьо")
_OBLIQUE_NAME = re.compile(r"(?:ові|еві|єві|ом|ем|єм|ою|ею|єю|[уюіиїе])$")


def is_cyrillic(word: str) -> bool:
    """Return whether a word begins with a Cyrillic letter."""
    return "Ѐ" <= word[:1] <= "ӿ"


def strip_case_ending(word: str) -> str:
    """Return a word without the ending of its case."""
    lower = word.lower()
    found = _ENDING.search(lower, 2)
    return _ADJECTIVE.sub("ск", (lower[: found.start()] if found else lower).replace("ё", "е").rstrip("ьй"))


def case_stem(word: str) -> str:
    """Return what is left of a word in every case, as for Коваль, Коваля, Ковалем; other scripts stay as they are.

    A vowel before the last consonant goes too, since it comes and goes: Павел, Павла; Федір, Федора.
    """
    lower = word.lower()
    if not is_cyrillic(lower):
        return lower
    short = strip_case_ending(lower)
    return _FLEETING.sub("", short) if len(short) > _LEAST_FLEETING else short


def nominative_rank(word: str) -> int:
    """Return a rank of the forms of one word, the nominative first: a bare ending, -а and -я, any other."""
    lower = word.lower()
    if not is_cyrillic(lower) or lower[-1] in _HARD:
        return 2
    return int(lower[-1] in "ая")


def is_nearer_nominative(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether ``one`` is nearer to the nominative than ``other``, a form of the same name.

    The first name decides: -ой ends men's surnames in the nominative and women's in other cases.
    """
    return [nominative_rank(word) for word in one] > [nominative_rank(word) for word in other]


def gender_of_name(first: str) -> str:
    """Return "m" or "f" of a first name in the nominative; "" where its ending does not tell."""
    lower = first.lower()
    if not is_cyrillic(lower) or len(lower) < 3:
        return ""
    if lower in WOMEN_IN_CONSONANT or (lower[-1] in "ая" and lower not in MEN_IN_A):
        return "f"
    return "m" if lower in MEN_IN_A or lower[-1] in _HARD else ""


def gender_of_verb(verb: str) -> str:
    """Return "m", "f", "n" or "p" (plural) of a verb of speech; "" where its form goes with men and women alike."""
    lower = verb.lower()
    base = lower[:-2] if lower.endswith(("ся", "сь")) else lower
    for gender, endings in (("f", ("ла", "на")), ("n", ("ло", "но")), ("p", ("ли", "ні", "ны"))):
        if base.endswith(endings):
            return gender
    if base.endswith(("жуть", "ють", "ять", "ат", "ят", "ют", "ут", "шуть")):
        return "p"
    return "m" if base.endswith(("в", "л", "ний", "вен", "ден", "ждён", "іг", "ёг")) else ""


def may_be_nominative(name: str) -> bool:
    """Return whether a first name, or a surname alone, may be the subject: not Олену, Коваля's dative or the like."""
    return not is_cyrillic(name) or name.lower() in NAMES_IN_M or _OBLIQUE_NAME.search(name.lower()) is None


def agrees(gender: str, noun: str) -> bool:
    """Return whether a noun, by its ending, may be the subject of a verb form of that gender."""
    lower = noun.lower()
    if not is_cyrillic(lower):
        return True
    if gender == "m":
        return lower in ROLE_MEN or (lower[-1] in _HARD - {"о"}) or lower.endswith(("ий", "ый", "ой"))
    if gender == "f":
        return lower[-1] in "аяь" or lower in ROLE_MEN | ROLE_WOMEN
    if gender == "n":
        return lower[-1] in "оеєя"
    if gender == "p":
        return lower[-1] in "иіїыеєя"
    return lower[-1] not in "уюёо" or lower.endswith(("ство", "гентство"))
