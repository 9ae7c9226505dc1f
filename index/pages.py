"""On which page of its document a place in an article stands, where the document has pages."""

from __future__ import annotations

from bisect import bisect_right

from index.types import Article


def page_of(article: Article, offset: int) -> int | None:
    """Return the page, counted from 1, on which the character at ``offset`` stands; None where that is not known.

    It is the page as a viewer counts, whatever number is printed on it. ``metadata["pages"]`` holds the offsets at
    which pages begin, as ``index.sources.pdf`` writes them; under that name anything may stand that a giver put there,
    so what is not such a list is passed over.
    """
    starts = article.metadata.get("pages")
    if not 0 <= offset < len(article.text) or not isinstance(starts, list | tuple) or not starts:
        return None
    if starts[0] != 0 or any(type(start) is not int for start in starts) or list(starts) != sorted(starts):
        return None
    return bisect_right(starts, offset) if starts[-1] <= len(article.text) else None
