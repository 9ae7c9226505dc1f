"""Find the canonical address of a page, the same for all addresses at which it can be fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.sources.formats.html_page.publisher import domain_of
from index.sources.formats.html_page.structured_data import PageMetadata, text_values
from index.sources.normalize import web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def find_canonical_url(tree: HtmlElement, metadata: PageMetadata, address: str | None) -> str | None:
    """Return the canonical address, resolved by ``address``; None if the page gives no web address.

    The front page is ignored if ``address`` is another page: some sites give it on every page.
    """
    links = [link.get("href") for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    for value in (*links, *metadata.meta_values("og:url"), *text_values(metadata.article.get("url"))):
        url = _resolve_address(value, address)
        if url and not (address and _is_front_page(url) and not _is_front_page(address)):
            return url
    return None


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one registrable domain."""
    return domain_of(one) is not None and domain_of(one) == domain_of(other)


def _resolve_address(value: str | None, address: str | None) -> str | None:
    if not value:
        return None
    try:
        return web_address(urljoin(address or "", value.strip()))
    except ValueError:
        return None


def _is_front_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query
