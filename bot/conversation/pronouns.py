"""Dangling pronouns and whom they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import QuestionKind, parse_question
from bot.conversation.history import ClarifyingQuestion, Person, Turn
from bot.conversation.patterns import FollowupPatterns
from bot.messages.sections import ConversationMessages
from index import QuestionError
from index.statements.lexicon.people import ROLE_NOUNS
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stem
from index.text.tokenizer import word_set as listed

_MAX_CONTENT_WORDS = 4
"""Telling words of a question whose object may be a pronoun; longer ones name what they are about."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_AUXILIARIES = listed(
    "is are was were do does did has have had will would can could should must may might isn't didn't"
)
_QUESTION_WORDS = listed(
    "де куди звідки навіщо скільки відколи где куда откуда когда почему зачем сколько как кто що что ще ещё еще саме "
    "именно же ж also else exactly then still now just"
)
_QUANTIFIERS = listed("many much some any all most few several each none which who one two three half both either")
_DETERMINERS = listed("the a an this that these those my our your another")
_POSSESSIVES = listed("his her their its")
_THING_PRONOUNS = listed("it that this these those there")
_TOPIC_PRONOUNS = listed("it that this them цього це этого это этом")
_IMPERSONAL_IT = re.compile(
    r"\bit (?:(?:be|been|is|was|really|ever|still|not|always|so) )*(?:true|possible|important|likely|legal|illegal|"
    r"necessary|safe|hard|easy|better|rain|raining|snow|snowing|that|to|called when|when|if|take to|mean to|mean when|"
    r"matter|take for)\b|\bto\b.*\bit$|^what (?:time|day|year) is it|\b(?:cost|take|cost one|takes?) to\b",
    re.IGNORECASE,
)
_PERSON_NOUNS = ROLE_NOUNS | listed(
    "man woman boy girl child mother father son daughter wife husband who whose whom which"
)


@dataclass(frozen=True, slots=True)
class DanglingPronoun:
    """A pronoun at ``start`` to ``end`` of a question; ``possessive`` is whether it stands before what is theirs."""

    word: str
    start: int
    end: int
    possessive: bool = False


def find_dangling_pronoun(text: str, table: FollowupPatterns) -> DanglingPronoun | None:
    """The first pronoun that nothing in the question itself can be meant by; None in a question that is complete."""
    if _asks_who_said_words(text):
        return None
    found = list(_WORD.finditer(text))
    if found and _asks_for_words_about_it(text):
        return DanglingPronoun(found[-1].group(), found[-1].start(), found[-1].end())
    if detect_language(text) == "en":
        return _find_in_english(text, found, table)
    return _find_in_cyrillic(found, table)


def _asks_who_said_words(text: str) -> bool:
    """Whether it is asked who said some words, which may hold any pronoun."""
    try:
        read = parse_question(text)
    except QuestionError:
        return True
    return read.kind is QuestionKind.WHO_SAID and any(_is_content_word(word) for word in _WORD.findall(read.subject))


def _asks_for_words_about_it(text: str) -> bool:
    """Whether somebody's words on "it" are asked for: "what did Thorn say about it?"."""
    read = parse_question(text)
    return (
        read.kind is QuestionKind.WHAT_SAID
        and read.subject.lower() in _TOPIC_PRONOUNS
        and text.lower().endswith(read.subject.lower())
    )


def _find_in_english(text: str, found: list[re.Match[str]], table: FollowupPatterns) -> DanglingPronoun | None:
    for at, match in enumerate(found):
        low = match.group().lower()
        if low not in table.persons and low not in _THING_PRONOUNS:
            continue
        behind = [word.group() for word in found[at + 1 :]]
        before = [word.group() for word in found[:at]]
        if low in _THING_PRONOUNS and not _refers_to_thing(low, text, before, behind):
            continue
        if _is_unresolved(low, before, behind, table):
            possessive = low in _POSSESSIVES - {"her"} or (
                low == "her" and bool(behind) and _is_content_word(behind[0])
            )
            return DanglingPronoun(match.group(), match.start(), match.end(), possessive)
    return None


def _is_unresolved(low: str, before: list[str], behind: list[str], table: FollowupPatterns) -> bool:
    """Whether a pronoun stands for nothing named before it, or, if it need not be a person, behind it."""
    person = low in table.persons
    if _has_name(before[1:]) or (low not in {"he", "she"} and _has_name(behind)):
        return False
    if before and before[-1].lower() in _AUXILIARIES:  # it is the subject of the question
        return not (person and any(word.lower() in _PERSON_NOUNS - {"which"} for word in before[1:]))
    if any(word.lower() in _DETERMINERS | _PERSON_NOUNS - {"who"} for word in before[1:]):
        return False
    if low == "them" and [word.lower() for word in before[-1:]] == ["of"] and before[-2:-1]:
        return before[-2].lower() in _QUANTIFIERS and sum(map(_is_content_word, behind)) <= _MAX_CONTENT_WORDS
    last = not behind or not (_is_content_word(behind[0]) or behind[0].lower() in _AUXILIARIES)
    if not last:
        return low in _POSSESSIVES and not any(map(_is_content_word, before))
    return sum(map(_is_content_word, (*before, *behind))) <= _MAX_CONTENT_WORDS and not _has_name(behind)


def _refers_to_thing(low: str, text: str, before: list[str], behind: list[str]) -> bool:
    """Whether "it", "that" or "there" stands for something, and not before a noun, a clause or nothing at all."""
    following = behind[0].lower() if behind else ""
    if low == "it":
        return _IMPERSONAL_IT.search(text) is None
    if low == "there":
        return not behind and bool(before) and before[-1].lower() not in _AUXILIARIES
    asked = bool(before) and before[-1].lower() in _AUXILIARIES | {"about", "of", "for", "after", "before", "like"}
    if asked:
        return not following or following in listed("be happen happened start end mean cost take work so about in on")
    return not behind and bool(before)


def _find_in_cyrillic(found: list[re.Match[str]], table: FollowupPatterns) -> DanglingPronoun | None:
    words = [match.group() for match in found]
    for at, match in enumerate(found):
        low = match.group().lower()
        if low not in table.persons and low not in table.things:
            continue
        before = [word for word in words[:at] if _is_content_word(word) and not table.speech.fullmatch(word)]
        others = [word for word in words[at + 1 :] if _is_content_word(word)]
        named = _has_name(words[1:at]) or _has_name(words[at + 1 :])
        if not before and not named and len(others) <= _MAX_CONTENT_WORDS and _is_referring(low, words, at, table):
            return DanglingPronoun(match.group(), match.start(), match.end())
    return None


def _is_referring(low: str, words: list[str], at: int, table: FollowupPatterns) -> bool:
    """Not so for the "це" of "хто це сказав" and "що це за"."""
    if low in {"це", "это"}:
        following = words[at + 1].lower() if at + 1 < len(words) else ""
        return following in {
            "",
            "коштує",
            "коштувало",
            "стоит",
            "стоило",
            "було",
            "было",
            "сталося",
            "произошло",
            "трапилося",
            "случилось",
            "означає",
            "значит",
            "тривало",
            "длилось",
            "буде",
            "будет",
        }
    return True


def _has_name(words: list[str]) -> bool:
    return any(word[:1].isupper() and word != "I" for word in words)


def _is_content_word(word: str) -> bool:
    return stem(word) not in STOP_STEMS and word.lower() not in _AUXILIARIES | _QUESTION_WORDS


_MAX_PEOPLE_NAMED = 4
"""People whom a question back names; of more than that nobody reads on."""


def resolve_pronoun(
    word: str, gender: str, turns: Sequence[Turn], messages: ConversationMessages
) -> Person | ClarifyingQuestion:
    """The person whom a pronoun of a gender, "" for any, can mean.

    The newest turn that names somebody who fits decides. Whoever was asked about there is meant before those who only
    stand in its quotes, unless one of these is surely of that gender and the other is not; and so with whoever was
    asked about before. Two who fit alike are asked back, and so is a pronoun that fits nobody, or only somebody of a
    further quote, who has little to do with the answer. "They" is of several more often than of one, so that it means
    nobody where the question or the first quote names two.
    """
    for at, turn in reversed(list(enumerate(turns))):
        fitting = [person for person in turn.people if _fits_gender(person, gender)]
        asked = [person for person in fitting if person.asked or (not gender and person.first)]
        sure = [person for person in fitting if gender and person.gender == gender]
        likely = asked if asked and (asked[0] in sure or not sure) else [] if asked else fitting
        if len(likely) == 1 and not (likely[0].asked or likely[0].first):
            return ClarifyingQuestion(messages.person_unknown.format(word=word))
        if len(likely) == 1:
            rivals = [] if likely[0] in sure else _rivals_of_gender(gender, turns[:at], likely[0])
            return ask_which_person([likely[0], *rivals], messages) if rivals else likely[0]
        if fitting:
            several = list(dict.fromkeys([*asked, *(sure if asked else fitting)]))
            return ask_which_person(several, messages)
    return ClarifyingQuestion(messages.person_unknown.format(word=word))


def _rivals_of_gender(gender: str, turns: Sequence[Turn], other: Person) -> list[Person]:
    """Those asked about in ``turns`` who are of a gender by what the articles tell, but for ``other``."""
    found = [p for turn in turns for p in turn.people if p.asked and gender and p.gender == gender]
    return [person for person in dict.fromkeys(found) if person.name != other.name]


def ask_which_person(people: Sequence[Person], messages: ConversationMessages) -> ClarifyingQuestion:
    """A line that names those who may be meant; ``people`` holds two or more."""
    names = [person.name for person in people[:_MAX_PEOPLE_NAMED]]
    listed = messages.list_end.join([", ".join(names[:-1]), names[-1]])
    return ClarifyingQuestion(messages.which_person.format(names=listed), tuple(people[:_MAX_PEOPLE_NAMED]))


def _fits_gender(person: Person, gender: str) -> bool:
    return not gender or person.gender in ("", gender)
