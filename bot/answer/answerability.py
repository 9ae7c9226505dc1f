"""Decide whether what was found answers a question, and say which threshold decided.

A refusal is logged at INFO as one line of a gate's name and two numbers; nothing of the question stands in it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

from bot.answer.open.features import weighted_sum
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.ranking import RankedStatement, confidence_features
from bot.answer.types import Decision
from bot.answer.weights import ANSWERABILITY_WEIGHTS, CONFIDENCE_WEIGHTS, THRESHOLDS

_LEAST_COVERAGE = 0.6
"""The least coverage where the encoder does not know the question's language: more than one of two words."""

_STRANGER_CONFIDENCE = 0.3
"""The least confidence in a speaker of whom the article says nothing that the asker knows of them."""

_log = logging.getLogger(__name__)

NOTHING_FOUND = Decision(False, "candidates found", 0.0, 1.0)
NOTHING_VERIFIED = Decision(False, "quotes verified", 0.0, 1.0)


def decide_open(evidence: Sequence[RankedSpan], *, use_embeddings: bool = True) -> Decision:
    """Decide whether the spans say enough of what is asked to be an answer, and not only near it.

    Without ``use_embeddings`` the encoder does not know the question's language, and the words decide.
    """
    if not evidence:
        return NOTHING_FOUND
    if not use_embeddings:
        return _decide("open coverage", max(span.coverage for span in evidence), _LEAST_COVERAGE)
    return _decide("open answerability", answerability(evidence), THRESHOLDS["answered"])


def decide_speaker(named: Sequence[RankedStatement], *, stranger: bool) -> Decision:
    """Decide whether the best statement, given first, says what is asked, so that its speaker may be named.

    ``stranger`` says that its article tells nothing that the asker knows of the speaker.
    """
    if not named:
        return NOTHING_FOUND
    gate = "stranger confidence" if stranger else "speaker confidence"
    return _decide(gate, speaker_confidence(named), _STRANGER_CONFIDENCE if stranger else THRESHOLDS["named"])


def decide_topic(ranked: Sequence[RankedStatement]) -> Decision:
    """Decide whether the best statement of the speaker, given first, is on the topic asked about."""
    if not ranked:
        return NOTHING_FOUND
    return _decide("topic score", ranked[0].match.score, THRESHOLDS["topic"])


def is_answerable(evidence: Sequence[RankedSpan], *, use_embeddings: bool = True) -> bool:
    """Return whether the spans say enough of what is asked to be an answer and not only near it."""
    return decide_open(evidence, use_embeddings=use_embeddings).answered


def answerability(evidence: Sequence[RankedSpan]) -> float:
    """Return from 0 to 1 how likely the articles answer the question at all; ``evidence`` holds at least one span."""
    return 1 / (1 + math.exp(-weighted_sum(ANSWERABILITY_WEIGHTS, answerability_features(evidence))))


def answerability_features(evidence: Sequence[RankedSpan]) -> dict[str, float]:
    """Return what ``answerability`` weighs: the most that any span has, and what holds of the first one's article."""
    names = ("likeness", "match", "weakest", "phrase")
    of_first = {name: evidence[0].features[name] for name in ("article", "named", "unnamed", "untyped")}
    return {name: max(span.features[name] for span in evidence) for name in names} | of_first


def speaker_confidence(found: Sequence[RankedStatement]) -> float:
    """Return from 0 to 1 how likely the best of ``found`` says what is asked, and not only something near it."""
    if not found:
        return 0.0
    total = CONFIDENCE_WEIGHTS["bias"] + sum(
        CONFIDENCE_WEIGHTS[name] * value for name, value in confidence_features(found).items()
    )
    return 1 / (1 + math.exp(-total))


def log_refusal(decision: Decision) -> None:
    """Log at INFO which threshold decided that a question is refused."""
    _log.info("%s", decision)


def show_refusals() -> None:
    """Let the lines of ``log_refusal`` through to where the process logs to."""
    _log.setLevel(logging.INFO)


def _decide(gate: str, value: float, threshold: float) -> Decision:
    return Decision(value >= threshold, gate, value, threshold)
