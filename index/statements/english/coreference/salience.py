"""Salience of people: how present each one is at a place in the text.

After the salience factors of Lappin and Leass (1994): a mention adds a weight by its place in the sentence, and all
weights are halved from one sentence to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

SPEAKER = 1.2
SUBJECT = 1.0
OBJECT = 0.55
OWNER = 0.45
INSIDE = 0.4
NAMESAKE = 0.15
"""Weights of a mention: who speaks, who acts, who is acted on, whose something is, who stands in another's words,
after whom something is called."""

_HALF = 0.5
_AGAIN = 0.25
_LEAST = 0.12
_MARGIN = 1.4
_UNSURE = 0.7
_NEAR = 0.7
_FORGOTTEN = 0.03


@dataclass(slots=True)
class SalienceModel:
    """Weights of the people of an article at one place in the text, by name."""

    weights: dict[str, float] = field(default_factory=dict)

    def decay(self) -> None:
        """Halve all weights, as the next sentence begins."""
        self.weights = {name: weight * _HALF for name, weight in self.weights.items() if weight > _FORGOTTEN}

    def add_mention(self, name: str, weight: float) -> None:
        """Add the weight of a mention of ``name``."""
        known = self.weights.get(name, 0.0)
        self.weights[name] = max(known, weight) + _AGAIN * min(known, weight)

    def is_salient(self, name: str) -> bool:
        """Return whether ``name`` is salient, and nobody much more so."""
        return self.weights.get(name, 0.0) >= _NEAR * max(self.weights.values(), default=0.0) > 0

    def find_antecedent(
        self,
        gender: str,
        gender_of: Callable[[str], str],
        is_person: Callable[[str], bool],
        excluded: Collection[str] = (),
    ) -> str | None:
        """Return the antecedent of a pronoun of ``gender``; None where nobody fits, or two fit about as well."""
        ranked = sorted(
            (
                (weight if gender_of(name) else weight * _UNSURE, name)
                for name, weight in self.weights.items()
                if name not in excluded and gender_of(name) in {gender, ""}
            ),
            reverse=True,
        )
        if not ranked or ranked[0][0] < _LEAST or not is_person(ranked[0][1]):
            return None
        is_clear = len(ranked) == 1 or ranked[0][0] >= _MARGIN * ranked[1][0]
        return ranked[0][1] if is_clear else None
