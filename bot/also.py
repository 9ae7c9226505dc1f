"""How a source says that other papers printed it too."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import SOURCE_NOTES

_LINE = 48
"""Characters that a phone shows on a line."""


def also_in_others(article_ids: Sequence[str], publishers: Sequence[str]) -> str:
    """ "also in 2 others (Northern Wire, Lenn Gazette)"; without the publishers where that is longer than a phone's
    line, or where not every one is known; empty without others."""
    count = len(article_ids)
    if not count:
        return ""
    counted = SOURCE_NOTES.one_copy if count == 1 else SOURCE_NOTES.copies.format(count=count)
    named = SOURCE_NOTES.copies_by.format(copies=counted, publishers=", ".join(publishers))
    return named if len(publishers) == count and len(named) <= _LINE else counted
