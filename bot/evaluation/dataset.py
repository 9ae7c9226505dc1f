"""A folder of questions -> cases: whosaid's own form, or BEIR's."""

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
    """A case and where it was read, so that a complaint can say so."""

    case: Case
    path: Path
    number: int


def read_folder(folder: Path) -> list[LocatedCase]:
    """The cases of ``questions.jsonl`` or, without one, of BEIR's ``queries.jsonl`` and ``qrels/``, in order.

    A line with "liked": false, of `whosaid feedback`, is passed over: nobody knows what is right there.

    Raises SourceError where there is neither, a line cannot be read, or nothing is asked.
    """
    if not folder.is_dir():
        raise SourceError(f"{str(folder)!r} is not a folder: give one that holds {QUESTIONS}")
    if (folder / QUESTIONS).exists():
        lines = (line for line in read_json_lines(folder / QUESTIONS) if line.values.get("liked") is not False)
        found = [LocatedCase(_parse_case(line), line.path, line.number) for line in lines]
    elif (folder / beir.QUERIES).exists():
        found = [LocatedCase(case, path, number) for case, path, number in beir.read_cases(folder)]
    else:
        raise SourceError(f"{str(folder)!r} holds neither {QUESTIONS} nor BEIR's {beir.QUERIES}: write one of them")
    if not found:
        raise SourceError(f"{str(folder)!r} asks nothing: write at least one question")
    return found


def check_article_ids(found: list[LocatedCase], articles: Container[str]) -> list[Case]:
    """The cases, after seeing that every article they name is there. Raises SourceError for the first that is not."""
    for placed in found:
        for article in placed.case.grades:
            if article not in articles:
                reason = f"no article has the id {article!r}: put it right, or index the article"
                raise make_line_error(placed.path, placed.number, reason)
    return [placed.case for placed in found]


def _parse_case(line: JsonLine) -> Case:
    articles = line.texts("articles")
    if articles is None:
        raise line.wrong('it has no "articles": list the ids of those that answer it, or [] where it must be refused')
    question, speaker, answers = line.text("question"), line.optional("speaker"), line.texts("answers") or ()
    if not articles and (answers or speaker):
        raise line.wrong("it has an answer but no article: name the articles that hold it")
    return Case(
        id=line.id("id") if "id" in line.values else f"line {line.number}",
        question=question,
        kind=format_kind(line.optional("kind")) or classify_question(question),
        grades=dict.fromkeys(articles, 1),
        answers=answers,
        speaker=speaker,
    )
