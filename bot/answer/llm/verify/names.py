"""Every name of a sentence must stand in what it cites: as it is, in full or in short, or in the other alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.answer.llm.types import Problem
from bot.answer.llm.verify.cited import Cited
from bot.answer.llm.verify.places import alike, is_of_a_place
from index.across import other_spellings
from index.statements import (
    CYRILLIC_SAY,
    FIRST_NAMES,
    HELPERS,
    HONORIFICS,
    NOT_NAMES,
    PARTIES,
    POSSESSIVE_PRONOUNS,
    PRONOUNS,
    ROLE_NOUNS,
    SAY,
    TELL,
    TIME_WORDS,
    TITLES,
)
from index.text.dates import month_of, weekday_of
from index.transliterate import is_cyrillic
from index.words import FUNCTION_WORDS, stem, stems, words

_PARTIES = PARTIES | {"americans"}
_PLAIN = (NOT_NAMES | TIME_WORDS | HONORIFICS) - _PARTIES
_RANKS = (TITLES | ROLE_NOUNS) - _PARTIES
_VERBS = SAY | TELL | HELPERS | CYRILLIC_SAY
_OPENERS = '.!?…:“”"«»„(—–\n'
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_ORDINARY_END = re.compile(
    r"(?:ing|ed|ly|tion|sion|ment|ness|ship|ists?|ers|ors|ians|ies|ances?|ences?|ful|ous|ive|able|ible|less)$"
)
"""How words end that are no name, where a capital is only that of a sentence's beginning."""

_LEANS = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(PRONOUNS | POSSESSIVE_PRONOUNS))})(?!\w)",
    re.IGNORECASE,
)
"""A sentence with a pronoun may be about somebody whom only the title names."""

_SHORTEST_KIN, _KIN = 4, 0.6
"""Letters, and share of the longer one, that two words begin with alike which are of one name: Russia, Russian."""


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name as it is written at ``start:end``; ``opens`` where a sentence begins with it."""

    word: str
    start: int
    end: int
    opens: bool = False


def check(told: str, cited: Cited) -> Problem | None:
    """The first name of ``told`` that neither the texts cited nor what is known of their articles has."""
    named = [name for name in names(told) if not name.opens or _surely(told, name, cited)]
    known = _known(told, cited)
    for name in named:
        if not (stands(name.word, known) or _is_title_there(name.word, cited)):
            return cited.problem(f"the name {name.word!r}", lambda one, n=name.word: stands(n, words_of(one.text)))  # type: ignore[misc]
    return _mixed(told, named, cited)


def names(told: str) -> Iterator[Name]:
    """The words of ``told`` that carry a capital as a name does; what opens a sentence may be none."""
    for word in words(told):
        written = _POSSESSIVE.sub("", told[word.start : word.end])
        low = written.lower()
        plain = low in _PLAIN or f"{low}." in HONORIFICS or word.stem in FUNCTION_WORDS
        if not written[:1].isupper() or plain or month_of(written) is not None or weekday_of(written) is not None:
            continue
        before = told[: word.start].rstrip(" \t'‘’")
        yield Name(written, word.start, word.start + len(written), not before or before[-1] in _OPENERS)


def stands(word: str, known: frozenset[str]) -> bool:
    """Whether a word of a name is among ``known`` words, in whatever case, adjective or alphabet."""
    low, one = word.lower(), stem(word)
    if one in known or low in known or alike(one, known):
        return True
    if word.isupper() and len(word) > 1 and f"letters:{low}" in known:
        return True
    if any(_is_kin(one, other) for other in known if other[:3] == one[:3]):
        return True
    foreign = frozenset(each for each in known if is_cyrillic(each) != is_cyrillic(word))
    return bool(foreign) and bool(other_spellings(word, foreign.__contains__, speaker=True))


def words_of(text: str) -> frozenset[str]:
    """The stems of a text, with the initials of its names: "letters:un" where it has the United Nations."""
    return frozenset(stems(text)) | frozenset(f"letters:{letters}" for letters in _initials(text))


def _known(told: str, cited: Cited) -> frozenset[str]:
    """What may be named: the texts cited, whom they mean by it, who speaks there, and who published it. A title counts
    where a sentence leaves open whom it is about, a role where its speaker is named too."""
    written = frozenset(stems(told))
    found = [cited.text, *cited.people, *cited.organisations]
    for said in cited.said:
        by_name = not written.isdisjoint(frozenset(stems(said.statement.speaker)) - FUNCTION_WORDS)
        found.append(said.who if by_name else said.statement.speaker)
    found += [*cited.publishers, *(cited.titles if _LEANS.search(cited.text) else ())]
    return words_of("\n".join(found))


def _is_title_there(word: str, cited: Cited) -> bool:
    """Whether an office is one that a cited article speaks of: President, Senator."""
    return word.lower() in TITLES and any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", one.article.text, re.IGNORECASE) for one in cited.sentences
    )


def _surely(told: str, name: Name, cited: Cited) -> bool:
    """Whether a word that opens a sentence is a name, and carries its capital not for its place alone."""
    low = name.word.lower()
    if any(letter.isupper() or letter.isdigit() for letter in name.word[1:]) or low in FIRST_NAMES:
        return True
    if low in _RANKS:
        return False
    behind = told[name.end :]
    following = re.match(r"(?:['’]s|['’])?\s*([^\W\d_]+)", behind)
    word = following.group(1) if following else ""
    if re.match(r"['’]s?\s|\s*,\s*(?:who|which|a|an|the)\b", behind):
        return True
    if word[:1].isupper() and not (month_of(word) or low in _VERBS):
        return not _is_ordinary(low, cited)
    verb = word.lower() in _VERBS or word.lower().endswith(("ed", "ла", "ло", "ли")) or word.lower() in {"is", "was"}
    return verb and not _is_ordinary(low, cited)


def _is_ordinary(low: str, cited: Cited) -> bool:
    """Whether a word is known to stand in small letters, or ends as no name does."""
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return plural or bool(_ORDINARY_END.search(low)) or low in _small_words(cited)


def _small_words(cited: Cited) -> frozenset[str]:
    texts = {id(one.article): one.article.text for one in cited.prompt}
    return frozenset(word for text in texts.values() for word in re.findall(r"\b[^\W\d_A-ZА-Я][^\W\d_]+", text))


def _initials(text: str) -> Iterator[str]:
    """The first letters of each run of capital words, small linking words left out: un, cia."""
    run: list[str] = []
    for found in re.finditer(r"[^\W\d_]+|[^\w\s]", text):
        word = found.group()
        if word[0].isupper():
            run.append(word[0].lower())
        elif not (run and word in {"of", "the", "for", "and", "-", "&"}):
            yield from _runs(run)
            run = []
    yield from _runs(run)


def _runs(run: Sequence[str]) -> Iterator[str]:
    for begin in range(max(1, len(run) - 2)):
        for end in range(begin + 2, min(len(run), begin + 7) + 1):
            yield "".join(run[begin:end])


def _is_kin(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    most = max(len(one), len(other))
    adjective = abs(len(one) - len(other)) <= 3
    return shared >= _SHORTEST_KIN and shared >= _KIN * most and adjective and shared >= min(len(one), len(other)) - 1


def _mixed(told: str, named: Sequence[Name], cited: Cited) -> Problem | None:
    """A first name with another person's surname: both stand there, and nowhere together."""
    texts = [stems(text) for text in (*cited.runs, *cited.people, *(said.who for said in cited.said), cited.about)]
    for first, last in pairwise(named):
        beside = told[first.end : last.start] == " "
        if not beside or is_cyrillic(first.word) or any(_is_describing(each.word) for each in (first, last)):
            continue
        one, two = stem(first.word), stem(last.word)
        if not any(_near(text, one, two) for text in texts) and all(
            any(w in text for text in texts) for w in (one, two)
        ):
            what = f"the name {told[first.start : last.end]!r}"
            return cited.problem(what, lambda one_, a=one, b=two: _near(stems(one_.text), a, b))  # type: ignore[misc]
    return None


def _is_describing(word: str) -> bool:
    """Whether a word may stand before anybody's name: an office, a party, a country, letters."""
    low = word.lower()
    return (
        low in _RANKS or low in _PARTIES or word.isupper() or is_of_a_place(stem(word)) or low.endswith(("an", "ese"))
    )


def _near(text: Sequence[str], one: str, two: str) -> bool:
    """Whether the words stand together, a middle name or two between them."""
    return any(word == one and two in text[at + 1 : at + 4] for at, word in enumerate(text))
