"""Packages import those below them, files import in no circle, and heavy libraries load only where they are used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.architecture.product import ROOT, Import, all_imports, imports, lies_in, modules

LAYERS: tuple[tuple[str, ...], ...] = (
    ("index.types", "index.errors", "index.progress", "index.lazy_loading"),
    ("index.article_metadata",),
    ("index.text",),
    ("index.statements", "index.sources", "index.models", "index.duplicates"),
    ("index.store",),
    ("index.indexes",),
    ("index.search", "index.ingest"),
    ("index",),
    ("bot.messages", "bot.dates", "bot.cancellation", "bot.setting_types"),
    ("bot.settings",),
    ("bot.answer",),
    ("bot.source_notes", "bot.json_output", "bot.llm"),
    ("bot.conversation",),
    ("bot.storage",),
    ("bot.services", "bot.evaluation"),
    ("bot.telegram",),
    ("bot.cli",),
    ("bot.__main__", "index.__main__"),
)
"""From the lowest to the highest; packages of one layer do not import each other."""

BY_NAME = frozenset({"index", "bot", "prompts"})
"""Packages whose own ``__init__`` is meant, not what lies below."""


def layer_of(module: str) -> tuple[int, str] | None:
    """The layer of a module and the package that stands there; None for a package's own name."""
    found = [
        (len(package), layer, package)
        for layer, packages in enumerate(LAYERS)
        for package in packages
        if module == package or (package not in BY_NAME and lies_in(module, package))
    ]
    return max(found)[1:] if found else None


def test_every_module_has_a_layer() -> None:
    assert [module for module in modules() if module not in BY_NAME and layer_of(module) is None] == []


def test_packages_import_only_what_lies_below_them() -> None:
    def is_upward(found: Import) -> bool:
        importer, target = layer_of(found.importer), layer_of(found.target)
        if importer is None or target is None or found.target == "index":
            return False
        return target[0] > importer[0] or (target[0] == importer[0] and target[1] != importer[1])

    assert [str(found) for found in all_imports() if is_upward(found)] == []


def _circles(graph: dict[str, set[str]]) -> Iterator[list[str]]:
    """The strongly connected components of more than one module (Tarjan, "Depth-first search and linear graph
    algorithms", 1972)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []

    def visit(module: str) -> Iterator[list[str]]:
        number[module] = lowest[module] = len(number)
        stack.append(module)
        for target in graph[module]:
            if target not in number:
                yield from visit(target)
                lowest[module] = min(lowest[module], lowest[target])
            elif target in stack:
                lowest[module] = min(lowest[module], number[target])
        if lowest[module] == number[module]:
            circle = stack[stack.index(module) :]
            del stack[stack.index(module) :]
            if len(circle) > 1:
                yield sorted(circle)

    for module in graph:
        if module not in number:
            yield from visit(module)


def loaded_by(module: str) -> set[str]:
    """The modules that loading one loads: what it imports, and the packages that these lie in."""
    targets = {found.target for found in imports(module) if found.at_top and not found.for_types}
    targets |= {target.rsplit(".", depth)[0] for target in targets for depth in range(1, target.count(".") + 1)}
    return {target for target in targets if target in modules() and not lies_in(module, target)}


def test_no_files_import_each_other_in_a_circle() -> None:
    assert list(_circles({module: loaded_by(module) for module in modules()})) == []


FACES = (
    "index",
    "index.statements",
    "index.sources",
    "index.sources.formats",
    "index.sources.web",
    "bot.answer",
    "bot.llm",
    "bot.conversation",
)
"""Packages that outsiders enter by their ``__init__`` alone."""

PUBLIC_BELOW = (
    "index.statements.lexicon",
    "index.sources.formats",
    "index.sources.web",
    "index.sources.formats.jsonlines",
    "index.sources.formats.sandbox",
    "bot.answer.question.patterns_slavic",
)
"""What lies below a face and is entered directly: tables of words, packages with faces of their own, and modules whose
functions are named by their module."""


def test_faces_are_the_only_way_in() -> None:
    def goes_around(found: Import, face: str) -> bool:
        if face == "index":
            return not lies_in(found.importer, "index") and found.target in INSIDE_INDEX
        below = lies_in(found.target, face) and found.target != face
        return below and not lies_in(found.importer, face) and not lies_in(found.target, *PUBLIC_BELOW_OF[face])

    assert [str(found) for face in FACES for found in all_imports() if goes_around(found, face)] == []


INSIDE_INDEX = ("index.types", "index.errors", "index.search.library", "index.ingest.indexer", "index.ingest.report")
PUBLIC_BELOW_OF = {face: [below for below in PUBLIC_BELOW if below != face] for face in FACES}

OUTSIDE_LIBRARIES = {
    "telegram": ("bot.telegram",),
    "langchain": ("bot.llm", "bot.answer.langchain_retriever"),
    "langchain_core": ("bot.llm", "bot.answer.langchain_retriever"),
    "langsmith": ("bot.llm", "bot.answer.langchain_retriever"),
    "langchain.chat_models": ("bot.llm.client.provider",),
    "langchain_openai": (),
    "langchain_anthropic": (),
    "langchain_ollama": (),
    "openai": ("bot.llm.client.provider",),
    "typer": ("bot.cli",),
    "rich": ("bot.cli",),
    "sqlite3": ("index.store", "bot.storage"),
    "faiss": ("index.indexes", "index.models", "bot.cli.check"),
    "tantivy": ("index.indexes",),
    "torch": ("index.models",),
    "sentence_transformers": ("index.models",),
    "pickle": (),
    "cloudpickle": (),
    "joblib": (),
    "shelve": (),
    "tests": (),
    "pytest": (),
}
"""Who may import a library, inside functions too."""


def test_a_library_is_imported_only_by_the_package_that_owns_it() -> None:
    found = [
        str(found)
        for found in all_imports()
        for library, owners in OUTSIDE_LIBRARIES.items()
        if lies_in(found.target, library) and not lies_in(found.importer, *owners)
    ]
    assert found == []


HEAVY = ("torch", "transformers", "sentence_transformers", "faiss", "trafilatura")


def test_heavy_libraries_are_imported_inside_functions() -> None:
    assert [str(found) for found in all_imports() if _is_eager(found) and lies_in(found.target, *HEAVY)] == []


def _is_eager(found: Import) -> bool:
    return found.at_top and not found.for_types


def test_no_language_model_is_imported_where_none_is_set() -> None:
    wanted = "import bot.cli, bot.services.llm, bot.cli.chat, bot.cli.check, bot.telegram.app, bot.llm, sys"
    heavy = "{'langchain', 'langchain_core', 'langsmith', 'openai'} & {name.split('.')[0] for name in sys.modules}"
    done = subprocess.run(
        [sys.executable, "-c", f"{wanted}; print({heavy})"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
