"""Protocols of LLM writer / translator / interpreter and when their output stands."""

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
"""Passages that a writer is given beside those that are cited: as many as the engine itself weighs."""

_SENTENCES_AROUND = 1
"""Sentences on each side of a quote that stands in none of them."""


@dataclass(frozen=True, slots=True)
class WrittenAnswer:
    """An answer and what it rests on; ``text`` has ``[n]`` markers, ``by`` and ``prompt`` say what made it."""

    text: str
    citations: tuple[Citation, ...]
    by: str
    prompt: str


class Writer(Protocol):
    """Words answers; every sentence of them is held to what it cites before it is handed back."""

    def write(
        self, prepared: PreparedQuestion, corpus: Corpus, hits: Sequence[Hit], today: date
    ) -> WrittenAnswer | None:
        """An answer in the language of the question, from the sentences of ``hits``, given best first; None where there
        is none that holds. Raises nothing."""
        ...


class Translator(Protocol):
    """Puts a question into the articles' language."""

    def translate(self, question: str, language: str) -> str | None:
        """``question`` in a language, as ``index.text.language`` names it; None where that fails. Raises nothing."""
        ...


class Interpreter(Protocol):
    """Reads questions that the rules read as open ones."""

    def interpret(self, question: Question) -> Question | None:
        """``question`` as one about speech; None where it is none. Raises nothing."""
        ...


def rewrite_answer(  # noqa: PLR0913, PLR0917
    writer: Writer, prepared: PreparedQuestion, corpus: Corpus, draft: AnswerDraft, found: Sequence[Hit], today: date
) -> WrittenAnswer | None:
    """``draft``, an answer, as the writer words it; None where it stays as it is."""
    if draft.is_final:
        return None
    written = writer.write(prepared, corpus, passages_for_writer(corpus, draft.citations, found), today)
    return written if written and _names_same_speaker(prepared, draft, written) else None


def passages_for_writer(corpus: Corpus, cited: Sequence[Citation], found: Sequence[Hit]) -> list[Hit]:
    """The passages that hold what is cited, then the best of the others; each once."""
    first = [hit for one in cited if (hit := _find_passage(corpus, one, found))]
    places = {(hit.key, hit.start): hit for hit in [*first, *found[:PASSAGES]]}
    return list(places.values())


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
    """Whole sentences."""
    every = list(sentences(article.text))
    held = [at for at, (start, end) in enumerate(every) if start < span[1] and span[0] < end]
    if not held:
        return span
    first, last = max(0, held[0] - _SENTENCES_AROUND), min(len(every) - 1, held[-1] + _SENTENCES_AROUND)
    return every[first][0], every[last][1]


def _names_same_speaker(prepared: PreparedQuestion, draft: AnswerDraft, written: WrittenAnswer) -> bool:
    """Who said something is told by the statements: the writer may name no other first."""
    if prepared.question.kind is not QuestionKind.WHO_SAID or not draft.citations:
        return True
    speaker = draft.citations[0].speaker
    return bool(written.citations) and written.citations[0].speaker == speaker


def languages_to_try(prepared: PreparedQuestion, found: Sequence[Hit]) -> str | None:
    """The language of most of what was found, where it is not the question's; English where the encoder does not know
    the question's, for it knows that. None where another language promises nothing."""
    spoken = detect_language(prepared.question.text)
    most = Counter(main_language(hit.passage) for hit in found).most_common(1)
    if most and most[0][0] != spoken:
        return most[0][0]
    return "en" if not prepared.use_embeddings and spoken != "en" else None
