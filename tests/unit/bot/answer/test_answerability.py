"""A refusal says which threshold decided, in one line that holds nothing of the question."""

from __future__ import annotations

import logging
import re

import pytest

from bot.answer.answerability import NOTHING_FOUND, decide_open, decide_speaker, decide_topic
from bot.answer.engine import Engine
from bot.answer.types import Answer, Decision, Status
from index.statements import find_statements
from index.types import Article
from tests.support.fakes import PassagesInMemory

MILL = Article("mill", "The old mill of Oldbridge was sold on Tuesday. “We will bake bread,” said Ada Thorn, a baker.")
SECRET = "sk-live-7h3k"
LINE = re.compile(r"refused: [a-z ]+ \d\.\d\d < \d\.\d\d")


def ask(question: str, *articles: Article) -> Answer:
    return Engine(PassagesInMemory(articles, {each.id: find_statements(each.text) for each in articles})).answer(
        question
    )


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.answer.answerability"]


@pytest.mark.parametrize(
    ("question", "gate"),
    [
        (f"Which planet has the key {SECRET}?", "open answerability"),
        (f"Яка планета має ключ {SECRET}?", "open coverage"),
        (f"who said the planet {SECRET} has rings?", "speaker confidence"),
        (f"What did Ada Thorn say about the planet {SECRET}?", "topic score"),
        (f"What did Carl Ebb say about the planet {SECRET}?", "candidates found"),
        (f"Which planet had the key {SECRET} last week?", "open answerability"),
    ],
)
def test_a_refusal_is_one_line_of_its_gate_and_two_numbers(
    question: str, gate: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    assert ask(question, MILL).status is Status.NOT_FOUND
    (line,) = refusals(caplog)
    assert LINE.fullmatch(line), line
    assert gate in line
    assert not any(word in caplog.text for word in (SECRET, "planet", "планета", "Thorn", "Oldbridge"))


def test_an_answer_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert ask("who said they will bake bread?", MILL).status is Status.ANSWERED
    assert refusals(caplog) == []


def test_a_refusal_is_said_at_no_higher_level_than_info(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    ask("Which planet has rings?", MILL)
    assert {record.levelno for record in caplog.records if record.name == "bot.answer.answerability"} == {logging.INFO}


def test_a_decision_is_told_with_its_value_and_its_threshold() -> None:
    assert str(Decision(False, "open answerability", 0.31, 0.44)) == "refused: open answerability 0.31 < 0.44"
    assert str(Decision(True, "topic score", 0.5, 0.5)) == "answered: topic score 0.50 >= 0.50"


def test_where_nothing_is_found_nothing_is_answered() -> None:
    assert decide_open([]) == decide_speaker([], stranger=False) == decide_topic([]) == NOTHING_FOUND
    assert not NOTHING_FOUND.answered
