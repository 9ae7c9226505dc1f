"""Topic of the last question; "what about X?"."""

from __future__ import annotations

import re

from bot.answer import Question, QuestionKind, parse_question
from bot.conversation.history import Turn
from bot.conversation.patterns import FOLLOWUP_PATTERNS
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stems
from index.text.tokenizer import word_set as listed

DASH = " — "
"""Stands between a short question and what it is about, where they make no sentence: "How much — the old mill"."""

_AUXILIARIES = listed("is are was were do does did has have had will would can could should must may might")
_QUESTION_HEAD = re.compile(
    r"^(?:how (?:many|much|long|often|old|far|deep|big|high|tall|large|fast)|since when|until when|at what time|"
    r"(?:on |in )?(?:what|which) (?:time|year|date|day|month)|who|whom|what|which|where|when|why|how)\b *",
    re.IGNORECASE,
)
_CYRILLIC_QUESTION_HEAD = re.compile(
    r"^(?:а |и |і )?(?:хто|що|де|куди|звідки|коли|чому|навіщо|скільки|відколи|кто|что|где|куда|откуда|когда|почему|"
    r"зачем|сколько|как|як|чи)\b *",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'’-]*(?:(?: (?:of|de|van|von|the|and))? [A-Z][\w'’-]*)*"
_NOUN_OR_NAME = re.compile(
    r"\b(?:the|a|an|his|her|their|its)\s+(?P<words>[\w'’-]+(?: [\w'’-]+){0,5})|(?<=\s)(?P<name>" + _NAME + ")"
)
_NOUN_ENDS = listed(
    "of in on at for to by with from about after before and or but during near under over is are was were be been do "
    "does did has have had will would can could should must may might that who which when where while as than again "
    "not if because into through against between up out down off"
)
_PARTICIPLE = re.compile(
    r"(?:ed|built|found|made|held|sold|stolen|shut|hit|lost|won|cut|paid|born|begun|taken|given|hurt|kept|left|sent|"
    r"seen|shown|told|written|broken|chosen|closed|open)$",
    re.IGNORECASE,
)


def bare_topic(question: str) -> str:
    """Without the marks at its end."""
    return question.strip().rstrip("?!. …").rstrip()


def find_topic(question: str) -> str:
    """What a question is about: its words without the question word and the verb that belongs to it."""
    text = bare_topic(question).rpartition(DASH)[2]
    if detect_language(text) != "en":
        return _CYRILLIC_QUESTION_HEAD.sub("", text) or text
    rest = _QUESTION_HEAD.sub("", text) or text
    first, _, others = rest.partition(" ")
    return others if first.lower() in _AUXILIARIES and others else rest


def ask_about_topic(wh: str, question: str, speaker: str = "", quote: str = "") -> str:
    """The last question with another question word. ``speaker`` is who said it, where it was asked who did; ``quote``
    what was answered, which is all that "when was that?" can mean behind "what did Thorn say?"."""
    spoken = detect_language(question)
    read = parse_question(question)
    if DASH in question:
        return f"{_capitalize(wh)}{DASH}{bare_topic(question).rpartition(DASH)[2]}?"
    if speaker and read.kind is QuestionKind.WHO_SAID:
        return ask_about_words(wh, speaker, read.subject, spoken)
    if read.kind is QuestionKind.WHAT_SAID and not read.subject and quote:
        return _join_by_dash(wh, quote)
    if spoken != "en":
        rest = _CYRILLIC_QUESTION_HEAD.sub("", bare_topic(question))
        return f"{_capitalize(wh)} {rest}?" if rest != bare_topic(question) else f"{_capitalize(wh)}{DASH}{rest}?"
    return _change_question_word(wh, bare_topic(question))


def ask_about_words(wh: str, speaker: str, words: str, spoken: str) -> str:
    """When, where or why somebody said some words."""
    words = bare_topic(words)
    if spoken == "en":
        return f"{_capitalize(wh)} did {speaker} say {words}?"
    verb, that = ("каже", "що") if spoken == "uk" else ("говорит", "что")
    return f"{_capitalize(wh)} {speaker} {verb}, {that} {words}?"


def _change_question_word(wh: str, text: str) -> str:
    head = _QUESTION_HEAD.match(text)
    opening = text.split()[0].lower()
    adverb = wh.lower().split()[0] in {"why", "where", "when", "since", "until", "at"} and wh.lower() != "why not"
    if head is None:
        return (
            f"{_capitalize(wh)} {text[0].lower()}{text[1:]}?"
            if adverb and opening in _AUXILIARIES
            else _join_by_dash(wh, text)
        )
    rest = text[head.end() :]
    first = rest.split()[0].lower() if rest else ""
    if not adverb or not rest:
        return _join_by_dash(wh, find_topic(text))
    if first in _AUXILIARIES:
        return f"{_capitalize(wh)} {rest}?"
    if opening in {"how", "what", "which"} and (turned := _invert_verb(rest.split())):
        return f"{_capitalize(wh)} {turned}?"
    who = {"who": "someone ", "what": "something ", "which": "the "}.get(head.group().strip().lower(), "")
    return f"{_capitalize(wh)} was it that {who}{rest}?"


def _invert_verb(words: list[str]) -> str:
    """The words of "[how many] jobs is Quillon cutting" as they stand behind another question word: "is Quillon
    cutting jobs"; "" where no such verb is near."""
    at = next((at for at, word in enumerate(words[:5]) if word.lower() in _AUXILIARIES), 0)
    if not at or at + 1 == len(words):
        return ""
    noun, verb, behind = words[:at], words[at], words[at + 1 :]
    other = behind[0][:1].isupper() or behind[0].lower() in {"the", "a", "an", "he", "she", "it", "they", "his", "her"}
    return " ".join([verb, *behind, *noun] if other else [verb, *noun, *behind])


def _join_by_dash(wh: str, topic: str) -> str:
    return f"{_capitalize(wh)}{DASH}{topic}?"


def add_topic(question: str, topic: str) -> str:
    """A question that lacks what it is about, and behind a dash what that is."""
    return f"{_capitalize(bare_topic(question))}{DASH}{topic}?"


def find_nouns(question: str) -> list[str]:
    """The names, and the nouns with an article, of an English question, as they stand there, in order."""
    text, found, at = bare_topic(question), list[str](), 0
    while match := _NOUN_OR_NAME.search(text, at):
        noun = match["name"] or _trim_noun(text, match)
        at = match.start() + max(1, len(noun))
        if noun and (match["name"] or " " in noun):
            found.append(noun)
    return found


def _trim_noun(text: str, match: re.Match[str]) -> str:
    words = match["words"].split()
    size = next((at for at, word in enumerate(words) if word.lower() in _NOUN_ENDS), len(words))
    whole = size == len(words) and match.end() == len(text)
    before = text[: match.start()].split()[-1:] or [""]
    if whole and size > 1 and (before[0].lower() in {"did", "does", "do"} or _PARTICIPLE.search(words[-1])):
        size -= 1  # the verb of the question
    return " ".join([match.group().split()[0], *words[:size]]) if size else ""


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


_PLACE_NAME = r"(?:the )?[A-ZА-ЯІЇЄҐ][\w'’-]*(?: [A-ZА-ЯІЇЄҐ][\w'’-]*)*"
_QUESTION_VERBS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|who|what|when|where|why|how|which|"
    r"хто|що|де|куди|коли|чому|скільки|який|яка|яке|які|чи|кто|что|где|куда|когда|почему|сколько|какой|какая|какие)\b",
    re.IGNORECASE,
)

_ABOUT_WORDS = frozenset({"about", "про", "о", "об", "щодо"})
_WHAT_ELSE = re.compile(r"^(what|що|что) (?:else|ще|ещё|еще)\b", re.IGNORECASE)
_SAYS_VERB = {"uk": "каже", "ru": "говорит"}
"""The present, which needs no gender."""


def substitute_topic(turn: Turn, prep: str, new: str, spoken: str) -> str | None:
    """The last question with ``new`` in its place; "" where that place is not sure, None where ``new`` is no short
    name of something but a question of its own."""
    if _QUESTION_VERBS.search(new) or set(stems(new)) <= STOP_STEMS:
        return None
    if prep.lower() in _ABOUT_WORDS:
        return _substitute_subject(turn, new, spoken)
    if prep:
        return _substitute_place(turn.question, prep, new)
    read = parse_question(turn.question)
    if read.kind is QuestionKind.OPEN:
        return _substitute_noun(turn.question, new, spoken)
    if not new[:1].isupper():
        return _substitute_subject(turn, new, spoken)
    return _substitute_speaker(turn.question, read, new, spoken)


def _substitute_speaker(question: str, read: Question, name: str, spoken: str) -> str:
    """Somebody else's words on the same."""
    if read.kind is QuestionKind.WHO_SAID:
        return _ask_what_said(name, bare_topic(read.subject), spoken)
    if question.count(read.speaker) != 1:
        return ""
    said = _WHAT_ELSE.sub(r"\1", question.replace(read.speaker, name))
    return said if spoken == "en" else FOLLOWUP_PATTERNS[spoken].speech.sub(_SAYS_VERB[spoken], said)


def _ask_what_said(name: str, words: str, spoken: str) -> str:
    if spoken == "en":
        return f"What did {name} say about {words}?"
    return f"Що каже {name} про {words}?" if spoken == "uk" else f"Что говорит {name} о {words}?"


def _substitute_subject(turn: Turn, topic: str, spoken: str) -> str:
    """What the speaker of the last question says on another subject; an open question of another thing."""
    asked = [person.name for person in turn.people if person.asked]
    if parse_question(turn.question).kind is QuestionKind.OPEN or len(asked) != 1:
        return ""
    return _ask_what_said(asked[0], topic, spoken)


def _substitute_place(question: str, prep: str, new: str) -> str:
    """In another place: instead of the one behind the same word, or besides."""
    pattern = re.compile(rf"\b{re.escape(prep)} {_PLACE_NAME}")
    text = bare_topic(question)
    found = pattern.findall(text)
    if len(found) > 1 or DASH in text:
        return ""
    return f"{pattern.sub(f'{prep} {new}', text) if found else f'{text} {prep} {new}'}?"


def _substitute_noun(question: str, new: str, spoken: str) -> str:
    """Another thing instead of the only one that the question names."""
    there = find_nouns(question) if spoken == "en" else []
    placed = re.search(r" (in|at|on|near) ", new)
    text = bare_topic(question)
    if placed:
        text = re.sub(rf" {placed.group(1)} {_PLACE_NAME}", "", text)
        there = [noun for noun in there if noun in text]
    if len(there) != 1 or text.count(there[0]) != 1 or DASH in text:
        return ""
    return f"{text.replace(there[0], new)}?"
