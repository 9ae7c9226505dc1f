"""Load and check all prompts of ``prompts/`` at once, so that a wrong one fails at the start and not at a question."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from string import Formatter
from typing import TYPE_CHECKING, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from index import PromptError

if TYPE_CHECKING:
    from langchain_core.prompts import ChatPromptTemplate


_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_ROLE_HEADING = re.compile(r"^## (\w+)[ \t]*\n", re.MULTILINE)
_NAME = re.compile(r"[a-z_]+")
_ROLES = ["system", "user"]
_DIGEST_LENGTH = 8

PROMPT_INPUTS: Mapping[str, frozenset[str]] = {
    "answer": frozenset({"today", "language", "sources", "question"}),
    "standalone": frozenset({"today", "talk", "question"}),
    "asked": frozenset({"question"}),
    "translate": frozenset({"language", "question"}),
    "repair": frozenset({"today", "language", "sources", "question", "draft", "failures"}),
}
"""Every prompt that must exist, and the inputs that the code gives it."""


class _FrontMatter(BaseModel):
    """The front matter of a prompt file."""

    model_config = ConfigDict(extra="forbid")

    version: StrictInt = Field(ge=1)
    purpose: str = Field(min_length=1)
    inputs: dict[str, str]
    output: Literal["json", "line"]
    returns: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class PromptMessage:
    """A message with a ``role``, "system" or "user"; the ``text`` of a template has names in braces."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: ``messages`` are templates in order, ``digest`` is the start of the file's SHA-256."""

    name: str
    version: int
    digest: str
    inputs: frozenset[str]
    output: str
    messages: tuple[PromptMessage, ...]

    @property
    def label(self) -> str:
        """Name, version and digest, as an answer records them: "answer 1 3f2a9c0d"."""
        return f"{self.name} {self.version} {self.digest}"

    def fill(self, **values: str) -> tuple[PromptMessage, ...]:
        """Return the messages with ``values`` put in; braces in values have no meaning.

        Raises PromptError when a value is missing or unknown.
        """
        if values.keys() != self.inputs:
            wrong = sorted(values.keys() ^ self.inputs)
            raise PromptError(f"the prompt {self.name!r} takes {_quoted_list(self.inputs)}: mend {_quoted_list(wrong)}")
        filled = self.template.format_messages(**values)
        return tuple(
            PromptMessage(template.role, str(message.content))
            for template, message in zip(self.messages, filled, strict=True)
        )

    @property
    def template(self) -> ChatPromptTemplate:
        """The prompt as a LangChain template."""
        from langchain_core.prompts import ChatPromptTemplate

        return ChatPromptTemplate.from_messages([(message.role, message.text) for message in self.messages])


def load_prompts(folder: Traversable | None = None) -> dict[str, Prompt]:
    """Return every prompt by name from ``folder``, by default the package ``prompts``.

    Raises PromptError for the first that is missing or wrong.
    """
    source = resources.files("prompts") if folder is None else folder
    return {name: _load_prompt(name, source, required) for name, required in PROMPT_INPUTS.items()}


def _load_prompt(name: str, folder: Traversable, required: frozenset[str]) -> Prompt:
    file = f"{name}.md"
    try:
        text = folder.joinpath(file).read_text("utf-8")
    except FileNotFoundError:
        raise PromptError(f"the prompt file {file!r} is missing in 'prompts': put it back, or install again") from None
    except (OSError, UnicodeDecodeError):
        raise PromptError(f"the prompt file {file!r} cannot be read: save it as UTF-8 text") from None
    text = text.replace("\r\n", "\n")
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        raise PromptError(f"the prompt file {file!r} has no front matter: begin it with a block between lines of '---'")
    front = _parse_front_matter(file, parts.group(1))
    messages = _parse_messages(file, parts.group(2))
    inputs = frozenset(front.inputs)
    _compare_inputs(file, inputs, _find_variables(file, messages), "its text")
    _compare_inputs(file, inputs, required, "the program")
    digest = hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]
    return Prompt(name, front.version, digest, inputs, front.output, messages)


def _parse_front_matter(file: str, text: str) -> _FrontMatter:
    try:
        return _FrontMatter.model_validate(yaml.safe_load(text))
    except yaml.YAMLError:
        raise PromptError(
            f"the front matter of the prompt file {file!r} is no YAML: write 'field: value' lines"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"][:2]) or "front matter"
        if first["type"] == "extra_forbidden":
            raise PromptError(f"the prompt file {file!r} has an unknown field {field!r}: take it out") from None
        how = "add it" if first["type"] == "missing" else "see 'prompts/README.md'"
        raise PromptError(f"the field {field!r} of the prompt file {file!r} is missing or wrong: {how}") from None


def _parse_messages(file: str, body: str) -> tuple[PromptMessage, ...]:
    before, *parts = _ROLE_HEADING.split(body)
    messages = tuple(PromptMessage(role, text.strip()) for role, text in zip(parts[::2], parts[1::2], strict=True))
    if (
        before.strip()
        or [message.role for message in messages] != _ROLES
        or not all(message.text for message in messages)
    ):
        raise PromptError(f"the prompt file {file!r} must hold '## system' and '## user', in this order and not empty")
    return messages


def _find_variables(file: str, messages: tuple[PromptMessage, ...]) -> frozenset[str]:
    found: set[str] = set()
    for message in messages:
        try:
            fields = list(Formatter().parse(message.text))
        except ValueError:
            raise PromptError(f"the prompt file {file!r} has a single brace: write '{{{{' or '}}}}' for one") from None
        for _, name, form, conversion in fields:
            if name is None:
                continue
            if not _NAME.fullmatch(name) or form or conversion:
                raise PromptError(f"the prompt file {file!r} has {name!r} in braces: only a name may stand there")
            found.add(name)
    return frozenset(found)


def _compare_inputs(file: str, declared: frozenset[str], other: frozenset[str], whose: str) -> None:
    if unknown := sorted(other - declared):
        raise PromptError(
            f"the inputs of the prompt file {file!r} lack {_quoted_list(unknown)}, which {whose} has: add it"
        )
    if unused := sorted(declared - other):
        raise PromptError(
            f"the prompt file {file!r} names the input {_quoted_list(unused)}, which {whose} has not: take it out"
        )


def _quoted_list(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in sorted(names))
