"""Judge a collection: the configured one, or a temporary one made of a folder's own articles."""

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
    """Answers and searches as the commands do."""

    library: Library

    def answer(self, text: str) -> Answer:
        """Answer a question. Raises WhosaidError."""
        return Engine(self.library).answer(text)

    def search(self, text: str, k: int) -> Sequence[Hit]:
        """Return the ``k`` best passages, best first. Raises WhosaidError."""
        return self.library.search(query_for(parse_question(text)), k)


def judge_library(library: Library, cases: list[LocatedCase], progress: Progress) -> list[JudgedCase]:
    """Ask a library every question, in order. Raises SourceError if a case names an article that is not there."""
    texts = {article.id: article.text for article in library.articles()}
    return judge_cases(MeasuredCollection(library), check_article_ids(cases, texts), texts, progress)


def find_articles_file(folder: Path) -> Path | None:
    """Return the file of articles in a folder of questions, None if there is none."""
    return next((folder / name for name in (ARTICLES, beir.CORPUS) if (folder / name).exists()), None)


@contextmanager
def build_index(
    articles: Path, model: str, load_encoder: Callable[[], Encoder], progress: Progress
) -> Iterator[Library]:
    """Open a temporary library of one file's articles. Raises SourceError if a line cannot be read."""
    encoder = cache(load_encoder)
    with tempfile.TemporaryDirectory(prefix="whosaid-") as folder:
        source, data = articles, Path(folder) / "data"
        if articles.name == beir.CORPUS:
            source = Path(folder) / ARTICLES
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
