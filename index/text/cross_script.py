"""Find the names of a question in articles that are written in the other alphabet.

Only names and loan words can be found by their spelling; a question in Ukrainian and an article in English have nothing
else in common for a search by words.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from index.text.characters import CYRILLIC, LATIN, is_cyrillic
from index.text.tokenizer import STOP_STEMS, stem, stems, words
from index.text.transliteration import spellings

HasStem = Callable[[str], bool]
"""Tells whether a vocabulary has a stem."""

_COMMON_CYRILLIC = tuple(map(stem, ["на", "в", "у", "і", "и", "не", "що", "что", "з", "с", "до"]))
_COMMON_ENGLISH = tuple(map(stem, ["the", "a", "of", "in", "to", "and", "is"]))

_SHORTEST, _SHORTEST_LOWER = 3, 4
"""The fewest letters of a name with a capital and without; shorter ones are easily taken for another word."""

_COST_MARGIN = 1
"""How much dearer than the cheapest known spelling of a word another one may be."""

_MAX_SPELLINGS = 4
_MAX_VARIANTS = 24


def other_spellings(text: str, has_stem: HasStem, *, speaker: bool = False) -> dict[str, tuple[str, ...]]:
    """Map each stem of ``text`` that may be a name to up to four known stems of the other alphabet, likeliest first.

    Stems without any are left out. Words with a capital may be names, and in Cyrillic, where names are often typed
    without one, longer words too that are spelt the other way almost letter by letter. With ``speaker`` all words may.
    """
    found: dict[str, tuple[str, ...]] = {}
    for word in words(text):
        written = text[word.start : word.end]
        if word.stem in found or word.stem in STOP_STEMS or not written[0].isalpha():
            continue
        is_name = speaker or (written[0].isupper() and len(written) >= _SHORTEST)
        if is_name or (len(written) >= _SHORTEST_LOWER and is_cyrillic(written)):
            most = None if is_name else _COST_MARGIN
            if known := _find_spellings(written, has_stem, most):
                found[word.stem] = known
    return found


def has_both_scripts(text: str, has_stem: HasStem) -> bool:
    """Return whether ``text`` has letters of one alphabet and the vocabulary has running text in the other."""
    return bool(
        (LATIN.search(text) and any(map(has_stem, _COMMON_CYRILLIC)))
        or (CYRILLIC.search(text) and any(map(has_stem, _COMMON_ENGLISH)))
    )


def expand_across_scripts(weights: Mapping[str, float], text: str, has_stem: HasStem) -> dict[str, float]:
    """Return the weights of a question's stems and of their spellings in the other alphabet.

    The spellings of a stem share its weight, so that a name counts once in whatever letters. The weights are unchanged
    where the vocabulary has no other alphabet.
    """
    found = dict(weights)
    if has_both_scripts(text, has_stem):
        for asked, others in other_spellings(text, has_stem).items():
            for other in others:
                found[other] = found.get(other, 0.0) + weights.get(asked, 0.0) / len(others)
    return found


def cross_script_aliases(asked: str, texts: Iterable[str], *, speaker: bool = False) -> dict[str, str]:
    """Map stems of ``texts`` in the other alphabet to the stems of ``asked`` that they spell.

    Empty where all are written in one alphabet.
    """
    latin, cyrillic = LATIN.search(asked), CYRILLIC.search(asked)
    foreign = [text for text in texts if (latin and CYRILLIC.search(text)) or (cyrillic and LATIN.search(text))]
    if not foreign:
        return {}
    present = {each for text in foreign for each in stems(text)}
    found = other_spellings(asked, present.__contains__, speaker=speaker)
    return {other: name for name, others in found.items() for other in others}


def spelling_variants(name: Sequence[str], others: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield a name's stems as they are, then with some or all of them in the other alphabet."""
    choices = [(each, *others.get(each, ())) for each in name]
    yield from itertools.islice(itertools.product(*choices), _MAX_VARIANTS)


def _find_spellings(word: str, has_stem: HasStem, most: int | None) -> tuple[str, ...]:
    """Return known stems that spell ``word``; ``most`` is the highest cost, None for a word that surely is a name."""
    found: list[tuple[str, int]] = []
    for other, cost in spellings(word).items():
        if found and cost > found[0][1] + _COST_MARGIN:
            break
        if most is not None and (cost > most or len(other) < _SHORTEST_LOWER):
            continue
        if other not in STOP_STEMS and has_stem(other):
            found.append((other, cost))
    return tuple(other for other, _ in found[:_MAX_SPELLINGS])
