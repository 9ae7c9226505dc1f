"""Adding to a collection and taking out of it, without a chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.services.article_editing import ArticleEditor
from bot.services.article_edits import ENCODING, Addition, AdditionOutcome, Links, Offer, Post, SentFile
from bot.services.background_indexing import StoppedError
from bot.settings import load_settings
from index.errors import SourceError
from index.sources.uploads import UploadOrigin
from tests.support.fakes import WordEncoder, fake_indexer
from tests.support.web.server import WebServer, page

MILL = "The old mill by the river was sold on Tuesday, the council said. It stands below the town, and is of oak. "
POST = Post(MILL, "telegram:1/2", UploadOrigin("River News", None, "2025-02-03", "https://t.me/river/7"))


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


def librarian(data: Path, web: WebServer | None = None) -> ArticleEditor:
    hosts = f"127.0.0.1:{web.port}" if web else ""
    options = {"data_dir": str(data), "embedding_model": "words", "fetch_allow_hosts": hosts}
    return ArticleEditor(load_settings(environment={}, env_file=Path("no.env"), **options), WordEncoder)


def outcomes(addition: Addition) -> list[AdditionOutcome]:
    return [entry.outcome for entry in addition.entries]


def test_the_first_article_of_a_collection_is_added_and_no_other_collection_has_it(tmp_path: Path) -> None:
    made = librarian(tmp_path)
    told: list[str] = []
    added = made.add("readers", POST, lambda stage, done, total: told.append(stage))
    (entry,) = added.entries
    assert (entry.outcome, entry.article.publisher, entry.passages) == (AdditionOutcome.NEW, "River News", 1)
    assert entry.article.text == ""
    assert ENCODING in told
    assert made.article_ids("readers") == {"https://t.me/river/7"}
    assert made.article_ids("common") == frozenset()


def test_the_same_again_changes_nothing_and_a_copy_names_its_first(tmp_path: Path) -> None:
    made = librarian(tmp_path)
    made.add("common", POST)
    again = made.add("common", POST)
    assert (outcomes(again), again.changes) == ([AdditionOutcome.UNCHANGED], ())
    copy = made.add(
        "common", Post(MILL, "telegram:1/3", UploadOrigin("Wire", None, "2025-02-09", "https://t.me/wire/1"))
    )
    (entry,) = copy.entries
    assert entry.first is not None
    assert entry.first.publisher == "River News"


@pytest.mark.parametrize(
    "offer",
    [
        SentFile("x.txt", b"\x89PNG\r\n", "telegram:u", UploadOrigin()),
        Post("  ", "telegram:1/9", UploadOrigin()),
        Links(("http://127.0.0.1:9/x",)),
    ],
)
def test_what_cannot_be_read_is_a_failure_and_nothing_is_stored(tmp_path: Path, offer: Offer) -> None:
    made = librarian(tmp_path)
    added = made.add("common", offer)
    assert (added.entries, added.changes, len(added.failed)) == ((), (), 1)
    assert made.article_ids("common") == frozenset()


def test_removing_says_whether_a_file_would_bring_it_back(tmp_path: Path) -> None:
    note = tmp_path / "ferry.txt"
    note.write_text("Ferry stays\n\nThe ferry stays in the harbour until spring.")
    fake_indexer(tmp_path / "data").rebuild([str(note)])
    made = librarian(tmp_path / "data")
    made.add("common", POST)
    (ferry,) = made.find_articles("common", "FERRY stays")
    (post,) = made.find_articles("common", "https://www.t.me/river/7/")
    back, gone = made.remove("common", ferry.id), made.remove("common", post.id)
    assert back is not None
    assert gone is not None
    assert (back.comes_again, gone.comes_again) == (True, False)
    assert made.remove("common", post.id) is None
    assert made.find_articles("common", "ferry") == ()


def test_a_feed_is_looked_at_before_it_is_kept(tmp_path: Path, web: WebServer) -> None:
    made = librarian(tmp_path, web)
    item = "<item><title>News</title><link>https://x.example/1</link></item>"
    web.on("/feed", page(f'<rss version="2.0"><channel><title>River News</title>{item}</channel></rss>'.encode()))
    web.on("/page", page(b"<html><body><p>No feed.</p></body></html>", headers=["Content-Type: text/html"]))
    found = made.inspect_feed(f"http://127.0.0.1:{web.port}/feed")
    assert (found.title, found.items) == ("River News", 1)
    with pytest.raises(SourceError, match="a page and no feed"):
        made.inspect_feed(f"http://127.0.0.1:{web.port}/page")
    with pytest.raises(SourceError, match="no such page"):
        made.inspect_feed(f"http://127.0.0.1:{web.port}/gone")


def test_one_that_was_stopped_begins_nothing(tmp_path: Path) -> None:
    made = librarian(tmp_path)
    made.stop()
    with pytest.raises(StoppedError):
        made.add("common", POST)
    assert made.article_ids("common") == frozenset()
