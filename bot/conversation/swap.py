"""The last question asked of another person, place or thing: "and in Oldbridge?", "what about Thorn?"."""

from __future__ import annotations

import re

from bot.answer.question import Kind, Question, understand
from bot.conversation.tables import TABLES
from bot.conversation.topic import DASH, bare, nouns
from bot.conversation.types import Turn
from index.words import FUNCTION_WORDS, stems

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


def swapped(turn: Turn, prep: str, new: str, spoken: str) -> str | None:
    """The last question with ``new`` in its place; "" where that place is not sure, None where ``new`` is no short
    name of something but a question of its own."""
    if _VERBS.search(new) or set(stems(new)) <= FUNCTION_WORDS:
        return None
    if prep.lower() in _ON:
        return _on(turn, new, spoken)
    if prep:
        return _placed(turn.question, prep, new)
    read = understand(turn.question)
    if read.kind is Kind.OPEN:
        return _of_another(turn.question, new, spoken)
    if not new[:1].isupper():
        return _on(turn, new, spoken)
    return _of_speaker(turn.question, read, new, spoken)


def _of_speaker(question: str, read: Question, name: str, spoken: str) -> str:
    """Somebody else's words on the same."""
    if read.kind is Kind.WHO_SAID:
        return _said_by(name, bare(read.subject), spoken)
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
    if understand(turn.question).kind is Kind.OPEN or len(asked) != 1:
        return ""
    return _said_by(asked[0], topic, spoken)


def _placed(question: str, prep: str, new: str) -> str:
    """In another place: instead of the one behind the same word, or besides."""
    pattern = re.compile(rf"\b{re.escape(prep)} {_PLACE}")
    text = bare(question)
    found = pattern.findall(text)
    if len(found) > 1 or DASH in text:
        return ""
    return f"{pattern.sub(f'{prep} {new}', text) if found else f'{text} {prep} {new}'}?"


def _of_another(question: str, new: str, spoken: str) -> str:
    """Another thing instead of the only one that the question names."""
    there = nouns(question) if spoken == "en" else []
    placed = re.search(r" (in|at|on|near) ", new)
    text = bare(question)
    if placed:
        text = re.sub(rf" {placed.group(1)} {_PLACE}", "", text)
        there = [noun for noun in there if noun in text]
    if len(there) != 1 or text.count(there[0]) != 1 or DASH in text:
        return ""
    return f"{text.replace(there[0], new)}?"
