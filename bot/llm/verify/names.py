"""Check that the names of a sentence stand in what it cites; compare names across inflections and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

from bot.llm.types import NumberedSentence, Problem
from bot.llm.verify.evidence import ClaimEvidence
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
from index.text.characters import is_cyrillic
from index.text.cross_script import other_spellings
from index.text.dates import month_of, weekday_of
from index.text.tokenizer import STOP_STEMS, stem, stems, words

_PARTIES = PARTIES | {"americans"}
_ORDINARY_WORDS = (NOT_NAMES | TIME_WORDS | HONORIFICS) - _PARTIES
_OFFICES = (TITLES | ROLE_NOUNS) - _PARTIES
_VERBS = SAY | TELL | HELPERS | CYRILLIC_SAY
_OPENERS = '.!?…:“”"«»„(—–\n'
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_ORDINARY_END = re.compile(
    r"(?:ing|ed|ly|tion|sion|ment|ness|ship|ists?|ers|ors|ians|ies|ances?|ences?|ful|ous|ive|able|ible|less)$"
)
"""Endings of ordinary words, whose capital at the beginning of a sentence makes them no name."""

_PRONOUN = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(PRONOUNS | POSSESSIVE_PRONOUNS))})(?!\w)",
    re.IGNORECASE,
)
"""A sentence with a pronoun may be about somebody that only the title names."""

_MIN_SHARED_LETTERS, _MIN_SHARED_PART = 4, 0.6
"""Shared first letters, and their share of the longer word, of two forms of one name: Russia, Russian."""


@dataclass(frozen=True, slots=True)
class Name:
    """A word of a name as it is written at ``start:end``; ``opens`` when it is the first word of a sentence."""

    word: str
    start: int
    end: int
    opens: bool = False


def check_names(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find the first name of ``sentence`` that stands neither in the texts cited nor in the data of their articles."""
    names = [name for name in find_names(sentence) if not name.opens or _is_certain_name(sentence, name, evidence)]
    known = _known_names(sentence, evidence)
    for name in names:
        word = name.word
        if not (is_known_name(word, known) or _is_office_in_article(word, evidence)):
            return evidence.report_missing(f"the name {word!r}", partial(_has_name, word))
    return _check_name_pairs(sentence, names, evidence)


def _has_name(word: str, sentence: NumberedSentence) -> bool:
    return is_known_name(word, name_stems(sentence.text))


def find_names(sentence: str) -> Iterator[Name]:
    """Yield the capitalized words of ``sentence`` that may be names; one that ``opens`` a sentence may be none."""
    for word in words(sentence):
        written = _POSSESSIVE.sub("", sentence[word.start : word.end])
        low = written.lower()
        plain = low in _ORDINARY_WORDS or f"{low}." in HONORIFICS or word.stem in STOP_STEMS
        if not written[:1].isupper() or plain or month_of(written) is not None or weekday_of(written) is not None:
            continue
        before = sentence[: word.start].rstrip(" \t'‘’")
        yield Name(written, word.start, word.start + len(written), not before or before[-1] in _OPENERS)


def is_known_name(word: str, known: frozenset[str]) -> bool:
    """Return whether a word of a name is among ``known`` stems, in any case, as an adjective or in another script."""
    low, one = word.lower(), stem(word)
    if one in known or low in known or is_same_place(one, known):
        return True
    if word.isupper() and len(word) > 1 and f"letters:{low}" in known:
        return True
    if any(_is_inflection(one, other) for other in known if other[:3] == one[:3]):
        return True
    foreign = frozenset(each for each in known if is_cyrillic(each) != is_cyrillic(word))
    return bool(foreign) and bool(other_spellings(word, foreign.__contains__, speaker=True))


def name_stems(text: str) -> frozenset[str]:
    """Return the stems of a text and the initials of its names, such as "letters:un" for the United Nations."""
    return frozenset(stems(text)) | frozenset(f"letters:{letters}" for letters in _initials(text))


def _known_names(sentence: str, evidence: ClaimEvidence) -> frozenset[str]:
    """Return the stems of all that may be named: the texts cited, their people, speakers and publishers.

    A title counts when a text has a pronoun, a role when its speaker is named too.
    """
    written = frozenset(stems(sentence))
    found = [evidence.text, *evidence.people, *evidence.organisations]
    for said in evidence.cited_statements:
        by_name = not written.isdisjoint(frozenset(stems(said.statement.speaker)) - STOP_STEMS)
        found.append(said.speaker_description if by_name else said.statement.speaker)
    found += [*evidence.publishers, *(evidence.titles if _PRONOUN.search(evidence.text) else ())]
    return name_stems("\n".join(found))


def _is_office_in_article(word: str, evidence: ClaimEvidence) -> bool:
    """Return whether a word is an office, such as President, that a cited article has."""
    return word.lower() in TITLES and any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", one.article.text, re.IGNORECASE) for one in evidence.sentences
    )


def _is_certain_name(sentence: str, name: Name, evidence: ClaimEvidence) -> bool:
    """Return whether a word that opens a sentence is a name and not only capitalized as its first word."""
    low = name.word.lower()
    if any(letter.isupper() or letter.isdigit() for letter in name.word[1:]) or low in FIRST_NAMES:
        return True
    if low in _OFFICES:
        return False
    after = sentence[name.end :]
    following = re.match(r"(?:['’]s|['’])?\s*([^\W\d_]+)", after)
    word = following.group(1) if following else ""
    if re.match(r"['’]s?\s|\s*,\s*(?:who|which|a|an|the)\b", after):
        return True
    if word[:1].isupper() and not (month_of(word) or low in _VERBS):
        return not _is_ordinary(low, evidence)
    verb = word.lower() in _VERBS or word.lower().endswith(("ed", "ла", "ло", "ли")) or word.lower() in {"is", "was"}
    return verb and not _is_ordinary(low, evidence)


def _is_ordinary(low: str, evidence: ClaimEvidence) -> bool:
    """Return whether a word is in lower case in a cited article, or ends as no name does."""
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is"))
    return plural or bool(_ORDINARY_END.search(low)) or low in _lowercase_words(evidence)


def _lowercase_words(evidence: ClaimEvidence) -> frozenset[str]:
    texts = {id(one.article): one.article.text for one in evidence.prompt}
    return frozenset(word for text in texts.values() for word in re.findall(r"\b[^\W\d_A-ZА-Я][^\W\d_]+", text))


def _initials(text: str) -> Iterator[str]:
    """Yield the initials of each run of capitalized words without small linking words: un, cia."""
    run: list[str] = []
    for found in re.finditer(r"[^\W\d_]+|[^\w\s]", text):
        word = found.group()
        if word[0].isupper():
            run.append(word[0].lower())
        elif not (run and word in {"of", "the", "for", "and", "-", "&"}):
            yield from _join_initials(run)
            run = []
    yield from _join_initials(run)


def _join_initials(run: Sequence[str]) -> Iterator[str]:
    for begin in range(max(1, len(run) - 2)):
        for end in range(begin + 2, min(len(run), begin + 7) + 1):
            yield "".join(run[begin:end])


def _is_inflection(one: str, other: str) -> bool:
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    most = max(len(one), len(other))
    adjective = abs(len(one) - len(other)) <= 3
    return (
        shared >= _MIN_SHARED_LETTERS
        and shared >= _MIN_SHARED_PART * most
        and adjective
        and shared >= min(len(one), len(other)) - 1
    )


def _check_name_pairs(sentence: str, names: Sequence[Name], evidence: ClaimEvidence) -> Problem | None:
    """Find a first name with another person's surname: both are in the texts, but nowhere together."""
    texts = [
        stems(text)
        for text in (
            *evidence.texts,
            *evidence.people,
            *evidence.speakers,
            evidence.article_details,
        )
    ]
    for first, last in pairwise(names):
        if (
            sentence[first.end : last.start] != " "
            or is_cyrillic(first.word)
            or any(_may_precede_name(each.word) for each in (first, last))
        ):
            continue
        one, two = stem(first.word), stem(last.word)
        if not any(_are_adjacent(text, one, two) for text in texts) and all(
            any(w in text for text in texts) for w in (one, two)
        ):
            what = f"the name {sentence[first.start : last.end]!r}"
            return evidence.report_missing(what, partial(_has_adjacent, one, two))
    return None


def _has_adjacent(one: str, two: str, sentence: NumberedSentence) -> bool:
    return _are_adjacent(stems(sentence.text), one, two)


def _may_precede_name(word: str) -> bool:
    """Return whether a word may stand before anybody's name: an office, a party, a country, an abbreviation."""
    low = word.lower()
    return (
        low in _OFFICES
        or low in _PARTIES
        or word.isupper()
        or is_place_adjective(stem(word))
        or low.endswith(("an", "ese"))
    )


def _are_adjacent(text: Sequence[str], one: str, two: str) -> bool:
    """Return whether the words stand together, with at most two middle names between them."""
    return any(word == one and two in text[at + 1 : at + 4] for at, word in enumerate(text))


_PLACE_FORMS = """
u.s. us usa america american americans сша америка американський американский
uk u.k. britain british briton britons england english британія британский великобританія великобритания англія англия
un u.n. оон
eu e.u. european єс ес
nato нато
france french франція франція франция французький французский
germany german germans німеччина німецький германия немецкий
spain spanish spaniard іспанія испания
netherlands dutch holland нідерланди нидерланды голландія
switzerland swiss швейцарія швейцария
denmark danish danes dane данія дания
sweden swedish swede swedes швеція швеция
poland polish poles pole польща польша польський польский
greece greek greeks греція греция
turkey turkish turks туреччина турция
china chinese китай китайський китайский
japan japanese японія япония
ireland irish ірландія ирландия
wales welsh уельс уэльс
scotland scottish scots scot шотландія шотландия
philippines filipino filipinos philippine філіппіни филиппины
thailand thai таїланд таиланд
iraq iraqi iraqis ірак ирак
iran iranian iranians іран иран
israel israeli israelis ізраїль израиль
hungary hungarian угорщина венгрия
italy italian італія италия
egypt egyptian єгипет египет
india indian індія индия
georgia georgian грузія грузия
austria austrian австрія австрия
belgium belgian бельгія бельгия
finland finnish finns фінляндія финляндия
norway norwegian норвегія норвегия
portugal portuguese португалія португалия
croatia croatian хорватія хорватия
czech чехія чехия
romania romanian румунія румыния
korea korean корея
vietnam vietnamese в'єтнам вьетнам
afghanistan afghan afghans афганістан афганистан
pakistan pakistani pakistanis пакистан
syria syrian сирія сирия
lebanon lebanese ліван ливан
saudi саудівська саудовская
russia russian russians росія россия російський российский
ukraine ukrainian ukrainians україна украина український украинский
belarus belarusian білорусь беларусь белоруссия
kyiv kiev київ киев
kharkiv kharkov харків харьков
odesa odessa одеса одесса
lviv lvov львів львов
moscow moscow's москва московський
washington вашингтон
london лондон
paris париж
rome roman рим
vienna viennese відень вена
warsaw варшава
brussels брюссель
geneva женева
beijing peking пекін пекин
jerusalem єрусалим иерусалим
black-sea чорне черное
crimea crimean крим крым
white-house білий белый
pentagon пентагон
kremlin кремль
republican republicans republicanism gop республіканець республиканец
democrat democrats democratic демократ
muslim muslims islam islamic moslem
christian christians christianity
jew jews jewish
arab arabs arabic arabia arabian
"""


@lru_cache(maxsize=1)
def _place_groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _PLACE_FORMS.strip().splitlines():
        group = frozenset(stem(word) for word in line.split())
        for each in group:
            found[each] = found.get(each, frozenset()) | group
    return found


def is_same_place(one: str, known: frozenset[str]) -> bool:
    """Return whether ``known`` has another form of the place with the stem ``one``, as US for United States."""
    if not _place_groups().get(one, frozenset()).isdisjoint(known):
        return True
    american = one in _place_groups()[stem("usa")]
    return (american and {"unit", "state"} <= known) or (
        one in {"unit", "state", "kingdom"}
        and not _place_groups()[stem("usa" if one != "kingdom" else "uk")].isdisjoint(known)
    )


def is_place_adjective(one: str) -> bool:
    """Return whether a stem belongs to the name of a country, a people or the like."""
    return one in _place_groups()
