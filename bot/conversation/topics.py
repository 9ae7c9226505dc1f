"""Find the topic of the last question, and ask that question anew: of another topic or with another question word."""

from __future__ import annotations

import re

from bot.answer import Question, QuestionKind, parse_question
from bot.conversation.history import Turn
from bot.conversation.patterns import FOLLOWUP_PATTERNS
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stems, word_set

DASH = " — "
"""Joins a short question and its topic when no rule makes a sentence of them: "How much — the old mill"."""

_AUXILIARIES = word_set("is are was were do does did has have had will would can could should must may might")
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
_SUBJECT_OPENERS = frozenset({"the", "a", "an", "he", "she", "it", "they", "his", "her"})
_NAME = r"[A-Z][\w'’-]*(?:(?: (?:of|de|van|von|the|and))? [A-Z][\w'’-]*)*"
_NOUN_OR_NAME = re.compile(
    r"\b(?:the|a|an|his|her|their|its)\s+(?P<words>[\w'’-]+(?: [\w'’-]+){0,5})|(?<=\s)(?P<name>" + _NAME + ")"
)
_NOUN_ENDS = word_set(
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
    """Return a question without the marks at its end."""
    return question.strip().rstrip("?!. …").rstrip()


def find_topic(question: str) -> str:
    """Return what a question is about: its words without the question word and its auxiliary verb."""
    text = bare_topic(question).rpartition(DASH)[2]
    if detect_language(text) != "en":
        return _CYRILLIC_QUESTION_HEAD.sub("", text) or text
    rest = _QUESTION_HEAD.sub("", text) or text
    first, _, others = rest.partition(" ")
    return others if first.lower() in _AUXILIARIES and others else rest


def ask_about_topic(question_word: str, question: str, speaker: str = "", quote: str = "") -> str:
    """Return the last question with another question word.

    ``speaker`` is the answer to a question for who said something. ``quote`` is what was answered: after "what did
    Thorn say?" a "when was that?" can only be about the quote.
    """
    language = detect_language(question)
    parsed = parse_question(question)
    if DASH in question:
        return f"{capitalize(question_word)}{DASH}{bare_topic(question).rpartition(DASH)[2]}?"
    if speaker and parsed.kind is QuestionKind.WHO_SAID:
        return ask_about_words(question_word, speaker, parsed.subject, language)
    if parsed.kind is QuestionKind.WHAT_SAID and not parsed.subject and quote:
        return add_topic(question_word, quote)
    if language != "en":
        bare = bare_topic(question)
        rest = _CYRILLIC_QUESTION_HEAD.sub("", bare)
        return f"{capitalize(question_word)}{' ' if rest != bare else DASH}{rest}?"
    return _change_question_word(question_word, bare_topic(question))


def ask_about_words(question_word: str, speaker: str, words: str, language: str) -> str:
    """Ask when, where or why a speaker said some words."""
    words = bare_topic(words)
    if language == "en":
        return f"{capitalize(question_word)} did {speaker} say {words}?"
    verb, that = ("каже", "що") if language == "uk" else ("говорит", "что")
    return f"{capitalize(question_word)} {speaker} {verb}, {that} {words}?"


def _change_question_word(question_word: str, text: str) -> str:
    head = _QUESTION_HEAD.match(text)
    opening = text.split()[0].lower()
    low = question_word.lower()
    adverb = low.split()[0] in {"why", "where", "when", "since", "until", "at"} and low != "why not"
    if head is None:
        if adverb and opening in _AUXILIARIES:
            return f"{capitalize(question_word)} {text[0].lower()}{text[1:]}?"
        return add_topic(question_word, text)
    rest = text[head.end() :]
    first = rest.split()[0].lower() if rest else ""
    if not adverb or not rest:
        return add_topic(question_word, find_topic(text))
    if first in _AUXILIARIES:
        return f"{capitalize(question_word)} {rest}?"
    if opening in {"how", "what", "which"} and (inverted := _invert_verb(rest.split())):
        return f"{capitalize(question_word)} {inverted}?"
    who = {"who": "someone ", "what": "something ", "which": "the "}.get(head.group().strip().lower(), "")
    return f"{capitalize(question_word)} was it that {who}{rest}?"


def _invert_verb(words: list[str]) -> str:
    """Return "[how many] jobs is Quillon cutting" in the order that another question word needs.

    This is "is Quillon cutting jobs"; "" when no auxiliary verb is among the first five words.
    """
    at = next((at for at, word in enumerate(words[:5]) if word.lower() in _AUXILIARIES), 0)
    if not at or at + 1 == len(words):
        return ""
    noun, verb, ending = words[:at], words[at], words[at + 1 :]
    has_subject = ending[0][:1].isupper() or ending[0].lower() in _SUBJECT_OPENERS
    return " ".join([verb, *ending, *noun] if has_subject else [verb, *noun, *ending])


def add_topic(question: str, topic: str) -> str:
    """Return an elliptic question with its topic after a dash."""
    return f"{capitalize(bare_topic(question))}{DASH}{topic}?"


def find_nouns(question: str) -> list[str]:
    """Return the names, and the nouns with an article, of an English question in their order."""
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


def capitalize(text: str) -> str:
    """Return ``text`` with its first letter in upper case, the others unchanged."""
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
"""Verbs in the present tense, which has no gender."""


def substitute_topic(turn: Turn, prep: str, new: str, language: str) -> str | None:
    """Return the last question with ``new`` in the place of what it names.

    "" when that place is not certain; None when ``new`` is a question of its own and not a short name.
    """
    if _QUESTION_VERBS.search(new) or set(stems(new)) <= STOP_STEMS:
        return None
    if prep.lower() in _ABOUT_WORDS:
        return _substitute_subject(turn, new, language)
    if prep:
        return _substitute_place(turn.question, prep, new)
    parsed = parse_question(turn.question)
    if parsed.kind is QuestionKind.OPEN:
        return _substitute_noun(turn.question, new, language)
    if not new[:1].isupper():
        return _substitute_subject(turn, new, language)
    return _substitute_speaker(turn.question, parsed, new, language)


def _substitute_speaker(question: str, parsed: Question, name: str, language: str) -> str:
    """Ask for another speaker's words on the same subject."""
    if parsed.kind is QuestionKind.WHO_SAID:
        return _ask_what_said(name, bare_topic(parsed.subject), language)
    if question.count(parsed.speaker) != 1:
        return ""
    said = _WHAT_ELSE.sub(r"\1", question.replace(parsed.speaker, name))
    return said if language == "en" else FOLLOWUP_PATTERNS[language].speech_verb.sub(_SAYS_VERB[language], said)


def _ask_what_said(name: str, words: str, language: str) -> str:
    if language == "en":
        return f"What did {name} say about {words}?"
    return f"Що каже {name} про {words}?" if language == "uk" else f"Что говорит {name} о {words}?"


def _substitute_subject(turn: Turn, topic: str, language: str) -> str:
    """Ask for what the speaker of the last question says on another subject; "" for an open question."""
    asked = [person.name for person in turn.people if person.asked]
    if parse_question(turn.question).kind is QuestionKind.OPEN or len(asked) != 1:
        return ""
    return _ask_what_said(asked[0], topic, language)


def _substitute_place(question: str, prep: str, new: str) -> str:
    """Put another place after the same preposition, or add one where the question names none."""
    pattern = re.compile(rf"\b{re.escape(prep)} {_PLACE_NAME}")
    text = bare_topic(question)
    found = pattern.findall(text)
    if len(found) > 1 or DASH in text:
        return ""
    return f"{pattern.sub(f'{prep} {new}', text) if found else f'{text} {prep} {new}'}?"


def _substitute_noun(question: str, new: str, language: str) -> str:
    """Put another noun in the place of the only one that the question names."""
    nouns = find_nouns(question) if language == "en" else []
    placed = re.search(r" (in|at|on|near) ", new)
    text = bare_topic(question)
    if placed:
        text = re.sub(rf" {placed.group(1)} {_PLACE_NAME}", "", text)
        nouns = [noun for noun in nouns if noun in text]
    if len(nouns) != 1 or text.count(nouns[0]) != 1 or DASH in text:
        return ""
    return f"{text.replace(nouns[0], new)}?"
