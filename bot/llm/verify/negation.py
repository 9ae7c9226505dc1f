"""A sentence must not turn round what it cites: say no for yes, or swap who did it with whom it was done to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import ClaimEvidence
from bot.llm.verify.names import find_names
from index.statements.lexicon.cues import SAY, TELL
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
"""Words behind a negation among which is what it denies."""


def check_negation(told: str, cited: ClaimEvidence) -> Problem | None:
    """A "not" that one of both has before the same word and the other has nowhere."""
    draft, source = _clause_stems(told), _clause_stems(cited.text)
    denied = _find_denied_word(draft, source)
    if denied:
        return Problem(ClaimFault.UNSUPPORTED, f"it denies {denied!r}, which it cites as so")
    affirmed = _find_denied_word(source, draft)
    if affirmed and _retells_context(draft, source, affirmed):
        return Problem(ClaimFault.UNSUPPORTED, f"it says {affirmed!r}, which it cites as denied")
    return _check_swapped_names(told, cited)


def _find_denied_word(one: Sequence[str], other: Sequence[str]) -> str | None:
    """The word that ``one`` denies and that ``other`` has, with no negation anywhere near it."""
    for at, word in enumerate(one):
        if word not in _NEGATIONS:
            continue
        near = takewhile(bool, one[at + 1 : at + 1 + _NEGATION_REACH])
        behind = [each for each in near if each not in STOP_STEMS | _SPEECH][:1]
        for denied in behind:
            places = [place for place, each in enumerate(other) if each == denied]
            if places and not any(_is_near_negation(other, place) for place in places):
                return denied
    return None


def _clause_stems(text: str) -> list[str]:
    """The stems of a text, with an empty one where a mark ends a clause: no negation reaches over it."""
    pieces = [stems(piece) for piece in re.split(r"[,.;:!?()\"“”«»—–]\s", text)]
    return [each for piece in pieces for each in (*piece, "")]


def _is_near_negation(text: Sequence[str], at: int) -> bool:
    """Whether a negation, or a word like one, stands near the word at ``at``."""
    around = {*text[max(0, at - 2 * _NEGATION_REACH) : at], *text[at + 1 : at + _NEGATION_REACH]}
    return not around.isdisjoint(_NEGATIONS | _LIKE_NEGATIONS)


def _retells_context(draft: Sequence[str], source: Sequence[str], word: str) -> bool:
    """Whether a draft retells what stands around a denied word, and does not only speak of the same."""
    at = source.index(word)
    around = [each for each in source[max(0, at - 6) : at + 7] if each not in STOP_STEMS and each not in _NEGATIONS]
    return bool(around) and sum(each in draft for each in around) / len(around) >= 0.7


def _check_swapped_names(told: str, cited: ClaimEvidence) -> Problem | None:
    """Two names of a sentence that is the cited one word by word, but for their places."""
    draft = stems(told)
    named = list(dict.fromkeys(stem(name.word) for name in find_names(told)))
    for first in named:
        for second in named[named.index(first) + 1 :]:
            turned = [second if each == first else first if each == second else each for each in draft]
            for text in cited.runs:
                source = stems(text)
                if _has_run_between(turned, source, {first, second}) and not _has_run_between(
                    draft, source, {first, second}
                ):
                    return Problem(
                        ClaimFault.MISATTRIBUTED, f"{first!r} and {second!r} stand the other way round there"
                    )
    return None


def _has_run_between(draft: Sequence[str], source: Sequence[str], pair: set[str]) -> bool:
    """Whether the stretch of ``draft`` from one of the two names to the other stands so in ``source``."""
    places = [at for at, word in enumerate(draft) if word in pair]
    if len(places) < 2:
        return False
    run = list(draft[places[0] : places[-1] + 1])
    tells = any(word not in STOP_STEMS for word in run[1:-1])
    return tells and any(list(source[at : at + len(run)]) == run for at in range(len(source) - len(run) + 1))
