"""``whosaid``: the commands."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.reporting import FAILED, WRONG_USAGE, complain, reporting
from index.errors import QuestionError, WhosaidError

if TYPE_CHECKING:
    from bot.answer.engine import Engine
    from bot.author import Author
    from bot.settings import Settings
    from index.library import Library
    from index.source_tables import Failure
    from index.types import Article

# The commands import what they use when they run: `whosaid --help` has no need of an index or a chat.

app = typer.Typer(
    name="whosaid",
    help="Ask your articles who said what. Every answer shows the exact words and where they stand.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Question = Annotated[
    str | None, typer.Argument(metavar="QUESTION", help='In quotes: "who said ...?"', show_default=False)
]
Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH|URL]...", help="Files, folders and web addresses.", show_default=False),
]
DataDir = Annotated[
    Path | None, typer.Option("--data-dir", metavar="DIR", help="Where the index lives [setting DATA_DIR].")
]
Collection = Annotated[str, typer.Option("--collection", metavar="NAME", help="Which collection of articles.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Batch = Annotated[
    str | None, typer.Option("--batch", metavar="FILE", help='JSON lines {"id", "question"} in, JSON lines out.')
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")]


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def rebuild(
    sources: Sources = None,
    full: Annotated[bool, typer.Option("--full", help="Index everything anew, even what did not change.")] = False,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Index the given files, folders and web addresses, or ARTICLES_DIR and FEEDS; only what changed is worked on.

    With --full everything is indexed anew. What came from the web or through a pipe is then taken out of what was kept
    of it, without fetching it again. Without a source, what is stored in other collections is brought up to date too.

    Example: whosaid rebuild articles interviews.jsonl.gz
    """
    with reporting(debug=debug):
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        if not sources and collection == "common":
            _bring_others_up_to_date(settings, full)
        _index(settings, sources or _usual_sources(settings), full, collection, as_json, kept=full and not sources)


@app.command()
def refresh(
    collection: Collection = "common", data_dir: DataDir = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Read FEEDS and the web pages already stored again, where they changed; a page that is gone is kept, and marked.

    Example: whosaid refresh
    """
    with reporting(debug=debug):
        from bot.compose import refreshed
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        sources = refreshed(settings, collection)
        if not sources:
            complain("there is nothing to refresh: set FEEDS, or add a web address")
            raise SystemExit(FAILED)
        _index(settings, sources, False, collection, as_json)


@app.command()
def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL...",
            help="Files, folders, web addresses (pages, documents, feeds), or -.",
        ),
    ],
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Add articles; a running bot finds them at once. Of a feed, the pages that it leads to are added.

    \b
    Examples:
      whosaid add interview.md
      whosaid add https://example.org/news/42 https://example.org/feed.xml
      pdftotext interview.pdf - | whosaid add -
    """
    with reporting(debug=debug):
        from bot.settings import load_settings

        _index(load_settings(data_dir=data_dir), sources, False, collection, as_json)


@app.command()
def remove(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As `whosaid list` shows it.")],
    collection: Collection = "common",
    data_dir: DataDir = None,
    debug: Debug = False,
) -> None:
    """Forget an article and all its versions.

    Example: whosaid remove https://example.org/news/42
    """
    with reporting(debug=debug):
        from bot.compose import make_indexer
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        removed = make_indexer(settings, collection).remove(article)
        if removed is None:
            complain(f"no article has the id or URL {article!r}: `whosaid list` shows what there is")
            raise SystemExit(FAILED)
        typer.echo(f"Removed {removed.id!r}.")
        if Path(removed.source).exists():
            typer.echo(f"Its source {removed.source!r} is still there: a rebuild of it will add the article again.")


@app.command()
def share(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As `whosaid list` shows it.")],
    collection: Annotated[str, typer.Option("--from", metavar="NAME", help="The collection that it is in.")],
    data_dir: DataDir = None,
    debug: Debug = False,
) -> None:
    """Move an article of one chat's collection to the common one, where every chat finds it.

    Example: whosaid share https://example.org/news/42 --from group-1001
    """
    with reporting(debug=debug):
        from bot.compose import COMMON, make_indexer
        from bot.settings import load_settings

        shared = make_indexer(load_settings(data_dir=data_dir), collection).hand_over(article, COMMON)
        if shared is None:
            complain(
                f"no article of collection {collection!r} has the id or URL {article!r}: "
                f"`whosaid list --collection {collection}` shows what there is"
            )
            raise SystemExit(FAILED)
        typer.echo(f"Shared {shared.id!r}.")


@app.command(name="list")
def list_articles(
    failed: Annotated[bool, typer.Option("--failed", help="Show what could not be read, and why, instead.")] = False,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show the articles that can be asked about, newest first."""
    with reporting(debug=debug):
        from bot.batch import to_json
        from bot.compose import open_store
        from bot.output import article_object
        from bot.settings import load_settings

        with open_store(load_settings(data_dir=data_dir)) as store:
            if failed:
                _list_failures(store.sources.failures(collection), as_json)
                return
            articles, versions = store.articles(collection), store.current_versions(collection)
        if as_json:
            for article in articles:
                typer.echo(to_json(article_object(article, versions.get(article.id))))
        else:
            from bot.remarks import on_articles
            from bot.terminal import console, show_articles

            show_articles(console(), articles, on_articles(articles, versions))


@app.command()
def ask(
    question: Question = None,
    batch: Batch = None,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Answer a question, with the exact words and who said them.

    Example: whosaid ask "who said Putin is prioritizing?"
    """
    with reporting(debug=debug):
        if (question is None) == (batch is None):
            _wrong_usage("give one QUESTION, or --batch FILE")
        if batch is not None:
            _ask_batch(batch, collection, data_dir)
        else:
            _ask_one(question or "", collection, data_dir, as_json)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", show_default=False)] = None,
    k: Annotated[int, typer.Option("-k", metavar="N", min=1, max=1000, help="How many passages.")] = 10,
    batch: Batch = None,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show the passages that fit a query, best first, with the score of each leg.

    Example: whosaid search "budget for river towns" -k 3
    """
    with reporting(debug=debug):
        from bot.answer.outcome import query_of
        from bot.answer.question import understand
        from bot.batch import answered, read_batch, to_json
        from bot.output import JsonObject, failed_hits, hits_object

        if (query is None) == (batch is None):
            _wrong_usage("give one QUERY, or --batch FILE")
        if query is not None and not query.strip():
            _wrong_usage("the query is empty")
        library = _open(collection, data_dir)

        def found(text: str, asked: object) -> JsonObject:
            return hits_object(text, library.search(query_of(understand(text)), k), asked)

        if batch is not None:
            _print_lines(answered(read_batch(batch), found, failed_hits))
        elif as_json:
            typer.echo(to_json(found(query or "", None)))
        else:
            from bot.terminal import console, show_hits

            show_hits(console(), library.search(query_of(understand(query or "")), k))


@app.command()
def statements(
    article_id: Annotated[str | None, typer.Argument(metavar="[ARTICLE_ID]", show_default=False)] = None,
    speaker: Annotated[str | None, typer.Option("--speaker", metavar="NAME", help="Only those of one speaker.")] = None,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show who said what, as it was found when the articles were indexed.

    Example: whosaid statements --speaker Ilias
    """
    with reporting(debug=debug):
        from bot.batch import to_json
        from bot.compose import open_store
        from bot.output import statement_object
        from bot.settings import load_settings
        from bot.terminal import console, show_statement

        with open_store(load_settings(data_dir=data_dir)) as store:
            found = store.all_statements(collection, article_id)
            if article_id is not None and not found and store.article(collection, article_id) is None:
                raise WhosaidError(f"no article has the id {article_id!r}: `whosaid list` shows what there is")
        out = console()
        for article, statement in found:
            if speaker is None or speaker.casefold() in statement.speaker.casefold():
                if as_json:
                    typer.echo(to_json(statement_object(article.id, statement)))
                else:
                    show_statement(out, article, statement)


@app.command()
def chat(collection: Collection = "common", data_dir: DataDir = None, debug: Debug = False) -> None:
    """Talk with the bot here in the terminal."""
    with reporting(debug=debug):
        from bot.chat import talk
        from bot.compose import Desk
        from bot.settings import load_settings

        library, engine, author = _with_author(load_settings(data_dir=data_dir), collection)
        talk(Desk(library, engine), author.condenser if author else None)


@app.command()
def bot(data_dir: DataDir = None, debug: Debug = False) -> None:
    """Run the Telegram bot until it is stopped."""
    with reporting(debug=debug, own_logging=True):
        from bot.kept import open_kept
        from bot.librarian import Librarian
        from bot.refreshing import Refresher
        from bot.settings import load_settings
        from bot.sharing import Sharer
        from bot.shelves import open_shelves
        from bot.telegram.app import require_token, run_bot
        from bot.telegram.backing import Backing
        from bot.terminal import waiting

        settings = load_settings(data_dir=data_dir)
        require_token(settings)
        with open_kept(settings.data_dir, create=True) as kept, open_shelves(settings) as shelves:
            with waiting("Loading the encoder"):
                shelves.encoder()
            refresher, sharer = Refresher(settings, shelves.encoder), Sharer(settings, shelves)
            librarian = Librarian(settings, shelves.encoder)
            condenser = shelves.author.condenser if shelves.author else None
            backing = Backing(shelves, kept, refresher, sharer, librarian, shelves, condenser=condenser)
            raise SystemExit(run_bot(settings, backing))


@app.command()
def feedback(
    collection: Collection = "common", data_dir: DataDir = None, as_json: AsJson = False, debug: Debug = False
) -> None:
    """Show the answers that people in Telegram gave a thumb, the oldest first.

    With --json the lines are those of a questions.jsonl, as `whosaid evaluate` reads it: the articles that were cited
    and, of a liked answer, its first quote are what is expected. Lines with "liked": false are passed over there, until
    somebody writes down the right articles and takes the key out.

    Example: whosaid feedback --json > my-questions/questions.jsonl
    """
    with reporting(debug=debug):
        from bot.batch import to_json
        from bot.compose import open_store
        from bot.feedback import feedback_object, read_feedback
        from bot.kept import open_kept
        from bot.settings import load_settings
        from bot.terminal import console, show_lines

        settings = load_settings(data_dir=data_dir)
        with open_kept(settings.data_dir) as kept, open_store(settings) as store:
            current = store.stored(collection)

            def article_of(article_id: str) -> Article | None:
                known = current.get(article_id)
                return store.articles_by_key([known.key]).get(known.key) if known else None

            found = read_feedback(kept.given.rated(), store.articles_by_key, current, article_of)
        if as_json:
            for rating in found.ratings:
                typer.echo(to_json(feedback_object(rating)))
        else:
            show_lines(console(), (str(rating) for rating in found.ratings))
        if found.left_out:
            complain(f"left out, since their articles are not in collection {collection!r}: {found.left_out}")


@app.command()
def check(data_dir: DataDir = None, collection: Collection = "common", debug: Debug = False) -> None:
    """Say what works, what does not, and what to do about it: settings, model, index, token."""
    with reporting(debug=debug):
        from bot.check import run_checks

        if not run_checks(data_dir, collection):
            raise SystemExit(FAILED)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of questions.", show_default=False)],
    worst: Annotated[int, typer.Option("--worst", metavar="N", min=0, help="How many of the worst cases to show.")] = 5,
    collection: Collection = "common",
    data_dir: DataDir = None,
    as_json: AsJson = False,
    debug: Debug = False,
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
    with reporting(debug=debug):
        from bot.evaluate.command import evaluate as measured
        from bot.settings import load_settings

        measured(load_settings(data_dir=data_dir), collection, folder, worst, as_json=as_json)


def _index(
    settings: Settings, sources: Sequence[str], full: bool, collection: str, as_json: bool, *, kept: bool = False
) -> None:
    from bot.batch import to_json
    from bot.compose import make_indexer
    from bot.output import report_object
    from bot.progress import progress
    from bot.terminal import console, show_report

    with progress() as told:
        indexer = make_indexer(settings, collection, told)
        report = indexer.rebuild(sources, full=full, kept=kept, piped=sys.stdin.buffer)
    if as_json:
        typer.echo(to_json(report_object(report)))
    else:
        show_report(console(), report, collection)
    if not report.anything:
        complain(
            "nothing could be indexed: give web addresses, or files and folders with .txt, .md, .html, .pdf, .docx or "
            ".jsonl articles"
        )
        raise SystemExit(FAILED)


def _bring_others_up_to_date(settings: Settings, full: bool) -> None:
    """What is stored of other collections than the common one is made anew where it was made in another way, as with
    another EMBEDDING_MODEL; what cannot be is kept as a failure, as ``whosaid list --failed`` shows it."""
    from bot.compose import make_indexer, other_collections
    from bot.progress import progress

    for name in other_collections(settings):
        with progress() as told:
            make_indexer(settings, name, told).rebuild((), full=full, kept=full)


def _list_failures(failures: Sequence[Failure], as_json: bool) -> None:
    from bot.batch import to_json
    from bot.terminal import console, show_lines

    if as_json:
        for failure in failures:
            typer.echo(to_json(asdict(failure)))
    else:
        show_lines(console(), (f"{failure.source}: {failure.reason}" for failure in failures))


def _usual_sources(settings: Settings) -> list[str]:
    # Who reads feeds alone need not have a folder.
    folder = [str(settings.articles_dir)] if settings.articles_dir.exists() or not settings.feeds else []
    return [*folder, *settings.feeds]


def _ask_one(question: str, collection: str, data_dir: Path | None, as_json: bool) -> None:
    from bot.answer.question import understand
    from bot.batch import to_json
    from bot.output import answer_object, failed_answer
    from bot.settings import load_settings

    try:
        understand(question)
        _, engine = _asked_of(load_settings(data_dir=data_dir), collection)
        answer = engine.answer(question)
    except WhosaidError as error:
        if as_json:
            typer.echo(to_json(failed_answer(question, str(error))))
        if isinstance(error, QuestionError) and not question.strip():
            _wrong_usage(str(error))
        raise
    if as_json:
        typer.echo(to_json(answer_object(answer)))
    else:
        from bot.terminal import console, show_answer

        show_answer(console(), answer)


def _ask_batch(path: str, collection: str, data_dir: Path | None) -> None:
    from bot.batch import answered, read_batch
    from bot.output import answer_object, failed_answer
    from bot.settings import load_settings

    _, engine = _asked_of(load_settings(data_dir=data_dir), collection)
    _print_lines(
        answered(read_batch(path), lambda text, asked: answer_object(engine.answer(text), asked), failed_answer)
    )


def _open(collection: str, data_dir: Path | None) -> Library:
    """The library, with its encoder loaded, so that no question waits for it."""
    from bot.settings import load_settings

    return _loaded(load_settings(data_dir=data_dir), collection)


def _loaded(settings: Settings, collection: str) -> Library:
    from bot.compose import open_library
    from bot.terminal import waiting

    library = open_library(settings, collection)
    with waiting("Loading the encoder"):
        library.encoder()
    return library


def _asked_of(settings: Settings, collection: str) -> tuple[Library, Engine]:
    """The library and what answers from it, all models loaded."""
    library, engine, _ = _with_author(settings, collection)
    return library, engine


def _with_author(settings: Settings, collection: str) -> tuple[Library, Engine, Author | None]:
    """Beside these the language model, where one is set; what is wrong with it is said before anything is loaded."""
    from bot.author import open_author
    from bot.compose import engines, open_library
    from bot.terminal import waiting

    library = open_library(settings, collection)
    author = open_author(settings, library.encoder)
    with waiting("Loading the encoder"):
        library.encoder()
    with waiting("Loading the models that look twice"):
        return library, engines(settings, author)(library), author


def _print_lines(lines: Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _wrong_usage(message: str) -> NoReturn:
    complain(message)
    raise SystemExit(WRONG_USAGE)
