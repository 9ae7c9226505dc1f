"""Visits by host: one thread for each, several hosts at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest

from index.sources import crawler
from index.sources.crawler import visit_by_host

T = TypeVar("T")


def each(addresses: Sequence[str], work: Callable[[str], T]) -> list[tuple[str, T]]:
    return [results for results in visit_by_host(addresses, work) if results is not None]


def test_a_host_is_worked_on_by_one_thread_in_order() -> None:
    addresses = [f"https://{host}.example/{n}" for n in range(20) for host in ("a", "b")]
    all_of_b = threading.Event()

    def work(address: str) -> int:
        if address.endswith("a.example/0"):
            assert all_of_b.wait(30)
        if address.endswith("b.example/19"):
            all_of_b.set()
        return int(address.rpartition("/")[2])

    results = each(addresses, work)
    assert sorted(address for address, _ in results) == sorted(addresses)
    for host in "ab":
        assert [number for address, number in results if address[8] == host] == list(range(20))


def test_hosts_do_not_wait_for_each_other() -> None:
    together = threading.Barrier(3)
    results = dict(each([f"https://{n}.example/" for n in range(3)], lambda _: together.wait(30)))
    assert len(results) == 3


def test_what_breaks_the_work_is_raised() -> None:
    def work(address: str) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        each(["https://a.example/", "http://[broken"], work)


def test_who_stops_waits_for_no_host() -> None:
    never = threading.Event()
    ended: list[str] = []

    def work(address: str) -> None:
        if address == "https://slow.example/":
            never.wait(20)
            ended.append(address)
        else:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each(["https://slow.example/", "https://a.example/"], work)
    assert ended == []
    never.set()


def test_no_more_is_done_ahead_than_is_listened_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crawler, "MAX_WAITING", 3)
    started: list[str] = []
    full = threading.Event()

    def work(address: str) -> None:
        started.append(address)
        if len(started) == 4:  # three ahead, and one for the one that was listened to
            full.set()

    results = visit_by_host([f"https://a.example/{n}" for n in range(20)], work)
    while next(results) is None:
        pass
    assert full.wait(30)
    assert len(started) == 4
    results.close()  # type: ignore[attr-defined]
    assert len(started) == 4


def test_who_listens_is_told_when_the_next_must_be_waited_for() -> None:
    announced, ready = threading.Event(), threading.Event()

    def work(address: str) -> str:
        assert announced.wait(30)
        ready.set()
        return address

    results = visit_by_host(["https://a.example/"], work)
    assert next(results) is None
    announced.set()
    assert next(results) == ("https://a.example/", "https://a.example/")
