from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from index.errors import BusyError, NothingIndexedError
from index.indexes import snapshot
from index.models.late_interaction import content_spans
from index.search.query import Query
from index.store.articles import FILE_NAME, Store
from index.store.write_lock import write_lock
from tests.support.fakes import DIMENSION, WordEncoder, fake_indexer, fake_library

FERRY = "The ferry will not sail in winter. The port says the ice is too thick."
MILL = "The old mill was sold on Tuesday. A baker bought it for 90,000 euros."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    (made / "ferry.txt").write_text(f"Title: Ferry\n\n{FERRY}\n")
    (made / "mill.txt").write_text(f"Title: Mill\n\n{MILL}\n")
    return made


def best(data: Path, question: str, encoder: WordEncoder | None = None) -> str | None:
    found = fake_library(data, encoder)
    try:
        return found.search(Query(question), 1)[0].article.title
    finally:
        found.close()


def test_a_folder_becomes_searchable(tmp_path: Path, folder: Path) -> None:
    report = fake_indexer(tmp_path / "data").rebuild([str(folder)])
    assert (len(report.added), report.articles, report.failed) == (2, 2, ())
    assert best(tmp_path / "data", "who bought the mill?") == "Mill"
    assert best(tmp_path / "data", "thick ice") == "Ferry"


def test_nothing_is_encoded_or_published_when_nothing_changed(tmp_path: Path, folder: Path) -> None:
    data, encoder = tmp_path / "data", WordEncoder()
    fake_indexer(data, encoder).rebuild([str(folder)])
    encoder.encoded.clear()
    before = snapshot.read_manifest(data, "common")
    report = fake_indexer(data, encoder).rebuild([str(folder)])
    assert (len(report.unchanged), report.added, report.updated) == (2, (), ())
    assert encoder.encoded == []
    assert snapshot.read_manifest(data, "common") == before


def test_only_the_changed_article_is_encoded_again(tmp_path: Path, folder: Path) -> None:
    data, encoder = tmp_path / "data", WordEncoder()
    fake_indexer(data, encoder).rebuild([str(folder)])
    encoder.encoded.clear()
    (folder / "mill.txt").write_text("Title: Mill\n\nThe old mill burned down.\n")
    report = fake_indexer(data, encoder).rebuild([str(folder)])
    assert (len(report.updated), len(report.unchanged)) == (1, 1)
    assert encoder.encoded == ["The old mill burned down."]
    hits = fake_library(data).search(Query("mill"), 10)
    assert not any("baker" in hit.passage for hit in hits)


def test_full_encodes_everything_anew(tmp_path: Path, folder: Path) -> None:
    data, encoder = tmp_path / "data", WordEncoder()
    fake_indexer(data, encoder).rebuild([str(folder)])
    encoder.encoded.clear()
    fake_indexer(data, encoder).rebuild([str(folder)], full=True)
    assert sorted(encoder.encoded) == sorted([FERRY, MILL])


class InContext(WordEncoder):
    """Reads parts within their texts, for the price of the texts."""

    def __init__(self) -> None:
        super().__init__()
        self.encodes_in_context = True


def test_words_are_kept_where_the_encoder_reads_them_in_their_passage(tmp_path: Path, folder: Path) -> None:
    fake_indexer(tmp_path / "data", InContext()).rebuild([str(folder)])
    fake_indexer(tmp_path / "apart", WordEncoder()).rebuild([str(folder)])
    with Store(tmp_path / "data") as store, Store(tmp_path / "apart") as without:
        for stored in store.collection("common").stored_articles().values():
            text = store.articles_by_key([stored.key])[stored.key].text
            words = store.token_codes("words", stored.key, 0)
            assert words is not None
            assert [start for start, _ in content_spans(text)][: len(words.starts)] == words.starts.tolist()
            assert words.codes.shape == (len(words.starts), DIMENSION // 8)
            assert len(words.starts) > 1
        assert all(
            without.token_codes("words", one.key, 0) is None
            for one in without.collection("common").stored_articles().values()
        )


def test_an_index_from_before_words_were_kept_is_encoded_again_once(tmp_path: Path, folder: Path) -> None:
    fake_indexer(tmp_path / "data", InContext()).rebuild([str(folder)])
    connection = sqlite3.connect(tmp_path / "data" / FILE_NAME)
    connection.execute("UPDATE vectors SET word_starts = NULL, word_codes = NULL")
    connection.execute("UPDATE articles SET recipe = 'older'")
    connection.commit()
    connection.close()
    for encoded_again in (True, False):
        encoder = InContext()
        fake_indexer(tmp_path / "data", encoder).rebuild([str(folder)])
        assert bool(encoder.encoded) is encoded_again


def test_a_file_gone_from_its_folder_is_taken_out_of_the_search(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(folder)])
    (folder / "mill.txt").unlink()
    report = fake_indexer(data).rebuild([str(folder)])
    assert len(report.removed) == 1
    assert [hit.article.title for hit in fake_library(data).search(Query("mill"), 10)] == ["Ferry"]


def test_articles_of_other_sources_stay(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(folder)])
    other = tmp_path / "other.txt"
    other.write_text("Title: Bees\n\nBees live on the roof.\n")
    report = fake_indexer(data).rebuild([str(other)])
    assert (len(report.added), report.removed, report.articles) == (1, (), 3)


def test_a_line_gone_from_a_file_is_removed_but_not_while_a_line_is_broken(tmp_path: Path) -> None:
    data, source = tmp_path / "data", tmp_path / "wire.jsonl"
    lines = [json.dumps({"id": name, "text": f"Text about the {name}."}) for name in ("ferry", "mill")]
    source.write_text("\n".join(lines))
    fake_indexer(data).rebuild([str(source)])
    source.write_text(lines[0] + "\n{broken")
    report = fake_indexer(data).rebuild([str(source)])
    assert (report.removed, len(report.failed), report.articles) == ((), 1, 2)
    source.write_text(lines[0])
    assert fake_indexer(data).rebuild([str(source)]).removed == ("mill",)


def test_an_id_met_twice_keeps_the_last_and_says_so(tmp_path: Path) -> None:
    source = tmp_path / "wire.jsonl"
    source.write_text('{"id": "a", "text": "First words."}\n{"id": "a", "text": "Second words."}\n')
    report = fake_indexer(tmp_path / "data").rebuild([str(source)])
    assert (report.repeated, report.articles) == (("a",), 1)
    assert fake_library(tmp_path / "data").articles()[0].text == "Second words."


def test_a_bad_source_does_not_stop_the_good_ones(tmp_path: Path, folder: Path) -> None:
    (folder / "noise.txt").write_bytes(b"\x00\x01\x02" * 99)
    report = fake_indexer(tmp_path / "data").rebuild([str(folder), str(tmp_path / "missing.txt")])
    assert len(report.added) == 2
    assert sorted(Path(failure.source).name for failure in report.failed) == ["missing.txt", "noise.txt"]
    assert report.has_articles


def test_nothing_to_read_leaves_what_was_indexed(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(folder)])
    report = fake_indexer(data).rebuild([str(tmp_path / "missing")])
    assert (report.has_articles, report.articles) == (False, 2)


def test_another_model_makes_everything_anew_from_the_store(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(folder)])
    (folder / "mill.txt").unlink()
    (folder / "ferry.txt").unlink()
    other = WordEncoder("other")
    report = fake_indexer(data, other).rebuild([str(tmp_path / "missing")])
    assert report.articles == 2
    assert best(data, "the mill", other) == "Mill"


def test_an_interrupted_rebuild_keeps_what_it_had_done(tmp_path: Path) -> None:
    class Interrupted(WordEncoder):
        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            if self.encoded:
                raise KeyboardInterrupt
            return super().encode_passages(texts)

    data, source = tmp_path / "data", tmp_path / "wire.jsonl"
    long = "The ferry sails. " * 7000
    source.write_text("\n".join(json.dumps({"id": str(n), "text": f"{long} {n}"}) for n in range(3)))
    with pytest.raises(KeyboardInterrupt):
        fake_indexer(data, Interrupted()).rebuild([str(source)])
    assert [article.id for article in fake_library(data).articles()] == ["0"]
    report = fake_indexer(data).rebuild([str(source)])
    assert (len(report.unchanged), len(report.added)) == (1, 2)


def test_two_writers_do_not_meet(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    with write_lock(data), pytest.raises(BusyError, match="another whosaid process"):
        fake_indexer(data).rebuild([str(folder)])


def test_a_removed_article_is_forgotten(tmp_path: Path, folder: Path) -> None:
    data = tmp_path / "data"
    mill = next(i for i in fake_indexer(data).rebuild([str(folder)]).added if i.startswith("mill"))
    removed = fake_indexer(data).remove(mill)
    assert removed is not None
    assert removed.id == mill
    assert [article.title for article in fake_library(data).articles()] == ["Ferry"]
    assert fake_indexer(data).remove(mill) is None


def test_removing_the_last_article_leaves_a_store_that_says_it_is_empty(tmp_path: Path) -> None:
    data, source = tmp_path / "data", tmp_path / "a.txt"
    source.write_text(MILL)
    (only,) = fake_indexer(data).rebuild([str(source)]).added
    fake_indexer(data).remove(only)
    with pytest.raises(NothingIndexedError, match="no article is indexed"):
        fake_library(data)
    with Store(data) as store:
        assert store.collection("common").count() == 0
