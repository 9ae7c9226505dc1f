"""Read a page's own metadata: JSON-LD, ``<meta>`` tags (OpenGraph, Dublin Core and others) and microdata."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sources.normalize import tidy_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement


JsonLdObject = Mapping[str, object]
"""An object of JSON-LD, https://www.w3.org/TR/json-ld11/; its keys are mostly those of schema.org."""

_ARTICLE = re.compile(r"\w*(?:Article|Posting|Report|Review)")
_PAGE = re.compile(r"\w*(?:WebPage|CreativeWork)")
_SITE = re.compile(r"\w*(?:WebSite|Organization)")
# Objects under these keys are linked pages or readers' comments, not the page itself.
_OTHER_OBJECTS = frozenset(
    ("itemlistelement", "haspart", "comment", "mentions", "review", "ispartof", "isrelatedto", "citation")
)
_MOST_OBJECTS = 5000
_LONGEST = 1000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``meta`` tags and microdata ``items`` by name in lower case, in page order; all ``objects`` of JSON-LD.

    ``tab`` is the text of ``<title>``. ``article`` and ``page`` are the objects that describe the article and the page;
    both may be empty.
    """

    tab: str | None
    meta: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]
    objects: Sequence[JsonLdObject]
    article: JsonLdObject
    page: JsonLdObject

    def meta_values(self, *names: str) -> Iterator[str]:
        """Yield the values of the ``<meta>`` tags with these names, in the order of the names."""
        for name in names:
            yield from self.meta.get(name, ())

    def site_objects(self) -> Iterator[JsonLdObject]:
        """Yield the objects that describe the site or its owner."""
        return (each for each in self.objects if has_type(each, _SITE))


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """Collect the metadata; invalid parts are ignored."""
    tab = unescape_value(tree.findtext(".//title"))
    meta: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        value = unescape_value(tag.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if value and (name := tag.get(key)):
                meta.setdefault(name.strip().lower(), []).append(value)
    objects = list(_read_json_ld(tree))
    title = tab or "".join(meta.get("og:title", [])[:1])
    return PageMetadata(
        tab=tab,
        meta=meta,
        items=_read_microdata(tree),
        objects=objects,
        article=_find_described(title, [each for each in objects if has_type(each, _ARTICLE)]),
        page=_find_described(title, [each for each in objects if has_type(each, _PAGE)]),
    )


def has_type(json_object: JsonLdObject, pattern: re.Pattern[str]) -> bool:
    """Tell whether one of the object's types matches a pattern; types may be URLs, of which the last part counts."""
    types = json_object.get("@type")
    return any(
        isinstance(name, str) and bool(pattern.fullmatch(name.rsplit("/", 1)[-1]))
        for name in (types if isinstance(types, list) else [types])
    )


def text_values(value: object) -> Iterator[str]:
    """Yield the strings of a JSON-LD value, and the names of its objects."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield from text_values(part.get("name") or part.get("@value"))
        elif isinstance(part, str) and (text := unescape_value(part)):
            yield text


def unescape_value(value: str | None) -> str | None:
    """Return a value on one line; entities are decoded once more, since pages often escape them twice."""
    return tidy_text(html.unescape(value[:_LONGEST])) if value else None


def split_words(text: str) -> set[str]:
    """Return the words of a text in lower case, to compare texts."""
    return set(_WORD.findall(text.lower()))


def _read_microdata(tree: HtmlElement) -> dict[str, list[str]]:
    items: dict[str, list[str]] = {}
    for tag in tree.xpath("//*[@itemprop][not(ancestor-or-self::*[@itemprop='comment'])]"):
        value = tag.get("content") or tag.get("datetime")
        if value is None and len(tag) < 10:
            value = tag.text_content()[:500]
        for name in tag.get("itemprop", "").lower().split():
            if text := unescape_value(value):
                items.setdefault(name, []).append(text)
    return items


def _find_described(title: str, objects: Sequence[JsonLdObject]) -> JsonLdObject:
    """Return the first object whose headline shares the most words with the page's title."""

    def count_shared(json_object: JsonLdObject) -> int:
        headline = " ".join(text_values(json_object.get("headline") or json_object.get("name")))
        return len(split_words(headline) & split_words(title))

    return max(objects, key=count_shared, default={})


def _read_json_ld(tree: HtmlElement) -> Iterator[JsonLdObject]:
    scripts = (script for script in tree.iter("script") if "ld+json" in script.get("type", "").lower())
    waiting = deque(_parse_json(script.text or "") for script in scripts)
    count = 0
    while waiting and count < _MOST_OBJECTS:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            count += 1
            yield value
            waiting.extendleft(reversed([inner for key, inner in value.items() if _is_own_value(key, inner)]))


def _is_own_value(key: str, inner: object) -> bool:
    return isinstance(inner, dict | list) and key.lower() not in _OTHER_OBJECTS


def _parse_json(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        # Raw line ends within strings are common.
        return json.loads(text.strip().removesuffix(";"), strict=False)
    except (ValueError, RecursionError):
        return None
