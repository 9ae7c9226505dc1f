"""Many questions at once: one JSON line in, one JSON line out, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.json_output import JsonObject, to_json
from index import SourceError, WhosaidError


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch; ``problem`` says why it cannot be asked, None if it can."""

    id: object
    question: str | None
    problem: str | None = None


def read_batch(path: str) -> Iterator[BatchLine]:
    """Yield the questions of a file of ``{"id", "question"}`` lines, without blank lines; ``-`` is standard input.

    Raises SourceError if the file cannot be read.
    """
    try:
        with Path(path).open("rb") if path != "-" else sys.stdin.buffer as handle:
            for number, line in enumerate(handle, 1):
                if line.strip():
                    yield _parse_line(line, number)
    except OSError as error:
        raise SourceError(f"the batch file {path!r} cannot be read: give a file of JSON lines") from error


def answer_batch(
    questions: Iterator[BatchLine],
    answer: Callable[[str, object], JsonObject],
    fail: Callable[[str | None, str, object], JsonObject],
) -> Iterator[str]:
    """Yield a line of JSON for each question: the object of ``answer``, or of ``fail`` with the reason."""
    for line in questions:
        if line.question is None or line.problem is not None:
            result = fail(line.question, line.problem or "", line.id)
        else:
            try:
                result = answer(line.question, line.id)
            except WhosaidError as error:
                result = fail(line.question, str(error), line.id)
        yield to_json(result)


def _parse_line(line: bytes, number: int) -> BatchLine:
    try:
        value = json.loads(line)
    except ValueError:
        return BatchLine(None, None, f'line {number} is not JSON: write {{"id": ..., "question": "..."}}')
    if not isinstance(value, dict):
        return BatchLine(None, None, f'line {number} is not an object: write {{"id": ..., "question": "..."}}')
    question = value.get("question")
    if not isinstance(question, str):
        return BatchLine(value.get("id"), None, f'line {number} has no text under "question"')
    return BatchLine(value.get("id"), question)
