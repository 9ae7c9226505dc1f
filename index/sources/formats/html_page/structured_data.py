"""What a page says of itself: JSON-LD, ``<meta>`` tags (OpenGraph, Dublin Core and the rest) and microdata."""

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
"""An object of JSON-LD, https://www.w3.org/TR/json-ld11/; its keys are mostly words of schema.org."""

_ARTICLE = re.compile(r"\w*(?:Article|Posting|Report|Review)")
_PAGE = re.compile(r"\w*(?:WebPage|CreativeWork)")
_SITE = re.compile(r"\w*(?:WebSite|Organization)")
# What a page links to, or what readers wrote, is not what the page is.
_OTHER_OBJECTS = frozenset(
    ("itemlistelement", "haspart", "comment", "mentions", "review", "ispartof", "isrelatedto", "citation")
)
_MOST_THINGS = 5000
_LONGEST = 1000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``meta`` and ``items`` (microdata) by name in lower case, the page's order; ``things`` all of JSON-LD's objects.

    ``article`` is the object that speaks of the page's article, then that of the page; both may be empty.
    """

    tab: str | None
    meta: Mapping[str, Sequence[str]]
    items: Mapping[str, Sequence[str]]
    things: Sequence[JsonLdObject]
    article: JsonLdObject
    page: JsonLdObject

    def said(self, *names: str) -> Iterator[str]:
        """Yield what the ``<meta>`` tags of these names say, the first name first."""
        for name in names:
            yield from self.meta.get(name, ())

    def sites(self) -> Iterator[JsonLdObject]:
        """Yield the objects that speak of the site or its owner, wherever they stand."""
        return (thing for thing in self.things if has_type(thing, _SITE))


def read_metadata(tree: HtmlElement) -> PageMetadata:
    """Collect the claims. What is broken is passed over."""
    tab = strip_markup(tree.findtext(".//title"))
    meta: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        value = strip_markup(tag.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            if value and (name := tag.get(key)):
                meta.setdefault(name.strip().lower(), []).append(value)
    things = list(_read_json_ld(tree))
    title = tab or "".join(meta.get("og:title", [])[:1])
    return PageMetadata(
        tab=tab,
        meta=meta,
        items=_read_microdata(tree),
        things=things,
        article=_find_described(title, [thing for thing in things if has_type(thing, _ARTICLE)]),
        page=_find_described(title, [thing for thing in things if has_type(thing, _PAGE)]),
    )


def has_type(thing: JsonLdObject, kind: re.Pattern[str]) -> bool:
    """Tell whether one of the object's types is of a kind; types may be addresses."""
    types = thing.get("@type")
    return any(
        isinstance(name, str) and bool(kind.fullmatch(name.rsplit("/", 1)[-1]))
        for name in (types if isinstance(types, list) else [types])
    )


def text_values(value: object) -> Iterator[str]:
    """Yield the strings that a value of JSON-LD is, or the names of the objects that it is."""
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield from text_values(part.get("name") or part.get("@value"))
        elif isinstance(part, str) and (said := strip_markup(part)):
            yield said


def strip_markup(value: str | None) -> str | None:
    """Return the words of a claim on one line; entities are read twice, as pages write them twice."""
    return tidy_text(html.unescape(value[:_LONGEST])) if value else None


def split_words(text: str) -> set[str]:
    """Return the words of a text in lower case, for telling how much two texts share."""
    return set(_WORD.findall(text.lower()))


def _read_microdata(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.xpath("//*[@itemprop][not(ancestor-or-self::*[@itemprop='comment'])]"):
        value = tag.get("content") or tag.get("datetime")
        if value is None and len(tag) < 10:
            value = tag.text_content()[:500]
        for name in tag.get("itemprop", "").lower().split():
            if said := strip_markup(value):
                found.setdefault(name, []).append(said)
    return found


def _find_described(title: str, things: Sequence[JsonLdObject]) -> JsonLdObject:
    """Return the object whose headline is most like the page's title, the first one where they are alike."""

    def likeness(thing: JsonLdObject) -> int:
        headline = " ".join(text_values(thing.get("headline") or thing.get("name")))
        return len(split_words(headline) & split_words(title))

    return max(things, key=likeness, default={})


def _read_json_ld(tree: HtmlElement) -> Iterator[JsonLdObject]:
    scripts = (script for script in tree.iter("script") if "ld+json" in script.get("type", "").lower())
    waiting = deque(_parse_json(script.text or "") for script in scripts)
    seen = 0
    while waiting and seen < _MOST_THINGS:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extendleft(reversed(value))
        elif isinstance(value, dict):
            seen += 1
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
