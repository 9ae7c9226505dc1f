"""Compare web addresses, and find the stored articles that new versions of their pages replace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.article_metadata import ORIGINAL_URL
from index.types import Article

_TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "igshid")


def page_key(url: str | None) -> str | None:
    """Return an address without the scheme, "www.", a closing slash, the fragment and the parameters of trackers.

    None for what is no web address, and for the front page of a site, which is the page of no article.
    """
    try:
        parts = urlsplit((url or "").strip())
        host = parts.hostname
        port = parts.port
    except ValueError:
        return None
    query = [(name, value) for name, value in parse_qsl(parts.query) if not name.lower().startswith(_TRACKING)]
    path = parts.path.rstrip("/")
    if parts.scheme.lower() not in {"http", "https"} or not host or not (path or query):
        return None
    at = host.removeprefix("www.") + (f":{port}" if port not in {None, 80, 443} else "")
    return f"{at}{path}" + (f"?{urlencode(query)}" if query else "")


def same_page(one: str | None, other: str | None) -> bool:
    """Return whether two addresses are of one page."""
    page = page_key(one)
    return page is not None and page == page_key(other)


def replaced_articles(found: Mapping[str, Article], stored: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of ``stored`` articles, given as (id, URL), whose pages ``found`` has under other ids.

    A page that several found or several stored articles have is left alone.
    """
    by_page: dict[str, set[str]] = {}
    for article_id, url in stored:
        if page := page_key(url):
            by_page.setdefault(page, set()).add(article_id)
    names: dict[str, set[str]] = {}
    for article in found.values():
        if page := _own_page(article):
            names.setdefault(page, set()).add(article.id)
    old = {
        article_id
        for page, ids in names.items()
        if len(ids) == 1 and len(known := by_page.get(page, set()) - ids) == 1
        for article_id in known - found.keys()
    }
    return tuple(sorted(old))


def _own_page(article: Article) -> str | None:
    canonical = article.metadata.get(ORIGINAL_URL)
    own, original = page_key(article.url), page_key(canonical if isinstance(canonical, str) else None)
    # A canonical address on another site tells the source of the story, not the page of this article.
    return original if own and original and own.split("/")[0] == original.split("/")[0] else own
