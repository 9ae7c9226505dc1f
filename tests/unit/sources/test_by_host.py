"""Which addresses are worked on at the same time."""

from __future__ import annotations

import threading

import pytest

from index.sources.by_host import each_by_host


def test_a_host_is_worked_on_by_one_thread_in_order() -> None:
    addresses = [f"https://{host}.example/{n}" for n in range(20) for host in ("a", "b")]
    all_of_b = threading.Event()

    def work(address: str) -> int:
        if address.endswith("a.example/0"):
            assert all_of_b.wait(30)
        if address.endswith("b.example/19"):
            all_of_b.set()
        return int(address.rpartition("/")[2])

    found = list(each_by_host(addresses, work))
    assert sorted(address for address, _ in found) == sorted(addresses)
    for host in "ab":
        assert [number for address, number in found if address[8] == host] == list(range(20))


def test_hosts_do_not_wait_for_each_other() -> None:
    together = threading.Barrier(3)
    found = dict(each_by_host([f"https://{n}.example/" for n in range(3)], lambda _: together.wait(30)))
    assert len(found) == 3


def test_what_breaks_the_work_is_raised() -> None:
    def work(address: str) -> int:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(each_by_host(["https://a.example/", "http://[broken"], work))


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
        list(each_by_host(["https://slow.example/", "https://a.example/"], work))
    assert ended == []
    never.set()
