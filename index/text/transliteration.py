"""Transliterate a word between Cyrillic and Latin: the stems that it may have in the other alphabet.

One table of letters serves both directions. It holds Ukraine's official romanisation (Cabinet of Ministers, resolution
55 of 2010), the BGN/PCGN romanisations of Ukrainian and Russian, the spellings that newspapers use, and English names
written by their sound.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from index.text.characters import is_cyrillic, straighten_apostrophes
from index.text.tokenizer import stem

_MOST_STEMS = 600
"""The most stems that are tried for one word; a surname of ten letters has its usual ones among the first hundred."""

_MOST_STEPS = 20_000
_SHORT, _SHORT_COST, _COST = 4, 2, 3
"""The highest cost of a spelling: lower for words of up to four letters, which are easily taken for another word."""

_LETTERS = """
а a, e/2
б b
в v, w/1
г h, g
ґ g/0/1
д d
е e, ye/1, a/2, ie/2, ea/2
є ie, ye, e/0/1, je/1
ё yo, e/0/1, io, o/1/2
ж zh, j/1
жж zhzh, zh/1
з z, s/1
и y, i
і i, y/1, ee/1, e/1/2, ea/1
ї i/0/1, yi
й i/0/1, y/0/1, j/1
к k, c, ck/1, ch/2
кс x, ks
кв qu, kv, qv/1
л l
м m
н n
о o, oh/1, a/2, eo/2
ок alk/1
п p
р r, rh/2
с s, c/1
т t, th/1
у u, oo/1, w/1, ou/1
ф f, ph, v/2, th/2
х kh, h, ch/1
ц ts, c/1, tz/1, z/1
ч ch, tch/1, cz/1
ш sh, sch/1
щ shch, sch/1, sh/2
ы y/0/1, i/0/1
э e/0/1, a/1/2
ю yu, iu, u/1, ew/1, ju/1
я ya, ia, ja/1
ьо io, yo, o/1
ья ia, ya
ськ sk
зьк zk
цьк tsk
дж j, dzh, g/1, dg/1
^дж j, g
дж$ dge$, ge$, j$, dzh$
джон john/0
ей ei, ey, ai/1, ay/1, a/1
ай ai, ay, y/1, i/1/2, igh/1, ei/1
ау au, aw/1, ow/1, ou/1
оу ou, ow, oa/1
оу$ ow$, oe$, o$, owe$
ер er, ur/1, ir/1, or/1, ear/1
др$ dr$, der$/1
^е e, ye
^є e, ye, ie
^э e
^й y, j/1, i
ий$ y$, yi$, yy$, iy$, i$, ii$/0/1, ij$/1
ый$ y$/0/1, yy$/0/1, iy$/0/1, i$/0/1, yi$/0/1
ій$ iy$, ii$, y$/0/1, i$/0/1, ij$/1
ия$ ia$, iya$, iia$
ія$ ia$, iya$, iia$
ів$ iv$, ov$/1, ev$/1
їв$ iv$/0/1, ev$/1, yiv$
ов$ ov$, iv$/1, off$/1
ев$ ev$, iv$/1
єв$ iev$, yev$, iv$/1, ev$/0/1
"""
"""A line is Cyrillic letters, then the Latin ones that may stand for them.

A number is the cost of a less usual spelling; of two numbers the first is for the direction from Cyrillic, the second
for the one to it. ``^`` and ``$`` are the word's ends.
"""

_CONSONANTS = {"б": "b", "в": "v", "г": "g", "д": "d", "з": "z", "к": "k", "л": "l", "м": "m", "н": "n", "п": "p",
               "р": "r", "с": "s", "т": "t", "ф": "f"}  # fmt: skip
_LONG = {"ей": "a", "ай": "i", "оу": "o", "у": "u", "ю": "u"}
"""English vowels by their sound where a consonant and a silent e follow: Джейн and Jane."""

_NOT_WRITTEN = {"ь": 0, "ъ": 0, "й": 1}
_SOFT = tuple("лнстздцр")
_POSSESSIVE = ("ів", "їв", "ов", "ев", "єв")

_CASES = """
а: -, о
я: ь, й
у: -, а, о
ю: ь, й, я
ом: -, о
ем: ь, й, -
єм: й, ь
ові: -, о
еві: ь, й, -
єві: й
и: а, -
ы: а, -
і: а, -, о
е: а, -, о
ї: я
ою: а
ой: а
ею: я, а
єю: я
ої: а
ій: а
ії: ія
ии: ия
ого: ий, ый, ой
ому: ий, ый, ой
им: ий, ый, -
ым: ый, ий, -
ым: -, ый
ову: ів
ова: ів
овом: ів
єва: їв
єву: їв
єві: їв
єві: їв
"""
"""Endings of a name's other cases, each with the endings that it may have in the nominative; ``-`` is none."""

_Unit = tuple[str, str, int]


@lru_cache(maxsize=2048)
def spellings(word: str) -> Mapping[str, int]:
    """Return the stems that ``word``, a name in any case, may have in the other alphabet, with their costs from 0.

    The likeliest come first. Empty for a word with digits.
    """
    plain = _fold_word(word)
    if not plain.isalpha():
        return {}
    cyrillic = is_cyrillic(plain)
    starts = _nominatives(plain) if cyrillic else {plain: 0}
    most = _SHORT_COST if len(plain) <= _SHORT else _COST
    found: dict[str, int] = {}
    for form, cost in _transliterate(starts, _TO_LATIN if cyrillic else _TO_CYRILLIC, most):
        for each in (form,) if cyrillic else _cases_with_other_stems(form):
            found.setdefault(stem(each), cost)
        if len(found) >= _MOST_STEMS:
            break
    return found


def _fold_word(word: str) -> str:
    lowered = straighten_apostrophes(word.lower()).removesuffix("'s").replace("'", "")
    if is_cyrillic(lowered):
        return lowered
    return "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))


def _nominatives(word: str) -> dict[str, int]:
    """Return what a name in some case may be in the nominative: of Кравченком, Кравченко and Кравченк."""
    found = {word: 0}
    for ending, named in _ENDINGS:
        bare = word.removesuffix(ending)
        if bare != word and len(bare) >= 2:
            for nominative in named:
                found.setdefault(bare + nominative, 1)
    return found


def _cases_with_other_stems(form: str) -> Iterator[str]:
    """Yield a name and its cases to which the stemmer gives another stem: Ада and Аді, Харків and Харкова."""
    yield form
    if len(form) <= _SHORT and form[-1:] in "ая":
        yield from (form[:-1] + ending for ending in "иіуює")
    if form[-2:] in _POSSESSIVE:
        yield f"{form}а"


def _transliterate(
    starts: Mapping[str, int], units: Mapping[str, Sequence[_Unit]], most: int
) -> Iterator[tuple[str, int]]:
    """Yield each spelling of ``starts`` in the other alphabet with its cost, at most ``most``, the cheapest first."""
    waiting = [(cost, number, 0, f"^{word}$", "") for number, (word, cost) in enumerate(starts.items())]
    heapq.heapify(waiting)
    number = len(waiting)
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        cost, _, at, word, target = heapq.heappop(waiting)
        if at == len(word):
            yield target.strip("^$"), cost
            continue
        for source, added, more in units.get(word[at], ()):
            if cost + more <= most and word.startswith(source, at):
                number += 1
                heapq.heappush(waiting, (cost + more, -number, at + len(source), word, target + added))


def _letter_rows() -> Iterator[tuple[str, str, int, int]]:
    """Yield Cyrillic, Latin and the costs of both directions: the table, and consonants doubled or at the end."""
    for line in _LETTERS.strip().splitlines():
        cyrillic, _, listed = line.partition(" ")
        for entry in listed.split(", "):
            latin, *costs = entry.split("/")
            latin = f"^{latin}" if cyrillic.startswith("^") else latin
            yield cyrillic, latin, int(costs[0] if costs else 0), int(costs[-1] if costs else 0)
    yield from (("^", "^", 0, 0), ("$", "$", 0, 0))
    for cyrillic, latin in _CONSONANTS.items():
        yield from ((cyrillic * 2, latin * 2, 0, 0), (cyrillic, latin * 2, 1, 1), (cyrillic * 2, latin, 1, 1))
        yield f"{cyrillic}$", f"{latin}e$", 1, 1
        yield from ((f"{vowel}{cyrillic}$", f"{long}{latin}e$", 0, 0) for vowel, long in _LONG.items())


def _group_by_first_letter(rows: Iterable[_Unit]) -> dict[str, list[_Unit]]:
    found: dict[str, list[_Unit]] = {}
    for source, target, cost in dict.fromkeys(rows):
        found.setdefault(source[0], []).append((source, target, cost))
    return found


_TO_LATIN = _group_by_first_letter(
    [
        *((cyrillic, latin, cost) for cyrillic, latin, cost, _ in _letter_rows()),
        *((letter, "", cost) for letter, cost in _NOT_WRITTEN.items()),
    ]
)
_TO_CYRILLIC = _group_by_first_letter(
    [
        *((latin, cyrillic, cost) for cyrillic, latin, _, cost in _letter_rows()),
        *(
            (latin, f"{cyrillic}ь", 1)
            for cyrillic, latin, *_ in _letter_rows()
            if cyrillic in _SOFT and len(latin) == 1
        ),
    ]
)
_ENDINGS = tuple(
    (ending, tuple("" if each == "-" else each for each in listed.split(", ")))
    for ending, listed in (line.split(": ") for line in _CASES.strip().splitlines())
)
