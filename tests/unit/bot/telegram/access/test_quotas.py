"""How much one person and one chat may ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import load_settings
from bot.telegram.access.quotas import QuotaExceeded, Quotas


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def quotas(clock: Clock, **limits: str) -> Quotas:
    names = (f"LIMIT_PER_{who}_PER_{span}" for who in ("PERSON", "CHAT") for span in ("MINUTE", "DAY"))
    environment = dict.fromkeys(names, "0") | limits
    return Quotas(load_settings(environment=environment, env_file=Path("there is none")), clock)


def test_a_limit_is_told_once_and_over_after_its_time() -> None:
    clock = Clock()
    counted = quotas(clock, LIMIT_PER_PERSON_PER_MINUTE="2")
    assert [counted.take(7, 7), counted.take(7, 7)] == [None, None]
    clock.now += 20
    words = "I take 2 questions from one person in a minute, and that was it. Please ask again in 40 seconds."
    assert counted.take(7, 7) == QuotaExceeded(words)
    assert counted.take(7, 7) == QuotaExceeded("")
    clock.now += 40
    assert counted.take(7, 7) is None


def test_a_person_is_counted_over_all_chats_and_a_chat_over_all_people() -> None:
    per_person = quotas(Clock(), LIMIT_PER_PERSON_PER_DAY="1")
    assert [per_person.take(7, -1), per_person.take(8, -1)] == [None, None]
    assert per_person.take(7, -2) is not None
    per_chat = quotas(Clock(), LIMIT_PER_CHAT_PER_DAY="1")
    assert [per_chat.take(7, -1), per_chat.take(7, -2)] == [None, None]
    assert per_chat.take(8, -1) is not None


def test_a_question_that_is_refused_by_one_limit_counts_for_no_other() -> None:
    counted = quotas(Clock(), LIMIT_PER_PERSON_PER_MINUTE="1", LIMIT_PER_CHAT_PER_MINUTE="2")
    assert counted.take(7, -1) is None
    assert counted.take(7, -1) is not None
    assert counted.take(8, -1) is None


def test_without_limits_everything_is_taken() -> None:
    counted = quotas(Clock())
    assert [counted.take(7, 7) for _ in range(100)] == [None] * 100


@pytest.mark.parametrize(
    ("waited", "left"),
    [(0, "24 hours"), (86_400 - 7200, "2 hours"), (86_400 - 3600, "60 minutes"), (86_399, "1 second")],
)
def test_the_wait_is_told_in_round_words(waited: float, left: str) -> None:
    clock = Clock()
    counted = quotas(clock, LIMIT_PER_PERSON_PER_DAY="1")
    counted.take(7, 7)
    clock.now += waited
    over = counted.take(7, 7)
    assert over is not None
    assert over.words.endswith(f"ask again in {left}.")


def test_many_askers_are_forgotten_when_their_time_is_over() -> None:
    clock = Clock()
    counted = quotas(clock, LIMIT_PER_PERSON_PER_MINUTE="1")
    for person in range(10_000):
        counted.take(person, person)
    clock.now += 60
    counted.take(1, 1)
    assert len(counted._windows) == 1


def test_what_is_added_is_counted_apart_from_questions() -> None:
    environment = {"LIMIT_ADDED_PER_CHAT_PER_DAY": "1", "LIMIT_PER_PERSON_PER_MINUTE": "1"}
    settings = load_settings(environment=environment, env_file=Path("there is none"))
    adding = Quotas(settings, Clock(), adding=True)
    assert adding.take(7, -5) is None
    words = "I add 1 link, file or post in one chat in a day, and that was it. Please try again in 24 hours."
    assert adding.take(8, -5) == QuotaExceeded(words)
    assert adding.take(8, 8) is None
