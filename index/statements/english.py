"""The statements of an article in English: found, given to their speakers, told from who passed them on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.statements.find import find
from index.statements.outlet import Outlet, outlets
from index.statements.relay import relayed, voices
from index.statements.report import Found
from index.statements.retold import retold
from index.statements.stated import Recorder
from index.statements.tokens import Sentence
from index.statements.who.calendar import with_calendar_names
from index.statements.who.cast import Cast
from index.statements.who.namesakes import as_person, namesakes, with_namesakes
from index.statements.who.organisations import find_organisations
from index.statements.who.people import EnglishPeople, Named, find_people, names_in
from index.statements.who.referents import Referents
from index.statements.who.resolve import Resolver, readable
from index.types import Span, Statement


@dataclass(frozen=True, slots=True)
class EnglishReading:
    """What the rules read in an English article before any mention is resolved.

    ``named`` holds the names of people of each sentence, ``outlets`` its news outlets; ``surnames`` are those that are
    words for a role as well.
    """

    parts: Sequence[Sentence]
    people: EnglishPeople
    named: Sequence[Sequence[Named]]
    surnames: frozenset[str]
    outlets: Sequence[Sequence[Outlet]]
    items: Sequence[Found]


def read_article(parts: Sequence[Sentence]) -> EnglishReading:
    """Read the sentences of an article for names, outlets and reports of speech."""
    parts = with_calendar_names(parts)
    listed = [names_in(part.tokens) for part in parts]
    people = find_people(parts, listed)
    surnames = namesakes(people)
    outlets_there = [outlets(part) for part in parts]
    items = [as_person(parts, item, surnames) for item in find(parts, outlets_there)]
    named = with_namesakes(parts, listed, surnames)
    return EnglishReading(parts, people, named, surnames, outlets_there, items)


def find_statements(text: str, parts: Sequence[Sentence]) -> Iterator[Statement]:
    """Yield the statements of an article with the sentences ``parts``, in no order; two may have the same words."""
    reading = read_article(parts)
    parts, people, organisations = reading.parts, reading.people, find_organisations(reading.parts)
    earlier = [as_person(parts, item, reading.surnames) for item in retold(parts, reading.items)]
    spoken = relayed(parts, [*reading.items, *earlier], reading.outlets)
    referents = Referents(parts, reading.named, Cast(people))
    resolver = Resolver(text, parts, people, referents, voices(reading.outlets, spoken), organisations)
    resolver.learn([one.item for one in spoken])

    def name_span_before(name: str, before: int) -> Span | None:
        return people.nearest_mention(name, before) or organisations.first.get(name)

    recorder = Recorder(parts, readable, name_span_before)
    for one in spoken:
        speaker = resolver.speaker(one.item)
        if speaker is not None:
            yield recorder.statement(one.item, speaker, one.outlet)
