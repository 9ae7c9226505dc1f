"""The bot's conversation in the terminal."""

from __future__ import annotations

import sys

from rich.console import Console

from bot.compose import Desk
from bot.terminal import console, show_answer, show_articles
from index.errors import QuestionError

_HELP = "Ask a question about the articles. /sources lists them, /quit ends (so does Ctrl-D)."


def talk(desk: Desk) -> None:
    """Answer line by line until the input ends. Raises WhosaidError where more than a question is wrong."""
    out = console()
    prompt = "> " if sys.stdin.isatty() else ""
    if prompt:
        out.print(_HELP)
    while True:
        try:
            line = input(prompt).strip()
        except EOFError:
            break
        if line in ("/quit", "/exit"):
            break
        if line:
            _reply(desk, out, line)
            out.print()


def _reply(desk: Desk, out: Console, line: str) -> None:
    command, _, rest = line.partition(" ")
    if command in ("/help", "/start"):
        out.print(_HELP)
    elif command == "/sources":
        articles = desk.articles()
        show_articles(out, articles, desk.remarks(articles))
    elif command.startswith("/") and command != "/ask":
        out.print(f"There is no command {command!r}. {_HELP}", markup=False)
    else:
        try:
            show_answer(out, desk.answer(rest if command == "/ask" else line))
        except QuestionError as error:
            out.print(str(error), markup=False)
