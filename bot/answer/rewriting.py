"""Protocols of the language model's writer, translator and interpreter, and checks of what they return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from bot.answer.corpus import Corpus
from bot.answer.question.parser import Question, QuestionKind
from bot.answer.types import AnswerDraft, Citation, PreparedQuestion
from index import Article, Hit, Span
from index.text.language import detect_language, main_language
from index.text.sentences import sentences

PASSAGES = 8
"""Passages that a writer gets in addition to the cited ones: as many as the engine ranks spans of."""

_SENTENCES_AROUND = 1
"""Sentences on each side of a quote that is in none of the passages."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """A written answer: ``text`` has ``[n]`` markers; ``by`` names the model, ``prompt`` the prompt's version."""

    text: str
    citations: tuple[Citation, ...]
    by: str
    prompt: str


class Writer(Protocol):
    """Words answers, and verifies every sentence against what it cites."""

    def write(
        self, prepared: PreparedQuestion, corpus: Corpus, hits: Sequence[Hit], today: date
    ) -> WrittenAnswer | None:
        """Return an answer in the question's language from ``hits``, best first; None where none is verified.

        Raises nothing.
        """
        ...


class Translator(Protocol):
    """Translates questions into the articles' language."""

    def translate(self, question: str, language: str) -> str | None:
        """Return ``question`` in a language of ``detect_language``; None where that fails. Raises nothing."""
        ...


class Interpreter(Protocol):
    """Reads questions that the patterns take for open ones."""

    def interpret(self, question: Question) -> Question | None:
        """Return ``question`` as one about speech; None where it is none. Raises nothing."""
        ...


def rewrite_answer(  # noqa: PLR0913, PLR0917
    writer: Writer, prepared: PreparedQuestion, corpus: Corpus, draft: AnswerDraft, found: Sequence[Hit], today: date
) -> WrittenAnswer | None:
    """Let the writer word ``draft``, an answer; None where the draft stays."""
    if draft.is_final:
        return None
    written = writer.write(prepared, corpus, passages_for_writer(corpus, draft.citations, found), today)
    return written if written and _names_same_speaker(prepared, draft, written) else None


def passages_for_writer(corpus: Corpus, cited: Sequence[Citation], found: Sequence[Hit]) -> list[Hit]:
    """Return the passages of the citations, then the best others, each once."""
    first = [hit for one in cited if (hit := _find_passage(corpus, one, found))]
    places = {(hit.key, hit.start): hit for hit in [*first, *found[:PASSAGES]]}
    return list(places.values())


def language_to_try(prepared: PreparedQuestion, found: Sequence[Hit]) -> str | None:
    """Return the language to translate a question into; None where a translation promises nothing.

    It is the language of most passages found, or English where the encoder does not know the question's language.
    """
    language = detect_language(prepared.question.text)
    most = Counter(main_language(hit.passage) for hit in found).most_common(1)
    if most and most[0][0] != language:
        return most[0][0]
    return "en" if not prepared.use_embeddings and language != "en" else None


def _find_passage(corpus: Corpus, one: Citation, found: Sequence[Hit]) -> Hit | None:
    for hit in found:
        if hit.key == one.key and hit.start <= one.start and one.end <= hit.end:
            return hit
    article = corpus.article(one.key)
    if article is None:
        return None
    start, end = _sentences_around(article, (one.start, one.end))
    return Hit(article, start, end, 1.0, None, None, also_in=one.also_in, also_by=one.also_by, key=one.key)


def _sentences_around(article: Article, span: Span) -> Span:
    """Return the span of whole sentences around a span."""
    every = list(sentences(article.text))
    inside = [at for at, (start, end) in enumerate(every) if start < span[1] and span[0] < end]
    if not inside:
        return span
    first, last = max(0, inside[0] - _SENTENCES_AROUND), min(len(every) - 1, inside[-1] + _SENTENCES_AROUND)
    return every[first][0], every[last][1]


def _names_same_speaker(prepared: PreparedQuestion, draft: AnswerDraft, written: WrittenAnswer) -> bool:
    """Return whether a written answer to "who said ...?" cites the same speaker first as the draft."""
    if prepared.question.kind is not QuestionKind.WHO_SAID or not draft.citations:
        return True
    speaker = draft.citations[0].speaker
    return bool(written.citations) and written.citations[0].speaker == speaker
