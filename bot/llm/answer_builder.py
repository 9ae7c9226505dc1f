"""Build the answer's text with its markers, and its citations, from verified sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Citation, Corpus, citation_of, statement_of, verify_citations
from bot.llm.types import NumberedSentence, VerifiedSentence


def build_answer(passages: Corpus, verified: Sequence[VerifiedSentence]) -> tuple[str, tuple[Citation, ...]]:
    """Return the sentences with the markers of their sources, and these sources as citations.

    Numbers run from 1 without a gap in the order of first mention. A source that the store no longer has word for word
    is dropped, and so is a sentence that loses all its sources. Both results are empty when nothing remains.
    """
    sources = list(dict.fromkeys(_sentence_place(one) for sentence in verified for one in sentence.sources))
    stored = {(one.key, one.start, one.end) for one in _verified_citations(passages, verified, sources)}
    cited_sentences = [
        sentence
        for sentence in verified
        if sentence.sources and any(_sentence_place(one) in stored for one in sentence.sources)
    ]
    places = list(
        dict.fromkeys(
            _sentence_place(one) for each in cited_sentences for one in each.sources if _sentence_place(one) in stored
        )
    )
    citations = _verified_citations(passages, cited_sentences, places)
    numbers = {(one.key, one.start, one.end): one.number for one in citations}
    lines = [_add_markers(sentence, numbers) for sentence in cited_sentences]
    paragraphs = [
        f"{'' if at == 0 else ' ' if cited_sentences[at - 1].claim == sentence.claim else chr(10)}{line}"
        for at, (sentence, line) in enumerate(zip(cited_sentences, lines, strict=True))
    ]
    return "".join(paragraphs), citations


def _add_markers(sentence: VerifiedSentence, numbers: dict[tuple[int, int, int], int]) -> str:
    """Return the sentence with its markers, as in "The bridge is shut [1][2].", before its last mark."""
    marks = "".join(
        f"[{number}]"
        for number in sorted(
            {numbers[_sentence_place(one)] for one in sentence.sources if _sentence_place(one) in numbers}
        )
    )
    bare = sentence.text.rstrip(" .")
    return f"{bare} {marks}." if bare[-1:] not in "!?…" and bare else f"{bare} {marks}"


def _verified_citations(
    passages: Corpus, verified: Sequence[VerifiedSentence], places: Sequence[tuple[int, int, int]]
) -> tuple[Citation, ...]:
    by_place = {_sentence_place(one): one for sentence in verified for one in sentence.sources}
    return verify_citations(passages, [(place[0], _sentence_citation(passages, by_place[place])) for place in places])


def _sentence_citation(passages: Corpus, one: NumberedSentence) -> Citation:
    statement = statement_of(passages.statements(one.key), one.span)
    citation = citation_of(passages, (one.key, one.article), one.span, statement)
    return replace(citation, also_in=one.also_in, also_by=one.also_by)


def _sentence_place(one: NumberedSentence) -> tuple[int, int, int]:
    return one.key, one.start, one.end
