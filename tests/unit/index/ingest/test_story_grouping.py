"""Stories, versions and gone pages, through the whole pipeline and its store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.search.query import Query
from index.store.articles import FILE_NAME, Store
from index.store.stories import Story
from tests.support.fakes import fake_indexer, fake_library
from tests.unit.index.duplicates.sample_stories import COPIES, OTHER_REPORTS, STORY

URL = "https://post.example/news/42"


def add(tmp_path: Path, name: str, text: str, **known: object) -> None:
    source = tmp_path / f"{name}.jsonl"
    source.write_text(json.dumps({"id": name, "text": text, **known}))
    fake_indexer(tmp_path / "data").rebuild([str(source)])


def stories(tmp_path: Path) -> list[list[str]]:
    with Store(tmp_path / "data") as store:
        found = [store.articles_by_key(story.keys) for story in store.collection("common").stories.all()]
        listed = [story.keys for story in store.collection("common").stories.all()]
    return [[articles[key].id for key in keys] for keys, articles in zip(listed, found, strict=True)]


def test_copies_added_one_by_one_are_one_story_with_the_earliest_first(tmp_path: Path) -> None:
    add(tmp_path, "late", STORY, published_at="2025-02-04")
    assert stories(tmp_path) == []
    add(tmp_path, "other", OTHER_REPORTS["another figure"])
    add(tmp_path, "early", COPIES["cut"], published_at="2025-02-03")
    assert stories(tmp_path) == [["early", "late"]]


def test_adding_one_article_compares_no_others_again(tmp_path: Path) -> None:
    for name in ("a", "b"):
        add(tmp_path, name, STORY)
    with Store(tmp_path / "data") as store:
        before = store.collection("common").stories.signatures()
        connection = store.stories._db.connection()
        connection.execute("UPDATE copies SET share = 0.75")
    add(tmp_path, "c", COPIES["cut"])
    with Store(tmp_path / "data") as store:
        assert {0.75} < {pair.share for pair in store.collection("common").stories.pairs()}
        assert before.keys() < store.collection("common").stories.signatures().keys()
    assert stories(tmp_path) == [["a", "b", "c"]]


def test_an_article_that_goes_leaves_the_story_of_the_others(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        add(tmp_path, name, STORY)
    fake_indexer(tmp_path / "data").remove("a")
    assert stories(tmp_path) == [["b", "c"]]
    fake_indexer(tmp_path / "data").remove("b")
    assert stories(tmp_path) == []


def test_a_new_version_leaves_a_story_that_it_no_longer_tells(tmp_path: Path) -> None:
    for name in ("a", "b"):
        add(tmp_path, name, STORY)
    add(tmp_path, "b", OTHER_REPORTS["a follow-up"])
    assert stories(tmp_path) == []
    add(tmp_path, "b", COPIES["reordered"])
    assert stories(tmp_path) == [["a", "b"]]


def test_a_rebuild_that_was_cut_short_is_made_up_for(tmp_path: Path) -> None:
    for name in ("a", "b"):
        add(tmp_path, name, STORY)
    with Store(tmp_path / "data") as store:
        connection = store.stories._db.connection()
        for table in ("signatures", "copies", "stories"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608
    add(tmp_path, "b", STORY)
    assert stories(tmp_path) == [["a", "b"]]


def test_of_equal_hits_the_one_that_others_name_as_their_source_stays(tmp_path: Path) -> None:
    relayed = f"{STORY.partition(' - ')[2]}\n\nSource: Lenn Gazette"
    add(tmp_path, "relay", relayed, publisher="Ost Mail", published_at="2025-02-01")
    add(tmp_path, "source", relayed, publisher="Lenn Gazette", published_at="2025-02-02")
    (hit,) = fake_library(tmp_path / "data").search(Query("who keeps the lock?"), 1)
    assert (hit.article.id, hit.first, hit.also_in, hit.origin) == ("source", True, ("relay",), None)


def test_a_library_knows_the_story_of_an_article(tmp_path: Path) -> None:
    add(tmp_path, "a", STORY)
    opened = fake_library(tmp_path / "data")
    (hit,) = opened.search(Query("bridge"), 1)
    assert opened.story(hit.key) is None
    add(tmp_path, "b", STORY, published_at="2025-02-01")
    assert opened.story(hit.key) == Story((hit.key + 1, hit.key), "Northern Wire")


def test_the_same_page_under_another_id_replaces_the_text_and_old_citations_open(tmp_path: Path) -> None:
    add(tmp_path, "saved", "The toll is 40 coins. Ada Thorn keeps the bridge.", url=URL)
    (old,) = fake_library(tmp_path / "data").search(Query("toll"), 1)
    add(tmp_path, "fetched", "The toll is 60 coins. Ada Thorn keeps the bridge.", url=f"{URL}/?utm_source=x")
    opened = fake_library(tmp_path / "data")
    assert [hit.article.id for hit in opened.search(Query("toll"), 9)] == ["fetched"]
    kept = opened.article(old.key)
    assert kept is not None
    assert kept.text[old.start : old.end] == old.passage


def test_every_version_of_a_page_is_kept_and_numbered(tmp_path: Path) -> None:
    for toll in (40, 60):
        add(tmp_path, "page", f"The toll is {toll} coins.", url=URL)
    with Store(tmp_path / "data") as store:
        first, second = store.collection("common").versions("page")
        assert (first.number, first.current, second.number, second.current) == (1, False, 2, True)
        assert "40 coins" in store.articles_by_key([first.key])[first.key].text
        assert store.collection("common").current_versions() == {"page": second}


def test_a_page_that_is_gone_is_marked_and_kept_until_it_is_there_again(tmp_path: Path) -> None:
    add(tmp_path, "page", STORY, url=URL)
    with Store(tmp_path / "data") as store:
        store.collection("common").mark_gone(["page"])
        gone = store.collection("common").versions("page")[0].gone_at
        store.collection("common").mark_gone(["page"])
        assert gone is not None
        assert store.collection("common").versions("page")[0].gone_at == gone
        assert store.collection("common").count() == 1
        store.collection("common").mark_gone(["page"], gone=False)
        assert store.collection("common").versions("page")[0].gone_at is None


def test_a_correction_is_in_the_metadata_of_what_is_found(tmp_path: Path) -> None:
    add(tmp_path, "a", f"{STORY}\n\nCorrection: an earlier version of this article named another month.")
    (hit,) = fake_library(tmp_path / "data").search(Query("bridge"), 1)
    assert hit.article.metadata["corrected"] is True


@pytest.mark.parametrize("name", ["signatures", "copies", "stories"])
def test_a_store_brought_up_to_date_has_the_tables_of_a_new_one(name: str, tmp_path: Path) -> None:
    import sqlite3

    from index.store.database import MIGRATIONS

    Store(tmp_path / "new", create=True).close()
    made = sqlite3.connect(":memory:")
    made.execute("CREATE TABLE articles (key INTEGER PRIMARY KEY)")
    for change in MIGRATIONS[2]:
        made.execute(change)
    columns = []
    for connection in (made, sqlite3.connect(tmp_path / "new" / FILE_NAME)):
        columns.append(connection.execute(f"PRAGMA table_info({name})").fetchall())
        connection.close()
    assert columns[0] == columns[1] != []
