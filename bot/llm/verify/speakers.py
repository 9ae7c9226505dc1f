"""Who a sentence says said something must be who the statements have for the words that it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import is_asked_speaker, is_named
from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import CitedStatement, ClaimEvidence
from bot.llm.verify.names import is_known_name, name_stems
from index import Statement
from index.statements import find_statements
from index.statements.lexicon.cues import SAY
from index.statements.lexicon.people import GROUPS, HONORIFICS, PRONOUNS, ROLE_NOUNS, TITLES
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stem, stems, word_set, words

_OFFICE_STEMS = frozenset(map(stem, TITLES | HONORIFICS | ROLE_NOUNS))
_MIN_SHARED_WORDS, _MIN_SHARED_SHARE = 2, 0.5
"""Words, and the share of the words said in a draft, by which a statement of the article is known as the one meant."""

_NEAR_BEST_SHARE = 0.75
_UNSPECIFIC_SPEAKERS = word_set("one some many others other people person source sources")
_DIRECT_SPEECH_VERBS = SAY - word_set("reported reports wrote writes posted posts")
_PLACE_PHRASE = re.compile(r"\b(?:in|at|on|near|into) (?:the )?((?:[A-Z][\w'’.-]*,? ?)+)")
_SPOKESPERSON = re.compile(r"spokes|press sec|official|речни|пресс|прес-|представ", re.IGNORECASE)


def check_speakers(told: str, cited: ClaimEvidence) -> Problem | None:
    """Each speaker that ``told`` names against those of the statements that have the words it gives them."""
    spoken = find_statements(told)
    for statement in spoken:
        within = any(one.start <= statement.speaker_start < one.end for one in spoken if one is not statement)
        if within or statement.speaker.lower() in PRONOUNS or _is_speech_cited(told, statement, cited):
            continue
        meant = _matching_statements(told[statement.start : statement.end], cited)
        if not meant and _is_place_only(statement, cited):
            return Problem(ClaimFault.MISATTRIBUTED, f"{statement.speaker!r} does not speak there")
        if meant and not any(fits_speaker(statement, said, cited) for said in meant):
            whose = " or ".join(sorted({said.statement.speaker for said in meant})[:3])
            return Problem(ClaimFault.MISATTRIBUTED, f"{statement.speaker!r} did not say it: the words are {whose!r}'s")
    return None


def fits_speaker(statement: Statement, said: CitedStatement, cited: ClaimEvidence) -> bool:
    """Whether the speaker of a draft may be that of a statement: by a name, by an office, or by who reported it."""
    if not is_named(said.statement):
        return True  # nobody knows who "he" is; the names of the draft are looked at by themselves
    found = (statement.speaker[word.start : word.end] for word in words(statement.speaker))
    every = [word for word in found if stem(word) not in STOP_STEMS]
    names = [word for word in every if word[0].isupper() and stem(word) not in _OFFICE_STEMS]
    if names:
        called = name_stems(_possible_names(statement, said))
        return any(is_known_name(word, called) for word in names) and is_asked_speaker(
            statement.speaker, said.statement
        )
    if detect_language(statement.speaker) != cited.language:
        return True  # an office in another language
    offices = frozenset(map(stem, every))
    if offices & frozenset(stems(said.who)) or all(word.lower() in _UNSPECIFIC_SPEAKERS for word in every):
        return True
    both_groups = _is_group(every) and _is_group(said.statement.speaker.split())
    return both_groups or all(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", cited.text) for word in every)


def _possible_names(statement: Statement, said: CitedStatement) -> str:
    """What a draft may call a speaker: the name, the body that a spokesman speaks for, and, where it says that
    something was reported, who reported it."""
    one = said.statement
    names = [one.speaker, said.article[one.speaker_start : one.speaker_end]]
    if one.role and _SPOKESPERSON.search(one.role):
        names.append(one.role)
    if one.outlet and statement.cue.lower() not in _DIRECT_SPEECH_VERBS:
        names.append(one.outlet)
    return " ".join(names)


def _is_group(called: Sequence[str]) -> bool:
    """Whether it is nobody in particular: police, two officials."""
    last = called[-1].lower() if called else ""
    return last in GROUPS or (last.endswith("s") and stem(last) in _OFFICE_STEMS)


def _is_speech_cited(told: str, statement: Statement, cited: ClaimEvidence) -> bool:
    """Whether a sentence cited has the very words that name the speaker and say that they spoke, beside the words."""
    begin, end = sorted((statement.speaker_start, statement.cue_start))
    run = stems(told[begin : statement.cue_end if end == statement.cue_start else statement.speaker_end])
    wanted = frozenset(stems(told[statement.start : statement.end])) - STOP_STEMS
    for one in cited.sentences:
        source = stems(one.text)
        if any(run == source[at : at + len(run)] for at in range(len(source))):
            return len(wanted.intersection(source)) >= _MIN_SHARED_SHARE * len(wanted)
    return False


def _is_place_only(statement: Statement, cited: ClaimEvidence) -> bool:
    """Whether what is cited only says that something is in, at or on what is said to have spoken."""
    if not all(word[:1].isupper() for word in statement.speaker.split()):
        return False
    found = _PLACE_PHRASE.findall(cited.text)
    last = statement.speaker.split()[-1].strip(".,'’")
    named = re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", cited.text)
    return bool(named) and sum(last in re.split(r"[\s,]+", place) for place in found) >= len(named)


def _matching_statements(content: str, cited: ClaimEvidence) -> Sequence[CitedStatement]:
    """The statements cited whose words these are; where the languages differ, all that are cited."""
    wanted = frozenset(stems(content)) - STOP_STEMS
    if not wanted & cited.stems:
        return cited.said
    scored = [(len(wanted & frozenset(stems(said.words))) / len(wanted), said) for said in cited.said]
    best = max((score for score, _ in scored), default=0.0)
    if best < _MIN_SHARED_SHARE or best * len(wanted) < min(_MIN_SHARED_WORDS, len(wanted)):
        return ()
    return [said for score, said in scored if score >= _NEAR_BEST_SHARE * best]
