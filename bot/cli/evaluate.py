"""``whosaid evaluate``: judge a folder's questions, and print the metrics as tables or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.console import open_console, show_lines
from bot.cli.progress_bar import show_progress
from bot.evaluation.collection import build_index, find_articles_file, judge_library
from bot.evaluation.dataset import read_folder
from bot.evaluation.metrics import Metrics, compute_metrics, compute_metrics_by_kind
from bot.evaluation.types import JudgedCase
from bot.evaluation.worst_cases import WrongCase, worst_cases
from bot.json_output import JsonObject, to_json
from bot.services.factory import load_encoder, open_library
from bot.settings import Settings
from index.progress import Progress

_TOTAL = "total"
_LEAST_WIDTH = 5
"""Characters of a column, enough for a share such as ``.950``."""

_ANSWERS = (
    ("questions", "asked"),
    ("right", "right"),
    ("answered", "answered"),
    ("refused_wrongly", "refused wrongly"),
    ("refused_rightly", "refused rightly"),
    ("answer_in_first", "in 1st quote"),
    ("answer_in_three", "in 3 quotes"),
    ("right_speaker", "right speaker"),
    ("wrong_speaker", "wrong speaker"),
)
_SEARCH = (
    ("questions", "asked"),
    ("article_first", "article first"),
    ("hit_at_4", "hit @4"),
    ("mrr_at_10", "MRR @10"),
    ("ndcg_at_10", "nDCG @10"),
    ("words", "words shown"),
    ("median_ms", "median ms"),
)
_WHOLE = ("words", "median_ms")


def run_evaluation(settings: Settings, collection: str, folder: Path, most: int, *, as_json: bool) -> None:
    """Print the metrics of a folder's questions and the ``most`` worst cases. Raises WhosaidError."""
    with show_progress() as progress:
        judged = _judge_questions(settings, collection, folder, progress)
    kinds, total, worst = compute_metrics_by_kind(judged), compute_metrics(judged), worst_cases(judged, most)
    if as_json:
        print(to_json(serialize_evaluation(kinds, total, worst)))  # noqa: T201
    else:
        show_evaluation(open_console(), kinds, total, worst)


def serialize_evaluation(kinds: Mapping[str, Metrics], total: Metrics, worst: Sequence[WrongCase]) -> JsonObject:
    """Return the object of the metrics, in total and by kind of question, and of the worst cases."""
    return {
        _TOTAL: asdict(total),
        "kinds": {kind: asdict(row) for kind, row in kinds.items()},
        "worst": [asdict(case) for case in worst],
    }


def show_evaluation(out: Console, kinds: Mapping[str, Metrics], total: Metrics, worst: Sequence[WrongCase]) -> None:
    """Print a table of the answers, one of the search, and the worst cases.

    A table has a row for each kind of question and one for all.
    """
    rows = {**kinds, _TOTAL: total}
    if total.answered is not None or total.refused_rightly is not None:
        out.print("Answers", style="bold")
        out.print(_make_table(rows, _ANSWERS))
        out.print()
    out.print("Search", style="bold")
    out.print(_make_table(rows, _SEARCH))
    if total.citations:
        out.print()
        out.print(_format_citations(total))
    for case in worst:
        out.print()
        show_lines(out, case.lines())


def _judge_questions(settings: Settings, collection: str, folder: Path, progress: Progress) -> list[JudgedCase]:
    cases = read_folder(folder)
    articles = find_articles_file(folder)
    if articles:
        with build_index(articles, settings.embedding_model, lambda: load_encoder(settings), progress) as library:
            return judge_library(library, cases, progress)
    library = open_library(settings, collection)
    try:
        library.encoder()
        return judge_library(library, cases, progress)
    finally:
        library.close()


def _make_table(rows: Mapping[str, Metrics], columns: Sequence[tuple[str, str]]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("kind", no_wrap=True)
    shown = [(name, heading) for name, heading in columns if getattr(rows[_TOTAL], name) is not None]
    for _, heading in shown:
        table.add_column(
            heading.replace(" ", "\n"), justify="right", min_width=max(_LEAST_WIDTH, *map(len, heading.split()))
        )
    for kind, row in rows.items():
        table.add_row(Text(kind), *(_format_cell(name, getattr(row, name)) for name, _ in shown))
    return table


def _format_citations(total: Metrics) -> str:
    return f"Quotes shown: {total.citations}; byte for byte as in their article: {total.citations_exact}."


def _format_cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, int) or name in _WHOLE:
        return f"{value:.0f}"
    return f"{value:.3f}".removeprefix("0")
