"""Learnt weights, read from ``weights.json``; ``benchmarks/learn_*_weights.py`` write them."""

from __future__ import annotations

import json
from importlib import resources

_LEARNT: dict[str, dict[str, float]] = json.loads(
    resources.files("bot.answer").joinpath("weights.json").read_text("utf-8")
)

CONFIDENCE_WEIGHTS = _LEARNT["confidence"]
"""Logistic regression: the probability that the best statement is the one asked for."""

SPAN_WEIGHTS = _LEARNT["window"]
"""Weights by which candidate spans are ranked for an open question."""

ANSWERABILITY_WEIGHTS = _LEARNT["answered"]
"""Logistic regression: the probability that the articles answer an open question."""

THRESHOLDS = _LEARNT["thresholds"]
"""``named``: least confidence at which a speaker is named. ``topic``: least score of a speaker's statement on a topic.
``answered``: least probability at which an open question is answered."""
