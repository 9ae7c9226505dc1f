"""The product's modules and imports, read as text: nothing of the product is run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDERS = ("index", "bot", "prompts")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported name. ``target`` is a module of the product, or what the statement names."""

    importer: str
    target: str
    line: int
    at_top: bool
    """Not inside a function."""
    for_types: bool = False
    """Read by the type checker alone."""

    def __str__(self) -> str:
        return f"{self.importer} imports {self.target} (line {self.line})"


@cache
def modules() -> Mapping[str, Path]:
    """Each module of the product by its dotted name, in order."""
    found = (path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py")))
    return {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path for path in found}


@cache
def tree(module: str) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(modules()[module].read_text("utf-8"))


def lies_in(module: str, *packages: str) -> bool:
    """Whether a module is one of ``packages`` or lies below one."""
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def _statements(
    node: ast.AST, *, at_top: bool = True, for_types: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_top, for_types
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            guarded = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            yield from _statements(child, at_top=at_top and not inside, for_types=for_types or guarded)


@cache
def imports(module: str) -> tuple[Import, ...]:
    """What a module imports, in order."""
    found = []
    for node, at_top, for_types in _statements(tree(module)):
        for alias in node.names:
            source = alias.name if isinstance(node, ast.Import) else node.module or ""
            dotted = f"{source}.{alias.name}"
            target = dotted if isinstance(node, ast.ImportFrom) and dotted in modules() else source
            found.append(Import(module, target, node.lineno, at_top, for_types))
    return tuple(found)


@cache
def all_imports() -> tuple[Import, ...]:
    """What all modules import."""
    return tuple(found for module in modules() for found in imports(module))
