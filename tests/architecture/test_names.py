"""One word for one thing: no public class name twice, and no name that tells a newcomer nothing."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.architecture.product import modules, tree

FORBIDDEN = frozenset(
    (
        "told",
        "held",
        "kept",
        "said",
        "meant",
        "theirs",
        "behind",
        "within",
        "beside",
        "frank",
        "eyes",
        "rest",
        "door",
        "front",
        "desk",
        "shelf",
        "stacks",
    )
)
"""Words that name no module, class or function, alone or behind an underscore."""


def test_no_public_class_name_is_used_twice() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        for node in tree(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(module)
    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_no_name_is_a_word_that_tells_nothing() -> None:
    found = []
    for module in modules():
        names = [module.rpartition(".")[2]]
        names += [
            node.name
            for node in ast.walk(tree(module))
            if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        found += [f"{module}: {name}" for name in names if name.strip("_").casefold() in FORBIDDEN]
    assert found == []
