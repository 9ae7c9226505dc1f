from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import resources
from typing import Any

import pytest

from bot.messages import LANGUAGES, SOURCE_NOTES, TELEGRAM, messages_in
from bot.messages.catalogue import MessagesError, read_english, read_messages
from bot.messages.sections import SourceNoteMessages, TelegramMessages


def tables() -> dict[str, dict[str, Any]]:
    folder = resources.files("bot.messages")
    return {code: tomllib.loads(folder.joinpath(f"{code}.toml").read_text("utf-8")) for code in LANGUAGES}


def refuse(changed: Mapping[str, Mapping[str, Any]], *words: str) -> None:
    with pytest.raises(MessagesError) as raised:
        read_messages(changed)
    assert all(word in str(raised.value) for word in words), raised.value
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_message_is_the_text_of_the_file(code: str) -> None:
    read, messages = tables()[code], messages_in(code)
    assert {key: getattr(messages.answers, key) for key in read["answers"]} == read["answers"]
    assert {key: getattr(messages.conversation, key) for key in read["conversation"]} == read["conversation"]


def test_what_is_in_english_only_is_read_from_the_first_language() -> None:
    assert read_english(TelegramMessages, "telegram", tables()) == TELEGRAM
    assert read_english(SourceNoteMessages, "source_notes", tables()) == SOURCE_NOTES


def test_a_language_that_nothing_is_said_in_is_an_error() -> None:
    with pytest.raises(KeyError):
        messages_in("de")


def test_a_missing_message_is_named_with_its_language() -> None:
    changed = tables()
    del changed["uk"]["answers"]["near_miss"]
    refuse(changed, "'answers.near_miss'", "uk.toml", "missing")


def test_an_unknown_message_is_named_with_its_language() -> None:
    changed = tables()
    changed["ru"]["conversation"]["greeting"] = "Привет"
    refuse(changed, "'conversation.greeting'", "ru.toml", "not used")


def test_an_unknown_section_is_named_with_its_language() -> None:
    changed = tables()
    changed["en"]["greetings"] = {"morning": "Good morning"}
    refuse(changed, "'greetings'", "en.toml", "not used")


def test_other_placeholders_are_named_with_both_languages() -> None:
    changed = tables()
    changed["ru"]["answers"]["not_found"] = "Статей: {number}."
    refuse(changed, "'answers.not_found'", "{number}", "ru.toml", "{count}", "en.toml")


def test_a_stray_brace_is_named() -> None:
    changed = tables()
    changed["en"]["answers"]["closest"] = "Closest {"
    refuse(changed, "'answers.closest'", "en.toml", "brace")


@pytest.mark.parametrize(
    ("section", "key", "value"), [("answers", "closest", 3), ("answers", "day_first", "yes"), (None, "answers", "none")]
)
def test_a_value_of_another_kind_is_named(section: str | None, key: str, value: object) -> None:
    changed = tables()
    (changed["en"] if section is None else changed["en"][section])[key] = value
    refuse(changed, key, "en.toml", "make it")


def test_what_is_in_english_only_is_in_no_other_language() -> None:
    changed = tables()
    changed["uk"]["telegram"] = {}
    with pytest.raises(MessagesError, match=r"uk\.toml"):
        read_english(TelegramMessages, "telegram", changed)
