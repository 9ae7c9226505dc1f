"""Parse a question into its kind, subject and speaker by the patterns of its language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.answer.question import patterns_english, patterns_slavic
from index import QuestionError
from index.text.language import detect_language

LONGEST = 2000
"""Most characters of a question; one that quotes a whole paragraph still fits."""


_MOST_SPEAKER = 10
_MOST_REPEATS = 5
_NO_NAME = (
    r"(?!(?:who|whom|whose|what|which|when|where|why|how|that|is|are|was|were|be|been|did|does|do|has|have|had|will|would|"
    r"can|could|should|must|may|might|anyone|anybody|there|it|he|she|they|we|you|i|хто|кто|що|что|чи|ли) )"
)
"""Lookahead that excludes words which begin no speaker's name."""

_CAPTURES = {
    "{speaker}": rf"(?P<speaker>(?:{_NO_NAME}\S+ ){{1,{_MOST_SPEAKER}}}?)",
    "{words}": r"(?P<words>(?:\S+ )+)",
    "{words}?": r"(?P<words>(?:\S+ )*)",
}


class QuestionKind(StrEnum):
    """Kinds of questions: ``who_said`` asks for a speaker, ``what_said`` for a speaker's words, ``open`` the rest."""

    WHO_SAID = "who_said"
    WHAT_SAID = "what_said"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Question:
    """A parsed question.

    ``subject`` is the words said, or their topic: "it rains" of "who said it rains?"; empty where any words will do.
    ``speaker`` is who said it, as the asker names them: required by ``what_said`` ("Roe", "the ministry"), a hint of
    ``who_said`` ("which senator ..."). ``verb`` is the verb of speech, if any. Not ``sure``: it may be open.
    """

    text: str
    kind: QuestionKind
    subject: str
    speaker: str = ""
    sure: bool = True
    verb: str = ""


def parse_question(text: str) -> Question:
    """Parse a question.

    Raises QuestionError where it is empty, has no word of two letters, or more than 2,000 characters.
    """
    text = " ".join(text.encode("utf-8", "replace").decode().split())  # half a surrogate pair is no text
    if not text:
        raise QuestionError("the question is empty: ask something about the articles")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text):,} characters, and {LONGEST:,} is the most: shorten it")
    if not re.search(r"\w\w", text):
        raise QuestionError(f"{text[:20]!r} is too short a question: ask with at least one whole word")
    language = detect_language(text)
    likely = {"uk": ("uk", "ru"), "ru": ("ru", "uk")}.get(language, (language,))  # few words may be of either
    readings = (_match_patterns(text, each) for each in likely)
    return next((reading for reading in readings if reading), Question(text, QuestionKind.OPEN, text))


def normalize_for_patterns(text: str) -> str:
    """Return a question as patterns match it: a space after each word, a possessive and a comma being words."""
    text = re.sub(r"(?<=\w)'(?=s\b)|(?<=s)'(?=\s)", " '", f"{text} ".replace("’", "'"))
    text = re.sub(r",(?=\s)|[:;](?=\s)|\s[—–-](?=\s)", " , ", text)
    return f"{' '.join(text.split()).rstrip('?!. ,')} "


def restore_text(piece: str) -> str:
    """Return a piece of ``normalize_for_patterns`` text as people write it."""
    return re.sub(r" (?='(?:s\b|\s|$)|,)", "", piece).strip(" ,")


def compile_patterns(form: str, lists: Mapping[str, Collection[str]]) -> re.Pattern[str]:
    """Compile a pattern to match whole ``normalize_for_patterns`` text; ``lists`` has the words of each <name>.

    Raises KeyError for a name that no list has.
    """
    return re.compile("".join(_compile_part(part, lists) for part in form.split()), re.IGNORECASE)


def english_verb_forms(verb: str, irregular: Mapping[str, str], doubled: Collection[str]) -> Iterator[str]:
    """Yield the forms of an English verb: deny, denies, denying, denied."""
    stem = verb.removesuffix("e")
    ends_in_y = verb.endswith("y") and verb[-2] not in "aeo"
    if verb in doubled:
        stem += verb[-1]
    yield verb
    yield f"{verb[:-1]}ies" if ends_in_y else f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    yield f"{verb}ing" if verb.endswith("ee") else f"{stem}ing"
    yield from irregular.get(verb, f"{verb[:-1]}ied" if ends_in_y else f"{stem}ed").split()


_Table = tuple[QuestionKind, bool, tuple[re.Pattern[str], ...]]


def _match_patterns(text: str, language: str) -> Question | None:
    asked = normalize_for_patterns(text)
    for kind, sure, patterns in _tables(language):
        for pattern in patterns:
            match = pattern.fullmatch(asked)
            if match:
                return _make_question(text, kind, match.groupdict(), sure=sure)
    return None


def _make_question(text: str, kind: QuestionKind, found: dict[str, str | None], *, sure: bool) -> Question:
    speaker, words = restore_text(found.get("speaker") or ""), restore_text(found.get("words") or "")
    if found.get("open"):
        words = f"{found['open']}{words}"
    if kind is QuestionKind.WHO_SAID and not re.search(r"\w", words):
        return Question(text, QuestionKind.OPEN, text)
    verb = (found.get("say") or found.get("saying") or "").strip().lower()
    return Question(text, kind, words, speaker, sure and not (verb and verb in _action_verbs()), verb)


@cache
def _tables(language: str) -> tuple[_Table, ...]:
    """Return the patterns of a language in the order in which they are tried."""
    return _english() if language == "en" else _cyrillic(language)


@cache
def _action_verbs() -> frozenset[str]:
    """Return the forms of English verbs of action: who announced, accused, rejected something."""
    return frozenset(_inflect(patterns_english.VERBS.split())) - frozenset(_inflect(patterns_english.REPORTS.split()))


def _english() -> tuple[_Table, ...]:
    lists = _lists(patterns_english.LISTS)
    lists["say"] = _inflect(patterns_english.VERBS.split())
    lists["report"] = _inflect(patterns_english.REPORTS.split())
    lists["saying"] = [form for form in lists["say"] if form.endswith("ing")]
    return (
        _table(QuestionKind.WHAT_SAID, patterns_english.WHAT_SAID, lists),
        _table(QuestionKind.WHO_SAID, patterns_english.WHO_SAID, lists),
        _table(QuestionKind.WHO_SAID, patterns_english.DID_ANYONE, lists),
        _table(QuestionKind.WHAT_SAID, patterns_english.PERHAPS, lists, sure=False),
    )


def _cyrillic(language: str) -> tuple[_Table, ...]:
    lists = _lists(patterns_slavic.LISTS[language])
    lists["say"] = patterns_slavic.verb_forms(language)
    return (
        _table(QuestionKind.WHAT_SAID, patterns_slavic.WHAT_SAID[language], lists),
        _table(QuestionKind.WHO_SAID, patterns_slavic.WHO_SAID[language], lists),
    )


def _lists(entries: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: listed.split(", ") for name, listed in entries.items()}


def _table(kind: QuestionKind, rows: Iterable[str], lists: Mapping[str, list[str]], *, sure: bool = True) -> _Table:
    return kind, sure, tuple(compile_patterns(row, lists) for row in rows)


def _inflect(verbs: Iterable[str]) -> list[str]:
    return [
        form
        for verb in verbs
        for form in english_verb_forms(verb, patterns_english.IRREGULAR, patterns_english.DOUBLED)
    ]


def _compile_part(part: str, lists: Mapping[str, Collection[str]]) -> str:
    if part in _CAPTURES:
        return _CAPTURES[part]
    mark = part[-1] if len(part) > 1 and part[-1] in "?*" else ""
    name = part.rstrip("?*")
    if name.startswith("{"):
        return f"(?P<{name[1:-1]}>{_alternatives(lists[name[1:-1]])} )" + ("?" if mark else "")
    choices = lists[name[1:-1]] if name.startswith("<") else name.split("/")
    return f"(?:{_alternatives(choices)} )" + {"": "", "?": "?", "*": f"{{0,{_MOST_REPEATS}}}"}[mark]


def _alternatives(choices: Collection[str]) -> str:
    longest_first = sorted(choices, key=lambda choice: (-len(choice), choice))
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
