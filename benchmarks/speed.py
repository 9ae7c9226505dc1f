"""Time indexing and questions.

    .venv/bin/python -m benchmarks.speed ARTICLES.jsonl[.gz] [QUESTIONS.jsonl]

Prints one JSON object: seconds to index, characters a second, milliseconds a question (search alone, and the whole
answer), megabytes on disk and in memory. The index is made in a temporary folder, with the encoder already loaded.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bot.answer.engine import Engine
from bot.answer.question.parser import parse_question
from bot.answer.types import query_for
from index.ingest.indexer import Indexer
from index.models.encoder import DEFAULT_MODEL, SentenceEncoder
from index.search.library import Library

DEFAULT_QUESTIONS = (
    "who said that the talks will go on?",
    "How many people were hurt?",
    "When did the vote take place?",
)
MOST_QUESTIONS = 200


def main() -> None:
    """Index, ask, and print the times."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    questions = list(DEFAULT_QUESTIONS)
    if len(sys.argv) > 2:
        lines = Path(sys.argv[2]).read_text("utf-8").splitlines()[:MOST_QUESTIONS]
        questions = [json.loads(line)["question"] for line in lines]
    encoder = SentenceEncoder()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        begun = time.perf_counter()
        report = Indexer(data, "common", DEFAULT_MODEL, lambda: encoder).rebuild([sys.argv[1]])
        indexed = time.perf_counter() - begun
        library = Library.of_one(data, "common", DEFAULT_MODEL, lambda: encoder)
        characters = sum(len(article.text) for article in library.articles())
        engine = Engine(library)
        engine.answer(questions[0])
        searching, answering = [], []
        for question in questions:
            answering.append(1000 * time_call(engine.answer, question))
            # Another text than the one just answered, whose vector is cached.
            searching.append(
                1000 * time_call(lambda asked: library.search(query_for(parse_question(asked)), 10), f"{question} ?")
            )
        size = sum(path.stat().st_size for path in data.rglob("*") if path.is_file())
    print(
        json.dumps(
            {
                "articles": report.articles,
                "index_s": round(indexed, 1),
                "characters_per_s": round(characters / indexed),
                "search_ms_median": round(statistics.median(searching), 1),
                "answer_ms_median": round(statistics.median(answering), 1),
                "answer_ms_worst": round(max(answering), 1),
                "disk_mb": round(size / 1e6, 1),
                "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def time_call(work: Callable[[str], object], question: str) -> float:
    """Return the seconds that a call takes."""
    begun = time.perf_counter()
    work(question)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
