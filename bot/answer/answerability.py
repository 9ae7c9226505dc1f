"""Decide whether what was found answers a question: every gate, its threshold, and why.

Each ``decide_...`` function returns a ``Decision`` with the gate's name, its value and its threshold. The decision that
a refusal comes from is logged at INFO as one line, which holds no word of the question. Learnt thresholds are in
``weights.json``.
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
"""Least ``coverage`` of an open answer where the encoder does not know the language: more than one of two words."""

_STRANGER_CONFIDENCE = 0.3
"""Least confidence in a speaker whose article says nothing of what the asker knows about them."""

_LEAST_WORDING = 0.62
"""Least ``wording`` of a further speaker's statement, or of one whose speaker is unnamed."""

_ARTICLE_COVERAGE = 0.9
"""Least ``own`` share of a sentence without a known speaker that answers "who said" a sentence."""

_log = logging.getLogger(__name__)

NOTHING_FOUND = Decision(False, "candidates found", 0.0, 1.0)
NOTHING_VERIFIED = Decision(False, "quotes verified", 0.0, 1.0)
CONTRADICTED = Decision(False, "statements in agreement", 0.0, 1.0)


def decide_open(evidence: Sequence[RankedSpan], *, use_embeddings: bool = True) -> Decision:
    """Decide whether the spans, best first, answer an open question.

    Without ``use_embeddings`` the encoder does not know the question's language, and shared words decide.
    """
    if not evidence:
        return NOTHING_FOUND
    if not use_embeddings:
        return _decide("open coverage", max(span.coverage for span in evidence), _LEAST_COVERAGE)
    return _decide("open answerability", answerability(evidence), THRESHOLDS["answered"])


def decide_speaker(named: Sequence[RankedStatement], *, stranger: bool) -> Decision:
    """Decide whether the first, best statement says what is asked, so that its speaker may be named.

    ``stranger``: the article says nothing of what the asker knows about the speaker.
    """
    if not named:
        return NOTHING_FOUND
    gate = "stranger confidence" if stranger else "speaker confidence"
    return _decide(gate, speaker_confidence(named), _STRANGER_CONFIDENCE if stranger else THRESHOLDS["named"])


def decide_topic(ranked: Sequence[RankedStatement]) -> Decision:
    """Decide whether the first, best statement of a speaker is on the topic asked about."""
    if not ranked:
        return NOTHING_FOUND
    return _decide("topic score", ranked[0].match.score, THRESHOLDS["topic"])


def decide_wording(statement: RankedStatement) -> Decision:
    """Decide whether a statement has enough of the question's very words to be cited without further signs."""
    return _decide("wording", statement.match.wording, _LEAST_WORDING)


def decide_unattributed(evidence: Sequence[RankedSpan]) -> Decision:
    """Decide whether the first, best span says what is asked in the article's own voice."""
    if not evidence:
        return NOTHING_FOUND
    return _decide("article wording", evidence[0].own, _ARTICLE_COVERAGE)


def answerability(evidence: Sequence[RankedSpan]) -> float:
    """Return the probability that the articles answer the question; ``evidence`` holds at least one span.

    A logistic regression, learnt by ``benchmarks/learn_open_weights.py``.
    """
    return 1 / (1 + math.exp(-weighted_sum(ANSWERABILITY_WEIGHTS, answerability_features(evidence))))


def answerability_features(evidence: Sequence[RankedSpan]) -> dict[str, float]:
    """Return the features of ``answerability``: the maxima over all spans, and those of the first span's article."""
    names = ("likeness", "match", "weakest", "phrase")
    of_first = {name: evidence[0].features[name] for name in ("article", "named", "unnamed", "untyped")}
    return {name: max(span.features[name] for span in evidence) for name in names} | of_first


def speaker_confidence(found: Sequence[RankedStatement]) -> float:
    """Return the probability that the first, best of ``found`` says what is asked; 0 without statements.

    A logistic regression, learnt by ``benchmarks/learn_speaker_weights.py``.
    """
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
    """Set the level at which the lines of ``log_refusal`` are logged."""
    _log.setLevel(logging.INFO)


def _decide(gate: str, value: float, threshold: float) -> Decision:
    return Decision(value >= threshold, gate, value, threshold)
