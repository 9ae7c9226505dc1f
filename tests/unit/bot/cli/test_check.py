"""RERANKER_MODEL, READER_MODEL and LLM_MODEL: from the setting to the model, and what ``whosaid check`` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.check import run_checks
from bot.services.factory import load_reader, load_reranker
from bot.settings import Settings, load_settings
from tests.support.model_server import Fails, Says, ScriptedModel, Turn
from tests.support.tiny_models import TinyModels

LLM = ("LLM_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL", "LLM_TIMEOUT_SECONDS", "LLM_MAX_TOKENS", "LLM_AT_ONCE")


def settings(**given: str) -> Settings:
    return load_settings(environment={name.upper(): text for name, text in given.items()}, env_file=Path("none"))


def test_models_that_are_not_set_are_none() -> None:
    assert load_reranker(settings()) is None
    assert load_reader(settings()) is None


def test_models_are_loaded_by_their_settings(tiny: TinyModels) -> None:
    given = settings(reranker_model=str(tiny.reranker), reader_model=str(tiny.reader), device="cpu")
    reranker, reader = load_reranker(given), load_reader(given)
    assert reranker is not None
    assert reader is not None
    assert (reranker.name, reader.name) == (str(tiny.reranker), str(tiny.reader))


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("DATA_DIR", "RERANKER_MODEL", "READER_MODEL", "DEVICE", "FEEDS", "TELEGRAM_BOT_TOKEN", *LLM):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EMBEDDING_MODEL", str(tmp_path))  # no encoder is needed here, and none is waited for


def check(capsys: pytest.CaptureFixture[str]) -> dict[str, list[str]]:
    run_checks(None, "common")
    lines = [line.split(maxsplit=2) for line in capsys.readouterr().out.splitlines()]
    return {part: [result, words] for result, part, words in lines}


def test_check_says_that_models_are_not_set_and_need_not_be(capsys: pytest.CaptureFixture[str]) -> None:
    found = check(capsys)
    assert found["reranker"] == ["off", "not set, and not needed: RERANKER_MODEL takes the name or folder of a model"]
    assert found["reader"] == ["off", "not set, and not needed: READER_MODEL takes the name or folder of a model"]


def test_check_names_the_models_that_load(
    tiny: TinyModels, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RERANKER_MODEL", str(tiny.reranker))
    monkeypatch.setenv("READER_MODEL", str(tiny.reader))
    found = check(capsys)
    assert found["settings"] == ["ok", "read"]
    assert found["reranker"] == ["ok", f"{tiny.reranker}, for open questions"]
    assert found["reader"] == ["ok", f"{tiny.reader}, for open questions"]


def test_check_says_how_to_mend_a_model_that_does_not_load(
    tiny: TinyModels, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RERANKER_MODEL", str(tiny.labels))
    monkeypatch.setenv("READER_MODEL", str(tiny.body))
    found = check(capsys)
    assert found["reranker"][0] == found["reader"][0] == "wrong"
    assert "has 2 labels: give a cross-encoder with one" in found["reranker"][1]
    assert "give a model for extractive question answering" in found["reader"][1]


@pytest.mark.parametrize(
    ("feeds", "minutes", "found"),
    [
        ("https://a.example/rss", "30", ["ok", "1 feed; the bot reads it again every 30 minutes"]),
        ("https://a.example/rss,https://b.example/rss", "1", ["ok", "2 feeds; the bot reads them again every minute"]),
        (
            "https://a.example/rss",
            "0",
            ["off", "1 feed; FEED_INTERVAL_MINUTES is 0, so only `whosaid refresh` reads what is new"],
        ),
        ("", "60", ["off", "FEEDS is not set; the bot reads stored web pages again every 60 minutes"]),
    ],
)
def test_check_says_how_often_feeds_are_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], feeds: str, minutes: str, found: list[str]
) -> None:
    monkeypatch.setenv("FEEDS", feeds)
    monkeypatch.setenv("FEED_INTERVAL_MINUTES", minutes)
    assert check(capsys)["feeds"] == found


def test_check_says_that_no_language_model_is_set_and_none_need_be(capsys: pytest.CaptureFixture[str]) -> None:
    result, words = check(capsys)["llm"]
    assert result == "off"
    assert "not needed: LLM_MODEL takes provider:model" in words


@pytest.mark.parametrize(
    ("turn", "result", "words"),
    [
        (Says("Yes."), "ok", "openai:scripted, answers in "),
        (Fails(401), "wrong", "openai:scripted refuses its key: see the provider's _API_KEY in .env"),
        (Fails(404), "wrong", "openai:scripted is not known to its provider: see LLM_MODEL"),
        (Fails(429), "wrong", "openai:scripted is asked too much"),
        (Fails(500), "wrong", "openai:scripted broke down"),
        (Fails(400), "wrong", "openai:scripted does not take a plain question (status 400)"),
    ],
    ids=str,
)
def test_check_asks_the_language_model(
    turn: Turn, result: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with ScriptedModel(turn) as server:
        monkeypatch.setenv("LLM_MODEL", "openai:scripted")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        found = check(capsys)["llm"]
        assert len(server.asked) == 1
    assert found[0] == result
    assert found[1].startswith(words)


def test_check_names_a_server_that_is_not_there_and_a_key_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LLM_MODEL", "openai:scripted")
    assert "OPENAI_API_KEY" in check(capsys)["llm"][1]
    with ScriptedModel(Says("Yes.")) as server:
        url = server.url
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    assert check(capsys)["llm"] == [
        "wrong",
        "openai:scripted cannot be reached: see that this machine reaches its address, and that its server runs",
    ]
