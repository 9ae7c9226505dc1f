"""Commands that ask the articles: ``ask``, ``search``, ``statements``, ``chat``."""

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
    from index import Hit, Library


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
        from bot.json_output import serialize_failed_search, serialize_hits, to_json

        if (query is None) == (batch is None):
            _exit_with_usage_error("give one QUERY, or --batch FILE")
        if query is not None and not query.strip():
            _exit_with_usage_error("the query is empty")
        library = _open_library(collection, data_dir)

        def find_hits(text: str) -> list[Hit]:
            return library.search(query_for(parse_question(text)), k)

        if batch is not None:
            _print_batch(
                answer_batch(
                    read_batch(batch),
                    lambda text, query_id: serialize_hits(text, find_hits(text), query_id),
                    serialize_failed_search,
                )
            )
        elif as_json:
            typer.echo(to_json(serialize_hits(query or "", find_hits(query or ""))))
        else:
            from bot.cli.console import open_console, show_hits

            show_hits(open_console(), find_hits(query or ""))


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
            rows = store.collection(collection).all_statements(article_id)
            if article_id is not None and not rows and store.collection(collection).article(article_id) is None:
                raise WhosaidError(f"no article has the id {article_id!r}: `whosaid list` shows what there is")
        out = open_console()
        for article, statement in rows:
            if speaker is None or speaker.casefold() in statement.speaker.casefold():
                if as_json:
                    typer.echo(to_json(serialize_statement(article.id, statement)))
                else:
                    show_statement(out, article, statement)


def chat(collection: CollectionOption = "common", data_dir: DataDirOption = None, debug: DebugOption = False) -> None:
    """Talk with the bot here in the terminal."""
    with report_errors(debug=debug):
        from bot.cli.chat import run_chat

        engine, llm = _open_engine(collection, data_dir)
        run_chat(engine, llm.followup_rewriter if llm else None)


def _ask_one(question: str, collection: str, data_dir: Path | None, as_json: bool) -> None:
    from bot.answer import parse_question
    from bot.json_output import serialize_answer, serialize_failed_answer, to_json

    try:
        parse_question(question)
        engine, _ = _open_engine(collection, data_dir)
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

    engine, _ = _open_engine(collection, data_dir)
    _print_batch(
        answer_batch(
            read_batch(path),
            lambda text, question_id: serialize_answer(engine.answer(text), question_id),
            serialize_failed_answer,
        )
    )


def _open_library(collection: str, data_dir: Path | None) -> Library:
    """Open a collection for searching, with its encoder loaded so that no query waits for it."""
    from bot.cli.console import show_spinner
    from bot.services.factory import open_library
    from bot.settings import load_settings

    library = open_library(load_settings(data_dir=data_dir), collection)
    with show_spinner("Loading the encoder"):
        library.encoder()
    return library


def _open_engine(collection: str, data_dir: Path | None) -> tuple[Engine, LlmServices | None]:
    """Return an engine over a collection and the language model, if one is set, with all local models loaded.

    What is wrong with the settings of the language model is raised before a model is loaded.
    """
    from bot.cli.console import show_spinner
    from bot.services.factory import make_engine_factory, open_library
    from bot.services.llm import open_llm_services
    from bot.settings import load_settings

    settings = load_settings(data_dir=data_dir)
    library = open_library(settings, collection)
    llm = open_llm_services(settings, library.encoder)
    with show_spinner("Loading the encoder"):
        library.encoder()
    with show_spinner("Loading the models that look twice"):
        return make_engine_factory(settings, llm)(library), llm


def _print_batch(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _exit_with_usage_error(message: str) -> NoReturn:
    print_error(message)
    raise SystemExit(WRONG_USAGE)
