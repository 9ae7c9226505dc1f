"""Turn scopes and times into filters of the search.

Hits published in the time that a question asks for are selected, raised or tried first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

from bot.answer.corpus import Corpus
from bot.answer.question import time_expressions
from bot.answer.question.parser import Question, parse_question
from bot.answer.question.time_expressions import Period, TimeExpression, find_dates, remove_time_words
from bot.answer.types import Scope
from bot.dates import iso_day
from index import Article, Hit, QuestionError, StatementHit
from index.search.query import HitFilter, SearchFilter
from index.text.dates import parse_date

_TIME_BONUS = 0.1
"""Added to the score, from 0 to 1, of a hit of the absolute time asked for: it passes near equals only."""

_SUBJECT_SHARE = 0.6
"""Least share of the best hit's score at which a hit is on the subject whose newest article is asked for."""

_NEWEST = 3
"""Articles that are tried one by one, newest first, before all together."""

_FUTURE = timedelta(days=182)
"""A day without a year may lie this long after an article's publication."""

_LAST_DAY = date.max - _FUTURE

F = TypeVar("F", Hit, StatementHit)


def publication_period(article: Article) -> Period | None:
    """Return the day, month or year of an article's publication; None where it is unknown."""
    words = article.published_at or ""
    day = iso_day(words) or (parse_date(words) or "")[:10]
    if day:
        return date.fromisoformat(day), date.fromisoformat(day)
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", words.strip()):
        return time_expressions.month_period(int(found[2]), int(found[1]))(date.max)
    return next(find_dates(f"in {words}", date.max), None) if re.search(r"\b\d{4}\b", words) else None


def sort_by_time(hits: Sequence[Hit], when: TimeExpression) -> list[Hit]:
    """Select or reorder ``hits``, best first, as ``when`` asks.

    A relative time selects what was published then, or all where no hit has a known date. An absolute time raises the
    score of what was published then or mentions it. "The latest" puts the newest on the subject first.
    """
    found = select_in_period(hits, when) if when.relative else prefer_recent(hits, when)
    return sort_newest_first(found) if when.latest else found


def select_in_period(found: Sequence[F], when: TimeExpression) -> list[F]:
    """Return what was surely published within ``when``, in order; all where no date is known."""
    dated = [(item, publication_period(item.article)) for item in found]
    if not any(period for _, period in dated):
        return list(found)
    return [item for item, period in dated if period and _is_inside(period, when)]


def prefer_recent(hits: Sequence[Hit], when: TimeExpression) -> list[Hit]:
    """Raise the scores of hits of an absolute time and sort by score."""
    if when.begin is None and when.end is None:
        return list(hits)
    scored = [
        replace(hit, score=min(1.0, hit.score + _TIME_BONUS)) if _matches_time(hit, when) else hit for hit in hits
    ]
    return sorted(scored, key=lambda hit: -hit.score)


def sort_newest_first(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits on the subject, newest first, then the others in their order."""
    least = max((hit.score for hit in hits), default=0.0) * _SUBJECT_SHARE
    return [*_sort_newest(hit for hit in hits if hit.score >= least), *(hit for hit in hits if hit.score < least)]


def filter_for(corpus: Corpus, scope: Scope) -> SearchFilter:
    """Return the search filter of ``scope``; nothing passes it where its article is not stored."""
    keys = None if scope.article_id is None else corpus.keys_of(scope.article_id)
    exclude = tuple((each.article_id, each.start, each.end) for each in scope.exclude)
    time = (
        TimeFilter(TimeExpression(*scope.period, latest=False, words=(0, 0), relative=True)) if scope.period else None
    )
    return SearchFilter(keys, exclude, time)


def time_scopes(restrict: SearchFilter, when: TimeExpression) -> Iterator[SearchFilter]:
    """Yield the filters to try in turn for a question of that time, at least one.

    For "the latest": each of the newest articles on the subject by itself, then all of the time.
    """
    if when.latest:
        for rank in range(_NEWEST):
            yield replace(restrict, time=TimeFilter(when, rank, restrict.time))
    yield replace(restrict, time=TimeFilter(replace(when, latest=False), None, restrict.time))


@dataclass(frozen=True, slots=True)
class TimeFilter:
    """Select hits published in the time of ``when``; with ``rank`` those of one article, 0 being the newest.

    ``outer`` is applied before. The filter runs on hits, not in the index, because a publication date may be a range.
    """

    when: TimeExpression
    rank: int | None = None
    outer: HitFilter | None = None

    def before_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages of that time, best first, before copies of another time are folded into them."""
        found = self.outer.before_folding(hits) if self.outer else hits
        return sort_by_time(found, replace(self.when, latest=False))

    def after_folding(self, hits: Sequence[Hit]) -> list[Hit]:
        """Return the passages of the article that ``rank`` asks for; all without it."""
        found = self.outer.after_folding(hits) if self.outer else list(hits)
        if self.rank is None:
            return found
        least = max((hit.score for hit in found), default=0.0) * _SUBJECT_SHARE
        return _select_article(found, [hit for hit in found if hit.score >= least], self.rank)

    def statements(self, hits: Sequence[StatementHit]) -> list[StatementHit]:
        """Return the statements of that time, in their order."""
        found = self.outer.statements(hits) if self.outer else list(hits)
        found = select_in_period(found, self.when) if self.when.relative else found
        return found if self.rank is None else _select_article(found, found, self.rank)


def remove_time(question: Question, when: TimeExpression) -> Question:
    """Return the question without the words that ask for a publication date, or as it is where nothing is left."""
    try:
        return parse_question(remove_time_words(question.text, when))
    except QuestionError:
        return question


def _overlaps(period: Period, when: TimeExpression) -> bool:
    return (when.begin is None or period[1] >= when.begin) and (when.end is None or period[0] <= when.end)


def _matches_time(hit: Hit, when: TimeExpression) -> bool:
    """Return whether the article is of that time, or the passage mentions a day or a month within it."""
    period = publication_period(hit.article)
    if period and _overlaps(period, when):
        return True
    latest = min(period[1], _LAST_DAY) + _FUTURE if period else (when.end or when.begin or date.max)
    return any(_is_inside(mentioned, when) for mentioned in find_dates(hit.passage, latest))


def _is_inside(period: Period, when: TimeExpression) -> bool:
    return (when.begin is None or period[0] >= when.begin) and (when.end is None or period[1] <= when.end)


def _sort_newest(found: Iterable[F]) -> list[F]:
    """Sort by publication, newest first and undated last."""
    return sorted(found, key=lambda item: (publication_period(item.article) or (date.min, date.min))[0], reverse=True)


def _select_article(found: Sequence[F], relevant: Sequence[F], rank: int) -> list[F]:
    """Return those of ``found`` in the article with this rank by date among the ``relevant``."""
    keys = list(dict.fromkeys(item.key for item in _sort_newest(relevant)))
    return [item for item in found if rank < len(keys) and item.key == keys[rank]]
