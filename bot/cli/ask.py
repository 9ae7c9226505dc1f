"""Commands that ask the articles."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli.exit_status import WRONG_USAGE, print_error, report_errors
from bot.cli.options import BatchOption, CollectionOption, DataDirOption, DebugOption, JsonOption, QuestionArgument
from index import QuestionError, WhosaidError

if TYPE_CHECKING:
    from bot.answer import Engine
    from bot.services.llm import LlmServices
    from bot.settings import Settings
    from index import Library


def ask(
    question: QuestionArgument = None,
    batch: BatchOption = None,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Answer a question, with the exact words and who said them.

    Example: whosaid ask "who said Putin is prioritizing?"
    """
    with report_errors(debug=debug):
        if (question is None) == (batch is None):
            _exit_with_usage_error("give one QUESTION, or --batch FILE")
        if debug:
            from bot.answer import show_refusals

            show_refusals()
        if batch is not None:
            _ask_batch(batch, collection, data_dir)
        else:
            _ask_one(question or "", collection, data_dir, as_json)


def search(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", show_default=False)] = None,
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=1000, help="How many passages.")] = 10,
    batch: BatchOption = None,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show the passages that fit a query, best first, with the score of each leg.

    Example: whosaid search "budget for river towns" -k 3
    """
    with report_errors(debug=debug):
        from bot.answer import parse_question, query_for
        from bot.cli.batch import answer_batch, read_batch
        from bot.json_output import JsonObject, serialize_failed_search, serialize_hits, to_json

        if (query is None) == (batch is None):
            _exit_with_usage_error("give one QUERY, or --batch FILE")
        if query is not None and not query.strip():
            _exit_with_usage_error("the query is empty")
        library = _open_library(collection, data_dir)

        def found(text: str, asked: object) -> JsonObject:
            return serialize_hits(text, library.search(query_for(parse_question(text)), k), asked)

        if batch is not None:
            _print_batch(answer_batch(read_batch(batch), found, serialize_failed_search))
        elif as_json:
            typer.echo(to_json(found(query or "", None)))
        else:
            from bot.cli.console import open_console, show_hits

            show_hits(open_console(), library.search(query_for(parse_question(query or "")), k))


def statements(
    article_id: Annotated[str | None, typer.Argument(metavar="[ARTICLE_ID]", show_default=False)] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Only those of one speaker.")] = None,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show who said what, as it was found when the articles were indexed.

    Example: whosaid statements --speaker Ilias
    """
    with report_errors(debug=debug):
        from bot.cli.console import open_console, show_statement
        from bot.json_output import serialize_statement, to_json
        from bot.services.factory import open_store
        from bot.settings import load_settings

        with open_store(load_settings(data_dir=data_dir)) as store:
            found = store.of(collection).all_statements(article_id)
            if article_id is not None and not found and store.of(collection).article(article_id) is None:
                raise WhosaidError(f"no article has the id {article_id!r}: `whosaid list` shows what there is")
        out = open_console()
        for article, statement in found:
            if speaker is None or speaker.casefold() in statement.speaker.casefold():
                if as_json:
                    typer.echo(to_json(serialize_statement(article.id, statement)))
                else:
                    show_statement(out, article, statement)


def chat(collection: CollectionOption = "common", data_dir: DataDirOption = None, debug: DebugOption = False) -> None:
    """Talk with the bot here in the terminal."""
    with report_errors(debug=debug):
        from bot.cli.chat import run_chat
        from bot.settings import load_settings

        _, engine, author = _open_engine_with_llm(load_settings(data_dir=data_dir), collection)
        run_chat(engine, author.condenser if author else None)


def _ask_one(question: str, collection: str, data_dir: Path | None, as_json: bool) -> None:
    from bot.answer import parse_question
    from bot.json_output import serialize_answer, serialize_failed_answer, to_json
    from bot.settings import load_settings

    try:
        parse_question(question)
        _, engine = _open_engine(load_settings(data_dir=data_dir), collection)
        answer = engine.answer(question)
    except WhosaidError as error:
        if as_json:
            typer.echo(to_json(serialize_failed_answer(question, str(error))))
        if isinstance(error, QuestionError) and not question.strip():
            _exit_with_usage_error(str(error))
        raise
    if as_json:
        typer.echo(to_json(serialize_answer(answer)))
    else:
        from bot.cli.console import open_console, show_answer

        show_answer(open_console(), answer)


def _ask_batch(path: str, collection: str, data_dir: Path | None) -> None:
    from bot.cli.batch import answer_batch, read_batch
    from bot.json_output import serialize_answer, serialize_failed_answer
    from bot.settings import load_settings

    _, engine = _open_engine(load_settings(data_dir=data_dir), collection)
    _print_batch(
        answer_batch(
            read_batch(path), lambda text, asked: serialize_answer(engine.answer(text), asked), serialize_failed_answer
        )
    )


def _open_library(collection: str, data_dir: Path | None) -> Library:
    """The library, with its encoder loaded, so that no question waits for it."""
    from bot.settings import load_settings

    return _loaded(load_settings(data_dir=data_dir), collection)


def _loaded(settings: Settings, collection: str) -> Library:
    from bot.cli.console import show_spinner
    from bot.services.factory import open_library

    library = open_library(settings, collection)
    with show_spinner("Loading the encoder"):
        library.encoder()
    return library


def _open_engine(settings: Settings, collection: str) -> tuple[Library, Engine]:
    """The library and what answers from it, all models loaded."""
    library, engine, _ = _open_engine_with_llm(settings, collection)
    return library, engine


def _open_engine_with_llm(settings: Settings, collection: str) -> tuple[Library, Engine, LlmServices | None]:
    """Beside these the language model, where one is set; what is wrong with it is said before anything is loaded."""
    from bot.cli.console import show_spinner
    from bot.services.factory import open_engines, open_library
    from bot.services.llm import open_llm_services

    library = open_library(settings, collection)
    author = open_llm_services(settings, library.encoder)
    with show_spinner("Loading the encoder"):
        library.encoder()
    with show_spinner("Loading the models that look twice"):
        return library, open_engines(settings, author)(library), author


def _print_batch(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _exit_with_usage_error(message: str) -> NoReturn:
    print_error(message)
    raise SystemExit(WRONG_USAGE)
