"""What the terminal prints of a statement."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from bot.cli.console import show_statement
from index.types import Article, Statement

TEXT = "“We are sorry,” Ada Thorn, a baker, told Northern Wire."
STATEMENT = Statement("Ada Thorn", "a baker", "told", True, 0, 15, 16, 25, outlet="Northern Wire")


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        (STATEMENT, "Ada Thorn, a baker, via Northern Wire (told): “We are sorry,”  a1"),
        (replace(STATEMENT, outlet=None), "Ada Thorn, a baker (told): “We are sorry,”  a1"),
        (replace(STATEMENT, outlet=None, role=None), "Ada Thorn (told): “We are sorry,”  a1"),
    ],
)
def test_a_statement_is_shown_with_its_role_and_outlet(statement: Statement, shown: str) -> None:
    out = Console(file=io.StringIO(), width=200)
    show_statement(out, Article("a1", TEXT), statement)
    assert isinstance(out.file, io.StringIO)
    assert out.file.getvalue().strip() == shown
