"""Word shingles, containment, numbers masked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.text.numbers import is_number_stem, mask_numbers, normalize_numerals
from index.text.tokenizer import stems

RUN = 3
"""Words of a shingle: a changed word costs three of them, and two reports of one event share few."""


@dataclass(frozen=True, slots=True)
class ShingleSets:
    """What a text is compared by: hashes of its shingles, in order and as a set, and of those with a number, each by
    what it is with any other number in its place."""

    runs: tuple[int, ...]
    every: frozenset[int]
    numbered: frozenset[tuple[int, int]]
    masked: frozenset[int]


def shingle_sets(text: str, run: int = RUN) -> ShingleSets:
    """The prints of ``text``; empty where it has fewer words than ``run``."""
    words = normalize_numerals(stems(text))
    every = _hash_shingles(words, run)
    numbers = {at for at, word in enumerate(words) if is_number_stem(word)}
    masked = _hash_shingles(mask_numbers(words), run) if numbers else []
    near = {at - back for at in numbers for back in range(run) if 0 <= at - back < len(every)}
    numbered = frozenset((masked[at], every[at]) for at in near)
    return ShingleSets(tuple(every), frozenset(every), numbered, frozenset(masked[at] for at in near))


def _hash_shingles(words: Sequence[str], run: int) -> list[int]:
    return [hash(shingle) for shingle in zip(*(words[at:] for at in range(run)), strict=False)]


def containment(one: ShingleSets, other: ShingleSets) -> float:
    """From 0 to 1: how much of ``one`` stands in ``other``."""
    return len(one.every & other.every) / len(one.every) if one.every else 0.0


def differs_in_numbers(one: ShingleSets, other: ShingleSets) -> bool:
    """Whether ``one`` has another number than ``other`` between the same words: "12 were hurt", "14 were hurt"."""
    return any(mask in other.masked and exact not in other.every for mask, exact in one.numbered)


Shingles = NDArray[np.uint32]
"""Shape ``(n,)``: the hashes of a text's shingles, each once, ascending."""

_MIX, _FINISH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd 64-bit constants, of the golden ratio and of xxHash64; any odd number with scattered bits would do."""

_HALF, _QUARTER, _LESS = np.uint64(32), np.uint32(16), np.uint64(29)


def word_shingles(text: str) -> Shingles:
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


def pairs_sharing_shingles(
    known: Mapping[int, Shingles], new: Sequence[int], least: float
) -> Iterator[tuple[int, int]]:
    """The pairs of articles, by key, of which one at least is ``new`` and the shorter has at least ``least``, above 0,
    of its shingles in the longer; each pair once.

    Takes time linear in all the shingles, and for each new article in how often its own stand elsewhere.
    """
    keys = np.array(sorted(known), np.int64)
    every = [known[key] for key in keys.tolist()]
    sizes = np.array([len(each) for each in every], np.int64)
    is_new = np.isin(keys, np.array(new, np.int64))
    entries = _sort_entries(every, sizes, is_new)
    hashes, owners = entries >> _HALF, (entries & np.uint64(0xFFFFFFFF)).astype(np.int64)
    begins = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]))
    counts = np.diff(begins, append=len(hashes))
    of_run = np.repeat(np.arange(len(begins)), counts)
    wanted = np.flatnonzero(is_new[owners] & (counts[of_run] > 1))
    wanted = wanted[np.argsort(owners[wanted], kind="stable")]
    for rows in np.split(wanted, np.flatnonzero(np.diff(owners[wanted])) + 1):
        if len(rows):
            at, runs = int(owners[rows[0]]), of_run[rows]
            others, shared = np.unique(owners[_concatenate_ranges(begins[runs], counts[runs])], return_counts=True)
            enough = (shared >= least * np.minimum(sizes[others], sizes[at])) & (~is_new[others] | (others < at))
            yield from ((int(keys[other]), int(keys[at])) for other in others[enough & (others != at)])


def _sort_entries(every: Sequence[Shingles], sizes: NDArray[np.int64], is_new: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """The shingles of the texts, sorted: each hash in the upper half, the text's number in the lower. Most of those
    that no new text has are left out."""
    hashes = np.concatenate([*every, np.zeros(0, np.uint32)])
    owners = np.repeat(np.arange(len(every), dtype=np.uint32), sizes)
    may_be_shared = np.zeros(2**16, np.bool_)
    may_be_shared[hashes[is_new[owners]] >> _QUARTER] = True
    kept = may_be_shared[hashes >> _QUARTER]
    return np.sort((hashes[kept].astype(np.uint64) << _HALF) | owners[kept])


def _concatenate_ranges(begins: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The numbers from each of ``begins`` on, as many as ``counts`` says, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(begins - before, counts) + np.arange(int(counts.sum()))
