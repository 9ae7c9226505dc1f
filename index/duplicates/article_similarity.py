"""Whether one article is a copy of another: the same words, numbers and names, and nothing of its own to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import groupby

from index.duplicates.shingles import RUN
from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS, MONTH_ABBREVIATIONS, parse_date
from index.text.numbers import is_number_stem, mask_numbers, normalize_numerals
from index.text.tokenizer import STOP_STEMS, content_stems, stems, words

Run = tuple[str, ...]

_CALENDAR = frozenset(stems(" ".join(ENGLISH_MONTHS | MONTH_ABBREVIATIONS | ENGLISH_WEEKDAYS)))

_NO_NAMES = STOP_STEMS | _CALENDAR

LEAST_SHARED = 0.6
"""The least share of the shorter article's shingles in the longer one. Where a tenth of the words was changed .73 are
left; reports of one event by different hands rarely share .4."""

SHORT, LEAST_SHARED_SHORT = 60, 0.85
"""An article of fewer shingles may be a form that many fill in, as for filing an offer: more must be the same."""

NOTICE, LEAST_SHARED_NOTICE = 30, 0.9
"""Shorter still, as a notice of a dividend; where its text names nobody, the headlines must, and agree."""

LEAST_LENGTH = 0.25
"""The least length of the shorter article, as a share of the longer one: a round-up takes in whole short articles, and
is a copy of none. A copy cut to .4 of the characters has at least so many shingles."""

LONG_RUN, MOST_NEW = 12, 0.2
"""Words one after the other that stand nowhere in the longer article, and the most that such runs may make up of the
shorter one: a changed word now and then makes none, a follow-up's news does."""

OPENING = 30
"""Runs at the top: about two sentences, where a follow-up has its news and a copy at most a lead of its own."""

LEAST_OPENING, LEAST_OPENING_LATER = 0.25, 0.6
"""The least share of either opening that must stand in the other article, and where the two are of different days. A
lead of twenty words and a follow-up that repeats names and phrases in each sentence lie on two sides of the first; of
141 pairs of copies a day or more apart in Reuters, four open less alike than the second, two of which are copies."""

FEWEST_NAMES, MOST_NAMES = 2, 0.3
"""Names put in place of others: so many, and more than this share of those beside words that both have. Less may be a
dateline, the writer of a tail, or a word changed by an editor; but in a short article no name stands for another."""

MOST_NUMBERS_MOVED = 0.2
"""Of the shorter article's runs with a number, how many may have one that the longer article has elsewhere only."""

MOST_BESIDE = 10
"""Words beyond twice as many that may stand in one article where another number stands in the other."""

LEAST_SAME_TITLE = 0.65
"""Of the shorter headline's telling words, how many must stand in the other."""


class Verdict(StrEnum):
    """What two articles are to each other."""

    COPY = "copy"
    OTHER = "other"  # the same words with other numbers: never one story
    UNSURE = "unsure"


class Names(Enum):
    """How many names stand in place of others."""

    NONE = 0
    FEW = 1
    MANY = 2


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """What an article is compared by: its runs of words, in order and as a set, its different words and names, and the
    day of its publication as ISO 8601, empty where that is not known."""

    title: frozenset[str]
    runs: tuple[Run, ...]
    known: frozenset[Run]
    words: frozenset[str]
    names: frozenset[str]
    day: str = ""

    @classmethod
    def of(cls, title: str | None, text: str, published_at: str | None = None) -> ComparedArticle:
        every = normalize_numerals(stems(text))
        runs = tuple(zip(*(every[at:] for at in range(RUN)), strict=False))
        heading = frozenset(content_stems(title or ""))
        day = (parse_date(published_at or "") or "")[:10]
        return cls(heading, runs, frozenset(runs), frozenset(every) | heading, frozenset(_name_stems(text)), day)


def compare_articles(one: ComparedArticle, other: ComparedArticle) -> tuple[Verdict, float]:
    """What the two are to each other, and the share, from 0 to 1, of the shorter one's different shingles in the longer
    one. A copy has the same numbers and names, no news at the top and nothing long of its own. The same whichever is
    given first."""
    shorter, longer = sorted((one, other), key=lambda told: (len(told.known), told.runs))
    size = len(shorter.known)
    shared = len(shorter.known & longer.known) / max(1, size)
    if shared < LEAST_SHARED or size < LEAST_LENGTH * len(longer.known):
        return Verdict.UNSURE, shared
    lacking, moved = _compare_numbers(shorter, longer)
    if lacking or _has_replaced_number(shorter, longer):
        return Verdict.OTHER, shared
    there, back = _compare_names(shorter, longer), _compare_names(longer, shorter)
    if moved or there is Names.MANY or back is Names.MANY or (size < SHORT and Names.NONE not in {there, back}):
        return Verdict.UNSURE, shared
    least = LEAST_SHARED_NOTICE if size < NOTICE else LEAST_SHARED_SHORT if size < SHORT else LEAST_SHARED
    is_named = size >= NOTICE or bool(shorter.names) or _has_same_title(shorter.title, longer.title)
    has_news = _has_other_opening(one, other) or _share_of_new_runs(shorter, longer) > MOST_NEW
    same = shared >= least and is_named and not has_news
    return (Verdict.COPY if same else Verdict.UNSURE), shared


def _compare_numbers(one: ComparedArticle, other: ComparedArticle) -> tuple[bool, bool]:
    """Whether ``one`` has other numbers than ``other`` between the same words: one that is nowhere in ``other``; many
    that are elsewhere."""
    numbered = [run for run in one.runs if any(map(is_number_stem, run))]
    new = [run for run in numbered if run not in other.known]
    masks = {mask_numbers(run) for run in other.known if any(map(is_number_stem, run))} if new else set()
    moved = [run for run in new if mask_numbers(run) in masks]
    lacking = any(is_number_stem(word) and word not in other.words for run in moved for word in run)
    return lacking, len(moved) > MOST_NUMBERS_MOVED * len(numbered)


def _has_replaced_number(one: ComparedArticle, other: ComparedArticle) -> bool:
    """Whether in one place, between words of both, the two have other numbers, one of which is nowhere in the other
    article; beside other words too: "killing 12 people" and "at least 14 are dead"."""
    end = 0
    for known, runs in groupby(one.runs, other.known.__contains__):
        begin, end = end, end + len(list(runs))
        if known or not begin or end == len(one.runs):
            continue
        here = _numbers_between(one, begin - 1, end)
        for before in _positions_of_run(other, one.runs[begin - 1]) if here else ():
            behind = _positions_of_run(other, one.runs[end], before, before + 2 * (end - begin) + MOST_BESIDE)
            there = _numbers_between(other, before, behind[0]) if behind else set()
            if here - there and there - here and (here - other.words or there - one.words):
                return True
    return False


def _positions_of_run(told: ComparedArticle, wanted: Run, begin: int = 0, end: int | None = None) -> list[int]:
    return [begin + at for at, run in enumerate(told.runs[begin:end]) if run == wanted]


def _numbers_between(told: ComparedArticle, before: int, behind: int) -> set[str]:
    """The numbers among the words between two runs."""
    return {run[0] for run in told.runs[before + RUN : behind] if is_number_stem(run[0])}


def _compare_names(one: ComparedArticle, other: ComparedArticle) -> Names:
    """How many names of ``one`` that stand beside words of both are nowhere in ``other``."""
    before, after = one.runs, one.runs[1:]
    beside = {run[0] for run, then in zip(before, after, strict=False) if then in other.known}
    beside |= {run[-1] for run, then in zip(after, before, strict=False) if then in other.known}
    names = beside & one.names
    put = len(names - other.words)
    return Names.MANY if put >= FEWEST_NAMES and put > MOST_NAMES * len(names) else Names.FEW if put else Names.NONE


def _has_other_opening(one: ComparedArticle, other: ComparedArticle) -> bool:
    """Whether either begins with what the other has not: the news of a follow-up, with the old story behind it."""
    least = LEAST_OPENING_LATER if one.day and other.day and one.day != other.day else LEAST_OPENING
    openings = ((one.runs[:OPENING], other.known), (other.runs[:OPENING], one.known))
    return any(sum(run in known for run in opening) < least * len(opening) for opening, known in openings)


def _share_of_new_runs(one: ComparedArticle, other: ComparedArticle) -> float:
    """How much of ``one`` stands in long runs of which ``other`` has nothing."""
    lengths = [len(list(runs)) for known, runs in groupby(one.runs, other.known.__contains__) if not known]
    return sum(length for length in lengths if length >= LONG_RUN) / len(one.runs)


def _has_same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return not shorter or len(shorter & longer) >= LEAST_SAME_TITLE * len(shorter)


def _name_stems(text: str) -> Iterator[str]:
    """The stems of capitalised words, but for those that only begin a sentence."""
    begins_one = ""
    for word in words(text):
        before = text[max(0, word.start - 2) : word.start]
        capital = text[word.start].isupper() and word.stem not in _NO_NAMES
        if capital and len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",&-"):
            yield from {begins_one, word.stem} - {""}
            begins_one = ""
        else:
            begins_one = word.stem if capital else ""
