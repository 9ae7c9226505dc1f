"""Find what a sentence mentions: people and other names, places, times, numbers and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer.question.answer_type import AnswerType
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.people import HONORIFICS, NOT_NAMES, ORGANISATION_WORDS, PARTICLES, ROLE_NOUNS, TITLES
from index.text.characters import straighten_apostrophes
from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTH_ABBREVIATIONS, SLAVIC_MONTHS, SLAVIC_WEEKDAYS
from index.text.numbers import NUMBER_WORDS
from index.text.tokenizer import stem, word_set

_TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[^\W\d_]\.(?:[^\W\d_]\.)*(?=\W|$)|[^\W\d_]+(?:['’-][^\W_]+)*|[.!?,;:()\"“”«»—–-]"
)

_TIMES = (
    ENGLISH_WEEKDAYS
    | ENGLISH_MONTHS
    | MONTH_ABBREVIATIONS
    | SLAVIC_WEEKDAYS
    | SLAVIC_MONTHS
    | word_set(
        "today yesterday tomorrow tonight week weeks month months year years decade decades century day days hour "
        "hours minute minutes morning afternoon evening night midnight noon spring summer autumn winter weekend ago "
        "сьогодні вчора завтра тижня тиждень місяць місяця рік року років день днів годин вранці ввечері сегодня вчера "
        "завтра неделю недели месяц месяца год года лет день дней часов утром вечером"
    )
)
_REASONS = word_set(
    "because since due after so reason reasons therefore cause caused causes blame blamed led prompted prompting amid "
    "over fear fears result thanks бо тому через оскільки щоб потому поскольку из-за чтобы"
)
_PLACE_PREPOSITIONS = word_set(
    "in at near from to outside inside across around off into of у в біля на з до под около из"
)
_RANKS = TITLES | HONORIFICS | ROLE_NOUNS
_INITIAL = re.compile(r"[^\W\d_]\.")
_CLOCK = re.compile(r"\d{1,2}:\d\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_OPENERS = frozenset('.!?"“«:')


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``first:end`` of a sentence that name or count something; ``kinds`` are the types that they may be."""

    first: int
    end: int
    kinds: frozenset[AnswerType]
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class SentenceMentions:
    """The stems of a sentence's tokens, in order, empty for punctuation, and its mentions."""

    stems: tuple[str, ...]
    mentions: tuple[Mention, ...]


def find_mentions(text: str) -> SentenceMentions:
    """Return what ``text``, a sentence or two, mentions: names first, then single words."""
    tokens = [match.group() for match in _TOKEN.finditer(straighten_apostrophes(text))]
    stems = tuple(stem(token) if token[0].isalnum() else "" for token in tokens)
    return SentenceMentions(stems, (*_find_names(tokens, stems), *_find_single_words(tokens, stems)))


def _find_single_words(tokens: Sequence[str], stems: Sequence[str]) -> Iterator[Mention]:
    for at, token in enumerate(tokens):
        low = token.lower().removesuffix("'s")
        kinds: set[AnswerType] = set()
        if any(letter.isdigit() for letter in token):
            kinds.add(AnswerType.TIME if _YEAR.fullmatch(token) or _CLOCK.fullmatch(token) else AnswerType.NUMBER)
        if low in NUMBER_WORDS:
            kinds.add(AnswerType.NUMBER)
        if low in _TIMES and (low not in {"may", "march"} or token[0].isupper()):
            kinds.add(AnswerType.TIME)
        if low in _REASONS:
            kinds.add(AnswerType.REASON)
        if kinds:
            yield Mention(at, at + 1, frozenset(kinds), frozenset({stems[at]}))


def _find_names(tokens: Sequence[str], stems: Sequence[str]) -> Iterator[Mention]:
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _continues_name(tokens, at, end):
            end += 1
        if end > at:
            found = _make_name(tokens, stems, at, end)
            if found is not None:
                yield found
        at = max(end, at + 1)


def _continues_name(tokens: Sequence[str], begin: int, at: int) -> bool:
    if tokens[at][0].isupper():
        return True
    following = next((token for token in tokens[at : at + 3] if token.lower() not in PARTICLES), "")
    return tokens[at].lower() in PARTICLES and at > begin and following[:1].isupper()


def _make_name(tokens: Sequence[str], stems: Sequence[str], begin: int, end: int) -> Mention | None:
    while begin < end and _is_plain_word(tokens, begin, end):
        begin += 1
    while end > begin and tokens[end - 1].lower().removesuffix("'s") in _TIMES:
        end -= 1
    if begin == end:
        return None
    lows = [token.lower() for token in tokens[begin:end]]
    before = tokens[begin - 1].lower() if begin else "."
    has_rank = any(low in _RANKS for low in lows)
    bare = [low for low in lows if low not in _RANKS]
    opens = before in _OPENERS and len(lows) == 1
    kinds: set[AnswerType] = set()
    all_capitals = tokens[begin].isupper() and not _INITIAL.fullmatch(tokens[begin])
    if bare and not all_capitals and not any(low in ORGANISATION_WORDS for low in bare):
        person = _is_first_name(bare[0]) or has_rank or len(bare) in {2, 3, 4}
        if before not in {"in", "at", "near"} if person else not opens:
            kinds.add(AnswerType.PERSON)
    after_preposition = before in _PLACE_PREPOSITIONS or (
        before == "the" and begin > 1 and tokens[begin - 2].lower() in _PLACE_PREPOSITIONS
    )
    if after_preposition and bare and not _is_first_name(bare[0]):
        kinds.add(AnswerType.PLACE)
    return Mention(begin, end, frozenset(kinds), frozenset(stems[begin:end]))


def _is_plain_word(tokens: Sequence[str], at: int, end: int) -> bool:
    """Return whether the capital word that begins a run is no part of a name; a month is one in "May Thorn"."""
    low = tokens[at].lower().removesuffix("'s")
    is_first_name = low in FIRST_NAMES and at + 1 < end and tokens[at + 1].lower() not in _TIMES
    return low in NOT_NAMES | _TIMES and not (is_first_name and low in _TIMES)


def _is_first_name(low: str) -> bool:
    return low in FIRST_NAMES or low.split("-")[0] in FIRST_NAMES
