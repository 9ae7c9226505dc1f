"""When a server that hangs is left alone, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from bot.llm.client.circuit_breaker import FAILURES_TO_OPEN, OPEN_SECONDS, CircuitBreaker


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def tired(clock: Clock) -> CircuitBreaker:
    rest = CircuitBreaker(clock)
    begun = [rest.failed() for _ in range(FAILURES_TO_OPEN)]
    assert begun == [None] * (FAILURES_TO_OPEN - 1) + [OPEN_SECONDS]
    return rest


def test_it_begins_with_the_last_failure_in_a_row_and_ends_by_the_clock() -> None:
    clock = Clock()
    rest = tired(clock)
    clock.now = OPEN_SECONDS - 0.1
    assert rest.now
    clock.now = OPEN_SECONDS
    assert not rest.now


def test_failures_apart_begin_none() -> None:
    rest = CircuitBreaker(Clock())
    for _ in range(4):
        assert rest.failed() is None
        assert rest.failed() is None
        rest.over()
    assert not rest.now


def test_what_fails_late_makes_it_no_longer_and_is_not_told() -> None:
    clock = Clock()
    rest = tired(clock)
    clock.now = OPEN_SECONDS / 2
    assert rest.failed() is None
    clock.now = OPEN_SECONDS
    assert not rest.now


def test_after_it_one_failure_begins_the_next_until_something_comes_back() -> None:
    clock = Clock()
    rest = tired(clock)
    clock.now = OPEN_SECONDS
    assert rest.failed() == OPEN_SECONDS
    clock.now = 2 * OPEN_SECONDS
    rest.over()
    assert rest.failed() is None
    assert not rest.now
