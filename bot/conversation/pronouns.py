"""Find a pronoun that a question itself does not explain, and the person of the last turns that it refers to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import QuestionKind, parse_question
from bot.conversation.history import ClarifyingQuestion, Person, Turn
from bot.conversation.patterns import FollowupPatterns
from bot.messages.sections import ConversationMessages
from index import QuestionError
from index.statements import POSSESSIVE_PRONOUNS, ROLE_NOUNS
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stem, word_set

_MAX_CONTENT_WORDS = 4
"""Content words of a question whose object may be a pronoun; longer questions name what they are about."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
_AUXILIARIES = word_set(
    "is are was were do does did has have had will would can could should must may might isn't didn't"
)
_QUESTION_WORDS = word_set(
    "де куди звідки навіщо скільки відколи где куда откуда когда почему зачем сколько как кто що что ще ещё еще саме "
    "именно же ж also else exactly then still now just"
)
_QUANTIFIERS = word_set("many much some any all most few several each none which who one two three half both either")
_DETERMINERS = word_set("the a an this that these those my our your another")
_THING_PRONOUNS = word_set("it that this these those there")
_TOPIC_PRONOUNS = word_set("it that this them цього це этого это этом")
_IMPERSONAL_IT = re.compile(
    r"\bit (?:(?:be|been|is|was|really|ever|still|not|always|so) )*(?:true|possible|important|likely|legal|illegal|"
    r"necessary|safe|hard|easy|better|rain|raining|snow|snowing|that|to|called when|when|if|take to|mean to|mean when|"
    r"matter|take for)\b|\bto\b.*\bit$|^what (?:time|day|year) is it|\b(?:cost|take|cost one|takes?) to\b",
    re.IGNORECASE,
)
_VERBS_OF_THINGS = word_set(
    "коштує коштувало стоит стоило було было сталося произошло трапилося случилось означає значит тривало длилось "
    "буде будет"
)
"""Verbs after "це" and "это" whose subject is a thing."""

_PERSON_NOUNS = ROLE_NOUNS | word_set(
    "man woman boy girl child mother father son daughter wife husband who whose whom which"
)


@dataclass(frozen=True, slots=True)
class DanglingPronoun:
    """A pronoun at ``start`` to ``end`` of a question; ``possessive`` when it stands before a noun ("her mill")."""

    word: str
    start: int
    end: int
    possessive: bool = False


def find_dangling_pronoun(text: str, patterns: FollowupPatterns) -> DanglingPronoun | None:
    """Return the first pronoun that the question itself does not explain, or None in a complete question."""
    if _asks_who_said_words(text):
        return None
    matches = list(_WORD.finditer(text))
    if matches and _asks_for_words_about_it(text):
        return DanglingPronoun(matches[-1].group(), matches[-1].start(), matches[-1].end())
    if detect_language(text) == "en":
        return _find_in_english(text, matches, patterns)
    return _find_in_cyrillic(matches, patterns)


def _asks_who_said_words(text: str) -> bool:
    """Return whether a question asks who said some words; these may hold any pronoun."""
    try:
        parsed = parse_question(text)
    except QuestionError:
        return True
    return parsed.kind is QuestionKind.WHO_SAID and any(
        _is_content_word(word) for word in _WORD.findall(parsed.subject)
    )


def _asks_for_words_about_it(text: str) -> bool:
    """Return whether a question asks for somebody's words on "it": "what did Thorn say about it?"."""
    parsed = parse_question(text)
    return (
        parsed.kind is QuestionKind.WHAT_SAID
        and parsed.subject.lower() in _TOPIC_PRONOUNS
        and text.lower().endswith(parsed.subject.lower())
    )


def _find_in_english(text: str, matches: list[re.Match[str]], patterns: FollowupPatterns) -> DanglingPronoun | None:
    for at, match in enumerate(matches):
        low = match.group().lower()
        if low not in patterns.person_pronouns and low not in _THING_PRONOUNS:
            continue
        after = [word.group() for word in matches[at + 1 :]]
        before = [word.group() for word in matches[:at]]
        if low in _THING_PRONOUNS and not _refers_to_thing(low, text, before, after):
            continue
        if _is_unresolved(low, before, after, patterns):
            possessive = low in POSSESSIVE_PRONOUNS - {"her"} or (
                low == "her" and bool(after) and _is_content_word(after[0])
            )
            return DanglingPronoun(match.group(), match.start(), match.end(), possessive)
    return None


def _is_unresolved(low: str, before: list[str], after: list[str], patterns: FollowupPatterns) -> bool:
    """Return whether nothing before an English pronoun explains it, nor after it where it may be a thing."""
    person = low in patterns.person_pronouns
    if _has_name(before[1:]) or (low not in {"he", "she"} and _has_name(after)):
        return False
    if before and before[-1].lower() in _AUXILIARIES:  # it is the subject of the question
        return not (person and any(word.lower() in _PERSON_NOUNS - {"which"} for word in before[1:]))
    if any(word.lower() in _DETERMINERS | _PERSON_NOUNS - {"who"} for word in before[1:]):
        return False
    if low == "them" and [word.lower() for word in before[-1:]] == ["of"] and before[-2:-1]:
        return before[-2].lower() in _QUANTIFIERS and sum(map(_is_content_word, after)) <= _MAX_CONTENT_WORDS
    last = not after or not (_is_content_word(after[0]) or after[0].lower() in _AUXILIARIES)
    if not last:
        return low in POSSESSIVE_PRONOUNS and not any(map(_is_content_word, before))
    return sum(map(_is_content_word, (*before, *after))) <= _MAX_CONTENT_WORDS and not _has_name(after)


def _refers_to_thing(low: str, text: str, before: list[str], after: list[str]) -> bool:
    """Return whether "it", "that" or "there" refers to something and does not open a noun phrase or a clause."""
    following = after[0].lower() if after else ""
    if low == "it":
        return _IMPERSONAL_IT.search(text) is None
    if low == "there":
        return not after and bool(before) and before[-1].lower() not in _AUXILIARIES
    asked = bool(before) and before[-1].lower() in _AUXILIARIES | {"about", "of", "for", "after", "before", "like"}
    if asked:
        return not following or following in word_set("be happen happened start end mean cost take work so about in on")
    return not after and bool(before)


def _find_in_cyrillic(matches: list[re.Match[str]], patterns: FollowupPatterns) -> DanglingPronoun | None:
    words = [match.group() for match in matches]
    for at, match in enumerate(matches):
        low = match.group().lower()
        if low not in patterns.person_pronouns and low not in patterns.thing_pronouns:
            continue
        before = [word for word in words[:at] if _is_content_word(word) and not patterns.speech_verb.fullmatch(word)]
        others = [word for word in words[at + 1 :] if _is_content_word(word)]
        named = _has_name(words[1:at]) or _has_name(words[at + 1 :])
        if not before and not named and len(others) <= _MAX_CONTENT_WORDS and _is_referring(low, words, at):
            return DanglingPronoun(match.group(), match.start(), match.end())
    return None


def _is_referring(low: str, words: list[str], at: int) -> bool:
    """Return whether a pronoun refers to something; the "це" of "хто це сказав" and "що це за" does not."""
    if low not in {"це", "это"}:
        return True
    return at + 1 == len(words) or words[at + 1].lower() in _VERBS_OF_THINGS


def _has_name(words: list[str]) -> bool:
    return any(word[:1].isupper() and word != "I" for word in words)


def _is_content_word(word: str) -> bool:
    return stem(word) not in STOP_STEMS and word.lower() not in _AUXILIARIES | _QUESTION_WORDS


_MAX_PEOPLE_NAMED = 4
"""The most people that a question back names."""


def resolve_pronoun(
    word: str, gender: str, turns: Sequence[Turn], messages: ConversationMessages
) -> Person | ClarifyingQuestion:
    """Return the person that a pronoun of a gender ("" for any) refers to, or ask which person is meant.

    The newest turn that names a fitting person decides. Someone asked about there comes before those who only stand in
    its quotes, unless only the latter are known to be of that gender; the same holds against people asked about in
    earlier turns. Two who fit equally well are asked back, and so is a pronoun that fits nobody, or only somebody of a
    quote after the first. "They" more often means several people than one, so it is asked back when the question or
    the first quote names two.
    """
    for at, turn in reversed(list(enumerate(turns))):
        fitting = [person for person in turn.people if _fits_gender(person, gender)]
        asked = [person for person in fitting if person.asked or (not gender and person.first)]
        sure = [person for person in fitting if gender and person.gender == gender]
        likely = fitting
        if asked:
            likely = asked if asked[0] in sure or not sure else []
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
    """Return other people asked about in ``turns`` whom the articles show to be of this gender."""
    rivals = [p for turn in turns for p in turn.people if p.asked and gender and p.gender == gender]
    return [person for person in dict.fromkeys(rivals) if person.name != other.name]


def ask_which_person(people: Sequence[Person], messages: ConversationMessages) -> ClarifyingQuestion:
    """Ask which of two or more people is meant."""
    names = [person.name for person in people[:_MAX_PEOPLE_NAMED]]
    names_line = messages.list_end.join([", ".join(names[:-1]), names[-1]])
    return ClarifyingQuestion(messages.which_person.format(names=names_line), tuple(people[:_MAX_PEOPLE_NAMED]))


def _fits_gender(person: Person, gender: str) -> bool:
    return not gender or person.gender in ("", gender)
