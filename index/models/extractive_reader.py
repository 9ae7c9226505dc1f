"""Extractive question answering: find the span of a text that answers a question."""

from __future__ import annotations

import inspect
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import ModelError
from index.models.loading import has_vocabulary, model_loading, prepare_offline_loading
from index.types import Rows, Vectors

if TYPE_CHECKING:
    from transformers import BatchEncoding, PreTrainedModel, PreTrainedTokenizerBase


_BATCH = 16
_WINDOW, _OVERLAP, _QUESTION = 384, 128, 64
"""Tokens that are read at once, that two windows share, and of a question, as in BERT's run_squad.py."""


@dataclass(frozen=True, slots=True)
class ExtractedAnswer:
    """The span of a text that answers, in code points, the end exclusive; ``score`` is from 0 to 1."""

    start: int
    end: int
    score: float


class Reader(Protocol):
    """Finds the answer to a question in texts."""

    @property
    def name(self) -> str:
        """The name of the model."""
        ...

    def read(self, question: str, texts: Sequence[str]) -> list[ExtractedAnswer | None]:
        """Return for each text its answer, None where it has none; scores of different texts can be compared."""
        ...


class ExtractiveReader:
    """A transformers model for extractive question answering; may be called from several threads.

    A long text is read in windows that overlap, a question beyond 64 tokens is cut.
    """

    def __init__(self, model: str, device: str | None = None) -> None:
        """Load ``model``, a folder or a name on the model hub. Raises ModelError."""
        self._tokenizer, self._model = _load(model, device)
        self._name = model
        self._takes = inspect.signature(self._model.forward).parameters.keys()
        self._longest = min(_WINDOW, self._tokenizer.model_max_length)
        positions = getattr(self._model.config, "max_position_embeddings", None)
        if positions and positions > 0:  # XLNet says -1 for any number
            self._longest = min(self._longest, positions)
        self._lock = threading.Lock()  # the tokenizer's truncation is a state that threads would change for each other

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._name

    def read(self, question: str, texts: Sequence[str]) -> list[ExtractedAnswer | None]:
        """Return for each text its answer, None where it has none."""
        found: list[ExtractedAnswer | None] = [None] * len(texts)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        with self._lock:
            asked = self._cut_question(question)
            for first in range(0, len(order), _BATCH):
                some = order[first : first + _BATCH]
                for number, answer in zip(some, self._read(asked, [texts[n] for n in some]), strict=True):
                    found[number] = answer
        return found

    def _cut_question(self, question: str) -> str:
        most = min(_QUESTION, self._longest // 3)
        pieces = self._tokenizer(question, add_special_tokens=False, return_offsets_mapping=True, verbose=False)
        offsets = pieces["offset_mapping"]
        return question if len(offsets) <= most else question[: offsets[most - 1][1]]

    def _read(self, question: str, texts: list[str]) -> list[ExtractedAnswer | None]:
        windows = self._windows(question, texts)
        start, end = self._logits(windows)
        places = np.asarray(windows["offset_mapping"], np.int64)
        null = (np.asarray(windows["input_ids"]) == self._tokenizer.cls_token_id).argmax(axis=1)
        of = np.asarray(windows["overflow_to_sample_mapping"])
        found: list[ExtractedAnswer | None] = []
        for number, text in enumerate(texts):
            rows = np.flatnonzero(of == number)
            inside = np.stack([_mark_tokens_of_text(text, windows.sequence_ids(int(row)), places[row]) for row in rows])
            span = best_span(start[rows], end[rows], inside, null[rows])
            if span is None:
                found.append(None)
            else:
                found.append(_trim_answer(text, places[rows[span.window], [span.first, span.last]], span.score))
        return found

    def _windows(self, question: str, texts: list[str]) -> BatchEncoding:
        asked = len(self._tokenizer(question, add_special_tokens=False)["input_ids"])
        room = self._longest - asked - self._tokenizer.num_special_tokens_to_add(pair=True)
        windows: BatchEncoding = self._tokenizer(
            [question] * len(texts),
            texts,
            truncation="only_second",
            max_length=self._longest,
            stride=min(_OVERLAP, room // 2),
            padding=True,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        return windows

    def _logits(self, windows: BatchEncoding) -> tuple[Vectors, Vectors]:
        """Return the start and the end logits, each float32 of shape ``(windows, tokens)``."""
        import torch

        inputs = {name: torch.tensor(windows[name]) for name in windows if name in self._takes}
        starts, ends = [], []
        with torch.inference_mode():
            for first in range(0, len(windows["input_ids"]), _BATCH):
                batch = {name: rows[first : first + _BATCH].to(self._model.device) for name, rows in inputs.items()}
                out = self._model(**batch)
                starts.append(out.start_logits.float().cpu().numpy())
                ends.append(out.end_logits.float().cpu().numpy())
        return np.concatenate(starts), np.concatenate(ends)


def _mark_tokens_of_text(text: str, sequences: Sequence[int | None], places: Rows) -> npt.NDArray[np.bool_]:
    """Return which tokens belong to the text and are no white space: bool of shape ``(tokens,)``."""
    is_of_text = [
        sequence == 1 and bool(text[start:end].strip())
        for sequence, (start, end) in zip(sequences, places.tolist(), strict=True)
    ]
    return np.array(is_of_text, np.bool_)


def _trim_answer(text: str, places: Rows, score: float) -> ExtractedAnswer:
    """Return the answer without white space at its ends, which some tokenizers count to a word."""
    start, end = int(places[0, 0]), int(places[1, 1])
    piece = text[start:end]
    return ExtractedAnswer(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()), score)


def _load(model: str, device: str | None) -> tuple[PreTrainedTokenizerBase, PreTrainedModel]:
    prepare_offline_loading()
    from sentence_transformers.util import get_device_name
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer

    local = Path(model).is_dir()
    with model_loading("READER_MODEL", model, device, "a model for extractive question answering"):
        tokenizer = AutoTokenizer.from_pretrained(model, local_files_only=local)
        loaded, report = AutoModelForQuestionAnswering.from_pretrained(
            model, local_files_only=local, output_loading_info=True
        )
        loaded.to(device or get_device_name()).eval()
    if report["missing_keys"]:
        raise ModelError(
            f"READER_MODEL {model!r} was not trained to mark answers: give a model for extractive question answering"
        )
    if not has_vocabulary(tokenizer):
        raise ModelError(f"READER_MODEL {model!r} has no tokenizer: give a folder that holds its files too")
    if not tokenizer.is_fast or tokenizer.pad_token is None:
        raise ModelError(
            f"READER_MODEL {model!r} has a tokenizer without offsets or padding: give a model with a fast tokenizer"
        )
    return tokenizer, loaded


MOST_TOKENS = 30
"""The longest answer, in word pieces, as in run_squad.py."""


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """The tokens ``first`` to ``last``, inclusive, of ``window``; ``score`` is from 0 to 1."""

    window: int
    first: int
    last: int
    score: float


def best_span(start: Vectors, end: Vectors, inside: npt.NDArray[np.bool_], null: Rows) -> TokenSpan | None:
    """Return the best span of one text; None where "no answer" scores higher, or no token belongs to the text.

    ``start`` and ``end`` are the logits, float32 of shape ``(windows, tokens)``; ``inside``, of the same shape, marks
    the tokens of the text; ``null``, int of shape ``(windows,)``, is the place of each window's [CLS]. The score is the
    product of the start's and the end's probability: the softmax over the text's tokens in all windows and the [CLS],
    so that scores of different texts can be compared.
    """
    windows = np.arange(len(null))
    if not inside.any():
        return None
    nothing = int(np.argmin(start[windows, null] + end[windows, null]))
    null_start, null_end = float(start[nothing, null[nothing]]), float(end[nothing, null[nothing]])
    starts, ends = np.where(inside, start, -np.inf), np.where(inside, end, -np.inf)
    window, first, last = _best_pair(starts, ends)
    total = float(starts[window, first] + ends[window, last])
    if not total > null_start + null_end:
        return None
    return TokenSpan(
        window, first, last, float(np.exp(total - _log_sum(starts, null_start) - _log_sum(ends, null_end)))
    )


def _best_pair(starts: Vectors, ends: Vectors) -> tuple[int, int, int]:
    """Return the window, first and last token of the highest sum; of equal ones the shortest, then the earliest."""
    best, place = -np.inf, (0, 0, 0)
    tokens = starts.shape[1]
    for further in range(min(MOST_TOKENS, tokens)):
        sums = starts[:, : tokens - further] + ends[:, further:]
        window, first = np.unravel_index(int(np.argmax(sums)), sums.shape)
        if sums[window, first] > best:
            best, place = float(sums[window, first]), (int(window), int(first), int(first) + further)
    return place


def _log_sum(logits: Vectors, null: float) -> float:
    """Return the logarithm of the softmax's denominator, over ``logits`` and that of "no answer"."""
    most = max(float(logits.max()), null)
    return most + float(np.log(np.exp(logits - most).sum() + np.exp(null - most)))
