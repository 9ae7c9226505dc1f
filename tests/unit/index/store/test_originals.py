"""What came from the web or through a pipe is kept as it was received, and taken apart again."""

from __future__ import annotations

import io
import sqlite3
import zlib
from pathlib import Path

import pytest

from index.errors import DamagedError, SourceError
from index.ingest.report import IngestReport
from index.sources.types import Original, OriginalKind
from index.store import originals
from index.store.articles import FILE_NAME, Store
from tests.support.fakes import FakeWeb, WordEncoder, fake_indexer, feed_of, page_of

HOST = "https://news.example"
MILL, FERRY, FEED = f"{HOST}/mill", f"{HOST}/ferry", f"{HOST}/feed"
OLD = "What was taken out of it before."
PAGE = (
    "<html><head><title>Mill sold</title></head><body><article><h1>Mill sold</h1>"
    "<p>The old mill by the river was sold to a baker on Tuesday, the council said.</p>"
    "<p>He paid ninety thousand euros for it and is going to bake bread there.</p></article></body></html>"
)
OWN = "&lt;p&gt;" + "The feed itself tells that the ferry by the river was sold. " * 3


def add(data: Path, web: FakeWeb, *sources: str, full: bool = False, stored_originals: bool = False) -> IngestReport:
    return fake_indexer(data, web=lambda: web).rebuild(sources, full=full, stored_originals=stored_originals)


def mill() -> FakeWeb:
    return FakeWeb({MILL: page_of(PAGE, url=MILL, content_type="text/html"), FERRY: page_of("A ferry.", url=FERRY)})


def nothing() -> FakeWeb:
    return FakeWeb({address: SourceError("no network") for address in (MILL, FERRY, FEED)})


def worse(data: Path) -> None:
    """Make the store say what an earlier, worse way of taking things apart would have said."""
    with sqlite3.connect(data / FILE_NAME) as connection:
        connection.execute("UPDATE articles SET text = ?, digest = x'00'", (OLD,))


def texts(data: Path) -> dict[str, list[str]]:
    """The texts of every version, by id."""
    with Store(data) as store:
        ids = store.collection("common").stored_articles()
        versions = {i: [version.key for version in store.collection("common").versions(i)] for i in ids}
        return {i: [store.articles_by_key([key])[key].text for key in keys] for i, keys in versions.items()}


def raws(data: Path) -> int:
    with sqlite3.connect(data / FILE_NAME) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM raws").fetchone()[0])


def test_a_page_is_stored_as_it_came(tmp_path: Path) -> None:
    add(tmp_path, mill(), MILL)
    with Store(tmp_path) as store:
        raw = store.collection("common").originals.get(MILL)
    assert raw == Original(OriginalKind.PAGE, PAGE.encode(), "2026-03-02T12:00:00+00:00", MILL, "text/html", None)


@pytest.mark.parametrize("named", [True, False])
def test_a_full_rebuild_takes_pages_apart_again_without_a_network(tmp_path: Path, named: bool) -> None:
    add(tmp_path, mill(), MILL)
    (new,) = texts(tmp_path)[MILL]
    worse(tmp_path)
    web = nothing()
    report = add(tmp_path, web, *([MILL] if named else []), full=True, stored_originals=not named)
    assert (report.updated, report.failed, web.asked) == ((MILL,), (), [])
    assert texts(tmp_path) == {MILL: [OLD, new]}
    assert raws(tmp_path) == 1
    worse(tmp_path)
    assert add(tmp_path, nothing(), MILL, full=True).updated == (MILL,)


def test_what_comes_out_the_same_keeps_its_version(tmp_path: Path) -> None:
    add(tmp_path, mill(), MILL)
    assert add(tmp_path, nothing(), full=True, stored_originals=True).unchanged == (MILL,)
    assert [len(found) for found in texts(tmp_path).values()] == [1]


def test_only_a_rebuild_of_everything_goes_beyond_the_sources_named(tmp_path: Path) -> None:
    add(tmp_path, mill(), MILL, FERRY)
    worse(tmp_path)
    assert add(tmp_path, nothing(), FERRY, full=True).updated == (FERRY,)
    assert add(tmp_path, nothing(), FERRY, full=True, stored_originals=True).updated == (MILL,)


def test_what_a_feed_carried_is_extracted_again_with_what_it_said(tmp_path: Path) -> None:
    add(tmp_path, FakeWeb({FEED: feed_of(FEED, FERRY, text=OWN), FERRY: SourceError("shut")}), FEED)
    with Store(tmp_path) as store:
        before = store.articles("common")
    worse(tmp_path)
    web = nothing()
    assert add(tmp_path, web, full=True, stored_originals=True).updated == (FERRY,)
    with Store(tmp_path) as store:
        assert store.articles("common") == before
    assert (before[0].title, before[0].publisher, web.asked) == ("News", "River News", [])


def test_a_feed_that_is_there_leads_to_what_was_kept(tmp_path: Path) -> None:
    answers = {FEED: feed_of(FEED, MILL), **mill().answers}
    add(tmp_path, FakeWeb(answers), FEED)
    web = FakeWeb(answers)
    assert add(tmp_path, web, FEED, full=True).unchanged == (MILL,)
    assert web.asked == [FEED]


def test_what_came_through_a_pipe_is_extracted_again_under_its_id(tmp_path: Path) -> None:
    (piped,) = fake_indexer(tmp_path).rebuild(["-"], piped=io.BytesIO(b"Title: Mill\n\nThe mill was sold.")).added
    worse(tmp_path)
    report = add(tmp_path, nothing(), full=True, stored_originals=True)
    assert (report.updated, texts(tmp_path)) == ((piped,), {piped: [OLD, "The mill was sold."]})
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE articles SET id = 'own name'")
    assert add(tmp_path, nothing(), full=True, stored_originals=True).unchanged == ("own name",)


def test_an_article_that_is_in_a_file_by_now_is_read_from_there(tmp_path: Path) -> None:
    add(tmp_path, mill(), MILL)
    worse(tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE articles SET source = '/x/mill.html'")
    report = add(tmp_path, nothing(), full=True, stored_originals=True)
    assert (report.updated, report.failed, texts(tmp_path)) == ((), (), {MILL: [OLD]})


def test_what_cannot_be_extracted_any_more_stays_as_it_was(tmp_path: Path) -> None:
    fake_indexer(tmp_path).rebuild(["-"], piped=io.BytesIO(b"The mill was sold."))
    add(tmp_path, mill(), FERRY)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        picture = zlib.compress(b"\x89PNG\r\n")
        connection.execute("UPDATE raws SET content = ?", (picture,))
    report = add(tmp_path, nothing(), full=True, stored_originals=True)
    assert sorted(failed.source for failed in report.failed) == ["-", FERRY]
    assert (report.updated, report.articles) == ((), 2)


def test_what_is_damaged_is_one_line(tmp_path: Path) -> None:
    add(tmp_path, mill(), FERRY)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE raws SET content = x'00'")
    with pytest.raises(DamagedError, match="remove the article and add it again"):
        add(tmp_path, nothing(), full=True, stored_originals=True)


def test_a_new_version_keeps_what_it_came_of_and_so_does_the_old_one(tmp_path: Path) -> None:
    add(tmp_path, mill(), FERRY)
    add(tmp_path, FakeWeb({FERRY: page_of("The ferry sank.", url=FERRY)}), FERRY)
    assert raws(tmp_path) == 2
    fake_indexer(tmp_path).remove(FERRY)
    assert raws(tmp_path) == 0


def test_two_articles_of_one_content_share_it(tmp_path: Path) -> None:
    web = FakeWeb({MILL: page_of("One text.", url=MILL), FERRY: page_of("One text.", url=FERRY)})
    add(tmp_path, web, MILL, FERRY)
    assert raws(tmp_path) == 1
    fake_indexer(tmp_path).remove(MILL)
    assert raws(tmp_path) == 1
    with Store(tmp_path) as store:
        assert store.collection("common").originals.get(FERRY) is not None


def test_of_what_is_too_large_the_article_alone_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(originals, "MAX_ORIGINAL_BYTES", 10)
    add(tmp_path, mill(), MILL)
    assert raws(tmp_path) == 0
    with Store(tmp_path) as store:
        assert store.collection("common").originals.get(MILL) is None
    web, encoder = mill(), WordEncoder()
    assert fake_indexer(tmp_path, encoder, web=lambda: web).rebuild([MILL], full=True).unchanged == (MILL,)
    assert web.asked == [MILL]
    assert encoder.encoded


def test_a_page_of_before_anything_was_kept_is_kept_at_its_next_fetch(tmp_path: Path) -> None:
    add(tmp_path, mill(), FERRY)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.executescript("DELETE FROM origins; DELETE FROM raws")
    assert add(tmp_path, mill(), FERRY).unchanged == (FERRY,)
    with Store(tmp_path) as store:
        assert store.collection("common").originals.get(FERRY) is not None


def test_files_and_json_lines_are_not_stored_as_originals(tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("An owl nests in the tower.")
    fake_indexer(tmp_path / "data").rebuild(
        [str(tmp_path / "owl.txt"), "-"], piped=io.BytesIO(b'{"id": "bee", "text": "A bee."}\n')
    )
    assert raws(tmp_path / "data") == 0


def test_a_page_that_is_gone_stays_marked_when_it_is_processed_anew(tmp_path: Path) -> None:
    add(tmp_path, mill(), MILL, FERRY)
    assert add(tmp_path, FakeWeb({}), MILL).gone == (MILL,)
    fake_indexer(tmp_path, WordEncoder("other"), web=mill).rebuild([FERRY])
    with Store(tmp_path) as store:
        assert store.collection("common").current_versions()[MILL].gone_at is not None
