"""What a refusal can still say."""

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
    """The line that says so, or nothing where meaning was judged, or an answer stands in the question's own language.

    ``cited`` is what is shown, best first: quotes of an answer that was ``found``, or near misses.
    """
    foreign = bool(cited) and is_in_other_script(question, cited[0].quote)
    judged = knows_language(detect_language(question)) and not (
        foreign and not knows_language(main_language(cited[0].quote))
    )
    return messages.found_by_words_only if not judged and (foreign or not answered) else ""


def append_note(text: str, line: str) -> str:
    """``line`` below ``text``; above its last words where these introduce the quotes: "Closest:"."""
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
    """A name of the question that stands in ``passage``, as it is written there; else, in English, a noun with its
    article, word for word; empty where neither is sure.

    Of several the longest name, else the longest noun. A name is told by its capitals, so in a question without any
    there is none.
    """
    asked = list(words(question))
    held = list(words(passage))
    also = cross_script_aliases(question, [passage])
    there = [also.get(word.stem, word.stem) for word in held]
    names = [_find_name(name, passage, held, there) for name in _name_runs(question, asked)]
    if any(names):
        return max(names, key=lambda name: len(name.split()))
    if detect_language(question) != "en":
        return ""
    nouns = [noun for noun in _noun_phrases(question, asked) if _has_noun(noun, passage, held)]
    longest: tuple[str, ...] = max(nouns, key=len, default=())
    return " ".join(longest)


def _has_noun(noun: Sequence[str], passage: str, held: Sequence[Word]) -> bool:
    """Whether the passage has it word for word, and one of a single word not as the head of a longer one."""
    plain = [_lower_word(passage, word) for word in held]
    places = (at for at in range(len(plain) - len(noun) + 1) if plain[at : at + len(noun)] == list(noun))
    return any(len(noun) > 2 or _stands_alone(passage, held, at + 1) for at in places)


def _lower_word(text: str, word: Word) -> str:
    return text[word.start : word.end].lower().replace("’", "'")


def _name_runs(question: str, asked: Sequence[Word]) -> Iterator[list[str]]:
    """The stems of each run of words with capitals that is a whole name; the question's first word alone is none."""
    at = 0
    while at < len(asked):
        behind = at
        while (
            behind < len(asked) and _is_capital(question, asked[behind]) and _continues_run(question, asked, at, behind)
        ):
            behind += 1
        if max(at, 1) < behind <= at + _MOST_WORDS and _is_whole(question, asked, at, behind):
            yield [word.stem for word in asked[at:behind]]
        at = max(behind, at + 1)


def _is_whole(question: str, asked: Sequence[Word], at: int, behind: int) -> bool:
    """False for a part of a longer name: of "Bees & Honey", "Ministry of the Old Mill", "Bread for Oldbridge"."""
    before, after = question[: asked[at].start], question[asked[behind - 1].end :]
    return not (_LONGER_BEFORE.search(before) or _LONGER_AFTER.match(after))


def _is_capital(text: str, word: Word) -> bool:
    written = text[word.start : word.end]
    return len(written) > 1 and written[0].isupper() and not (written.lower() in _NOT_NAMES or word.stem in STOP_STEMS)


def _continues_run(text: str, found: Sequence[Word], first: int, at: int) -> bool:
    """Whether a word goes on what began at ``first``: by a space, and not behind "Thorn's"."""
    if at == first:
        return True
    before = found[at - 1]
    return text[before.end : found[at].start] == " " and not _OWNER.search(text[before.start : before.end])


def _find_name(wanted: Sequence[str], passage: str, held: Sequence[Word], there: Sequence[str]) -> str:
    """The first place where the passage has the whole name with capitals; of one Latin word only where it is no
    adjective there: French ministers are no mention of the French."""
    for at in range(len(held) - len(wanted) + 1):
        last = at + len(wanted) - 1
        capitals = all(passage[word.start].isupper() for word in held[at : last + 1])
        if not capitals or list(there[at : last + 1]) != list(wanted):
            continue
        if len(wanted) > 1 or is_cyrillic(passage[held[at].start]) or _stands_alone(passage, held, last):
            return _OWNER.sub("", passage[held[at].start : held[last].end])
    return ""


def _stands_alone(passage: str, held: Sequence[Word], at: int) -> bool:
    if at + 1 == len(held):
        return True
    between = passage[held[at].end : held[at + 1].start]
    return between != " " or held[at + 1].stem in STOP_STEMS


def _noun_phrases(question: str, asked: Sequence[Word]) -> Iterator[tuple[str, ...]]:
    """Each "the ..." up to a word that shows its end. Behind "did the ..." the last word is a verb and left out."""
    plain = [_lower_word(question, word) for word in asked]
    for at, word in enumerate(plain):
        if word != "the":
            continue
        behind = at + 1
        while (
            behind < len(plain) and asked[behind].stem not in STOP_STEMS and _continues_run(question, asked, at, behind)
        ):
            behind += 1
        following = plain[behind] if behind < len(plain) and _continues_run(question, asked, at, behind) else ""
        if following and following not in _NOUN_FOLLOWERS | _BE | _AUXILIARIES:
            continue
        if at and plain[at - 1] in _AUXILIARIES and following not in _BE:
            behind -= 1
        if at + 1 < behind <= at + _MOST_WORDS and plain[behind - 1] not in _VAGUE:
            yield tuple(plain[at:behind])
