"""Count the saved pages whose title, publisher, day of publication and language are right.

    .venv/bin/python -m benchmarks.page_extraction PAGES MARKS [TEXTS]

PAGES is a folder of NAME.html or NAME.html.gz. MARKS is a JSON object {NAME: {"title": [...], "publisher": [...],
"published_at": [...]}} with the values that are right for each page; a page's address may stand in it as "url". TEXTS,
where given, is written: {NAME: text}. Titles and names are compared by their letters and digits, days exactly.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from index.errors import SourceError
from index.sources.formats.encoding import decode_page
from index.sources.formats.html_page import article
from index.sources.types import ExtractedArticle

FIELDS = ("title", "publisher", "published_at")


def main() -> int:
    """Read all pages, print the counts, and return the exit status."""
    if len(sys.argv) not in (3, 4):
        print(__doc__, file=sys.stderr)
        return 2
    marks = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    right: Counter[str] = Counter()
    texts: dict[str, str] = {}
    for name, mark in marks.items():
        draft = _parse_page(_read_page(Path(sys.argv[1]), name), mark.get("url"))
        texts[name] = draft.text
        right["language"] += "language" in draft.metadata
        for field in FIELDS:
            value = getattr(draft, field) or ""
            if _keep_letters(value) in map(_keep_letters, mark[field]):
                right[field] += 1
            else:
                print(f"{name[:8]} {field}: {value!r}, marked {mark[field]}", file=sys.stderr)
    print(json.dumps({"pages": len(marks), "empty": sum(not text for text in texts.values()), **right}))
    if len(sys.argv) == 4:
        Path(sys.argv[3]).write_text(json.dumps(texts), encoding="utf-8")
    return 0


def _read_page(folder: Path, name: str) -> bytes:
    packed = folder / f"{name}.html.gz"
    return gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.html").read_bytes()


def _parse_page(data: bytes, address: str | None) -> ExtractedArticle:
    try:
        return article.parse_html(decode_page(data), address)
    except SourceError:
        return ExtractedArticle(text="")


def _keep_letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


if __name__ == "__main__":
    sys.exit(main())
