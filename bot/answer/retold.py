"""The same words of the same speaker in several articles, as when papers print one agency's quote: told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer.attribute import Attribution
from bot.answer.meant import is_meant
from index.copies import Prints, contradicts, gather, others, prints, publication, share
from index.words import stems

_RUN = 2
"""Words of a shingle: a quote is short."""

_SAME_WORDS = 0.8
"""The least share of the shorter quote's shingles in the longer one."""

_SAME_LENGTH = 0.5
"""The least length of the shorter quote, as a share of the longer one's: a longer one says more, and is shown too."""

_FEWEST = 3
"""Words; anybody says "yes" twice."""

_NEGATIONS = frozenset(
    stems(
        "no not never nobody nothing without cannot don't doesn't didn't isn't aren't wasn't weren't won't can't "
        "couldn't wouldn't shouldn't haven't hasn't hadn't не ні нема немає ніколи ніхто без нет никогда никто"
    )
)


def fold_said(found: Iterable[Attribution]) -> list[Attribution]:
    """``found``, best first, without those that repeat another article's; ``also_in`` of the one that stays names the
    others' articles. Of two of the same score the earlier published stays."""
    groups = gather(map(_Said.of, found), _is_copy, _goes_first)
    return [_folded([said.item for said in group]) for group in groups]


@dataclass(frozen=True, slots=True)
class _Said:
    item: Attribution
    surname: str
    words: int
    negated: int
    prints: Prints

    @classmethod
    def of(cls, item: Attribution) -> _Said:
        text = item.hit.article.text[item.statement.start : item.statement.end]
        words = stems(text)
        negated = sum(word in _NEGATIONS for word in words)
        return cls(item, item.statement.speaker.casefold().split()[-1], len(words), negated, prints(text, _RUN))


def _is_copy(said: _Said, front: _Said) -> bool:
    if said.surname != front.surname or said.item.hit.article.id == front.item.hit.article.id:
        return False
    if not is_meant(said.item.statement.speaker, front.item.statement):
        return False
    shorter, longer = sorted((said, front), key=lambda each: each.words)
    return (
        shorter.words >= max(_FEWEST, _SAME_LENGTH * longer.words)
        and shorter.negated == longer.negated
        and share(shorter.prints, longer.prints) >= _SAME_WORDS
        and not contradicts(shorter.prints, longer.prints)
    )


def _goes_first(said: _Said, front: _Said) -> bool:
    tied = round(said.item.match.score, 3) == round(front.item.match.score, 3)
    return tied and publication(said.item.hit.article) < publication(front.item.hit.article)


def _folded(group: Sequence[Attribution]) -> Attribution:
    article = group[0].hit.article
    ids = (i for item in group for i in (item.hit.article.id, *item.also_in))
    publishers = (name for item in group for name in (item.hit.article.publisher, *item.also_by))
    return replace(group[0], also_in=others(ids, article.id), also_by=others(publishers, article.publisher))
