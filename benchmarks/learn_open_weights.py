"""Learn how open questions are answered, and write "window" and "answered" of ``bot/answer/weights.json``.

    .venv/bin/python -m benchmarks.learn_open_weights DATA_DIR QUESTIONS.jsonl STANDALONE.jsonl [OPTION ...]

DATA_DIR holds an index of the articles that the questions are about. A line of QUESTIONS is {"question", "articles",
"spans"}: the offsets of the answer in its article. From them the weights of a candidate span are learnt, by the softmax
over the spans of each question (a listwise loss); those about articles that STANDALONE asks of are left out. A line of
STANDALONE is {"question", "articles", "answers"}: a question that needs no article beside it to be understood. Each is
asked three times: as it is, with its articles left out, and with the passages left out that hold the answer, so that
much of what is learnt from is questions that nothing answers, though the topic may be there.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

from benchmarks.learn_speaker_weights import fit_logistic
from bot.answer.answerability import answerability_features
from bot.answer.open.features import UNRANKED_FEATURES
from bot.answer.open.ranking import PASSAGES, query_features, rank_spans, score_spans
from bot.answer.question.parser import QuestionKind, parse_question
from bot.answer.types import query_for
from index.models.encoder import DEFAULT_MODEL, SentenceEncoder
from index.search.library import Library
from index.types import Hit

_TARGET = Path(__file__).parent.parent / "bot" / "answer" / "weights.json"
_HITS = 20
_RIDGE = 2.0
_FOLDS = 5
_MOST_REFUSED = 0.06
"""The share of the answerable questions that may be refused; the threshold is set by it."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class CandidateList:
    """The candidate spans of one question, a row of features each, and which of them hold the answer."""

    rows: Numbers
    right: Numbers


def main() -> None:
    """Learn, write the file, and print the losses on questions left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("standalone", type=Path)
    parser.add_argument("--most", type=int, default=800, help="questions read of QUESTIONS")
    parser.add_argument("--keep-ranking", action="store_true", help="leave the weights of the ranking as they are")
    given = parser.parse_args()
    encoder = SentenceEncoder()
    library = Library.of_one(given.data_dir, "common", DEFAULT_MODEL, lambda: encoder)
    learnt = json.loads(_TARGET.read_text("utf-8"))
    standalone = _read_json_lines(given.standalone)
    taken = {article for line in standalone for article in line["articles"]}
    if not given.keep_ranking:
        _learn_ranking(library, given, taken, learnt)
    learnt |= _learn_answerability(library, standalone, learnt)
    _TARGET.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")


def _learn_ranking(
    library: Library, given: argparse.Namespace, taken: set[str], learnt: dict[str, dict[str, float]]
) -> None:
    lines = [line for line in _read_json_lines(given.questions) if not taken.intersection(line["articles"])]
    random.Random(1).shuffle(lines)  # noqa: S311
    names, listed = _list_candidates(library, lines[: given.most])
    learnt["window"] = _name_weights(names, fit_listwise(listed))
    _TARGET.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
    print(f"ranking: {len(listed)} questions, {learnt['window']}")


def _read_json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _list_candidates(library: Library, lines: Sequence[dict[str, Any]]) -> tuple[list[str], list[CandidateList]]:
    names: list[str] = []
    listed = []
    for line in lines:
        question = parse_question(str(line["question"]))
        if question.kind is QuestionKind.WHO_SAID:
            continue
        query = query_for(replace(question, kind=QuestionKind.OPEN))
        hits = library.search(query, _HITS)[:PASSAGES]
        scored = score_spans(library, hits, query, query_features(library, query))
        right = [
            window[0].hit.article.id in line["articles"]
            and any(int(a) < window[-1].end and window[0].start < int(b) for a, b in line["spans"])
            for window, _ in scored
        ]
        if any(right) and not all(right):
            names = sorted(scored[0][1].keys() - UNRANKED_FEATURES)
            rows = np.array([[seen[name] for name in names] for _, seen in scored])
            listed.append(CandidateList(rows, np.array(right, np.float64)))
    return names, listed


def fit_listwise(listed: Sequence[CandidateList]) -> Numbers:
    """Fit the weights that give the right spans of each list the largest share of the softmax, with a ridge."""
    spread = np.concatenate([one.rows for one in listed]).std(axis=0) + 1e-9

    def loss(weights: Numbers) -> tuple[float, Numbers]:
        value, slope = _RIDGE * float(weights @ weights), 2 * _RIDGE * weights
        for one in listed:
            rows = one.rows / spread
            scores = rows @ weights
            likely = np.exp(scores - scores.max())
            likely /= likely.sum()
            of_right = float(likely @ one.right)
            value -= float(np.log(of_right))
            slope = slope + likely @ rows - (likely * one.right) @ rows / of_right
        return value, slope

    result = minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B")
    return np.asarray(result.x / spread, np.float64)


def _learn_answerability(
    library: Library, lines: Sequence[dict[str, Any]], learnt: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    rows_of_features, right, article = [], [], []
    for line in lines:
        for absent, features in _ask_three_times(library, line):
            rows_of_features.append(features)
            right.append(not absent)
            article.append(line["articles"][0])
    names = sorted(rows_of_features[0])
    rows = np.array([[one[name] for name in names] + [1.0] for one in rows_of_features])
    spread = rows.std(axis=0)
    spread[-1] = 1.0
    rows /= spread  # the ridge is then the same for all
    wanted = np.array(right, np.float64)
    even = np.ones(len(rows))
    folds = np.array([sorted(set(article)).index(one) % _FOLDS for one in article])
    sure = np.zeros(len(rows))
    for fold in range(_FOLDS):
        apart = folds == fold
        sure[apart] = 1 / (1 + np.exp(-rows[apart] @ fit_logistic(rows[~apart], wanted[~apart], even[~apart])))
    threshold = float(np.quantile(sure[wanted > 0], _MOST_REFUSED))
    refused = float((sure[wanted == 0] < threshold).mean())
    print(f"answered: {len(rows)} questions; in {_FOLDS} folds, refusing {_MOST_REFUSED} of the answerable ones,")
    print(f"{refused:.3f} of those whose article, or whose passage, is left out are refused")
    return {
        "answered": _name_weights([*names, "bias"], fit_logistic(rows, wanted, even) / spread),
        "thresholds": learnt["thresholds"] | {"answered": round(threshold, 3)},
    }


def _ask_three_times(library: Library, line: dict[str, Any]) -> Iterator[tuple[bool, dict[str, float]]]:
    query = query_for(replace(parse_question(str(line["question"])), kind=QuestionKind.OPEN))
    hits = library.search(query, _HITS)
    without: list[Hit] = [hit for hit in hits if hit.article.id not in line["articles"]]
    silent = [
        hit
        for hit in hits
        if not any(_keep_letters(answer) in _keep_letters(hit.passage) for answer in line["answers"])
    ]
    for absent, there in ((False, hits), (True, without), (True, silent)):
        evidence = rank_spans(library, there, query, 3)
        if evidence:
            yield absent, answerability_features(evidence)


def _keep_letters(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())


def _name_weights(names: Sequence[str], values: Numbers) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
