"""Questions for a speaker: the statements that say what is asked about, each with who said it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.sources import Passages
from index.search import Query
from index.sentences import sentences
from index.types import Hit, Span, Statement
from index.words import FUNCTION_WORDS, stems

_COVERAGE, _ORDER = 0.7, 0.3
"""How much of a match is which words are there, and how much that they follow each other as in the question;
function words count for neither."""

ENOUGH = 0.62
"""The least match at which a speaker is named."""

_LONGEST_QUOTE = 420
"""Characters of a quote with the words around it that name the speaker; a longer one is cut to the words said."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement that fits a question; ``match`` is from 0 to 1."""

    hit: Hit
    statement: Statement
    match: float


_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "who", "one", "вона", "він", "вони", "воно", "она", "он", "они", "оно"]
)


def is_named(statement: Statement) -> bool:
    """Whether the speaker is more than a pronoun that nobody could be found for."""
    return statement.speaker.casefold() not in _PRONOUNS


def attributions(passages: Passages, hits: Sequence[Hit], query: Query) -> list[Attribution]:
    """The statements in the articles of ``hits`` that match ``query``, best first; of equal ones the shorter."""
    wanted = _telling(query.text)
    terms = passages.rarities(wanted)
    found: list[Attribution] = []
    seen: set[int] = set()
    for hit in hits:
        if hit.key in seen:
            continue
        seen.add(hit.key)
        for statement in passages.statements(hit.key):
            match = _match(_telling(hit.article.text[statement.start : statement.end]), wanted, terms)
            if match >= ENOUGH:
                found.append(Attribution(hit, statement, match))
    return sorted(found, key=lambda a: (-round(a.match, 3), a.statement.end - a.statement.start))


def statement_of(statements: Sequence[Statement], span: Span) -> Statement | None:
    """The statement whose words make up most of ``span``, or None."""
    best, most = None, (span[1] - span[0]) / 2
    for statement in statements:
        both = min(statement.end, span[1]) - max(statement.start, span[0])
        if both > most:
            best, most = statement, both
    return best


def quote_of(text: str, statement: Statement) -> Span:
    """The whole sentences that hold the words said and who said them; the words alone where that gets long."""
    low = min(statement.start, statement.speaker_start)
    high = max(statement.end, statement.speaker_end)
    near = (max(0, low - _LONGEST_QUOTE), min(len(text), high + _LONGEST_QUOTE))
    if high - low <= _LONGEST_QUOTE:
        touching = [
            (near[0] + start, near[0] + end)
            for start, end in sentences(text[near[0] : near[1]])
            if near[0] + start < high and low < near[0] + end
        ]
        if touching and touching[-1][1] - touching[0][0] <= _LONGEST_QUOTE:
            return touching[0][0], touching[-1][1]
    return statement.start, statement.end


def _telling(text: str) -> list[str]:
    """The stems in order without the function words, unless there is nothing else."""
    every = stems(text)
    return [stem for stem in every if stem not in FUNCTION_WORDS] or every


def _match(said: Sequence[str], wanted: Sequence[str], terms: dict[str, float]) -> float:
    total = sum(terms.values())
    if not total:
        return 0.0
    present = set(said)
    coverage = sum(rarity for stem, rarity in terms.items() if stem in present) / total
    pairs = set(itertools.pairwise(wanted))
    order = len(pairs & set(itertools.pairwise(said))) / len(pairs) if pairs else coverage
    return _COVERAGE * coverage + _ORDER * order
