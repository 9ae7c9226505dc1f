"""What the answering needs of the index, so that it can be tested against a hand-written one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index import Article, Hit, Part, Span, Statement, StatementHit, Vectors
from index.search.query import Query, StatementQuery
from index.search.reprints import Reprints
from index.store.records import Version


class Corpus(Protocol):
    """A searchable collection of articles."""

    @property
    def size(self) -> int:
        """How many articles are searched."""
        ...

    def knows_language(self, language: str) -> bool:
        """Whether the encoder knows a language, named as index.text.language.language does."""
        ...

    def search(self, query: Query, k: int) -> list[Hit]:
        """Return the ``k`` best passages that the query's filter lets through, best first."""
        ...

    def search_statements(self, query: StatementQuery, k: int) -> list[StatementHit]:
        """Return the statements that may answer and the query's filter lets through, of each way of looking the ``k``
        best."""
        ...

    def rarities(self, stems: Iterable[str]) -> dict[str, float]:
        """How telling each stem is, above 0."""
        ...

    def keys_of(self, article_id: str) -> frozenset[int]:
        """Return the keys of every version of an article that is kept, one of which may be found."""
        ...

    def keyed_article(self, article_id: str) -> tuple[int, Article] | None:
        """Return the article with this id that can be found, with its key."""
        ...

    def current_article(self, article_id: str) -> Article | None:
        """Return the article of an id that can be found now."""
        ...

    def articles(self) -> tuple[Article, ...]:
        """Return every article that can be found, newest publication first."""
        ...

    def versions(self) -> Mapping[str, Version]:
        """Return the version of every article that can be found, by id."""
        ...

    def is_current(self, key: int) -> bool:
        """Whether one version of an article is the one that can be found."""
        ...

    def statements(self, key: int) -> tuple[Statement, ...]:
        """Who said what in one version of an article."""
        ...

    def article(self, key: int) -> Article | None:
        """One version of an article as it is stored now."""
        ...

    def articles_by_key(self, keys: Iterable[int]) -> Mapping[int, Article]:
        """Return these versions of articles as they are stored now, by key, without those that are not stored."""
        ...

    def gone_at(self, key: int) -> str | None:
        """Since when the page of this version of an article is known to be gone, ISO 8601 in UTC; None while it is
        there."""
        ...

    def reprints(self, key: int, span: Span) -> Reprints | None:
        """Where else the words stand that ``span`` holds in an article; None where the article has no copies."""
        ...

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        """The stems of the question's telling words, and how well each part meets each of them: from -1 to 1, float32
        of shape ``(len(parts), words)``."""
        ...
