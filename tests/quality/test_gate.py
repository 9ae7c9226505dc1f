"""No figure may fall below its floor. What the set holds is checked too, so that it stays worth passing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

import pytest

from bot.evaluation.dataset import ARTICLES, read_folder
from bot.evaluation.judge import LONGEST_QUOTE, contains_answer
from bot.evaluation.question_types import classify_question
from bot.evaluation.types import Case, JudgedCase
from index.text.language import detect_language
from index.text.sentences import sentences
from tests.quality.floors import compare_floors, read_floors
from tests.quality.gate import FOLDER, cases_against, guarded_metrics, judge_quality_set

CASES = [placed.case for placed in read_folder(FOLDER)]
TEXTS = {row["id"]: row["text"] for row in map(json.loads, (FOLDER / ARTICLES).read_text("utf-8").splitlines())}


@pytest.fixture(scope="module")
def judged() -> list[JudgedCase]:
    return judge_quality_set()


def shortfalls(judged: Sequence[JudgedCase], floors: dict[str, float]) -> str:
    """What is below its floor, each with the cases that pull it down; empty where nothing is."""
    lower = [change for change in compare_floors(floors, guarded_metrics(judged)) if change.is_lower]
    return "\n".join(line for change in lower for line in (str(change), *cases_against(judged, change.name)))


def test_no_figure_is_below_its_floor(judged: list[JudgedCase]) -> None:
    below = shortfalls(judged, read_floors())
    assert not below, f"\n{below}"


def test_every_figure_has_a_floor(judged: list[JudgedCase]) -> None:
    missing = sorted(guarded_metrics(judged).keys() - read_floors().keys())
    assert not missing, f"run `make floors`: no floor is set for {', '.join(missing)}"


def test_a_figure_below_its_floor_is_named_with_what_was_seen_and_cases(judged: list[JudgedCase]) -> None:
    seen = guarded_metrics(judged)["total.answer_in_first"]
    message = shortfalls(judged, {"total.answer_in_first": 1.01, "total.gone": 0.5})
    assert f"total.answer_in_first: the floor is 1.01, {seen} was seen" in message
    assert "total.gone: the floor is 0.5, it is not measured any more" in message
    assert message.count("expected: ") == 3


@pytest.mark.parametrize("case", [case for case in CASES if case.answers], ids=lambda case: case.id)
def test_every_answer_stands_in_one_short_sentence_of_each_article_that_has_it(case: Case) -> None:
    found = Counter(answer for answer in case.answers for article in case.grades if stands(answer, TEXTS[article]))
    assert set(found) == set(case.answers)
    assert all(any(stands(answer, TEXTS[article]) for answer in case.answers) for article in case.grades)


def stands(answer: str, text: str) -> bool:
    return any(contains_answer(text[start:end], [answer]) for start, end in sentences(text))


def test_the_set_asks_in_many_ways_and_for_much_that_is_not_there() -> None:
    kinds = Counter(case.kind for case in CASES)
    assert {kind for kind, count in kinds.items() if count >= 5} >= {
        *("who said", "what said", "who", "when", "where", "how many", "how much", "why", "how", "what", "yes/no"),
    }
    assert sum(not case.answerable for case in CASES) >= len(CASES) / 4
    assert Counter(detect_language(case.question) for case in CASES).keys() == {"en", "uk", "ru"}
    assert sum(case.question[0].islower() for case in CASES) >= len(CASES) / 4
    assert LONGEST_QUOTE == 45


def test_the_kinds_written_by_hand_are_mostly_those_read_from_the_first_words() -> None:
    same = [classify_question(case.question) == case.kind for case in CASES]
    assert sum(same) / len(same) >= 0.85
