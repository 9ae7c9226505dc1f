"""Measure the invented articles and questions as ``whosaid evaluate tests/quality`` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from bot.evaluation.collection import build_index, judge_library
from bot.evaluation.dataset import ARTICLES, read_folder
from bot.evaluation.metrics import MEASURES, Measure, group_by_kind, measure_cases, rounded_mean
from bot.evaluation.types import JudgedCase
from bot.evaluation.worst_cases import describe_case
from index.models.encoder import DEFAULT_MODEL, SentenceEncoder
from index.progress import silent
from index.types import Vectors

FOLDER = Path(__file__).parent

FEWEST = 5
"""Cases that a figure of one kind needs to have a floor. With fewer, one case weighs too much."""


class RememberingEncoder(SentenceEncoder):
    """The default encoder, which remembers every sentence that it has encoded."""

    def __init__(self) -> None:
        super().__init__()
        self._vectors: dict[str, Vectors] = {}

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors.update(zip(new, super().encode_passages(new), strict=True))
        vectors = [self._vectors[text] for text in texts]
        return np.stack(vectors) if vectors else super().encode_passages([])


def _names_nobody_else(judged: JudgedCase) -> float | None:
    return None if judged.wrong_speaker is None else not judged.wrong_speaker


def _has_exact_citations(judged: JudgedCase) -> float | None:
    return judged.exact == judged.cited if judged.cited else None


GUARDED: Mapping[str, Measure] = {
    "right": MEASURES["right"],
    "answered": MEASURES["answered"],
    "refused_rightly": MEASURES["refused_rightly"],
    "article_first": MEASURES["article_first"],
    "hit_at_4": MEASURES["hit_at_4"],
    "mrr_at_10": MEASURES["mrr_at_10"],
    "answer_in_first": MEASURES["answer_in_first"],
    "answer_in_three": MEASURES["answer_in_three"],
    "right_speaker": MEASURES["right_speaker"],
    "nobody_else_named": _names_nobody_else,
    "citations_exact": _has_exact_citations,
}
"""The figures that have floors. A higher value of each is better."""


@contextmanager
def single_thread() -> Iterator[None]:
    """Use one thread: the number of threads changes the order of sums and so the last digits."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def judge_quality_set(folder: Path = FOLDER) -> list[JudgedCase]:
    """Index the folder's articles with the default encoder, ask its questions, and judge the answers."""
    with single_thread(), build_index(folder / ARTICLES, DEFAULT_MODEL, RememberingEncoder, silent) as library:
        return judge_library(library, read_folder(folder), silent)


def guarded_metrics(judged: Sequence[JudgedCase]) -> dict[str, float]:
    """Return the value of every figure with a floor, by a name such as "total.right" or "how_many.answered"."""
    values = {}
    for name, figure, cases in _list_measures(judged):
        value = rounded_mean(measure_cases(figure, cases))
        if value is not None:
            values[name] = value
    return values


def cases_against(judged: Sequence[JudgedCase], wanted: str, most: int = 3) -> list[str]:
    """Return lines about the first cases that keep a guarded figure below 1."""
    against = [
        each
        for name, figure, cases in _list_measures(judged)
        if name == wanted
        for each in cases
        if figure(each) not in (None, 1)
    ]
    return [line for each in against[:most] for line in describe_case(each).lines()]


def _list_measures(judged: Sequence[JudgedCase]) -> Iterator[tuple[str, Measure, Sequence[JudgedCase]]]:
    for kind, cases in {"total": list(judged), **group_by_kind(judged)}.items():
        for name, figure in GUARDED.items():
            if kind == "total" or len(measure_cases(figure, cases)) >= FEWEST:
                yield f"{kind.replace(' ', '_')}.{name}", figure, cases
