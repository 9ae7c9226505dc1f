"""What is kept of a draft -> the answer's text with its markers, and citations sliced from the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer import Citation, Corpus, citation_of, statement_of, verify_citations
from bot.llm.types import NumberedSentence, VerifiedSentence


def build_answer(passages: Corpus, kept: Sequence[VerifiedSentence]) -> tuple[str, tuple[Citation, ...]]:
    """The sentences kept, each with the markers of its sources, and these sources as citations.

    Numbers run from 1 without a gap in the order of their first mention. What the store does not have word for word
    any more is no citation, and a sentence that is left without one is left out. Empty where nothing is left.
    """
    sources = list(dict.fromkeys(_sentence_place(one) for sentence in kept for one in sentence.sources))
    standing = {(one.key, one.start, one.end) for one in _verified_citations(passages, kept, sources)}
    left = [
        sentence
        for sentence in kept
        if sentence.sources and any(_sentence_place(one) in standing for one in sentence.sources)
    ]
    order = list(
        dict.fromkeys(_sentence_place(one) for each in left for one in each.sources if _sentence_place(one) in standing)
    )
    citations = _verified_citations(passages, left, order)
    numbers = {(one.key, one.start, one.end): one.number for one in citations}
    lines = [_add_markers(sentence, numbers) for sentence in left]
    paragraphs = [
        f"{'' if at == 0 else ' ' if left[at - 1].claim == sentence.claim else chr(10)}{line}"
        for at, (sentence, line) in enumerate(zip(left, lines, strict=True))
    ]
    return "".join(paragraphs), citations


def _add_markers(sentence: VerifiedSentence, numbers: dict[tuple[int, int, int], int]) -> str:
    """The markers stand before the sentence's last mark: "The bridge is shut [1][2]." """
    marks = "".join(
        f"[{number}]"
        for number in sorted(
            {numbers[_sentence_place(one)] for one in sentence.sources if _sentence_place(one) in numbers}
        )
    )
    bare = sentence.text.rstrip(" .")
    return f"{bare} {marks}." if bare[-1:] not in "!?…" and bare else f"{bare} {marks}"


def _verified_citations(
    passages: Corpus, kept: Sequence[VerifiedSentence], order: Sequence[tuple[int, int, int]]
) -> tuple[Citation, ...]:
    by_place = {_sentence_place(one): one for sentence in kept for one in sentence.sources}
    return verify_citations(passages, [(place[0], _sentence_citation(passages, by_place[place])) for place in order])


def _sentence_citation(passages: Corpus, one: NumberedSentence) -> Citation:
    statement = statement_of(passages.statements(one.key), one.span)
    citation = citation_of(passages, (one.key, one.article), one.span, statement)
    return replace(citation, also_in=one.also_in, also_by=one.also_by)


def _sentence_place(one: NumberedSentence) -> tuple[int, int, int]:
    return one.key, one.start, one.end
