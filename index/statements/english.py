"""The statements of an article in English: found, given to their speakers, told from who passed them on."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.find import find
from index.statements.outlet import outlets
from index.statements.relay import relayed, voices
from index.statements.retold import retold
from index.statements.stated import Recorder
from index.statements.tokens import Sentence
from index.statements.who.calendar import with_calendar_names
from index.statements.who.cast import Cast
from index.statements.who.namesakes import as_person, namesakes, with_namesakes
from index.statements.who.organisations import find_organisations
from index.statements.who.people import find_people, names_in
from index.statements.who.referents import Referents
from index.statements.who.resolve import Resolver, readable
from index.types import Span, Statement


def find_statements(text: str, parts: Sequence[Sentence]) -> tuple[Statement, ...]:
    """The statements of ``text``, whose sentences are ``parts``, in order of ``start``."""
    parts = with_calendar_names(parts)
    listed = [names_in(part.tokens) for part in parts]
    outlets_there = [outlets(part) for part in parts]
    people = find_people(parts, listed)
    surnames = namesakes(people)
    named = with_namesakes(parts, listed, surnames)
    items = find(parts, outlets_there)
    heard = [as_person(parts, item, surnames) for item in [*items, *retold(parts, items)]]
    spoken = relayed(parts, heard, outlets_there)
    referents = Referents(parts, named, Cast(people))
    organisations = find_organisations(parts)
    resolver = Resolver(text, parts, people, referents, voices(outlets_there, spoken), organisations)
    resolver.learn([one.item for one in spoken])

    def named_at(name: str, before: int) -> Span | None:
        return people.mention(name, before) or organisations.first.get(name)

    recorder = Recorder(parts, readable, named_at)
    made: dict[Span, Statement] = {}
    for one in spoken:
        speaker = resolver.speaker(one.item)
        if speaker is not None:
            span = one.item.start, one.item.end
            made[span] = recorder.statement(one.item, speaker, one.outlet)
    return tuple(made[span] for span in sorted(made))
