"""When the circuit opens, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

from bot.llm.client.circuit_breaker import FAILURES_TO_OPEN, OPEN_SECONDS, CircuitBreaker


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def opened_breaker(clock: Clock) -> CircuitBreaker:
    breaker = CircuitBreaker(clock)
    results = [breaker.record_failure() for _ in range(FAILURES_TO_OPEN)]
    assert results == [None] * (FAILURES_TO_OPEN - 1) + [OPEN_SECONDS]
    return breaker


def test_it_opens_with_the_last_failure_in_a_row_and_closes_by_the_clock() -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    clock.now = OPEN_SECONDS - 0.1
    assert breaker.is_open
    clock.now = OPEN_SECONDS
    assert not breaker.is_open


def test_single_failures_do_not_open_it() -> None:
    breaker = CircuitBreaker(Clock())
    for _ in range(4):
        assert breaker.record_failure() is None
        assert breaker.record_failure() is None
        breaker.record_success()
    assert not breaker.is_open


def test_a_failure_while_it_is_open_makes_it_no_longer() -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    clock.now = OPEN_SECONDS / 2
    assert breaker.record_failure() is None
    clock.now = OPEN_SECONDS
    assert not breaker.is_open


def test_after_it_one_failure_opens_it_again_until_a_success() -> None:
    clock = Clock()
    breaker = opened_breaker(clock)
    clock.now = OPEN_SECONDS
    assert breaker.record_failure() == OPEN_SECONDS
    clock.now = 2 * OPEN_SECONDS
    breaker.record_success()
    assert breaker.record_failure() is None
    assert not breaker.is_open
