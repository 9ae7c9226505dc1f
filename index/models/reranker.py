"""Score how well texts answer a question with a cross-encoder."""

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
    """Scores a question and a text that are read together."""

    @property
    def name(self) -> str:
        """The name of the model."""
        ...

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return how well each text answers: float32 of shape ``(len(texts),)``, from 0 to 1, higher is better."""
        ...


class CrossEncoderReranker:
    """A sentence-transformers cross-encoder with one label; may be called from several threads.

    A text that is too long for the model is cut.
    """

    def __init__(self, model: str, device: str | None = None) -> None:
        """Load ``model``, a folder or a name on the model hub. Raises ModelError."""
        self._model = _load(model, device)
        self._name = model
        self._lock = threading.Lock()  # the tokenizer's truncation is a state that threads would change for each other

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._name

    def score(self, question: str, texts: Sequence[str]) -> Vectors:
        """Return the sigmoid of the model's logits, whatever activation the model is configured with."""
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
    """Return whether the checkpoint has the weights that score; sentence-transformers initialises missing ones."""
    if len(model) > 1:  # a separate head, which cannot be loaded without weights
        return True
    architectures = getattr(model.config, "architectures", None) or ()
    return any(name.endswith("ForSequenceClassification") for name in architectures)
