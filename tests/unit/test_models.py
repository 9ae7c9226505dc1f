"""RERANKER_MODEL and READER_MODEL: from the setting to the model, and what ``whosaid check`` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.check import run_checks
from bot.compose import load_reader, load_reranker
from bot.settings import Settings, load_settings
from tests.tiny_models import TinyModels


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
    for name in ("DATA_DIR", "RERANKER_MODEL", "READER_MODEL", "DEVICE", "FEEDS", "TELEGRAM_BOT_TOKEN"):
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
