"""Read the cases of a folder of questions, in whosaid's own format or BEIR's."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation import beir
from bot.evaluation.json_lines import JsonLine, make_line_error, read_json_lines
from bot.evaluation.question_types import classify_question, format_kind
from bot.evaluation.types import Case
from index import SourceError

QUESTIONS = "questions.jsonl"
ARTICLES = "articles.jsonl"


@dataclass(frozen=True, slots=True)
class LocatedCase:
    """A case with the file and line that it was read from, for messages about it."""

    case: Case
    path: Path
    number: int


def read_folder(folder: Path) -> list[LocatedCase]:
    """Return the cases of ``questions.jsonl`` or else of BEIR's ``queries.jsonl`` and ``qrels/``, in order.

    A line of ``whosaid feedback`` with ``"liked": false`` is skipped, since its right answer is unknown.

    Raises SourceError if there is neither file, a line cannot be read, or there is no question.
    """
    if not folder.is_dir():
        raise SourceError(f"{str(folder)!r} is not a folder: give one that holds {QUESTIONS}")
    if (folder / QUESTIONS).exists():
        lines = (line for line in read_json_lines(folder / QUESTIONS) if line.values.get("liked") is not False)
        cases = [LocatedCase(_parse_case(line), line.path, line.number) for line in lines]
    elif (folder / beir.QUERIES).exists():
        cases = [LocatedCase(case, path, number) for case, path, number in beir.read_cases(folder)]
    else:
        raise SourceError(f"{str(folder)!r} holds neither {QUESTIONS} nor BEIR's {beir.QUERIES}: write one of them")
    if not cases:
        raise SourceError(f"{str(folder)!r} asks nothing: write at least one question")
    return cases


def check_article_ids(cases: list[LocatedCase], articles: Container[str]) -> list[Case]:
    """Return the bare cases. Raises SourceError for the first article of a case that is not in ``articles``."""
    for located in cases:
        for article in located.case.grades:
            if article not in articles:
                reason = f"no article has the id {article!r}: put it right, or index the article"
                raise make_line_error(located.path, located.number, reason)
    return [located.case for located in cases]


def _parse_case(line: JsonLine) -> Case:
    articles = line.optional_texts("articles")
    if articles is None:
        raise line.make_error(
            'it has no "articles": list the ids of those that answer it, or [] where it must be refused'
        )
    question, speaker, answers = (
        line.required_text("question"),
        line.optional_text("speaker"),
        line.optional_texts("answers") or (),
    )
    if not articles and (answers or speaker):
        raise line.make_error("it has an answer but no article: name the articles that hold it")
    return Case(
        id=line.required_id("id") if "id" in line.values else f"line {line.number}",
        question=question,
        kind=format_kind(line.optional_text("kind")) or classify_question(question),
        grades=dict.fromkeys(articles, 1),
        answers=answers,
        speaker=speaker,
    )
