"""Candidate spans of the passages found: a sentence, or two short neighbouring sentences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.answer.open.entities import SentenceMentions, find_mentions
from index import Hit, ScoredSentence
from index.statements.lexicon.people import POSSESSIVE_PRONOUNS, THIRD_PERSON_PRONOUNS
from index.text.sentences import sentences
from index.text.tokenizer import STOP_STEMS, stems, word_set

MOST_WORDS = 45
"""Most words of two sentences in one span: what a phone shows at a glance."""

CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+|\s+(?=[—–]\s)")
"""The white space between two clauses of a sentence."""

_LEAST_WORDS = 3
_MOST_BETWEEN = 4
"""Most characters between two sentences of one span; more is a heading or a gap."""

_BACK_REFERENCES = (
    THIRD_PERSON_PRONOUNS
    | POSSESSIVE_PRONOUNS
    | word_set("this that these those both such there here then це цей ця ці тоді там это этот эта эти тогда")
)

_DATELINE = re.compile(
    # OLDBRIDGE, May 3 (NW) -- The
    r"^(?:[A-Z][\w.'’-]+(?:,? [A-Z\d][\w.'’-]*){0,6},? )?\([A-Z][A-Za-z. ]{1,19}\)\s*(?:--|—|–|-)\s*(?=[\"“A-Z])"
    # OLDBRIDGE, Norland — The
    r"|^[A-Z][A-Z.'’-]{2,}(?:,? [A-Z\d][\w.'’-]*){0,5} (?:--|—|–)\s+(?=[\"“A-Z])"
)


@dataclass(frozen=True)
class CandidateSentence:
    """The sentence at ``position`` of ``hit``, which has ``rank`` among the hits; ``start`` is after a dateline.

    ``aliases`` maps stems in another script to the question's.
    """

    hit: Hit
    rank: int
    position: int
    start: int
    end: int
    likeness: float
    aliases: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        """The sentence as the article has it."""
        return self.hit.article.text[self.start : self.end]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Stems of all its words, in order, as the question writes them."""
        return tuple(self.aliases.get(stem, stem) for stem in stems(self.text))

    @cached_property
    def content_stems(self) -> tuple[str, ...]:
        """Stems without stop words, in order."""
        return tuple(stem for stem in self.stems if stem not in STOP_STEMS)

    @cached_property
    def word_count(self) -> int:
        """Number of words between white space."""
        return len(self.text.split())

    @cached_property
    def mentions(self) -> SentenceMentions:
        """What the sentence mentions, with stems as the question writes them."""
        found = find_mentions(self.text)
        if not self.aliases:
            return found
        known = [replace(one, stems=frozenset(self.aliases.get(s, s) for s in one.stems)) for one in found.mentions]
        return SentenceMentions(tuple(self.aliases.get(stem, stem) for stem in found.stems), tuple(known))


CandidateSpan = tuple[CandidateSentence, ...]
"""One sentence or two neighbours, in order."""


def candidate_sentences(hits: Sequence[Hit], aliases: Mapping[str, str]) -> list[list[CandidateSentence]]:
    """Return the sentences of each hit, in order; ``aliases`` maps stems in another script to the question's."""
    return [
        [_sentence(hit, rank, position, near, aliases) for position, near in enumerate(_scored_sentences(hit))]
        for rank, hit in enumerate(hits)
    ]


def candidate_spans(passage: Sequence[CandidateSentence], chosen: frozenset[int]) -> Iterator[CandidateSpan]:
    """Yield the spans of one hit: each sentence at a ``chosen`` position alone, and with each fitting neighbour."""
    for sentence in passage:
        if sentence.position in chosen:
            yield (sentence,)
    for one, other in itertools.pairwise(passage):
        if (one.position in chosen or other.position in chosen) and _make_pair(one, other):
            yield one, other


def refers_back(text: str) -> bool:
    """Return whether a sentence begins with a word that refers to something before it."""
    return text.lstrip('"“«').split(maxsplit=1)[0].lower() in _BACK_REFERENCES if text.strip('"“« ') else False


def _scored_sentences(hit: Hit) -> Sequence[ScoredSentence]:
    return hit.sentences or [ScoredSentence(hit.start + s, hit.start + e, 0.0) for s, e in sentences(hit.passage)]


def _sentence(
    hit: Hit, rank: int, position: int, near: ScoredSentence, aliases: Mapping[str, str]
) -> CandidateSentence:
    opening = _DATELINE.match(hit.article.text, near.start, near.end)
    start = opening.end() if opening and opening.end() < near.end else near.start
    return CandidateSentence(hit, rank, position, start, near.end, near.likeness, aliases)


def _make_pair(one: CandidateSentence, other: CandidateSentence) -> bool:
    short = one.word_count + other.word_count <= MOST_WORDS and min(one.word_count, other.word_count) >= _LEAST_WORDS
    return short and other.start - one.end <= _MOST_BETWEEN
