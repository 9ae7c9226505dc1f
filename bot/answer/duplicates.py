"""Fold statements that several articles print, and cite quotes from their first publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answer.corpus import Corpus
from bot.answer.open.ranking import RankedSpan
from bot.answer.speech.ranking import RankedStatement
from bot.answer.speech.speaker_match import is_asked_speaker
from index import Hit, Statement
from index.duplicates.folding import group_copies, publication_order, unique_without
from index.duplicates.shingles import ShingleSets, containment, differs_in_numbers, shingle_sets
from index.search.query import SearchFilter
from index.search.reprints import FirstPublication
from index.text.tokenizer import stems

_RUN = 2
"""Words of a shingle: a quote is short."""

_SAME_WORDS = 0.8
"""Least share of the shorter quote's shingles in the longer one."""

_SAME_LENGTH = 0.5
"""Least length of the shorter quote as a share of the longer one's: a much longer one says more."""

_FEWEST = 3
"""Words; anybody says "yes" twice."""

_NEGATIONS = frozenset(
    stems(
        "no not never nobody nothing without cannot don't doesn't didn't isn't aren't wasn't weren't won't can't "
        "couldn't wouldn't shouldn't haven't hasn't hadn't не ні нема немає ніколи ніхто без нет никогда никто"
    )
)


def fold_statements(found: Iterable[RankedStatement]) -> list[RankedStatement]:
    """Fold statements that repeat another article's, best first; ``also_in`` then names the others' articles.

    Of two with the same score the one published first stays.
    """
    groups = group_copies(map(_StatementShingles.of, found), _is_copy, _precedes)
    return [_fold_group([one.item for one in group]) for group in groups]


def spans_in_first_publication(corpus: Corpus, evidence: Iterable[RankedSpan]) -> list[RankedSpan]:
    """Return ``evidence`` as it stands in the articles that published it first."""
    return [_move_span(corpus, item) for item in evidence]


def statements_in_first_publication(
    corpus: Corpus, restrict: SearchFilter, found: Iterable[RankedStatement]
) -> tuple[RankedStatement, ...]:
    """Return ``found`` as it stands in the articles that published it first, if the same speaker says it there.

    ``also_in`` names every copy with the words. With a narrow ``restrict``, which may leave the first article out, all
    stays where it was found.
    """
    return tuple(_move_statement(corpus, restrict, item) for item in found)


@dataclass(frozen=True, slots=True)
class _StatementShingles:
    item: RankedStatement
    surname: str
    words: int
    negated: int
    shingles: ShingleSets

    @classmethod
    def of(cls, item: RankedStatement) -> _StatementShingles:
        text = item.hit.article.text[item.statement.start : item.statement.end]
        words = stems(text)
        negated = sum(word in _NEGATIONS for word in words)
        return cls(item, item.statement.speaker.casefold().split()[-1], len(words), negated, shingle_sets(text, _RUN))


def _is_copy(other: _StatementShingles, first: _StatementShingles) -> bool:
    if other.surname != first.surname or other.item.hit.article.id == first.item.hit.article.id:
        return False
    if not is_asked_speaker(other.item.statement.speaker, first.item.statement):
        return False
    shorter, longer = sorted((other, first), key=lambda each: each.words)
    return (
        shorter.words >= max(_FEWEST, _SAME_LENGTH * longer.words)
        and shorter.negated == longer.negated
        and containment(shorter.shingles, longer.shingles) >= _SAME_WORDS
        and not differs_in_numbers(shorter.shingles, longer.shingles)
    )


def _precedes(other: _StatementShingles, first: _StatementShingles) -> bool:
    tied = round(other.item.match.score, 3) == round(first.item.match.score, 3)
    return tied and publication_order(other.item.hit.article) < publication_order(first.item.hit.article)


def _fold_group(group: Sequence[RankedStatement]) -> RankedStatement:
    article = group[0].hit.article
    ids = (i for item in group for i in (item.hit.article.id, *item.also_in))
    publishers = (name for item in group for name in (item.hit.article.publisher, *item.also_by))
    return replace(
        group[0], also_in=unique_without(ids, article.id), also_by=unique_without(publishers, article.publisher)
    )


def _move_span(corpus: Corpus, item: RankedSpan) -> RankedSpan:
    found = corpus.reprints(item.hit.key, (item.start, item.end))
    if found is None or found.first is None:
        return item
    by = found.first.start - item.start
    hit = _move_hit(item.hit, found.first, by)
    return replace(item, hit=hit, start=item.start + by, end=item.end + by)


def _move_hit(hit: Hit, first: FirstPublication, by: int) -> Hit:
    article, own = first.article, hit.article
    return replace(
        hit,
        article=article,
        key=first.key,
        start=max(0, hit.start + by),
        end=min(len(article.text), hit.end + by),
        sentences=(),
        also_in=unique_without((own.id, *hit.also_in), article.id),
        also_by=unique_without((own.publisher, *hit.also_by), article.publisher),
        first=True,
    )


def _move_statement(corpus: Corpus, restrict: SearchFilter, item: RankedStatement) -> RankedStatement:
    statement = item.statement
    found = corpus.reprints(item.hit.key, (statement.start, statement.end))
    if found is None:
        return item
    named = replace(item, also_in=(*item.also_in, *found.also_in), also_by=(*item.also_by, *found.also_by))
    first = None if restrict.is_narrow else found.first
    there = _same_statement(corpus, first, statement) if first else None
    if first is None or there is None:
        return _drop_repeated_ids(named)
    own = item.hit.article
    hit = replace(item.hit, article=first.article, key=first.key, statement=there)
    also_in, also_by = (own.id, *named.also_in), (own.publisher or "", *named.also_by)
    return _drop_repeated_ids(replace(named, hit=hit, also_in=also_in, also_by=also_by))


def _same_statement(corpus: Corpus, first: FirstPublication, statement: Statement) -> Statement | None:
    """Return the statement of the same speaker at that span of the first article."""
    span = (first.start, first.start + statement.end - statement.start)
    return next(
        (
            one
            for one in corpus.statements(first.key)
            if (one.start, one.end) == span and one.speaker == statement.speaker
        ),
        None,
    )


def _drop_repeated_ids(item: RankedStatement) -> RankedStatement:
    article = item.hit.article
    return replace(
        item, also_in=unique_without(item.also_in, article.id), also_by=unique_without(item.also_by, article.publisher)
    )
