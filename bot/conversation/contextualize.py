"""A question in the course of a talk -> one that stands alone. What its own words leave open is taken from the last
turns, by names and by topic; what is left open even so is asked back.

Whether a question stands alone is told by its own words, never by what was said before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import QuestionKind, QuoteRef, Status, parse_question
from bot.conversation.history import ClarifyingQuestion, Person, StandaloneQuestion, Turn
from bot.conversation.patterns import FOLLOWUP_PATTERNS, FollowupPatterns
from bot.conversation.pronouns import DanglingPronoun, ask_which_person, find_dangling_pronoun, resolve_pronoun
from bot.conversation.topics import (
    DASH,
    add_topic,
    ask_about_topic,
    ask_about_words,
    bare_topic,
    find_nouns,
    find_topic,
    substitute_topic,
)
from bot.messages import messages_in
from bot.messages.sections import ConversationMessages
from index.text.language import detect_language

QuoteReader = Callable[[QuoteRef], str | None]
"""The words of a quote that was shown; None where they do not stand there any more."""

_FINAL_PRONOUN = re.compile(r"\b(it|that|this|so|це|цього|это|этом|об этом)$", re.IGNORECASE)

_DIRECT_SPEECH = re.compile(r"^[\"“«„]([^\"“”«»„]{12,}?)[,.!?]*[\"”»“]")

_INDIRECT_SPEECH = re.compile(
    r"(?:[\w.'’-]+ ){1,4}(?:said|says|added|claimed|insisted|argued|warned)(?: that)? ([^“\"«]{12,})"
)
_MAX_QUOTE_LENGTH = 240
"""Characters of a quote that are asked about."""


def contextualize(text: str, turns: Sequence[Turn], words: QuoteReader) -> StandaloneQuestion | ClarifyingQuestion:
    """What a question means after ``turns``, newest last. Nothing is raised; a question that cannot be read at all is
    handed on as it is."""
    text = " ".join(text.split())
    pending = turns[-1] if turns and turns[-1].status is None else None
    if pending is not None:
        chosen = [person for person in pending.people if _names_person(person, text)]
        if len(chosen) == 1:
            settled = (*turns[:-1], _choose_person(pending, chosen[0]))
            return contextualize(pending.asked, settled, words)
    answered = tuple(turn for turn in turns if turn.status is not None)
    return _FollowupReader(text, answered, words).result()


def _names_person(person: Person, text: str) -> bool:
    """Whether a short reply names one of those who were asked back."""
    said = re.findall(r"\w+", text.casefold())
    return len(said) <= 4 and any(part.casefold() in said for part in re.findall(r"\w+", person.name))


def _choose_person(turn: Turn, person: Person) -> Turn:
    """What was asked back, with the one person who is meant by it."""
    chosen = replace(person, asked=True, gender="")
    return replace(turn, status=Status.NOT_FOUND, people=(chosen,))


@dataclass(frozen=True, slots=True)
class _FollowupReader:
    """One question, in its language, after the answered turns."""

    text: str
    turns: tuple[Turn, ...]
    words: QuoteReader

    @property
    def spoken(self) -> str:
        """The language of the question; where its words may be Ukrainian or Russian, that of the words before."""
        said = [self.text, *(turn.asked for turn in reversed(self.turns))]
        return next(
            (detect_language(text) for text in said if not _is_ambiguous_cyrillic(text)), detect_language(self.text)
        )

    @property
    def table(self) -> FollowupPatterns:
        return FOLLOWUP_PATTERNS[self.spoken]

    @property
    def messages(self) -> ConversationMessages:
        return messages_in(self.spoken).conversation

    @property
    def short(self) -> str:
        """Without "and" before it and the mark behind it."""
        return self.table.lead.sub("", bare_topic(self.text))

    def result(self) -> StandaloneQuestion | ClarifyingQuestion:
        """What is meant: by a form of its own first, then by a pronoun, then by what takes another's place."""
        return (
            self._by_form()
            or self._by_pronoun()
            or self._by_swap()
            or StandaloneQuestion(self.text, language=self.spoken)
        )

    def _by_form(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        table, short = self.table, self.short
        if match := table.more.fullmatch(short):
            return self._more(match)
        match = table.bare.fullmatch(short)
        says = table.says.fullmatch(short)
        if (match or says) and not self.turns:
            return ClarifyingQuestion(self.messages.ask_whole_question)
        if says:
            return self._who_said()
        if match:
            return self._anew(match["wh"])
        if self.turns and table.short.fullmatch(short):
            return self._made(add_topic(short, find_topic(self.turns[-1].question)))
        return None

    def _by_pronoun(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        found = find_dangling_pronoun(self.short, self.table)
        return self._with_meant(found) if found else None

    def _by_swap(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        match = self.table.swap.fullmatch(self.short) if self.table.and_.match(self.text) else None
        new = (
            substitute_topic(self.turns[-1], match["prep"] or "", match["new"], self.spoken)
            if match and self.turns
            else None
        )
        if new is None:
            return None
        return self._made(new) if new else ClarifyingQuestion(self.messages.ask_whole_question)

    def _made(self, question: str) -> StandaloneQuestion:
        return StandaloneQuestion(question, changed=True, language=self.spoken)

    def _anew(self, wh: str) -> StandaloneQuestion | ClarifyingQuestion:
        last = self.turns[-1]
        asked = [person for person in last.people if person.asked]
        if parse_question(last.question).kind is QuestionKind.WHO_SAID and len(asked) > 1:
            return ask_which_person(asked, self.messages)
        quote = bare_topic(self._quote() or "")
        first = last.cited[0] if last.cited and last.status is Status.ANSWERED else None
        if first and first.speaker and quote and wh.lower() in self.table.when and self._is_speech(last.question):
            said = self._made(ask_about_words(wh, first.speaker, f"“{quote}”", self.spoken))
            return replace(said, quote_to_date=first)
        return self._made(ask_about_topic(wh, last.question, asked[0].name if asked else "", quote))

    @staticmethod
    def _is_speech(question: str) -> bool:
        """Whether somebody's words were asked for, and not something that happened."""
        return parse_question(question).kind is not QuestionKind.OPEN

    def _quote(self) -> str | None:
        """What was answered, without who said it where it is quoted word for word."""
        cited = self.turns[-1].cited
        text = self.words(cited[0]) if cited else None
        if text is None:
            return None
        direct = _DIRECT_SPEECH.match(text) or _INDIRECT_SPEECH.match(text)
        return (direct.group(1) if direct else text)[:_MAX_QUOTE_LENGTH]

    def _who_said(self) -> StandaloneQuestion | ClarifyingQuestion:
        last = self.turns[-1]
        said = "Who said" if self.spoken == "en" else "Хто сказав, що" if self.spoken == "uk" else "Кто сказал, что"
        topic = self._quote() or find_topic(last.question)
        made = self._made(f"{said} {bare_topic(topic)}?")
        return replace(made, quote_to_attribute=last.cited[0] if last.cited else None)

    def _more(self, match: re.Match[str]) -> StandaloneQuestion | ClarifyingQuestion:
        """Further words of somebody, or anything further."""
        groups = match.groupdict()
        who = next((groups[name] for name in ("who", "who2", "who3") if groups.get(name)), "").strip()
        topic = groups.get("topic") or groups.get("topic2") or ""
        low = who.lower()
        if who and low not in self.table.persons:
            return self._further_of(who)
        if not self.turns:
            return ClarifyingQuestion(
                self.messages.person_unknown.format(word=who) if who else self.messages.ask_whole_question
            )
        if who:
            person = resolve_pronoun(low, self.table.persons[low], self.turns, self.messages)
            return person if isinstance(person, ClarifyingQuestion) else self._further(person.name, topic)
        asked = [person for person in self.turns[-1].people if person.asked]
        if parse_question(self.turns[-1].question).kind is QuestionKind.OPEN or not asked:
            return StandaloneQuestion(self.turns[-1].question, True, self._shown(), language=self.spoken)
        return self._further(asked[0].name, topic) if len(asked) == 1 else ask_which_person(asked, self.messages)

    def _further_of(self, who: str) -> StandaloneQuestion:
        """Further words of somebody who is named in the question, which stays as it is."""
        names = {one.speaker for turn in self.turns for one in turn.cited if one.speaker}
        meant = [name for name in names if set(re.findall(r"\w+", who)) <= set(re.findall(r"\w+", name))]
        if len(meant) != 1:
            return StandaloneQuestion(self.text, language=self.spoken)
        return StandaloneQuestion(self.text, exclude=self._shown(), more_by=meant[0], language=self.spoken)

    def _further(self, name: str, topic: str) -> StandaloneQuestion:
        if topic.lower() in self.table.things:
            topic = find_topic(self.turns[-1].question)
        asks, on = {"en": (f"What else did {name} say", "about"), "uk": (f"Що ще каже {name}", "про")}.get(
            self.spoken, (f"Что ещё говорит {name}", "о")
        )
        return StandaloneQuestion(
            f"{asks} {on} {topic}?" if topic else f"{asks}?", True, self._shown(), name, language=self.spoken
        )

    def _shown(self) -> tuple[QuoteRef, ...]:
        """What was shown in all turns."""
        return tuple(dict.fromkeys(one.place for turn in self.turns for one in turn.cited))

    def _with_meant(self, found: DanglingPronoun) -> StandaloneQuestion | ClarifyingQuestion:
        """The question with what a pronoun stands for in its place, or behind a dash.

        In Ukrainian and Russian "she" may be a thing; where nothing tells that she speaks, the topic is all that is
        taken from before.
        """
        if not self.turns:
            return ClarifyingQuestion(self.messages.person_unknown.format(word=found.word))
        low, text, table = found.word.lower(), self.short, self.table
        speaks = low not in table.things or table.speech.search(text) is not None
        if low not in table.persons or not speaks:
            return self._of_topic(found)
        meant = resolve_pronoun(low, table.persons[low], self.turns, self.messages)
        if isinstance(meant, ClarifyingQuestion):
            return self._of_topic(found) if low in table.things and not meant.people else meant
        name = f"{meant.name}'s" if found.possessive and self.spoken == "en" else meant.name
        return self._made(_capital(f"{text[: found.start]}{name}{self._with_thing(text[found.end :])}?"))

    def _with_thing(self, behind: str) -> str:
        """The rest of a question, with what "that" or "it" stands for where it ends in one: "say about it"."""
        match = _FINAL_PRONOUN.search(behind)
        if match is None:
            return behind
        read = parse_question(self.turns[-1].question)
        there = self._things()
        topic = there[0] if len(there) == 1 else find_topic(self.turns[-1].question)
        if read.kind is not QuestionKind.OPEN:
            topic = bare_topic(read.subject) or topic
        return f"{behind[: match.start(1)]}{topic}"

    def _of_topic(self, found: DanglingPronoun) -> StandaloneQuestion:
        text, there = self.short, self._things()
        if found.word.lower() in {"it", "this", "that"} and len(there) == 1:
            return self._made(_capital(f"{text[: found.start]}{there[0]}{text[found.end :]}?"))
        return self._made(add_topic(text, find_topic(self.turns[-1].question)))

    def _things(self) -> list[str]:
        """The names and nouns of the last question that are nobody's; none where it is no plain English sentence."""
        question = self.turns[-1].question
        if self.spoken != "en" or DASH in question or parse_question(question).kind is not QuestionKind.OPEN:
            return []
        people = [person.name for person in self.turns[-1].people]
        return [noun for noun in find_nouns(question) if not any(noun in name for name in people)]


def _is_ambiguous_cyrillic(text: str) -> bool:
    """Whether nothing in a Cyrillic text tells Ukrainian from Russian: one letter more would."""
    return detect_language(text) == "uk" and detect_language(f"{text} ы") == "ru"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
