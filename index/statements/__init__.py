"""Who said what in one article, by rules alone: cue words, quotation marks and the names the article gives."""

from __future__ import annotations

from index.statements.cyrillic.statements import find_statements as find_in_cyrillic
from index.statements.cyrillic.statements import is_cyrillic_text
from index.statements.english import find_statements as find_in_english
from index.statements.tokens import sentences
from index.types import Statement

__all__ = ["find_statements"]


def find_statements(text: str) -> tuple[Statement, ...]:
    """The statements of one article in order of ``start``; offsets count code points of ``text``.

    Where speech is broken by its cue ("A," said X. "B."), one statement spans both halves. Time is linear in the
    length of ``text``. Nothing is raised for any text.
    """
    parts = sentences(text)
    if is_cyrillic_text(parts):
        told = {(one.start, one.end): one for one in find_in_cyrillic(text, parts)}
        return tuple(told[span] for span in sorted(told))
    return find_in_english(text, parts)
