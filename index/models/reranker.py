"""A question and texts -> how well each text answers it: a cross-encoder behind one small Protocol."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import ModelError
from index.models.loading import has_vocabulary, model_loading, prepare_offline_loading
from index.types import Vectors

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


_BATCH = 16


class Reranker(Protocol):
    """What reads a question and a text together and says how well they fit."""

    @property
    def name(self) -> str:
        """Which model this is."""
        ...

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """float32, shape ``(len(texts),)``, from 0 to 1, higher is better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder with one label, loaded at once; may be asked from several threads.

    ``model`` is a folder or a name on the model hub; a folder fetches nothing. What the model cannot read of a long
    text is cut off. Raises ModelError.
    """

    def __init__(self, model: str, device: str | None = None) -> None:
        self._model = _load(model, device)
        self._name = model
        self._lock = threading.Lock()  # two threads would change how the tokenizer cuts under each other

    @property
    def name(self) -> str:
        return self._name

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """The sigmoid of the model's logits, whatever the model itself would make of them."""
        from torch.nn import Sigmoid

        if not texts:
            return np.zeros(0, np.float32)
        pairs = [(question, text) for text in texts]
        with self._lock:
            scores = self._model.predict(pairs, batch_size=_BATCH, activation_fn=Sigmoid(), show_progress_bar=False)
        return np.asarray(scores, np.float32)


def _load(model: str, device: str | None) -> CrossEncoder:
    prepare_offline_loading()
    from sentence_transformers import CrossEncoder

    with model_loading("RERANKER_MODEL", model, device, "a cross-encoder"):
        loaded: CrossEncoder = CrossEncoder(model, device=device, local_files_only=Path(model).is_dir())
    if loaded.num_labels != 1:
        raise ModelError(
            f"RERANKER_MODEL {model!r} has {loaded.num_labels} labels: give a cross-encoder with one, as rerankers have"
        )
    if not _was_trained(loaded):
        raise ModelError(f"RERANKER_MODEL {model!r} was not trained to compare two texts: give a cross-encoder")
    if not has_vocabulary(loaded.tokenizer):
        raise ModelError(f"RERANKER_MODEL {model!r} has no tokenizer: give a folder that holds its files too")
    return loaded


def _was_trained(model: CrossEncoder) -> bool:
    """Whether the checkpoint held the weights that score: sentence-transformers makes up those that are missing."""
    if len(model) > 1:  # a head of its own, which cannot be loaded without weights
        return True
    architectures = getattr(model.config, "architectures", None) or ()
    return any(name.endswith("ForSequenceClassification") for name in architectures)
