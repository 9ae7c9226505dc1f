"""Check that what a sentence cites supports it: by shared words, and by meaning where these do not decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import ClaimEvidence
from bot.llm.verify.names import find_names, is_known_name, name_stems
from index import Vectors
from index.statements import CYRILLIC_SAY, SAY, TELL
from index.text.dates import date_mentions
from index.text.language import detect_language
from index.text.numbers import find_quantities
from index.text.tokenizer import STOP_STEMS, stem, words

Encode = Callable[[Sequence[str]], Vectors]
"""Texts -> vectors of length one, float32, shape ``(len(texts), dimension)``."""

_SPEECH = frozenset(map(stem, SAY | TELL | CYRILLIC_SAY | {"according", "statement"}))
_SHORT_SENTENCE_WORDS = 4
"""A sentence with fewer content words must have all of them in what it cites."""

_STEM_PREFIX, _STEM_SHARE = 5, 0.7


@dataclass(frozen=True, slots=True)
class SupportThresholds:
    """When a sentence counts as supported; shares of its content words and cosine similarities, all from 0 to 1.

    Set on one half of the drafts of ``benchmarks/draft_verification.py``, where each may be a tenth higher or lower
    without effect. These drafts have few paraphrases, which the similarities are for.
    """

    enough_share: float = 0.7
    "A sentence with this share is supported by its words alone."
    min_share: float = 0.3
    "A sentence with a lower share is not supported."
    min_similarity: float = 0.6
    "The least similarity to what it cites of a sentence between the two shares."
    min_similarity_short: float = 0.75
    "The same for a short sentence, where one word changes the meaning."
    uncited_margin: float = 0.35
    "An uncited sentence of the prompt whose share is higher by this should have been cited."
    min_share_without_encoder: float = 0.5
    "The least share when there is no encoder."


DEFAULT_THRESHOLDS = SupportThresholds()


def check_support(
    sentence: str,
    evidence: ClaimEvidence,
    encode: Encode | None = None,
    thresholds: SupportThresholds = DEFAULT_THRESHOLDS,
) -> Problem | None:
    """Return a problem unless the texts cited support ``sentence``, and no other sentence does far better."""
    wanted = _unchecked_stems(sentence) or content_words(sentence)
    if not wanted:
        return Problem(ClaimFault.UNSUPPORTED, "it says nothing that could be looked up")
    share = coverage(wanted, evidence.text, *evidence.publishers, *evidence.speakers, *evidence.people)
    if detect_language(sentence) != evidence.language and share < thresholds.min_share:
        problem = Problem(ClaimFault.UNSUPPORTED, "another language, and nothing shared")
        return None if _shares_checked_detail(sentence, evidence) else problem
    if share < thresholds.enough_share:
        for one in evidence.prompt:
            if one not in evidence.sentences and coverage(wanted, one.text) >= share + thresholds.uncited_margin:
                return Problem(
                    ClaimFault.MISATTRIBUTED, f"[{one.number}] says it, which is not cited ({share:.2f} of words)"
                )
    is_short = len(wanted) < _SHORT_SENTENCE_WORDS
    if share >= thresholds.enough_share and (not is_short or share == 1):
        return None
    if encode is None:
        return None if share >= thresholds.min_share_without_encoder and not is_short else _weak_support(share)
    likeness = similarity(sentence, evidence, encode)
    min_similarity = thresholds.min_similarity_short if is_short else thresholds.min_similarity
    return None if share >= thresholds.min_share and likeness >= min_similarity else _weak_support(share, likeness)


def content_words(sentence: str) -> tuple[str, ...]:
    """Return the stems of a sentence without stop words and words of speech, each once."""
    found = (word.stem for word in words(sentence))
    return tuple(dict.fromkeys(one for one in found if one not in STOP_STEMS and one not in _SPEECH and len(one) > 1))


def _unchecked_stems(sentence: str) -> tuple[str, ...]:
    """Return the content stems without those of numbers and dates, which have checks of their own."""
    looked_at = [(one.start, one.end) for one in find_quantities(sentence)]
    looked_at += [(start, end) for _, _, _, start, end in date_mentions(sentence)]
    letters = list(sentence)
    for start, end in looked_at:
        letters[start:end] = " " * (end - start)
    return content_words("".join(letters))


def coverage(wanted: Sequence[str], *texts: str) -> float:
    """Return the share of stems that any of the texts has, exactly or in a similar form."""
    there = {word.stem for text in texts for word in words(text)}
    begins: dict[str, list[str]] = {}
    for one in there:
        begins.setdefault(one[:_STEM_PREFIX], []).append(one)
    return sum(one in there or _has_similar_stem(one, begins.get(one[:_STEM_PREFIX], ())) for one in wanted) / len(
        wanted
    )


def similarity(sentence: str, evidence: ClaimEvidence, encode: Encode) -> float:
    """Return the highest cosine of a sentence with one of the sentences cited or with all of them together."""
    texts = [one.text for one in evidence.sentences]
    vectors = encode([sentence, *texts, *([" ".join(texts)] if len(texts) > 1 else [])])
    return float(np.max(vectors[1:] @ vectors[0]))


def _has_similar_stem(one: str, others: Sequence[str]) -> bool:
    """Return whether another stem is the same word with another ending, as prosecut and prosecutor."""
    return len(one) >= _STEM_PREFIX and any(
        min(len(one), len(o)) >= _STEM_SHARE * max(len(one), len(o)) for o in others
    )


def _shares_checked_detail(sentence: str, evidence: ClaimEvidence) -> bool:
    """Return whether a sentence in another language has a name, number or quotation that was checked before."""
    there = name_stems(evidence.text)
    named = any(is_known_name(name.word, there) for name in find_names(sentence))
    return named or bool(find_quantities(sentence)) or bool(re.search(r"[“«„\"]", sentence))


def _weak_support(share: float, likeness: float | None = None) -> Problem:
    near = f", likeness {likeness:.2f}" if likeness is not None else ""
    return Problem(ClaimFault.UNSUPPORTED, f"{share:.2f} of its words stand there{near}")
