"""Who said what in a Ukrainian or Russian article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.cyrillic.names import is_ours
from index.statements.cyrillic.people import find_people
from index.statements.cyrillic.reports import in_sentence
from index.statements.cyrillic.resolve import Resolver, readable
from index.statements.direct import continued
from index.statements.stated import Recorder
from index.statements.tokens import Sentence
from index.types import Statement


def is_cyrillic_text(parts: Sequence[Sentence]) -> bool:
    """Whether most words of an article, quotations left out, are Cyrillic."""
    return is_ours([token for part in parts for token in part.tokens])


def find_statements(text: str, parts: Sequence[Sentence]) -> Iterator[Statement]:
    """The statements of an article with the sentences ``parts``, in no order; two may have the same words."""
    people = find_people(parts)
    items = [item for number in range(len(parts)) for item in in_sentence(parts, number, people)]
    items = [continued(parts, item) for item in items]
    resolver = Resolver(text, parts, people)
    resolver.learn(items)
    recorder = Recorder(parts, readable, people.nearest_mention)
    for item in items:
        found = resolver.speaker(item)
        if found is not None:
            yield recorder.statement(item, found)
