"""Records that the store takes and gives: articles, versions, encoded passages, and digests of texts."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.models.late_interaction import TokenCodes
from index.types import Article, Passage, Rows, Statement, Vectors

VECTOR_COLUMNS = "vector, sentences, sentence_vectors, word_starts, word_codes"
"""Columns of the table ``vectors``, in the order of ``pack_vectors``."""

VectorBlobs = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """A current article as stored, without its text; ``recipe`` names how it was processed."""

    key: int
    id: str
    source: str
    digest: bytes
    recipe: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article; ``number`` counts from 1, times are ISO 8601 in UTC.

    ``gone_at`` is when its page was found to be gone, None while it is there.
    """

    key: int
    number: int
    current: bool
    stored_at: str
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage as encoded.

    ``vector`` is float32 of shape (d,); ``sentences`` are the offsets of its sentences, int64 of shape (n, 2);
    ``sentence_vectors`` is float32 of shape (n, d), stored as float16. ``words`` is None if the encoder does not encode
    words in context.
    """

    vector: Vectors
    sentences: Rows
    sentence_vectors: Vectors
    words: TokenCodes | None = None


@dataclass(frozen=True, slots=True)
class ProcessedArticle:
    """An article with everything derived from it; ``encoded`` holds its passages by digest."""

    article: Article
    source: str
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    encoded: Mapping[bytes, EncodedPassage]


@dataclass(frozen=True, slots=True)
class SearchableArticle:
    """An article as input of the derived indexes; ``passages`` holds (start, end, encoded passage)."""

    key: int
    title: str | None
    text: str
    passages: tuple[tuple[int, int, EncodedPassage], ...]
    statements: tuple[Statement, ...]


def text_digest(text: str) -> bytes:
    """Return the sha256 of a text, by which its vectors are stored."""
    return hashlib.sha256(text.encode()).digest()


def article_digest(article: Article) -> bytes:
    """Return the sha256 of an article's text and metadata, which tells whether it changed."""
    fields = [article.text, article.title, article.publisher, article.author, article.published_at, article.url]
    return text_digest(json.dumps([*fields, dict(article.metadata)], sort_keys=True))


def pack_vectors(encoded: EncodedPassage) -> VectorBlobs:
    """Return the values of ``VECTOR_COLUMNS``, little-endian; sentence vectors as float16."""
    words = encoded.words
    return (
        encoded.vector.astype("<f4").tobytes(),
        encoded.sentences.astype("<i4").tobytes(),
        encoded.sentence_vectors.astype("<f2").tobytes(),
        None if words is None else words.starts.astype("<i4").tobytes(),
        None if words is None else words.codes.tobytes(),
    )


def unpack_vectors(
    vector: bytes, sentences: bytes | None, sentence_vectors: bytes | None, starts: bytes | None, codes: bytes | None
) -> EncodedPassage:
    """Return what ``pack_vectors`` was given; rows of earlier formats lack sentences or words."""
    passage = np.frombuffer(vector, "<f4")
    spans = np.frombuffer(sentences or b"", "<i4").astype(np.int64).reshape(-1, 2)
    parts = (
        np.frombuffer(sentence_vectors or b"", "<f2")
        .astype(np.float32)
        .reshape(len(spans), -1 if len(spans) else len(passage))
    )
    return EncodedPassage(passage, spans, parts, unpack_words(starts, codes))


def unpack_words(starts: bytes | None, codes: bytes | None) -> TokenCodes | None:
    """Return the words of ``pack_vectors``, None if none are stored."""
    if starts is None or codes is None:
        return None
    places = np.frombuffer(starts, "<i4").astype(np.int64)
    return TokenCodes(places, np.frombuffer(codes, np.uint8).reshape(len(places), -1 if len(places) else 0))
