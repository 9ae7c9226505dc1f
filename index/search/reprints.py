"""Add to hits what is stored of their stories: copies that no search found, and the first publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.duplicates.folding import LEAST_IN_ARTICLE, unique_without
from index.duplicates.shingles import Shingles, containment, differs_in_numbers, shingle_sets, word_shingles
from index.store.articles import Store
from index.store.stories import Story, StoryMember
from index.types import Article, Hit, Span

_QUOTE_RUN = 2
"""Words of a shingle where quotes are compared, which are short."""

_SAME_QUOTE = 0.8
"""The least share of a quote's shingles in an article that has it too."""


@dataclass(frozen=True, slots=True)
class FirstPublication:
    """The article that published a story first, the key of its version, and where the very same words start in it."""

    key: int
    article: Article
    start: int


@dataclass(frozen=True, slots=True)
class Reprints:
    """The other articles of a story that have some words too: their ids, and their publishers where known.

    ``first`` is the article that published the story first, None where that does not have the very same words.
    """

    also_in: tuple[str, ...]
    also_by: tuple[str, ...]
    first: FirstPublication | None


def find_reprints(store: Store, key: int, span: Span) -> Reprints | None:
    """Return the other articles that have the words at ``span`` of an article; None where it has no copies."""
    story = store.stories.stories_by_key([key]).get(key)
    if story is None:
        return None
    articles = store.articles_by_key(story.keys)
    own = articles.get(key)
    if own is None:
        return None
    words = own.text[slice(*span)]
    reprints = [
        articles[other] for other in story.keys if other in articles and _contains_words(articles[other], words)
    ]
    first = articles.get(story.first)
    at = first.text.find(words) if first and story.first != key else -1
    return Reprints(
        unique_without((article.id for article in reprints), own.id),
        unique_without((article.publisher for article in reprints), own.publisher),
        FirstPublication(story.first, first, at) if first and at >= 0 else None,
    )


def _contains_words(article: Article, words: str) -> bool:
    if words in article.text:
        return True
    quote, whole = shingle_sets(words, _QUOTE_RUN), shingle_sets(article.text, _QUOTE_RUN)
    return containment(quote, whole) >= _SAME_QUOTE and not differs_in_numbers(quote, whole)


def add_stories(store: Store, hits: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` with the key, the first publication and the origin of their stories."""
    stories = store.stories.stories_by_key(hit.key for hit in hits)
    return [_with_story(hit, stories[hit.key]) if hit.key in stories else hit for hit in hits]


def _with_story(hit: Hit, story: Story) -> Hit:
    return replace(hit, story=story.first, first=story.first == hit.key, origin=story.origin)


def add_copies(store: Store, hits: Sequence[Hit]) -> list[Hit]:
    """Return ``hits`` with every copy that has most of the passage in ``also_in`` and ``also_by``, found or not."""
    with_story = [hit for hit in hits if hit.story is not None]
    if not with_story:
        return list(hits)
    stories = store.stories.stories_by_key(hit.key for hit in with_story)
    members = store.stories.members(key for hit in with_story if hit.key in stories for key in stories[hit.key].keys)
    return [_with_copies(hit, stories[hit.key], members) if hit.key in stories else hit for hit in hits]


def _with_copies(hit: Hit, story: Story, members: dict[int, StoryMember]) -> Hit:
    passage = word_shingles(hit.passage)
    copies = [
        members[key] for key in story.keys if key in members and _contains_passage(members[key].shingles, passage)
    ]
    return replace(
        hit,
        also_in=unique_without((*hit.also_in, *(member.id for member in copies)), hit.article.id),
        also_by=unique_without((*hit.also_by, *(member.publisher for member in copies)), hit.article.publisher),
    )


def _contains_passage(article: Shingles, passage: Shingles) -> bool:
    if not len(passage):
        return False
    return len(np.intersect1d(article, passage, assume_unique=True)) >= LEAST_IN_ARTICLE * len(passage)
