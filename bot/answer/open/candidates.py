"""Pieces of the found passages that may answer: a sentence, or two neighbours that are read at a glance together."""

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
"""Words of two sentences that are shown as one piece: what a phone shows at a glance."""

CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+|\s+(?=[—–]\s)")
"""The white space between two clauses of a sentence."""

_LEAST_WORDS = 3
_MOST_BETWEEN = 4
"""Characters between two sentences of one piece; more is a heading or a gap."""

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
    """A sentence of ``hit``, which stands at ``rank`` among the hits; ``start`` is behind a dateline.

    ``also`` maps stems to those of the question that they are in other letters.
    """

    hit: Hit
    rank: int
    position: int
    start: int
    end: int
    likeness: float
    also: Mapping[str, str]

    @cached_property
    def text(self) -> str:
        return self.hit.article.text[self.start : self.end]

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(self.also.get(stem, stem) for stem in stems(self.text))

    @cached_property
    def content_stems(self) -> tuple[str, ...]:
        return tuple(stem for stem in self.stems if stem not in STOP_STEMS)

    @cached_property
    def words(self) -> int:
        return len(self.text.split())

    @cached_property
    def mentioned(self) -> SentenceMentions:
        there = find_mentions(self.text)
        if not self.also:
            return there
        known = [replace(one, stems=frozenset(self.also.get(s, s) for s in one.stems)) for one in there.mentions]
        return SentenceMentions(tuple(self.also.get(stem, stem) for stem in there.stems), tuple(known))


CandidateSpan = tuple[CandidateSentence, ...]
"""One sentence or two neighbours, in order."""


def candidate_sentences(hits: Sequence[Hit], also: Mapping[str, str]) -> list[list[CandidateSentence]]:
    """The sentences of each hit, in order; ``also`` maps stems to those that they are in other letters."""
    return [
        [_sentence(hit, rank, place, near, also) for place, near in enumerate(_scored_sentences(hit))]
        for rank, hit in enumerate(hits)
    ]


def candidate_spans(passage: Sequence[CandidateSentence], chosen: frozenset[int]) -> Iterator[CandidateSpan]:
    """The pieces of one hit's sentences: each of the ``chosen`` places alone and with a neighbour, where they fit."""
    for sentence in passage:
        if sentence.position in chosen:
            yield (sentence,)
    for one, other in itertools.pairwise(passage):
        if (one.position in chosen or other.position in chosen) and _make_pair(one, other):
            yield one, other


def refers_back(text: str) -> bool:
    """Whether a sentence begins with a word that stands for something named before it."""
    return text.lstrip('"“«').split(maxsplit=1)[0].lower() in _BACK_REFERENCES if text.strip('"“« ') else False


def _scored_sentences(hit: Hit) -> Sequence[ScoredSentence]:
    return hit.sentences or [ScoredSentence(hit.start + s, hit.start + e, 0.0) for s, e in sentences(hit.passage)]


def _sentence(hit: Hit, rank: int, place: int, near: ScoredSentence, also: Mapping[str, str]) -> CandidateSentence:
    opening = _DATELINE.match(hit.article.text, near.start, near.end)
    start = opening.end() if opening and opening.end() < near.end else near.start
    return CandidateSentence(hit, rank, place, start, near.end, near.likeness, also)


def _make_pair(one: CandidateSentence, other: CandidateSentence) -> bool:
    short = one.words + other.words <= MOST_WORDS and min(one.words, other.words) >= _LEAST_WORDS
    return short and other.start - one.end <= _MOST_BETWEEN
