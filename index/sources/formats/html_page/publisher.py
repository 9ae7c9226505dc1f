"""Find the publisher's usual name among names that may hold slogans, sections, agencies and blogging services."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.formats.html_page.structured_data import PageMetadata, text_values

NAME_SEPARATOR = re.compile(r"\s+(?:[|\-–—·•»]|::?)\s+|\s*\|\s*")
_ADDRESS = re.compile(r"(?:https?:)?//.*|@.*")
_LONGEST = 80
_SHORTEST_WORD = 4


def find_publisher(metadata: PageMetadata, address: str | None) -> str | None:
    """Return the site's name, else its domain, None without an address.

    The first name that matches the domain or another name is taken: "U.S." is the name of a section, "Blogger" that of
    a service. A slogan after the name is cut off.
    """
    domain = domain_of(address)
    label = _domain_label(domain)
    confirmed = site_names(metadata, address)
    best = next(iter(confirmed or _collect_names(metadata, label, tail=False)), None)
    if best is None:
        return domain
    if "." in best and compact_text(best).startswith(label):
        best = next((name for name in confirmed if compact_text(name) == label and "." not in name), best)
    return best.removeprefix("www.")


def site_names(metadata: PageMetadata, address: str | None) -> list[str]:
    """Return the confirmed names of the site without slogans: those that match the domain, then those given twice."""
    label = _domain_label(domain_of(address))
    names = _collect_names(metadata, label)
    matching = [name for name in names if _matches_domain(name, label)]
    repeated = [name for number, name in enumerate(names) if _is_repeated(name, names[:number] + names[number + 1 :])]
    return [*matching, *(name for name in repeated if name not in matching)]


def is_site(text: str, names: Sequence[str]) -> bool:
    """Tell whether a text is one of the site's names, ignoring spaces, punctuation and a leading ``www.``."""
    return bool(compact_text(text)) and compact_text(text.removeprefix("www.")) in {
        compact_text(name) for name in names
    }


def domain_of(address: str | None) -> str | None:
    """Return the registrable domain of an address, such as ``example.co.uk``; None if it has none."""
    from courlan import extract_domain

    return extract_domain(address) if address else None


def compact_text(text: str) -> str:
    """Return the letters and digits of a text in lower case, to compare names."""
    return "".join(character for character in text.casefold() if character.isalnum())


def _collect_names(metadata: PageMetadata, label: str, *, tail: bool = True) -> list[str]:
    """Return every name, the most reliable first; ``tail``: also the end of the title in ``<title>``."""
    tab = (metadata.tab or "") if tail else ""
    values = [
        *metadata.meta_values("og:site_name"),
        *(NAME_SEPARATOR.split(tab)[-1:] if NAME_SEPARATOR.search(tab) else ()),
        *text_values(metadata.article.get("publisher")),
        *metadata.meta_values(
            "publisher", "dc.publisher", "dcterms.publisher", "application-name", "apple-mobile-web-app-title"
        ),
        *metadata.items.get("publisher", ()),
        *(name for site in metadata.site_objects() for name in text_values(site.get("name"))),
    ]
    names = (name for name in values if len(name) <= _LONGEST and not _ADDRESS.fullmatch(name))
    return [_remove_slogan(name, label) for name in names]


def _remove_slogan(name: str, label: str) -> str:
    parts = [part for part in NAME_SEPARATOR.split(name) if part]
    if len(parts) < 2:
        return name
    return next((part for part in parts if _matches_domain(part, label)), parts[0] if "|" in name else name)


def _domain_label(domain: str | None) -> str:
    return compact_text(domain.split(".")[0]) if domain else ""


def _matches_domain(name: str, label: str) -> bool:
    """Tell whether a name or one of its longer words matches a domain's first label."""
    bare = compact_text(re.sub(r"^www\.|\.\w{2,4}$", "", name.lower()))
    if not label or len(bare) < 2:
        return False
    words = [word for word in re.findall(r"\w+", name.lower()) if len(word) >= _SHORTEST_WORD]
    initials = "".join(word[0] for word in re.findall(r"\w+", name.lower()))
    near = bare in label or (len(label) > 2 and label in bare) or label == initials
    return near or any(word in label for word in words)


def _is_repeated(name: str, others: Sequence[str]) -> bool:
    return any(compact_text(name) in compact_text(other) for other in others)
