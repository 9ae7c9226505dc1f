"""The catalogue of messages is whole, and no other product file holds a sentence for a chat."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "bot" / "messages"
FIRST, ENGLISH_ONLY = "en", ("source_notes.", "telegram.")

TALKING = ("answer", "conversation", "llm", "services", "telegram")
"""Packages of ``bot`` whose words may be shown in a chat."""

EXCEPTIONS = {
    "This bot has no admin yet.": "the terminal shows it to whoever runs the bot",
    "What did {} say about {}?": "a question that is searched for, made by the rules of its language",
    "Що каже {} про {}?": "a question that is searched for, made by the rules of its language",
    "Что говорит {} о {}?": "a question that is searched for, made by the rules of its language",
    "One or two plain sentences": "a field of the form that the language model fills in",
    "The numbers of the sentences that say it": "a field of the form that the language model fills in",
    "True, with no claims": "a field of the form that the language model fills in",
}
"""Beginnings of sentences that are for no chat, each with the reason."""

_LOGGING = frozenset(("debug", "info", "warning", "error", "exception", "critical", "log"))


def read_language(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def list_messages(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from list_messages(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def placeholders(text: object) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


LANGUAGES = {path.stem: dict(list_messages(read_language(path))) for path in sorted(CATALOGUE.glob("*.toml"))}
SHARED = {key: text for key, text in LANGUAGES[FIRST].items() if not key.startswith(ENGLISH_ONLY)}
MODULES = sorted(path for path in (ROOT / "bot").rglob("*.py") if CATALOGUE not in path.parents)
TREES = {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8")) for path in MODULES}


def has_sentence_form(text: str) -> bool:
    """Whether a text or a later sentence of it begins with a capital, and it has two spaces or more and an end mark."""
    words = text.strip()
    starts = re.findall(r"(?:^|[.?!:…]\s+)(\w)", words)
    return any(map(str.isupper, starts)) and words.count(" ") >= 2 and bool(re.search(r"[.?!:…](?:\s|$)", words))


def sentences_for_chats(tree: ast.AST) -> list[str]:
    """The string literals of sentence form that are no docstring, no line of a log, and in nothing that is raised."""
    found: list[str] = []
    collect_sentences(tree, found)
    return found


def collect_sentences(node: ast.AST, found: list[str]) -> None:
    if isinstance(node, ast.Raise) or is_docstring(node) or is_log_call(node):
        return
    if isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        found += [text] if has_sentence_form(text) else []
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and has_sentence_form(node.value):
        found.append(node.value)
    for child in ast.iter_child_nodes(node):
        collect_sentences(child, found)


def is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def is_log_call(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in _LOGGING:
        return False
    return isinstance(node.func.value, ast.Name) and "log" in node.func.value.id.lower()


@pytest.mark.parametrize("code", sorted(LANGUAGES.keys() - {FIRST}))
def test_every_language_has_every_message(code: str) -> None:
    assert LANGUAGES[code].keys() == SHARED.keys()


@pytest.mark.parametrize("code", sorted(LANGUAGES.keys() - {FIRST}))
def test_every_language_has_the_same_placeholders(code: str) -> None:
    differing = {key for key, text in SHARED.items() if placeholders(LANGUAGES[code].get(key)) != placeholders(text)}
    assert differing == set()


def test_every_message_is_used() -> None:
    used = {node.attr for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert sorted(key for key in LANGUAGES[FIRST] if key.rpartition(".")[2] not in used) == []


def test_every_placeholder_is_filled() -> None:
    wanted: dict[str, list[set[str]]] = {}
    for key, text in LANGUAGES[FIRST].items():
        wanted.setdefault(key.rpartition(".")[2], []).append(placeholders(text))
    unfilled = []
    for where, tree in TREES.items():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(attr="format", value=ast.Attribute(attr=name)), keywords=given) if (
                    name in wanted
                ):
                    names = {each.arg for each in given}
                    unfilled += [] if any(each <= names for each in wanted[name]) else [f"{where}: {name}"]
    assert unfilled == []


def test_no_other_file_holds_a_sentence_for_a_chat() -> None:
    assert [
        (where, text)
        for where, tree in TREES.items()
        if where.split("/")[1] in TALKING
        for text in sentences_for_chats(tree)
        if not text.startswith(tuple(EXCEPTIONS))
    ] == []


def test_every_exception_still_stands_somewhere() -> None:
    sentences = [text for tree in TREES.values() for text in sentences_for_chats(tree)]
    assert [start for start in EXCEPTIONS if not any(text.startswith(start) for text in sentences)] == []


@pytest.mark.parametrize(
    "code",
    [
        'SORRY = "Something went wrong on my side. Please ask again."',
        'async def act(): await send(f"I read {most} feeds here, which is as many as I can.")',
        'words = "Which one is to be removed?" if found else ""',
        'words = ("This bot answers only people it knows. "\n  f"Your Telegram id is {user}.")',
        'words = f"{title} is shared. Everybody finds it now."',
        'TEXTS = {"uk": "У статтях немає відповіді на це."}',
    ],
)
def test_a_sentence_for_a_chat_is_found_in_code(code: str) -> None:
    assert len(sentences_for_chats(ast.parse(code))) == 1


@pytest.mark.parametrize(
    "code",
    [
        '"""A module of the bot. It has a docstring."""',
        'LIMIT = 3\n"""Questions a minute. None where there is no limit."""',
        '_log.info("Chat %s was not told: %s", chat, error)',
        'raise ValueError(f"The setting {name} has no value. Give it one.")',
        "words = TELEGRAM.errors.ask_again",
        'name = "Lenn Gazette"',
    ],
)
def test_what_is_for_no_chat_is_not_taken_for_a_sentence(code: str) -> None:
    assert sentences_for_chats(ast.parse(code)) == []
