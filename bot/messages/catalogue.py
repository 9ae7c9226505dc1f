"""Fill the sections of the message catalogue from tables of TOML, and check that the languages agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from string import Formatter
from typing import Any, TypeVar, get_type_hints

from bot.messages.sections import Messages

Table = Mapping[str, Any]

_ENGLISH_ONLY = frozenset(("source_notes", "telegram"))
_TOML_NAMES: Mapping[type, str] = {str: "a text in quotes", bool: "true or false"}
_Section = TypeVar("_Section")


class MessagesError(ValueError):
    """A language lacks a message, has an unused one, or has other placeholders in one than the first language."""


def read_messages(tables: Mapping[str, Table]) -> dict[str, Messages]:
    """Return the messages of every language. Raises MessagesError; the first language is the one to agree with."""
    shared = {
        code: {key: each for key, each in table.items() if key not in _ENGLISH_ONLY} for code, table in tables.items()
    }
    messages = {code: read_section(Messages, table, code) for code, table in shared.items()}
    first = next(iter(tables))
    expected = _find_placeholders(shared[first], first)
    for code, table in shared.items():
        for key, names in _find_placeholders(table, code).items():
            if names != expected[key]:
                raise MessagesError(
                    f"message {key!r} has the placeholders {_list_names(names)} in {code}.toml, "
                    f"but {_list_names(expected[key])} in {first}.toml: use the same"
                )
    return messages


def read_english(section: type[_Section], name: str, tables: Mapping[str, Table]) -> _Section:
    """Return a section that only the first language has. Raises MessagesError, also where another language has it."""
    first, *others = tables
    for code in others:
        if name in tables[code]:
            raise MessagesError(f"{code}.toml has a section {name!r}, which is in {first}.toml only: remove it")
    table = tables[first].get(name, {})
    _find_placeholders(table, first, f"{name}.")
    return read_section(section, table, first, f"{name}.")


def read_section(section: type[_Section], table: Table, language: str, prefix: str = "") -> _Section:
    """Return the dataclass ``section`` filled from a table that has exactly its fields. Raises MessagesError."""
    types = get_type_hints(section)
    names = [each.name for each in fields(section)]  # type: ignore[arg-type]
    if missing := [name for name in names if name not in table]:
        raise MessagesError(f"message {prefix + missing[0]!r} is missing in {language}.toml: write it")
    if unknown := [key for key in table if key not in types]:
        raise MessagesError(f"message {prefix + unknown[0]!r} of {language}.toml is not used: remove or rename it")
    values = {name: _read_value(types[name], table[name], language, prefix + name) for name in names}
    return section(**values)


def _read_value(kind: type, value: object, language: str, key: str) -> object:
    if is_dataclass(kind):
        if isinstance(value, Mapping):
            return read_section(kind, value, language, f"{key}.")
    elif isinstance(value, kind):
        return value
    wanted = "a table" if is_dataclass(kind) else _TOML_NAMES[kind]
    raise MessagesError(f"{key!r} of {language}.toml is {value!r}: make it {wanted}")


def _find_placeholders(table: Table, language: str, prefix: str = "") -> dict[str, frozenset[str]]:
    """Return the placeholders of every text below a table, by its dotted key. Raises MessagesError for stray braces."""
    placeholders: dict[str, frozenset[str]] = {}
    for name, value in table.items():
        key = prefix + name
        if isinstance(value, Mapping):
            placeholders |= _find_placeholders(value, language, f"{key}.")
        elif isinstance(value, str):
            placeholders[key] = _parse_placeholders(value, f"message {key!r} of {language}.toml")
    return placeholders


def _parse_placeholders(text: str, where: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError as error:
        raise MessagesError(f"{where} has a stray brace ({error}): double it") from None


def _list_names(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"
