"""A search of some articles only scores no row of another, in one collection and in several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.indexes.collection import Collection
from index.models.encoder import LazyEncoder
from index.search.library import Library
from index.search.query import Query, SearchFilter, StatementQuery
from index.sources.types import Loaded
from index.store.articles import Store
from index.types import Article
from tests.support.fakes import WordEncoder, fake_indexer

MILL = "The mill of {name} is old. “We like the mill,” said Ada Thorn. “We will bake bread,” said Bo Reed."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Articles a0 to a39 in one collection, b0 to b39 in another."""
    for collection in ("a", "b"):
        articles = [Article(f"{collection}{n}", MILL.format(name=f"town{n}")) for n in range(40)]
        fake_indexer(tmp_path, collection=collection).rebuild(
            [], uploaded=[Loaded(each, "sent:1") for each in articles]
        )
    encoder, store = LazyEncoder("words", WordEncoder), Store(tmp_path)
    both = [Collection(tmp_path, store.collection(name), "words", encoder) for name in ("a", "b")]
    opened = Library(store, both, encoder)
    yield opened
    opened.close()


def only(library: Library, *ids: str) -> SearchFilter:
    return SearchFilter(frozenset[int]().union(*map(library.keys_of, ids)))


@pytest.mark.parametrize("ids", [("a7",), ("b0",), ("a39", "b0", "b31")])
def test_passages_of_the_articles_asked_for_are_all_found(library: Library, ids: tuple[str, ...]) -> None:
    found = library.search(Query("the old mill of town3", filter=only(library, *ids)), 5)
    assert {hit.article.id for hit in found} == set(ids)


@pytest.mark.parametrize("speaker", ["", "Ada Thorn"])
@pytest.mark.parametrize("ids", [("a7",), ("b0",), ("a39", "b0", "b31")])
def test_statements_of_the_articles_asked_for_are_all_found(
    library: Library, ids: tuple[str, ...], speaker: str
) -> None:
    query = StatementQuery("the mill", "Who likes the mill?", speaker, only(library, *ids))
    found = library.search_statements(query, 1)
    assert {hit.article.id for hit in found} <= set(ids)
    assert "Ada Thorn" in {hit.statement.speaker for hit in found}


def test_where_no_article_is_let_through_nothing_is_found(library: Library) -> None:
    nothing = only(library, "none")
    assert library.search(Query("the old mill", filter=nothing), 5) == []
    assert library.search_statements(StatementQuery("the mill", "the mill", filter=nothing), 5) == []


def test_a_passage_that_shares_a_character_with_an_excluded_quote_is_left_out(library: Library) -> None:
    asked = only(library, "a1", "a2")
    query = Query("the old mill", filter=SearchFilter(asked.keys, (("a1", 3, 4),)))
    assert {hit.article.id for hit in library.search(query, 5)} == {"a2"}
