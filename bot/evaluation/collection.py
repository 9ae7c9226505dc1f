"""What is asked: the configured collection, or one made for the while from a folder's own articles."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.answer import Answer, Engine, parse_question, query_for
from bot.evaluation import beir
from bot.evaluation.dataset import ARTICLES, LocatedCase, check_article_ids
from bot.evaluation.judge import judge_cases
from bot.evaluation.types import JudgedCase
from index import Hit, Indexer, Library, SourceError
from index.models.encoder import Encoder
from index.progress import Progress

_COLLECTION = "common"


@dataclass(frozen=True, slots=True)
class MeasuredCollection:
    """A library as it is asked and searched by the commands."""

    library: Library

    def answer(self, text: str) -> Answer:
        """Raises WhosaidError."""
        return Engine(self.library).answer(text)

    def search(self, text: str, k: int) -> Sequence[Hit]:
        """The ``k`` best passages, best first. Raises WhosaidError."""
        return self.library.search(query_for(parse_question(text)), k)


def judge_library(library: Library, placed: list[LocatedCase], progress: Progress) -> list[JudgedCase]:
    """Ask a library every question. Raises SourceError where a question names an article that it does not hold."""
    texts = {article.id: article.text for article in library.articles()}
    return judge_cases(MeasuredCollection(library), check_article_ids(placed, texts), texts, progress)


def find_articles_file(folder: Path) -> Path | None:
    """The file of articles that a folder of questions brings along, None where it has none."""
    return next((folder / name for name in (ARTICLES, beir.CORPUS) if (folder / name).exists()), None)


@contextmanager
def build_index(
    articles: Path, model: str, load_encoder: Callable[[], Encoder], progress: Progress
) -> Iterator[Library]:
    """A library of one file's articles, gone afterwards. Raises SourceError where a line cannot be read."""
    encoder = cache(load_encoder)
    with tempfile.TemporaryDirectory(prefix="whosaid-") as made:
        source, data = articles, Path(made) / "data"
        if articles.name == beir.CORPUS:
            source = Path(made) / ARTICLES
            beir.write_articles(articles, source)
        report = Indexer(data, _COLLECTION, model, encoder, progress).rebuild([str(source)])
        if report.failed:
            raise SourceError(f"{str(articles)!r}, {report.failed[0].reason}")
        if not report.articles:
            raise SourceError(f"{str(articles)!r} holds no article: write one object a line")
        library = Library.of_one(data, _COLLECTION, model, encoder)
        try:
            library.encoder()
            yield library
        finally:
            library.close()
