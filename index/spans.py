"""Start and end logits -> the best span of a text: the last step of extractive question answering.

The formula is the one for SQuAD 2.0 in Devlin et al., "BERT", 2018 (arXiv 1810.04805), section 4.3: a span from token
i to token j has the score ``S_i + E_j``, no answer the score ``S_C + E_C`` of the mark [CLS], and the best span is the
answer where its score is the higher one. Of several windows on one text the lowest score of no answer counts, as in
the paper's own run_squad.py: it is the window that holds the answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.arrays import Rows, Vectors

MOST_TOKENS = 30
"""The longest answer, in word pieces, as in run_squad.py."""


@dataclass(frozen=True, slots=True)
class TokenSpan:
    """From the token ``first`` to the token ``last`` of ``window``, both inside; ``score`` is from 0 to 1."""

    window: int
    first: int
    last: int
    score: float


def best_span(start: Vectors, end: Vectors, inside: npt.NDArray[np.bool_], null: Rows) -> TokenSpan | None:
    """The span of one text that answers best; None where no answer is the better one, or there is nothing to choose.

    ``start`` and ``end`` are the logits, float32 of shape (windows, tokens); ``inside``, of the same shape, marks the
    tokens that belong to the text; ``null``, int of shape (windows,), says where each window's [CLS] stands. The score
    is the product of the start's and the end's probability: the softmax over the tokens inside all windows and the
    mark of no answer, so that scores of different texts can be compared.
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
    """Window, first and last token of the highest sum; of equal ones the shortest, then the earliest."""
    best, place = -np.inf, (0, 0, 0)
    tokens = starts.shape[1]
    for further in range(min(MOST_TOKENS, tokens)):
        sums = starts[:, : tokens - further] + ends[:, further:]
        window, first = np.unravel_index(int(np.argmax(sums)), sums.shape)
        if sums[window, first] > best:
            best, place = float(sums[window, first]), (int(window), int(first), int(first) + further)
    return place


def _log_sum(logits: Vectors, null: float) -> float:
    """The logarithm of the softmax's denominator, over ``logits`` and the one of no answer."""
    most = max(float(logits.max()), null)
    return most + float(np.log(np.exp(logits - most).sum() + np.exp(null - most)))
