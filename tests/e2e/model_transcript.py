"""Prints what becomes of a scripted language model's drafts: .venv/bin/python -m tests.e2e.model_transcript

The drafts are written down below, and some are wrong. Everything else is real: the sample articles, the encoder, the
search, the client over the loopback, the checks, the second try, the articles' own words where nothing holds.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bot.answer.engine import Engine
from bot.services.factory import make_indexer, open_library
from bot.services.llm import open_llm_services
from bot.settings import load_settings
from index.search.library import Library
from tests.support.model_server import Fails, Points, ScriptedModel, Turn

ROOT = Path(__file__).parents[2]

COSTS, MUD = "cost 8.7 million euros", "Mud cannot read"

TALK: tuple[tuple[str, tuple[Turn, ...]], ...] = (
    (
        "what will dredging the harbour of Sandholm cost, and how long will it take?",
        (
            Points((("It will take eleven weeks and cost 9.7 million euros.", (COSTS,)),)),
            Points((("It will take eleven weeks and cost 8.7 million euros.", (COSTS,)),)),
        ),
    ),
    ("who said mud cannot read?", (Points((("Henrik Aalto said: “Mud cannot read.”", (MUD,)),)),) * 2),
    ("how much honey did a hive in the city give?", (Fails(429),)),
)


def transcript() -> Iterator[str]:
    """The lines of it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(environment={"DATA_DIR": folder}, env_file=Path("none"))
        make_indexer(settings, "common").rebuild([str(ROOT / "articles")])
        library = open_library(settings)
        for question, script in TALK:
            yield from _asked(library, question, script)
        library.close()


def _asked(library: Library, question: str, script: tuple[Turn, ...]) -> Iterator[str]:
    with ScriptedModel(*script) as server, _listening() as said:
        environment = {"LLM_MODEL": "openai:scripted", "OPENAI_BASE_URL": server.url}
        author = open_llm_services(load_settings(environment=environment, env_file=Path("none")), library.encoder)
        if author is None:
            raise AssertionError("LLM_MODEL is set")
        answer = Engine(library, writer=author.writer, today=lambda: date(2025, 3, 14)).answer(question)
        author.close()
    yield f"asked   {question}"
    yield from (f"model   {_drafted(turn)}" for turn in script)
    yield from (f"log     {line}" for line in said)
    yield f"answer  {answer.text}"
    yield f"[1]     {answer.citations[0].quote}"
    yield f"engine  {answer.engine}"
    yield ""


def _drafted(turn: Turn) -> str:
    if isinstance(turn, Points):
        return " ".join(text for text, _ in turn.claims)
    return f"status {turn.status}" if isinstance(turn, Fails) else type(turn).__name__


@contextmanager
def _listening() -> Iterator[list[str]]:
    """What the writer logs; times and tokens are left out, since they differ."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    log, ear = logging.getLogger("bot.llm.writer"), Ear()
    before = log.level
    log.addHandler(ear)
    log.setLevel(logging.INFO)
    try:
        yield said
    finally:
        log.removeHandler(ear)
        log.setLevel(before)


if __name__ == "__main__":
    print("\n".join(transcript()))  # noqa: T201
