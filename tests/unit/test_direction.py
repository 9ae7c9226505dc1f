"""The direction of the imports: bot.telegram and bot.cli -> bot.answer -> index."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

COMMAND_LINE = ("bot.cli", "bot.commands")


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def breaches(path: Path, *forbidden: str) -> list[str]:
    return [name for name in imported(path) if any(name == bad or name.startswith(f"{bad}.") for bad in forbidden)]


@pytest.mark.parametrize("path", modules("index"), ids=str)
def test_the_index_knows_no_bot_no_chat_and_no_language_model(path: Path) -> None:
    assert breaches(path, "bot", "prompts", "telegram", "langchain", "langchain_core", "typer", "rich") == []


@pytest.mark.parametrize("path", modules("bot/answer"), ids=str)
def test_answering_knows_no_telegram_and_no_command_line(path: Path) -> None:
    assert (
        breaches(path, "telegram", "bot.telegram", *COMMAND_LINE, "bot.settings", "bot.compose", "typer", "rich") == []
    )


@pytest.mark.parametrize("path", modules("bot/conversation"), ids=str)
def test_a_conversation_knows_no_telegram_and_no_command_line(path: Path) -> None:
    forbidden = (
        "telegram",
        "bot.telegram",
        "bot.cli",
        "bot.commands",
        "bot.chat",
        "bot.settings",
        "bot.compose",
        "typer",
        "rich",
    )
    assert breaches(path, *forbidden) == []


@pytest.mark.parametrize("path", modules("bot/answer"), ids=str)
def test_answering_knows_no_conversation(path: Path) -> None:
    assert breaches(path, "bot.conversation") == []


@pytest.mark.parametrize("path", [p for p in modules("bot", "prompts") if "telegram" not in p.parts], ids=str)
def test_only_the_telegram_package_imports_telegram(path: Path) -> None:
    assert breaches(path, "telegram") == []


@pytest.mark.parametrize("path", modules("bot/telegram"), ids=str)
def test_the_telegram_package_knows_no_command_line_and_no_store(path: Path) -> None:
    assert breaches(path, *COMMAND_LINE, "bot.compose", "index.store", "index.library", "index.rebuild") == []


@pytest.mark.parametrize("path", modules("index", "bot", "prompts"), ids=str)
def test_the_product_imports_nothing_of_its_tests_and_pickles_nothing(path: Path) -> None:
    assert breaches(path, "tests", "pytest", "pickle", "cloudpickle", "joblib", "shelve") == []


@pytest.mark.parametrize("path", modules("index", "bot"), ids=str)
def test_heavy_libraries_are_imported_where_they_are_used(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    at_the_top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {getattr(node, "module", None) or node.names[0].name for node in at_the_top}
    heavy = {"torch", "transformers", "sentence_transformers", "faiss", "trafilatura"}
    assert not heavy & {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", modules("bot/state"), ids=str)
def test_the_bots_own_file_knows_no_chat_and_no_settings(path: Path) -> None:
    found = breaches(path, "telegram", "bot.telegram", "bot.answer", *COMMAND_LINE, "bot.settings", "bot.compose")
    assert [name for name in found if name != "bot.answer.types"] == []


PROVIDERS = ("langchain.chat_models", "langchain_openai", "langchain_anthropic", "langchain_ollama", "openai")


@pytest.mark.parametrize("path", modules("index", "bot", "prompts"), ids=str)
def test_one_module_makes_language_models(path: Path) -> None:
    found = breaches(path, *PROVIDERS)
    assert found == [] or path == ROOT / "bot" / "answer" / "llm" / "provider.py"


@pytest.mark.parametrize("path", modules("bot"), ids=str)
def test_langchain_is_known_to_the_answering_alone(path: Path) -> None:
    if breaches(path, "langchain", "langchain_core", "langsmith"):
        assert path.is_relative_to(ROOT / "bot" / "answer" / "llm") or path.name == "retriever.py"


def test_no_language_model_is_imported_where_none_is_set() -> None:
    wanted = (
        "import bot.cli, bot.compose, bot.author, bot.chat, bot.check, bot.shelves, bot.telegram.app, "
        "bot.answer.llm.writer, sys"
    )
    heavy = (
        "[name for name in sys.modules if name.split('.')[0] in ('langchain', 'langchain_core', 'langsmith', 'openai')]"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{wanted}; print({heavy})"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
