"""Compute the features of candidate spans, and their weighted sum."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.open.candidates import CandidateSentence, CandidateSpan
from bot.answer.open.entities import Mention, SentenceMentions
from bot.answer.question.answer_type import AnswerType, ExpectedAnswer
from index.text.tokenizer import STOP_STEMS, stems

_CLOSENESS = ((3, 1.0), (6, 0.75), (10, 0.5))
_FAR_SHARE = 0.25
"""What a word of the question counts for a mention: 1 within 3 words, less the farther away it is."""

_COUNTED_AFTER = 4
"""Words after a number among which what it counts is looked for."""

_LEAST_WORDS = 4

_QUESTION_PENALTY = 2.0
"""Subtracted from the rank of a span that asks a question; set by hand, since too few articles ask to learn it."""

UNRANKED_FEATURES = frozenset({"asking", "article", "named", "unnamed"})
"""Features without a part in the ranking: three are the same for all spans of an article, one is a penalty."""


@dataclass(frozen=True)
class QueryFeatures:
    """A question as candidate spans are compared with it.

    ``rarities`` maps its content stems to their rarity, ``content_stems`` has them in order; ``stems`` holds those of
    all its words, ``names`` those of capital words.
    """

    rarities: Mapping[str, float]
    content_stems: tuple[str, ...]
    stems: frozenset[str]
    expected: ExpectedAnswer
    names: frozenset[str] = frozenset()

    @cached_property
    def total(self) -> float:
        """Sum of the rarities."""
        return sum(self.rarities.values())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring content stems."""
        return frozenset(itertools.pairwise(self.content_stems))

    def share(self, present: set[str]) -> float:
        """Return the share of the question in ``present``, weighted by rarity, from 0 to 1."""
        return sum(self.rarities[stem] for stem in present & self.rarities.keys()) / self.total if self.total else 0.0


@dataclass(frozen=True)
class SpanMatches:
    """How well a span matches each word of the question, from -1 to 1, and the ``rarities`` of the same words."""

    best: tuple[float, ...]
    rarities: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over the words; 0 without words."""
        return sum(self.best) / len(self.best) if self.best else 0.0

    @property
    def weighted(self) -> float:
        """Mean weighted by rarity."""
        total = sum(self.rarities)
        return sum(b * r for b, r in zip(self.best, self.rarities, strict=True)) / total if total else self.mean

    @property
    def weakest(self) -> float:
        """Match of the word that is matched worst; 0 without words."""
        return min(self.best, default=0.0)


def span_features(
    query: QueryFeatures,
    span: CandidateSpan,
    passage: Sequence[CandidateSentence],
    matches: SpanMatches,
    score_gap: float,
) -> dict[str, float]:
    """Return the features of a span; ``score_gap`` is how much less its passage scores than the best one."""
    present = {stem for sentence in span for stem in sentence.stems}
    first, last = span[0].position, span[-1].position
    neighbours = {stem for sentence in passage[max(0, first - 1) : last + 2] for stem in sentence.stems}
    whole = {stem for sentence in passage for stem in sentence.stems}
    own = query.share(present)
    found = [_mention_features(query, sentence.mentions) for sentence in span]
    has_type = query.expected.kind is not AnswerType.ANYTHING
    typed = max(one.typed for one in found)
    words = sum(sentence.word_count for sentence in span)
    fresh = {stem for sentence in span for stem in sentence.content_stems} - query.stems
    phrase = max(len(query.pairs & set(itertools.pairwise(sentence.content_stems))) for sentence in span)
    return {
        "own": own,
        "around": query.share(neighbours) - own,
        "passage": query.share(whole),
        "likeness": max(sentence.likeness for sentence in span),
        "likeness_mean": sum(sentence.likeness for sentence in span) / len(span),
        "match": matches.mean,
        "match_rare": matches.weighted,
        "weakest": matches.weakest,
        "phrase": phrase / len(query.pairs) if query.pairs else 0.0,
        "behind": score_gap,
        "length": math.log(max(1, words)),
        "fresh": math.log(1 + len(fresh)),
        "asking": float(any(sentence.text.rstrip("\"”»'").endswith("?") for sentence in span)),
        "fragment": float(words < _LEAST_WORDS),
        "pair": float(len(span) > 1),
        "typed": typed,
        "untyped": float(has_type and not typed),
        "close": max(one.close for one in found),
        "counts": max(one.counts for one in found),
        "names": 0.0 if has_type else max(one.names for one in found),
    }


def article_features(query: QueryFeatures, spans: Sequence[CandidateSpan]) -> dict[str, float]:
    """Return the shares of the question and of its names that an article's ``spans`` and its title hold."""
    title = spans[0][0].hit.article.title or ""
    words = {stem for span in spans for sentence in span for stem in sentence.stems} | {*stems(title)}
    named = len(query.names & words) / len(query.names) if query.names else 1.0
    return {"article": query.share(words), "named": named, "unnamed": float(not query.names)}


def rank_score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the score by which the spans of one question are ranked."""
    return weighted_sum(weights, features) - _QUESTION_PENALTY * features["asking"]


def weighted_sum(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """Return the weighted sum of the features, and of the weight ``bias`` where there is one."""
    return weights.get("bias", 0.0) + sum(
        weight * features[name] for name, weight in weights.items() if name in features
    )


@dataclass(frozen=True, slots=True)
class _MentionFeatures:
    """Features of what a sentence mentions and the question does not, each from 0 to 1.

    ``typed``: a mention of the expected type; ``close``: how close one is to the question's words; ``counts``: one
    counts what the question counts; ``names``: how many mentions there are.
    """

    typed: float
    close: float
    counts: float
    names: float


def _mention_features(query: QueryFeatures, mentions: SentenceMentions) -> _MentionFeatures:
    fresh = [mention for mention in mentions.mentions if not mention.stems <= query.stems]
    typed = [mention for mention in fresh if query.expected.kind in mention.kinds]
    counted = any(
        query.expected.counted.intersection(mentions.stems[mention.end : mention.end + _COUNTED_AFTER])
        for mention in typed
    )
    close = max((_closeness_to_words(query, mentions, mention) for mention in typed), default=0.0)
    return _MentionFeatures(float(bool(typed)), close, float(counted), min(2, len(fresh)) / 2)


def _closeness_to_words(query: QueryFeatures, mentions: SentenceMentions, mention: Mention) -> float:
    best: dict[str, float] = {}
    for at, stem in enumerate(mentions.stems):
        if stem in query.rarities and stem not in STOP_STEMS:
            away = min(abs(at - mention.first), abs(at - mention.end + 1))
            part = next((share for most, share in _CLOSENESS if away <= most), _FAR_SHARE)
            best[stem] = max(best.get(stem, 0.0), part * query.rarities[stem])
    return sum(best.values()) / query.total if query.total else 0.0
