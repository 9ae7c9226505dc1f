"""What the encoder made of a passage, and how the store keeps it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.arrays import Rows, Vectors
from index.wordwise import WordCodes

COLUMNS = "vector, sentences, sentence_vectors, word_starts, word_codes"
"""Of the table ``vectors``, in the order of ``blobs``."""

Blobs = tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the encoder made of a passage: its vector, float32 of shape ``(d,)``; where its sentences stand in it,
    int64 of shape ``(n, 2)``; and their vectors, float32 of shape ``(n, d)``, kept in half precision. ``words`` is None
    where the encoder does not read words in their context."""

    vector: Vectors
    sentences: Rows
    sentence_vectors: Vectors
    words: WordCodes | None = None


def blobs(encoded: Encoded) -> Blobs:
    """What is stored of it, little-endian."""
    words = encoded.words
    return (
        encoded.vector.astype("<f4").tobytes(),
        encoded.sentences.astype("<i4").tobytes(),
        encoded.sentence_vectors.astype("<f2").tobytes(),
        None if words is None else words.starts.astype("<i4").tobytes(),
        None if words is None else words.codes.tobytes(),
    )


def from_blobs(
    vector: bytes, sentences: bytes | None, sentence_vectors: bytes | None, starts: bytes | None, codes: bytes | None
) -> Encoded:
    """What ``blobs`` took apart; a store of an earlier format has no sentences or no words of it."""
    whole = np.frombuffer(vector, "<f4")
    spans = np.frombuffer(sentences or b"", "<i4").astype(np.int64).reshape(-1, 2)
    parts = (
        np.frombuffer(sentence_vectors or b"", "<f2")
        .astype(np.float32)
        .reshape(len(spans), -1 if len(spans) else len(whole))
    )
    return Encoded(whole, spans, parts, words_from(starts, codes))


def words_from(starts: bytes | None, codes: bytes | None) -> WordCodes | None:
    """The words of ``blobs``, None where none were stored."""
    if starts is None or codes is None:
        return None
    places = np.frombuffer(starts, "<i4").astype(np.int64)
    return WordCodes(places, np.frombuffer(codes, np.uint8).reshape(len(places), -1 if len(places) else 0))
