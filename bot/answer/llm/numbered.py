"""What was found -> the numbered sentences that a language model is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from bot.answer.attribute import is_named, statement_of
from bot.answer.llm.types import Numbered
from index.sentences import sentences
from index.types import Hit, Statement

BUDGET = 12_000
"""Characters of sentences in one prompt: about 3,000 tokens of English, 5,000 of Ukrainian."""

_FRAME = 12
"""Characters of a sentence's number and line."""

_LONGEST = 1200
"""Characters that one sentence may count for; the model is shown no more of it."""

StatementsOf = Callable[[int], Sequence[Statement]]
"""Who said what in an article's version, by its key."""


def numbered(hits: Iterable[Hit], statements_of: StatementsOf, budget: int = BUDGET) -> tuple[Numbered, ...]:
    """The sentences of the best of ``hits``, given best first, that ``budget`` characters hold, numbered from 1.

    Whole articles follow one another, the one found first at the front, each in its text's order; a sentence that
    two hits share counts once. The first sentence is there whatever its length.
    """
    chosen: dict[int, dict[tuple[int, int], Numbered]] = {}
    left = budget
    for hit in hits:
        for start, end in sentences(hit.passage):
            span = (hit.start + start, hit.start + end)
            if span in chosen.get(hit.key, {}):
                continue
            cost = min(end - start, _LONGEST) + _FRAME
            if cost > left and chosen:
                return _in_order(chosen)
            left -= cost
            chosen.setdefault(hit.key, {})[span] = _sentence(hit, span, statements_of(hit.key))
    return _in_order(chosen)


def _sentence(hit: Hit, span: tuple[int, int], statements: Sequence[Statement]) -> Numbered:
    said = statement_of(statements, span)
    named = said if said is not None and is_named(said) else None
    return Numbered(
        0,
        hit.key,
        hit.article,
        *span,
        speaker=named.speaker if named else None,
        role=named.role if named else None,
        also_in=hit.also_in,
        also_by=hit.also_by,
    )


def _in_order(chosen: dict[int, dict[tuple[int, int], Numbered]]) -> tuple[Numbered, ...]:
    ordered = [found[span] for found in chosen.values() for span in sorted(found)]
    return tuple(replace(sentence, number=number) for number, sentence in enumerate(ordered, 1))
