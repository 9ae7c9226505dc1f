"""The documents say what the code does, keep their size, and lead to files that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.cli import app
from bot.settings import list_settings
from bot.telegram.commands import COMMANDS

ROOT = Path(__file__).parents[2]
FOLDERS = (".", "docs", "docs/decisions", "prompts", "benchmarks")
DOCUMENTS = {
    path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
    for folder in FOLDERS
    for path in sorted((ROOT / folder).glob("*.md"))
}
DECISIONS = sorted(name for name in DOCUMENTS if name.startswith("docs/decisions/") and not name.endswith("README.md"))
README = DOCUMENTS["README.md"]

_FENCE = re.compile(r"^ {0,3}```", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^()#\s]*)(?:#([^()\s]+))?\)|<img src=\"([^\"]+)\"")
_PATH = re.compile(r"`((?:bot|index|prompts|tests|benchmarks|docs)/[\w./-]*)(?: [^`]*)?`")
_MODULE_FILE = re.compile(r"`(\w+\.py)`")
_MODULE = re.compile(r"(?:python -m |^from |^import )((?:bot|index|prompts|tests|benchmarks)[\w.]*)", re.MULTILINE)


def without_code(document: str) -> str:
    """The document without its code blocks."""
    return "".join(_FENCE.split(document)[::2])


def anchors(document: str) -> set[str]:
    """What a link into the document may name: its headings, as GitHub writes them."""
    headings = re.findall(r"^#+ (.+)$", without_code(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("name", "lines", "size"), [("README.md", 200, 9_000), ("CONTRIBUTING.md", 120, 6_000)])
def test_what_everyone_reads_first_stays_short(name: str, lines: int, size: int) -> None:
    assert len(DOCUMENTS[name].splitlines()) <= lines
    assert len(DOCUMENTS[name].encode()) <= size


def test_every_code_block_is_closed() -> None:
    assert [name for name, text in DOCUMENTS.items() if len(_FENCE.findall(text)) % 2] == []


def broken_links(name: str) -> list[tuple[str, str]]:
    """The links of a document to a file or a heading that does not exist, each behind the document's name."""
    broken = []
    for target, anchor, picture in _LINK.findall(without_code(DOCUMENTS[name])):
        path = (ROOT / name).parent / (target or picture) if target or picture else ROOT / name
        if not path.exists():
            broken.append((name, target or picture))
        elif anchor and anchor not in anchors(path.read_text("utf-8")):
            broken.append((name, f"{target}#{anchor}"))
    return broken


def test_every_link_leads_to_a_file_and_a_heading_that_exist() -> None:
    assert [link for name in DOCUMENTS for link in broken_links(name)] == []


def test_every_path_that_a_document_names_exists() -> None:
    files = {path.name for folder in FOLDERS[1:] for path in (ROOT / folder).glob("*.py")}
    files |= {path.name for folder in ("bot", "index", "tests") for path in (ROOT / folder).rglob("*.py")}
    prose = {name: without_code(text) for name, text in DOCUMENTS.items() if name != "CHANGELOG.md"}
    missing = [(name, path) for name in prose for path in _PATH.findall(prose[name]) if not (ROOT / path).exists()]
    unknown = [(name, file) for name in prose for file in _MODULE_FILE.findall(prose[name]) if file not in files]
    assert missing + unknown == []


def test_every_module_that_a_document_runs_or_imports_exists() -> None:
    named = [
        (name, each) for name, text in DOCUMENTS.items() if name != "CHANGELOG.md" for each in _MODULE.findall(text)
    ]
    paths = {module: ROOT / module.replace(".", "/") for _, module in named}
    assert [
        (name, module)
        for name, module in named
        if not (paths[module].is_dir() or paths[module].with_suffix(".py").exists())
    ] == []


STEPS = re.findall(r"^\| \d+ \| (.+?) \| (.+?) \| .+ \|$", DOCUMENTS["docs/architecture.md"], re.MULTILINE)


@pytest.mark.parametrize(("files", "functions"), STEPS)
def test_a_step_of_a_question_or_an_article_enters_a_function_of_its_file(files: str, functions: str) -> None:
    first, *others = re.findall(r"`([^`]+)`", files)
    paths = [ROOT / first, *(ROOT / other if "/" in other else (ROOT / first).with_name(other) for other in others)]
    source = "\n".join(path.read_text("utf-8") for path in paths)
    names = [name for function in re.findall(r"`([^`]+)`", functions) for name in function.split(".")]
    assert names
    assert [
        name for name in names if not re.search(rf"^\s*(?:class|(?:async )?def) {name}\b", source, re.MULTILINE)
    ] == []


def test_both_ways_have_their_steps() -> None:
    assert len(STEPS) == 16 + 10


def test_every_setting_is_described_with_its_default_and_meaning() -> None:
    table = DOCUMENTS["docs/configuration.md"]
    rows = re.findall(r"^\| `([A-Z_]+)` \| (?:`(.*?)`)? ?\| (.*) \|$", table, re.MULTILINE)
    assert rows == [(row.name, row.default, row.meaning) for row in list_settings()]


@pytest.mark.parametrize("command", [c.name or getattr(c.callback, "__name__", "") for c in app.registered_commands])
def test_every_command_is_described(command: str) -> None:
    assert any(re.search(rf"`(?:\.\.\. \\\| )?whosaid {command}\b", text) for text in DOCUMENTS.values())


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_of_the_chat_is_described(command: str) -> None:
    assert re.search(rf"`/{command}\b", DOCUMENTS["docs/telegram.md"])


def test_the_readme_shows_what_the_sample_question_prints() -> None:
    article = (ROOT / "articles" / "kursk-region-six-months.md").read_text("utf-8")
    quote = next(line for line in README.splitlines() if line.startswith("> Botha"))
    assert quote.removeprefix("> ") in article


@pytest.mark.parametrize("target", ["ask", "bot", "rebuild", "test", "check"])
def test_the_makefile_has_what_the_readme_promises(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    assert f"make {target}" in README


def test_a_decision_has_its_four_parts() -> None:
    parts = {name: re.findall(r"^## (.+)$", DOCUMENTS[name], re.MULTILINE) for name in DECISIONS}
    assert parts == {name: ["Context", "Decision", "Measured", "Consequences"] for name in DECISIONS}


def test_the_decisions_are_numbered_and_listed() -> None:
    listed = re.findall(r"^- \[.+\]\((.+\.md)\)$", DOCUMENTS["docs/decisions/README.md"], re.MULTILINE)
    numbered = [Path(name).name for name in DECISIONS]
    assert listed == numbered
    assert [int(name[:4]) for name in numbered] == list(range(1, len(numbered) + 1))


def test_the_distribution_has_the_name_that_the_program_asks_for_its_version() -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    assert 'name = "whosaid-bot"' in project
    asking = [path for path in (ROOT / "index").rglob("*.py") if "importlib.metadata" in path.read_text("utf-8")]
    assert [path for path in asking if '"whosaid-bot"' not in path.read_text("utf-8")] == []


def test_every_dependency_is_pinned() -> None:
    pinned = {line.split("==")[0].lower() for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    wanted = re.findall(r'^    "([A-Za-z0-9_-]+)', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    names = {name.lower() for name in wanted}
    assert names - pinned == set()
    assert "torch==2.13.0" in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
