"""Search for statements by the words of their content, by its sense, and by their speaker."""

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
"""The most sentences whose statements are found by their sense."""

_MAX_OF_SPEAKER = 3000
"""The most statements of a named speaker that are compared."""

_RANK_STEMS = frozenset(stems(" ".join(HONORIFICS | TITLES | ROLE_NOUNS)))


@dataclass(frozen=True, slots=True)
class StatementCandidate:
    """A row of the statements with its BM25, at least 0.

    ``likeness`` is the cosine of the question with the statement's nearest sentence, None where it was not computed.
    """

    row: int
    bm25: float
    likeness: float | None


def search_statements(
    searched: SearchIndex, encoder: Encoder, query: StatementQuery, k: int
) -> list[StatementCandidate]:
    """Return the ``k`` best statements by words and the ``k`` best by sense, in the order of their rows.

    Where only a speaker is asked about, return the ``k`` statements in the articles that were stored last.
    """
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
    candidates = [
        StatementCandidate(row, bm25.get(row, 0.0), cosine) for row, cosine in zip(rows.tolist(), cosines, strict=True)
    ]
    if not query.words and query.speaker:
        return sorted(candidates, key=lambda item: searched.statement(item.row)[0])[-k:]
    # Without vectors, statements of the speaker in other words are better than none.
    any_words = bool(query.speaker) and vector is None
    worded = sorted((item for item in candidates if item.bm25 > 0 or any_words), key=lambda item: -item.bm25)
    alike = sorted((item for item in candidates if item.likeness is not None), key=lambda item: -(item.likeness or 0.0))
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
    """Return the names, as stems, by which a speaker named in a question is searched for.

    These are all content words, the words without titles and roles, the name that a description ends with, and the last
    word of a name of two or three words, since an article may give a surname only.
    """
    every = _name_stems(speaker)
    plain = tuple(stem for stem in every if stem not in _RANK_STEMS)
    words = speaker.split()
    tail = next((at for at in range(len(words), 0, -1) if not words[at - 1][0].isupper()), 0)
    name = _name_stems(" ".join(words[tail:])) or plain
    whole = len(name) == len(words[tail:] or words) in {2, 3} and not (set(name) & _RANK_STEMS)
    return tuple(dict.fromkeys(found for found in (every, plain, name, name[-1:] if whole else ()) if found))


def _organisation_in(speaker: str) -> tuple[str, ...]:
    """Return the organisation in a description: Northgate in "Northgate's boss" and "the boss of Northgate"."""
    words = speaker.replace("’", "'").split()
    named = [word for word in words if word[0].isupper() or word.endswith("'s")]
    return _name_stems(" ".join(named)) if len(named) < len(words) else ()


def _name_stems(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in stems(text) if stem not in STOP_STEMS)


def _best_cosines(searched: SearchIndex, vector: Vectors, rows: Rows) -> Vectors:
    """Return for each statement the best cosine of its sentences, float32 of shape ``rows.shape``."""
    wanted = [np.arange(first, end) for first, end in searched.sentences_of_statements(rows).tolist()]
    scores = searched.sentence_vectors.score(vector, np.concatenate(wanted) if wanted else np.zeros(0, np.int64))
    found = np.zeros(len(rows), np.float32)
    at = 0
    for number, sentences in enumerate(wanted):
        found[number] = scores[at : at + len(sentences)].max(initial=0.0)
        at += len(sentences)
    return found
