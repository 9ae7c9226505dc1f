"""Trouble with the asking for messages is told once, and its end too."""

from __future__ import annotations

import logging

import pytest
from telegram.error import Conflict, NetworkError

from bot.telegram.transport.polling import PollingWatch


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "bot.telegram.transport.polling")
    return caplog


def test_another_poller_is_told_once_in_words_that_help(told: pytest.LogCaptureFixture) -> None:
    watch = PollingWatch("https://api.telegram.org")
    for _ in range(3):
        watch.record_failure(Conflict("terminated by other getUpdates request"))
    assert len(told.messages) == 1
    assert "Another process" in told.messages[0]
    assert told.records[0].exc_info is None


def test_the_end_of_trouble_is_told_and_new_trouble_again(told: pytest.LogCaptureFixture) -> None:
    watch = PollingWatch("https://api.telegram.org")
    watch.record_status(200)
    watch.record_failure(NetworkError("no route"))
    watch.record_failure(NetworkError("no route"))
    watch.record_status(409)
    watch.record_status(200)
    watch.record_status(200)
    watch.record_failure(NetworkError("no route"))
    first = "No messages from https://api.telegram.org: no route. Trying again until they come."
    assert told.messages == [first, "Messages come again.", first]


@pytest.mark.parametrize(("status", "refused"), [(401, True), (404, True), (200, False), (409, False), (502, False)])
async def test_a_token_that_is_taken_no_more_is_noticed(status: int, refused: bool) -> None:
    watch = PollingWatch("x")
    watch.record_status(status)
    assert watch.refused.is_set() is refused
