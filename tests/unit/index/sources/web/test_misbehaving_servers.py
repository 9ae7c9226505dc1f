"""Sources that misbehave, up to the store: one line each, and the source beside them is read."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from index.ingest.report import IngestReport
from index.sources.formats import sandbox
from index.sources.formats.sandbox import Parser, Sandbox
from index.sources.types import ExtractedArticle
from index.sources.web.limits import Limits
from tests.support.fakes import fake_indexer
from tests.support.web.internet import Internet
from tests.support.web.server import Reply, drop_connection, endless, page, redirect, send_bytes, silent
from tests.unit.index.sources.formats import bad_parsers, docx_files, pdf_files

BAD = "http://news.example/bad"
GOOD = "http://other.example/good"
HTML = ["Content-Type: text/html; charset=utf-8"]
WORDS = "The old mill by the river was sold on Tuesday, the town council said in a note. "
ARTICLE = f"<html><body><article><p>{WORDS * 2}</p><p>{WORDS}</p></article></body></html>".encode()
PDF, DOCX = ["Content-Type: application/pdf"], ["Content-Type: application/octet-stream"]


@pytest.fixture
def small_sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The sandbox with a quarter of its memory, so that less is needed to fill it."""
    bomb = Sandbox(seconds=300, memory=2**28)
    monkeypatch.setattr(sandbox, "shared_sandbox", lambda: bomb)
    yield bomb
    bomb.close()


@dataclass(frozen=True)
class Bench:
    """A store to be, and the internet that it is filled from."""

    data: Path
    internet: Internet

    def on(self, reply: Reply) -> None:
        self.internet.server.on("/bad", reply)

    def rebuild(self, *sources: str, limits: Limits | None = None) -> IngestReport:
        """What came of the sources, or of the bad one, and of a good one behind them."""
        self.internet.server.on("/good", page(ARTICLE, headers=HTML))
        bomb = fake_indexer(self.data, web=lambda: self.internet.fetcher(limits=limits))
        return bomb.rebuild([*(sources or (BAD,)), GOOD])


@pytest.fixture
def bench(tmp_path: Path, small_sandbox: Sandbox, internet: Internet) -> Bench:
    return Bench(tmp_path / "data", internet)


def line(report: IngestReport) -> str:
    """The one line about the one source that failed."""
    assert report.added == (GOOD,)
    (failed,) = report.failed
    assert failed.source == BAD
    assert "\n" not in failed.reason
    assert len(failed.reason) < 300
    assert BAD not in failed.reason
    assert "; " in failed.reason, "nothing is said of how to mend it"
    return failed.reason


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>News</title><link>{link}</link></item>" for link in links)
    return f"<rss><channel>{items}</channel></rss>".encode()


def nested_entities(depth: int) -> bytes:
    """A feed that unfolds to a billion letters, if its entities are unfolded."""
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE rss [<!ENTITY e0 "{"x" * 100}">{steps}]>'.encode() + b"<rss><channel>&e7;</channel></rss>"


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (
            page(gzip.compress(bytes(30_000_000), mtime=0), headers=[*HTML, "Content-Encoding: gzip"]),
            "larger than 20 MB",
        ),
        (
            page(
                docx_files.docx(docx_files.paragraph("Shut."), parts={"word/media/a.bmp": bytes(9 * 2**20)}),
                headers=DOCX,
            ),
            "unpacks to",
        ),
        (page(b"<div>" * 200_000 + WORDS.encode(), headers=HTML), "no article text was found"),
        (page(b"<table><tr><td>" * 60_000 + WORDS.encode(), headers=HTML), "no article text was found"),
        (page(nested_entities(8)), "the feed holds no item"),
        (page(b"<rss>" * 200_000), "the feed holds no item"),
        (page(b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000), "no JSON"),
        (redirect("/bad"), "redirects in a circle"),
        (redirect("http://169.254.169.254/latest/meta-data/"), "redirects to an address that may not be fetched"),
        (redirect("file:///etc/passwd"), "redirects to an address that may not be fetched"),
        (endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536), "larger than 20 MB"),
        (send_bytes(b"SSH-2.0-OpenSSH_9.9\r\n"), "the answer is no HTTP"),
        (drop_connection, "the connection broke off"),
        (page(ARTICLE, length=99_999), "the connection broke off"),
        (page(b"\0" * 1000, headers=HTML), "zero bytes"),
    ],
    ids=[
        *("gzip-bomb", "docx-bomb", "deep-html", "deep-tables", "entities", "deep-feed", "deep-json", "circle"),
        *("inside", "file", "endless", "no-http", "dropped", "short", "zeros"),
    ],
)
def test_it_ends_in_one_line(bench: Bench, reply: Reply, says: str) -> None:
    bench.on(reply)
    assert says in line(bench.rebuild())


@pytest.mark.parametrize("bomb", [pdf_files.bomb_of_content, pdf_files.bomb_of_objects])
def test_a_pdf_bomb_ends_in_one_line(bench: Bench, bomb: Any) -> None:
    bench.on(page(bomb(2**28), headers=PDF))
    assert "the parser broke down on it or ran out of memory" in line(bench.rebuild())


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\n"], ids=["body", "headers"])
def test_a_slow_drip_ends_in_one_line(bench: Bench, head: bytes) -> None:
    bench.on(endless(head, b"X-More: 1\r\n"))
    bench.internet.stall = 0.5
    bench.internet.sip = 1000
    report = bench.rebuild()
    assert "takes longer than 60 seconds" in line(report)


def test_silence_ends_in_one_line(bench: Bench) -> None:
    bench.on(silent(bench.internet.server))
    report = bench.rebuild(limits=Limits(read=0.05))
    assert "the host stops in the middle of its answer" in line(report)


@pytest.mark.parametrize(
    ("parser", "says"),
    [
        ("segfault", "the parser broke down on it or ran out of memory"),
        ("aborting", "the parser broke down on it or ran out of memory"),
        ("leaving", "the parser broke down on it or ran out of memory"),
        ("hanging", "it took longer than 1 s to take apart"),
        ("eating", "the parser broke down on it or ran out of memory|wants more than 0.25 GiB of memory"),
        ("raising", r"could not be taken apart \(KeyError\)"),
    ],
)
@pytest.mark.parametrize("kind", ["page", "feed"])
def test_a_parser_that_breaks_or_hangs_ends_in_one_line(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, parser: str, says: str, kind: str
) -> None:
    child = Sandbox(seconds=1, memory=2**28)
    patient = Sandbox(seconds=300)
    breaking = getattr(bad_parsers, parser)

    class Broken:
        """Breaks on the bad source and on nothing else."""

        def read(self, usual: Parser, data: bytes) -> ExtractedArticle:
            return (
                child.read(getattr(bad_parsers, parser), data) if b"/bad" in data[:200] else patient.read(usual, data)
            )

        def run(self, usual: Parser, data: bytes, mend: str) -> dict[str, Any]:
            return child.run(breaking, data, mend)

    monkeypatch.setattr(sandbox, "shared_sandbox", Broken)
    bench.on(page(ARTICLE, headers=HTML) if kind == "page" else page(feed("/good")))
    try:
        reason = line(bench.rebuild())
    finally:
        child.close()
        patient.close()
    assert any(words in reason for words in says.replace("\\", "").split("|"))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"word " * 200_000, "text/plain"),
        (b"x" * 1_000_000, "text/plain"),
        (b"The mill was sold." + b"\t" * 1_000_000 + b"A baker bought it.", "text/plain"),
        (b"<html><body><article><p>" + b"word " * 200_000 + b"</p></article></body></html>", "text/html"),
    ],
    ids=["words", "one-word", "tabs", "page"],
)
def test_a_megabyte_on_one_line_is_read(bench: Bench, content: bytes, kind: str) -> None:
    bench.on(page(content, headers=[f"Content-Type: {kind}"]))
    assert set(bench.rebuild().added) == {BAD, GOOD}


def test_what_a_feed_leads_to_is_checked_as_any_address(bench: Bench) -> None:
    inside = ["http://127.0.0.1/", "http://169.254.169.254/x", "http://[::ffff:10.0.0.1]/", "http://2130706433/"]
    bench.on(page(feed(*inside, "file:///etc/passwd", "gopher://10.0.0.1/", GOOD)))
    report = bench.rebuild()
    assert report.added == (GOOD,)
    assert [failed.source for failed in report.failed] == inside
    assert {address for address, _ in bench.internet.dialled} == {"93.184.215.14", "1.1.1.1"}


def test_no_name_of_a_source_becomes_a_path(bench: Bench, tmp_path: Path) -> None:
    paths = ["/escaped", "/%2e%2e/%2e%2e/escaped.txt", "/a%00b.txt", "/..%5c..%5cescaped", "/" + "long" * 500]
    for path in paths:
        bench.internet.server.on(path, page(ARTICLE, headers=HTML))
    given = tmp_path / "given"
    given.mkdir()
    (given / "lines.jsonl").write_text(
        '{"id": "../../escaped", "text": "The mill was sold."}\n'
        '{"id": "/etc/escaped", "text": "A baker bought it."}\n'
        '{"id": "a\\u0000b", "text": "He bakes bread there."}\n'
    )
    parts = {"../../../escaped.txt": b"x", "/etc/escaped": b"x"}
    (given / "bridge.docx").write_bytes(docx_files.docx(docx_files.paragraph("The bridge is shut."), parts=parts))
    before = _outside(bench.data)
    report = bench.rebuild(
        str(given), "http://news.example/../../../escaped", *(f"http://news.example{p}" for p in paths)
    )
    assert _outside(bench.data) == before
    names = [path.name for path in bench.data.rglob("*")]
    assert not [name for name in names if "escaped" in name or "long" in name or "\0" in name]
    assert {"../../escaped", "/etc/escaped"} <= set(report.added)
    assert all(f"http://news.example{path}" in report.added for path in paths)
    assert all("\n" not in failed.reason for failed in report.failed)


def _outside(data: Path) -> set[Path]:
    return {path for path in data.parent.rglob("*") if not path.is_relative_to(data)}
