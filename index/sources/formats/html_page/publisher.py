"""The publisher as people call it, out of names that also hold slogans, sections, agencies and blogging services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.formats.html_page.structured_data import PageMetadata, text_values

NAME_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»]|::?)\s+|\s*\|\s*")
_ADDRESS = re.compile(r"(?:https?:)?//.*|@.*")
_LONGEST = 80
_SHORTEST_WORD = 4


def find_publisher(claims: PageMetadata, address: str | None) -> str | None:
    """Return the site's name, its domain where the page gives none, None without an address either.

    Of the names that the page gives, the first that agrees with the domain or with another of them is taken: "U.S." is
    the name of a section, "Blogger" that of a service. A name with a slogan behind it is cut where that is plain.
    """
    domain = domain_of(address)
    label = _domain_label(domain)
    trusted = site_names(claims, address)
    best = next(iter(trusted or _collect_names(claims, label, tail=False)), None)
    if best is None:
        return domain
    if "." in best and compact_text(best).startswith(label):
        best = next((name for name in trusted if compact_text(name) == label and "." not in name), best)
    return best.removeprefix("www.")


def site_names(claims: PageMetadata, address: str | None) -> list[str]:
    """Return the names of the site that the page gives and something else bears out, slogans cut off.

    First come those that agree with the domain, then those that the page gives twice.
    """
    label = _domain_label(domain_of(address))
    names = _collect_names(claims, label)
    agreeing = [name for name in names if _matches_domain(name, label)]
    repeated = [name for number, name in enumerate(names) if _is_repeated(name, names[:number] + names[number + 1 :])]
    return [*agreeing, *(name for name in repeated if name not in agreeing)]


def is_site(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text is one of the site's names, spaces, marks and a leading ``www.`` apart."""
    return bool(compact_text(text)) and compact_text(text.removeprefix("www.")) in {
        compact_text(name) for name in names
    }


def domain_of(address: str | None) -> str | None:
    """Return the registrable domain of an address, such as ``example.co.uk``; None where it has none."""
    from courlan import extract_domain

    return extract_domain(address) if address else None


def _collect_names(claims: PageMetadata, label: str, *, tail: bool = True) -> list[str]:
    """Return every name, those most often right first; ``tail``: also the end of the tab's title, often a name."""
    tab = (claims.tab or "") if tail else ""
    given = [
        *claims.said("og:site_name"),
        *(NAME_SEPARATOR.split(tab)[-1:] if NAME_SEPARATOR.search(tab) else ()),
        *text_values(claims.article.get("publisher")),
        *claims.said(
            "publisher", "dc.publisher", "dcterms.publisher", "application-name", "apple-mobile-web-app-title"
        ),
        *claims.items.get("publisher", ()),
        *(name for thing in claims.sites() for name in text_values(thing.get("name"))),
    ]
    names = (name for name in given if len(name) <= _LONGEST and not _ADDRESS.fullmatch(name))
    return [_remove_slogan(name, label) for name in names]


def _remove_slogan(name: str, label: str) -> str:
    parts = [part for part in NAME_SEPARATOR.split(name) if part]
    if len(parts) < 2:
        return name
    return next((part for part in parts if _matches_domain(part, label)), parts[0] if "|" in name else name)


def _domain_label(domain: str | None) -> str:
    return compact_text(domain.split(".")[0]) if domain else ""


def _matches_domain(name: str, label: str) -> bool:
    """Tell whether a name and a domain's first label go together: one is in the other, or a longer word is in it."""
    bare = compact_text(re.sub(r"^www\.|\.\w{2,4}$", "", name.lower()))
    if not label or len(bare) < 2:
        return False
    words = [word for word in re.findall(r"\w+", name.lower()) if len(word) >= _SHORTEST_WORD]
    initials = "".join(word[0] for word in re.findall(r"\w+", name.lower()))
    near = bare in label or (len(label) > 2 and label in bare) or label == initials
    return near or any(word in label for word in words)


def _is_repeated(name: str, others: Sequence[str]) -> bool:
    return any(compact_text(name) in compact_text(other) for other in others)


def compact_text(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
