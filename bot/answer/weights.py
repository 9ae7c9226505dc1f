"""Learnt weights: read from ``weights.json``, which ``benchmarks/learn_speaker_weights.py`` and others write."""

from __future__ import annotations

import json
from importlib import resources

_LEARNT: dict[str, dict[str, float]] = json.loads(
    resources.files("bot.answer").joinpath("weights.json").read_text("utf-8")
)

CONFIDENCE_WEIGHTS = _LEARNT["confidence"]
"""The weights of a logistic regression: how likely the best statement is the one asked for."""

SPAN_WEIGHTS = _LEARNT["window"]
"""The weights by which the pieces of the found passages are ranked for an open question."""

ANSWERABILITY_WEIGHTS = _LEARNT["answered"]
"""The weights of a logistic regression: how likely the articles answer an open question at all."""

THRESHOLDS = _LEARNT["thresholds"]
"""``named``: the least confidence at which a speaker is named. ``topic``: the least score at which a statement of a
named speaker is on the topic asked about."""
