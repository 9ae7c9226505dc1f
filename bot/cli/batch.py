"""Many questions at once: JSON lines in, JSON lines out, one for one and in order."""

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
    """One line of a batch; ``wrong`` says why it cannot be asked, None where it can."""

    id: object
    question: str | None
    wrong: str | None = None


def read_batch(path: str) -> Iterator[BatchLine]:
    """The questions of a file of ``{"id", "question"}`` lines, ``-`` being the standard input; blank lines are
    passed over. Raises SourceError where the file cannot be read."""
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
    """A line of JSON for each question: what ``answer`` makes of it, or what ``fail`` makes of the reason."""
    for asked in questions:
        if asked.question is None or asked.wrong is not None:
            found = fail(asked.question, asked.wrong or "", asked.id)
        else:
            try:
                found = answer(asked.question, asked.id)
            except WhosaidError as error:
                found = fail(asked.question, str(error), asked.id)
        yield to_json(found)


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
