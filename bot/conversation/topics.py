"""Topic of the last question; "what about X?"."""

from __future__ import annotations

import re

from bot.answer import Question, QuestionKind, parse_question
from bot.conversation.history import Turn
from bot.conversation.patterns import TABLES
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stems
from index.text.tokenizer import word_set as listed

DASH = " — "
"""Stands between a short question and what it is about, where they make no sentence: "How much — the old mill"."""

_AUXILIARIES = "is are was were do does did has have had will would can could should must may might"
_AUX = listed(_AUXILIARIES)
_HEAD = re.compile(
    r"^(?:how (?:many|much|long|often|old|far|deep|big|high|tall|large|fast)|since when|until when|at what time|"
    r"(?:on |in )?(?:what|which) (?:time|year|date|day|month)|who|whom|what|which|where|when|why|how)\b *",
    re.IGNORECASE,
)
_HEAD_CYRILLIC = re.compile(
    r"^(?:а |и |і )?(?:хто|що|де|куди|звідки|коли|чому|навіщо|скільки|відколи|кто|что|где|куда|откуда|когда|почему|"
    r"зачем|сколько|как|як|чи)\b *",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w'’-]*(?:(?: (?:of|de|van|von|the|and))? [A-Z][\w'’-]*)*"
_DETERMINED = re.compile(
    r"\b(?:the|a|an|his|her|their|its)\s+(?P<words>[\w'’-]+(?: [\w'’-]+){0,5})|(?<=\s)(?P<name>" + _NAME + ")"
)
_ENDS_A_NOUN = listed(
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
        return _HEAD_CYRILLIC.sub("", text) or text
    rest = _HEAD.sub("", text) or text
    first, _, others = rest.partition(" ")
    return others if first.lower() in _AUX and others else rest


def ask_about_topic(wh: str, question: str, speaker: str = "", quote: str = "") -> str:
    """The last question with another question word. ``speaker`` is who said it, where it was asked who did; ``quote``
    what was answered, which is all that "when was that?" can mean behind "what did Thorn say?"."""
    spoken = detect_language(question)
    read = parse_question(question)
    if DASH in question:
        return f"{_capital(wh)}{DASH}{bare_topic(question).rpartition(DASH)[2]}?"
    if speaker and read.kind is QuestionKind.WHO_SAID:
        return asks_who_said_so(wh, speaker, read.subject, spoken)
    if read.kind is QuestionKind.WHAT_SAID and not read.subject and quote:
        return _apart(wh, quote)
    if spoken != "en":
        rest = _HEAD_CYRILLIC.sub("", bare_topic(question))
        return f"{_capital(wh)} {rest}?" if rest != bare_topic(question) else f"{_capital(wh)}{DASH}{rest}?"
    return _anew_in_english(wh, bare_topic(question))


def asks_who_said_so(wh: str, speaker: str, words: str, spoken: str) -> str:
    """When, where or why somebody said some words."""
    words = bare_topic(words)
    if spoken == "en":
        return f"{_capital(wh)} did {speaker} say {words}?"
    verb, that = ("каже", "що") if spoken == "uk" else ("говорит", "что")
    return f"{_capital(wh)} {speaker} {verb}, {that} {words}?"


def _anew_in_english(wh: str, text: str) -> str:
    head = _HEAD.match(text)
    opening = text.split()[0].lower()
    adverb = wh.lower().split()[0] in {"why", "where", "when", "since", "until", "at"} and wh.lower() != "why not"
    if head is None:
        return f"{_capital(wh)} {text[0].lower()}{text[1:]}?" if adverb and opening in _AUX else _apart(wh, text)
    rest = text[head.end() :]
    first = rest.split()[0].lower() if rest else ""
    if not adverb or not rest:
        return _apart(wh, find_topic(text))
    if first in _AUX:
        return f"{_capital(wh)} {rest}?"
    if opening in {"how", "what", "which"} and (turned := _turned(rest.split())):
        return f"{_capital(wh)} {turned}?"
    who = {"who": "someone ", "what": "something ", "which": "the "}.get(head.group().strip().lower(), "")
    return f"{_capital(wh)} was it that {who}{rest}?"


def _turned(words: list[str]) -> str:
    """The words of "[how many] jobs is Quillon cutting" as they stand behind another question word: "is Quillon
    cutting jobs"; "" where no such verb is near."""
    at = next((at for at, word in enumerate(words[:5]) if word.lower() in _AUX), 0)
    if not at or at + 1 == len(words):
        return ""
    noun, verb, behind = words[:at], words[at], words[at + 1 :]
    other = behind[0][:1].isupper() or behind[0].lower() in {"the", "a", "an", "he", "she", "it", "they", "his", "her"}
    return " ".join([verb, *behind, *noun] if other else [verb, *noun, *behind])


def _apart(wh: str, topic: str) -> str:
    return f"{_capital(wh)}{DASH}{topic}?"


def add_topic(question: str, topic: str) -> str:
    """A question that lacks what it is about, and behind a dash what that is."""
    return f"{_capital(bare_topic(question))}{DASH}{topic}?"


def find_nouns(question: str) -> list[str]:
    """The names, and the nouns with an article, of an English question, as they stand there, in order."""
    text, found, at = bare_topic(question), list[str](), 0
    while match := _DETERMINED.search(text, at):
        noun = match["name"] or _noun(text, match)
        at = match.start() + max(1, len(noun))
        if noun and (match["name"] or " " in noun):
            found.append(noun)
    return found


def _noun(text: str, match: re.Match[str]) -> str:
    words = match["words"].split()
    size = next((at for at, word in enumerate(words) if word.lower() in _ENDS_A_NOUN), len(words))
    whole = size == len(words) and match.end() == len(text)
    before = text[: match.start()].split()[-1:] or [""]
    if whole and size > 1 and (before[0].lower() in {"did", "does", "do"} or _PARTICIPLE.search(words[-1])):
        size -= 1  # the verb of the question
    return " ".join([match.group().split()[0], *words[:size]]) if size else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_PLACE = r"(?:the )?[A-ZА-ЯІЇЄҐ][\w'’-]*(?: [A-ZА-ЯІЇЄҐ][\w'’-]*)*"
_VERBS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|should|who|what|when|where|why|how|which|"
    r"хто|що|де|куди|коли|чому|скільки|який|яка|яке|які|чи|кто|что|где|куда|когда|почему|сколько|какой|какая|какие)\b",
    re.IGNORECASE,
)

_ON = frozenset({"about", "про", "о", "об", "щодо"})
_ELSE = re.compile(r"^(what|що|что) (?:else|ще|ещё|еще)\b", re.IGNORECASE)
_SAYS = {"uk": "каже", "ru": "говорит"}
"""The present, which needs no gender."""


def substitute_topic(turn: Turn, prep: str, new: str, spoken: str) -> str | None:
    """The last question with ``new`` in its place; "" where that place is not sure, None where ``new`` is no short
    name of something but a question of its own."""
    if _VERBS.search(new) or set(stems(new)) <= STOP_STEMS:
        return None
    if prep.lower() in _ON:
        return _on(turn, new, spoken)
    if prep:
        return _placed(turn.question, prep, new)
    read = parse_question(turn.question)
    if read.kind is QuestionKind.OPEN:
        return _of_another(turn.question, new, spoken)
    if not new[:1].isupper():
        return _on(turn, new, spoken)
    return _of_speaker(turn.question, read, new, spoken)


def _of_speaker(question: str, read: Question, name: str, spoken: str) -> str:
    """Somebody else's words on the same."""
    if read.kind is QuestionKind.WHO_SAID:
        return _said_by(name, bare_topic(read.subject), spoken)
    if question.count(read.speaker) != 1:
        return ""
    said = _ELSE.sub(r"\1", question.replace(read.speaker, name))
    return said if spoken == "en" else TABLES[spoken].speech.sub(_SAYS[spoken], said)


def _said_by(name: str, words: str, spoken: str) -> str:
    if spoken == "en":
        return f"What did {name} say about {words}?"
    return f"Що каже {name} про {words}?" if spoken == "uk" else f"Что говорит {name} о {words}?"


def _on(turn: Turn, topic: str, spoken: str) -> str:
    """What the speaker of the last question says on another subject; an open question of another thing."""
    asked = [person.name for person in turn.people if person.asked]
    if parse_question(turn.question).kind is QuestionKind.OPEN or len(asked) != 1:
        return ""
    return _said_by(asked[0], topic, spoken)


def _placed(question: str, prep: str, new: str) -> str:
    """In another place: instead of the one behind the same word, or besides."""
    pattern = re.compile(rf"\b{re.escape(prep)} {_PLACE}")
    text = bare_topic(question)
    found = pattern.findall(text)
    if len(found) > 1 or DASH in text:
        return ""
    return f"{pattern.sub(f'{prep} {new}', text) if found else f'{text} {prep} {new}'}?"


def _of_another(question: str, new: str, spoken: str) -> str:
    """Another thing instead of the only one that the question names."""
    there = find_nouns(question) if spoken == "en" else []
    placed = re.search(r" (in|at|on|near) ", new)
    text = bare_topic(question)
    if placed:
        text = re.sub(rf" {placed.group(1)} {_PLACE}", "", text)
        there = [noun for noun in there if noun in text]
    if len(there) != 1 or text.count(there[0]) != 1 or DASH in text:
        return ""
    return f"{text.replace(there[0], new)}?"
