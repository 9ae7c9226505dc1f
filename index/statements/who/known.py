"""The people of one article, each with what the article tells of their gender and every place where they are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.statements.cyrillic import people as cyrillic
from index.statements.cyrillic.statements import find_statements as find_in_cyrillic
from index.statements.cyrillic.statements import is_cyrillic_text
from index.statements.english import read_article
from index.statements.tables.first_names import FIRST_NAMES
from index.statements.tables.people import ROLE_NOUNS
from index.statements.tables.words import words
from index.statements.tokens import Sentence, Token, sentences
from index.statements.who.cast import Cast
from index.statements.who.names import name_span
from index.statements.who.people import Named
from index.statements.who.referents import Referents
from index.types import Span

_MEN_IN_A = words("микола ілля сава хома лука кузьма никита илья фома савва данила гаврила саша женя")
_WOMEN = words("любов любовь нінель нинель рахіль рахиль")
_MOST_CACHED = 256
"""Articles whose people are kept in memory."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """``name`` is the fullest that the article gives; ``gender`` is "f", "m" or "" where nothing tells it; ``places``
    are the spans of the article that name this person and nobody else, in order."""

    name: str
    gender: str
    places: tuple[Span, ...]


@lru_cache(maxsize=_MOST_CACHED)
def people_in(text: str) -> tuple[KnownPerson, ...]:
    """Return the people whom an article names in full and who are surely persons.

    The people of the last texts are cached, since every follow-up and every checked claim asks for them again. Raises
    nothing for any text.
    """
    parts = sentences(text)
    return tuple(_in_cyrillic(text, parts) if is_cyrillic_text(parts) else _in_english(parts))


def _in_english(parts: Sequence[Sentence]) -> Iterator[KnownPerson]:
    reading = read_article(parts)
    parts, people, named, items = reading.parts, reading.people, reading.named, reading.items
    referents = Referents(parts, named, Cast(people))
    referents.read(items)
    told = Cast(people)  # without what the writer's pronouns made likely
    told.learn(parts, named, items)
    places: dict[str, list[Span]] = {}
    sure = set(referents.names.values())
    for part, names in zip(parts, named, strict=True):
        for one in names:
            full = people.fullest(one.words)
            if full is not None and len(full) > 1:
                name = " ".join(full)
                places.setdefault(name, []).append(name_span(part.tokens[one.first : one.end]))
                if told.is_sure_person(name) or _is_described(part.tokens, one):
                    sure.add(name)
    for name, spans in places.items():
        if name in sure or name.split()[0].lower() in FIRST_NAMES:
            yield KnownPerson(name, told.gender(name) or _spoken_of(parts, referents, name), tuple(spans))


def _spoken_of(parts: Sequence[Sentence], referents: Referents, name: str) -> str:
    """The gender that every "he said" and "she said" of this person tells: other pronouns are less sure."""
    lows = {parts[at].tokens[token].low for (at, token), who in referents.names.items() if who == name}
    genders = {"f" if low == "she" else "m" for low in lows & {"he", "she"}}
    return genders.pop() if len(genders) == 1 else ""


def _is_described(tokens: Sequence[Token], named: Named) -> bool:
    """A cleaner, Ada Thorn; by Ada Thorn; Ada Thorn, who."""
    before, behind = tokens[max(0, named.first - 2) : named.first], tokens[named.end : named.end + 2]
    trade = len(before) == 2 and before[1].low == "," and not before[0].capital
    role = trade and (before[0].low in ROLE_NOUNS or before[0].low.endswith(("er", "or", "ist", "ian", "man")))
    by = bool(before) and before[-1].low == "by"
    return role or by or any(token.low in {"who", "whom", "whose"} for token in behind)


def _in_cyrillic(text: str, parts: Sequence[Sentence]) -> Iterator[KnownPerson]:
    people = cyrillic.find_people(parts)
    told: dict[str, set[str]] = {}
    for statement in find_in_cyrillic(text, parts):
        told.setdefault(statement.speaker, set()).add(_of_cue(statement.cue))
    places: dict[str, set[Span]] = {}
    for form, spans in people.mentions.items():
        full = people.fullest(tuple(form.split()))
        if full is not None and len(full) > 1:
            places.setdefault(" ".join(full), set()).update(spans)
    for name, found in places.items():
        genders = told.get(name, set()) - {""}
        yield KnownPerson(name, genders.pop() if len(genders) == 1 else _of_first_name(name), tuple(sorted(found)))


def _of_cue(cue: str) -> str:
    """The gender that a verb in the past tense tells: сказала, сказав, сказал."""
    verb = cue.lower().split()[0] if cue.split() else ""
    if verb.endswith(("ла", "лася", "лась")):
        return "f"
    return "m" if verb.endswith(("ав", "ив", "ів", "ал", "ил", "ел", "ався", "ился")) else ""


def _of_first_name(name: str) -> str:
    first = name.split()[0].lower()
    if first in _WOMEN:
        return "f"
    return "f" if first.endswith(("а", "я")) and first not in _MEN_IN_A else "m"
