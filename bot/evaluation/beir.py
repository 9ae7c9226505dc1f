"""Read a retrieval task in the format of BEIR, as its GenericDataLoader does.

A line of ``corpus.jsonl`` is ``{"_id", "title", "text"}``, one of ``queries.jsonl`` is ``{"_id", "text"}``.
``qrels/test.tsv`` has a header, then rows of query id, corpus id and grade, separated by tabs. An article with a grade
of 0 or less does not answer the query.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bot.evaluation.json_lines import make_line_error, read_json_lines, read_text_lines
from bot.evaluation.question_types import classify_question
from bot.evaluation.types import Case
from index import SourceError

CORPUS = "corpus.jsonl"
QUERIES = "queries.jsonl"
QRELS = "qrels"


def read_cases(folder: Path) -> Iterator[tuple[Case, Path, int]]:
    """Yield each query that has a grade above 0, with the file and line of its first one. Raises SourceError."""
    queries = {line.required_id("_id"): line.required_text("text") for line in read_json_lines(folder / QUERIES)}
    grades: dict[str, dict[str, int]] = {}
    first_lines: dict[str, tuple[Path, int]] = {}
    for path in _list_qrels_files(folder):
        for number, query, article, grade in _read_qrels(path):
            if query not in queries:
                raise make_line_error(path, number, f"no query has the id {query!r}: add it to {QUERIES}")
            if grade > 0:
                grades.setdefault(query, {})[article] = grade
                first_lines.setdefault(query, (path, number))
    for query, articles in grades.items():
        text = queries[query]
        yield Case(query, text, classify_question(text), articles, search_only=True), *first_lines[query]


def write_articles(corpus: Path, target: Path) -> None:
    """Write a corpus as whosaid's JSON lines, with title and text joined as BEIR's own models take them.

    Raises SourceError.
    """
    with target.open("w", encoding="utf-8") as handle:
        for line in read_json_lines(corpus):
            title, text = line.optional_text("title"), line.optional_text("text")
            joined = f"{title}\n\n{text}" if title and text else title or text
            if not joined:
                raise line.make_error("it has neither a title nor a text: take it out")
            row = {"id": line.required_id("_id"), "title": title, "text": joined}
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


def _list_qrels_files(folder: Path) -> list[Path]:
    """Return the test split if there is one, as in BEIR's published figures, else every split."""
    paths = sorted((folder / QRELS).glob("*.tsv"))
    if not paths:
        raise SourceError(f"{str(folder / QRELS)!r} holds no .tsv file: write query-id, corpus-id and score there")
    return [path for path in paths if path.stem == "test"] or paths


def _read_qrels(path: Path) -> Iterator[tuple[int, str, str, int]]:
    for number, text in read_text_lines(path):
        cells = [cell.strip() for cell in text.split("\t")]
        if number == 1 or not text.strip():
            continue
        if len(cells) != 3 or not all(cells):
            raise make_line_error(
                path, number, "it must be a query's id, an article's id and a grade, with tabs between"
            )
        try:
            yield number, cells[0], cells[1], int(cells[2])
        except ValueError:
            raise make_line_error(path, number, f"{cells[2]!r} is no grade: write a whole number") from None
