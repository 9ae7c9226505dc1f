"""Compare two articles: copies have the same words, numbers and names, and neither has news of its own."""

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
"""The least share of the shorter article's shingles in the longer one.

Where a tenth of the words was changed .73 are left; independent reports of one event rarely share .4.
"""

SHORT, LEAST_SHARED_SHORT = 60, 0.85
"""An article of fewer shingles may be a form that many fill in, as for an offer of notes: more must be the same."""

NOTICE, LEAST_SHARED_NOTICE = 30, 0.9
"""Still shorter articles, as a notice of a dividend; where their text names nobody, the headlines must agree."""

LEAST_LENGTH = 0.25
"""The least length of the shorter article, as a share of the longer one.

A round-up has whole short articles in it and is a copy of none. A copy cut to .4 of its characters has more shingles
than this.
"""

LONG_RUN, MOST_NEW = 12, 0.2
"""A follow-up's news: so many shingles in a row that the longer article lacks, and the most of the shorter article that
such runs may make up. A changed word now and then makes no such run."""

OPENING = 30
"""Shingles at the top, about two sentences: a follow-up has its news there, a copy at most a lead of its own."""

LEAST_OPENING, LEAST_OPENING_LATER = 0.25, 0.6
"""The least share of either opening that must stand in the other article; the second where their days differ.

The first parts a lead of twenty new words from a follow-up that repeats names and phrases in each sentence. Of 141
pairs in Reuters that are copies but for their days, four fall below the second, two of which are copies.
"""

FEWEST_NAMES, MOST_NAMES = 2, 0.3
"""Replaced names are many from this number and above this share of the names next to words that both articles have.

Fewer may be a dateline, an editor's name at the end or a changed word; short articles may have none replaced.
"""

MOST_NUMBERS_MOVED = 0.2
"""The most of the shorter article's shingles with a number whose number the longer article has only elsewhere."""

MOST_BESIDE = 10
"""How many words more than twice as many one article may have where the other has another number."""

LEAST_SAME_TITLE = 0.65
"""The least share of the shorter headline's content words in the other headline."""


class Verdict(StrEnum):
    """How two articles are related."""

    COPY = "copy"
    OTHER = "other"  # the same words with other numbers: never one story
    UNSURE = "unsure"


class Names(Enum):
    """How many names are replaced by others."""

    NONE = 0
    FEW = 1
    MANY = 2


@dataclass(frozen=True, slots=True)
class ComparedArticle:
    """The parts of an article that are compared, all by stems.

    ``runs`` are its shingles in order, ``run_set`` the same as a set. ``day`` is that of its publication as ISO 8601,
    empty where it is not known.
    """

    title: frozenset[str]
    runs: tuple[Run, ...]
    run_set: frozenset[Run]
    words: frozenset[str]
    names: frozenset[str]
    day: str = ""

    @classmethod
    def from_text(cls, title: str | None, text: str, published_at: str | None = None) -> ComparedArticle:
        """Prepare an article for comparisons."""
        every = normalize_numerals(stems(text))
        runs = tuple(zip(*(every[at:] for at in range(RUN)), strict=False))
        heading = frozenset(content_stems(title or ""))
        day = (parse_date(published_at or "") or "")[:10]
        return cls(heading, runs, frozenset(runs), frozenset(every) | heading, frozenset(_name_stems(text)), day)


def compare_articles(one: ComparedArticle, other: ComparedArticle) -> tuple[Verdict, float]:
    """Return how two articles are related, and the share, from 0 to 1, of the shorter one's shingles in the longer one.

    Copies have the same numbers and names, no news at the top and nothing long of their own. The order of the two
    arguments makes no difference.
    """
    shorter, longer = sorted((one, other), key=lambda article: (len(article.run_set), article.runs))
    size = len(shorter.run_set)
    shared = len(shorter.run_set & longer.run_set) / max(1, size)
    if shared < LEAST_SHARED or size < LEAST_LENGTH * len(longer.run_set):
        return Verdict.UNSURE, shared
    lacking, moved = _compare_numbers(shorter, longer)
    if lacking or _has_replaced_number(shorter, longer):
        return Verdict.OTHER, shared
    replaced = {_compare_names(shorter, longer), _compare_names(longer, shorter)}
    if moved or Names.MANY in replaced or (size < SHORT and Names.NONE not in replaced):
        return Verdict.UNSURE, shared
    least = LEAST_SHARED_NOTICE if size < NOTICE else LEAST_SHARED_SHORT if size < SHORT else LEAST_SHARED
    is_named = size >= NOTICE or bool(shorter.names) or _has_same_title(shorter.title, longer.title)
    has_news = _has_other_opening(one, other) or _share_of_new_runs(shorter, longer) > MOST_NEW
    same = shared >= least and is_named and not has_news
    return (Verdict.COPY if same else Verdict.UNSURE), shared


def _compare_numbers(one: ComparedArticle, other: ComparedArticle) -> tuple[bool, bool]:
    """Compare the numbers between words that both articles have.

    Return whether ``one`` has there a number that ``other`` lacks, and whether many of its numbers stand elsewhere.
    """
    numbered = [run for run in one.runs if any(map(is_number_stem, run))]
    new = [run for run in numbered if run not in other.run_set]
    masks = {mask_numbers(run) for run in other.run_set if any(map(is_number_stem, run))} if new else set()
    moved = [run for run in new if mask_numbers(run) in masks]
    lacking = any(is_number_stem(word) and word not in other.words for run in moved for word in run)
    return lacking, len(moved) > MOST_NUMBERS_MOVED * len(numbered)


def _has_replaced_number(one: ComparedArticle, other: ComparedArticle) -> bool:
    """Return whether the articles have different numbers in one place and one number is missing in the other article.

    The words around the numbers may differ: "killing 12 people" and "at least 14 are dead".
    """
    end = 0
    for known, runs in groupby(one.runs, other.run_set.__contains__):
        begin, end = end, end + len(list(runs))
        if known or not begin or end == len(one.runs):
            continue
        here = _numbers_between(one, begin - 1, end)
        for before in _positions_of_run(other, one.runs[begin - 1]) if here else ():
            after = _positions_of_run(other, one.runs[end], before, before + 2 * (end - begin) + MOST_BESIDE)
            there = _numbers_between(other, before, after[0]) if after else set()
            if here - there and there - here and (here - other.words or there - one.words):
                return True
    return False


def _positions_of_run(article: ComparedArticle, wanted: Run, begin: int = 0, end: int | None = None) -> list[int]:
    return [begin + at for at, run in enumerate(article.runs[begin:end]) if run == wanted]


def _numbers_between(article: ComparedArticle, before: int, after: int) -> set[str]:
    """Return the numbers among the words between two shingles."""
    return {run[0] for run in article.runs[before + RUN : after] if is_number_stem(run[0])}


def _compare_names(one: ComparedArticle, other: ComparedArticle) -> Names:
    """Return how many names of ``one`` next to words of both articles are missing in ``other``."""
    before, after = one.runs, one.runs[1:]
    beside = {run[0] for run, then in zip(before, after, strict=False) if then in other.run_set}
    beside |= {run[-1] for run, then in zip(after, before, strict=False) if then in other.run_set}
    names = beside & one.names
    count = len(names - other.words)
    if count >= FEWEST_NAMES and count > MOST_NAMES * len(names):
        return Names.MANY
    return Names.FEW if count else Names.NONE


def _has_other_opening(one: ComparedArticle, other: ComparedArticle) -> bool:
    """Return whether either begins with what the other lacks, as a follow-up begins with its news."""
    least = LEAST_OPENING_LATER if one.day and other.day and one.day != other.day else LEAST_OPENING
    openings = ((one.runs[:OPENING], other.run_set), (other.runs[:OPENING], one.run_set))
    return any(sum(run in known for run in opening) < least * len(opening) for opening, known in openings)


def _share_of_new_runs(one: ComparedArticle, other: ComparedArticle) -> float:
    """Return the share of ``one`` in long runs of shingles that ``other`` lacks."""
    lengths = [len(list(runs)) for known, runs in groupby(one.runs, other.run_set.__contains__) if not known]
    return sum(length for length in lengths if length >= LONG_RUN) / len(one.runs)


def _has_same_title(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return not shorter or len(shorter & longer) >= LEAST_SAME_TITLE * len(shorter)


def _name_stems(text: str) -> Iterator[str]:
    """Yield the stems of capitalised words, without words that have a capital only because they begin a sentence."""
    begins_one = ""
    for word in words(text):
        before = text[max(0, word.start - 2) : word.start]
        capital = text[word.start].isupper() and word.stem not in _NO_NAMES
        if capital and len(before) == 2 and before[1] == " " and (before[0].isalnum() or before[0] in ",&-"):
            yield from {begins_one, word.stem} - {""}
            begins_one = ""
        else:
            begins_one = word.stem if capital else ""
