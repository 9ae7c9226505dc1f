"""The text of a page or feed, by what its server and it itself say of its encoding."""

from __future__ import annotations

import codecs
import re

from index.errors import SourceError
from index.sources.decoding import decode

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
# Python knows codecs that are no encodings of text, or slow ones; a page has no business naming those.
_OLD = re.compile(r"cp\d+|iso8859-\d+|koi8-[ru]|mac-\w+|big5\w*|gbk?\w*|shift_jis\w*|euc_\w+|iso2022_\w+|tis-620|ascii")


def charset_of(content_type: str) -> str | None:
    """Return Python's name of the charset in a Content-Type header, None for none and for one that is unknown."""
    named = _CHARSET.search(content_type)
    if named is None:
        return None
    known = _python_name(named[1])
    return known if known in _UNICODE else _old(known)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of a page or feed with ``\\n`` line ends; ``charset`` is what its server said, as ``charset_of``
    reads it.

    A byte order mark is believed first; then UTF-8 where the bytes are UTF-8, whatever anybody says, since nothing
    else looks like it; then the server, then the page, as in browsers. Where none of them is right, SourceError is
    raised unless the encoding is sure by itself, as ``decode`` tells it.
    """
    claims = [claim for claim in (charset, _declared(data)) if claim]
    if not claims or data.startswith(_MARKS):
        return decode(data)
    # Only the seven-bit encodings could pass for UTF-8.
    for name in claims if claims[0].startswith("iso2022") else ("utf-8", *claims):
        try:
            return decode(data.decode(name).encode())
        except (UnicodeError, AssertionError, SourceError):  # some old codecs fail on an assertion
            continue
    return decode(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    # What was read so far was no UTF-16, so a page that calls itself that is wrong.
    return _old(_python_name(found[1].decode("ascii"))) if found else None


def _python_name(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _old(name: str | None) -> str | None:
    if name is None or not _OLD.fullmatch(name):
        return None
    # Browsers read both names as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)
