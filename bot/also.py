"""How a source says that other papers printed it too."""

from __future__ import annotations

from collections.abc import Sequence

_LINE = 48
"""Characters that a phone shows on a line."""


def also_in_others(article_ids: Sequence[str], publishers: Sequence[str]) -> str:
    """ "also in 2 others (Northern Wire, Lenn Gazette)"; without the publishers where that is longer than a phone's
    line, or where not every one is known; empty without others."""
    count = len(article_ids)
    if not count:
        return ""
    counted = f"also in {count} {'other' if count == 1 else 'others'}"
    named = f"{counted} ({', '.join(publishers)})"
    return named if len(publishers) == count and len(named) <= _LINE else counted
