"""What a generation is made of: passages, their sentences and the statements of one article after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path

from index import lexical, rows, spoken, vectors
from index.records import SearchableArticle
from index.types import Span


class ArticleWriter:
    """Writes the files of a generation into ``folder``."""

    def __init__(self, folder: Path, dimension: int) -> None:
        self._passages = _Passages(folder, dimension)
        self._sentences = _Sentences(folder, dimension)
        self._statements = _Statements(folder)
        self.articles = 0

    @property
    def passages(self) -> int:
        """How many passages were added."""
        return self._passages.count

    def add(self, article: SearchableArticle) -> None:
        """Append one article."""
        self.articles += 1
        self._passages.add(article)
        self._statements.add(article, *self._sentences.add(article))

    def save(self) -> None:
        """Write the files; nothing can be added afterwards."""
        for part in (self._passages, self._sentences, self._statements):
            part.save()


class _Passages:
    def __init__(self, folder: Path, dimension: int) -> None:
        self._dense = vectors.VectorWriter(folder / vectors.PASSAGES, dimension)
        self._words = lexical.LexicalWriter(folder)
        self._rows = rows.RowsWriter(folder / rows.PASSAGES, 3)

    @property
    def count(self) -> int:
        return len(self._rows)

    def add(self, article: SearchableArticle) -> None:
        for start, end, encoded in article.passages:
            self._dense.add(encoded.vector)
            self._words.add(article.title, article.text[start:end])
            self._rows.add(article.key, start, end)

    def save(self) -> None:
        self._dense.save()
        self._words.save()
        self._rows.save()


class _Sentences:
    def __init__(self, folder: Path, dimension: int) -> None:
        self._dense = vectors.VectorWriter(folder / vectors.SENTENCES, dimension, half=True)
        self._rows = rows.RowsWriter(folder / rows.SENTENCES, 3)

    def add(self, article: SearchableArticle) -> tuple[int, list[Span]]:
        """The row of the article's first sentence, and where its sentences stand."""
        first = len(self._rows)
        spans: list[Span] = []
        for passage, _, encoded in article.passages:
            for (start, end), vector in zip(encoded.sentences.tolist(), encoded.sentence_vectors, strict=True):
                self._dense.add(vector)
                self._rows.add(article.key, passage + start, passage + end)
                spans.append((passage + start, passage + end))
        return first, spans

    def save(self) -> None:
        self._dense.save()
        self._rows.save()


class _Statements:
    def __init__(self, folder: Path) -> None:
        self._words = spoken.SpokenWriter(folder)
        self._rows = rows.RowsWriter(folder / rows.STATEMENTS, 5)

    def add(self, article: SearchableArticle, first: int, sentences: Sequence[Span]) -> None:
        starts, ends = [start for start, _ in sentences], [end for _, end in sentences]
        placed = []
        for number, statement in enumerate(article.statements):
            low, high = statement.extent
            placed.append((bisect_right(ends, low), bisect_left(starts, high), number, statement))
        for begin, behind, number, statement in sorted(placed, key=lambda item: item[:3]):
            low, high = statement.extent
            around = article.text[starts[begin] : ends[behind - 1]] if begin < behind else article.text[low:high]
            self._words.add(statement, article.text[statement.start : statement.end], around)
            self._rows.add(article.key, number, first + begin, first + max(begin, behind), low)

    def save(self) -> None:
        self._words.save()
        self._rows.save()
