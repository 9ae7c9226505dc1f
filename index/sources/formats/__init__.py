"""Bytes of a file or page in, one extracted article out; ``registry.py`` has a row for each format."""

from __future__ import annotations

from index.sources.formats.encoding import charset_of, decode_page
from index.sources.formats.html_page.canonical_url import is_same_site
from index.sources.formats.registry import (
    Format,
    detect_format,
    find_spec,
    format_of_ending,
    largest_article,
    list_endings,
    list_usual_endings,
    parse_bytes,
)

__all__ = [
    "Format",
    "charset_of",
    "decode_page",
    "detect_format",
    "find_spec",
    "format_of_ending",
    "is_same_site",
    "largest_article",
    "list_endings",
    "list_usual_endings",
    "parse_bytes",
]
