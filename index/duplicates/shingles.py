"""Word shingles: how much of one text stands in another, and where only the numbers differ.

``ShingleSets`` compare two texts within a process; ``Shingles`` are stored, and found among many articles at once.
"""

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
"""Words of a shingle: a changed word costs three shingles, and two reports of one event share few."""


@dataclass(frozen=True, slots=True)
class ShingleSets:
    """Hashes of a text's shingles, which differ from process to process.

    ``runs`` are in order, ``every`` the same as a set. ``numbered`` pairs each shingle with a number, masked and exact;
    ``masked`` are those with the number masked.
    """

    runs: tuple[int, ...]
    every: frozenset[int]
    numbered: frozenset[tuple[int, int]]
    masked: frozenset[int]


def shingle_sets(text: str, run: int = RUN) -> ShingleSets:
    """Return the shingles of ``text``, each of ``run`` words; empty where the text has fewer words."""
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
    """Return the share of the shingles of ``one`` that ``other`` has, from 0 to 1."""
    return len(one.every & other.every) / len(one.every) if one.every else 0.0


def differs_in_numbers(one: ShingleSets, other: ShingleSets) -> bool:
    """Return whether ``one`` has another number between the same words: "12 were hurt", "14 were hurt"."""
    return any(mask in other.masked and exact not in other.every for mask, exact in one.numbered)


Shingles = NDArray[np.uint32]
"""Stored hashes of a text's shingles, of shape ``(n,)``, each once, ascending."""

_MIX, _FINISH = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
"""Odd 64-bit constants, of the golden ratio and of xxHash64; any odd number with scattered bits would do."""

_HALF, _QUARTER, _LESS = np.uint64(32), np.uint32(16), np.uint64(29)


def word_shingles(text: str) -> Shingles:
    """Return the stored shingles of ``text``; none where it has fewer than three words."""
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
    """Yield the pairs of articles, by key, that share at least ``least``, above 0, of the shorter one's shingles.

    At least one of each pair is ``new``; each pair comes once. The time grows with the number of all shingles, and for
    each new article with how often its own shingles stand elsewhere.
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
    """Return the shingles of the texts, sorted: the hash in the upper half, the number of the text in the lower.

    Most shingles that no new text has are left out.
    """
    hashes = np.concatenate([*every, np.zeros(0, np.uint32)])
    owners = np.repeat(np.arange(len(every), dtype=np.uint32), sizes)
    may_be_shared = np.zeros(2**16, np.bool_)
    may_be_shared[hashes[is_new[owners]] >> _QUARTER] = True
    chosen = may_be_shared[hashes >> _QUARTER]
    return np.sort((hashes[chosen].astype(np.uint64) << _HALF) | owners[chosen])


def _concatenate_ranges(begins: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the ranges that begin at ``begins`` and are ``counts`` long, one after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(begins - before, counts) + np.arange(int(counts.sum()))
