"""How a table is written down."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, parted by white space."""
    return frozenset(text.split())
