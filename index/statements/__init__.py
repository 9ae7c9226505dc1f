"""Who said what in one article, by rules alone: cues, quotation marks and the names that the article gives.

This is the only module of the package that other packages import from: its functions, and the word lists that
questions and answers are read with as well.
"""

from __future__ import annotations

from index.statements.english.coreference.organisations import abbreviated_organisations
from index.statements.english.extractor import find_statements as find_in_english
from index.statements.lexicon.cues import ASK, CALL, CYRILLIC_SAY, DENIAL_STEMS, HELPERS, JUDGE, SAY, TELL
from index.statements.lexicon.first_names import FIRST_NAMES
from index.statements.lexicon.grammar import TIME_WORDS
from index.statements.lexicon.outlets import KNOWN_OUTLETS
from index.statements.lexicon.people import (
    FEMININE_ROLES,
    GROUPS,
    HONORIFICS,
    MASCULINE_ROLES,
    NOT_NAMES,
    ORGANISATION_WORDS,
    PARTICLES,
    PARTIES,
    POSSESSIVE_PRONOUNS,
    PRONOUNS,
    ROLE_NOUNS,
    THIRD_PERSON_PRONOUNS,
    TITLES,
)
from index.statements.people_in_text import KnownPerson, people_in
from index.statements.slavic.extractor import find_statements as find_in_cyrillic
from index.statements.slavic.extractor import is_cyrillic_text
from index.statements.slavic.inflection import case_stem
from index.statements.tokens import split_sentences
from index.types import Statement

__all__ = [
    "ASK",
    "CALL",
    "CYRILLIC_SAY",
    "DENIAL_STEMS",
    "FEMININE_ROLES",
    "FIRST_NAMES",
    "GROUPS",
    "HELPERS",
    "HONORIFICS",
    "JUDGE",
    "KNOWN_OUTLETS",
    "MASCULINE_ROLES",
    "NOT_NAMES",
    "ORGANISATION_WORDS",
    "PARTICLES",
    "PARTIES",
    "POSSESSIVE_PRONOUNS",
    "PRONOUNS",
    "ROLE_NOUNS",
    "SAY",
    "TELL",
    "THIRD_PERSON_PRONOUNS",
    "TIME_WORDS",
    "TITLES",
    "KnownPerson",
    "Statement",
    "abbreviated_organisations",
    "case_stem",
    "find_statements",
    "people_in",
]


def find_statements(text: str) -> tuple[Statement, ...]:
    """Return the statements of one article in order of ``start``; offsets count code points of ``text``.

    Where speech is broken by its cue ("A," said X. "B."), one statement spans both halves. Time is linear in the
    length of ``text``. Raises nothing for any text.
    """
    sentences = split_sentences(text)
    find = find_in_cyrillic if is_cyrillic_text(sentences) else find_in_english
    by_span = {(one.start, one.end): one for one in find(sentences)}
    return tuple(by_span[span] for span in sorted(by_span))
