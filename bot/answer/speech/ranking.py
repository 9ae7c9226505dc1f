"""Questions for a speaker, or for a speaker's words: the statements that fit, each with who said it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from index import Span, Statement, StatementHit
from index.statements.lexicon.people import PRONOUNS, THIRD_PERSON_PRONOUNS
from index.text.cross_script import cross_script_aliases
from index.text.tokenizer import STOP_STEMS, content_stems, stems

LEAST_WORDING = 0.62
"""The least share of the question's words, and of their order, at which a further speaker is taken to say the same."""

_AROUND = 300
"""Characters on each side of a statement that its subject is looked for in."""

_LONGEST_QUOTE = 420
"""Characters of a quote with the words around it that name the speaker; a longer one is cut to the words said."""

_NEARLY_ALL = 0.8

_FIELD = 7
"""Statements behind the best one that it is held against."""


@dataclass(frozen=True, slots=True)
class StatementWeights:
    """The weights by which statements are ranked, of the features that ``StatementFeatures`` describes.

    The first five make up the score. They are set by hand, and the ranking of PolNeAR's dev questions is flat around
    them. ``wording_said`` and ``wording_order`` are the shares in how much of a question are the very words said.
    """

    said: float = 0.2
    around: float = 0.3
    order: float = 0.1
    likeness: float = 0.8
    hint: float = 0.15
    wording_said: float = 0.7
    wording_order: float = 0.3


WEIGHTS = StatementWeights()


@dataclass(frozen=True, slots=True)
class StatementFeatures:
    """How well a statement fits a question, each from 0 to 1.

    ``said`` is the share of the telling words, weighted by rarity, that stand in the words said, ``around`` in those,
    the text around and the article's title; ``order`` the share of neighbouring telling words that are neighbours
    there too, ``phrase`` that of all words; ``likeness`` the cosine of the question with the nearest sentence;
    ``hint`` the share of what the asker knows of the speaker, and of how it was said, that the article says too.
    """

    said: float
    around: float
    order: float
    phrase: float
    likeness: float
    hint: float

    @property
    def score(self) -> float:
        """By which statements are ranked."""
        return (
            WEIGHTS.said * self.said
            + WEIGHTS.around * self.around
            + WEIGHTS.order * self.order
            + WEIGHTS.likeness * self.likeness
            + WEIGHTS.hint * self.hint
        )

    @property
    def wording(self) -> float:
        """From 0 to 1: how much of the question are the very words said."""
        return WEIGHTS.wording_said * self.said + WEIGHTS.wording_order * self.order


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement that may fit a question; ``also_in`` holds ids of other articles with the same words of the same
    speaker, ``also_by`` their publishers."""

    hit: StatementHit
    match: StatementFeatures
    also_in: tuple[str, ...] = ()
    also_by: tuple[str, ...] = ()

    @property
    def statement(self) -> Statement:
        return self.hit.statement


_PRONOUNS = PRONOUNS | THIRD_PERSON_PRONOUNS | {"one"}


def rank_statements(corpus: Corpus, hits: Sequence[StatementHit], words: str, hint: str = "") -> list[RankedStatement]:
    """``hits`` with how well each fits ``words``, best first; of equal ones the shorter."""
    wanted = content_stems(words)
    asked = _StatementQueryFeatures(
        tuple(wanted),
        corpus.rarities(wanted),
        frozenset(itertools.pairwise(stems(words))),
        frozenset(stems(hint)) - STOP_STEMS,
        cross_script_aliases(f"{words} {hint}", [statement_context(hit) for hit in hits]),
    )
    found = [RankedStatement(hit, _match_statement(hit, asked)) for hit in hits]
    return sorted(found, key=lambda a: (-round(a.match.score, 3), a.statement.end - a.statement.start))


def confidence_features(found: Sequence[RankedStatement]) -> dict[str, float]:
    """What ``confidence`` is made of: the best match, and its lead before the best of another speaker, the best of
    another article and the mean of those behind it. ``found`` holds at least one.

    How long the question is, or how rare its words, is left out: it told little on PolNeAR and would tell falsely of
    questions and collections of another size.
    """
    best = found[0]
    speaker, article = best.statement.speaker.casefold(), best.hit.key
    next_speaker = next((a.match.score for a in found if a.statement.speaker.casefold() != speaker), 0.0)
    next_article = next((a.match.score for a in found if a.hit.key != article), next_speaker)
    field = [a.match.score for a in found[1 : 1 + _FIELD]]
    return {
        "score": best.match.score,
        "likeness": best.match.likeness,
        "hint": best.match.hint,
        "phrase": best.match.phrase,
        "lead": best.match.score - next_speaker,
        "article_lead": best.match.score - next_article,
        "field_lead": best.match.score - sum(field) / len(field) if field else 0.0,
    }


def _extent_with_role(statement: Statement) -> Span:
    start, end = statement.extent
    if statement.role_start is None or statement.role_end is None:
        return start, end
    return min(start, statement.role_start), max(end, statement.role_end)


def _overlap_length(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


@dataclass(frozen=True, slots=True)
class _StatementQueryFeatures:
    """A question's telling stems, how rare each is, the pairs of all its stems, the stems known of the speaker, and
    what stands in the articles for any of them in another alphabet."""

    wanted: tuple[str, ...]
    terms: dict[str, float]
    phrase: frozenset[tuple[str, str]]
    known: frozenset[str]
    also: dict[str, str]

    def stems(self, text: str) -> list[str]:
        """The stems of an article's text as the question writes them."""
        return [self.also.get(stem, stem) for stem in stems(text)]


def _match_statement(hit: StatementHit, asked: _StatementQueryFeatures) -> StatementFeatures:
    text, statement = hit.article.text, hit.statement
    every = asked.stems(text[statement.start : statement.end])
    said = [stem for stem in every if stem not in STOP_STEMS] or every
    who = set(asked.stems(_speaker_text(statement)))
    around = {*said, *asked.stems(statement_context(hit))}
    share = _rarity_share(asked.terms, set(said))
    pairs = set(itertools.pairwise(asked.wanted))
    order = len(pairs & set(itertools.pairwise(said))) / len(pairs) if pairs else share
    whole = len(asked.phrase & set(itertools.pairwise(every))) / len(asked.phrase) if asked.phrase else share
    hint = len(asked.known & who) / len(asked.known) if asked.known else 0.0
    return StatementFeatures(
        share, _rarity_share(asked.terms, around), order, whole, max(0.0, hit.likeness or 0.0), hint
    )


def statement_context(hit: StatementHit) -> str:
    """The words of a statement with its speaker, the text around it and the article's title."""
    low, high = hit.statement.extent
    near = hit.article.text[max(0, low - _AROUND) : high + _AROUND]
    return f"{near}\n{_speaker_text(hit.statement)}\n{hit.article.title or ''}"


def _speaker_text(statement: Statement) -> str:
    return f"{statement.speaker} {statement.role or ''} {statement.cue}"


def _rarity_share(terms: dict[str, float], present: set[str]) -> float:
    total = sum(terms.values())
    return sum(rarity for stem, rarity in terms.items() if stem in present) / total if total else 0.0
