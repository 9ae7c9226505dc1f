"""Who said what in one article, by rules alone: cue words, quotation marks and the names the article gives."""

from __future__ import annotations

from index.statements.cyrillic.statements import find_statements as find_in_cyrillic
from index.statements.cyrillic.statements import is_cyrillic_text
from index.statements.find import find
from index.statements.names import find_people
from index.statements.resolve import Resolver
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
    items = find(text, parts)
    resolver = Resolver(text, parts, find_people(text, parts))
    resolver.learn(items)
    made: dict[tuple[int, int], Statement] = {}
    for item in items:
        found = resolver.speaker(item)
        if found is None:
            continue
        tokens = parts[item.sentence].tokens
        first, last = item.phrase.name
        made[item.start, item.end] = Statement(
            speaker=found.name,
            role=found.role,
            cue=text[slice(*item.cue)],
            direct=item.direct,
            start=item.start,
            end=item.end,
            speaker_start=tokens[first].start,
            speaker_end=tokens[last - 1].end,
        )
    return tuple(made[span] for span in sorted(made))
