"""Time answers from one collection and from two.

    .venv/bin/python -m benchmarks.two_collections DATA_DIR OWN.jsonl QUESTIONS.jsonl

Prints one JSON object: the milliseconds of an answer from the common collection of DATA_DIR alone, and with the
articles of OWN.jsonl as a second collection; and for how many questions the text of the answer is the same. DATA_DIR is
copied and not changed. The two take turns, question by question, so that other work on the machine slows down both.
Each question is asked once before it is timed, so that its vector is cached for both.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bot.answer.engine import Engine
from index.indexes.collection import Collection
from index.ingest.indexer import Indexer
from index.models.encoder import DEFAULT_MODEL, LazyEncoder, SentenceEncoder
from index.search.library import Library
from index.store.articles import Store

MOST_QUESTIONS = 200


def main() -> None:
    """Index the second collection, and print the times."""
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    lines = Path(sys.argv[3]).read_text("utf-8").splitlines()[:MOST_QUESTIONS]
    questions = [json.loads(line)["question"] for line in lines]
    encoder = LazyEncoder(DEFAULT_MODEL, SentenceEncoder)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(sys.argv[1], data)
        report = Indexer(data, "own", DEFAULT_MODEL, encoder).rebuild([sys.argv[2]])
        with Store(data) as store:
            common, own = (
                Collection(data, store.collection(name), DEFAULT_MODEL, encoder) for name in ("common", "own")
            )
            engines = [Engine(Library(store, collections, encoder)) for collections in ([common], [own, common])]
            measured = _measure(engines, questions)
    json.dump({"own_articles": len(report.added), **measured}, sys.stdout, indent=1)
    sys.stdout.write("\n")


def _measure(engines: list[Engine], questions: list[str]) -> dict[str, float]:
    times: list[list[float]] = [[], []]
    same = 0
    for question in questions:
        texts = [engine.answer(question).text for engine in engines]
        for which in (0, 1):
            begun = time.perf_counter()
            engines[which].answer(question)
            times[which].append(1000 * (time.perf_counter() - begun))
        same += texts[0] == texts[1]
    one, two = (round(statistics.median(each), 1) for each in times)
    return {"questions": len(questions), "one_ms": one, "two_ms": two, "same_answers": same}


if __name__ == "__main__":
    main()
