"""Undoing what a run did."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from index.ingest.report import IngestReport, changes_of_run
from index.sources.types import Failed, Loaded
from index.sources.uploads import UploadOrigin, read_post, read_upload
from index.store.articles import Store
from index.store.changes import ArticleChange
from index.types import Article
from tests.support.fakes import WordEncoder, fake_indexer, fake_library

LINK = "https://t.me/river/7"
OLD, NEW = "The mill was sold. It is old.", "The mill was burnt. It was old."


def post(text: str) -> Iterable[Loaded | Failed]:
    return [read_post(text, "sent:1", UploadOrigin("River News", None, "2025-02-03", LINK))]


def run(data: Path, sent: Iterable[Loaded | Failed]) -> tuple[IngestReport, tuple[ArticleChange, ...]]:
    fake_indexer(data).rebuild([])
    with Store(data) as store:
        before = store.collection("common").stored_articles()
        report = fake_indexer(data).rebuild([], uploaded=sent)
        return report, changes_of_run(report, before, store.collection("common").stored_articles())


def stored(data: Path) -> dict[str, Article]:
    with Store(data) as store:
        return {article.id: article for article in store.articles("common")}


def test_a_new_article_is_forgotten_with_its_text_and_what_was_received(tmp_path: Path) -> None:
    run(tmp_path, post("Something else stays."))
    _, changes = run(tmp_path, read_upload("mill.txt", OLD.encode(), "sent:2"))
    (article_id,) = fake_indexer(tmp_path).undo(changes)
    with Store(tmp_path) as store:
        assert store.collection("common").versions(article_id) == ()
        assert store.collection("common").originals.sources() == {}
    assert len(stored(tmp_path)) == 1


def test_an_updated_article_has_its_former_version_back_and_is_found_by_its_words(tmp_path: Path) -> None:
    run(tmp_path, post(OLD))
    before = stored(tmp_path)
    _, changes = run(tmp_path, post(NEW))
    assert fake_indexer(tmp_path).undo(changes) == (LINK,)
    assert stored(tmp_path) == before
    with Store(tmp_path) as store:
        (version,) = store.collection("common").versions(LINK)
        assert (version.number, version.current) == (1, True)
        assert store.passage_count(version.key) == 1
    opened = fake_library(tmp_path, WordEncoder())
    assert [article.text for article in opened.articles()] == [OLD]
    opened.close()


def test_an_unchanged_article_is_no_change(tmp_path: Path) -> None:
    run(tmp_path, post(OLD))
    report, changes = run(tmp_path, post(OLD))
    assert (report.unchanged, changes) == ((LINK,), ())


def test_what_was_changed_again_is_left_alone_until_that_is_undone(tmp_path: Path) -> None:
    run(tmp_path, post(OLD))
    _, first = run(tmp_path, post(NEW))
    _, second = run(tmp_path, post("Once more."))
    assert fake_indexer(tmp_path).undo(first) == ()
    assert fake_indexer(tmp_path).undo(second) == (LINK,)
    assert fake_indexer(tmp_path).undo(first) == (LINK,)
    assert stored(tmp_path)[LINK].text == OLD


def test_what_is_undone_twice_is_undone_once(tmp_path: Path) -> None:
    _, changes = run(tmp_path, post(OLD))
    assert fake_indexer(tmp_path).undo(changes) == (LINK,)
    assert fake_indexer(tmp_path).undo(changes) == ()


def test_an_article_that_gave_way_to_its_page_under_another_id_comes_back(tmp_path: Path) -> None:
    old = Loaded(Article("river-7", OLD, url=LINK), "sent:0")
    run(tmp_path, [old])
    report, changes = run(tmp_path, post(NEW))
    assert report.replaced == ("river-7",)
    assert sorted(fake_indexer(tmp_path).undo(changes)) == [LINK, "river-7"]
    assert {article.id: article.text for article in stored(tmp_path).values()} == {"river-7": OLD}


def test_sent_files_are_extracted_again_and_no_other_rebuild_drops_them(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry stays in the harbour until spring.")
    run(data, read_upload("mill.txt", OLD.encode(), "sent:2"))
    before = stored(data)
    fake_indexer(data).rebuild([str(folder)])
    report = fake_indexer(data).rebuild([str(folder)], full=True, stored_originals=True)
    assert (report.removed, report.failed, len(report.unchanged)) == ((), (), 2)
    assert before.items() < stored(data).items()
