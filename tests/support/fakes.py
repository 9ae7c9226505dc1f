"""Hand-written stand-ins for the slow or distant parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.errors import SourceError
from index.ingest.indexer import Indexer
from index.models.encoder import Encoder
from index.models.extractive_reader import ExtractedAnswer
from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.search.reprints import Reprints
from index.sources.web.types import Fetched, Gone, Unchanged
from index.store.records import EncodedPassage, Version
from index.text.sentences import sentences
from index.text.tokenizer import STOP_STEMS, content_stems, stems
from index.types import Article, Hit, Part, ScoredSentence, Span, Statement, StatementHit, Vectors

if TYPE_CHECKING:
    from index.sources.crawler import OpenWeb


DIMENSION = 64


class WordEncoder:
    """Texts with the same words get near vectors: each stem adds one to a place that its sha256 names."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.dimension = DIMENSION
        self.encoded: list[str] = []
        self.encodes_in_context = False

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(text.split()) for text in texts]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts]) if texts else np.zeros((0, DIMENSION), np.float32)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        found = [
            [self._vector(text[start:end]) for start, end in spans] for text, spans in zip(texts, parts, strict=True)
        ]
        empty = np.zeros((0, DIMENSION), np.float32)
        return self.encode_passages(texts), [np.stack(vectors) if vectors else empty for vectors in found]

    def encode_question(self, text: str) -> Vectors:
        return self._vector(text)

    def encode_question_parts(self, text: str, parts: Sequence[Span]) -> Vectors:
        return self.encode_parts([text], [parts])[1][0]

    @staticmethod
    def _vector(text: str) -> Vectors:
        vector = np.full(DIMENSION, 1e-3, np.float32)
        for stem in stems(text):
            vector[hashlib.sha256(stem.encode()).digest()[0] % DIMENSION] += 1
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def encoded(text: str) -> EncodedPassage:
    """A text of one sentence as a WordEncoder encodes it."""
    vector = WordEncoder().encode_question(text)
    return EncodedPassage(vector, np.array([[0, len(text)]], np.int64), vector[np.newaxis])


def fake_indexer(
    data_dir: Path, encoder: Encoder | None = None, collection: str = "common", web: OpenWeb | None = None
) -> Indexer:
    """An Indexer with a WordEncoder, or the given encoder."""
    made = encoder or WordEncoder()
    return Indexer(data_dir, collection, made.name, lambda: made, open_web=web)


def fake_library(data_dir: Path, encoder: Encoder | None = None, collection: str = "common") -> Library:
    """A Library with a WordEncoder, or the given encoder."""
    made = encoder or WordEncoder()
    return Library.of_one(data_dir, collection, made.name, lambda: made)


class PassagesInMemory:
    """Passages as the answering takes them: each article one passage, found in the order given."""

    def __init__(self, articles: Sequence[Article], statements: dict[str, tuple[Statement, ...]] | None = None) -> None:
        self.stored = dict(enumerate(articles, 1))
        self.gone: dict[int, str] = {}
        self._statements = statements or {}

    @property
    def size(self) -> int:
        return len(self.stored)

    def knows_language(self, language: str) -> bool:
        return language == "en"

    def search(self, query: Query, k: int) -> list[Hit]:
        wanted = set(stems(query.text))
        ranked = sorted(self.stored.items(), key=lambda item: -len(wanted & set(stems(item[1].text))))
        hits = [
            Hit(article, 0, len(article.text), 1 - 0.1 * rank, 1.0, 0.5, key=key, sentences=_near(query, article.text))
            for rank, (key, article) in enumerate(ranked)
            if query.filter.keys is None or key in query.filter.keys
        ]
        return query.filter.select_passages(hits)[:k]

    def search_statements(self, query: StatementQuery, k: int) -> list[StatementHit]:
        words, speaker = set(stems(query.words)) - STOP_STEMS, set(stems(query.speaker)) - STOP_STEMS
        asked = set(stems(query.text or ""))
        found = []
        for key, article in self.stored.items():
            for statement in self._statements.get(article.id, ()):
                said = set(stems(article.text[statement.start : statement.end]))
                likeness = len(asked & said) / max(1, len(asked)) if query.text else None
                within = query.filter.keys is None or key in query.filter.keys
                if within and speaker <= set(stems(f"{statement.speaker} {statement.role or ''}")):
                    found.append(StatementHit(article, statement, float(len(words & said)), likeness, key))
        return query.filter.select_statements(found[:k])

    def rarities(self, wanted: Iterable[str]) -> dict[str, float]:
        return dict.fromkeys(wanted, 1.0)

    def keys_of(self, article_id: str) -> frozenset[int]:
        return frozenset(key for key, article in self.stored.items() if article.id == article_id)

    def keyed_article(self, article_id: str) -> tuple[int, Article] | None:
        return next((each for each in self.stored.items() if each[1].id == article_id), None)

    def current_article(self, article_id: str) -> Article | None:
        found = self.keyed_article(article_id)
        return found[1] if found else None

    def articles(self) -> tuple[Article, ...]:
        return tuple(self.stored.values())

    def versions(self) -> dict[str, Version]:
        return {}

    def is_current(self, key: int) -> bool:
        return key in self.stored

    def statements(self, key: int) -> tuple[Statement, ...]:
        return self._statements.get(self.stored[key].id, ())

    def article(self, key: int) -> Article | None:
        return self.stored.get(key)

    def articles_by_key(self, keys: Iterable[int]) -> dict[int, Article]:
        return {key: article for key in keys if (article := self.article(key))}

    def gone_at(self, key: int) -> str | None:
        return self.gone.get(key)

    def reprints(self, key: int, span: Span) -> Reprints | None:
        return None

    def match_words(self, question: str, parts: Sequence[Part]) -> tuple[tuple[str, ...], Vectors]:
        asked = tuple(content_stems(question))
        texts = [hit.article.text[start:end] for hit, (start, end) in parts]
        found = [[float(stem in stems(text)) for stem in asked] for text in texts]
        return asked, np.array(found, np.float32).reshape(len(texts), len(asked))


def _near(query: Query, text: str) -> tuple[ScoredSentence, ...]:
    """Sentences as like the query as the share of its telling words that they hold."""
    asked = content_stems(query.text)
    spans = [(text[start:end], start, end) for start, end in sentences(text)]
    shares = [len([stem for stem in asked if stem in stems(piece)]) / max(1, len(asked)) for piece, _, _ in spans]
    return tuple(ScoredSentence(start, end, share) for (_, start, end), share in zip(spans, shares, strict=True))


class SureReranker:
    """Scores a text by the first of its ``favourites`` that stands in it: the first favourite scores highest."""

    name = "sure"

    def __init__(self, *favourites: str) -> None:
        self._favourites = favourites
        self.asked: list[tuple[str, list[str]]] = []

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        self.asked.append((question, list(texts)))
        found = [next((n for n, word in enumerate(self._favourites) if word in text), 9) for text in texts]
        return np.array([0.9 - 0.1 * place for place in found], np.float32)


class SureReader:
    """Marks the first of its ``answers`` that stands in a text; the first answer scores highest."""

    name = "sure"

    def __init__(self, *answers: str) -> None:
        self._answers = answers
        self.asked: list[tuple[str, list[str]]] = []

    def read(self, question: str, texts: Sequence[str]) -> list[ExtractedAnswer | None]:
        self.asked.append((question, list(texts)))
        return [self._marked(text) for text in texts]

    def _marked(self, text: str) -> ExtractedAnswer | None:
        for place, answer in enumerate(self._answers):
            if (start := text.find(answer)) >= 0:
                return ExtractedAnswer(start, start + len(answer), 0.9 - 0.1 * place)
        return None


class FakeWeb:
    """A web made of what each address answers; one without an answer is not there. ``asked`` holds the addresses,
    ``conditions`` the (etag, last_modified) given with them."""

    def __init__(self, answers: Mapping[str, Fetched | Unchanged | Gone | SourceError]) -> None:
        self.answers = dict(answers)
        self.asked: list[str] = []
        self.conditions: list[tuple[str | None, str | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def fetch(
        self, address: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | Unchanged | Gone:
        self.asked.append(address)
        self.conditions.append((etag, last_modified))
        answer = self.answers.get(address, Gone(address, 404))
        if isinstance(answer, SourceError):
            raise answer
        if isinstance(answer, Fetched) and etag is not None and etag == answer.etag:
            return Unchanged(address)
        return answer


def page_of(text: str, *, url: str, content_type: str = "text/plain", etag: str | None = None) -> Fetched:
    """What a server answers that has ``text`` at ``url``."""
    return Fetched(url, url, text.encode(), content_type, None, etag, None, "2026-03-02T12:00:00+00:00")


def feed_of(url: str, *links: str, text: str = "") -> Fetched:
    """An RSS feed at ``url`` that leads to ``links``; ``text`` is what each item carries, as escaped HTML."""
    body = f"<content:encoded>{text}</content:encoded>" if text else ""
    items = "".join(f"<item><title>News</title><link>{link}</link>{body}</item>" for link in links)
    head = '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    return page_of(f"{head}<title>River News</title>{items}</channel></rss>", url=url, content_type="text/xml")
