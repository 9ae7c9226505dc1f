"""Rank statements by how well they fit a question about speech."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.corpus import Corpus
from index import Statement, StatementHit
from index.text.cross_script import cross_script_aliases
from index.text.tokenizer import STOP_STEMS, content_stems, stems

_AROUND = 300
"""Characters on each side of a statement among which its subject is looked for."""

_FIELD = 7
"""Further statements whose mean score the best one is compared with."""


@dataclass(frozen=True, slots=True)
class StatementWeights:
    """The weights by which statements are ranked, of the features that ``StatementFeatures`` describes.

    The first five make up the score. They are set by hand, and the ranking of PolNeAR's dev questions is flat around
    them. ``wording_said`` and ``wording_order`` weigh the words said alone.
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
        """The weighted sum by which statements are ranked."""
        return (
            WEIGHTS.said * self.said
            + WEIGHTS.around * self.around
            + WEIGHTS.order * self.order
            + WEIGHTS.likeness * self.likeness
            + WEIGHTS.hint * self.hint
        )

    @property
    def wording(self) -> float:
        """How many of the question's words were said, in its order, from 0 to 1."""
        return WEIGHTS.wording_said * self.said + WEIGHTS.wording_order * self.order


@dataclass(frozen=True, slots=True)
class RankedStatement:
    """A statement that may fit a question.

    ``also_in`` holds ids of other articles with the same words of the same speaker, ``also_by`` their publishers.
    """

    hit: StatementHit
    match: StatementFeatures
    also_in: tuple[str, ...] = ()
    also_by: tuple[str, ...] = ()

    @property
    def statement(self) -> Statement:
        """The statement of the hit."""
        return self.hit.statement

    @property
    def words(self) -> str:
        """The words said, without who says them."""
        return self.hit.article.text[self.statement.start : self.statement.end]


def rank_statements(corpus: Corpus, hits: Sequence[StatementHit], words: str, hint: str = "") -> list[RankedStatement]:
    """Rank ``hits`` by how well they fit ``words`` and the ``hint`` about the speaker, best and shortest first."""
    query_stems = content_stems(words)
    query = _StatementQueryFeatures(
        tuple(query_stems),
        corpus.rarities(query_stems),
        frozenset(itertools.pairwise(stems(words))),
        frozenset(stems(hint)) - STOP_STEMS,
        cross_script_aliases(f"{words} {hint}", [statement_context(hit) for hit in hits]),
    )
    found = [RankedStatement(hit, _match_statement(hit, query)) for hit in hits]
    return sorted(found, key=lambda one: (-round(one.match.score, 3), one.statement.end - one.statement.start))


def confidence_features(found: Sequence[RankedStatement]) -> dict[str, float]:
    """Return the features of ``speaker_confidence``; ``found`` holds at least one statement, best first.

    The best match, and its lead over the best of another speaker, the best of another article and the mean of the next
    seven. The question's length and rarity are left out: they added little on PolNeAR and depend on the collection.
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


def statement_context(hit: StatementHit) -> str:
    """Return a statement's words with the text around them, its speaker and the article's title."""
    low, high = hit.statement.extent
    near = hit.article.text[max(0, low - _AROUND) : high + _AROUND]
    return f"{near}\n{_speaker_text(hit.statement)}\n{hit.article.title or ''}"


@dataclass(frozen=True, slots=True)
class _StatementQueryFeatures:
    """A question as statements are compared with it.

    ``rarities`` maps its content stems to their rarity, ``phrase`` pairs neighbours among all its stems, ``known`` are
    stems known of the speaker; ``aliases`` maps stems in another script to the question's.
    """

    content_stems: tuple[str, ...]
    rarities: dict[str, float]
    phrase: frozenset[tuple[str, str]]
    known: frozenset[str]
    aliases: dict[str, str]

    def stems(self, text: str) -> list[str]:
        """Return the stems of an article's text as the question writes them."""
        return [self.aliases.get(stem, stem) for stem in stems(text)]


def _match_statement(hit: StatementHit, query: _StatementQueryFeatures) -> StatementFeatures:
    text, statement = hit.article.text, hit.statement
    every = query.stems(text[statement.start : statement.end])
    said = [stem for stem in every if stem not in STOP_STEMS] or every
    who = set(query.stems(_speaker_text(statement)))
    around = {*said, *query.stems(statement_context(hit))}
    share = _rarity_share(query.rarities, set(said))
    pairs = set(itertools.pairwise(query.content_stems))
    order = len(pairs & set(itertools.pairwise(said))) / len(pairs) if pairs else share
    whole = len(query.phrase & set(itertools.pairwise(every))) / len(query.phrase) if query.phrase else share
    hint = len(query.known & who) / len(query.known) if query.known else 0.0
    return StatementFeatures(
        share, _rarity_share(query.rarities, around), order, whole, max(0.0, hit.likeness or 0.0), hint
    )


def _speaker_text(statement: Statement) -> str:
    return f"{statement.speaker} {statement.role or ''} {statement.cue}"


def _rarity_share(terms: dict[str, float], present: set[str]) -> float:
    total = sum(terms.values())
    return sum(rarity for stem, rarity in terms.items() if stem in present) / total if total else 0.0
