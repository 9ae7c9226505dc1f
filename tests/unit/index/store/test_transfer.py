"""An article goes over to another collection with everything that is stored of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.store.articles import Store
from tests.support.fakes import FakeWeb, WordEncoder, fake_indexer, fake_library, page_of

PAGE = "https://wire.example/harbour"
HARBOUR = "“We shall dredge the harbour,” said Ada Thorn, its director. The ferry moves to the northern quay."
STORY = " ".join(f"The {word} of Lenn was sold by the council on a day in spring." for word in ["mill", "oak", "ice"])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    put(tmp_path / "data", "common", ferry="The ferry stays in port.")
    return tmp_path / "data"


def put(data: Path, collection: str, **articles: str) -> None:
    source = data.parent / f"{collection}.jsonl"
    source.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in articles.items()))
    fake_indexer(data, collection=collection).rebuild([str(source)])


def ids(opened: Library, words: str) -> list[str]:
    return [hit.article.id for hit in opened.search(Query(words), 9)]


def test_it_is_found_there_and_no_longer_here_and_nothing_is_encoded_again(data: Path) -> None:
    put(data, "own", harbour=HARBOUR, mill="The mill is old.")
    here, there = fake_library(data, collection="own"), fake_library(data)
    (before,) = [hit for hit in here.search(Query("harbour"), 9) if hit.article.id == "harbour"]
    encoder = WordEncoder()
    assert fake_indexer(data, encoder, "own").transfer("harbour", "common") is not None
    assert encoder.encoded == []
    assert ids(here, "harbour") == ["mill"]
    assert sorted(ids(there, "harbour")) == ["ferry", "harbour"]
    (said,) = there.search_statements(StatementQuery("dredge the harbour"), 5)
    assert (said.statement.speaker, said.key) == ("Ada Thorn", before.key), "quotes still stand where they stood"


def test_the_last_article_of_a_collection_leaves_it_empty(data: Path) -> None:
    put(data, "own", harbour=HARBOUR)
    fake_indexer(data, collection="own").transfer("harbour", "common")
    with Store(data) as store:
        assert store.collection("own").count() == 0
    assert sorted(ids(fake_library(data), "harbour")) == ["ferry", "harbour"]


def test_a_page_keeps_what_was_received_and_is_read_again_where_it_is_now(data: Path) -> None:
    web = FakeWeb({PAGE: page_of(HARBOUR, url=PAGE, etag="one")})
    fake_indexer(data, collection="own", web=lambda: web).rebuild([PAGE])
    with Store(data) as store:
        (article_id,) = store.collection("own").stored_articles()
        version = store.collection("own").current_versions()[article_id]
        raw = store.collection("own").originals.get(article_id)
        assert raw is not None
    fake_indexer(data, collection="own").transfer(PAGE, "common")
    report = fake_indexer(data, web=lambda: web).rebuild([PAGE])
    assert (report.unchanged, web.conditions[-1]) == ((article_id,), ("one", None))
    with Store(data) as store:
        assert store.collection("common").current_versions()[article_id] == version
        assert store.collection("common").originals.get(article_id) == raw
        assert store.collection("own").sources.seen_urls() == {}


def test_one_with_the_same_id_there_becomes_an_earlier_version(data: Path) -> None:
    put(data, "own", ferry="The ferry sails again.")
    fake_indexer(data, collection="own").transfer("ferry", "common")
    with Store(data) as store:
        numbers = [(version.number, version.current) for version in store.collection("common").versions("ferry")]
        found = store.collection("common").article("ferry")
    assert numbers == [(1, False), (2, True)]
    assert found is not None
    assert found[1].text == "The ferry sails again."
    assert ids(fake_library(data), "ferry") == ["ferry"]


def test_copies_are_looked_for_where_it_is_now(data: Path) -> None:
    put(data, "common", wire=STORY, ferry="The ferry stays in port.")
    put(data, "own", paper=STORY, weekly=STORY, mill="The mill is old.")
    fake_indexer(data, collection="own").transfer("paper", "common")
    with Store(data) as store:
        known = {name: store.collection(name).stored_articles() for name in ("common", "own")}
        story = store.stories.get(known["common"]["paper"].key)
        assert story is not None
        assert set(story.keys) == {known["common"][name].key for name in ("paper", "wire")}
        assert store.stories.get(known["own"]["weekly"].key) is None
        assert store.collection("own").stories.all() == []


def test_what_is_not_there_or_stays_where_it_is_changes_nothing(data: Path) -> None:
    with Store(data) as store:
        before = store.collection("common").revision()
        assert fake_indexer(data, collection="own").transfer("ferry", "common") is None
        assert fake_indexer(data).transfer("ferry", "common") is not None
        assert store.collection("common").revision() == before


def test_no_story_reaches_into_two_collections_even_before_copies_are_looked_for_again(data: Path) -> None:
    put(data, "own", paper=STORY, weekly=STORY)
    with Store(data) as store:
        keys = [known.key for known in store.collection("own").stored_articles().values()]
        assert len(store.stories.stories_by_key(keys)) == 2
        store.collection("own").transfer("paper", "common")
        assert store.stories.stories_by_key(keys) == {}
