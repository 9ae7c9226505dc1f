"""What a sentence says must be what it cites says: by shared words, and by sense where the words leave it open."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import ClaimEvidence
from bot.llm.verify.names import find_names, is_known_name, name_stems
from index import Vectors
from index.statements.lexicon.cues import CYRILLIC_SAY, SAY, TELL
from index.text.dates import date_mentions
from index.text.language import detect_language
from index.text.numbers import find_quantities
from index.text.tokenizer import STOP_STEMS, stem, words

Encode = Callable[[Sequence[str]], Vectors]
"""Texts -> vectors of length one, float32, shape ``(len(texts), dimension)``."""

_SPEECH = frozenset(map(stem, SAY | TELL | CYRILLIC_SAY | {"according", "statement"}))
_SHORT_SENTENCE_WORDS = 4
"""Fewer telling words than these must all stand there."""

_STEM_PREFIX, _STEM_SHARE = 5, 0.7


@dataclass(frozen=True, slots=True)
class SupportThresholds:
    """``sure`` and ``least`` are shares of a sentence's telling words, ``similarity`` is a cosine, all from 0 to 1.

    At ``sure`` a sentence is borne out by its words, below ``least`` by nothing; between them it must be at least
    ``similarity`` to what it cites; one of few words ``alike_short``, since one word makes it another. Where another
    sentence of the prompt has ``better`` more of its words, that one should have been cited. Without an encoder
    ``words_alone`` is what counts. Set on one half of the drafts of ``benchmarks/draft_verification.py``, and flat
    there: each may be a tenth higher or lower. Those drafts
    have few claims in other words than their sources, which is what the thresholds are for.
    """

    sure: float = 0.7
    least: float = 0.3
    alike: float = 0.6
    alike_short: float = 0.75
    better: float = 0.35
    words_alone: float = 0.5


DEFAULT_THRESHOLDS = SupportThresholds()


def check_support(
    told: str, cited: ClaimEvidence, encode: Encode | None = None, thresholds: SupportThresholds = DEFAULT_THRESHOLDS
) -> Problem | None:
    """Whether the texts cited bear ``told`` out, and none of the others far better."""
    wanted = _unchecked_stems(told) or content_words(told)
    if not wanted:
        return Problem(ClaimFault.UNSUPPORTED, "it says nothing that could be looked up")
    share = coverage(wanted, cited.text, *cited.publishers, *(said.who for said in cited.said), *cited.people)
    if detect_language(told) != cited.language and share < thresholds.least:
        return (
            None
            if _shares_checked_detail(told, cited)
            else Problem(ClaimFault.UNSUPPORTED, "another language, and nothing shared")
        )
    if share < thresholds.sure:
        for one in cited.prompt:
            if one not in cited.sentences and coverage(wanted, one.text) >= share + thresholds.better:
                return Problem(
                    ClaimFault.MISATTRIBUTED, f"[{one.number}] says it, which is not cited ({share:.2f} of words)"
                )
    if share >= thresholds.sure and (len(wanted) >= _SHORT_SENTENCE_WORDS or share == 1):
        return None
    if encode is None:
        return (
            None if share >= thresholds.words_alone and len(wanted) >= _SHORT_SENTENCE_WORDS else _weak_support(share)
        )
    likeness = similarity(told, cited, encode)
    least = thresholds.alike if len(wanted) >= _SHORT_SENTENCE_WORDS else thresholds.alike_short
    return None if share >= thresholds.least and likeness >= least else _weak_support(share, likeness)


def content_words(told: str) -> tuple[str, ...]:
    """The stems of a sentence that say something of its subject, each once."""
    found = (word.stem for word in words(told))
    return tuple(dict.fromkeys(one for one in found if one not in STOP_STEMS and one not in _SPEECH and len(one) > 1))


def _unchecked_stems(told: str) -> tuple[str, ...]:
    """The telling stems without those of numbers and dates, which were looked at by themselves."""
    looked_at = [(one.start, one.end) for one in find_quantities(told)]
    looked_at += [(start, end) for _, _, _, start, end in date_mentions(told)]
    rest = list(told)
    for start, end in looked_at:
        rest[start:end] = " " * (end - start)
    return content_words("".join(rest))


def coverage(wanted: Sequence[str], *texts: str) -> float:
    """The share of stems that stand in any of the texts, or nearly."""
    there = {word.stem for text in texts for word in words(text)}
    begins: dict[str, list[str]] = {}
    for one in there:
        begins.setdefault(one[:_STEM_PREFIX], []).append(one)
    return sum(one in there or _has_similar_stem(one, begins.get(one[:_STEM_PREFIX], ())) for one in wanted) / len(
        wanted
    )


def similarity(told: str, cited: ClaimEvidence, encode: Encode) -> float:
    """The cosine of a sentence with the nearest of the sentences cited, or with all of them together."""
    texts = [one.text for one in cited.sentences]
    vectors = encode([told, *texts, *([" ".join(texts)] if len(texts) > 1 else [])])
    return float(np.max(vectors[1:] @ vectors[0]))


def _has_similar_stem(one: str, others: Sequence[str]) -> bool:
    """prosecut and prosecutor: one word's stems by another ending."""
    return len(one) >= _STEM_PREFIX and any(
        min(len(one), len(o)) >= _STEM_SHARE * max(len(one), len(o)) for o in others
    )


def _shares_checked_detail(told: str, cited: ClaimEvidence) -> bool:
    """Whether a sentence in another language shares a name, a number or a quotation with what it cites, all of which
    are looked at before."""
    there = name_stems(cited.text)
    named = any(is_known_name(name.word, there) for name in find_names(told))
    return named or bool(find_quantities(told)) or bool(re.search(r"[“«„\"]", told))


def _weak_support(share: float, likeness: float | None = None) -> Problem:
    near = f", likeness {likeness:.2f}" if likeness is not None else ""
    return Problem(ClaimFault.UNSUPPORTED, f"{share:.2f} of its words stand there{near}")
