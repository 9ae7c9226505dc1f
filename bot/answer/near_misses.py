"""Word what a refusal adds: its language limit, the time asked for, a topic that the passage mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.answer.question.time_expressions import TimeExpression
from bot.answer.types import Citation
from bot.messages.sections import AnswerMessages
from index.text.characters import is_cyrillic
from index.text.cross_script import cross_script_aliases
from index.text.dates import ENGLISH_MONTHS, ENGLISH_WEEKDAYS
from index.text.language import detect_language, is_in_other_script, main_language
from index.text.tokenizer import STOP_STEMS, Word, words
from index.text.tokenizer import word_set as listed


def language_note(
    question: str,
    cited: Sequence[Citation],
    knows_language: Callable[[str], bool],
    messages: AnswerMessages,
    *,
    answered: bool,
) -> str:
    """Return the line that says that articles were found by words only, or an empty one.

    It is empty where the encoder knows the languages, and below an answer in the question's script. ``cited`` is what
    is shown, best first: quotes where ``answered``, else near misses.
    """
    foreign = bool(cited) and is_in_other_script(question, cited[0].quote)
    judged = knows_language(detect_language(question)) and not (
        foreign and not knows_language(main_language(cited[0].quote))
    )
    return messages.found_by_words_only if not judged and (foreign or not answered) else ""


def append_note(text: str, line: str) -> str:
    """Put ``line`` below ``text``, or above its last words where these introduce quotes: "Closest:"."""
    if not line:
        return text
    if text.endswith(":") and ". " in text:
        head, _, last = text.rpartition(". ")
        return f"{head}.\n{line}\n{last}"
    return f"{text}\n{line}"


def word_time_refusal(question: str, when: TimeExpression, messages: AnswerMessages, *, has_closest: bool) -> str:
    """Word that no article of the time asked for answers; ``has_closest`` says that near misses are shown below."""
    words = question[slice(*when.words)]
    begins_with_preposition = re.match(
        r"(?:in|on|since|from|before|after|between|until|till|during|over|for|within)\b", words, re.IGNORECASE
    )
    if re.match("[a-z]", words, re.IGNORECASE | re.ASCII) and not begins_with_preposition:
        words = f"from {words}"
    refusal = messages.not_found_at_time.format(when=words[0].lower() + words[1:])
    return f"{refusal} {messages.closest}" if has_closest else refusal


_MOST_WORDS = 4

_NOT_NAMES = ENGLISH_WEEKDAYS | ENGLISH_MONTHS | listed("i mr mrs ms dr")
_AUXILIARIES = listed("did do does will would can could should must may might has have had is are was were")
_NOUN_FOLLOWERS = listed("of in on at for to by with from about after before and or during near under over")
_BE = listed("be been being have not")
_VAGUE = listed(
    "day time year week month area place people man woman name country city reason world way number end first last "
    "same other only most best thing things person one"
)
_LONGER_BEFORE = re.compile(r"(?:&|[A-ZА-ЯІЇЄҐ][\w'’]* (?:of|per|for)(?: the)?) $")
_LONGER_AFTER = re.compile(r" (?:&|(?:of|per|for)(?: the)? [A-ZА-ЯІЇЄҐ])")
_OWNER = re.compile(r"['’]s?$")


def mentioned_topic(question: str, passage: str) -> str:
    """Return a name or noun of the question that ``passage`` mentions; empty where none is sure.

    The longest name, as the passage writes it; else, in English, the longest noun with "the". Names are recognised by
    capitals.
    """
    question_words = list(words(question))
    passage_words = list(words(passage))
    also = cross_script_aliases(question, [passage])
    passage_stems = [also.get(word.stem, word.stem) for word in passage_words]
    names = [_find_name(name, passage, passage_words, passage_stems) for name in _name_runs(question, question_words)]
    if any(names):
        return max(names, key=lambda name: len(name.split()))
    if detect_language(question) != "en":
        return ""
    nouns = [noun for noun in _noun_phrases(question, question_words) if _has_noun(noun, passage, passage_words)]
    longest: tuple[str, ...] = max(nouns, key=len, default=())
    return " ".join(longest)


def _has_noun(noun: Sequence[str], passage: str, passage_words: Sequence[Word]) -> bool:
    """Return whether the passage has the noun; a single word may not be part of a longer noun there."""
    plain = [_lower_word(passage, word) for word in passage_words]
    places = (at for at in range(len(plain) - len(noun) + 1) if plain[at : at + len(noun)] == list(noun))
    return any(len(noun) > 2 or _stands_alone(passage, passage_words, at + 1) for at in places)


def _lower_word(text: str, word: Word) -> str:
    return text[word.start : word.end].lower().replace("’", "'")


def _name_runs(question: str, question_words: Sequence[Word]) -> Iterator[list[str]]:
    """Yield the stems of each run of capital words that is a whole name; the first word alone is none."""
    at = 0
    while at < len(question_words):
        end = at
        while (
            end < len(question_words)
            and _is_capital(question, question_words[end])
            and _continues_run(question, question_words, at, end)
        ):
            end += 1
        if max(at, 1) < end <= at + _MOST_WORDS and _is_whole(question, question_words, at, end):
            yield [word.stem for word in question_words[at:end]]
        at = max(end, at + 1)


def _is_whole(question: str, question_words: Sequence[Word], at: int, end: int) -> bool:
    """Return False for a part of "Bees & Honey", "Ministry of the Old Mill", "Bread for Oldbridge"."""
    before, after = question[: question_words[at].start], question[question_words[end - 1].end :]
    return not (_LONGER_BEFORE.search(before) or _LONGER_AFTER.match(after))


def _is_capital(text: str, word: Word) -> bool:
    written = text[word.start : word.end]
    return len(written) > 1 and written[0].isupper() and not (written.lower() in _NOT_NAMES or word.stem in STOP_STEMS)


def _continues_run(text: str, found: Sequence[Word], first: int, at: int) -> bool:
    """Return whether a word continues the run from ``first``: after one space, and not after "Thorn's"."""
    if at == first:
        return True
    before = found[at - 1]
    return text[before.end : found[at].start] == " " and not _OWNER.search(text[before.start : before.end])


def _find_name(name: Sequence[str], passage: str, passage_words: Sequence[Word], passage_stems: Sequence[str]) -> str:
    """Return the first mention of the whole name with capitals, as the passage writes it; else an empty string.

    A single Latin word may not be an adjective: French ministers are no mention of the French.
    """
    for at in range(len(passage_words) - len(name) + 1):
        last = at + len(name) - 1
        capitals = all(passage[word.start].isupper() for word in passage_words[at : last + 1])
        if not capitals or list(passage_stems[at : last + 1]) != list(name):
            continue
        if (
            len(name) > 1
            or is_cyrillic(passage[passage_words[at].start])
            or _stands_alone(passage, passage_words, last)
        ):
            return _OWNER.sub("", passage[passage_words[at].start : passage_words[last].end])
    return ""


def _stands_alone(passage: str, passage_words: Sequence[Word], at: int) -> bool:
    if at + 1 == len(passage_words):
        return True
    between = passage[passage_words[at].end : passage_words[at + 1].start]
    return between != " " or passage_words[at + 1].stem in STOP_STEMS


def _noun_phrases(question: str, question_words: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Yield each "the ..." up to a word that ends it; after "did the ..." the last word is a verb and left out."""
    plain = [_lower_word(question, word) for word in question_words]
    for at, word in enumerate(plain):
        if word != "the":
            continue
        end = at + 1
        while (
            end < len(plain)
            and question_words[end].stem not in STOP_STEMS
            and _continues_run(question, question_words, at, end)
        ):
            end += 1
        following = plain[end] if end < len(plain) and _continues_run(question, question_words, at, end) else ""
        if following and following not in _NOUN_FOLLOWERS | _BE | _AUXILIARIES:
            continue
        if at and plain[at - 1] in _AUXILIARIES and following not in _BE:
            end -= 1
        if at + 1 < end <= at + _MOST_WORDS and plain[end - 1] not in _VAGUE:
            yield tuple(plain[at:end])
