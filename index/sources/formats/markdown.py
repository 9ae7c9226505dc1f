"""Markdown files: metadata from YAML front matter, and the text without markup."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import yaml

from index.errors import SourceError
from index.sources.normalize import tidy_text, web_address
from index.sources.types import ExtractedArticle
from index.text.dates import normalize_date

if TYPE_CHECKING:
    from markdown_it.token import Token


_FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST_FRONT = 64 * 2**10
_VALUES_AT_MOST = 1000
_DEEPEST = 20
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "source", "site"),
    "author": ("author", "authors", "byline"),
    "published_at": ("date", "published_at", "published"),
    "url": ("url", "link", "canonical_url"),
}
_TAG = re.compile(r"<[^<>]*>")


def parse_markdown(content: str) -> ExtractedArticle:
    """Parse a file; raises SourceError when its front matter cannot be read.

    Blocks are separated by blank lines. Links keep their words, images and HTML tags are left out. The first heading is
    the title if the front matter has none, and is left out of the text if it is the title.
    """
    values, body = _split_front_matter(content)
    fields: dict[str, str | None] = {}
    for field, keys in _KEYS.items():
        key = next((key for key in keys if _value_text(values.get(key)) is not None), None)
        fields[field] = _value_text(values.pop(key)) if key else None
    blocks = _read_blocks(body)
    title = tidy_text(fields["title"])
    if blocks and blocks[0][0] and title in (None, tidy_text(blocks[0][1])):
        title = tidy_text(blocks.pop(0)[1])
    return ExtractedArticle(
        text="\n\n".join(text for _, text in blocks),
        title=title,
        publisher=tidy_text(fields["publisher"]),
        author=tidy_text(fields["author"]),
        published_at=normalize_date(fields["published_at"]),
        url=web_address(fields["url"]),
        metadata=values,
    )


def _split_front_matter(content: str) -> tuple[dict[str, object], str]:
    match = _FRONT.match(content)
    if match is None:
        return {}, content
    if len(match[1]) > _LONGEST_FRONT:
        raise SourceError(f"the front matter is longer than {_LONGEST_FRONT // 1024} KiB; shorten it")
    try:
        values: object = yaml.safe_load(match[1])
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise SourceError(
            f"the front matter is not valid YAML at line {line}; put values with marks in quotes"
        ) from None
    except (yaml.YAMLError, ValueError, RecursionError, TypeError):
        raise SourceError("the front matter is not valid YAML; mend it or remove it") from None
    if not isinstance(values, dict):
        # Text between two horizontal rules only looks like front matter.
        return {}, content
    budget = [_VALUES_AT_MOST]
    return {str(key): _plain_value(value, budget, 0) for key, value in values.items()}, content[match.end() :]


def _plain_value(value: object, budget: list[int], depth: int) -> object:
    """Return the value in types of JSON; values are counted, since a few YAML aliases can expand without end."""
    budget[0] -= 1
    if budget[0] < 0 or depth > _DEEPEST:
        raise SourceError(f"the front matter holds more than {_VALUES_AT_MOST} values or is too deep; shorten it")
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain_value(inner, budget, depth + 1) for key, inner in value.items()}
    if isinstance(value, Sequence | set) and not isinstance(value, bytes):
        return [_plain_value(inner, budget, depth + 1) for inner in value]
    return str(value)


def _value_text(value: object) -> str | None:
    """Return a value as text: a plain value, the names of a list, or the ``name`` of a mapping."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, list):
        names = [_value_text(item) for item in value]
        return ", ".join(name for name in names if name) or None
    if value is None or isinstance(value, bool | Mapping):
        return None
    return str(value).strip() or None


def _read_blocks(body: str) -> list[tuple[bool, str]]:
    """Return the blocks with words, each with whether it is a heading of the first level."""
    from markdown_it import MarkdownIt

    collector = _BlockCollector()
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        collector.add(token)
    return collector.blocks


class _BlockCollector:
    """Collects plain blocks from tokens; between two tokens it stores the position in a list or table."""

    def __init__(self) -> None:
        self.blocks: list[tuple[bool, str]] = []
        self._tag = ""
        self._lead = ""
        self._row: list[str] | None = None

    def add(self, token: Token) -> None:
        if token.type == "inline":
            self._add_text(_inline_text(token.children or []))
        elif token.type in {"fence", "code_block"}:
            self._add_text(token.content)
        elif token.type == "html_block":
            self._add_text(_TAG.sub("", token.content))
        elif token.type == "list_item_open":
            # Numbers stay: a sentence that begins with a year and a stop looks like a numbered list.
            self._lead = f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "tr_open":
            self._row = []
        elif token.type == "tr_close":
            cells, self._row = self._row or [], None
            self._add_text(" | ".join(cells))
        else:
            self._tag = token.tag if token.nesting == 1 else ""

    def _add_text(self, text: str) -> None:
        if self._row is not None:
            self._row.append(text.strip())
        elif text.strip():
            self.blocks.append((self._tag == "h1", self._lead + text.strip()))
            self._lead = ""


def _inline_text(tokens: Sequence[Token]) -> str:
    """Return the words: a soft line break becomes a space, a hard one stays."""
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    words = {"text", "text_special", "code_inline"}
    return "".join(token.content if token.type in words else breaks.get(token.type, "") for token in tokens)
