"""The address that a page gives itself: one for all the addresses that it is reached by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from index.sources.formats.html_page.publisher import domain_of
from index.sources.formats.html_page.structured_data import PageMetadata, text_values
from index.sources.normalize import web_address

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def find_canonical_url(tree: HtmlElement, claims: PageMetadata, address: str | None) -> str | None:
    """Return the canonical address, read relative to ``address``; None where the page gives no web address.

    The front page is passed over where ``address`` is another page of the site: some give it on every page.
    """
    links = [link.get("href") for link in tree.iter("link") if "canonical" in link.get("rel", "").lower().split()]
    for claim in (*links, *claims.said("og:url"), *text_values(claims.article.get("url"))):
        found = _resolve_claim(claim, address)
        if found and not (address and _is_front_page(found) and not _is_front_page(address)):
            return found
    return None


def is_same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one registrable domain."""
    return domain_of(one) is not None and domain_of(one) == domain_of(other)


def _resolve_claim(claim: str | None, address: str | None) -> str | None:
    if not claim:
        return None
    try:
        return web_address(urljoin(address or "", claim.strip()))
    except ValueError:
        return None


def _is_front_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.path in ("", "/") and not parts.query
