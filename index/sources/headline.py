"""What stands above a plain text's first sentence: its headline, its date and writer, and what is none of these.

The headline is the first line of real words that does not read like a sentence. The short lines without a full stop
between it and the first sentence are teasers for other pieces, and are left out as the headline is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.sources.noise import is_page_noise
from index.sources.paragraphs import Line
from index.text.dates import parse_date

_KEYS = {
    "title": "title headline заголовок",
    "publisher": "publisher source site newspaper видання джерело издание источник",
    "author": "author byline writer автор",
    "published_at": "date published дата опубліковано",
    "url": "url link посилання ссылка",
}
_FIELD_OF = {word: name for name, words in _KEYS.items() for word in words.split()}
_KEY_LINE = re.compile(r"([^\W\d_][\w -]{0,24}?) ?: ?(\S.*)")
_LONGEST_VALUE = 500

_PIECES = re.compile(r"\s*[|·•]\s*")
_DATED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|опубліковано|оновлено)(?: on| at)?:? )?(.+)", re.IGNORECASE
)
_NAME_WORD = r"[^\W\d_a-zа-яіїєґ][\w’'.-]*"
_BYLINE = re.compile(
    rf"(?:By|Text by|Words by|Від|Текст:) ({_NAME_WORD}(?: (?:{_NAME_WORD}|and|van|von|de|та|і)){{0,6}})(?:, .*)?"
)
_LONGEST_META = 200

_HEADLINE_WORDS = 3
# More short lines than this are a list or a poem that somebody wants, not teasers.
_TEASERS_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What is known from above the body, and the index of the body's first line."""

    known: dict[str, str]
    body: int


def key_line(line: str) -> tuple[str, str] | None:
    """Return the field of Article and the value that a line like ``Publisher: Northern Wire`` gives."""
    match = _KEY_LINE.fullmatch(line.strip())
    if match is None or len(match[2]) > _LONGEST_VALUE:
        return None
    field = _FIELD_OF.get(match[1].lower())
    if field == "publisher" and match[2].startswith(("http://", "https://")):
        field = "url"
    return (field, match[2].strip()) if field else None


def read_head(lines: Sequence[Line]) -> Head:
    """Find the headline, what is said of date, writer and source above the body, and where the body begins."""
    known: dict[str, str] = {}
    candidates: list[int] = []
    body = len(lines)
    for number, line in enumerate(lines):
        if line.blank or _take_known(line.text, known) or is_page_noise(line.text):
            continue
        if line.is_prose and not (line.is_question and not candidates and line.alone):
            body = number
            break
        candidates.append(number)
    headline = _headline(lines, candidates)
    if headline is None or (body == len(lines) and len(candidates) == 1):
        return Head(known, candidates[0] if candidates else body)
    known.setdefault("title", lines[headline].text.strip())
    after = [number for number in candidates if number > headline]
    if after and (body == len(lines) or len(after) > _TEASERS_AT_MOST):
        body = after[0]
    return Head(known, body)


def _headline(lines: Sequence[Line], candidates: Sequence[int]) -> int | None:
    """Menu entries are of a word or two, headlines seldom are."""
    long_enough = (number for number in candidates if len(lines[number].text.split()) >= _HEADLINE_WORDS)
    return next(long_enough, candidates[0] if candidates else None)


def _take_known(line: str, known: dict[str, str]) -> bool:
    """Keep what a line of dates, names or keys says, and tell whether it was one."""
    stripped = line.strip()
    if not stripped or len(stripped) > _LONGEST_VALUE:
        return False
    if (pair := key_line(stripped)) is not None:
        known.setdefault(*pair)
        return True
    if len(stripped) > _LONGEST_META:
        return False
    # A date may hold the mark that parts pieces, as in "9 February 2025 | 14:05".
    if _take_piece(stripped, known):
        return True
    told = [_take_piece(piece, known) for piece in _PIECES.split(stripped)]
    return True in told


def _take_piece(piece: str, known: dict[str, str]) -> bool:
    dated = _DATED.fullmatch(piece)
    if dated and (published := parse_date(dated[1])) is not None:
        if not piece.lower().startswith(("updated", "last updated", "оновлено")):
            known.setdefault("published_at", published)
        return True
    byline = _BYLINE.fullmatch(piece)
    if byline:
        known.setdefault("author", byline[1])
        return True
    return False
