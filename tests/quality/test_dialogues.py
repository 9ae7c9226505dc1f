"""Follow-ups are understood as often as they were, nobody is mixed up, and what stands alone stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.answer.types import QuoteRef, Status
from bot.conversation.contextualize import contextualize
from bot.conversation.history import ClarifyingQuestion, Person, StandaloneQuestion, Turn
from bot.evaluation.collection import build_index
from bot.evaluation.dataset import ARTICLES, read_folder
from index.models.encoder import DEFAULT_MODEL
from index.progress import silent
from index.search.library import Library
from tests.quality.dialogues import Outcome, judge_dialogues, read_dialogues, share_right
from tests.quality.gate import FOLDER, RememberingEncoder, single_thread

FLOORS = {"open": 29 / 32, "held": 23 / 34, "open tempting": 1.0, "held tempting": 13 / 15}
"""What was seen; a change that makes a share better raises it here."""

DIALOGUES = read_dialogues()
QUESTIONS = [placed.case.question for placed in read_folder(FOLDER)]
NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with single_thread(), build_index(FOLDER / ARTICLES, DEFAULT_MODEL, RememberingEncoder, silent) as opened:
        yield opened


@pytest.fixture(scope="module")
def outcomes(library: Library) -> list[Outcome]:
    with single_thread():
        return judge_dialogues(library, DIALOGUES)


@pytest.mark.parametrize("name", FLOORS)
def test_no_share_is_below_its_floor(outcomes: list[Outcome], name: str) -> None:
    half, _, tempting = name.partition(" ")
    seen = share_right(outcomes, held=half == "held", tempting=True if tempting else None)
    wrong = [str(one) for one in outcomes if one.failed and one.dialogue.held == (half == "held")]
    assert seen >= FLOORS[name], "\n".join([f"{name}: {seen:.3f} was seen", *wrong])


def test_nobody_is_taken_for_somebody_else(outcomes: list[Outcome]) -> None:
    assert [str(one) for one in outcomes if one.mixed_up] == []


def test_the_set_is_large_and_tempting_enough() -> None:
    assert len(DIALOGUES) >= 60
    assert sum(one.held for one in DIALOGUES) >= len(DIALOGUES) / 2
    assert sum(one.tempting for one in DIALOGUES) >= len(DIALOGUES) / 3


@pytest.mark.parametrize(
    "before", ["who said it rains?", "What did Ada Thorn say about the mill?", "When was it sold?"]
)
def test_every_question_that_stands_alone_comes_through_unchanged_after_any_turn(before: str) -> None:
    people = (Person("Ada Thorn", "f", asked=True), Person("Bo Reed", "m"))
    cited = (QuoteRef("mill", 0, 0, 10, speaker="Ada Thorn"),)
    answered = Turn(before, before, Status.ANSWERED, people, cited, NOON)
    asked_back = Turn("what did they say?", "what did they say?", None, people, (), NOON)
    for question in QUESTIONS:
        for turns in ((answered,), (answered, asked_back)):
            assert same(contextualize(question, turns, lambda _: "It rains."), question)


def same(meant: StandaloneQuestion | ClarifyingQuestion, question: str) -> bool:
    return (
        isinstance(meant, StandaloneQuestion) and not meant.changed and meant.question == question and not meant.exclude
    )
