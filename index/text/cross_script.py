"""Names across alphabets: what of a question stands in the articles in other letters.

Only names and words taken over are found so. What is asked in Ukrainian and told in English has nothing else in common
for a search by words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.text.tokenizer import STOP_STEMS, stem, stems, words
from index.text.transliteration import is_cyrillic, spellings

HasStem = Callable[[str], bool]
"""Whether a vocabulary has a stem."""

_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u04ff]"), re.compile(r"[A-Za-z]")
_COMMON_CYRILLIC = tuple(map(stem, ["на", "в", "у", "і", "и", "не", "що", "что", "з", "с", "до"]))
_COMMON_ENGLISH = tuple(map(stem, ["the", "a", "of", "in", "to", "and", "is"]))

_SHORTEST, _SHORTEST_LOWER = 3, 4
"""Letters of a name, and of a word that no capital marks as one: shorter ones are too easily another word."""

_COST_MARGIN = 1
_MAX_SPELLINGS = 4
_MAX_VARIANTS = 24


def other_spellings(text: str, holds: HasStem, *, speaker: bool = False) -> dict[str, tuple[str, ...]]:
    """For each stem of ``text`` that may be a name, up to four stems of the other alphabet that ``holds`` has, the
    likeliest first; stems with none are left out.

    Words with a capital count, and in Cyrillic, where names are often typed without one, longer words too that are
    spelt the other way almost letter by letter. Of a ``speaker`` every word counts.
    """
    found: dict[str, tuple[str, ...]] = {}
    for word in words(text):
        written = text[word.start : word.end]
        if word.stem in found or word.stem in STOP_STEMS or not written[0].isalpha():
            continue
        surely = speaker or (written[0].isupper() and len(written) >= _SHORTEST)
        if surely or (len(written) >= _SHORTEST_LOWER and is_cyrillic(written)):
            most = None if surely else _COST_MARGIN
            if held := _find_spellings(written, holds, most):
                found[word.stem] = held
    return found


def has_both_scripts(text: str, holds: HasStem) -> bool:
    """Whether a vocabulary has running text in an alphabet that is not the only one of ``text``."""
    return bool(
        (_LATIN.search(text) and any(map(holds, _COMMON_CYRILLIC)))
        or (_CYRILLIC.search(text) and any(map(holds, _COMMON_ENGLISH)))
    )


def expand_across_scripts(weights: Mapping[str, float], text: str, holds: HasStem) -> dict[str, float]:
    """The weights of a question's stems with those of their other spellings, which share one stem's weight, so that a
    name counts once in whatever letters; the same weights where the vocabulary has no other alphabet."""
    found = dict(weights)
    if has_both_scripts(text, holds):
        for asked, others in other_spellings(text, holds).items():
            for other in others:
                found[other] = found.get(other, 0.0) + weights.get(asked, 0.0) / len(others)
    return found


def cross_script_aliases(asked: str, texts: Iterable[str], *, speaker: bool = False) -> dict[str, str]:
    """What stands in ``texts`` for words of ``asked`` in the other alphabet: the stem there -> the stem asked for.
    Empty where both are written in one alphabet."""
    latin, cyrillic = _LATIN.search(asked), _CYRILLIC.search(asked)
    foreign = [text for text in texts if (latin and _CYRILLIC.search(text)) or (cyrillic and _LATIN.search(text))]
    if not foreign:
        return {}
    present = {each for text in foreign for each in stems(text)}
    found = other_spellings(asked, present.__contains__, speaker=speaker)
    return {other: name for name, others in found.items() for other in others}


def spelling_variants(name: Sequence[str], others: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """A name's stems as they are, then with some or all of them in the other alphabet."""
    choices = [(each, *others.get(each, ())) for each in name]
    yield from itertools.islice(itertools.product(*choices), _MAX_VARIANTS)


def _find_spellings(word: str, holds: HasStem, most: int | None) -> tuple[str, ...]:
    """``most`` is the highest cost of a word that may be no name; None for a name."""
    found: list[tuple[str, int]] = []
    for other, cost in spellings(word).items():
        if found and cost > found[0][1] + _COST_MARGIN:
            break
        if most is not None and (cost > most or len(other) < _SHORTEST_LOWER):
            continue
        if other not in STOP_STEMS and holds(other):
            found.append((other, cost))
    return tuple(other for other, _ in found[:_MAX_SPELLINGS])
