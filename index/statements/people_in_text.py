"""The people of one article, with gender and every mention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.statements.english.coreference.cast import Cast
from index.statements.english.coreference.names import find_name_span
from index.statements.english.coreference.people import NamedMention
from index.statements.english.coreference.pronouns import PronounResolver
from index.statements.english.extractor import read_article
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.people import ROLE_NOUNS
from index.statements.slavic import names as cyrillic
from index.statements.slavic.extractor import find_statements as find_in_cyrillic
from index.statements.slavic.extractor import is_cyrillic_text
from index.statements.tokens import Sentence, Token, split_sentences
from index.text.tokenizer import word_set
from index.types import Span

_MEN_IN_A = word_set("микола ілля сава хома лука кузьма никита илья фома савва данила гаврила саша женя")
_WOMEN = word_set("любов любовь нінель нинель рахіль рахиль")
_MOST_CACHED = 256
"""Articles whose people are kept in memory."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of an article by the fullest name that it gives.

    ``gender`` is "f", "m" or "" for unknown; ``places`` are the spans that name this person and nobody else, in
    order.
    """

    name: str
    gender: str
    places: tuple[Span, ...]


@lru_cache(maxsize=_MOST_CACHED)
def people_in(text: str) -> tuple[KnownPerson, ...]:
    """Return the people whom an article names in full and who are surely persons.

    The people of the last texts are cached, since every follow-up and every checked claim asks for them again. Raises
    nothing for any text.
    """
    sentences = split_sentences(text)
    return tuple(_find_in_slavic(sentences) if is_cyrillic_text(sentences) else _find_in_english(sentences))


def _find_in_english(sentences: Sequence[Sentence]) -> Iterator[KnownPerson]:
    """Yield the people of an English article."""
    reading = read_article(sentences)
    sentences, people, named, reports = reading.sentences, reading.people, reading.named, reading.reports
    pronouns = PronounResolver(sentences, named, Cast(people))
    pronouns.resolve_article(reports)
    cast = Cast(people)  # a second one, without the genders guessed from pronouns
    cast.learn(sentences, named, reports)
    places: dict[str, list[Span]] = {}
    sure = set(pronouns.names.values())
    for sentence, names in zip(sentences, named, strict=True):
        for one in names:
            full = people.find_fullest(one.words)
            if full is not None and len(full) > 1:
                name = " ".join(full)
                places.setdefault(name, []).append(find_name_span(sentence.tokens[one.first : one.end]))
                if cast.is_sure_person(name) or _is_described(sentence.tokens, one):
                    sure.add(name)
    for name, spans in places.items():
        if name in sure or name.split()[0].lower() in FIRST_NAMES:
            yield KnownPerson(name, cast.gender(name) or _gender_of_pronouns(sentences, pronouns, name), tuple(spans))


def _gender_of_pronouns(sentences: Sequence[Sentence], pronouns: PronounResolver, name: str) -> str:
    """Return the gender that every "he said" and "she said" of this person tells: other pronouns are less sure."""
    lower_words = {sentences[at].tokens[token].lower for (at, token), who in pronouns.names.items() if who == name}
    genders = {"f" if lower == "she" else "m" for lower in lower_words & {"he", "she"}}
    return genders.pop() if len(genders) == 1 else ""


def _is_described(tokens: Sequence[Token], named: NamedMention) -> bool:
    """Return whether what stands beside a mention tells a person: a cleaner, Ada Thorn; by Ada Thorn."""
    before, after = tokens[max(0, named.first - 2) : named.first], tokens[named.end : named.end + 2]
    is_trade = len(before) == 2 and before[1].lower == "," and not before[0].capital
    role = is_trade and (before[0].lower in ROLE_NOUNS or before[0].lower.endswith(("er", "or", "ist", "ian", "man")))
    by = bool(before) and before[-1].lower == "by"
    return role or by or any(token.lower in {"who", "whom", "whose"} for token in after)


def _find_in_slavic(sentences: Sequence[Sentence]) -> Iterator[KnownPerson]:
    """Yield the people of a Ukrainian or Russian article."""
    people = cyrillic.find_people(sentences)
    genders_by_speaker: dict[str, set[str]] = {}
    for statement in find_in_cyrillic(sentences):
        genders_by_speaker.setdefault(statement.speaker, set()).add(_gender_of_cue(statement.cue))
    places: dict[str, set[Span]] = {}
    for form, spans in people.mentions.items():
        full = people.find_fullest(tuple(form.split()))
        if full is not None and len(full) > 1:
            places.setdefault(" ".join(full), set()).update(spans)
    for name, found in places.items():
        genders = genders_by_speaker.get(name, set()) - {""}
        yield KnownPerson(
            name, genders.pop() if len(genders) == 1 else _gender_of_first_name(name), tuple(sorted(found))
        )


def _gender_of_cue(cue: str) -> str:
    """Return the gender that a verb in the past tense tells: сказала, сказав, сказал."""
    verb = cue.lower().split()[0] if cue.split() else ""
    if verb.endswith(("ла", "лася", "лась")):
        return "f"
    return "m" if verb.endswith(("ав", "ив", "ів", "ал", "ил", "ел", "ався", "ился")) else ""


def _gender_of_first_name(name: str) -> str:
    """Return the gender that the ending of a first name tells."""
    first = name.split()[0].lower()
    if first in _WOMEN:
        return "f"
    return "f" if first.endswith(("а", "я")) and first not in _MEN_IN_A else "m"
