"""Commands that change which articles are stored, and list them: ``rebuild``, ``refresh``, ``add``, ``remove`` ..."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.exit_status import FAILED, print_error, report_errors
from bot.cli.options import CollectionOption, DataDirOption, DebugOption, JsonOption, SourcesArgument

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.store.sources import SourceFailure


def rebuild(
    sources: SourcesArgument = None,
    full: Annotated[bool, typer.Option("--full", help="Index everything anew, even what did not change.")] = False,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Index the given files, folders and web addresses, or ARTICLES_DIR and FEEDS; only what changed is worked on.

    With --full everything is indexed anew. What came from the web or through a pipe is then taken out of what was kept
    of it, without fetching it again. Without a source, what is stored in other collections is brought up to date too.

    Example: whosaid rebuild articles interviews.jsonl.gz
    """
    with report_errors(debug=debug):
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        if not sources and collection == "common":
            _update_other_collections(settings, full)
        _index_sources(
            settings,
            sources or _list_default_sources(settings),
            full,
            collection,
            as_json,
            stored_originals=full and not sources,
        )


def refresh(
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Read FEEDS and the web pages already stored again, where they changed; a page that is gone is kept, and marked.

    Example: whosaid refresh
    """
    with report_errors(debug=debug):
        from bot.services.factory import refresh_sources
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        sources = refresh_sources(settings, collection)
        if not sources:
            print_error("there is nothing to refresh: set FEEDS, or add a web address")
            raise SystemExit(FAILED)
        _index_sources(settings, sources, False, collection, as_json)


def add(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL...",
            help="Files, folders, web addresses (pages, documents, feeds), or -.",
        ),
    ],
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Add articles; a running bot finds them at once. Of a feed, the pages that it leads to are added.

    \b
    Examples:
      whosaid add interview.md
      whosaid add https://example.org/news/42 https://example.org/feed.xml
      pdftotext interview.pdf - | whosaid add -
    """
    with report_errors(debug=debug):
        from bot.settings import load_settings

        _index_sources(load_settings(data_dir=data_dir), sources, False, collection, as_json)


def remove(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As `whosaid list` shows it.")],
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    debug: DebugOption = False,
) -> None:
    """Forget an article and all its versions.

    Example: whosaid remove https://example.org/news/42
    """
    with report_errors(debug=debug):
        from bot.services.factory import make_indexer
        from bot.settings import load_settings

        settings = load_settings(data_dir=data_dir)
        removed = make_indexer(settings, collection).remove(article)
        if removed is None:
            print_error(f"no article has the id or URL {article!r}: `whosaid list` shows what there is")
            raise SystemExit(FAILED)
        typer.echo(f"Removed {removed.id!r}.")
        if Path(removed.source).exists():
            typer.echo(f"Its source {removed.source!r} is still there: a rebuild of it will add the article again.")


def share(
    article: Annotated[str, typer.Argument(metavar="ID|URL", help="As `whosaid list` shows it.")],
    collection: Annotated[str, typer.Option("--from", metavar="NAME", help="The collection that it is in.")],
    data_dir: DataDirOption = None,
    debug: DebugOption = False,
) -> None:
    """Move an article of one chat's collection to the common one, where every chat finds it.

    Example: whosaid share https://example.org/news/42 --from group-1001
    """
    with report_errors(debug=debug):
        from bot.services.factory import make_indexer
        from bot.settings import load_settings
        from bot.storage.chat_collections import COMMON

        shared = make_indexer(load_settings(data_dir=data_dir), collection).transfer(article, COMMON)
        if shared is None:
            print_error(
                f"no article of collection {collection!r} has the id or URL {article!r}: "
                f"`whosaid list --collection {collection}` shows what there is"
            )
            raise SystemExit(FAILED)
        typer.echo(f"Shared {shared.id!r}.")


def list_articles(
    failed: Annotated[bool, typer.Option("--failed", help="Show what could not be read, and why, instead.")] = False,
    collection: CollectionOption = "common",
    data_dir: DataDirOption = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Show the articles that can be asked about, newest first."""
    with report_errors(debug=debug):
        from bot.json_output import serialize_article, to_json
        from bot.services.factory import open_store
        from bot.settings import load_settings

        with open_store(load_settings(data_dir=data_dir)) as store:
            if failed:
                _list_failures(store.collection(collection).sources.failures(), as_json)
                return
            articles, versions = store.articles(collection), store.collection(collection).current_versions()
        if as_json:
            for article in articles:
                typer.echo(to_json(serialize_article(article, versions.get(article.id))))
        else:
            from bot.cli.console import open_console, show_articles
            from bot.source_notes import list_article_notes

            show_articles(open_console(), articles, list_article_notes(articles, versions))


def _index_sources(
    settings: Settings,
    sources: Sequence[str],
    full: bool,
    collection: str,
    as_json: bool,
    *,
    stored_originals: bool = False,
) -> None:
    from bot.cli.console import open_console, show_report
    from bot.cli.progress_bar import show_progress
    from bot.json_output import serialize_report, to_json
    from bot.services.factory import make_indexer
    from index.sources.formats import list_usual_endings

    with show_progress() as progress:
        indexer = make_indexer(settings, collection, progress)
        report = indexer.rebuild(sources, full=full, stored_originals=stored_originals, piped=sys.stdin.buffer)
    if as_json:
        typer.echo(to_json(serialize_report(report)))
    else:
        show_report(open_console(), report, collection)
    if not report.has_articles:
        *endings, last = (ending for ending in list_usual_endings() if not ending.endswith(".gz"))
        print_error(
            "nothing could be indexed: give web addresses, or files and folders with "
            f"{', '.join(endings)} or {last} articles"
        )
        raise SystemExit(FAILED)


def _update_other_collections(settings: Settings, full: bool) -> None:
    """Process the stored articles of all collections but the common one again, where their index is out of date.

    An index is out of date after a change of EMBEDDING_MODEL, for example. ``whosaid list --failed`` shows the articles
    that cannot be processed.
    """
    from bot.cli.progress_bar import show_progress
    from bot.services.factory import make_indexer, other_collections

    for name in other_collections(settings):
        with show_progress() as progress:
            make_indexer(settings, name, progress).rebuild((), full=full, stored_originals=full)


def _list_failures(failures: Sequence[SourceFailure], as_json: bool) -> None:
    from bot.cli.console import open_console, show_lines
    from bot.json_output import to_json

    if as_json:
        for failure in failures:
            typer.echo(to_json(asdict(failure)))
    else:
        show_lines(open_console(), (f"{failure.source}: {failure.reason}" for failure in failures))


def _list_default_sources(settings: Settings) -> list[str]:
    # Somebody who only reads feeds needs no folder.
    folder = [str(settings.articles_dir)] if settings.articles_dir.exists() or not settings.feeds else []
    return [*folder, *settings.feeds]
