"""Words, stems and stop words, as BM25, questions and sentence selection all use them."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.text.characters import CYRILLIC, LETTER_WORD, straighten_apostrophes

_WORD = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., D.C.
    r"|\d+(?:[.,]\d+)*"  # 150,000 and 3.5
    rf"|{LETTER_WORD}"
    r"|[^\W_]+"
)
_BRITISH = re.compile(r"(?<=[a-z]{4})is(?=(?:e|es|ed|er|ers|ing|ation|ations)$)")

_CYRILLIC_ENDINGS = (
    "ування ювання уватися ювати увати ується ються ється илися алися ення ання ость ости остью ість ості істю "
    "ами ями ого ому его ему ими ыми ать ять ить еть ати яти ити іти ала ало али ила ило или іла іло іли ує уют "
    "ует ают яют ють уть ий ій ый ой ая яя ое ее ые ие их ых іх им ім ым ою ею єю ом ем єм ам ям ах ях ів їв ов "
    "ев ей ію ия ії ую юю ал ил ав ив ет ит іт а я о е є у ю и і ї ы ь й"
)
_ENDINGS = tuple(sorted(set(_CYRILLIC_ENDINGS.split()), key=lambda e: (-len(e), e)))
_SHORTEST_STEM = 3

_english = Stemmer.Stemmer("english")
_english_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: its stem, by which words are compared, and its offsets in code points."""

    stem: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """Yield the words of ``text`` in order."""
    for match in _WORD.finditer(text):
        yield Word(stem(match.group()), match.start(), match.end())


def stems(text: str) -> list[str]:
    """Return the stems of ``text`` in order, with repeats."""
    return [stem(match.group()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the form by which a single word is compared; never empty for a non-empty word.

    English words go through Snowball's stemmer once British -ise is written as -ize. Ukrainian and Russian words lose
    the longest ending that leaves three letters, numbers their separators of thousands.
    """
    if word[0].isdigit():
        return re.sub(r",(?=\d{3}(?!\d))", "", word)
    folded = straighten_apostrophes(word).lower()
    if CYRILLIC.search(folded):
        return _cyrillic_stem(folded.replace("'", ""))
    folded = folded.replace(".", "").removesuffix("'s").replace("'", "")
    folded = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    folded = _BRITISH.sub("iz", folded)
    with _english_lock:
        return _english.stemWord(folded) or folded or word


def _cyrillic_stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


_FUNCTION_WORDS = """
a an and any are as at be been being by can could did do does for from had has have he her him his how i if in into is
it its may me might my of on or our shall she should so some than that the their them then there these they this those
to was we were what when where which who whom whose why will with would you your
а в від де для до з за з-за и из й как кто коли які який яка яке кого кому ким ли на не о об от по при про скільки
сколько та такой те ти то у хто це чи что чому чого що щоб это я є
"""

STOP_STEMS = frozenset(map(stem, _FUNCTION_WORDS.split()))
"""Stems of English, Ukrainian and Russian words that name no subject of a question."""


def content_stems(text: str) -> list[str]:
    """Return the stems of ``text`` in order without the stop words, unless it has no others."""
    every = stems(text)
    return [stem for stem in every if stem not in STOP_STEMS] or every


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text`` between white space."""
    return frozenset(text.split())
