"""Check that a sentence does not reverse what it cites: by a negation, or by two names in each other's place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import ClaimEvidence
from bot.llm.verify.names import find_names
from index.statements import SAY, TELL
from index.text.tokenizer import STOP_STEMS, stem, stems, word_set

_NEGATIONS = frozenset(
    stem(word)
    for word in word_set(
        "no not never nobody nothing none neither nor without cannot don't doesn't didn't isn't aren't wasn't weren't "
        "won't can't couldn't wouldn't shouldn't haven't hasn't hadn't unable "
        "не ні нема немає ніколи ніхто ніщо без нет нету никогда никто ничего"
    )
)
_LIKE_NEGATIONS = frozenset(
    stem(word)
    for word in word_set(
        "deny denied denies denial refuse refused refuses reject rejected rejects fail failed fails lack lacked lacks "
        "decline declined declines avoid avoided hardly barely few little unlikely impossible false stop stopped "
        "prevent prevented against ban banned rule ruled dismiss dismissed oppose opposed un non only rather instead "
        "than doubt doubted "
        "заперечує заперечив відмовився відкинув спростував бракує "
        "отрицает отказался отверг опроверг замість вместо ніж чем"
    )
)
_SPEECH = frozenset(map(stem, SAY | TELL))
_NEGATION_REACH = 4
"""The word that a negation denies is among this many words after it."""


def check_negation(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find a word that either the sentence or the texts cited negate and the other does not, or two swapped names."""
    draft, source = _clause_stems(sentence), _clause_stems(evidence.text)
    denied = _find_denied_word(draft, source)
    if denied:
        return Problem(ClaimFault.UNSUPPORTED, f"it denies {denied!r}, which it cites as so")
    affirmed = _find_denied_word(source, draft)
    if affirmed and _retells_context(draft, source, affirmed):
        return Problem(ClaimFault.UNSUPPORTED, f"it says {affirmed!r}, which it cites as denied")
    return _check_swapped_names(sentence, evidence)


def _find_denied_word(one: Sequence[str], other: Sequence[str]) -> str | None:
    """Return the word that ``one`` denies and that ``other`` has without a negation near it."""
    for at, word in enumerate(one):
        if word not in _NEGATIONS:
            continue
        near = takewhile(bool, one[at + 1 : at + 1 + _NEGATION_REACH])
        denied_words = [each for each in near if each not in STOP_STEMS | _SPEECH][:1]
        for denied in denied_words:
            places = [place for place, each in enumerate(other) if each == denied]
            if places and not any(_is_near_negation(other, place) for place in places):
                return denied
    return None


def _clause_stems(text: str) -> list[str]:
    """Return the stems of a text with "" at each mark that ends a clause, since no negation reaches over it."""
    pieces = [stems(piece) for piece in re.split(r"[,.;:!?()\"“”«»—–]\s", text)]
    return [each for piece in pieces for each in (*piece, "")]


def _is_near_negation(text: Sequence[str], at: int) -> bool:
    """Return whether a negation, or a word like one, stands near the word at ``at``."""
    around = {*text[max(0, at - 2 * _NEGATION_REACH) : at], *text[at + 1 : at + _NEGATION_REACH]}
    return not around.isdisjoint(_NEGATIONS | _LIKE_NEGATIONS)


def _retells_context(draft: Sequence[str], source: Sequence[str], word: str) -> bool:
    """Return whether a draft has most of the words around a denied word, and not only the same subject."""
    at = source.index(word)
    around = [each for each in source[max(0, at - 6) : at + 7] if each not in STOP_STEMS and each not in _NEGATIONS]
    return bool(around) and sum(each in draft for each in around) / len(around) >= 0.7


def _check_swapped_names(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find two names in each other's place in a sentence that is the cited one word by word otherwise."""
    draft = stems(sentence)
    named = list(dict.fromkeys(stem(name.word) for name in find_names(sentence)))
    for first in named:
        for second in named[named.index(first) + 1 :]:
            swapped = [second if each == first else first if each == second else each for each in draft]
            for text in evidence.texts:
                source = stems(text)
                if _has_run_between(swapped, source, {first, second}) and not _has_run_between(
                    draft, source, {first, second}
                ):
                    return Problem(
                        ClaimFault.MISATTRIBUTED, f"{first!r} and {second!r} stand the other way round there"
                    )
    return None


def _has_run_between(draft: Sequence[str], source: Sequence[str], pair: set[str]) -> bool:
    """Return whether ``source`` has the same words from one of the two names to the other as ``draft``."""
    places = [at for at, word in enumerate(draft) if word in pair]
    if len(places) < 2:
        return False
    run = list(draft[places[0] : places[-1] + 1])
    tells = any(word not in STOP_STEMS for word in run[1:-1])
    return tells and any(list(source[at : at + len(run)]) == run for at in range(len(source) - len(run) + 1))
