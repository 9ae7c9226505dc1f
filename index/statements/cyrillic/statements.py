"""The Ukrainian and Russian pipeline: reports, speakers, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.statements.cyrillic.names import is_mostly_cyrillic
from index.statements.cyrillic.people import find_people
from index.statements.cyrillic.reports import find_in_sentence
from index.statements.cyrillic.resolve import SlavicSpeakerResolver, format_role
from index.statements.direct import extend_over_paragraphs
from index.statements.stated import StatementBuilder
from index.statements.tokens import Sentence
from index.types import Statement


def is_cyrillic_text(sentences: Sequence[Sentence]) -> bool:
    """Return whether most words of an article, quotations left out, are Cyrillic."""
    return is_mostly_cyrillic([token for sentence in sentences for token in sentence.tokens])


def find_statements(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Yield the statements of an article with the sentences ``sentences``, in no order; two may have the same words."""
    people = find_people(sentences)
    reports = [report for number in range(len(sentences)) for report in find_in_sentence(sentences, number, people)]
    reports = [extend_over_paragraphs(sentences, report) for report in reports]
    resolver = SlavicSpeakerResolver(sentences, people)
    resolver.learn(reports)
    builder = StatementBuilder(sentences, format_role, people.nearest_mention)
    for report in reports:
        found = resolver.resolve_speaker(report)
        if found is not None:
            yield builder.build(report, found)
