"""Every setting, once, with its default and meaning.

An option wins over the environment, the environment over ``.env``, and ``.env`` over the default.
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.setting_types import (
    ChatModel,
    Count,
    Device,
    Folder,
    GroupsMode,
    Hosts,
    IdList,
    Ids,
    Level,
    Minutes,
    Mode,
    Port,
    Positive,
    Secret,
    Service,
    Token,
    Url,
    Urls,
    WebhookSecret,
)
from index import SettingError

_PROVIDER_NAME = re.compile(r"[A-Z][A-Z0-9_]*_(API_KEY|BASE_URL)")
_SECRET_INSIDE = re.compile(r"[0-9]{6,}:[A-Za-z0-9_-]{20,}|://[^/]*@")
"""A bot token in the wrong setting, or an address with a password."""

UNUSED_SETTINGS = frozenset({"INDEX_URL"})
"""Settings that are read and checked, but that no part uses yet."""


class Settings(BaseModel):
    """The values of all settings. A field's name in capitals is the setting's name.

    ``provider_entries`` is no setting: it holds the other entries of ``.env`` whose names end in ``_API_KEY`` or
    ``_BASE_URL``, for the provider of the language model.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    telegram_bot_token: Token | None = Field(None, description="The bot's token, from BotFather.")
    telegram_api_url: Url = Field(
        "https://api.telegram.org", description="The root of the Bot API server, if it is not Telegram's own."
    )
    telegram_webhook_url: Url | None = Field(
        None,
        description="The public address that Telegram sends messages to; if empty, the bot asks.",
    )
    telegram_webhook_secret: WebhookSecret | None = Field(
        None, description="What Telegram shows at the webhook; a new one is made up at each start without it."
    )
    telegram_webhook_port: Port = Field(
        8080, description="The local port of the webhook, plain HTTP behind your HTTPS proxy."
    )
    admin_user_ids: Ids = Field(
        IdList(),
        description="User ids of those who run the bot, beside those who become admins in the chat; they may ask.",
    )
    allowed_telegram_user_ids: Ids = Field(
        IdList(), description="User ids that may ask in a private chat; * lets everyone in, empty nobody."
    )
    allowed_telegram_group_ids: Ids = Field(
        IdList(), description="Ids of groups where everyone may ask; * lets every group in, empty none."
    )
    groups_mode: Mode = Field(
        GroupsMode.MENTION,
        description="What is answered in groups: mention (mentions, replies, commands), all, or off.",
    )
    limit_per_person_per_minute: Count = Field(
        10, description="How many questions a person may ask in a minute; 0 for no limit. Admins have none."
    )
    limit_per_person_per_day: Count = Field(
        300, description="How many questions a person may ask in a day; 0 for no limit."
    )
    limit_per_chat_per_minute: Count = Field(
        20, description="How many questions may be asked in a chat in a minute; 0 for no limit."
    )
    limit_per_chat_per_day: Count = Field(
        2000, description="How many questions may be asked in a chat in a day; 0 for no limit."
    )
    limit_added_per_person_per_day: Count = Field(
        50, description="How many links, files and posts a person may add in the chat in a day; 0 for no limit."
    )
    limit_added_per_chat_per_day: Count = Field(
        200, description="How many links, files and posts may be added in a chat in a day; 0 for no limit."
    )
    data_dir: Folder = Field(Path("data"), description="The folder of everything that is stored.")
    articles_dir: Folder = Field(Path("articles"), description="The folder of articles to index.")
    feeds: Urls = Field((), description="RSS or Atom feeds to index, separated by commas.")
    feed_interval_minutes: Minutes = Field(
        60, description="How often the bot reads feeds and stored web pages again, in minutes; 0 for never."
    )
    fetch_allow_hosts: Hosts = Field(
        (), description="Hosts, or host:port, in a private network that may be fetched all the same."
    )
    embedding_model: str = Field(
        "all-MiniLM-L6-v2", description="The encoder: a sentence-transformers name or a local folder."
    )
    reranker_model: str | None = Field(
        None,
        description="A cross-encoder that sorts the passages found: a name on the model hub or a local folder.",
    )
    reader_model: str | None = Field(
        None, description="A model that marks the answer in a sentence: a name on the model hub or a local folder."
    )
    device: Device = Field("auto", description="Where models run: auto, cpu, cuda, cuda:N or mps.")
    index_url: Service | None = Field(None, description="The address of a vector service.")
    llm_model: ChatModel | None = Field(
        None,
        description="A language model that words the answers, provider:model; it is sent the question and passages.",
    )
    llm_timeout_seconds: Positive = Field(
        30,
        description="How many seconds the language model may take for one answer, before the articles' own words go.",
    )
    llm_max_tokens: Positive = Field(2000, description="The most tokens that one reply of the language model may have.")
    llm_at_once: Positive = Field(4, description="How many calls of the language model may run at a time.")
    openai_api_key: Secret | None = Field(None, description="The key of the openai provider.")
    openai_base_url: Url | None = Field(None, description="Another server that speaks as the openai provider does.")
    log_level: Level = Field("INFO", description="What is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    provider_entries: tuple[tuple[str, SecretStr], ...] = ()

    def provider_environment(self, environment: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return keys and addresses for the language model's provider, by name. They are secret.

        An entry of ``environment``, the process's own unless given, wins over one of ``.env``.
        """
        environment = os.environ if environment is None else environment
        entries = {name: environment.get(name) or value.get_secret_value() for name, value in self.provider_entries}
        if self.openai_api_key is not None:
            entries["OPENAI_API_KEY"] = self.openai_api_key.get_secret_value()
        if self.openai_base_url is not None:
            entries["OPENAI_BASE_URL"] = self.openai_base_url
        return entries

    def secrets(self) -> tuple[str, ...]:
        """Return every value that must not be logged."""
        fields = (getattr(self, name) for name in type(self).model_fields)
        secrets = [value for value in fields if isinstance(value, SecretStr)]
        secrets.extend(value for _, value in self.provider_entries)
        return tuple(secret.get_secret_value() for secret in secrets)


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as documents list it; ``default`` is the text to write for it, empty for none."""

    name: str
    default: str
    meaning: str


def list_settings() -> tuple[SettingRow, ...]:
    """Return every setting, in the order of ``.env.example``."""
    rows = []
    for name, field in Settings.model_fields.items():
        if name != "provider_entries":
            default = "" if field.default in (None, ()) else str(field.default)
            later = " Not used by this version yet." if name.upper() in UNUSED_SETTINGS else ""
            rows.append(SettingRow(name.upper(), default, f"{field.description}{later}"))
    return tuple(rows)


def list_unused_settings(settings: Settings) -> tuple[str, ...]:
    """Return the names of settings that are set although no part uses them yet."""
    return tuple(
        name.upper()
        for name, field in Settings.model_fields.items()
        if name.upper() in UNUSED_SETTINGS and getattr(settings, name) != field.default
    )


def load_settings(
    *,
    environment: Mapping[str, str] | None = None,
    env_file: Path = Path(".env"),
    **options: str | Path | None,
) -> Settings:
    """Load the settings; ``options`` are named as the fields, and None or an empty text means not given.

    ``environment`` is the process's own unless given. Raises SettingError with one line: the setting's name, what it
    takes, and its value unless that is secret.
    """
    names = {field.upper(): field for field in Settings.model_fields if field != "provider_entries"}
    for option in options:
        if option not in names.values():
            raise TypeError(f"no setting is called {option!r}")
    environment = os.environ if environment is None else environment
    file_values = _read_env_file(env_file)
    entries = tuple((name, SecretStr(text)) for name, text in file_values.items() if name not in names and text)
    layers = [
        {name: str(options.get(field) or "") for name, field in names.items()},
        {name: environment.get(name, "") for name in names},
        {name: file_values.get(name, "") for name in names},
    ]
    given = {}
    for name, field in names.items():
        if text := next((layer[name].strip() for layer in layers if layer[name].strip()), None):
            given[field] = text
    try:
        return Settings.model_validate({**given, "provider_entries": entries})
    except ValidationError as errors:
        failed = errors.errors(include_url=False)[0]
    raise _make_error(str(failed["loc"][0]), str(failed["msg"]), given)


def _make_error(field: str, message: str, given: Mapping[str, str]) -> SettingError:
    takes = message.removeprefix("Value error, ")
    secret = "SecretStr" in str(Settings.model_fields[field].annotation) or _SECRET_INSIDE.search(given[field])
    return SettingError(f"{field.upper()} {takes}" + ("" if secret else f"; it holds {given[field]!r}"))


def _read_env_file(path: Path) -> dict[str, str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise SettingError(f"{str(path)!r} is not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        where = f"{str(path)!r} ({error.strerror})"
        raise SettingError(f"{where} cannot be read; make it a file that you can read") from None
    known = {row.name for row in list_settings()}
    values = {}
    for line in parse_stream(StringIO(text)):
        if line.error or (line.key is not None and line.value is None):
            raise SettingError(f"{str(path)!r}, line {line.original.line}, cannot be read; write it as NAME=value")
        if line.key is None:
            continue
        if line.key not in known and not _PROVIDER_NAME.fullmatch(line.key):
            raise SettingError(_describe_unknown_name(path, line.key, known))
        values[line.key] = line.value or ""
    return values


def _describe_unknown_name(path: Path, name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name.upper(), sorted(known), n=1)
    advice = f"did you mean {near[0]}?" if near else "take it out, or see .env.example for the names there are"
    return f"{str(path)!r} sets {name!r}, which is no setting; {advice}"
