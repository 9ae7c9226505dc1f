"""Word by word: how well a text meets each word of a question, as the encoder reads both in their sentences.

The best cosine of a word of the question with any word of the text is what ColBERT sums (Khattab and Zaharia, 2020,
arXiv 2004.12832); here the vectors are those of an encoder that was trained for whole sentences.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays import Vectors
from index.encoder import Encoder
from index.words import FUNCTION_WORDS, words


def matches(encoder: Encoder, question: str, texts: Sequence[str]) -> tuple[tuple[str, ...], Vectors]:
    """The stems of the question's telling words, of all its words where none is telling, and for each text the best
    cosine of each with any of the text's words: float32 of shape ``(len(texts), words)``, 0 where a text has none."""
    every = list(words(question))
    asked = [word for word in every if word.stem not in FUNCTION_WORDS] or every
    spans = [[(word.start, word.end) for word in words(text)] for text in texts]
    _, vectors = encoder.encode_parts([question, *texts], [[(word.start, word.end) for word in asked], *spans])
    found = np.zeros((len(texts), len(asked)), np.float32)
    for row, there in enumerate(vectors[1:]):
        if len(there) and asked:
            found[row] = (there @ vectors[0].T).max(axis=0)
    return tuple(word.stem for word in asked), found
