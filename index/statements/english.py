"""The English pipeline: reports, outlets, speakers, statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.statements.find import find_reports
from index.statements.outlet import Outlet, find_outlets
from index.statements.relay import assign_outlets, find_outlet_mentions
from index.statements.report import SpeechReport
from index.statements.retold import find_preceding
from index.statements.stated import StatementBuilder
from index.statements.tokens import Sentence
from index.statements.who.calendar import mark_calendar_names
from index.statements.who.cast import Cast
from index.statements.who.namesakes import add_role_surnames, find_role_surnames, mark_person
from index.statements.who.organisations import find_organisations
from index.statements.who.people import EnglishPeople, NamedMention, find_names, find_people
from index.statements.who.referents import PronounResolver
from index.statements.who.resolve import EnglishSpeakerResolver, format_role
from index.types import Span, Statement


@dataclass(frozen=True, slots=True)
class EnglishReading:
    """An English article as read by the rules, before any mention is resolved.

    ``named`` holds the names of people of each sentence, ``outlets`` its news outlets; ``surnames`` are those that are
    words for a role as well.
    """

    sentences: Sequence[Sentence]
    people: EnglishPeople
    named: Sequence[Sequence[NamedMention]]
    surnames: frozenset[str]
    outlets: Sequence[Sequence[Outlet]]
    reports: Sequence[SpeechReport]


def read_article(sentences: Sequence[Sentence]) -> EnglishReading:
    """Read the sentences of an article for names, outlets and reports of speech."""
    sentences = mark_calendar_names(sentences)
    listed = [find_names(sentence.tokens) for sentence in sentences]
    people = find_people(sentences, listed)
    surnames = find_role_surnames(people)
    outlets = [find_outlets(sentence) for sentence in sentences]
    reports = [mark_person(sentences, report, surnames) for report in find_reports(sentences, outlets)]
    named = add_role_surnames(sentences, listed, surnames)
    return EnglishReading(sentences, people, named, surnames, outlets, reports)


def find_statements(sentences: Sequence[Sentence]) -> Iterator[Statement]:
    """Yield the statements of an article with the sentences ``sentences``, in no order; two may have the same words."""
    reading = read_article(sentences)
    sentences, people, organisations = reading.sentences, reading.people, find_organisations(reading.sentences)
    earlier = [
        mark_person(sentences, report, reading.surnames) for report in find_preceding(sentences, reading.reports)
    ]
    relayed = assign_outlets(sentences, [*reading.reports, *earlier], reading.outlets)
    pronouns = PronounResolver(sentences, reading.named, Cast(people))
    resolver = EnglishSpeakerResolver(
        sentences, people, pronouns, find_outlet_mentions(reading.outlets, relayed), organisations
    )
    resolver.learn([one.report for one in relayed])

    def name_span_before(name: str, before: int) -> Span | None:
        return people.nearest_mention(name, before) or organisations.first.get(name)

    builder = StatementBuilder(sentences, format_role, name_span_before)
    for one in relayed:
        speaker = resolver.resolve_speaker(one.report)
        if speaker is not None:
            yield builder.build(one.report, speaker, one.outlet)
