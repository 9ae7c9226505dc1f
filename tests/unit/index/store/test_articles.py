from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedError, NothingIndexedError, StoreError
from index.store.articles import FILE_NAME, Store
from index.store.records import EncodedPassage, ProcessedArticle, text_digest
from index.types import Article, Passage, Statement

TEXT = "The mill closed. “We are sorry,” said Ada Thorn."
SAID = Statement("Ada Thorn", None, "said", True, 17, 32, 38, 47)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path, create=True) as opened:
        yield opened


def ready(
    article_id: str = "a", text: str = TEXT, title: str | None = "Mill", source: str = "/x/a.txt"
) -> ProcessedArticle:
    passage = Passage(0, len(text), text)
    vector = np.array([0.6, 0.8], np.float32)
    article = Article(article_id, text, title, metadata={"desk": "north"})
    sentences = np.array([[0, 16], [17, 48]], np.int64)
    encoded = EncodedPassage(vector, sentences, np.array([[1, 0], [0.28, 0.96]], np.float32))
    return ProcessedArticle(article, source, (passage,), (SAID,), {text_digest(text): encoded})


def test_what_is_put_comes_back_unchanged(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    key, article = store.collection("common").article("a") or pytest.fail("not stored")
    assert article == ready().article
    assert store.statements(key) == (SAID,)
    (searchable,) = store.collection("common").searchable_articles("m")
    assert (searchable.key, searchable.title, searchable.text) == (key, "Mill", TEXT)
    assert [(start, end, made.vector.tolist()) for start, end, made in searchable.passages] == [
        (0, len(TEXT), pytest.approx([0.6, 0.8]))
    ]
    ((_, _, kept),) = searchable.passages
    assert kept.sentences.tolist() == [[0, 16], [17, 48]]
    np.testing.assert_allclose(kept.sentence_vectors, np.array([[1, 0], [0.28, 0.96]]), atol=1e-3)
    assert searchable.statements == (SAID,)


def test_a_changed_text_is_a_new_version_and_the_old_one_still_opens(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    old_key, _ = store.collection("common").article("a") or pytest.fail("not stored")
    store.collection("common").put([ready(text="The mill opened again.")], "m", "r")
    new_key, article = store.collection("common").article("a") or pytest.fail("not stored")
    assert new_key != old_key
    assert article.text == "The mill opened again."
    assert store.articles_by_key([old_key])[old_key].text == TEXT
    assert [found.key for found in store.collection("common").searchable_articles("m")] == [new_key]


def test_the_same_article_again_keeps_its_version(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r1")
    key, _ = store.collection("common").article("a") or pytest.fail("not stored")
    store.collection("common").put([ready()], "m", "r2")
    assert (store.collection("common").article("a") or (0,))[0] == key
    assert store.collection("common").stored_articles()["a"].recipe == "r2"


def test_collections_do_not_see_each_other(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    store.collection("club").put([ready("b")], "m", "r")
    assert [article.id for article in store.articles("common")] == ["a"]
    assert [article.id for article in store.articles("club")] == ["b"]
    assert (store.collection("common").revision(), store.collection("club").revision()) == (1, 1)


def test_vectors_of_another_model_are_not_searched(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    (found,) = store.collection("common").searchable_articles("other")
    assert found.passages == ()
    assert store.encoded_passages("other", [text_digest(TEXT)]) == {}
    assert list(store.encoded_passages("m", [text_digest(TEXT)])) == [text_digest(TEXT)]


def test_a_retired_article_is_not_found_but_kept(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    key, _ = store.collection("common").article("a") or pytest.fail("not stored")
    store.collection("common").retire(["a"])
    assert store.articles("common") == ()
    assert store.articles_by_key([key])[key].text == TEXT


def test_an_article_that_changed_since_it_was_read_is_left_out(store: Store) -> None:
    collection = store.collection("common")
    collection.put([ready(), ready("b", text="Second text.")], "m", "r1")
    read = {stored.id: stored.key for stored in collection.stored_articles().values()}
    collection.put([ready(text="The mill opened again.")], "m", "r2")
    collection.put([ready(), ready("b", text="Second text.")], "m", "r3", read)
    assert {stored.id: stored.recipe for stored in collection.stored_articles().values()} == {"a": "r2", "b": "r3"}


def test_an_erased_article_is_gone_with_all_its_versions(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    store.collection("common").put([ready(text="Another text altogether.")], "m", "r")
    store.collection("common").erase("a")
    store.prune()
    assert store.articles_by_key(range(10)) == {}
    assert store.encoded_passages("m", [text_digest(TEXT)]) == {}


def test_a_failed_batch_changes_nothing(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    broken = ready("b")
    object.__setattr__(broken, "statements", (SAID, "not a statement"))
    with pytest.raises(AttributeError):
        store.collection("common").put([ready("c", text="Third text."), broken], "m", "r")
    assert [article.id for article in store.articles("common")] == ["a"]
    assert store.collection("common").revision() == 1


def test_threads_read_while_another_writes(store: Store) -> None:
    store.collection("common").put([ready()], "m", "r")
    seen: list[int] = []
    threads = [threading.Thread(target=lambda: seen.append(store.collection("common").count())) for _ in range(8)]
    for thread in threads:
        thread.start()
    store.collection("common").put([ready("b", text="Second text.")], "m", "r")
    for thread in threads:
        thread.join()
    assert set(seen) <= {1, 2}
    assert len(seen) == 8


def test_without_a_store_the_reader_is_told_to_rebuild(tmp_path: Path) -> None:
    with pytest.raises(NothingIndexedError, match="whosaid rebuild"):
        Store(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b""])
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content)
    with pytest.raises(DamagedError, match=r"is damaged: move it away"):
        Store(tmp_path)
    assert path.read_bytes() == content


def test_damage_inside_the_file_is_told_in_one_line(tmp_path: Path) -> None:
    with Store(tmp_path, create=True) as store:
        store.collection("common").put([ready(str(n), text=f"{TEXT} {n}" * 50) for n in range(50)], "m", "r")
    path = tmp_path / FILE_NAME
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(DamagedError, match="whosaid rebuild") as caught, Store(tmp_path) as store:
        store.articles("common")
    assert "\n" not in str(caught.value)


def test_a_store_of_another_format_is_not_touched(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="format 99"):
        Store(tmp_path)


def test_a_data_dir_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="give another folder"):
        Store(tmp_path / "file" / "data", create=True)
