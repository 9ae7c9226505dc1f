"""When two web addresses are of one page, and which stored article a page's new version takes the place of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from index.article_metadata import ORIGINAL_URL
from index.types import Article

_TRACKING = ("utm_", "fbclid", "gclid", "yclid", "mc_cid", "mc_eid", "igshid")


def page_key(url: str | None) -> str | None:
    """What an address names a page by: without the scheme, "www.", a closing slash, the fragment and what trackers add.
    None for what is no address, or the front page of a site, which is the page of no article."""
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
    """Whether two addresses name one page, by ``page_key``."""
    page = page_key(one)
    return page is not None and page == page_key(other)


def replaced_articles(found: Mapping[str, Article], stored: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The ids of stored articles, given as (id, URL), that articles just found take the place of: the same page under
    another id. A page that several articles name as theirs is left alone."""
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
    own, said = page_key(article.url), page_key(canonical if isinstance(canonical, str) else None)
    # A canonical address on another site says where the story comes from, not where this article stands.
    return said if own and said and own.split("/")[0] == said.split("/")[0] else own
