"""Web addresses as a person adds them, over a server on the loopback and with the real encoder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from tests.support.web.server import WebServer, page

WORDS = "<p>The old mill by the river was sold on Tuesday, the town council said in a note.</p>"
MORE = "<p>A baker from the next village bought it for ninety thousand euros, and will bake bread there.</p>"
HTML = ["Content-Type: text/html; charset=utf-8"]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def story(title: str, *paragraphs: str) -> bytes:
    body = f"<h1>{title}</h1>{''.join(paragraphs)}"
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>News</title><link>{link}</link></item>" for link in links)
    return f'<rss version="2.0"><channel><title>River News</title>{items}</channel></rss>'.encode()


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def root(server: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    for name in ("DATA_DIR", "ARTICLES_DIR", "EMBEDDING_MODEL", "FEEDS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FETCH_ALLOW_HOSTS", f"127.0.0.1:{server.port}")
    return f"http://127.0.0.1:{server.port}"


def report(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_a_page_is_added_asked_about_and_refreshed(server: WebServer, root: str) -> None:
    server.on("/mill", page(story("Mill sold", WORDS, MORE), headers=[*HTML, 'ETag: "1"']))
    added = run("add", f"{root}/mill", f"{root}/none")
    assert added.exit_code == 0, added.stderr
    assert f"{root}/none: the host says that there is no such page (404)" in added.stdout
    answer = json.loads(run("ask", "who bought the mill?", "--json").stdout)
    assert (answer["citations"][0]["article_id"], answer["citations"][0]["url"]) == (f"{root}/mill", f"{root}/mill")
    (failed,) = [json.loads(line) for line in run("list", "--failed", "--json").stdout.splitlines()]
    assert failed["source"] == f"{root}/none"
    server.on("/mill", page(status="304 Not Modified"))
    assert report("refresh")["unchanged"] == [f"{root}/mill"]
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    server.on("/mill", page(status="410 Gone"))
    gone = run("refresh")
    assert gone.exit_code == 0, gone.stderr
    assert f"{root}/mill (kept as stored)" in gone.stdout
    assert json.loads(run("list", "--json").stdout)["gone_at"] is not None
    assert "page gone since" in run("list").stdout
    storage = json.loads(run("ask", "who bought the mill?", "--json").stdout)["citations"][0]
    assert (storage["quote"], storage["corrected"]) == (answer["citations"][0]["quote"], False)
    assert storage["gone_at"] is not None
    assert answer["citations"][0]["gone_at"] is None
    assert "page gone since" in run("ask", "who bought the mill?").stdout


def test_feeds_are_read_by_a_rebuild_and_by_a_refresh(
    server: WebServer, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDS", f"{root}/feed")
    server.on("/feed", page(feed(f"{root}/mill")), page(feed(f"{root}/mill", f"{root}/ferry")))
    server.on("/mill", page(story("Mill sold", WORDS, MORE), headers=HTML))
    server.on("/ferry", page(story("Ferry", MORE.replace("baker", "sailor"), WORDS), headers=HTML))
    first = report("rebuild")
    assert (first["added"], first["failed"]) == ([f"{root}/mill"], [])
    second = report("refresh")
    assert (second["added"], second["unchanged"]) == ([f"{root}/ferry"], [f"{root}/mill"])
    assert server.pages().count("/mill") == 2


def test_a_page_among_the_feeds_is_indexed_as_a_page(
    server: WebServer, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FEEDS", f"{root}/mill")
    server.on("/mill", page(story("Mill sold", WORDS, MORE), headers=HTML))
    assert report("rebuild")["added"] == [f"{root}/mill"]
    assert report("refresh")["unchanged"] == [f"{root}/mill"]


def test_a_full_rebuild_of_everything_asks_no_server_for_what_it_has(server: WebServer, root: str) -> None:
    server.on("/mill", page(story("Mill sold", WORDS, MORE), headers=HTML))
    report("add", f"{root}/mill")
    count = len(server.requests)
    assert report("rebuild", "--full")["unchanged"] == [f"{root}/mill"]
    assert len(server.requests) == count


def test_an_article_found_under_another_id_is_said(server: WebServer, root: str, tmp_path: Path) -> None:
    line = {"id": "old", "text": "The mill was sold.", "url": f"{root}/mill"}
    (tmp_path / "wire.jsonl").write_text(json.dumps(line))
    report("add", str(tmp_path / "wire.jsonl"))
    server.on("/mill", page(story("Mill sold", WORDS, MORE), headers=HTML))
    said = run("add", f"{root}/mill")
    assert "replaced       1  old (found under other ids now)" in said.stdout
