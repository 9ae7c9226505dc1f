"""Turn a follow-up into a question that stands alone, or into a question back.

``contextualize`` is the way in. Only the words of a question decide whether it needs context; a complete question is
never changed. What is missing is taken from the last turns, by name or by topic. What stays unclear is asked back.
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
    capitalize,
    find_nouns,
    find_topic,
    substitute_topic,
)
from bot.messages import messages_in
from bot.messages.sections import ConversationMessages
from index.text.language import detect_language

QuoteReader = Callable[[QuoteRef], str | None]
"""Return the words of a quote that was shown, or None when its article has changed or is gone."""

_FINAL_PRONOUN = re.compile(r"\b(it|that|this|so|це|цього|это|этом|об этом)$", re.IGNORECASE)

_DIRECT_SPEECH = re.compile(r"^[\"“«„]([^\"“”«»„]{12,}?)[,.!?]*[\"”»“]")

_INDIRECT_SPEECH = re.compile(
    r"(?:[\w.'’-]+ ){1,4}(?:said|says|added|claimed|insisted|argued|warned)(?: that)? ([^“\"«]{12,})"
)
_MAX_QUOTE_LENGTH = 240
"""Characters of a quote that go into a question."""


def contextualize(text: str, turns: Sequence[Turn], quote_text: QuoteReader) -> StandaloneQuestion | ClarifyingQuestion:
    """Return what a question means after ``turns``, newest last.

    A question that no rule understands is returned as it is. Raises nothing.
    """
    text = " ".join(text.split())
    pending = turns[-1] if turns and turns[-1].status is None else None
    if pending is not None:
        chosen = [person for person in pending.people if _names_person(person, text)]
        if len(chosen) == 1:
            settled = (*turns[:-1], _choose_person(pending, chosen[0]))
            return contextualize(pending.asked, settled, quote_text)
    answered = tuple(turn for turn in turns if turn.status is not None)
    return _FollowupReader(text, answered, quote_text).read()


def _names_person(person: Person, text: str) -> bool:
    """Return whether a short reply chooses this person."""
    words = re.findall(r"\w+", text.casefold())
    return len(words) <= 4 and any(part.casefold() in words for part in re.findall(r"\w+", person.name))


def _choose_person(turn: Turn, person: Person) -> Turn:
    """Return the turn that was asked back, narrowed to the person that was chosen."""
    chosen = replace(person, asked=True, gender="")
    return replace(turn, status=Status.NOT_FOUND, people=(chosen,))


@dataclass(frozen=True, slots=True)
class _FollowupReader:
    """One question after the answered turns, newest last."""

    text: str
    turns: tuple[Turn, ...]
    quote_text: QuoteReader

    @property
    def language(self) -> str:
        """The language of the question or, when it may be Ukrainian or Russian, of the turns before it."""
        texts = [self.text, *(turn.asked for turn in reversed(self.turns))]
        return next(
            (detect_language(text) for text in texts if not _is_ambiguous_cyrillic(text)), detect_language(self.text)
        )

    @property
    def patterns(self) -> FollowupPatterns:
        """The patterns of the question's language."""
        return FOLLOWUP_PATTERNS[self.language]

    @property
    def messages(self) -> ConversationMessages:
        """The messages of the question's language."""
        return messages_in(self.language).conversation

    @property
    def bare_text(self) -> str:
        """The question without a leading "and" and without its last mark."""
        return self.patterns.opening.sub("", bare_topic(self.text))

    def read(self) -> StandaloneQuestion | ClarifyingQuestion:
        """Try the rules in their order: a fixed form, a pronoun, a substitution."""
        return (
            self._match_form()
            or self._match_pronoun()
            or self._match_substitution()
            or StandaloneQuestion(self.text, language=self.language)
        )

    def _match_form(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        patterns, bare_text = self.patterns, self.bare_text
        if match := patterns.more.fullmatch(bare_text):
            return self._ask_for_more(match)
        match = patterns.bare_question.fullmatch(bare_text)
        asks_speaker = patterns.attribution.fullmatch(bare_text)
        if (match or asks_speaker) and not self.turns:
            return ClarifyingQuestion(self.messages.ask_whole_question)
        if asks_speaker:
            return self._ask_who_said()
        if match:
            return self._change_question_word(match["wh"])
        if self.turns and patterns.elliptic.fullmatch(bare_text):
            return self._standalone(add_topic(bare_text, find_topic(self.turns[-1].question)))
        return None

    def _match_pronoun(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        pronoun = find_dangling_pronoun(self.bare_text, self.patterns)
        return self._replace_pronoun(pronoun) if pronoun else None

    def _match_substitution(self) -> StandaloneQuestion | ClarifyingQuestion | None:
        if not self.turns or not self.patterns.conjunction.match(self.text):
            return None
        match = self.patterns.substitution.fullmatch(self.bare_text)
        if match is None:
            return None
        question = substitute_topic(self.turns[-1], match["prep"] or "", match["new"], self.language)
        if question is None:
            return None
        return self._standalone(question) if question else ClarifyingQuestion(self.messages.ask_whole_question)

    def _standalone(self, question: str) -> StandaloneQuestion:
        return StandaloneQuestion(question, changed=True, language=self.language)

    def _change_question_word(self, question_word: str) -> StandaloneQuestion | ClarifyingQuestion:
        last = self.turns[-1]
        asked = [person for person in last.people if person.asked]
        if parse_question(last.question).kind is QuestionKind.WHO_SAID and len(asked) > 1:
            return ask_which_person(asked, self.messages)
        quote = bare_topic(self._last_quote() or "")
        first = last.cited[0] if last.cited and last.status is Status.ANSWERED else None
        asked_for_speech = parse_question(last.question).kind is not QuestionKind.OPEN
        asks_for_day = question_word.lower() in self.patterns.when_words
        if first and first.speaker and quote and asks_for_day and asked_for_speech:
            question = ask_about_words(question_word, first.speaker, f"“{quote}”", self.language)
            return replace(self._standalone(question), quote_to_date=first)
        return self._standalone(ask_about_topic(question_word, last.question, asked[0].name if asked else "", quote))

    def _last_quote(self) -> str | None:
        """Return the first quote of the last answer; of direct and reported speech only what was said."""
        cited = self.turns[-1].cited
        text = self.quote_text(cited[0]) if cited else None
        if text is None:
            return None
        speech = _DIRECT_SPEECH.match(text) or _INDIRECT_SPEECH.match(text)
        return (speech.group(1) if speech else text)[:_MAX_QUOTE_LENGTH]

    def _ask_who_said(self) -> StandaloneQuestion | ClarifyingQuestion:
        last = self.turns[-1]
        words = {"en": "Who said", "uk": "Хто сказав, що"}.get(self.language, "Кто сказал, что")
        topic = self._last_quote() or find_topic(last.question)
        question = self._standalone(f"{words} {bare_topic(topic)}?")
        return replace(question, quote_to_attribute=last.cited[0] if last.cited else None)

    def _ask_for_more(self, match: re.Match[str]) -> StandaloneQuestion | ClarifyingQuestion:
        """Ask for further words of one person, or for anything further."""
        groups = match.groupdict()
        who = next((groups[name] for name in ("who", "who2", "who3") if groups.get(name)), "").strip()
        topic = groups.get("topic") or groups.get("topic2") or ""
        low = who.lower()
        if who and low not in self.patterns.person_pronouns:
            return self._ask_for_more_by_named(who)
        if not self.turns:
            return ClarifyingQuestion(
                self.messages.person_unknown.format(word=who) if who else self.messages.ask_whole_question
            )
        if who:
            person = resolve_pronoun(low, self.patterns.person_pronouns[low], self.turns, self.messages)
            return person if isinstance(person, ClarifyingQuestion) else self._ask_for_more_by(person.name, topic)
        asked = [person for person in self.turns[-1].people if person.asked]
        if parse_question(self.turns[-1].question).kind is QuestionKind.OPEN or not asked:
            return StandaloneQuestion(self.turns[-1].question, True, self._quotes_shown(), language=self.language)
        return (
            self._ask_for_more_by(asked[0].name, topic) if len(asked) == 1 else ask_which_person(asked, self.messages)
        )

    def _ask_for_more_by_named(self, who: str) -> StandaloneQuestion:
        """Exclude the quotes shown before from a question that names its speaker and so stays as it is."""
        names = {one.speaker for turn in self.turns for one in turn.cited if one.speaker}
        matches = [name for name in names if set(re.findall(r"\w+", who)) <= set(re.findall(r"\w+", name))]
        if len(matches) != 1:
            return StandaloneQuestion(self.text, language=self.language)
        return StandaloneQuestion(self.text, exclude=self._quotes_shown(), more_by=matches[0], language=self.language)

    def _ask_for_more_by(self, name: str, topic: str) -> StandaloneQuestion:
        if topic.lower() in self.patterns.thing_pronouns:
            topic = find_topic(self.turns[-1].question)
        words, about = {"en": (f"What else did {name} say", "about"), "uk": (f"Що ще каже {name}", "про")}.get(
            self.language, (f"Что ещё говорит {name}", "о")
        )
        question = f"{words} {about} {topic}?" if topic else f"{words}?"
        return StandaloneQuestion(question, True, self._quotes_shown(), name, language=self.language)

    def _quotes_shown(self) -> tuple[QuoteRef, ...]:
        """Return the quotes that the turns showed, each once."""
        return tuple(dict.fromkeys(one.position for turn in self.turns for one in turn.cited))

    def _replace_pronoun(self, pronoun: DanglingPronoun) -> StandaloneQuestion | ClarifyingQuestion:
        """Put a name in the pronoun's place, or add the topic of the last question.

        In Ukrainian and Russian "she" may be a thing, so without a verb of speech only the topic is added.
        """
        if not self.turns:
            return ClarifyingQuestion(self.messages.person_unknown.format(word=pronoun.word))
        low, text, patterns = pronoun.word.lower(), self.bare_text, self.patterns
        may_be_person = low not in patterns.thing_pronouns or patterns.speech_verb.search(text) is not None
        if low not in patterns.person_pronouns or not may_be_person:
            return self._insert_topic(pronoun)
        person = resolve_pronoun(low, patterns.person_pronouns[low], self.turns, self.messages)
        if isinstance(person, ClarifyingQuestion):
            return self._insert_topic(pronoun) if low in patterns.thing_pronouns and not person.people else person
        name = f"{person.name}'s" if pronoun.possessive and self.language == "en" else person.name
        return self._standalone(
            capitalize(f"{text[: pronoun.start]}{name}{self._replace_final_pronoun(text[pronoun.end :])}?")
        )

    def _replace_final_pronoun(self, ending: str) -> str:
        """Put the topic in the place of an "it" or "that" at the end of a question: "say about it"."""
        match = _FINAL_PRONOUN.search(ending)
        if match is None:
            return ending
        last = parse_question(self.turns[-1].question)
        nouns = self._topic_nouns()
        topic = nouns[0] if len(nouns) == 1 else find_topic(self.turns[-1].question)
        if last.kind is not QuestionKind.OPEN:
            topic = bare_topic(last.subject) or topic
        return f"{ending[: match.start(1)]}{topic}"

    def _insert_topic(self, pronoun: DanglingPronoun) -> StandaloneQuestion:
        text, nouns = self.bare_text, self._topic_nouns()
        if pronoun.word.lower() in {"it", "this", "that"} and len(nouns) == 1:
            return self._standalone(capitalize(f"{text[: pronoun.start]}{nouns[0]}{text[pronoun.end :]}?"))
        return self._standalone(add_topic(text, find_topic(self.turns[-1].question)))

    def _topic_nouns(self) -> list[str]:
        """Return the nouns of the last question that name no person; none unless it is a plain English question."""
        question = self.turns[-1].question
        if self.language != "en" or DASH in question or parse_question(question).kind is not QuestionKind.OPEN:
            return []
        people = [person.name for person in self.turns[-1].people]
        return [noun for noun in find_nouns(question) if not any(noun in name for name in people)]


def _is_ambiguous_cyrillic(text: str) -> bool:
    """Return whether a Cyrillic text may be Ukrainian or Russian: one Russian letter more changes its language."""
    return detect_language(text) == "uk" and detect_language(f"{text} ы") == "ru"
