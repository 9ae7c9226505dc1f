"""Several collections on one shelf: whose article an id means, what is folded, what opens when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import NothingIndexedError, StoreError
from index.indexes import snapshot
from index.indexes.collection import Collection
from index.models.encoder import LazyEncoder
from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.store.articles import Store
from index.store.write_lock import write_lock
from tests.support.fakes import WordEncoder, fake_indexer

MILL = (
    "The old mill by the river was sold on Tuesday to a baker, the town council of Oldbridge said in a note. The price "
    "was not told. Rye bread is to be baked there again before the winter, and the wheel will be mended by then."
)
FERRY = "The ferry at Lenn stays in the harbour until spring, its captain said."


class Folder:
    """A DATA_DIR with collections in it."""

    def __init__(self, path: Path) -> None:
        self.data = path / "data"
        self.encoder = WordEncoder()
        Store(self.data, create=True).close()
        self.store = Store(self.data)

    def put(self, collection: str, **articles: str) -> None:
        lines = (json.dumps({"id": name, "text": text, "title": name}) for name, text in articles.items())
        source = self.data.parent / f"{collection}.jsonl"
        source.write_text("\n".join(lines))
        fake_indexer(self.data, self.encoder, collection).rebuild([str(source)])

    def shelf(self, *names: str, model: str = "words") -> Library:
        encoder = LazyEncoder(model, lambda: self.encoder)
        return Library(
            self.store, [Collection(self.data, self.store.collection(name), model, encoder) for name in names], encoder
        )

    def found(self, shelf: Library, words: str, *, rerank: bool = True) -> list[str]:
        return [hit.article.id for hit in shelf.search(Query(words, rerank=rerank), 10)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    made = Folder(tmp_path)
    yield made
    made.store.close()


def test_an_id_means_the_article_of_the_collection_named_first_and_the_other_is_not_found(folder: Folder) -> None:
    folder.put("common", page=f"Yesterday. {MILL}", ferry=FERRY)
    folder.put("own", page=f"Today. {MILL}")
    shelf = folder.shelf("own", "common")
    hits = shelf.search(Query("mill sold baker", keep_copies=True), 10)
    assert [(hit.article.id, hit.article.text[:5]) for hit in hits if hit.article.id == "page"] == [("page", "Today")]
    known = shelf.keyed_article("page")
    assert known is not None
    assert known[1].text.startswith("Today.")
    assert [article.id for article in shelf.articles()] == ["ferry", "page"]
    assert shelf.size == 2
    assert shelf.versions()["page"].key == known[0]
    assert folder.shelf("common").search(Query("mill"), 1)[0].article.text.startswith("Yesterday.")


def test_a_copy_in_another_collection_is_folded(folder: Folder) -> None:
    folder.put("common", wire=MILL, ferry=FERRY)
    folder.put("own", paper=MILL)
    (first, *_) = folder.shelf("own", "common").search(Query("who bought the mill?"), 10)
    assert {first.article.id, *first.also_in} == {"wire", "paper"}
    assert folder.shelf("common").search(Query("who bought the mill?"), 10)[0].also_in == ()


def test_a_collection_without_articles_stands_beside_one_that_has_some(folder: Folder) -> None:
    folder.put("common", ferry=FERRY)
    shelf = folder.shelf("own", "common")
    assert folder.found(shelf, "ferry") == ["ferry"]
    alone = folder.shelf("common")
    one, other = shelf.search(Query("ferry"), 5), alone.search(Query("ferry"), 5)
    assert one == other


def test_a_shelf_of_nothing_finds_the_first_article_of_either_collection(folder: Folder) -> None:
    shelf = folder.shelf("own", "common")
    assert (shelf.size, shelf.articles()) == (0, ())
    with pytest.raises(NothingIndexedError, match="'own' or 'common'"):
        shelf.search(Query("ferry"), 5)
    folder.put("own", ferry=FERRY)
    assert folder.found(shelf, "ferry") == ["ferry"]
    folder.put("common", mill=MILL)
    assert folder.found(shelf, "mill ferry", rerank=False) == ["ferry", "mill"]
    assert shelf.size == 2


def test_a_shelf_whose_last_article_is_taken_out_says_that_it_has_none(folder: Folder) -> None:
    folder.put("common", ferry=FERRY)
    shelf = folder.shelf("common")
    fake_indexer(folder.data, folder.encoder).remove("ferry")
    with pytest.raises(NothingIndexedError):
        shelf.search(Query("ferry"), 5)


def test_statements_come_in_the_order_in_which_they_were_stored_and_the_last_of_a_speaker_go_first(
    folder: Folder,
) -> None:
    said = "“The {} was sold,” said Ada Thorn."
    folder.put("own", first=said.format("mill"))
    folder.put("common", second=said.format("ferry"))
    folder.put("own", first=said.format("mill"), third=said.format("bridge"))
    for shelf in (folder.shelf("own", "common"), folder.shelf("common", "own")):
        found = [hit.article.id for hit in shelf.search_statements(StatementQuery("sold"), 9)]
        assert found == ["first", "second", "third"]
        last = [hit.article.id for hit in shelf.search_statements(StatementQuery("", speaker="Ada Thorn"), 2)]
        assert last == ["second", "third"]


def test_an_article_that_is_just_going_over_is_found_once(folder: Folder) -> None:
    folder.put("common", ferry=FERRY)
    folder.put("own", mill="“The mill was sold,” said Ada Thorn.")
    folder.store.collection("own").transfer("mill", "common")
    snapshot.publish_snapshot(folder.data, folder.store.collection("common"), "words", folder.encoder.dimension)
    with write_lock(folder.data):  # so that what is left to do stays undone
        shelf = folder.shelf("own", "common")
        assert [len(each.passages) for each in shelf._current_view().snapshots] == [1, 2]
        assert sorted(folder.found(shelf, "mill ferry")) == ["ferry", "mill"]
        assert [hit.article.id for hit in shelf.search_statements(StatementQuery("sold"), 9)] == ["mill"]


def test_a_collection_of_another_model_is_an_error(folder: Folder) -> None:
    folder.put("own", ferry=FERRY)
    with pytest.raises(StoreError, match="EMBEDDING_MODEL"):
        folder.shelf("own", "common", model="other")


def test_a_question_is_encoded_as_often_for_two_collections_as_for_one(folder: Folder) -> None:
    class Counting(WordEncoder):
        asked = 0

        def encode_question(self, text: str):  # type: ignore[no-untyped-def]
            self.asked += 1
            return super().encode_question(text)

    folder.put("common", ferry=FERRY)
    folder.put("own", mill=MILL)
    counts = []
    for names in (("common",), ("own", "common")):
        folder.encoder = Counting()
        folder.found(folder.shelf(*names), "ferry")
        counts.append(folder.encoder.asked)
    assert counts[0] == counts[1]
