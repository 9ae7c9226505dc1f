"""Find the people that a turn names: those asked about, the speakers, and those who stand in the quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer import Answer, Citation, QuestionKind, Status, parse_question
from bot.conversation.history import Person
from bot.conversation.redaction import ArticleLookup
from index import Span
from index.statements import FEMININE_ROLES, HONORIFICS, MASCULINE_ROLES, TITLES, case_stem, people_in

_AND = re.compile(r"\s*,\s*|\s+(?:and|or|і|й|та|чи|и|или)\s+")
_FULL_NAME = re.compile(
    r"\b(?:[Dd]id|[Dd]oes|[Hh]as|[Ii]s|[Ww]as|with|and|or|by|from|about|than|[Чч]и|[Лл]и|з|і|й|та|с|и) "
    r"([A-ZА-ЯІЇЄҐ][\w'’-]+ [A-ZА-ЯІЇЄҐ][\w'’-]+)(?! [A-Z])"
)
"""A full name in a question that the cited articles may not know. One person too many is only asked back; with one too
few, words would be given to the wrong person."""

_WORD = re.compile(r"[\w'’-]+")


@dataclass(frozen=True, slots=True)
class _MentionedPerson:
    """A person of a cited article; ``quoted`` when a shown quote names them, ``first`` when the first one does."""

    name: str
    gender: str
    quoted: bool
    first: bool


def find_mentioned_people(question: str, answer: Answer, find_article: ArticleLookup) -> tuple[Person, ...]:
    """Return the people of the question and of the quotes shown by their fullest names, those asked about first."""
    shown = answer.citations or answer.closest
    mentioned = list(_people_in_articles(shown, find_article))
    genders = _merge_genders(mentioned, shown)
    said = [one.speaker for one in shown if one.speaker]
    known = list(dict.fromkeys([*said, *(one.name for one in mentioned)]))
    asked = _people_asked_about(question, answer, known)
    quoted = [*said, *(one.name for one in mentioned if one.quoted)]
    strangers = [match[1] for match in _FULL_NAME.finditer(question) if not _is_any_named(match[1], (*known, *asked))]
    named = [*(name for name in known if _is_name_in(name, question)), *strangers]
    others = [name for name in dict.fromkeys([*named, *quoted]) if name not in asked]
    first = {*named, *(one.name for one in mentioned if one.first), *(one.speaker for one in shown[:1])}
    return tuple(Person(name, genders.get(name, ""), name in asked, name in first) for name in (*asked, *others))


def _people_asked_about(question: str, answer: Answer, known: Sequence[str]) -> list[str]:
    """Return whom the question names, by the names of the articles; of "who said ...?" the speakers found."""
    parsed = parse_question(question)
    if parsed.kind is QuestionKind.WHO_SAID and answer.status is Status.ANSWERED:
        speakers = [one.speaker for one in answer.citations if one.speaker]
        named = [one for one in speakers if one in answer.text]
        if not named and answer.prompt:  # a model may tell by another name whose words come first
            named = speakers[:1]
        return list(dict.fromkeys(named))
    known_names = [name for name in known if _is_name_in(name, question)]
    if parsed.kind is not QuestionKind.WHAT_SAID:
        others = (match[1] for match in _FULL_NAME.finditer(question))
        return [*known_names, *(name for name in others if not _is_any_named(name, known_names))]
    by_office = [one.speaker for one in answer.citations[:1] if one.speaker and not _has_name(parsed.speaker)]
    strangers = [
        part for part in _AND.split(parsed.speaker) if _has_name(part) and not _is_any_named(part, known_names)
    ]
    whole = [name for name in known_names if _is_name_in(name, parsed.speaker)]
    return list(dict.fromkeys([*whole, *by_office, *strangers])) or known_names


def _has_name(asked: str) -> bool:
    return any(word[:1].isupper() for word in asked.split())


def _is_any_named(asked: str, names: Iterable[str]) -> bool:
    return any(_is_name_in(name, asked) for name in names)


def _is_name_in(name: str, text: str) -> bool:
    """Return whether a text has the surname in any grammatical case, without another given name before it."""
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        before = words[at - 1] if at > 1 else ""  # the first word of a question is no name for being a capital
        ranked = before.lower().rstrip(".") in HONORIFICS | TITLES
        if _is_same_word(word, name.split()[-1]) and (
            not before[:1].isupper() or ranked or _is_part_of_name(before, name)
        ):
            return True
    return False


def _is_part_of_name(word: str, name: str) -> bool:
    return any(_is_same_word(word, part) for part in name.split())


def _is_same_word(word: str, name: str) -> bool:
    plain = re.sub(r"['’]s$", "", word).casefold()
    return plain == name.casefold() or (not plain.isascii() and case_stem(plain) == case_stem(name.casefold()))


def _people_in_articles(shown: Sequence[Citation], find_article: ArticleLookup) -> Iterable[_MentionedPerson]:
    for at, article_id in enumerate(dict.fromkeys(one.article_id for one in shown)):
        spans = [(one.start, one.end) for one in shown if one.article_id == article_id]
        article = find_article(article_id)
        for person in people_in(article.text if article else ""):
            inside = [span for place in person.places for span in spans if _lies_in(place, span)]
            yield _MentionedPerson(person.name, person.gender, bool(inside), at == 0 and spans[0] in inside)


def _lies_in(place: Span, span: Span) -> bool:
    return span[0] <= place[0] and place[1] <= span[1]


def _merge_genders(mentioned: Sequence[_MentionedPerson], shown: Sequence[Citation]) -> dict[str, str]:
    """Return the gender of each person by the articles; "" when they do not show it or disagree."""
    genders: dict[str, set[str]] = {}
    for one in mentioned:
        genders.setdefault(one.name, set()).add(one.gender)
    for cited in shown:
        roles = {word.lower() for word in _WORD.findall(cited.role or "")}
        if cited.speaker:
            female, male = bool(roles & FEMININE_ROLES), bool(roles & MASCULINE_ROLES)
            genders.setdefault(cited.speaker, set()).add(
                "f" if female and not male else "m" if male and not female else ""
            )
    return {name: next(iter(found - {""}), "") if len(found - {""}) == 1 else "" for name, found in genders.items()}
