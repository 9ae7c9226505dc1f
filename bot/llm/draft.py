"""Parse a model's reply into a ``Draft``, and the JSON schema that a provider is asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from bot.llm.client.types import JsonSchema
from bot.llm.types import Claim, Draft

MAX_CLAIMS = 12
MAX_CLAIM_LENGTH = 1200
MAX_NUMBERS = 12
_MAX_REPLY_LENGTH = 60_000

_CODE_FENCE = re.compile(r"```[a-zA-Z]*[ \t]*\n(.*?)(?:\n```|\Z)", re.DOTALL)


class ClaimReply(BaseModel):
    """One claim of a reply."""

    model_config = ConfigDict(extra="ignore")

    text: str = Field(
        min_length=1, max_length=MAX_CLAIM_LENGTH, description="One or two plain sentences, no marks, no numbers."
    )
    sentences: list[StrictInt] = Field(
        max_length=MAX_NUMBERS, description="The numbers of the sentences that say it, only these."
    )


class DraftReply(BaseModel):
    """A reply: claims, or that the sentences do not answer."""

    model_config = ConfigDict(extra="ignore")

    claims: list[ClaimReply] = Field(default_factory=list, max_length=MAX_CLAIMS)
    not_found: bool = Field(default=False, description="True, with no claims, where the sentences do not answer.")


class UnreadableReply(StrEnum):
    """Why a reply is no draft."""

    EMPTY = "empty"
    NO_JSON = "no JSON"
    CUT_OFF = "cut off"
    MALFORMED = "malformed"
    "Starts like JSON but is invalid, or holds two drafts."
    ANOTHER_SHAPE = "another shape"
    "JSON, but not the one that was asked for."
    CONTRADICTORY = "contradictory"
    "Claims and not_found at once, or neither."


def parse_draft(reply: str) -> Draft | UnreadableReply:
    """Return the one draft of a reply: bare, in a code fence, or with text around it. Raises nothing."""
    text = reply[:_MAX_REPLY_LENGTH].strip().removeprefix("\ufeff")
    if not text:
        return UnreadableReply.EMPTY
    objects = list(find_json_objects(text))
    if not objects:
        return _explain_missing_json(text)
    drafts = [each for each in objects if isinstance(each, dict) and {"claims", "not_found"} & each.keys()]
    if not drafts:
        return UnreadableReply.ANOTHER_SHAPE
    if any(other != drafts[0] for other in drafts[1:]):
        return UnreadableReply.MALFORMED
    try:
        return draft_from_reply(DraftReply.model_validate(drafts[0]))
    except (ValidationError, RecursionError):
        return UnreadableReply.ANOTHER_SHAPE


def draft_from_reply(reply: DraftReply) -> Draft | UnreadableReply:
    """Return the draft of a reply that has the right schema."""
    if reply.not_found == bool(reply.claims):
        return UnreadableReply.CONTRADICTORY
    return Draft(tuple(Claim(claim.text, tuple(dict.fromkeys(claim.sentences))) for claim in reply.claims))


def find_json_objects(text: str) -> Iterator[object]:
    """Yield the outermost JSON objects of a reply, only those in code fences if there are any."""
    fenced = [match.group(1) for match in _CODE_FENCE.finditer(text)]
    decoder = json.JSONDecoder()
    for piece in [each for each in fenced if "{" in each] or [text]:
        at = piece.find("{")
        while at >= 0:
            try:
                value, end = decoder.raw_decode(piece, at)
            except (ValueError, RecursionError):
                return  # what follows a broken object may be a part of it
            yield value
            at = piece.find("{", end)


def _explain_missing_json(text: str) -> UnreadableReply:
    begin = text.find("{")
    if begin < 0:
        return UnreadableReply.NO_JSON
    return UnreadableReply.CUT_OFF if _is_unclosed(text[begin:]) else UnreadableReply.MALFORMED


def _is_unclosed(text: str) -> bool:
    """Return whether a string, list or object of JSON is not closed."""
    depth, inside, escaped = 0, False, False
    for letter in text:
        if inside:
            inside = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            inside = True
        elif letter in "{[":
            depth += 1
        elif letter in "}]":
            depth -= 1
    return inside or depth > 0


_UNSUPPORTED_KEYS = frozenset({"maxLength", "minLength", "maxItems", "minItems", "default"})
"""Keys that some providers refuse in a schema; the parser checks them all the same."""


def draft_schema() -> JsonSchema:
    """Return the schema of ``DraftReply`` without keys that a provider may not know."""
    schema = DraftReply.model_json_schema()
    plain: dict[str, Any] = _simplify_schema(schema, schema.pop("$defs", {}))
    return {**plain, "title": "draft"}


def _simplify_schema(value: Any, parts: dict[str, Any]) -> Any:
    """Inline the referenced ``parts``, drop unsupported keys, and make every object closed with all fields required."""
    if isinstance(value, list):
        return [_simplify_schema(each, parts) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _simplify_schema(parts[value["$ref"].rsplit("/", 1)[-1]], parts)
    schema = {
        name: _simplify_schema(each, parts) for name, each in value.items() if name not in _UNSUPPORTED_KEYS | {"title"}
    }
    if schema.get("type") == "object" and "properties" in schema:
        schema |= {"required": sorted(schema["properties"]), "additionalProperties": False}
    return schema
