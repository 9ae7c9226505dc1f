"""A server that misbehaves, and the internet around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from index.errors import SourceError
from index.sources.web.fetcher import Fetcher
from tests.support.web.internet import Internet
from tests.support.web.server import WebServer

Fails = Callable[[Fetcher, str], str]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def internet(server: WebServer) -> Internet:
    return Internet(server)


@pytest.fixture
def fails() -> Fails:
    """Fetch what cannot be had, and return the one line that says why."""

    def fetch(fetcher: Fetcher, address: str) -> str:
        with pytest.raises(SourceError) as caught:
            fetcher.fetch(address)
        line = str(caught.value)
        assert "\n" not in line
        assert ";" in line, "nothing is said of how to mend it"
        return line

    return fetch
