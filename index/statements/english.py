"""The statements of an article in English: found, given to their speakers, told from who passed them on."""

from __future__ import annotations

from collections.abc import Sequence

from index.statements.find import find
from index.statements.outlet import outlets
from index.statements.relay import relayed, voices
from index.statements.retold import retold
from index.statements.tokens import Sentence
from index.statements.who.cast import Cast
from index.statements.who.organisations import find_organisations
from index.statements.who.people import find_people, names_in
from index.statements.who.referents import Referents
from index.statements.who.resolve import Resolver, readable
from index.types import Span, Statement


def find_statements(text: str, parts: Sequence[Sentence]) -> tuple[Statement, ...]:
    """The statements of ``text``, whose sentences are ``parts``, in order of ``start``."""
    named = [names_in(text, part.tokens) for part in parts]
    outlets_there = [outlets(text, part.tokens) for part in parts]
    items = find(text, parts)
    spoken = relayed(text, parts, [*items, *retold(text, parts, items)], outlets_there)
    people = find_people(text, parts, named)
    referents = Referents(text, parts, named, Cast(people))
    organisations = find_organisations(text, parts)
    resolver = Resolver(text, parts, people, referents, voices(outlets_there, spoken), organisations)
    resolver.learn([one.item for one in spoken])
    made: dict[Span, Statement] = {}
    for one in spoken:
        item = one.item
        found = resolver.speaker(item)
        if found is None:
            continue
        tokens = parts[item.sentence].tokens
        first, last = item.phrase.name
        mention = tokens[first].start, tokens[last - 1].end
        beside = text[slice(*mention)] == found.name and found.person
        name = mention if beside else people.mention(found.name, item.start) or organisations.first.get(found.name)
        made[item.start, item.end] = Statement(
            speaker=found.name,
            role=readable(text, found.role) if found.role else None,
            cue=text[slice(*item.cue)],
            direct=item.direct,
            start=item.start,
            end=item.end,
            speaker_start=mention[0],
            speaker_end=mention[1],
            cue_start=item.cue[0],
            cue_end=item.cue[1],
            role_start=found.role[0] if found.role else None,
            role_end=found.role[1] if found.role else None,
            name_start=name[0] if name else None,
            name_end=name[1] if name else None,
            outlet=one.outlet,
        )
    return tuple(made[span] for span in sorted(made))
