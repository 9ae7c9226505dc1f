"""Late interaction: how well a text matches each word of a question, as the encoder reads both in their sentences.

ColBERT sums the best cosine of each word of the question with any word of the text (Khattab and Zaharia, 2020, arXiv
2004.12832); here the vectors come from an encoder that was trained for whole sentences. Only the signs of a stored
word's vector are kept, one bit a number: for unit vectors in many dimensions they give the cosine well enough to rank
by (Charikar, 2002, doi 10.1145/509907.509965; RaBitQ, arXiv 2405.12497).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.models.encoder import Encoder
from index.text.tokenizer import STOP_STEMS, words
from index.types import Hit, Part, Rows, Span, Vectors

Codes = npt.NDArray[np.uint8]
"""The signs of vectors, a row each: eight numbers a byte, the first in the highest bit, 1 for a number above 0."""

_OF_SIGNS = math.sqrt(2 / math.pi)
"""The mean cosine of a vector with the signs of its numbers, where these are distributed normally."""


@dataclass(frozen=True, slots=True)
class TokenCodes:
    """The content words of a text: their starts, int64 of shape ``(n,)``, ascending, and their codes."""

    starts: Rows
    codes: Codes

    def between(self, start: int, end: int) -> Codes:
        """Return the codes of the words that start at ``start:end``."""
        first, stop = np.searchsorted(self.starts, [start, end]).tolist()
        return self.codes[first:stop]


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """The compared words of a question: their stems, and their vectors, float32 of shape ``(len(stems), d)``."""

    stems: tuple[str, ...]
    vectors: Vectors


def match_query_tokens(
    encoder: Encoder, question: str, parts: Sequence[Part], words_of: Callable[[Hit], TokenCodes | None]
) -> tuple[tuple[str, ...], Vectors]:
    """Return the stems of the question's content words, and how well each part matches each of them.

    The second is float32 of shape ``(len(parts), stems)``, 0 where a part has no content word. A question without
    content words is compared by all its words. ``words_of`` returns the stored codes of a hit's passage; parts of
    passages without any are encoded now.
    """
    asked = query_tokens(encoder, question)
    hits = {(hit.key, hit.start): hit for hit, _ in parts}
    stored = {place: words_of(hit) for place, hit in hits.items()}
    found = np.zeros((len(parts), len(asked.stems)), np.float32)
    unknown = []
    for row, (hit, (start, end)) in enumerate(parts):
        words = stored[hit.key, hit.start]
        if words is None:
            unknown.append(row)
        else:
            found[row] = match_codes(asked, words.between(start - hit.start, end - hit.start))
    if unknown:
        texts = [hit.article.text[start:end] for hit, (start, end) in (parts[row] for row in unknown)]
        found[unknown] = match_texts(encoder, asked, texts)
    return asked.stems, found


def content_spans(text: str) -> list[Span]:
    """Return the spans of the content words of a text."""
    return [(word.start, word.end) for word in words(text) if word.stem not in STOP_STEMS]


def encode_tokens(spans: Sequence[Span], vectors: Vectors) -> TokenCodes:
    """Return the codes of words at ``spans``; ``vectors`` is float32 of shape ``(len(spans), d)``."""
    starts = np.array([start for start, _ in spans], np.int64)
    return TokenCodes(starts, np.packbits(vectors > 0, axis=1))


def query_tokens(encoder: Encoder, question: str) -> QueryTokens:
    """Return the content words of a question, all of its words where it has none."""
    every = list(words(question))
    asked = [word for word in every if word.stem not in STOP_STEMS] or every
    vectors = encoder.encode_question_parts(question, [(word.start, word.end) for word in asked])
    return QueryTokens(tuple(word.stem for word in asked), vectors)


def match_codes(asked: QueryTokens, codes: Codes) -> Vectors:
    """Return an estimate of the best cosine of each word of the question with any word of ``codes``.

    It is float32 of shape ``(len(stems),)``, 0 without words.
    """
    size = asked.vectors.shape[1]
    if not len(codes):
        return np.zeros(len(asked.stems), np.float32)
    signs = np.unpackbits(codes, axis=1, count=size).astype(np.float32)
    dots = (2 * signs - 1) @ asked.vectors.T / (_OF_SIGNS * math.sqrt(size))
    return np.asarray(dots.clip(-1, 1).max(axis=0), np.float32)


def match_texts(encoder: Encoder, asked: QueryTokens, texts: Sequence[str]) -> Vectors:
    """Return the best cosine of each word of the question with any content word of each text, encoded now.

    It is float32 of shape ``(len(texts), len(stems))``, 0 where a text has no content word.
    """
    spans = [content_spans(text) for text in texts]
    _, vectors = encoder.encode_parts(texts, spans)
    found = np.zeros((len(texts), len(asked.stems)), np.float32)
    for row, each in enumerate(vectors):
        if len(each) and asked.stems:
            found[row] = (each @ asked.vectors.T).max(axis=0)
    return found
