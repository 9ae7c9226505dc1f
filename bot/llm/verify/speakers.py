"""Check the speakers that a sentence names against the statements it cites."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer import is_asked_speaker, is_named
from bot.llm.types import ClaimFault, Problem
from bot.llm.verify.evidence import CitedStatement, ClaimEvidence
from bot.llm.verify.names import is_known_name, name_stems
from index import Statement
from index.statements import GROUPS, HONORIFICS, PRONOUNS, ROLE_NOUNS, SAY, TITLES, find_statements
from index.text.language import detect_language
from index.text.tokenizer import STOP_STEMS, stem, stems, word_set, words

_OFFICE_STEMS = frozenset(map(stem, TITLES | HONORIFICS | ROLE_NOUNS))
_MIN_SHARED_WORDS, _MIN_SHARED_SHARE = 2, 0.5
"""Words shared with a cited statement, and their share of the words said in the draft, that make it the same one."""

_NEAR_BEST_SHARE = 0.75
_UNSPECIFIC_SPEAKERS = word_set("one some many others other people person source sources")
_DIRECT_SPEECH_VERBS = SAY - word_set("reported reports wrote writes posted posts")
_PLACE_PHRASE = re.compile(r"\b(?:in|at|on|near|into) (?:the )?((?:[A-Z][\w'’.-]*,? ?)+)")
_SPOKESPERSON = re.compile(r"spokes|press sec|official|речни|пресс|прес-|представ", re.IGNORECASE)


def check_speakers(sentence: str, evidence: ClaimEvidence) -> Problem | None:
    """Find the first speaker of ``sentence`` who did not say the cited words that it attributes to them."""
    statements = find_statements(sentence)
    for statement in statements:
        is_nested = any(one.start <= statement.speaker_start < one.end for one in statements if one is not statement)
        if is_nested or statement.speaker.lower() in PRONOUNS or _is_speech_cited(sentence, statement, evidence):
            continue
        matches = _matching_statements(sentence[statement.start : statement.end], evidence)
        if not matches and _is_place_only(statement, evidence):
            return Problem(ClaimFault.MISATTRIBUTED, f"{statement.speaker!r} does not speak there")
        if matches and not any(fits_speaker(statement, cited, evidence) for cited in matches):
            speakers = " or ".join(sorted({cited.statement.speaker for cited in matches})[:3])
            return Problem(
                ClaimFault.MISATTRIBUTED, f"{statement.speaker!r} did not say it: the words are {speakers!r}'s"
            )
    return None


def fits_speaker(statement: Statement, cited: CitedStatement, evidence: ClaimEvidence) -> bool:
    """Return whether a draft's speaker may be that of a cited statement: by name, by office, or as its outlet."""
    if not is_named(cited.statement):
        return True  # nobody knows who "he" is; the names of the draft are looked at by themselves
    found = (statement.speaker[word.start : word.end] for word in words(statement.speaker))
    every = [word for word in found if stem(word) not in STOP_STEMS]
    names = [word for word in every if word[0].isupper() and stem(word) not in _OFFICE_STEMS]
    if names:
        called = name_stems(_possible_names(statement, cited))
        return any(is_known_name(word, called) for word in names) and is_asked_speaker(
            statement.speaker, cited.statement
        )
    if detect_language(statement.speaker) != evidence.language:
        return True  # an office in another language
    offices = frozenset(map(stem, every))
    if offices & frozenset(stems(cited.speaker_description)) or all(
        word.lower() in _UNSPECIFIC_SPEAKERS for word in every
    ):
        return True
    both_groups = _is_group(every) and _is_group(cited.statement.speaker.split())
    return both_groups or all(re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", evidence.text) for word in every)


def _possible_names(statement: Statement, cited: CitedStatement) -> str:
    """Return what a draft may call a speaker.

    This is the name, the body that a spokesperson speaks for and, after a verb of reporting, the outlet.
    """
    one = cited.statement
    names = [one.speaker, cited.article[one.speaker_start : one.speaker_end]]
    if one.role and _SPOKESPERSON.search(one.role):
        names.append(one.role)
    if one.outlet and statement.cue.lower() not in _DIRECT_SPEECH_VERBS:
        names.append(one.outlet)
    return " ".join(names)


def _is_group(called: Sequence[str]) -> bool:
    """Return whether a speaker is no particular person: police, two officials."""
    last = called[-1].lower() if called else ""
    return last in GROUPS or (last.endswith("s") and stem(last) in _OFFICE_STEMS)


def _is_speech_cited(sentence: str, statement: Statement, evidence: ClaimEvidence) -> bool:
    """Return whether a cited sentence has the same speaker and cue, and most of the words said."""
    begin, end = sorted((statement.speaker_start, statement.cue_start))
    run = stems(sentence[begin : statement.cue_end if end == statement.cue_start else statement.speaker_end])
    wanted = frozenset(stems(sentence[statement.start : statement.end])) - STOP_STEMS
    for one in evidence.sentences:
        source = stems(one.text)
        if any(run == source[at : at + len(run)] for at in range(len(source))):
            return len(wanted.intersection(source)) >= _MIN_SHARED_SHARE * len(wanted)
    return False


def _is_place_only(statement: Statement, evidence: ClaimEvidence) -> bool:
    """Return whether the texts cited name the speaker only as a place: in, at or on it."""
    if not all(word[:1].isupper() for word in statement.speaker.split()):
        return False
    found = _PLACE_PHRASE.findall(evidence.text)
    last = statement.speaker.split()[-1].strip(".,'’")
    named = re.findall(rf"(?<!\w){re.escape(last)}(?!\w)", evidence.text)
    return bool(named) and sum(last in re.split(r"[\s,]+", place) for place in found) >= len(named)


def _matching_statements(content: str, evidence: ClaimEvidence) -> Sequence[CitedStatement]:
    """Return the cited statements with these words; all of them when the languages differ."""
    wanted = frozenset(stems(content)) - STOP_STEMS
    if not wanted & evidence.stems:
        return evidence.cited_statements
    scored = [(len(wanted & frozenset(stems(cited.words))) / len(wanted), cited) for cited in evidence.cited_statements]
    best = max((score for score, _ in scored), default=0.0)
    if best < _MIN_SHARED_SHARE or best * len(wanted) < min(_MIN_SHARED_WORDS, len(wanted)):
        return ()
    return [cited for score, cited in scored if score >= _NEAR_BEST_SHARE * best]
