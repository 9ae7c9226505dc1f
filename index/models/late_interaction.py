"""Word by word: how well a text meets each word of a question, as the encoder reads both in their sentences.

The best cosine of a word of the question with any word of the text is what ColBERT sums (Khattab and Zaharia, 2020,
arXiv 2004.12832); here the vectors are those of an encoder that was trained for whole sentences. Of a stored word the
signs of its vector are kept alone, a bit a number: for unit vectors in many dimensions the cosine can be told from them
well enough to rank by (Charikar, 2002, doi 10.1145/509907.509965; RaBitQ, arXiv 2405.12497).
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
"""The signs of vectors, a row each: eight numbers a byte, the first in the highest bit, 1 where it is above 0."""

_OF_SIGNS = math.sqrt(2 / math.pi)
"""The cosine of a vector with the signs of its numbers, on average, where those are spread normally."""


@dataclass(frozen=True, slots=True)
class TokenCodes:
    """The telling words of a text: where each starts, int64 of shape ``(n,)``, ascending; their codes, uint8 of shape
    ``(n, bytes)``."""

    starts: Rows
    codes: Codes

    def between(self, start: int, end: int) -> Codes:
        """The codes of the words that start within ``start:end``."""
        first, behind = np.searchsorted(self.starts, [start, end]).tolist()
        return self.codes[first:behind]


@dataclass(frozen=True, slots=True)
class QueryTokens:
    """The words of a question by which texts are compared with it: their ``stems``, and their vectors in the question,
    float32 of shape ``(len(stems), d)``."""

    stems: tuple[str, ...]
    vectors: Vectors


def match_query_tokens(
    encoder: Encoder, question: str, parts: Sequence[Part], words_of: Callable[[Hit], TokenCodes | None]
) -> tuple[tuple[str, ...], Vectors]:
    """The stems of the question's telling words, of all its words where none is telling, and how well each part meets
    each of them: float32 of shape ``(len(parts), words)``, 0 where a part has no telling word.

    ``words_of`` gives what is kept of a hit's passage; a part of a passage of which nothing is is encoded now.
    """
    asked = query_tokens(encoder, question)
    hits = {(hit.key, hit.start): hit for hit, _ in parts}
    kept = {place: words_of(hit) for place, hit in hits.items()}
    found = np.zeros((len(parts), len(asked.stems)), np.float32)
    unknown = []
    for row, (hit, (start, end)) in enumerate(parts):
        words = kept[hit.key, hit.start]
        if words is None:
            unknown.append(row)
        else:
            found[row] = match_codes(asked, words.between(start - hit.start, end - hit.start))
    if unknown:
        texts = [hit.article.text[start:end] for hit, (start, end) in (parts[row] for row in unknown)]
        found[unknown] = match_texts(encoder, asked, texts)
    return asked.stems, found


def content_spans(text: str) -> list[Span]:
    """Where the telling words of a text stand."""
    return [(word.start, word.end) for word in words(text) if word.stem not in STOP_STEMS]


def encode_tokens(spans: Sequence[Span], vectors: Vectors) -> TokenCodes:
    """What is kept of words that stand at ``spans``; ``vectors`` is float32 of shape ``(len(spans), d)``."""
    starts = np.array([start for start, _ in spans], np.int64)
    return TokenCodes(starts, np.packbits(vectors > 0, axis=1))


def query_tokens(encoder: Encoder, question: str) -> QueryTokens:
    """The telling words of a question; all of its words where none is telling."""
    every = list(words(question))
    asked = [word for word in every if word.stem not in STOP_STEMS] or every
    vectors = encoder.encode_question_parts(question, [(word.start, word.end) for word in asked])
    return QueryTokens(tuple(word.stem for word in asked), vectors)


def match_codes(asked: QueryTokens, codes: Codes) -> Vectors:
    """About the best cosine of each word of the question with any of the words: float32 of shape ``(len(stems),)``, 0
    where there are none."""
    size = asked.vectors.shape[1]
    if not len(codes):
        return np.zeros(len(asked.stems), np.float32)
    signs = np.unpackbits(codes, axis=1, count=size).astype(np.float32)
    dots = (2 * signs - 1) @ asked.vectors.T / (_OF_SIGNS * math.sqrt(size))
    return np.asarray(dots.clip(-1, 1).max(axis=0), np.float32)


def match_texts(encoder: Encoder, asked: QueryTokens, texts: Sequence[str]) -> Vectors:
    """The best cosine of each word of the question with any telling word of each text, encoded now: float32 of shape
    ``(len(texts), len(stems))``, 0 where a text has none."""
    spans = [content_spans(text) for text in texts]
    _, vectors = encoder.encode_parts(texts, spans)
    found = np.zeros((len(texts), len(asked.stems)), np.float32)
    for row, there in enumerate(vectors):
        if len(there) and asked.stems:
            found[row] = (there @ asked.vectors.T).max(axis=0)
    return found
