"""Pool sentence vectors from the encoded passage: the mean of a sentence's tokens as read in the passage.

So the vector of a sentence with "he" depends on who is meant, and costs nothing beside the passage's. The method is
called late chunking (Günther et al., 2024, arXiv 2409.04701). It needs a model with mean pooling.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.types import Rows, Span, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


_BATCH = 32
_AT_ONCE = 128
"""Texts whose token vectors are in memory together: 50 MB with the default model."""


@dataclass(frozen=True, slots=True)
class SentenceSpans:
    """A text as the model reads it: the vector of the ``whole``, float32 of shape ``(d,)``, and its ``n`` tokens.

    ``vectors`` are those of the tokens, float32 of shape ``(n, d)``; ``places``, int64 of shape ``(n, 2)``, are their
    spans in the text, (0, 0) for a special token. Nothing is scaled to length one.
    """

    whole: Vectors
    vectors: Vectors
    places: Rows

    def means(self, parts: Sequence[Span]) -> Vectors:
        """Return the mean of each part's tokens, ``whole`` where it has none: float32 of shape ``(len(parts), d)``."""
        real = self.places[:, 1] > self.places[:, 0]
        sums = np.zeros((int(real.sum()) + 1, self.vectors.shape[1]), np.float64)
        np.cumsum(self.vectors[real], axis=0, out=sums[1:])
        edges = np.searchsorted(self.places[real, 0], np.asarray(parts, np.int64).reshape(-1, 2))
        first, end = edges[:, 0], edges[:, 1]
        counts = (end - first)[:, np.newaxis]
        means = (sums[end] - sums[first]) / np.maximum(counts, 1)
        return np.where(counts > 0, means, self.whole).astype(np.float32)


def uses_mean_pooling(model: SentenceTransformer) -> bool:
    """Return whether ``model`` uses mean pooling and puts no prompt before a text."""
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    modules = list(model)
    plain = len(modules) in {2, 3} and isinstance(modules[0], Transformer) and isinstance(modules[1], Pooling)
    if not plain or (len(modules) == 3 and not isinstance(modules[2], Normalize)):
        return False
    prompted = any(model.prompts.get(name) for name in ("document", "query", model.default_prompt_name or ""))
    return modules[1].pooling_mode == "mean" and not prompted and bool(model.tokenizer.is_fast)


def pool_sentences(
    model: SentenceTransformer, texts: Sequence[str], parts: Sequence[Sequence[Span]]
) -> tuple[Vectors, list[Vectors]]:
    """Return the vectors of ``texts`` and, for each, those of its ``parts``, none scaled to length one.

    They are float32 of shape ``(len(texts), d)``, and ``(len(parts[i]), d)`` for each text. A part beyond what the
    model reads of a text has the text's vector.
    """
    wholes = np.zeros((len(texts), model.get_embedding_dimension() or 0), np.float32)
    found: list[Vectors] = [np.zeros((0, wholes.shape[1]), np.float32)] * len(texts)
    for number, pieces in load_sentence_spans(model, texts):
        wholes[number], found[number] = pieces.whole, pieces.means(parts[number])
    return wholes, found


def load_sentence_spans(model: SentenceTransformer, texts: Sequence[str]) -> Iterator[tuple[int, SentenceSpans]]:
    """Yield each text's number and what the model reads in it, shorter texts first."""
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    for first in range(0, len(order), _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        chosen = [texts[number] for number in some]
        encoded = model.encode_document(chosen, batch_size=_BATCH, output_value=None, show_progress_bar=False)
        offsets = model.tokenizer(chosen, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True)
        for number, output, places in zip(some, encoded, offsets["offset_mapping"], strict=True):
            vectors = output["token_embeddings"].cpu().numpy()[: len(places)]
            whole = output["sentence_embedding"].cpu().numpy()
            yield number, SentenceSpans(whole, vectors, np.asarray(places, np.int64).reshape(-1, 2))
