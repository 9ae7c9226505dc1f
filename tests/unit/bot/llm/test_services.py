"""From the settings to an answer that a language model worded."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bot.llm.client.cache import AnswerCache, cache_key
from bot.llm.client.types import NoReplyError
from bot.llm.draft import draft_schema
from bot.services import chat_collections
from bot.services.chat_collections import open_chat_collections
from bot.services.factory import make_engine_factory
from bot.services.llm import open_llm_services
from bot.settings import Settings, load_settings
from index.errors import SettingError
from tests.support.fakes import WordEncoder, fake_indexer, fake_library
from tests.support.model_server import Says, ScriptedModel

TEXT = "The old bridge was shut on 4 March. Repairs will cost 70,000 pounds, the council said."
DRAFT = {"claims": [{"text": "Repairs will cost 70,000 pounds.", "sentences": [2]}], "not_found": False}


def settings(folder: Path, **given: str) -> Settings:
    environment = {"DATA_DIR": str(folder), **given}
    return load_settings(environment=environment, env_file=folder / "none")


def test_without_the_setting_there_is_none(tmp_path: Path) -> None:
    assert open_llm_services(settings(tmp_path), WordEncoder) is None


def test_a_wrong_name_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="LLM_MODEL"):
        open_llm_services(settings(tmp_path, LLM_MODEL="nobody:x"), WordEncoder)


def test_the_settings_lead_to_an_answer_in_the_models_words(tmp_path: Path) -> None:
    (tmp_path / "bridge.txt").write_text(f"The bridge of Oldbridge\n\n{TEXT}\n", "utf-8")
    fake_indexer(tmp_path).rebuild([str(tmp_path / "bridge.txt")])
    with ScriptedModel(Says(json.dumps(DRAFT))) as server:
        given = settings(
            tmp_path, LLM_MODEL="openai:scripted", OPENAI_BASE_URL=server.url, LLM_MAX_TOKENS="77", LLM_AT_ONCE="1"
        )
        shelf = fake_library(tmp_path)
        llm = open_llm_services(given, shelf.encoder)
        assert llm is not None
        answer = make_engine_factory(given, llm)(shelf).answer("How much will the repairs of the bridge cost?")
        llm.close()
        shelf.close()
        assert server.asked[0]["max_completion_tokens"] == 77
    assert (answer.text, answer.engine) == ("Repairs will cost 70,000 pounds [1].", "llm:openai:scripted")
    assert (answer.prompt or "").startswith("answer ")


def test_one_model_serves_every_chat_and_is_closed_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_collections, "load_encoder", lambda _: WordEncoder())
    (tmp_path / "bridge.txt").write_text(f"The bridge of Oldbridge\n\n{TEXT}\n", "utf-8")
    fake_indexer(tmp_path).rebuild([str(tmp_path / "bridge.txt")])
    question = "How much will the repairs of the bridge cost?"
    with ScriptedModel(Says(json.dumps(DRAFT))) as server:
        url = server.url
        given = settings(tmp_path, EMBEDDING_MODEL="words", LLM_MODEL="openai:scripted", OPENAI_BASE_URL=url)
        with open_chat_collections(given) as opened:
            opened.name_for_additions(-1001, common=False)
            desks = [opened.common, opened.engine_for(-1001)]
            answers = [desk.answer(question) for desk in desks]
            assert len(server.asked) == 1, "the second answer is the first one's"
            assert desks[0] is not desks[1]
            model = opened.llm.model if opened.llm else None
        assert model is not None
        with pytest.raises(NoReplyError, match="cancelled"):
            model.ask([("human", "ready?")], deadline=time.monotonic() + 30)
    assert [answer.engine for answer in answers] == ["llm:openai:scripted"] * 2


def test_shelves_without_the_setting_have_no_model(tmp_path: Path) -> None:
    with open_chat_collections(settings(tmp_path)) as opened:
        assert opened.llm is None


def test_the_cache_forgets_what_was_not_wanted_for_longest() -> None:
    cache = AnswerCache[int](2)
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert [cache.get(key) for key in "abc"] == [1, None, 3]


def test_a_key_tells_its_parts_apart() -> None:
    assert cache_key(["ab", "c"]) != cache_key(["a", "bc"])
    assert cache_key([1, "x"]) == cache_key([1, "x"])


def test_the_shape_of_a_draft_holds_nothing_that_a_provider_may_not_know() -> None:
    schema = draft_schema()
    written = json.dumps(schema)
    for word in ("$ref", "$defs", "maxLength", "minLength", "maxItems", "default"):
        assert word not in written
    claims = schema["properties"]["claims"]["items"]  # type: ignore[index]
    assert (schema["title"], schema["required"]) == ("draft", ["claims", "not_found"])
    assert (claims["required"], claims["additionalProperties"]) == (["sentences", "text"], False)
    assert claims["properties"]["text"]["type"] == "string"
