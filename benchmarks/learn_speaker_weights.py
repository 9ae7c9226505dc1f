"""Learn when a speaker may be named, and write the weights to ``bot/answer/weights.json``.

    .venv/bin/python -m benchmarks.learn_speaker_weights DATA_DIR QUESTIONS.jsonl ... [--nobody NOBODY.jsonl]

DATA_DIR holds an index of the articles. A line of QUESTIONS is {"question", "articles", "speaker"}: who said it, and
the ids of the articles that say so; each file weighs as much as every other. A line of NOBODY is {"question"}: what
nobody said. Every question is asked twice, once with the statements of its articles left out, so that half of what is
learnt from is questions that nobody answers.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answer.citations import is_named
from bot.answer.question.parser import QuestionKind, parse_question
from bot.answer.speech.ranking import RankedStatement, confidence_features
from bot.answer.speech.selection import candidate_statements, select_words
from index.models.encoder import DEFAULT_MODEL, SentenceEncoder
from index.search.library import Library

_TARGET = Path(__file__).parent.parent / "bot" / "answer" / "weights.json"
_MOST_NAMED = 0.07
"""The share of the first file's questions, asked without their articles, for which a speaker may still be named; the
threshold is set by it."""

_MOST_OFF_TOPIC = 0.1
"""The share of NOBODY's questions for a speaker's words that may still be answered with some."""

_RIDGE = 0.5
_STEPS = 50

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TrainingExample:
    """The best statement of one question: its features, whether it is right, and whether the answer was left out."""

    features: dict[str, float]
    right: bool
    weight: float
    absent: bool


def main() -> None:
    """Learn, write the file, and print what the threshold gives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data_dir", type=Path)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--nobody", type=Path)
    parser.add_argument("--most", type=int, default=600, help="questions read of each file")
    given = parser.parse_args()
    encoder = SentenceEncoder()
    library = Library.of_one(given.data_dir, "common", DEFAULT_MODEL, lambda: encoder)
    learnt = json.loads(_TARGET.read_text("utf-8"))
    files = [list(_make_examples(library, _read_sample(path, given.most))) for path in given.questions]
    examples = [example for file in files for example in file]
    of_first = len(files[0])
    if given.nobody:
        lines = _read_sample(given.nobody, given.most)
        examples += _make_examples(library, lines)
        learnt["thresholds"]["topic"] = round(
            float(np.quantile(list(_score_off_topic(library, lines)), 1 - _MOST_OFF_TOPIC)), 3
        )
    names = sorted(examples[0].features)
    rows = np.array([[example.features[name] for name in names] + [1.0] for example in examples])
    right = np.array([example.right for example in examples], np.float64)
    weights = fit_logistic(rows, right, np.array([example.weight for example in examples]))
    sure = 1 / (1 + np.exp(-rows @ weights))
    absent = np.array([example.absent for example in examples])
    first = np.arange(len(examples)) < of_first
    named = float(np.quantile(sure[absent & first], 1 - _MOST_NAMED))
    learnt["confidence"] = dict(zip([*names, "bias"], weights.round(3).tolist(), strict=True))
    learnt["thresholds"]["named"] = round(named, 3)
    _TARGET.write_text(json.dumps(learnt, indent=1) + "\n", "utf-8")
    is_sure = sure >= named
    true = right[~absent & is_sure].mean()
    print(f"{len(examples)} examples; named {is_sure[~absent].mean():.3f} of those with an answer, right {true:.3f}")
    print(f"named {is_sure[absent].mean():.3f} of those without; threshold {named:.3f}")


def _read_sample(path: Path, most: int) -> list[dict[str, object]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return rows[:: max(1, len(rows) // most)]


def _make_examples(library: Library, rows: Sequence[dict[str, object]]) -> Iterator[TrainingExample]:
    for row in rows:
        question = parse_question(str(row["question"]))
        name = find_surname(str(row.get("speaker", "")))
        if question.kind is not QuestionKind.WHO_SAID or ("speaker" in row and not name):
            continue
        ranked = [
            item for item in candidate_statements(library, question, use_embeddings=True) if is_named(item.statement)
        ]
        articles = row.get("articles")
        gold = set(articles) if isinstance(articles, list) else set()
        for absent in (False, True) if gold else (True,):
            left = [item for item in ranked if not (absent and item.hit.article.id in gold)]
            if left:
                right = not absent and _is_named_speaker(left[0], name)
                yield TrainingExample(confidence_features(left), right, 1 / len(rows), absent)


def _score_off_topic(library: Library, rows: Sequence[dict[str, object]]) -> Iterator[float]:
    """Yield the score of the statement that is closest to what a speaker never said."""
    for row in rows:
        question = parse_question(str(row["question"]))
        if question.kind is QuestionKind.WHAT_SAID and question.subject:
            near = select_words(library, question, use_embeddings=True).near
            yield near[0].match.score if near else 0.0


def _is_named_speaker(item: RankedStatement, name: str) -> bool:
    return name in re.findall(r"[\w’'-]+", item.statement.speaker.lower())


def find_surname(speaker: str) -> str:
    """Return the last capitalised word before the first comma, in lower case; empty without one."""
    names = re.findall(r"\b[A-Z][\w’'-]*\w", speaker.split(",")[0])
    return names[-1].lower() if names else ""


def fit_logistic(rows: Numbers, right: Numbers, weights: Numbers) -> Numbers:
    """Fit a logistic regression with a ridge by Newton's method: shape ``(rows.shape[1],)``, the last for the bias."""
    weights = weights / weights.mean()
    fitted = np.zeros(rows.shape[1])
    ridge = np.full(rows.shape[1], _RIDGE)
    ridge[-1] = 1e-6
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-rows @ fitted))
        slope = rows.T @ (weights * (right - sure)) - ridge * fitted
        bend = (rows * (weights * sure * (1 - sure))[:, np.newaxis]).T @ rows + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        fitted = fitted + step
        if np.abs(step).max() < 1e-8:
            break
    return np.asarray(fitted, np.float64)


if __name__ == "__main__":
    main()
