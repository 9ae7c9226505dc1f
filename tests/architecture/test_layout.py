"""A reader finds the right file from the tree: few modules a folder, one idea a module, one module a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from tests.architecture.product import ROOT, modules

MOST_MODULES = 12
FEWEST_LINES, MOST_LINES = 30, 450

ANY_LENGTH = ("__init__.py", "__main__.py", "types.py")

SHORT = {
    "index/lazy_loading.py": "what the faces of index and index.sources have in common",
    "index/progress.py": "the one protocol that the write side and the command line share",
    "bot/answer/weights.py": "the learnt weights, kept apart from what uses them",
    "bot/cli/options.py": "the options that every command has",
}
"""Modules of less than 30 lines, each with the reason why it stands alone."""

LONG: dict[str, str] = {}
"""Modules of more than 450 lines, each with the reason why it is one."""

SHARED_NAMES = frozenset(
    [
        "types",
        "errors",
        "people",
        "names",
        "clauses",
        "speakers",
        "speaker_resolver",
        "dates",
        "numbers",
        "quotes",
        "outlets",
        "extractor",
        "answerer",
        "ranking",
        "__init__",
        "__main__",
    ]
)
"""Names that several packages give to a module, each for its own."""


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_a_folder_has_at_most_twelve_modules() -> None:
    counted = Counter(relative(path.parent) for path in modules().values() if path.name not in ANY_LENGTH[:2])
    assert {folder: count for folder, count in counted.items() if count > MOST_MODULES} == {}


def test_a_module_is_neither_a_fragment_nor_a_heap() -> None:
    def lines(path: Path) -> int:
        return len(path.read_text("utf-8").splitlines())

    sized = {
        relative(path): lines(path)
        for path in modules().values()
        if path.name not in ANY_LENGTH and "lexicon" not in path.parts
    }
    assert {name: count for name, count in sized.items() if count < FEWEST_LINES and name not in SHORT} == {}
    assert {name: count for name, count in sized.items() if count > MOST_LINES and name not in LONG} == {}


def test_the_exceptions_are_still_exceptions() -> None:
    def lines(name: str) -> int:
        return len((ROOT / name).read_text("utf-8").splitlines())

    assert [name for name in SHORT if lines(name) >= FEWEST_LINES] == []
    assert [name for name in LONG if lines(name) <= MOST_LINES] == []


def test_no_module_name_is_used_twice_in_a_package() -> None:
    by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in modules().values():
        if path.stem not in SHARED_NAMES:
            by_name[top_package(path), path.stem].append(relative(path))
    assert [paths for paths in by_name.values() if len(paths) > 1] == []


def top_package(path: Path) -> str:
    """The package two levels down, ``index.statements`` for one: in it, a module's name is enough to find it."""
    return ".".join(path.relative_to(ROOT).parts[:2])
