"""Runs that are interrupted, killed, resumed, or not alone: nothing is lost and nothing done twice."""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import BusyError
from index.indexes import snapshot
from index.ingest.indexer import Indexer
from index.ingest.report import IngestReport
from index.sources.web.types import Fetched, Gone, Unchanged
from index.store.articles import FILE_NAME, Store
from index.store.write_lock import write_lock
from tests.support.fakes import FakeWeb, WordEncoder, fake_indexer, fake_library, feed_of, page_of

ROOT = Path(__file__).parents[4]
HOST = "https://news.example"
PAGES = [f"{HOST}/{n}" for n in range(40)]
FETCHED = 35  # of 40 pages, when the next breaks the work


def pages(etag: str | None = None) -> FakeWeb:
    return FakeWeb(
        {url: page_of(f"Barge {n} sank near the bridge.", url=url, etag=etag) for n, url in enumerate(PAGES)}
    )


class Hooked(FakeWeb):
    """Calls ``hook`` before the page ``at`` is fetched, once."""

    def __init__(self, web: FakeWeb, at: str, hook: Callable[[], object]) -> None:
        super().__init__(web.answers)
        self._at, self._hook = at, hook

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        if address == self._at and address not in self.asked:
            self._hook()
        return super().fetch(address, etag=etag, last_modified=last_modified)


def stop() -> None:
    raise KeyboardInterrupt


def run(data: Path, web: FakeWeb, sources: Sequence[str], encoder: WordEncoder | None = None) -> IngestReport:
    return fake_indexer(data, encoder, web=lambda: web).rebuild(sources)


def interrupted(data: Path, sources: Sequence[str] = PAGES, web: FakeWeb | None = None) -> int:
    """Return how many of the pages, which come in order, are stored: all that came but the last batch."""
    with pytest.raises(KeyboardInterrupt):
        run(data, Hooked(web or pages(), PAGES[FETCHED], stop), sources)
    with Store(data) as store:
        done = list(store.collection("common").runs.find_completed(sources, anew=False).articles)
    assert FETCHED - 16 < len(done) <= FETCHED
    assert set(done) == set(PAGES[: len(done)])
    return len(done)


def test_pages_stored_before_an_interruption_are_neither_fetched_nor_encoded_again(tmp_path: Path) -> None:
    stored = interrupted(tmp_path)
    web, encoder = pages(), WordEncoder()
    report = run(tmp_path, web, PAGES, encoder)
    assert web.asked == PAGES[stored:]
    assert len(encoder.encoded) == len(PAGES) - stored
    assert (report.unchanged, report.added) == (tuple(PAGES[:stored]), tuple(PAGES[stored:]))
    assert report.articles == len(PAGES)


def test_what_was_stored_before_an_interruption_is_found_at_once(tmp_path: Path) -> None:
    stored = interrupted(tmp_path)
    assert fake_library(tmp_path).size == stored


def test_a_run_that_came_to_its_end_is_not_continued(tmp_path: Path) -> None:
    interrupted(tmp_path)
    run(tmp_path, pages(), PAGES)
    web = pages()
    assert run(tmp_path, web, PAGES).unchanged == tuple(PAGES)
    assert web.asked == PAGES


def test_a_run_killed_while_it_writes_the_index_fetches_nothing_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(snapshot, "publish_snapshot", broken)
        with pytest.raises(KeyboardInterrupt):
            run(tmp_path, pages(), PAGES)
    web = pages()
    assert run(tmp_path, web, PAGES).unchanged == tuple(PAGES)
    assert web.asked == []


def test_a_run_of_long_ago_is_not_continued(tmp_path: Path) -> None:
    stored = interrupted(tmp_path)
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        connection.execute("UPDATE runs SET worked_at = '2026-01-01T00:00:00+00:00'")
    web, encoder = pages(), WordEncoder()
    run(tmp_path, web, PAGES, encoder)
    assert web.asked == PAGES
    assert len(encoder.encoded) == len(PAGES) - stored
    with Store(tmp_path) as store:
        assert store.collection("common").runs.find_completed(PAGES, anew=False).runs == ()


def test_a_command_in_between_fetches_what_it_is_asked_for_and_takes_nothing_away(tmp_path: Path) -> None:
    stored = interrupted(tmp_path)
    between = pages()
    run(tmp_path, between, PAGES[:2])
    assert between.asked == PAGES[:2]
    web = pages()
    run(tmp_path, web, PAGES)
    assert web.asked == PAGES[stored:]


def test_who_asks_for_more_goes_on_with_what_was_asked_for(tmp_path: Path) -> None:
    stored = interrupted(tmp_path, PAGES[:39])
    web = pages()
    run(tmp_path, web, PAGES)
    assert web.asked == PAGES[stored:]


def test_what_was_removed_in_between_is_fetched_again(tmp_path: Path) -> None:
    stored = interrupted(tmp_path)
    fake_indexer(tmp_path).remove(PAGES[3])
    web = pages()
    assert PAGES[3] in run(tmp_path, web, PAGES).added
    assert web.asked == [PAGES[3], *PAGES[stored:]]


def test_another_collection_goes_its_own_way(tmp_path: Path) -> None:
    interrupted(tmp_path)
    web = pages()
    assert len(fake_indexer(tmp_path, None, "club", lambda: web).rebuild(PAGES).added) == len(PAGES)
    assert web.asked == PAGES


def test_a_feed_is_asked_again_and_its_pages_are_not(tmp_path: Path) -> None:
    feed = f"{HOST}/feed"
    web = pages()
    web.answers[feed] = feed_of(feed, *PAGES)
    stored = interrupted(tmp_path, [feed], web)
    again = pages()
    again.answers[feed] = feed_of(feed, *PAGES)
    report = run(tmp_path, again, [feed])
    assert again.asked == [feed, *PAGES[stored:]]
    assert len(report.unchanged) == stored


def test_a_page_that_was_gone_stays_marked_by_the_run_that_goes_on(tmp_path: Path) -> None:
    run(tmp_path, pages(), PAGES)
    web = pages()
    del web.answers[PAGES[1]]
    interrupted(tmp_path, PAGES, web)
    report = run(tmp_path, pages(), PAGES)
    assert report.gone == (PAGES[1],)
    with Store(tmp_path) as store:
        assert store.collection("common").current_versions()[PAGES[1]].gone_at is not None


def test_a_page_stored_before_the_interruption_is_not_taken_for_a_second_one(tmp_path: Path) -> None:
    interrupted(tmp_path)
    web = pages()
    web.answers[PAGES[39]] = page_of("Barge 3 was raised.", url=PAGES[3])
    report = run(tmp_path, web, PAGES)
    assert report.repeated == (PAGES[3],)
    with Store(tmp_path) as store:
        _, article = store.collection("common").article(PAGES[3]) or pytest.fail("not stored")
    assert article.text == "Barge 3 was raised."


def test_of_two_addresses_of_one_article_the_last_wins_and_makes_one_version(tmp_path: Path) -> None:
    def disagreeing() -> FakeWeb:
        web = pages()
        web.answers[PAGES[2]] = page_of("Barge 38 sank, says one page.", url=PAGES[38])
        return web

    for _ in range(3):
        report = run(tmp_path, disagreeing(), PAGES)
        assert report.repeated == (PAGES[38],)
        with Store(tmp_path) as store:
            versions = store.collection("common").versions(PAGES[38])
            assert store.articles_by_key([versions[-1].key])[versions[-1].key].text.startswith("Barge 38 sank near")
        assert len(versions) == 2  # the first run could not know that another address would give it
    assert len(report.unchanged) == len(PAGES) - 1


def test_an_article_of_a_file_and_of_a_page_makes_no_version_in_each_run(tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text(json.dumps({"id": PAGES[0], "text": "The file says something else."}))
    data = tmp_path / "data"
    run(data, pages(), [PAGES[0]])
    for _ in range(2):
        report = run(data, pages(), [str(file), PAGES[0]])
        assert (report.unchanged, report.repeated) == ((PAGES[0],), (PAGES[0],))
    with Store(data) as store:
        assert len(store.collection("common").versions(PAGES[0])) == 1


def test_an_article_under_another_id_is_replaced_and_said(tmp_path: Path) -> None:
    file = tmp_path / "wire.jsonl"
    file.write_text(json.dumps({"id": "barge", "text": "Barge 0 sank.", "url": f"{PAGES[0]}?utm_source=mail"}))
    data = tmp_path / "data"
    fake_indexer(data).rebuild([str(file)])
    report = run(data, pages(), PAGES)
    assert (report.replaced, report.articles) == (("barge",), len(PAGES))


def test_the_encoder_is_loaded_once_for_all_batches(tmp_path: Path) -> None:
    loaded: list[WordEncoder] = []

    def load() -> WordEncoder:
        loaded.append(WordEncoder())
        return loaded[-1]

    Indexer(tmp_path, "common", "words", load, open_web=pages).rebuild(PAGES)
    assert len(loaded) == 1


def test_others_may_write_while_pages_are_fetched(tmp_path: Path) -> None:
    data, note = tmp_path / "data", tmp_path / "note.txt"
    note.write_text("An owl nests in the tower.")
    seen: list[IngestReport] = []
    web = Hooked(pages(), PAGES[FETCHED], lambda: seen.append(fake_indexer(data).rebuild([str(note)])))
    report = run(data, web, PAGES)
    assert len(seen[0].added) == 1
    assert (report.articles, report.removed) == (len(PAGES) + 1, ())


def test_two_runs_of_the_same_pages_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    seen: list[IngestReport] = []
    web = Hooked(pages(), PAGES[FETCHED], lambda: seen.append(run(tmp_path, pages(), PAGES)))
    report = run(tmp_path, web, PAGES)
    assert (seen[0].articles, report.articles, len(report.added) + len(report.unchanged)) == (40, 40, 40)
    with Store(tmp_path) as store:
        assert all(len(store.collection("common").versions(url)) == 1 for url in PAGES)
        assert store.collection("common").runs.find_completed(PAGES, anew=False).runs == ()


def test_a_file_added_by_others_while_a_run_goes_on_is_not_taken_for_vanished(tmp_path: Path) -> None:
    data, wire = tmp_path / "data", tmp_path / "wire.jsonl"
    wire.write_text('{"id": "owl", "text": "An owl."}\n')

    def more() -> None:
        wire.write_text('{"id": "owl", "text": "An owl."}\n{"id": "bee", "text": "A bee."}\n')
        fake_indexer(data).rebuild([str(wire)])

    report = run(data, Hooked(pages(), PAGES[FETCHED], more), [str(wire), *PAGES])
    assert (report.removed, report.articles) == ((), len(PAGES) + 2)


def test_who_asks_while_a_run_goes_on_gets_the_last_index_and_writes_none(tmp_path: Path) -> None:
    run(tmp_path, pages(), PAGES[:1])
    first = snapshot.read_manifest(tmp_path, "common")
    seen: list[object] = []

    class Asked(WordEncoder):
        def encode_passages(self, texts):  # type: ignore[no-untyped-def]
            if len(self.encoded) > 16:
                seen.extend([fake_library(tmp_path).size, snapshot.read_manifest(tmp_path, "common")])
            return super().encode_passages(texts)

    run(tmp_path, pages(), PAGES, Asked())
    assert seen[:2] == [1, first]
    assert fake_library(tmp_path).size == len(PAGES)


class Stops(WordEncoder):
    """Is interrupted when it was given ``after`` texts."""

    def __init__(self, after: int) -> None:
        super().__init__()
        self._after = after

    def encode_passages(self, texts):  # type: ignore[no-untyped-def]
        if len(self.encoded) >= self._after:
            raise KeyboardInterrupt
        return super().encode_passages(texts)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six files, each a batch of its own."""
    monkeypatch.setattr("index.ingest.run._BATCH_CHARACTERS", 1000)
    made = tmp_path / "articles"
    made.mkdir()
    for n in range(6):
        (made / f"{n}.txt").write_text(f"Title: Barge {n}\n\n" + f"Barge {n} sank. " * 300)
    return made


@pytest.mark.parametrize("full", [False, True])
def test_a_folder_half_done_is_continued_and_no_text_is_encoded_twice(tmp_path: Path, folder: Path, full: bool) -> None:
    data, all_of_it = tmp_path / "data", WordEncoder()
    if full:
        fake_indexer(data).rebuild([str(folder)])
    fake_indexer(tmp_path / "other", all_of_it).rebuild([str(folder)])
    half, rest = Stops(len(all_of_it.encoded) // 2), WordEncoder()
    with pytest.raises(KeyboardInterrupt):
        fake_indexer(data, half).rebuild([str(folder)], full=full)
    report = fake_indexer(data, rest).rebuild([str(folder)], full=full)
    assert sorted(half.encoded + rest.encoded) == sorted(all_of_it.encoded)
    assert half.encoded
    assert rest.encoded
    assert report.articles == 6
    again = WordEncoder()
    fake_indexer(data, again).rebuild([str(folder)], full=full)
    assert len(again.encoded) == (len(all_of_it.encoded) if full else 0)


class Dies(WordEncoder):
    """Kills its process at the second batch."""

    def encode_passages(self, texts):  # type: ignore[no-untyped-def]
        if self.encoded:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode_passages(texts)


def test_a_run_killed_outright_is_continued(tmp_path: Path) -> None:
    script = f"""
        from pathlib import Path
        from tests.unit.index.ingest.test_resume import PAGES, Dies, pages, run
        run(Path({str(tmp_path)!r}), pages(), PAGES, Dies())
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
    )
    assert killed.returncode == -signal.SIGKILL
    web, encoder = pages(), WordEncoder()
    known = run(tmp_path, web, PAGES, encoder).unchanged
    assert known == tuple(PAGES[: len(known)])
    assert 0 < len(known) <= 16
    assert web.asked == PAGES[len(known) :]
    assert len(encoder.encoded) == len(PAGES) - len(known)


class Frees(logging.Handler):
    """Lets go of the lock when it is told that somebody waits for it."""

    def __init__(self, free: threading.Event) -> None:
        super().__init__()
        self.free = free
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())
        self.free.set()


def test_a_writer_that_has_something_to_lose_waits_and_says_so(tmp_path: Path) -> None:
    held, told = threading.Event(), Frees(threading.Event())

    def hold() -> None:
        with write_lock(tmp_path):
            held.set()
            told.free.wait(30)

    thread = threading.Thread(target=hold)
    logger = logging.getLogger("index.store.write_lock")
    logger.addHandler(told)
    try:
        thread.start()
        assert held.wait(30)
        with write_lock(tmp_path, wait_s=0.0, patience_s=30):
            assert told.told == [f"another whosaid process is changing the index in {str(tmp_path)!r}: waiting for it"]
    finally:
        told.free.set()
        thread.join()
        logger.removeHandler(told)


def test_a_writer_that_waits_can_be_told_to_stop(tmp_path: Path) -> None:
    told: list[str] = []

    def progress(stage: str, done: int, total: int) -> None:
        told.append(stage)
        raise KeyboardInterrupt

    run(tmp_path, pages(), PAGES[:1])
    with write_lock(tmp_path), pytest.raises(KeyboardInterrupt):
        replace(fake_indexer(tmp_path), progress=progress).remove(PAGES[0])
    assert told == ["Waiting for another writer"]


def test_what_was_stored_is_kept_where_another_writer_never_ends(tmp_path: Path) -> None:
    with ExitStack() as stack:
        other = FileLock(tmp_path / "writing.lock", thread_local=False)
        locked = Hooked(pages(), PAGES[FETCHED], lambda: stack.enter_context(other))
        with pytest.raises(BusyError, match="still is: run the same command when it has ended"):
            replace(fake_indexer(tmp_path, web=lambda: locked), patience_s=0.01).rebuild(PAGES)
    web = pages()
    report = run(tmp_path, web, PAGES)
    assert (report.articles, len(report.unchanged) + len(web.asked)) == (len(PAGES), len(PAGES))
