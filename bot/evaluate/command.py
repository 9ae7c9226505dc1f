"""``whosaid evaluate``: a folder of questions in, figures out."""

from __future__ import annotations

from pathlib import Path

from bot.batch import to_json
from bot.compose import load_encoder, open_library
from bot.evaluate.collection import indexed, measure, own_articles
from bot.evaluate.figures import figures, figures_by_kind
from bot.evaluate.questions import read_folder
from bot.evaluate.show import evaluation_object, show_evaluation
from bot.evaluate.types import Judged
from bot.evaluate.worst import worst
from bot.progress import progress
from bot.settings import Settings
from bot.terminal import console
from index.progress import Progress


def evaluate(settings: Settings, collection: str, folder: Path, most: int, *, as_json: bool) -> None:
    """Print the figures of a folder's questions and the ``most`` worst cases. Raises WhosaidError."""
    with progress() as told:
        judged = _judged(settings, collection, folder, told)
    kinds, total, wrong = figures_by_kind(judged), figures(judged), worst(judged, most)
    if as_json:
        print(to_json(evaluation_object(kinds, total, wrong)))  # noqa: T201
    else:
        show_evaluation(console(), kinds, total, wrong)


def _judged(settings: Settings, collection: str, folder: Path, told: Progress) -> list[Judged]:
    placed = read_folder(folder)
    articles = own_articles(folder)
    if articles:
        with indexed(articles, settings.embedding_model, lambda: load_encoder(settings), told) as library:
            return measure(library, placed, told)
    library = open_library(settings, collection)
    try:
        library.encoder()
        return measure(library, placed, told)
    finally:
        library.close()
