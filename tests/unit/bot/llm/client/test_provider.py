"""From a name and keys to a model: what is wrong is one line, and no key goes anywhere but to its provider."""

from __future__ import annotations

import os
import time

import pytest

from bot.llm.client.client import LlmClient
from bot.llm.client.provider import load_model
from index.errors import ModelError, SettingError, WhosaidError
from tests.support.model_server import Says, ScriptedModel

KEY = "sk-not-to-be-told"


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL", "GROQ_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def load(name: str, **given: str) -> object:
    return load_model(name, given, seconds=30.0, max_tokens=100)


def refusal(name: str, kind: type[WhosaidError], **given: str) -> str:
    with pytest.raises(kind) as caught:
        load(name, **given)
    assert caught.value.__cause__ is None
    said = str(caught.value)
    assert "\n" not in said
    assert name in said
    assert KEY not in said
    return said


def test_a_missing_key_is_named() -> None:
    assert "OPENAI_API_KEY" in refusal("openai:gpt-4o-mini", SettingError)
    assert "ANTHROPIC_API_KEY" in refusal("anthropic:claude", SettingError)


def test_a_missing_package_is_named() -> None:
    assert "pip install langchain-groq" in refusal("groq:llama", ModelError, GROQ_API_KEY=KEY)


def test_a_provider_that_does_not_exist_is_named() -> None:
    assert "does not know" in refusal("nobody:model", SettingError)


def test_what_a_provider_says_of_its_settings_is_not_repeated() -> None:
    assert "cannot be set up" in refusal("openai:x", SettingError, OPENAI_API_KEY=KEY, OPENAI_PROXY=f"bad://{KEY}\n")


@pytest.mark.parametrize(("given", "sent"), [({"OPENAI_API_KEY": KEY}, KEY), ({}, "none")])
def test_a_server_of_ones_own_gets_the_key_or_none(given: dict[str, str], sent: str) -> None:
    with ScriptedModel(Says("yes")) as server:
        model = load_model("openai:local", {"OPENAI_BASE_URL": server.url, **given}, seconds=30.0, max_tokens=100)
        calls = LlmClient("openai:local", model, seconds=30.0, max_tokens=100, max_concurrent_calls=1)
        assert calls.ask([("human", "ready?")], deadline=time.monotonic() + 30.0).text == "yes"
        calls.close()
        assert server.authorization == [f"Bearer {sent}"]
        assert server.asked[0]["model"] == "local"
        assert server.asked[0]["max_completion_tokens"] == 100


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "https://a.example")
    before = dict(os.environ)
    load("openai:x", OPENAI_API_KEY=KEY, ANTHROPIC_BASE_URL="https://b.example", OTHER_API_KEY="other")
    assert dict(os.environ) == before


def test_a_key_of_the_environment_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert load("openai:x")
