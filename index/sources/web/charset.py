"""The text of a fetched page: the answer's own word on its encoding, then the page's."""

from __future__ import annotations

import codecs
import re

from index.errors import SourceError
from index.sources.decoding import decode, decode_page, page_encoding

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})


def charset_of(content_type: str) -> str | None:
    """Return Python's name of the charset in a Content-Type header, None for none and for one that is unknown."""
    named = _CHARSET.search(content_type)
    if named is None:
        return None
    try:
        known = codecs.lookup(named[1]).name
    except LookupError:
        return None
    return known if known in _UNICODE else page_encoding(known)


def page_text(content: bytes, charset: str | None) -> str:
    """Return the text of a page or feed. ``charset`` is what the answer said of it, as ``charset_of`` reads it.

    A byte order mark is believed first, then UTF-8 where the bytes are UTF-8, whatever anybody says: nothing else
    looks like it. Raises SourceError where the encoding is not sure.
    """
    if charset is None or content.startswith(_MARKS):
        return decode_page(content)
    for name in ("utf-8", charset) if not charset.startswith("iso2022") else (charset,):
        try:
            return decode(content.decode(name).encode())
        except (UnicodeError, SourceError):
            continue
    return decode_page(content)
