"""Records that the store takes and gives: articles, versions, passages as encoded, and the digests that name them."""

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
    """A current article as the store knows it, without its text."""

    key: int
    id: str
    source: str
    digest: bytes
    recipe: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article: ``number`` counts from 1, ``stored_at`` and ``gone_at`` are ISO 8601 in UTC;
    ``gone_at`` is when its page was found to be gone, None while it is there."""

    key: int
    number: int
    current: bool
    stored_at: str
    gone_at: str | None


@dataclass(frozen=True, slots=True)
class EncodedPassage:
    """A passage as encoded: its vector, float32 of shape ``(d,)``; where its sentences stand in it,
    int64 of shape ``(n, 2)``; and their vectors, float32 of shape ``(n, d)``, kept in half precision. ``words`` is None
    where the encoder does not read words in their context."""

    vector: Vectors
    sentences: Rows
    sentence_vectors: Vectors
    words: TokenCodes | None = None


@dataclass(frozen=True, slots=True)
class ProcessedArticle:
    """An article made ready for the search; ``encoded`` is of its passages, by digest."""

    article: Article
    source: str
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    encoded: Mapping[bytes, EncodedPassage]


@dataclass(frozen=True, slots=True)
class SearchableArticle:
    """An article as the derived indexes take it in; ``passages`` holds (start, end, what the encoder made of it)."""

    key: int
    title: str | None
    text: str
    passages: tuple[tuple[int, int, EncodedPassage], ...]
    statements: tuple[Statement, ...]


def text_digest(text: str) -> bytes:
    """Return the sha256 of a text, the key of its vector."""
    return hashlib.sha256(text.encode()).digest()


def article_digest(article: Article) -> bytes:
    """Return the sha256 over an article's text and metadata, by which an unchanged one is recognised."""
    fields = [
        article.text,
        article.title,
        article.publisher,
        article.author,
        article.published_at,
        article.url,
    ]
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
    """Return what ``pack_vectors`` was given; a store of an earlier format has no sentences or no words of it."""
    whole = np.frombuffer(vector, "<f4")
    spans = np.frombuffer(sentences or b"", "<i4").astype(np.int64).reshape(-1, 2)
    parts = (
        np.frombuffer(sentence_vectors or b"", "<f2")
        .astype(np.float32)
        .reshape(len(spans), -1 if len(spans) else len(whole))
    )
    return EncodedPassage(whole, spans, parts, unpack_words(starts, codes))


def unpack_words(starts: bytes | None, codes: bytes | None) -> TokenCodes | None:
    """Return the words of ``pack_vectors``, None where none were stored."""
    if starts is None or codes is None:
        return None
    places = np.frombuffer(starts, "<i4").astype(np.int64)
    return TokenCodes(places, np.frombuffer(codes, np.uint8).reshape(len(places), -1 if len(places) else 0))
