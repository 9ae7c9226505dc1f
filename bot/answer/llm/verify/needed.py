"""Of the sentences that a claim cites those that bear it out: a reader is not sent to the others."""

from __future__ import annotations

import re

from bot.answer.llm.types import Numbered
from bot.answer.llm.verify.cited import Cited
from bot.answer.llm.verify.quotes import quoted, tokens
from bot.answer.llm.verify.support import telling
from index.text.numbers import find_quantities
from index.words import words

MOST_SOURCES = 3


def needed(told: str, cited: Cited) -> tuple[Numbered, ...]:
    """From one to three of the sentences cited, in their order: each adds a word, number or quote of ``told`` that the
    better ones have not."""
    wanted = _parts(told)
    holds = {one.number: wanted & _parts_of(one.text, told) for one in cited.sentences}
    chosen: list[Numbered] = []
    met: set[str] = set()
    while len(chosen) < min(MOST_SOURCES, len(cited.sentences)):
        best = max(cited.sentences, key=lambda one: (len(holds[one.number] - met), -one.number))
        if chosen and not holds[best.number] - met:
            break
        chosen.append(best)
        met |= holds[best.number]
    return tuple(sorted(chosen, key=lambda one: one.number))


def _parts(told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(told) for value in found.values)
    quotes = (f"quote:{' '.join(tokens(quote)).casefold()}" for quote in quoted(told))
    return frozenset([*telling(told), *numbers, *quotes])


def _parts_of(text: str, told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(text) for value in found.values)
    written = " ".join(tokens(text)).casefold()
    quotes = (" ".join(tokens(quote)).casefold() for quote in quoted(told))
    there = (f"quote:{quote}" for quote in quotes if re.search(rf"(?<!\S){re.escape(quote)}(?!\S)", written))
    return frozenset([*(word.stem for word in words(text)), *numbers, *there])
