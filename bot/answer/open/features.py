"""How well a piece of a passage fits a question: what can be seen of it, and what the learnt weights make of that."""

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
"""What a word of the question counts beside a mention: whole within 3 words, less the farther away."""

_COUNTED_AFTER = 4
"""Words behind a number among which stands what it counts."""

_LEAST_WORDS = 4

_QUESTION_PENALTY = 2.0
"""What a piece loses that asks something itself: set by hand, since articles that ask are too few to learn from."""

UNRANKED_FEATURES = frozenset({"asking", "article", "named", "unnamed"})
"""What is seen of a piece and does not count among its like: what is the same for all pieces of an article."""


@dataclass(frozen=True)
class QueryFeatures:
    """A question as sentences are weighed against it.

    ``rarities`` maps its telling stems to how rare they are, ``telling`` has them in order; ``stems`` holds those of
    all its words, ``names`` of those that carry a capital.
    """

    rarities: Mapping[str, float]
    content_stems: tuple[str, ...]
    stems: frozenset[str]
    want: ExpectedAnswer
    names: frozenset[str] = frozenset()

    @cached_property
    def total(self) -> float:
        return sum(self.rarities.values())

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(itertools.pairwise(self.content_stems))

    def share(self, present: set[str]) -> float:
        """From 0 to 1: how much of the question stands in ``present``, by rarity."""
        return sum(self.rarities[stem] for stem in present & self.rarities.keys()) / self.total if self.total else 0.0


@dataclass(frozen=True)
class SpanMatches:
    """For each word of the question how well it is met in a piece, from -1 to 1; ``rarities`` of the same words."""

    best: tuple[float, ...]
    rarities: tuple[float, ...]

    @property
    def mean(self) -> float:
        return sum(self.best) / len(self.best) if self.best else 0.0

    @property
    def weighted(self) -> float:
        total = sum(self.rarities)
        return sum(b * r for b, r in zip(self.best, self.rarities, strict=True)) / total if total else self.mean

    @property
    def weakest(self) -> float:
        return min(self.best, default=0.0)


def span_features(
    asked: QueryFeatures,
    window: CandidateSpan,
    passage: Sequence[CandidateSentence],
    matches: SpanMatches,
    behind: float,
) -> dict[str, float]:
    """What the choice looks at; ``behind`` is how much less the passage scores than the best one."""
    present = {stem for sentence in window for stem in sentence.stems}
    first, last = window[0].position, window[-1].position
    beside = {stem for sentence in passage[max(0, first - 1) : last + 2] for stem in sentence.stems}
    whole = {stem for sentence in passage for stem in sentence.stems}
    own = asked.share(present)
    found = [_mention_features(asked, sentence.mentioned) for sentence in window]
    kinded = asked.want.kind is not AnswerType.ANYTHING
    typed = max(one.typed for one in found)
    words = sum(sentence.words for sentence in window)
    fresh = {stem for sentence in window for stem in sentence.content_stems} - asked.stems
    phrase = max(len(asked.pairs & set(itertools.pairwise(sentence.content_stems))) for sentence in window)
    return {
        "own": own,
        "around": asked.share(beside) - own,
        "passage": asked.share(whole),
        "likeness": max(sentence.likeness for sentence in window),
        "likeness_mean": sum(sentence.likeness for sentence in window) / len(window),
        "match": matches.mean,
        "match_rare": matches.weighted,
        "weakest": matches.weakest,
        "phrase": phrase / len(asked.pairs) if asked.pairs else 0.0,
        "behind": behind,
        "length": math.log(max(1, words)),
        "fresh": math.log(1 + len(fresh)),
        "asking": float(any(sentence.text.rstrip("\"”»'").endswith("?") for sentence in window)),
        "fragment": float(words < _LEAST_WORDS),
        "pair": float(len(window) > 1),
        "typed": typed,
        "untyped": float(kinded and not typed),
        "close": max(one.close for one in found),
        "counts": max(one.counts for one in found),
        "names": 0.0 if kinded else max(one.names for one in found),
    }


def article_features(asked: QueryFeatures, pieces: Sequence[CandidateSpan]) -> dict[str, float]:
    """What can be seen of all ``pieces`` of one article, its title with them: how much of the question they hold, and
    how many of its names."""
    title = pieces[0][0].hit.article.title or ""
    there = {stem for piece in pieces for sentence in piece for stem in sentence.stems} | {*stems(title)}
    held = len(asked.names & there) / len(asked.names) if asked.names else 1.0
    return {"article": asked.share(there), "named": held, "unnamed": float(not asked.names)}


def rank_score(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """By which pieces are ranked; the best of one question has the highest."""
    return weighted_sum(weights, features) - _QUESTION_PENALTY * features["asking"]


def weighted_sum(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The weighted sum; ``bias`` among the weights is added where there is one."""
    return weights.get("bias", 0.0) + sum(
        weight * features[name] for name, weight in weights.items() if name in features
    )


@dataclass(frozen=True, slots=True)
class _MentionFeatures:
    """Of the things that a sentence mentions and the question does not: is one of the wanted kind, how near it stands
    to the question's words, does it count what is counted, are there any."""

    typed: float
    close: float
    counts: float
    names: float


def _mention_features(asked: QueryFeatures, there: SentenceMentions) -> _MentionFeatures:
    fresh = [mention for mention in there.mentions if not mention.stems <= asked.stems]
    typed = [mention for mention in fresh if asked.want.kind in mention.kinds]
    counted = any(
        asked.want.counted.intersection(there.stems[mention.end : mention.end + _COUNTED_AFTER]) for mention in typed
    )
    close = max((_closeness_to_words(asked, there, mention) for mention in typed), default=0.0)
    return _MentionFeatures(float(bool(typed)), close, float(counted), min(2, len(fresh)) / 2)


def _closeness_to_words(asked: QueryFeatures, there: SentenceMentions, mention: Mention) -> float:
    best: dict[str, float] = {}
    for at, stem in enumerate(there.stems):
        if stem in asked.rarities and stem not in STOP_STEMS:
            away = min(abs(at - mention.first), abs(at - mention.end + 1))
            part = next((share for most, share in _CLOSENESS if away <= most), _FAR_SHARE)
            best[stem] = max(best.get(stem, 0.0), part * asked.rarities[stem])
    return sum(best.values()) / asked.total if asked.total else 0.0
