"""A folder to put files in, and what reading one of them gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.sources.files import read_file
from index.sources.types import Failed, Loaded
from index.types import Article

Put = Callable[[str, str | bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a file of the given name under the test's folder, and return its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def article(put: Put) -> Callable[[str, str | bytes], Article]:
    """Write a file and return the one article that it gives."""

    def read(name: str, content: str | bytes) -> Article:
        (item,) = read_file(put(name, content))
        assert isinstance(item, Loaded), item
        return item.article

    return read


@pytest.fixture
def reason(put: Put) -> Callable[[str, str | bytes], str]:
    """Write a file that gives no article, and return why not."""

    def read(name: str, content: str | bytes) -> str:
        path = put(name, content)
        (item,) = read_file(path)
        assert isinstance(item, Failed), item
        assert item.source == str(path)
        assert "\n" not in item.reason
        return item.reason

    return read
