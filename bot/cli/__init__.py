"""The command line: the typer app and ``main``. Each command imports what it needs when it runs."""

from __future__ import annotations

from collections.abc import Callable

import typer

from bot.cli.articles import add, list_articles, rebuild, refresh, remove, share
from bot.cli.ask import ask, chat, search, statements
from bot.cli.serve import bot, check, evaluate, feedback

app = typer.Typer(
    name="whosaid",
    help="Ask your articles who said what. Every answer shows the exact words and where they stand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_COMMANDS: dict[str, Callable[..., None]] = {
    "rebuild": rebuild,
    "refresh": refresh,
    "add": add,
    "remove": remove,
    "share": share,
    "list": list_articles,
    "ask": ask,
    "search": search,
    "statements": statements,
    "chat": chat,
    "bot": bot,
    "feedback": feedback,
    "check": check,
    "evaluate": evaluate,
}
"""Every command by its name, in the order of the help."""

for name, command in _COMMANDS.items():
    app.command(name)(command)


def main() -> None:
    """Run the command line."""
    app()
