"""Commands about the bot: run it, list its feedback, check its settings, measure its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exit_status import FAILED, print_error, report_errors
from bot.cli.options import CollectionOption, DataDirOption, DebugOption, JsonOption

if TYPE_CHECKING:
    from index import Article


def bot(data_dir: DataDirOption = None, debug: DebugOption = False) -> None:
    """Run the Telegram bot until it is stopped."""
    with report_errors(debug=debug, own_logging=True):
        from bot.cli.console import show_spinner
        from bot.services.article_editing import ArticleEditor, ArticleSharer
        from bot.services.chat_collections import open_chat_collections
        from bot.services.feed_refresh import FeedRefresher
        from bot.settings import load_settings
        from bot.storage.bot_database import open_conversation_storage
        from bot.telegram.app import require_token, run_bot
        from bot.telegram.ports import TelegramDependencies

        settings = load_settings(data_dir=data_dir)
        require_token(settings)
        with (
            open_conversation_storage(settings.data_dir, create=True) as storage,
            open_chat_collections(settings) as collections,
        ):
            with show_spinner("Loading the encoder"):
                collections.encoder()
            dependencies = TelegramDependencies(
                collections,
                storage,
                FeedRefresher(settings, collections.encoder),
                ArticleSharer(settings, collections),
                ArticleEditor(settings, collections.encoder),
                collections,
                followup_rewriter=collections.llm.followup_rewriter if collections.llm else None,
            )
            raise SystemExit(run_bot(settings, dependencies))


def feedback(
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show the answers that people in Telegram gave a thumb, the oldest first.

    With --json the lines are those of a questions.jsonl, as `whosaid evaluate` reads it: the articles that were cited
    and, of a liked answer, its first quote are what is expected. Lines with "liked": false are passed over there, until
    somebody writes down the right articles and takes the key out.

    Example: whosaid feedback --json > my-questions/questions.jsonl
    """
    with report_errors(debug=debug):
        from bot.cli.console import open_console, show_lines
        from bot.evaluation.feedback import read_feedback, serialize_rating
        from bot.json_output import to_json
        from bot.services.factory import open_store
        from bot.settings import load_settings
        from bot.storage.bot_database import open_conversation_storage

        settings = load_settings(data_dir=data_dir)
        with open_conversation_storage(settings.data_dir) as storage, open_store(settings) as store:
            current = store.collection(collection).stored_articles()

            def find_article(article_id: str) -> Article | None:
                stored = current.get(article_id)
                return store.articles_by_key([stored.key]).get(stored.key) if stored else None

            rated = read_feedback(storage.answers.rated_answers(), store.articles_by_key, current, find_article)
        if as_json:
            for rating in rated.ratings:
                typer.echo(to_json(serialize_rating(rating)))
        else:
            show_lines(open_console(), (str(rating) for rating in rated.ratings))
        if rated.left_out:
            print_error(f"left out, since their articles are not in collection {collection!r}: {rated.left_out}")


def check(data_dir: DataDirOption = None, collection: CollectionOption = "common", debug: DebugOption = False) -> None:
    """Say what works, what does not, and what to do about it: settings, model, index, token."""
    with report_errors(debug=debug):
        from bot.cli.check import run_checks

        if not run_checks(data_dir, collection):
            raise SystemExit(FAILED)


def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of questions.", show_default=False)],
    worst: Annotated[int, typer.Option("--worst", metavar="N", min=0, help="How many of the worst cases to show.")] = 5,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Measure the search and the answers on questions of your own.

    DIR holds questions.jsonl, one {"id", "question", "articles", "answers"} a line. "articles" are the ids of those
    that answer it; with [] it must be refused. "answers" are texts of which one must stand in a quote of at most 45
    words; letters and digits alone are compared, in lower case. "speaker" says who must be named, "kind" what to count
    it under; both may be left out, and other keys are ignored.

    Or DIR holds BEIR's queries.jsonl and qrels/test.tsv (else all of qrels/*.tsv); then the search alone is measured.

    Where DIR holds articles.jsonl, or BEIR's corpus.jsonl, those are indexed for the while and asked; else the
    collection is.

    \b
    Examples:
      whosaid evaluate my-questions
      whosaid evaluate my-questions --worst 20 --collection press
      whosaid evaluate beir/scifact --json > figures.json
    """
    with report_errors(debug=debug):
        from bot.cli.evaluate import run_evaluation
        from bot.settings import load_settings

        run_evaluation(load_settings(data_dir=data_dir), collection, folder, worst, as_json=as_json)
