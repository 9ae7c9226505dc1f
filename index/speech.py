"""The search for statements: what is asked -> what may answer, by the words said, by their sense, by the speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.across import in_both, other_spellings, respelt, widened
from index.arrays import Rows, Vectors
from index.encoder import Encoder
from index.generation import Generation
from index.statements.tables.people import HONORIFICS, ROLE_NOUNS, TITLES
from index.words import FUNCTION_WORDS, stems, telling

_SENTENCES = 300
"""Sentences whose statements are looked at for their sense."""

_OF_ONE_SPEAKER = 3000
"""Statements of a named speaker that are looked at."""

_LOOK_BACK = 40
"""Statements before a sentence that may reach into it."""

_RANKS = frozenset(stems(" ".join(HONORIFICS | TITLES | ROLE_NOUNS)))


@dataclass(frozen=True, slots=True)
class SpeechQuery:
    """What was said, or about what, in ``words``, empty where anything is wanted; ``text`` is what statements should be
    like, None where the encoder does not know its language; ``speaker`` is empty where that is what is asked."""

    words: str
    text: str | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A row of a generation's statements. ``bm25``, at least 0, is of the words; ``likeness`` is the cosine of the
    question with the statement's nearest sentence, None where it was not taken."""

    row: int
    bm25: float
    likeness: float | None


def find_spoken(generation: Generation, encoder: Encoder, query: SpeechQuery, k: int) -> list[Spoken]:
    """The statements that may answer: of each way of looking the ``k`` best, in the order of their rows; of a speaker
    about whom nothing more is asked, the ``k`` of the articles that were stored last."""
    asked = {stem: float(count) for stem, count in Counter(telling(query.words)).items()}
    weights = widened(asked, query.words, generation.lexical.holds)
    bm25 = dict(_lexical(generation, weights, query.speaker, k))
    vector = encoder.encode_question(query.text) if query.text else None
    near = np.zeros(0, np.int64)
    if vector is not None and not query.speaker:
        sentences, _ = generation.sentence_vectors.search(vector, _SENTENCES)
        near = _spoken_in(generation, sentences)
    rows = np.union1d(np.array(list(bm25), np.int64), near)
    cosines = [None] * len(rows) if vector is None else _likeness(generation, vector, rows).tolist()
    found = [Spoken(row, bm25.get(row, 0.0), cosine) for row, cosine in zip(rows.tolist(), cosines, strict=True)]
    if not query.words and query.speaker:
        return found[-k:]
    unjudged = bool(query.speaker) and vector is None  # then what a speaker says in other words is near at least
    worded = sorted((item for item in found if item.bm25 > 0 or unjudged), key=lambda item: -item.bm25)
    alike = sorted((item for item in found if item.likeness is not None), key=lambda item: -(item.likeness or 0.0))
    return sorted({*worded[:k], *alike[:k]}, key=lambda item: item.row)


def _lexical(generation: Generation, weights: dict[str, float], speaker: str, k: int) -> list[tuple[int, float]]:
    if not speaker:
        return generation.spoken.search(weights, (), k)
    found: dict[int, float] = {}
    both = in_both(speaker, generation.lexical.holds)
    others = other_spellings(speaker, generation.spoken.names, speaker=True) if both else {}
    for name in names_in(speaker):
        for spelt in respelt(name, others):
            found |= generation.spoken.search(weights, spelt, _OF_ONE_SPEAKER)
    if not found and (body := _body_in(speaker)):
        for spelt in respelt(body, others):
            found |= generation.spoken.search(weights, spelt, _OF_ONE_SPEAKER)
    return list(found.items())


def names_in(speaker: str) -> tuple[tuple[str, ...], ...]:
    """What is looked for of a speaker as an asker names them: every telling word; without the words of rank; the name
    that a description ends with; and of a name of two or three words the last, since an article may give a surname
    only."""
    every = _naming(speaker)
    plain = tuple(stem for stem in every if stem not in _RANKS)
    words = speaker.split()
    tail = next((at for at in range(len(words), 0, -1) if not words[at - 1][0].isupper()), 0)
    name = _naming(" ".join(words[tail:])) or plain
    whole = len(name) == len(words[tail:] or words) in {2, 3} and not (set(name) & _RANKS)
    return tuple(dict.fromkeys(found for found in (every, plain, name, name[-1:] if whole else ()) if found))


def _body_in(speaker: str) -> tuple[str, ...]:
    """The organisation that a description leans on: of "Northgate's boss", or "the boss of Northgate", Northgate."""
    words = speaker.replace("’", "'").split()
    named = [word for word in words if word[0].isupper() or word.endswith("'s")]
    return _naming(" ".join(named)) if len(named) < len(words) else ()


def _naming(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in stems(text) if stem not in FUNCTION_WORDS)


def _spoken_in(generation: Generation, sentences: Rows) -> Rows:
    """The rows of the statements that stand in any of the given sentences."""
    first, behind = generation.statements[:, 2], generation.statements[:, 3]
    found: list[Rows] = []
    for sentence in sentences:
        last = int(np.searchsorted(first, sentence, "right"))
        near = np.arange(max(0, last - _LOOK_BACK), last)
        found.append(near[behind[near] > sentence])
    return np.unique(np.concatenate(found)) if found else np.zeros(0, np.int64)


def _likeness(generation: Generation, vector: Vectors, rows: Rows) -> Vectors:
    """For each statement the best cosine of its sentences, float32 of shape ``rows.shape``."""
    spans = generation.statements[rows, 2:4]
    wanted = [np.arange(first, behind) for first, behind in spans.tolist()]
    scores = generation.sentence_vectors.score(vector, np.concatenate(wanted) if wanted else np.zeros(0, np.int64))
    found = np.zeros(len(rows), np.float32)
    at = 0
    for number, sentences in enumerate(wanted):
        found[number] = scores[at : at + len(sentences)].max(initial=0.0)
        at += len(sentences)
    return found


def passages_of(generation: Generation, rows: Sequence[int]) -> list[int]:
    """For each statement the row of the passage that it starts in."""
    starts = (generation.passages[:, 0] << 32) | generation.passages[:, 1]
    statements = generation.statements[list(rows)]
    places = (statements[:, 0] << 32) | statements[:, 4]
    found: list[int] = (np.searchsorted(starts, places, "right") - 1).tolist()
    return found
