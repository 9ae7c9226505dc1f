"""What is asked: the kind of a question, whom it is about, and the words of it that are searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.answer import forms, forms_cyrillic
from bot.answer.form import compiled, forms_of, plain, unplain
from index.errors import QuestionError
from index.sentences import language

LONGEST = 2000
"""Characters; a question that quotes a whole paragraph still fits."""


class Kind(StrEnum):
    """``who_said`` asks for the speaker of some words, ``what_said`` for the words of a speaker; ``open`` is everything
    else."""

    WHO_SAID = "who_said"
    WHAT_SAID = "what_said"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Question:
    """``subject`` is what was said, or about what: of "who said it rains?", "it rains"; empty where any words will do.

    ``speaker`` is who said it, as the asker names them: a must of ``what_said`` ("Roe", "the ministry"), a hint of
    ``who_said`` ("which senator ..."). ``verb`` is the word for saying it, where one was used.
    ``sure`` is False where an open question may have been meant.
    """

    text: str
    kind: Kind
    subject: str
    speaker: str = ""
    sure: bool = True
    verb: str = ""


def understand(text: str) -> Question:
    """Read a question. Raises QuestionError where it is empty, has no word of two letters, or is over 2,000
    characters long."""
    text = " ".join(text.encode("utf-8", "replace").decode().split())  # half a surrogate pair is no text
    if not text:
        raise QuestionError("the question is empty: ask something about the articles")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text):,} characters, and {LONGEST:,} is the most: shorten it")
    if not re.search(r"\w\w", text):
        raise QuestionError(f"{text[:20]!r} is too short a question: ask with at least one whole word")
    spoken = language(text)
    likely = {"uk": ("uk", "ru"), "ru": ("ru", "uk")}.get(spoken, (spoken,))  # few words may be of either
    readings = (_matched(text, each) for each in likely)
    return next((reading for reading in readings if reading), Question(text, Kind.OPEN, text))


def _matched(text: str, spoken: str) -> Question | None:
    asked = plain(text)
    for kind, sure, patterns in _tables(spoken):
        for pattern in patterns:
            match = pattern.fullmatch(asked)
            if match:
                return _read(text, kind, match.groupdict(), sure=sure)
    return None


def _read(text: str, kind: Kind, found: dict[str, str | None], *, sure: bool) -> Question:
    speaker, words = unplain(found.get("speaker") or ""), unplain(found.get("words") or "")
    if found.get("open"):
        words = f"{found['open']}{words}"
    if kind is Kind.WHO_SAID and not re.search(r"\w", words):
        return Question(text, Kind.OPEN, text)
    verb = (found.get("say") or found.get("saying") or "").strip().lower()
    return Question(text, kind, words, speaker, sure and not (verb and verb in _acts()), verb)


_Table = tuple[Kind, bool, tuple[re.Pattern[str], ...]]


@cache
def _tables(spoken: str) -> tuple[_Table, ...]:
    """What is tried for a language, in order."""
    return _english() if spoken == "en" else _cyrillic(spoken)


@cache
def _acts() -> frozenset[str]:
    """The English verbs that tell of more than words: who announced, accused, rejected something."""
    return frozenset(_inflected(forms.VERBS.split())) - frozenset(_inflected(forms.REPORTS.split()))


def _english() -> tuple[_Table, ...]:
    lists = _lists(forms.LISTS)
    lists["say"] = _inflected(forms.VERBS.split())
    lists["report"] = _inflected(forms.REPORTS.split())
    lists["saying"] = [form for form in lists["say"] if form.endswith("ing")]
    return (
        _table(Kind.WHAT_SAID, forms.WHAT_SAID, lists),
        _table(Kind.WHO_SAID, forms.WHO_SAID, lists),
        _table(Kind.WHO_SAID, forms.DID_ANYONE, lists),
        _table(Kind.WHAT_SAID, forms.PERHAPS, lists, sure=False),
    )


def _cyrillic(spoken: str) -> tuple[_Table, ...]:
    lists = _lists(forms_cyrillic.LISTS[spoken])
    lists["say"] = forms_cyrillic.verbs(spoken)
    return (
        _table(Kind.WHAT_SAID, forms_cyrillic.WHAT_SAID[spoken], lists),
        _table(Kind.WHO_SAID, forms_cyrillic.WHO_SAID[spoken], lists),
    )


def _lists(entries: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: listed.split(", ") for name, listed in entries.items()}


def _table(kind: Kind, rows: Iterable[str], lists: Mapping[str, list[str]], *, sure: bool = True) -> _Table:
    return kind, sure, tuple(compiled(row, lists) for row in rows)


def _inflected(verbs: Iterable[str]) -> list[str]:
    return [form for verb in verbs for form in forms_of(verb, forms.IRREGULAR, forms.DOUBLED)]
