"""Where articles come from: files and folders in, articles out, and one plain line for what cannot be read.

``reading`` is the way in for paths, ``online`` for web addresses (with ``by_host``, ``fetched`` and all of ``web`` to
help it), ``piped`` for standard input, ``kinds`` for bytes from anywhere. Each kind of file has a module of its own:
``text`` (with ``noise``, ``paragraphs`` and ``headline`` to help it), ``markdown``, ``html``, ``jsonlines``, ``pdf``
(``pdf_lines``, ``furniture``, ``flow``) and ``docx`` (``word_text``). What only large libraries or native code can take
apart runs in a process of its own: ``isolated`` and its child ``worker``. ``decoding`` turns bytes into text, ``dates``
written dates into ISO 8601, ``naming`` files into ids and titles; ``properties`` tells which of a document's own are
worth having.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.lazy_loading import load_on_use

if TYPE_CHECKING:
    from index.sources.crawler import KnownUrls, OpenWeb, Visit, Web, crawl
    from index.sources.feeds import is_feed, parse_feed_in_sandbox
    from index.sources.fetched_articles import read_original
    from index.sources.files import explain_unread, list_files, read_file, read_sources
    from index.sources.formats import Format, detect_format, parse_bytes
    from index.sources.normalize import is_address
    from index.sources.stdin import PIPE, read_stdin
    from index.sources.types import Failed, Loaded, Original, OriginalKind, SeenUrl, SourceOrder
    from index.sources.uploads import UploadOrigin, read_post, read_upload

__all__ = [
    "PIPE",
    "Failed",
    "Format",
    "KnownUrls",
    "Loaded",
    "OpenWeb",
    "Original",
    "OriginalKind",
    "SeenUrl",
    "SourceOrder",
    "UploadOrigin",
    "Visit",
    "Web",
    "crawl",
    "detect_format",
    "explain_unread",
    "is_address",
    "is_feed",
    "list_files",
    "parse_bytes",
    "parse_feed_in_sandbox",
    "read_file",
    "read_original",
    "read_post",
    "read_sources",
    "read_stdin",
    "read_upload",
]

__getattr__ = load_on_use(
    __name__,
    {
        "index.sources.crawler": "KnownUrls OpenWeb Visit Web crawl",
        "index.sources.feeds": "is_feed parse_feed_in_sandbox",
        "index.sources.fetched_articles": "read_original",
        "index.sources.files": "explain_unread list_files read_file read_sources",
        "index.sources.formats": "Format detect_format parse_bytes",
        "index.sources.normalize": "is_address",
        "index.sources.stdin": "PIPE read_stdin",
        "index.sources.types": "Failed Loaded Original OriginalKind SeenUrl SourceOrder",
        "index.sources.uploads": "UploadOrigin read_post read_upload",
    },
)
