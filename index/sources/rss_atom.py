"""RSS and Atom by lxml."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
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
    """An item. ``link`` is absolute, http or https; ``guid`` the feed's own name for it.

    ``published_at`` is ISO 8601. ``text_html`` is the whole article where the feed carries it, not a summary.
    """

    link: str
    guid: str | None = None
    title: str | None = None
    published_at: str | None = None
    author: str | None = None
    text_html: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed; ``without_link`` counts the items that lead nowhere and were left out."""

    title: str | None
    items: tuple[FeedItem, ...]
    without_link: int = 0


def make_feed(title: str | None, items: Iterable[FeedItem | None]) -> Feed:
    """Put items together; None stands for one without a link, and a link seen before is left out."""
    found: dict[str, FeedItem] = {}
    without = 0
    for item in items:
        if item is None:
            without += 1
        else:
            found.setdefault(item.link, item)
    return Feed(title, tuple(found.values()), without)


def resolve_link(base: str, link: str) -> str | None:
    """Return the link as an absolute address without its fragment, None where it is none of the web."""
    if not link.strip() or len(link) > _LONGEST_LINK:
        return None
    try:
        whole = urljoin(base, link.strip())
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return parts._replace(fragment="").geturl()


def strip_tags(words: str | None, *, markup: bool = True) -> str | None:
    """Return a title or a name on one line, without the HTML that ``markup`` says may be in it; None for nothing."""
    if words is None or _SPOILT in words:
        return None
    if markup:
        words = html.unescape(_TAG.sub("", words))
    return " ".join(words.split()) or None


def complete_text(text_html: str | None) -> str | None:
    """Return the HTML of an article, None where it is empty or its letters came out wrong."""
    if text_html is None or not text_html.strip() or _SPOILT in text_html:
        return None
    return text_html


def parse_moment(words: str | None) -> str | None:
    """Return a date as ISO 8601, None where it cannot be read. Mail's zones by name, such as EST, are known."""
    if words is None:
        return None
    try:
        return parse_date(words) or parsedate_to_datetime(words[:80]).isoformat(timespec="seconds")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def parse_rss(text: str, address: str) -> Feed:
    """Read as much of the feed as can be made out; raise SourceError where that is nothing."""
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
    mended = _replace_outside_cdata(_NO_CHARACTER.sub("", text), _mend_entities)
    try:
        root = etree.fromstring(mended.encode(), parser, base_url=address)
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
        words = "".join(element.itertext()).strip()
        if not words and element.get("rel", "alternate") == "alternate":
            words = element.get("href", "")
        if (link := resolve_link(element.base or address, words)) is not None:
            return link
    for element in item.get("guid", []):
        words = "".join(element.itertext()).strip()
        # Unless it says otherwise a guid is an address; never a relative one.
        if element.get("isPermaLink", "true").lower() == "true" and words.startswith(("http://", "https://")):
            return resolve_link(address, words)
    return None


def _read_author(found: Children) -> str | None:
    if (words := strip_tags(_child_text(found, "dc:creator"))) is not None:
        return words
    names = []
    for element in found.get("author", []):
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
        words = "".join(element.itertext())
        if kind in ("html", "text/html"):
            return words
        if kind in ("text", "text/plain"):
            return html.escape(words)
    return None


def _inner_html(element: _Element) -> str:
    from lxml import etree

    inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(inner)


def _child_text(found: Children, name: str) -> str | None:
    for element in found.get(name, []):
        words = "".join(element.itertext())
        if words.strip():
            return words
    return None


def _group_children(element: _Element, own: str) -> Children:
    found: Children = {}
    for child in element:
        if isinstance(child.tag, str):
            found.setdefault(_prefixed_name(child, own), []).append(child)
    return found


def _prefixed_name(element: _Element, own: str) -> str:
    """The element's name in lower case, with a prefix of our own choosing for the modules that are read."""
    space = _namespace(element)
    prefix = "" if space == own else _PREFIXES.get(space, "other:")
    return prefix + _local_name(element)


def _namespace(element: _Element) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def _local_name(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _replace_outside_cdata(text: str, mend: Callable[[str], str]) -> str:
    parts = []
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        parts += [mend(text[at:start]), text[start : end + 3]]
        at = end + 3
    return "".join([*parts, mend(text[at:])])


def _mend_entities(text: str) -> str:
    return _ENTITY.sub(_mend_entity, text)


def _mend_entity(found: re.Match[str]) -> str:
    """The character that HTML's name stands for; an ampersand that begins nothing is one that was meant."""
    if len(found[0]) == 1:
        return "&amp;"
    character = html5.get(found[1]) if found[1] else None
    return found[0] if character is None or not _MARKUP.isdisjoint(character) else character
