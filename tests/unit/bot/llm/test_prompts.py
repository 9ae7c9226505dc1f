"""Prompts are checked when they are loaded; what is put into them is never read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.llm.prompts import PROMPT_INPUTS, load_prompts
from index.errors import PromptError

ROOT = Path(__file__).parents[4]
GOOD = """---
version: 3
purpose: Translate.
inputs:
  language: into which
  question: what
output: line
returns: the question
---
## system

Into {language}. Like {{"a": 1}}.

## user

{question}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in PROMPT_INPUTS:
        (tmp_path / f"{name}.md").write_text((ROOT / "prompts" / f"{name}.md").read_text("utf-8"), "utf-8")
    return tmp_path


def test_every_prompt_of_the_package_loads_and_says_what_comes_back() -> None:
    prompts = load_prompts()
    assert prompts.keys() == PROMPT_INPUTS.keys()
    assert {name: prompt.output for name, prompt in prompts.items()} == {
        "answer": "json",
        "standalone": "line",
        "asked": "json",
        "translate": "line",
        "repair": "json",
    }


def test_the_answers_prompt_fences_the_articles_and_says_the_day_and_the_language() -> None:
    values = {"today": "2025-03-04", "language": "Ukrainian", "sources": "[1] A.", "question": "why?"}
    system, user = load_prompts()["answer"].fill(**values)
    assert "2025-03-04" in system.text
    assert "Answer in Ukrainian" in system.text
    assert '{"claims": [{"text":' in system.text
    assert user.text == "<articles>\n[1] A.\n</articles>\n\n<question>why?</question>"


@pytest.mark.parametrize("value", ["{", "}", "{question}", "{0.__class__}", "{{x}}", "%s $name {today!r:>9}"])
def test_braces_in_a_value_are_only_braces(folder: Path, value: str) -> None:
    (folder / "translate.md").write_text(GOOD, "utf-8")
    system, user = load_prompts(folder)["translate"].fill(language=value, question=value)
    assert system.text == f'Into {value}. Like {{"a": 1}}.'
    assert user.text == value


def test_the_label_is_name_number_and_a_digest_of_the_file(folder: Path) -> None:
    (folder / "translate.md").write_text(GOOD, "utf-8")
    first = load_prompts(folder)["translate"]
    (folder / "translate.md").write_text(GOOD.replace("Into", "To"), "utf-8")
    second = load_prompts(folder)["translate"]
    assert first.label == f"translate 3 {first.digest}"
    assert first.digest != second.digest
    (folder / "translate.md").write_bytes(GOOD.replace("\n", "\r\n").encode())
    assert load_prompts(folder)["translate"].digest == first.digest


@pytest.mark.parametrize("values", [{"language": "uk"}, {"language": "uk", "question": "?", "today": "now"}])
def test_missing_and_unknown_values_are_refused(values: dict[str, str]) -> None:
    with pytest.raises(
        PromptError, match=r"^the prompt 'translate' takes 'language', 'question': mend '(question|today)'$"
    ):
        load_prompts()["translate"].fill(**values)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("---\nversion", "version", "has no front matter"),
        ("version: 3", "version: new", "field 'version'"),
        ("version: 3", "version: 0", "field 'version'"),
        ("version: 3\n", "", "field 'version'"),
        ("output: line", "output: poem", "field 'output'"),
        ("output: line", "output: line\nauthor: me", "unknown field 'author'"),
        ("version: 3", "version: [3", "is no YAML"),
        ("{question}", "", "'## system' and '## user'"),
        ("{question}", "{question} {today}", "lack 'today', which its text has"),
        ("{language}", "English", "names the input 'language', which its text has not"),
        ("  question: what\n", "  question: what\n  mood: how\n", "names the input 'mood'"),
        ("{question}", "{question!r}", "'question' in braces"),
        ("{question}", "{question.name}", "'question.name' in braces"),
        ("{question}", "{}", "'' in braces"),
        ("{question}", "{question} {", "a single brace"),
        ("## user", "## human", "'## system' and '## user'"),
        ("## system", "Hello\n\n## system", "'## system' and '## user'"),
    ],
)
def test_a_wrong_file_is_told_by_name_in_one_line_with_what_to_mend(
    folder: Path, old: str, new: str, says: str
) -> None:
    assert old in GOOD
    (folder / "translate.md").write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(PromptError) as caught:
        load_prompts(folder)
    assert "'translate.md'" in str(caught.value)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_input_that_the_program_does_not_give_stops_the_start(folder: Path) -> None:
    extra = GOOD.replace("  question: what\n", "  question: what\n  mood: how\n").replace(
        "{question}", "{question} {mood}"
    )
    (folder / "translate.md").write_text(extra, "utf-8")
    with pytest.raises(PromptError, match=r"'translate\.md' names the input 'mood', which the program has not"):
        load_prompts(folder)


def test_a_missing_and_an_unreadable_file_are_told(folder: Path) -> None:
    (folder / "standalone.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptError, match=r"'standalone\.md' cannot be read"):
        load_prompts(folder)
    (folder / "standalone.md").unlink()
    with pytest.raises(PromptError, match=r"'standalone\.md' is missing"):
        load_prompts(folder)


def test_a_prompt_is_a_template_of_langchains_too() -> None:
    prompt = load_prompts()["translate"]
    assert set(prompt.template.input_variables) == prompt.inputs
    values = {"language": "English", "question": "хто {сказав} {{це}}?"}
    told = prompt.template.invoke(values).to_messages()
    assert [each.content for each in told] == [each.text for each in prompt.fill(**values)]
    assert "<question>хто {сказав} {{це}}?</question>" in str(told[1].content)
