"""The search for statements: what is asked -> what may answer, by the words said, by their sense, by the speaker."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from index.indexes.types import SearchIndex
from index.models.encoder import Encoder
from index.search.query import StatementQuery
from index.statements.lexicon.people import HONORIFICS, ROLE_NOUNS, TITLES
from index.text.cross_script import expand_across_scripts, has_both_scripts, other_spellings, spelling_variants
from index.text.tokenizer import STOP_STEMS, content_stems, stems
from index.types import Rows, Vectors

_MAX_SENTENCES = 300
"""Sentences whose statements are looked at for their sense."""

_MAX_OF_SPEAKER = 3000
"""Statements of a named speaker that are looked at."""

_RANK_STEMS = frozenset(stems(" ".join(HONORIFICS | TITLES | ROLE_NOUNS)))


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """A row of the statements. ``bm25``, at least 0, is of the words; ``likeness`` is the cosine of the
    question with the statement's nearest sentence, None where it was not taken."""

    row: int
    bm25: float
    likeness: float | None


def search_statements(
    searched: SearchIndex, encoder: Encoder, query: StatementQuery, k: int
) -> list[StatementCandidate]:
    """The statements that may answer: of each way of looking the ``k`` best, in the order of their rows; of a speaker
    about whom nothing more is asked, the ``k`` of the articles that were stored last."""
    keys = query.filter.keys
    within = None if keys is None else searched.statement_ranges(keys)
    asked = {stem: float(count) for stem, count in Counter(content_stems(query.words)).items()}
    weights = expand_across_scripts(asked, query.words, searched.passage_terms.has_stem)
    bm25 = dict(_search_terms(searched, weights, query.speaker, k, within))
    vector = encoder.encode_question(query.text) if query.text else None
    near = np.zeros(0, np.int64)
    if vector is not None and not query.speaker:
        inside = None if keys is None else searched.sentence_ranges(keys)
        sentences, _ = searched.sentence_vectors.search(vector, _MAX_SENTENCES, inside)
        near = searched.statements_in_sentences(sentences)
    rows = np.union1d(np.array(list(bm25), np.int64), near)
    cosines = [None] * len(rows) if vector is None else _best_cosines(searched, vector, rows).tolist()
    found = [
        StatementCandidate(row, bm25.get(row, 0.0), cosine) for row, cosine in zip(rows.tolist(), cosines, strict=True)
    ]
    if not query.words and query.speaker:
        return sorted(found, key=lambda item: searched.statement(item.row)[0])[-k:]
    unjudged = bool(query.speaker) and vector is None  # then what a speaker says in other words is near at least
    worded = sorted((item for item in found if item.bm25 > 0 or unjudged), key=lambda item: -item.bm25)
    alike = sorted((item for item in found if item.likeness is not None), key=lambda item: -(item.likeness or 0.0))
    return sorted({*worded[:k], *alike[:k]}, key=lambda item: item.row)


def _search_terms(
    searched: SearchIndex, weights: dict[str, float], speaker: str, k: int, within: Rows | None
) -> list[tuple[int, float]]:
    if not speaker:
        return searched.statement_terms.search(weights, (), k, within)
    found: dict[int, float] = {}
    both = has_both_scripts(speaker, searched.passage_terms.has_stem)
    others = other_spellings(speaker, searched.statement_terms.has_speaker_stem, speaker=True) if both else {}
    for name in names_in_query(speaker):
        for spelt in spelling_variants(name, others):
            found |= searched.statement_terms.search(weights, spelt, _MAX_OF_SPEAKER, within)
    if not found and (body := _organisation_in(speaker)):
        for spelt in spelling_variants(body, others):
            found |= searched.statement_terms.search(weights, spelt, _MAX_OF_SPEAKER, within)
    return list(found.items())


def names_in_query(speaker: str) -> tuple[tuple[str, ...], ...]:
    """What is looked for of a speaker as an asker names them: every telling word; without the words of rank; the name
    that a description ends with; and of a name of two or three words the last, since an article may give a surname
    only."""
    every = _name_stems(speaker)
    plain = tuple(stem for stem in every if stem not in _RANK_STEMS)
    words = speaker.split()
    tail = next((at for at in range(len(words), 0, -1) if not words[at - 1][0].isupper()), 0)
    name = _name_stems(" ".join(words[tail:])) or plain
    whole = len(name) == len(words[tail:] or words) in {2, 3} and not (set(name) & _RANK_STEMS)
    return tuple(dict.fromkeys(found for found in (every, plain, name, name[-1:] if whole else ()) if found))


def _organisation_in(speaker: str) -> tuple[str, ...]:
    """The organisation that a description leans on: of "Northgate's boss", or "the boss of Northgate", Northgate."""
    words = speaker.replace("’", "'").split()
    named = [word for word in words if word[0].isupper() or word.endswith("'s")]
    return _name_stems(" ".join(named)) if len(named) < len(words) else ()


def _name_stems(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in stems(text) if stem not in STOP_STEMS)


def _best_cosines(searched: SearchIndex, vector: Vectors, rows: Rows) -> Vectors:
    """For each statement the best cosine of its sentences, float32 of shape ``rows.shape``."""
    wanted = [np.arange(first, behind) for first, behind in searched.sentences_of_statements(rows).tolist()]
    scores = searched.sentence_vectors.score(vector, np.concatenate(wanted) if wanted else np.zeros(0, np.int64))
    found = np.zeros(len(rows), np.float32)
    at = 0
    for number, sentences in enumerate(wanted):
        found[number] = scores[at : at + len(sentences)].max(initial=0.0)
        at += len(sentences)
    return found
