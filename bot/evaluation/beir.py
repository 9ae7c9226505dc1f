"""BEIR's form of a retrieval task, as its GenericDataLoader reads it.

``corpus.jsonl`` has ``{"_id", "title", "text"}`` a line, ``queries.jsonl`` ``{"_id", "text"}``, ``qrels/test.tsv`` a
header and then query id, corpus id and grade, with tabs between. A grade of 0 or less says that it is no answer.
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
    """Each query that has an answer among its grades, with where its first one stands. Raises SourceError."""
    queries = {line.id("_id"): line.text("text") for line in read_json_lines(folder / QUERIES)}
    grades: dict[str, dict[str, int]] = {}
    places: dict[str, tuple[Path, int]] = {}
    for path in _list_qrels_files(folder):
        for number, query, article, grade in _read_qrels(path):
            if query not in queries:
                raise make_line_error(path, number, f"no query has the id {query!r}: add it to {QUERIES}")
            if grade > 0:
                grades.setdefault(query, {})[article] = grade
                places.setdefault(query, (path, number))
    for query, known in grades.items():
        text = queries[query]
        yield Case(query, text, classify_question(text), known, search_only=True), *places[query]


def write_articles(corpus: Path, target: Path) -> None:
    """A corpus as whosaid's JSON lines, line for line: title and text together, as BEIR's own models take them.
    Raises SourceError."""
    with target.open("w", encoding="utf-8") as handle:
        for line in read_json_lines(corpus):
            title, text = line.optional("title"), line.optional("text")
            whole = f"{title}\n\n{text}" if title and text else title or text
            if not whole:
                raise line.wrong("it has neither a title nor a text: take it out")
            row = {"id": line.id("_id"), "title": title, "text": whole}
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


def _list_qrels_files(folder: Path) -> list[Path]:
    """The test split where there is one, as in BEIR's published figures, else every split."""
    found = sorted((folder / QRELS).glob("*.tsv"))
    if not found:
        raise SourceError(f"{str(folder / QRELS)!r} holds no .tsv file: write query-id, corpus-id and score there")
    return [path for path in found if path.stem == "test"] or found


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
