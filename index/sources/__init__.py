"""Sources of articles: files, standard input, uploads and web addresses.

``files.py`` reads paths, ``stdin.py`` a pipe, ``uploads.py`` what was sent in a chat, ``crawler.py`` web addresses and
the feeds among them. All of them give ``Loaded`` or ``Failed`` and parse bytes with ``formats``, whose table in
``registry.py`` has a row for each format; ``web`` fetches pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.lazy_loading import load_on_use

if TYPE_CHECKING:
    from index.sources.crawler import KnownUrls, OpenWeb, Visit, Web, crawl
    from index.sources.feeds import is_feed, parse_feed_in_sandbox
    from index.sources.fetched_articles import read_original
    from index.sources.files import explain_unread, list_files, read_file, read_files
    from index.sources.normalize import is_address
    from index.sources.stdin import PIPE, read_stdin
    from index.sources.types import Failed, Loaded, Original, OriginalKind, SeenUrl, SourceOrder
    from index.sources.uploads import UploadOrigin, read_post, read_upload

__all__ = [
    "PIPE",
    "Failed",
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
    "explain_unread",
    "is_address",
    "is_feed",
    "list_files",
    "parse_feed_in_sandbox",
    "read_file",
    "read_files",
    "read_original",
    "read_post",
    "read_stdin",
    "read_upload",
]

__getattr__ = load_on_use(
    __name__,
    {
        "index.sources.crawler": "KnownUrls OpenWeb Visit Web crawl",
        "index.sources.feeds": "is_feed parse_feed_in_sandbox",
        "index.sources.fetched_articles": "read_original",
        "index.sources.files": "explain_unread list_files read_file read_files",
        "index.sources.normalize": "is_address",
        "index.sources.stdin": "PIPE read_stdin",
        "index.sources.types": "Failed Loaded Original OriginalKind SeenUrl SourceOrder",
        "index.sources.uploads": "UploadOrigin read_post read_upload",
    },
)
