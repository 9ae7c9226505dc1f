"""A text as the hashes of its runs of words, the same in every process, and which articles share many of them.

Shingles and their containment: Broder, "On the Resemblance and Containment of Documents", 1997. Every shingle is kept
and none sampled: four bytes a word is less than the text itself, and what two articles share is then counted exactly.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.copies import RUN
from index.words import stems

Shingles = NDArray[np.uint32]
"""Shape ``(n,)``: the hashes of a text's shingles, each once, ascending."""

_MIX, _FINISH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd 64-bit constants, of the golden ratio and of xxHash64; any odd number with scattered bits would do."""

_HALF, _QUARTER, _LESS = np.uint64(32), np.uint32(16), np.uint64(29)


def shingles(text: str) -> Shingles:
    """The shingles of ``text``; none where it has fewer than three words."""
    hashes = np.fromiter(map(_word_hash, stems(text)), np.uint64)
    count = len(hashes) - RUN + 1
    if count < 1:
        return np.zeros(0, np.uint32)
    mixed = np.zeros(count, np.uint64)
    for at in range(RUN):
        mixed = (mixed ^ (mixed >> _LESS)) * _MIX + hashes[at : at + count]
    mixed = (mixed ^ (mixed >> _HALF)) * _FINISH
    return np.unique((mixed >> _HALF).astype(np.uint32))


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def sharing(known: Mapping[int, Shingles], new: Sequence[int], least: float) -> Iterator[tuple[int, int]]:
    """The pairs of articles, by key, of which one at least is ``new`` and the shorter has at least ``least``, above 0,
    of its shingles in the longer; each pair once.

    Takes time linear in all the shingles, and for each new article in how often its own stand elsewhere.
    """
    keys = np.array(sorted(known), np.int64)
    every = [known[key] for key in keys.tolist()]
    sizes = np.array([len(each) for each in every], np.int64)
    is_new = np.isin(keys, np.array(new, np.int64))
    entries = _entries(every, sizes, is_new)
    hashes, owners = entries >> _HALF, (entries & np.uint64(0xFFFFFFFF)).astype(np.int64)
    begins = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
    counts = np.diff(begins, append=len(hashes))
    of_run = np.repeat(np.arange(len(begins)), counts)
    wanted = np.flatnonzero(is_new[owners] & (counts[of_run] > 1))
    wanted = wanted[np.argsort(owners[wanted], kind="stable")]
    for rows in np.split(wanted, np.flatnonzero(np.diff(owners[wanted])) + 1):
        if len(rows):
            at, runs = int(owners[rows[0]]), of_run[rows]
            others, shared = np.unique(owners[_spread(begins[runs], counts[runs])], return_counts=True)
            enough = (shared >= least * np.minimum(sizes[others], sizes[at])) & (~is_new[others] | (others < at))
            yield from ((int(keys[other]), int(keys[at])) for other in others[enough & (others != at)])


def _entries(every: Sequence[Shingles], sizes: NDArray[np.int64], is_new: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """The shingles of the texts, sorted: each hash in the upper half, the text's number in the lower. Most of those
    that no new text has are left out."""
    hashes = np.concatenate([*every, np.zeros(0, np.uint32)])
    owners = np.repeat(np.arange(len(every), dtype=np.uint32), sizes)
    may_be_shared = np.zeros(2**16, np.bool_)
    may_be_shared[hashes[is_new[owners]] >> _QUARTER] = True
    kept = may_be_shared[hashes >> _QUARTER]
    return np.sort((hashes[kept].astype(np.uint64) << _HALF) | owners[kept])


def _spread(begins: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each of ``begins`` on, as many as ``counts`` says, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(begins - before, counts) + np.arange(int(counts.sum()))
