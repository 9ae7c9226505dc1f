"""Sentence vectors for the price of the passage's: the mean of a sentence's word pieces as the passage encoded them.

A sentence read inside its passage knows whom its "he" means. The way is called late chunking (Günther et al., 2024,
arXiv 2409.04701). It needs a model that makes a text's vector of the mean of its pieces' vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.arrays import Rows, Vectors
from index.types import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_AT_ONCE = 128
"""Texts whose pieces' vectors are held in memory together: 50 MB of the default model's."""


def pools_means(model: SentenceTransformer) -> bool:
    """Whether ``model`` makes its vectors of means and puts no prompt of its own before a text."""
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    modules = list(model)
    plain = len(modules) in {2, 3} and isinstance(modules[0], Transformer) and isinstance(modules[1], Pooling)
    if not plain or (len(modules) == 3 and not isinstance(modules[2], Normalize)):
        return False
    prompted = any(model.prompts.get(name) for name in ("document", model.default_prompt_name or ""))
    return modules[1].pooling_mode == "mean" and not prompted and bool(model.tokenizer.is_fast)


def pooled(
    model: SentenceTransformer, texts: Sequence[str], parts: Sequence[Sequence[Span]]
) -> tuple[Vectors, list[Vectors]]:
    """The vectors of ``texts`` and, for each, those of its ``parts``; none has been scaled to length one.

    float32 of shape ``(len(texts), d)``, and for each text ``(len(parts[i]), d)``. A part beyond what the model reads
    of a text gets the text's own vector.
    """
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    wholes = np.zeros((len(texts), model.get_embedding_dimension() or 0), np.float32)
    found: list[Vectors] = [np.zeros((0, wholes.shape[1]), np.float32)] * len(texts)
    for first in range(0, len(order), _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        chosen = [texts[number] for number in some]
        encoded = model.encode_document(chosen, batch_size=_BATCH, output_value=None, show_progress_bar=False)
        offsets = model.tokenizer(chosen, truncation=True, max_length=model.max_seq_length, return_offsets_mapping=True)
        for number, made, places in zip(some, encoded, offsets["offset_mapping"], strict=True):
            wholes[number] = made["sentence_embedding"].cpu().numpy()
            pieces = made["token_embeddings"].cpu().numpy()[: len(places)]
            found[number] = _means(pieces, np.asarray(places, np.int64).reshape(-1, 2), parts[number], wholes[number])
    return wholes, found


def _means(pieces: Vectors, places: Rows, parts: Sequence[Span], whole: Vectors) -> Vectors:
    """``places`` is int of shape (n, 2): where each of the ``n`` pieces stands in the text, (0, 0) for a mark."""
    real = places[:, 1] > places[:, 0]
    sums = np.zeros((int(real.sum()) + 1, pieces.shape[1]), np.float64)
    np.cumsum(pieces[real], axis=0, out=sums[1:])
    edges = np.searchsorted(places[real, 0], np.asarray(parts, np.int64).reshape(-1, 2))
    first, behind = edges[:, 0], edges[:, 1]
    counts = (behind - first)[:, np.newaxis]
    return np.where(counts > 0, (sums[behind] - sums[first]) / np.maximum(counts, 1), whole).astype(np.float32)
