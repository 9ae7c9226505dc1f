from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from index.errors import NothingIndexedError, StoreError
from index.indexes import snapshot
from index.search.query import Query, StatementQuery
from index.store.articles import FILE_NAME, Store
from index.store.records import ProcessedArticle, text_digest
from index.store.write_lock import write_lock
from index.types import Article, Passage
from tests.support.fakes import WordEncoder, encoded, fake_indexer, fake_library


@pytest.fixture
def data(tmp_path: Path) -> Path:
    add(tmp_path, "mill", "The old mill was sold to a baker.")
    return tmp_path / "data"


def add(tmp_path: Path, name: str, text: str) -> None:
    source = tmp_path / f"{name}.txt"
    source.write_text(f"Title: {name}\n\n{text}\n")
    fake_indexer(tmp_path / "data").rebuild([str(source)])


def test_a_new_generation_is_picked_up_by_the_next_search(tmp_path: Path, data: Path) -> None:
    opened = fake_library(data)
    assert opened.size == 1
    add(tmp_path, "ferry", "The ferry stays in port.")
    assert opened.search(Query("ferry"), 1)[0].article.title == "ferry"
    assert opened.size == 2


def test_others_go_on_with_the_old_generation_while_one_thread_opens_the_new(tmp_path: Path, data: Path) -> None:
    inside, go_on = threading.Event(), threading.Event()

    class Slow(WordEncoder):
        def encode_question(self, text: str):  # type: ignore[no-untyped-def]
            if text == "slow":
                inside.set()
                go_on.wait(30)
            return super().encode_question(text)

    opened = fake_library(data, Slow())
    found: list[str | None] = []
    thread = threading.Thread(target=lambda: found.append(opened.search(Query("slow"), 1)[0].article.title))
    thread.start()
    assert inside.wait(30)
    add(tmp_path, "ferry", "The ferry stays in port.")
    for n in range(3):  # more generations than are kept on disk
        add(tmp_path, f"bees{n}", f"Bees on roof {n}.")
    assert opened.search(Query("ferry"), 1)[0].article.title == "ferry"
    go_on.set()
    thread.join(30)
    assert found == ["mill"]


def test_old_generations_are_removed_but_one(tmp_path: Path, data: Path) -> None:
    for n in range(4):
        add(tmp_path, f"bees{n}", f"Bees on roof {n}.")
    kept = [path.name for path in snapshot.snapshots_folder(data, "common").iterdir() if path.is_dir()]
    assert sorted(kept) == ["000004", "000005"]


@pytest.mark.parametrize("name", ["vectors.faiss", "passages.npy", "lexical/meta.json"])
@pytest.mark.parametrize("content", [b"", b"garbage"])
def test_a_damaged_file_is_made_again_from_the_store(
    data: Path, name: str, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    manifest = snapshot.read_manifest(data, "common")
    assert manifest is not None
    (snapshot.snapshots_folder(data, "common") / manifest.folder / name).write_bytes(content)
    with caplog.at_level(logging.WARNING):
        assert fake_library(data).search(Query("mill"), 1)[0].article.title == "mill"
    assert "made again from the stored articles" in caplog.text
    assert name in caplog.text


@pytest.mark.parametrize("content", [b"", b"{", b'{"folder": "../../x"}', b"[]", b"\xff"])
def test_a_damaged_manifest_is_made_again_from_the_store(data: Path, content: bytes) -> None:
    (snapshot.snapshots_folder(data, "common") / "current.json").write_bytes(content)
    assert fake_library(data).search(Query("mill"), 1)[0].article.title == "mill"


def test_lost_generations_are_made_again_from_the_store(data: Path) -> None:
    shutil.rmtree(data / "generations")
    assert fake_library(data).search(Query("mill"), 1)[0].article.title == "mill"


def test_another_encoder_is_refused_with_the_way_out(data: Path) -> None:
    with pytest.raises(StoreError, match=r"made with EMBEDDING_MODEL 'words', not 'other': run `whosaid rebuild`"):
        fake_library(data, WordEncoder("other"))


def test_a_collection_without_articles_is_named(data: Path) -> None:
    with pytest.raises(NothingIndexedError, match="'club'"):
        fake_library(data, collection="club")


def test_a_damaged_new_generation_leaves_the_old_one_answering(
    tmp_path: Path, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    opened = fake_library(data)
    (data / "whosaid.sqlite3").rename(tmp_path / "away")
    (snapshot.snapshots_folder(data, "common") / "current.json").write_bytes(b"{")
    with caplog.at_level(logging.ERROR):
        opened.refresh()
    assert opened.size == 1


def test_hits_are_slices_of_their_article_and_carry_each_legs_score(data: Path) -> None:
    (hit,) = fake_library(data).search(Query("mill baker"), 5)
    assert hit.passage == hit.article.text[hit.start : hit.end] == "The old mill was sold to a baker."
    assert hit.bm25 is not None
    assert hit.bm25 > 0
    assert hit.dense is not None
    assert hit.dense == pytest.approx(0.5, abs=0.35)


def test_each_word_of_the_question_is_met_by_the_nearest_word_of_a_part(data: Path) -> None:
    opened = fake_library(data)
    (hit,) = opened.search(Query("mill"), 1)
    words, met = opened.match_words("who owns the mill", [(hit, (hit.start, hit.end)), (hit, (hit.end - 6, hit.end))])
    assert words == ("own", "mill")
    assert met.shape == (2, 2)
    assert met[0, 1] == pytest.approx(1.0, abs=1e-5)
    assert met[0, 1] > met[1, 1]


def test_a_reader_answers_from_the_last_generation_while_a_writer_is_ahead_of_it(data: Path) -> None:
    text = "Bees live on the roof."
    passage = Passage(0, len(text), text)
    vectors = {text_digest(text): encoded(text)}
    with write_lock(data), Store(data) as store:
        store.collection("common").put(
            [ProcessedArticle(Article("bees", text), "/x/bees.txt", (passage,), (), vectors)], "words", "r"
        )
        opened = fake_library(data)
        assert opened.size == 1
        assert opened.search(Query("mill"), 1)[0].article.title == "mill"
    assert fake_library(data).size == 2


def test_articles_stored_by_a_writer_that_was_killed_before_it_published_are_found(tmp_path: Path, data: Path) -> None:
    class Killed(WordEncoder):
        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            if self.encoded:
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    lines = [json.dumps({"id": str(n), "text": f"Bees on roof {n}. " * 7000}) for n in range(2)]
    (tmp_path / "wire.jsonl").write_text("\n".join(lines))
    with pytest.raises(KeyboardInterrupt):
        fake_indexer(data, Killed()).rebuild([str(tmp_path / "wire.jsonl")])
    opened = fake_library(data)
    assert opened.size == 2
    assert opened.search(Query("bees"), 1)[0].article.id == "0"


def test_a_store_whose_passages_have_no_sentence_vectors_is_still_searched(data: Path) -> None:
    add(data.parent, "bees", "Ada Thorn said that bees live on the roof.")
    with sqlite3.connect(data / FILE_NAME) as connection:
        connection.execute("UPDATE vectors SET sentences = NULL, sentence_vectors = NULL")
        connection.execute("UPDATE revisions SET revision = revision + 1")
    opened = fake_library(data)
    assert opened.search(Query("bees", 0.2, statement_weight=0.3), 1)[0].article.title == "bees"
    (found,) = opened.search_statements(StatementQuery("bees live", "who said bees live?"), 5)
    assert (found.statement.speaker, found.likeness) == ("Ada Thorn", 0.0)
