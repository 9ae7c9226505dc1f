"""Answer questions with quotes that are verified against the stored articles; begin reading in ``engine.py``."""

from __future__ import annotations

from bot.answer.answerability import show_refusals
from bot.answer.citations import citation_of, citation_of_span, is_named, statement_of, verify_citations
from bot.answer.context import Context, Contexts, Others, find_contexts, find_others
from bot.answer.corpus import Corpus
from bot.answer.engine import Engine
from bot.answer.question.parser import Question, QuestionKind, parse_question
from bot.answer.question.time_expressions import QUOTED
from bot.answer.question.time_words import DAYS_BACK
from bot.answer.rewriting import Interpreter, Translator, Writer, WrittenAnswer
from bot.answer.speech.speaker_match import is_asked_speaker
from bot.answer.types import (
    EVERYTHING,
    Answer,
    AnswerEngine,
    Citation,
    PreparedQuestion,
    QuoteRef,
    Scope,
    Status,
    query_for,
)

__all__ = [
    "DAYS_BACK",
    "EVERYTHING",
    "QUOTED",
    "Answer",
    "AnswerEngine",
    "Citation",
    "Context",
    "Contexts",
    "Corpus",
    "Engine",
    "Interpreter",
    "Others",
    "PreparedQuestion",
    "Question",
    "QuestionKind",
    "QuoteRef",
    "Scope",
    "Status",
    "Translator",
    "Writer",
    "WrittenAnswer",
    "citation_of",
    "citation_of_span",
    "find_contexts",
    "find_others",
    "is_asked_speaker",
    "is_named",
    "parse_question",
    "query_for",
    "show_refusals",
    "statement_of",
    "verify_citations",
]
