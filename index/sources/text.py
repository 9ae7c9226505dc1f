"""Plain text: what is above the body is read and left out, the body's sentences stay as they are.

A file may begin with a block of ``Title:``, ``Publisher:``, ``Author:``, ``Date:`` and ``URL:`` lines and a blank
line; with a title there, the rest is the text as it stands. Otherwise the headline is looked for, and lines of page
furniture are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.sources.headline import key_line, read_head
from index.sources.naming import tidy, web_address
from index.sources.noise import is_body_noise
from index.sources.paragraphs import Line, lines_of
from index.sources.teaser import without_teaser
from index.sources.types import Draft
from index.text.dates import normalize_date

_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_FOOT_LINES = 3


def read(content: str) -> Draft:
    """Take the text apart; ``Draft.text`` is empty where the file holds no article."""
    known, rest = _header_block(content)
    if "title" in known:
        return _draft(known, _without_repeated_title(rest, known["title"]))
    lines = lines_of(rest)
    head = read_head(lines)
    known = {**head.known, **known}
    body = _without_first_teaser(_without_noise(lines[head.body :]))
    return _draft(known, _GAPS.sub("\n\n", _take_foot(body, known)))


def _draft(known: dict[str, str], text: str) -> Draft:
    return Draft(
        text=text.strip(),
        title=tidy(known.get("title")),
        publisher=tidy(known.get("publisher")),
        author=tidy(known.get("author")),
        published_at=normalize_date(known.get("published_at")),
        url=web_address(known.get("url")),
    )


def _header_block(content: str) -> tuple[dict[str, str], str]:
    """Return what a block of key lines at the very top says, and the rest; nothing where any line is no key line."""
    content = content.lstrip()
    block, _, rest = content.partition("\n\n")
    known: dict[str, str] = {}
    if len(block) > 4096:
        return {}, content
    for line in block.split("\n"):
        pair = key_line(line)
        if pair is None:
            return {}, content
        known.setdefault(*pair)
    return known, rest


def _without_repeated_title(text: str, title: str) -> str:
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.strip() == title else text


def _without_noise(lines: Sequence[Line]) -> list[str]:
    """Drop furniture, but never a line that is in the middle of a wrapped paragraph."""
    kept: list[str] = []
    running = False
    for line in lines:
        if running or line.continues or not is_body_noise(line.text):
            kept.append(line.text)
        running = line.continues and key_line(line.text) is None
    return kept


def _without_first_teaser(lines: list[str]) -> list[str]:
    """Drop the first line where it is a teaser, blank lines being no paragraphs."""
    told = [number for number, line in enumerate(lines) if line.strip()]
    kept = without_teaser([lines[number] for number in told])
    return lines if len(kept) == len(told) else lines[told[1] :]


def _take_foot(lines: list[str], known: dict[str, str]) -> str:
    """Cut key lines off the end, where pages put their source and address, and keep what they say."""
    for _ in range(_FOOT_LINES):
        while lines and not lines[-1].strip():
            lines.pop()
        pair = key_line(lines[-1]) if lines else None
        if pair is None or pair[0] == "title":
            break
        known.setdefault(*pair)
        lines.pop()
    return "\n".join(lines)
