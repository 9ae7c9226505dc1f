"""A conversation with the bot in the terminal: the same follow-ups as in Telegram, with commands of its own."""

from __future__ import annotations

import sys

from rich.console import Console

from bot.answer import Engine
from bot.cli.console import open_console, show_answer, show_articles, show_understood
from bot.conversation import ConversationSession, FollowupRewriter, InMemoryConversations
from bot.source_notes import list_article_notes
from index import QuestionError

_HELP = (
    "Ask a question about the articles, and ask on: what else did she say? /new forgets what was said, "
    "/sources lists the articles, /quit ends (so does Ctrl-D)."
)
_CHAT, _PERSON = "terminal", "you"


def run_chat(engine: Engine, rewriter: FollowupRewriter | None = None) -> None:
    """Answer line by line until the input ends; ``rewriter``, if given, makes follow-ups into standalone questions.

    Raises WhosaidError for everything but a question that cannot be asked.
    """
    out = open_console()
    conversation = ConversationSession(
        engine, InMemoryConversations(), engine.library.current_article, followup_rewriter=rewriter
    )
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
            _reply(engine, conversation, out, line)
            out.print()


def _reply(engine: Engine, conversation: ConversationSession, out: Console, line: str) -> None:
    command, _, rest = line.partition(" ")
    if command in ("/help", "/start"):
        out.print(_HELP)
    elif command == "/sources":
        articles = engine.library.articles()
        show_articles(out, articles, list_article_notes(articles, engine.library.versions()))
    elif command == "/new":
        conversation.store.begin_anew(_CHAT, _PERSON)
        out.print("What was said before is forgotten.")
    elif command.startswith("/") and command != "/ask":
        out.print(f"There is no command {command!r}. {_HELP}", markup=False)
    else:
        _ask(conversation, out, rest if command == "/ask" else line)


def _ask(conversation: ConversationSession, out: Console, text: str) -> None:
    try:
        reply = conversation.ask(_CHAT, _PERSON, text)
    except QuestionError as error:
        out.print(str(error), markup=False)
        return
    if reply.understood:
        show_understood(out, reply.understood)
    if reply.answer is None:
        out.print(reply.clarification, markup=False)
    else:
        show_answer(out, reply.answer)
