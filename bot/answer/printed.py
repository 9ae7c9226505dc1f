"""Copies of one story: who published it first is cited where its text has the very same words, the others are named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.answer.attribute import Attribution
from bot.answer.extract import Evidence
from bot.answer.sources import Passages
from index.copies import others
from index.query import SearchFilter
from index.reprints import FirstPrint
from index.types import Hit, Statement


def evidence_in_first(passages: Passages, evidence: Iterable[Evidence]) -> list[Evidence]:
    """``evidence`` out of the articles that published it first."""
    return [_evidence(passages, item) for item in evidence]


def said_in_first(passages: Passages, restrict: SearchFilter, found: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Return ``found`` out of the articles that published it first, where the same speaker says it there too.

    ``also_in`` names every copy that has the words. Where ``restrict`` leaves anything out, the first article may be
    among it, and all is cited where it was found.
    """
    return tuple(_said(passages, restrict, item) for item in found)


def _evidence(passages: Passages, item: Evidence) -> Evidence:
    found = passages.reprints(item.hit.key, (item.start, item.end))
    if found is None or found.first is None:
        return item
    by = found.first.start - item.start
    hit = _moved(item.hit, found.first, by)
    return replace(item, hit=hit, start=item.start + by, end=item.end + by)


def _moved(hit: Hit, first: FirstPrint, by: int) -> Hit:
    article, own = first.article, hit.article
    return replace(
        hit,
        article=article,
        key=first.key,
        start=max(0, hit.start + by),
        end=min(len(article.text), hit.end + by),
        sentences=(),
        also_in=others((own.id, *hit.also_in), article.id),
        also_by=others((own.publisher, *hit.also_by), article.publisher),
        first=True,
    )


def _said(passages: Passages, restrict: SearchFilter, item: Attribution) -> Attribution:
    statement = item.statement
    found = passages.reprints(item.hit.key, (statement.start, statement.end))
    if found is None:
        return item
    named = replace(item, also_in=(*item.also_in, *found.also_in), also_by=(*item.also_by, *found.also_by))
    first = None if restrict.is_narrow else found.first
    there = _same_statement(passages, first, statement) if first else None
    if first is None or there is None:
        return _named_once(named)
    own = item.hit.article
    hit = replace(item.hit, article=first.article, key=first.key, statement=there)
    also_in, also_by = (own.id, *named.also_in), (own.publisher or "", *named.also_by)
    return _named_once(replace(named, hit=hit, also_in=also_in, also_by=also_by))


def _same_statement(passages: Passages, first: FirstPrint, statement: Statement) -> Statement | None:
    """What the same speaker says in the first article at that place."""
    span = (first.start, first.start + statement.end - statement.start)
    return next(
        (
            said
            for said in passages.statements(first.key)
            if (said.start, said.end) == span and said.speaker == statement.speaker
        ),
        None,
    )


def _named_once(item: Attribution) -> Attribution:
    article = item.hit.article
    return replace(item, also_in=others(item.also_in, article.id), also_by=others(item.also_by, article.publisher))
