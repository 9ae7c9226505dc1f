"""Web addresses through the whole pipeline, over a web made of answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from index.errors import SourceError
from index.ingest.report import IngestReport
from index.sources.types import Failed
from index.store.articles import FILE_NAME, CollectionStore, Store
from tests.support.fakes import FakeWeb, WordEncoder, fake_indexer, page_of

MILL, FERRY = "https://news.example/mill", "https://other.example/ferry"


def add(data: Path, web: FakeWeb, *sources: str, full: bool = False) -> IngestReport:
    return fake_indexer(data, web=lambda: web).rebuild(sources, full=full)


def web_of(**texts: str) -> FakeWeb:
    addresses = {"mill": MILL, "ferry": FERRY}
    return FakeWeb({addresses[name]: page_of(text, url=addresses[name]) for name, text in texts.items()})


def test_pages_and_files_are_added_together(tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("Title: Owl\n\nAn owl nests in the tower.\n")
    report = add(tmp_path / "data", web_of(mill="The mill was sold."), MILL, str(tmp_path / "owl.txt"))
    assert (len(report.added), report.articles, report.failed) == (2, 2, ())
    with Store(tmp_path / "data") as store:
        assert store.collection("common").stored_articles()[MILL].source == MILL


def test_a_page_that_says_something_new_is_a_new_version(tmp_path: Path) -> None:
    add(tmp_path, web_of(mill="The mill was sold."), MILL)
    report = add(tmp_path, web_of(mill="The mill was sold, and burned down."), MILL)
    assert report.updated == (MILL,)
    with Store(tmp_path) as store:
        assert [version.current for version in store.collection("common").versions(MILL)] == [False, True]


def test_a_page_that_is_gone_is_kept_and_marked_until_it_is_there_again(tmp_path: Path) -> None:
    add(tmp_path, web_of(mill="The mill was sold.", ferry="The ferry sank."), MILL, FERRY)
    report = add(tmp_path, web_of(ferry="The ferry sank."), MILL, FERRY)
    assert (report.gone, report.failed, report.removed, report.articles) == ((MILL,), (), (), 2)
    with Store(tmp_path) as store:
        versions = store.collection("common").current_versions()
    assert versions[MILL].gone_at is not None
    assert versions[FERRY].gone_at is None
    assert add(tmp_path, web_of(mill="The mill was sold."), MILL).unchanged == (MILL,)
    with Store(tmp_path) as store:
        assert store.collection("common").current_versions()[MILL].gone_at is None


def test_what_cannot_be_fetched_loses_nothing_and_stops_nothing(tmp_path: Path) -> None:
    add(tmp_path, web_of(mill="The mill was sold."), MILL)
    web = FakeWeb({MILL: SourceError("it is busy"), FERRY: page_of("The ferry sank.", url=FERRY)})
    report = add(tmp_path, web, MILL, FERRY)
    assert (report.failed, report.added, report.articles) == ((Failed(MILL, "it is busy"),), (FERRY,), 2)


def test_without_a_web_an_address_is_one_failure(tmp_path: Path) -> None:
    (failed,) = fake_indexer(tmp_path, WordEncoder()).rebuild([MILL]).failed
    assert (failed.source, "not fetched here" in failed.reason) == (MILL, True)


def tagged(etag: str = '"1"') -> FakeWeb:
    return FakeWeb({MILL: page_of("The mill was sold.", url=MILL, etag=etag)})


def test_a_page_that_did_not_change_is_asked_about_with_what_its_server_said(tmp_path: Path) -> None:
    add(tmp_path, tagged(), MILL)
    web = tagged()
    report = add(tmp_path, web, MILL)
    assert (web.conditions, report.unchanged, report.removed) == ([('"1"', None)], (MILL,), ())
    again = tagged()
    assert add(tmp_path, again, MILL).unchanged == (MILL,)
    assert again.conditions == [('"1"', None)]


def test_a_full_rebuild_fetches_again_what_nothing_is_kept_of(tmp_path: Path) -> None:
    add(tmp_path, tagged(), MILL)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("DELETE FROM origins")
    web = tagged()
    assert add(tmp_path, web, MILL, full=True).unchanged == (MILL,)
    assert web.conditions == [(None, None)]


@pytest.mark.parametrize("forget", [CollectionStore.erase, lambda store, it: store.retire([it])])
def test_a_page_that_was_taken_out_is_fetched_anew(
    tmp_path: Path, forget: Callable[[CollectionStore, str], None]
) -> None:
    add(tmp_path, tagged(), MILL)
    with Store(tmp_path) as store:
        forget(store.collection("common"), MILL)
    web = tagged()
    assert add(tmp_path, web, MILL).added == (MILL,)
    assert web.conditions == [(None, None)]


def test_nothing_is_remembered_of_a_page_that_was_not_stored(tmp_path: Path) -> None:
    class Breaks(WordEncoder):
        def count_tokens(self, texts: Sequence[str]) -> list[int]:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fake_indexer(tmp_path, Breaks(), web=tagged).rebuild([MILL])
    assert add(tmp_path, tagged(), MILL).added == (MILL,)


def test_an_unchanged_page_that_is_to_be_processed_anew_is_taken_from_the_store(tmp_path: Path) -> None:
    add(tmp_path, tagged(), MILL)
    encoder = WordEncoder("other")
    report = fake_indexer(tmp_path, encoder, web=tagged).rebuild([MILL])
    assert report.unchanged == (MILL,)
    assert encoder.encoded == ["The mill was sold."]


def failures(data: Path) -> list[tuple[str, str]]:
    with Store(data) as store:
        return [(failure.source, failure.reason) for failure in store.collection("common").sources.failures()]


def test_a_failure_is_kept_until_its_source_works(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "owl.jsonl"
    file.write_text('{"text": "An owl."}\n{\n{\n')
    add(data, FakeWeb({MILL: SourceError("it is busy")}), MILL, str(file))
    (first, second) = failures(data)
    assert first[0] == str(file)
    assert first[1].startswith("line 2: ")
    assert first[1].endswith(" (and 1 more)")
    assert second == (MILL, "it is busy")
    add(data, web_of(ferry="The ferry sank."), FERRY)
    assert len(failures(data)) == 2
    add(data, web_of(mill="The mill was sold."), MILL)
    assert failures(data) == [first]
    file.unlink()
    add(data, web_of(mill="The mill was sold."), MILL)
    assert failures(data) == []


def test_a_path_that_is_not_there_is_no_failure_to_keep(tmp_path: Path) -> None:
    assert len(add(tmp_path / "data", FakeWeb({}), str(tmp_path / "nowhere.txt")).failed) == 1
    assert failures(tmp_path / "data") == []


WIRE = "https://news.example/wire.jsonl"


def wire(*names: str, bad: str = "", etag: str | None = None) -> FakeWeb:
    lines = "".join(f'{{"id": "{name}", "text": "A text about the {name}."}}\n' for name in names)
    return FakeWeb({WIRE: page_of(lines + bad, url=WIRE, etag=etag)})


def test_a_line_gone_from_an_address_is_removed_but_not_while_a_line_is_broken(tmp_path: Path) -> None:
    assert add(tmp_path, wire("ferry", "mill"), WIRE).added == ("ferry", "mill")
    broken = add(tmp_path, wire("ferry", bad="{"), WIRE)
    assert (broken.removed, len(broken.failed), broken.articles) == ((), 1, 2)
    assert add(tmp_path, wire("ferry"), WIRE).removed == ("mill",)


def test_json_lines_that_did_not_change_are_all_there_and_those_that_are_gone_all_kept(tmp_path: Path) -> None:
    add(tmp_path, wire("ferry", "mill", etag='"1"'), WIRE)
    web = wire("ferry", "mill", etag='"1"')
    same = add(tmp_path, web, WIRE)
    assert (web.conditions, sorted(same.unchanged), same.articles) == ([('"1"', None)], ["ferry", "mill"], 2)
    assert sorted(add(tmp_path, FakeWeb({}), WIRE).gone) == ["ferry", "mill"]
