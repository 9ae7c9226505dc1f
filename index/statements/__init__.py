"""Who said what in one article, by rules alone: cue words, quotation marks and the names the article gives."""

from __future__ import annotations

from index.statements.find import Found, find
from index.statements.names import People, find_people
from index.statements.tables import DETERMINERS
from index.statements.tokens import Sentence, sentences
from index.types import Statement

__all__ = ["find_statements"]

_MOST_SPEAKER_WORDS = 8


def find_statements(text: str) -> tuple[Statement, ...]:
    """The statements of one article in order of ``start``; offsets count code points of ``text``.

    Where speech is broken by its cue ("A," said X. "B."), one statement spans both halves. Time is linear in the
    length of ``text``. Nothing is raised for any text.
    """
    parts = sentences(text)
    people = find_people(text, parts)
    made = (_statement(text, parts, people, item) for item in find(text, parts))
    unique = {(s.start, s.end): s for s in made if s is not None}
    return tuple(sorted(unique.values(), key=lambda s: (s.start, s.end)))


def _statement(text: str, parts: list[Sentence], people: People, item: Found) -> Statement | None:
    tokens = parts[item.sentence].tokens
    first, last = item.phrase.name
    start, end = tokens[first].start, tokens[last - 1].end
    words = text[start:end]
    if item.phrase.person:
        words = " ".join(people.fullest(item.phrase.person) or item.phrase.person)
    elif tokens[first].low in DETERMINERS:
        words = tokens[first].low + words[len(tokens[first].low) :]
    if len(words.split()) > _MOST_SPEAKER_WORDS:
        return None
    role = text[slice(*item.phrase.role)] if item.phrase.role else None
    cue = text[slice(*item.cue)]
    return Statement(words, role, cue, item.direct, item.start, item.end, start, end)
