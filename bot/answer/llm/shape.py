"""The draft's shape as a JSON schema, for providers that hand back what fits one."""

from __future__ import annotations

from typing import Any

from bot.answer.llm.chat import Shape
from bot.answer.llm.drafts import DraftReply

_LIMITS = frozenset({"maxLength", "minLength", "maxItems", "minItems", "default"})
"""What some providers refuse in a schema; the parser looks at all of it."""


def draft_shape() -> Shape:
    """The schema of DraftReply, with nothing in it that a provider may not know."""
    schema = DraftReply.model_json_schema()
    plain: dict[str, Any] = _plain(schema, schema.pop("$defs", {}))
    return {**plain, "title": "draft"}


def _plain(value: Any, parts: dict[str, Any]) -> Any:
    """Closed objects that need all they have, without limits; ``parts`` stand where they are referred to."""
    if isinstance(value, list):
        return [_plain(each, parts) for each in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        return _plain(parts[value["$ref"].rsplit("/", 1)[-1]], parts)
    found = {name: _plain(each, parts) for name, each in value.items() if name not in _LIMITS | {"title"}}
    if found.get("type") == "object" and "properties" in found:
        found |= {"required": sorted(found["properties"]), "additionalProperties": False}
    return found
