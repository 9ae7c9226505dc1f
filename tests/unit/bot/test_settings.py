"""Settings: where they come from, what they take, and what an error says."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.setting_types import GroupsMode, IdList
from bot.settings import UNUSED_SETTINGS, Settings, list_settings, list_unused_settings, load_settings
from index.errors import SettingError

TOKEN = "123456:ABC-def_0123456789012345678901234567"
EXAMPLE = Path(__file__).parents[3] / ".env.example"

NO_FILE = Path("there is none")


def load(path: Path = NO_FILE, environment: dict[str, str] | None = None) -> Settings:
    return load_settings(environment=environment or {}, env_file=path)


def load_with(**environment: str) -> Settings:
    return load(environment=environment)


def env_file(folder: Path, text: str) -> Path:
    path = folder / ".env"
    path.write_text(text, encoding="utf-8")
    return path


def test_nothing_set_is_closed_and_local() -> None:
    settings = load()
    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert not settings.admin_user_ids
    assert not settings.allowed_telegram_user_ids
    assert not settings.allowed_telegram_group_ids
    assert settings.groups_mode is GroupsMode.MENTION
    assert (settings.data_dir, settings.articles_dir) == (Path("data"), Path("articles"))
    assert settings.embedding_model == "all-MiniLM-L6-v2"


def test_an_option_beats_the_environment_which_beats_the_file_which_beats_the_default(tmp_path: Path) -> None:
    path = env_file(tmp_path, "DATA_DIR=file\nARTICLES_DIR=file\nLOG_LEVEL=debug\n")
    environment = {"DATA_DIR": "environment", "ARTICLES_DIR": "environment"}
    settings = load_settings(environment=environment, env_file=path, data_dir="option")
    assert (settings.data_dir, settings.articles_dir) == (Path("option"), Path("environment"))
    assert (settings.log_level, settings.device) == ("DEBUG", "auto")


def test_empty_means_unset_in_every_place(tmp_path: Path) -> None:
    path = env_file(tmp_path, "DATA_DIR=file\nDEVICE=\nOPENAI_API_KEY=\nOTHER_API_KEY=\n")
    settings = load_settings(environment={"DATA_DIR": " "}, env_file=path, data_dir=None)
    assert settings.data_dir == Path("file")
    assert settings.device == "auto"
    assert settings.openai_api_key is None
    assert settings.provider_entries == ()


def test_the_files_own_syntax_is_read(tmp_path: Path) -> None:
    path = env_file(tmp_path, '\ufeff# a comment\n\nexport DATA_DIR="a folder"  # why\nARTICLES_DIR=$HOME/x\n')
    settings = load(path)
    assert settings.data_dir == Path("a folder")
    assert settings.articles_dir == Path("$HOME/x")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load().data_dir = Path("other")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("1, 2,", IdList(frozenset({1, 2}))),
        ("-1001234567890", IdList(frozenset({-1001234567890}))),
        ("*", IdList(everyone=True)),
        ("*,7", IdList(frozenset({7}), everyone=True)),
    ],
)
def test_id_lists(text: str, ids: IdList) -> None:
    assert load_with(ALLOWED_TELEGRAM_GROUP_IDS=text).allowed_telegram_group_ids == ids


def test_an_id_list_holds_its_ids_or_everyone() -> None:
    assert 1 in IdList(frozenset({1}))
    assert 2 not in IdList(frozenset({1}))
    assert 2 in IdList(everyone=True)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "http://127.0.0.1:8081"),
        ("TELEGRAM_WEBHOOK_URL", "https://bot.example/hook", "https://bot.example/hook"),
        ("TELEGRAM_WEBHOOK_PORT", "8443", 8443),
        ("GROUPS_MODE", "All", GroupsMode.ALL),
        ("FEEDS", "https://a.example/rss, http://b.example/atom", ("https://a.example/rss", "http://b.example/atom")),
        ("FEED_INTERVAL_MINUTES", "5", 5),
        ("FEED_INTERVAL_MINUTES", "0", 0),
        ("LIMIT_PER_PERSON_PER_MINUTE", "5", 5),
        ("LIMIT_PER_CHAT_PER_DAY", "0", 0),
        ("FETCH_ALLOW_HOSTS", "Intra.example,10.0.0.1", ("intra.example", "10.0.0.1")),
        ("FETCH_ALLOW_HOSTS", "Intra.example:8080, ::1", ("intra.example:8080", "[::1]")),
        ("DEVICE", "cuda:1", "cuda:1"),
        ("LLM_MODEL", "openai:gpt-4o-mini", "openai:gpt-4o-mini"),
        ("LLM_TIMEOUT_SECONDS", "5", 5),
        ("LOG_LEVEL", "warning", "WARNING"),
        ("DATA_DIR", "~/whosaid", Path("~/whosaid").expanduser()),
    ],
)
def test_what_settings_take(name: str, text: str, value: object) -> None:
    assert getattr(load_with(**{name: text}), name.lower()) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TELEGRAM_API_URL", "ftp://a.example"),
        ("TELEGRAM_API_URL", "http://"),
        ("TELEGRAM_API_URL", "http://a.example:notaport"),
        ("TELEGRAM_WEBHOOK_URL", "bot.example"),
        ("TELEGRAM_WEBHOOK_PORT", "0"),
        ("TELEGRAM_WEBHOOK_PORT", "65536"),
        ("TELEGRAM_WEBHOOK_PORT", "１２"),
        ("ADMIN_USER_IDS", "@ann"),
        ("ADMIN_USER_IDS", "1 2"),
        ("GROUPS_MODE", "sometimes"),
        ("FEEDS", "https://a.example/rss b"),
        ("FEED_INTERVAL_MINUTES", "1.5"),
        ("FETCH_ALLOW_HOSTS", "http://a.example"),
        ("FETCH_ALLOW_HOSTS", "a.example:99999"),
        ("DEVICE", "tpu"),
        ("LLM_MODEL", "gpt-4o-mini"),
        ("LLM_TIMEOUT_SECONDS", "0"),
        ("LLM_MAX_TOKENS", "many"),
        ("LLM_AT_ONCE", "-1"),
        ("LOG_LEVEL", "loud"),
    ],
)
def test_a_malformed_value_is_named_with_what_the_setting_takes(name: str, text: str) -> None:
    with pytest.raises(SettingError) as raised:
        load_with(**{name: text})
    words = str(raised.value)
    assert words.startswith(f"{name} takes ")
    assert words.endswith(f"; it holds {text!r}")
    assert "\n" not in words


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TELEGRAM_BOT_TOKEN", "bot123456:hunter2"),
        ("TELEGRAM_WEBHOOK_SECRET", "hunter2!"),
        ("TELEGRAM_WEBHOOK_SECRET", "hunter2" * 37),
        ("INDEX_URL", "hunter2"),
        ("TELEGRAM_API_URL", "htp://ann:hunter2@a.example"),
        ("ADMIN_USER_IDS", "123456:hunter2hunter2hunter2"),
    ],
)
def test_a_malformed_secret_is_never_repeated(name: str, text: str) -> None:
    with pytest.raises(SettingError) as raised:
        load_with(**{name: text})
    assert str(raised.value).startswith(f"{name} takes ")
    assert "hunter2" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None


def test_secrets_are_not_shown_but_can_be_listed(tmp_path: Path) -> None:
    path = env_file(tmp_path, "MISTRAL_API_KEY=key-of-another\n")
    settings = load(path, {"TELEGRAM_BOT_TOKEN": TOKEN, "OPENAI_API_KEY": "key-of-openai"})
    assert TOKEN not in repr(settings)
    assert "key-of" not in repr(settings)
    assert set(settings.secrets()) == {TOKEN, "key-of-another", "key-of-openai"}


def test_names_of_other_providers_are_handed_on(tmp_path: Path) -> None:
    path = env_file(tmp_path, "MISTRAL_API_KEY=k\nMISTRAL_BASE_URL=http://a.example\n")
    entries = {name: secret.get_secret_value() for name, secret in load(path).provider_entries}
    assert entries == {"MISTRAL_API_KEY": "k", "MISTRAL_BASE_URL": "http://a.example"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("TELEGRAM_TOKEN=hunter2\n", "sets 'TELEGRAM_TOKEN', which is no setting; did you mean TELEGRAM_BOT_TOKEN?"),
        ("XYZ=hunter2\n", "sets 'XYZ', which is no setting"),
        ("DATA_DIR=x\nhunter2\n", "line 2, cannot be read"),
        ("DATA_DIR='hunter2\n", "line 1, cannot be read"),
    ],
)
def test_a_line_that_is_no_setting_is_an_error_that_says_where(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingError, match=re.escape(says)) as raised:
        load(env_file(tmp_path, text))
    assert "hunter2" not in str(raised.value)


def test_a_file_that_is_none_or_no_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read"):
        load(tmp_path)
    (tmp_path / "latin").write_bytes(b"DATA_DIR=\xe9\n")
    with pytest.raises(SettingError, match="UTF-8"):
        load(tmp_path / "latin")


def test_an_option_that_is_no_setting_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="data_directory"):
        load_settings(environment={}, data_directory="x")


def test_the_process_environment_and_the_working_directory_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env_file(tmp_path, "DEVICE=cpu\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    monkeypatch.delenv("DEVICE", raising=False)
    settings = load_settings()
    assert (settings.device, settings.data_dir) == ("cpu", Path("elsewhere"))
    assert "DEVICE" not in os.environ


def test_keys_and_addresses_are_handed_to_the_provider_and_the_environment_goes_first(tmp_path: Path) -> None:
    path = env_file(tmp_path, "OPENAI_API_KEY=from-file\nGROQ_API_KEY=groq\nOLLAMA_BASE_URL=http://a.example\n")
    environment = {"OPENAI_API_KEY": "from-environment", "GROQ_API_KEY": "other"}
    given = load(path, environment).provider_environment(environment)
    assert given == {
        "OPENAI_API_KEY": "from-environment",
        "GROQ_API_KEY": "other",
        "OLLAMA_BASE_URL": "http://a.example",
    }


def test_settings_of_later_parts_are_named_when_they_are_set() -> None:
    assert list_unused_settings(load()) == ()
    assert list_unused_settings(load_with(INDEX_URL="http://a.example", FEEDS="https://a.example", DEVICE="cpu")) == (
        "INDEX_URL",
    )
    assert {row.name for row in list_settings() if "Not used" in row.meaning} == UNUSED_SETTINGS


def test_the_example_names_every_setting_with_its_meaning_and_default_and_changes_nothing() -> None:
    assert load(EXAMPLE) == load()
    text = EXAMPLE.read_text(encoding="utf-8")
    for row in list_settings():
        default = f" Default: {row.default}." if row.default else ""
        assert f"# {row.meaning}{default}\n{row.name}=\n" in text
    assert len(re.findall(r"^\w+=", text, re.MULTILINE)) == len(list_settings())
