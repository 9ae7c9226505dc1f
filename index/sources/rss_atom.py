"""Read RSS and Atom feeds with lxml, and the types ``Feed`` and ``FeedItem`` of all feeds.

Begin reading at ``parse_rss``. Feeds are often invalid, so characters and entities are repaired before parsing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.errors import SourceError
from index.text.dates import parse_date

if TYPE_CHECKING:
    from lxml.etree import _Element


_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_LONGEST_LINK = 4096
_SPOILT = "\ufffd"

_PREFIXES = {
    "": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/2005/Atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
}
_DATES = ("published", "pubdate", "dc:date", "issued", "created", "updated", "modified")
_MAIL_AND_NAME = re.compile(r"\S+@\S+ \((.+)\)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9A-Fa-f]{1,6};|([A-Za-z][A-Za-z0-9]{1,31};))?")
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKUP = frozenset("&<>\"'")

Children = dict[str, list["_Element"]]


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item; ``link`` is absolute, http or https, ``guid`` the feed's own id of it.

    ``published_at`` is ISO 8601. ``text_html`` is the whole article if the feed holds it, never a summary.
    """

    link: str
    guid: str | None = None
    title: str | None = None
    published_at: str | None = None
    author: str | None = None
    text_html: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``without_link`` counts the items without a link, which were left out."""

    title: str | None
    items: tuple[FeedItem, ...]
    without_link: int = 0


def make_feed(title: str | None, items: Iterable[FeedItem | None]) -> Feed:
    """Build a feed; None is an item without a link, and of items with the same link the first counts."""
    by_link: dict[str, FeedItem] = {}
    without_link = 0
    for item in items:
        if item is None:
            without_link += 1
        else:
            by_link.setdefault(item.link, item)
    return Feed(title, tuple(by_link.values()), without_link)


def resolve_link(base: str, link: str) -> str | None:
    """Return the link as an absolute address without its fragment, None if it is no web address."""
    if not link.strip() or len(link) > _LONGEST_LINK:
        return None
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def strip_tags(text: str | None, *, markup: bool = True) -> str | None:
    """Return a title or a name on one line, with ``markup`` without HTML; None if it is empty or badly decoded."""
    if text is None or _SPOILT in text:
        return None
    if markup:
        text = html.unescape(_TAG.sub("", text))
    return " ".join(text.split()) or None


def complete_text(text_html: str | None) -> str | None:
    """Return the HTML of an article, None if it is empty or badly decoded."""
    if text_html is None or not text_html.strip() or _SPOILT in text_html:
        return None
    return text_html


def parse_moment(text: str | None) -> str | None:
    """Return a date as ISO 8601, None if it cannot be read; zone names of mail, such as EST, are known."""
    if text is None:
        return None
    try:
        return parse_date(text) or parsedate_to_datetime(text[:80]).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_rss(text: str, address: str) -> Feed:
    """Read as much of a feed as possible; raises SourceError when it is no XML at all."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    repaired = _repair_entities(_NO_CHARACTER.sub("", text))
    try:
        root = etree.fromstring(repaired.encode(), parser, base_url=address)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise SourceError("the feed is no XML that can be read; tell its publisher, or add its pages")
    own = _namespace(root)
    top = _group_children(root, own)
    channel = _group_children(top["channel"][0], own) if "channel" in top else top
    author = _read_author(channel)
    items = (_read_item(_group_children(item, own), author, address) for item in _iterate_items(root, own))
    return make_feed(strip_tags(_child_text(channel, "title")), items)


def _iterate_items(root: _Element, own: str) -> Iterator[_Element]:
    for element in root.iter("{*}item", "{*}entry"):
        if _prefixed_name(element, own) in ("item", "entry"):
            yield element


def _read_item(item: Children, author: str | None, address: str) -> FeedItem | None:
    link = _read_link(item, address)
    if link is None:
        return None
    title = item.get("title")
    markup = not title or title[0].get("type") != "text"
    return FeedItem(
        link=link,
        guid=strip_tags(_child_text(item, "guid") or _child_text(item, "id"), markup=False),
        title=strip_tags(_child_text(item, "title"), markup=markup),
        published_at=next((date for name in _DATES if (date := parse_moment(_child_text(item, name)))), None),
        author=_read_author(item) or author,
        text_html=complete_text(_read_content(item)),
    )


def _read_link(item: Children, address: str) -> str | None:
    for element in item.get("link", []):
        target = "".join(element.itertext()).strip()
        if not target and element.get("rel", "alternate") == "alternate":
            target = element.get("href", "")
        if (link := resolve_link(element.base or address, target)) is not None:
            return link
    for element in item.get("guid", []):
        guid = "".join(element.itertext()).strip()
        # A guid is an absolute address by default.
        if element.get("isPermaLink", "true").lower() == "true" and guid.startswith(("http://", "https://")):
            return resolve_link(address, guid)
    return None


def _read_author(children: Children) -> str | None:
    if (creator := strip_tags(_child_text(children, "dc:creator"))) is not None:
        return creator
    names = []
    for element in children.get("author", []):
        name = strip_tags(
            next(("".join(child.itertext()) for child in element if _local_name(child) == "name"), element.text)
        )
        if name is not None:
            mail = _MAIL_AND_NAME.fullmatch(name)
            names.append(mail[1] if mail is not None else name)
    return ", ".join(name for name in names if "@" not in name) or None


def _read_content(item: Children) -> str | None:
    if "content:encoded" in item:
        return _child_text(item, "content:encoded")
    for element in (*item.get("content", []), *item.get("xhtml:body", [])):
        kind = element.get("type", "text").lower()
        if kind == "xhtml" or len(element):
            return _inner_html(element)
        text = "".join(element.itertext())
        if kind in ("html", "text/html"):
            return text
        if kind in ("text", "text/plain"):
            return html.escape(text)
    return None


def _inner_html(element: _Element) -> str:
    from lxml import etree

    inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


def _child_text(children: Children, name: str) -> str | None:
    texts = ("".join(element.itertext()) for element in children.get(name, []))
    return next((text for text in texts if text.strip()), None)


def _group_children(element: _Element, own: str) -> Children:
    children: Children = {}
    for child in element:
        if isinstance(child.tag, str):
            children.setdefault(_prefixed_name(child, own), []).append(child)
    return children


def _prefixed_name(element: _Element, own: str) -> str:
    """Return the element's name in lower case, with its prefix from ``_PREFIXES``; ``own`` is the feed's namespace."""
    space = _namespace(element)
    prefix = "" if space == own else _PREFIXES.get(space, "other:")
    return prefix + _local_name(element)


def _namespace(element: _Element) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def _local_name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _repair_entities(text: str) -> str:
    """Replace HTML's named entities, which XML does not know, and escape single ampersands, except in CDATA."""
    parts = []
    position = 0
    while (start := text.find("<![CDATA[", position)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [_ENTITY.sub(_repair_entity, text[position:start]), text[start : end + 3]]
        position = end + 3
    return "".join([*parts, _ENTITY.sub(_repair_entity, text[position:])])


def _repair_entity(match: re.Match[str]) -> str:
    if len(match[0]) == 1:
        return "&amp;"
    character = html5.get(match[1]) if match[1] else None
    return match[0] if character is None or not _MARKUP.isdisjoint(character) else character
