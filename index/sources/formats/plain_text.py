"""Plain text files (.txt): header lines, headline and wrapped paragraphs.

Begin reading at ``parse_plain_text``. ``split_lines`` recognizes wrapped paragraphs, ``read_header`` finds the
headline, the metadata above the body and where the body begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.sources.formats.boilerplate import is_body_noise, is_page_noise, remove_teaser
from index.sources.normalize import tidy_text, web_address
from index.sources.types import ExtractedArticle
from index.text.characters import CLOSING_MARKS
from index.text.dates import normalize_date, parse_date

_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_FOOT_LINES = 3

_SENTENCE_END = re.compile(rf"[.!?…][{CLOSING_MARKS}]*$")
_QUESTION_END = re.compile(rf"[?!][{CLOSING_MARKS}]*$")
# A stop after a whole lower-case word, so that "U.S. Army" and "St. Mary's" are no boundaries.
_INNER_BOUNDARY = re.compile(r"[^\W\d_A-ZА-Я]{3}[.!?…][\"”»’')]* +[\"“«‘'(]?[^\W\d_a-zа-яіїєґ]")
_LIST_MARK = re.compile(r"[-•*–—]\s|\d{1,2}[.)]\s")
# The beginning of an agency's report: "(Reuters) -".
_DATELINE = re.compile(r"(?:[^\W\d_][\w., ]{1,30} )?\([^()]{2,30}\) ?(?:--|[-–—]) ")
_LONGEST_HEADING = 150
_LONGEST_QUESTION = 100
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
_FILLED = 0.6
_LEAD_IN_WORDS = 4

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

_PART_SEPARATOR = re.compile(r"\s*[|·•]\s*")
_DATED = re.compile(
    r"(?:(?:first |last )?(?:published|posted|updated|опубліковано|оновлено)(?: on| at)?:? )?(.+)", re.IGNORECASE
)
_NAME_WORD = r"[^\W\d_a-zа-яіїєґ][\w’'.-]*"
_BYLINE = re.compile(
    rf"(?:By|Text by|Words by|Від|Текст:) ({_NAME_WORD}(?: (?:{_NAME_WORD}|and|van|von|de|та|і)){{0,6}})(?:, .*)?"
)
_LONGEST_META = 200

_HEADLINE_WORDS = 3
# More short lines than this are a list or a poem rather than teasers.
_TEASERS_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line; ``continues``: its paragraph goes on in the next line; ``alone``: blank lines surround it."""

    text: str
    continues: bool
    alone: bool

    @property
    def is_blank(self) -> bool:
        """Tell whether the line holds only white space."""
        return not self.text.strip()

    @property
    def is_question(self) -> bool:
        """Tell whether the line is one short question or exclamation, as some headlines are."""
        stripped = self.text.strip()
        short = len(stripped) <= _LONGEST_QUESTION
        return short and bool(_QUESTION_END.search(stripped)) and not self._runs_like_prose(stripped)

    @property
    def is_prose(self) -> bool:
        """Tell whether the line belongs to a body rather than a headline: it holds or ends a sentence."""
        stripped = self.text.strip()
        return bool(_SENTENCE_END.search(stripped)) or self._runs_like_prose(stripped)

    def _runs_like_prose(self, stripped: str) -> bool:
        return (
            self.continues
            or len(stripped) > _LONGEST_HEADING
            or bool(_LIST_MARK.match(stripped))
            or bool(_DATELINE.match(stripped))
            or (stripped.endswith(":") and len(stripped.split()) >= _LEAD_IN_WORDS)
            or bool(_INNER_BOUNDARY.search(stripped))
        )


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The fields of Article given above the body, and the index of the body's first line."""

    fields: dict[str, str]
    body: int


def parse_plain_text(content: str) -> ExtractedArticle:
    """Parse a text file; ``ExtractedArticle.text`` is empty when the file holds no article."""
    fields, remainder = _split_header_block(content)
    if "title" in fields:
        return _build_article(fields, _remove_repeated_title(remainder, fields["title"]))
    lines = split_lines(remainder)
    header = read_header(lines)
    fields = {**header.fields, **fields}
    body = _remove_first_teaser(_remove_noise(lines[header.body :]))
    return _build_article(fields, _GAPS.sub("\n\n", _take_footer(body, fields)))


def split_lines(text: str) -> tuple[TextLine, ...]:
    """Return every line of the text, in order; a headline broken over several lines is joined into one."""
    lines: list[TextLine] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        else:
            lines += _split_block(block)
            lines.append(TextLine(line, continues=False, alone=False))
            block = []
    return tuple(lines[:-1])


def parse_key_line(line: str) -> tuple[str, str] | None:
    """Return the field of Article and its value from a line like ``Publisher: Northern Wire``, else None."""
    match = _KEY_LINE.fullmatch(line.strip())
    if match is None or len(match[2]) > _LONGEST_VALUE:
        return None
    field = _FIELD_OF.get(match[1].lower())
    if field == "publisher" and match[2].startswith(("http://", "https://")):
        field = "url"
    return (field, match[2].strip()) if field else None


def read_header(lines: Sequence[TextLine]) -> HeaderBlock:
    """Find the headline, the date, author and source given above the body, and where the body begins."""
    fields: dict[str, str] = {}
    candidates: list[int] = []
    body = len(lines)
    for number, line in enumerate(lines):
        if line.is_blank or _take_metadata_line(line.text, fields) or is_page_noise(line.text):
            continue
        if line.is_prose and not (line.is_question and not candidates and line.alone):
            body = number
            break
        candidates.append(number)
    headline = _find_headline(lines, candidates)
    if headline is None or (body == len(lines) and len(candidates) == 1):
        return HeaderBlock(fields, candidates[0] if candidates else body)
    fields.setdefault("title", lines[headline].text.strip())
    after = [number for number in candidates if number > headline]
    if after and (body == len(lines) or len(after) > _TEASERS_AT_MOST):
        body = after[0]
    return HeaderBlock(fields, body)


def _build_article(fields: dict[str, str], text: str) -> ExtractedArticle:
    return ExtractedArticle(
        text=text.strip(),
        title=tidy_text(fields.get("title")),
        publisher=tidy_text(fields.get("publisher")),
        author=tidy_text(fields.get("author")),
        published_at=normalize_date(fields.get("published_at")),
        url=web_address(fields.get("url")),
    )


def _split_header_block(content: str) -> tuple[dict[str, str], str]:
    """Return the fields of a block of key lines at the very top, and the text below; no field if any line has none."""
    content = content.lstrip()
    block, _, remainder = content.partition("\n\n")
    fields: dict[str, str] = {}
    if len(block) > 4096:
        return {}, content
    for line in block.split("\n"):
        pair = parse_key_line(line)
        if pair is None:
            return {}, content
        fields.setdefault(*pair)
    return fields, remainder


def _remove_repeated_title(text: str, title: str) -> str:
    first, _, remainder = text.lstrip().partition("\n")
    return remainder if first.strip() == title else text


def _remove_noise(lines: Sequence[TextLine]) -> list[str]:
    """Remove boilerplate lines, but never one in the middle of a wrapped paragraph."""
    remaining: list[str] = []
    in_paragraph = False
    for line in lines:
        if in_paragraph or line.continues or not is_body_noise(line.text):
            remaining.append(line.text)
        in_paragraph = line.continues and parse_key_line(line.text) is None
    return remaining


def _remove_first_teaser(lines: list[str]) -> list[str]:
    """Remove the first line with words if it is a teaser."""
    with_words = [number for number, line in enumerate(lines) if line.strip()]
    remaining = remove_teaser([lines[number] for number in with_words])
    return lines if len(remaining) == len(with_words) else lines[with_words[1] :]


def _take_footer(lines: list[str], fields: dict[str, str]) -> str:
    """Move key lines from the end, where pages put their source and address, into ``fields``; return the text above."""
    for _ in range(_FOOT_LINES):
        while lines and not lines[-1].strip():
            lines.pop()
        pair = parse_key_line(lines[-1]) if lines else None
        if pair is None or pair[0] == "title":
            break
        fields.setdefault(*pair)
        lines.pop()
    return "\n".join(lines)


def _split_block(block: Sequence[str]) -> list[TextLine]:
    if _is_broken_heading(block):
        return [TextLine(" ".join(line.strip() for line in block), continues=False, alone=True)]
    width = _wrap_width(block)
    return [
        TextLine(line, continues=_is_wrapped(line, following, width), alone=len(block) == 1)
        for line, following in zip_longest(block, block[1:], fillvalue="")
    ]


def _wrap_width(block: Sequence[str]) -> int:
    """Return the width to which a paragraph is wrapped, 0 if the lines are no wrapped paragraph.

    A first line may be shorter, since a headline can stand right above its paragraph.
    """
    width = max(map(len, block), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    filled = all(len(line) >= _FILLED * width for line in block[1:-1])
    sentence = any(_SENTENCE_END.search(line.strip()) or _INNER_BOUNDARY.search(line) for line in block)
    return width if filled and sentence else 0


def _is_broken_heading(block: Sequence[str]) -> bool:
    if not 1 < len(block) <= 3 or sum(map(len, block)) > _LONGEST_HEADING:
        return False
    run_on = all(line.lstrip()[0].islower() for line in block[1:])
    return run_on and not any(_SENTENCE_END.search(line.strip()) for line in block)


def _is_wrapped(line: str, following: str, width: int) -> bool:
    """Tell whether the line was broken because the next word did not fit into ``width``."""
    if not following or not width or _SENTENCE_END.search(line.strip()):
        return False
    next_word = following.split(maxsplit=1)[0]
    return next_word[0].islower() or len(line) + 1 + len(next_word) > width


def _find_headline(lines: Sequence[TextLine], candidates: Sequence[int]) -> int | None:
    # Menu entries have a word or two, headlines seldom.
    long_enough = (number for number in candidates if len(lines[number].text.split()) >= _HEADLINE_WORDS)
    return next(long_enough, candidates[0] if candidates else None)


def _take_metadata_line(line: str, fields: dict[str, str]) -> bool:
    """Add what a line of dates, names or keys gives to ``fields``, and tell whether it was such a line."""
    stripped = line.strip()
    if not stripped or len(stripped) > _LONGEST_VALUE:
        return False
    if (pair := parse_key_line(stripped)) is not None:
        fields.setdefault(*pair)
        return True
    if len(stripped) > _LONGEST_META:
        return False
    # A date may hold the separator, as in "9 February 2025 | 14:05".
    if _take_metadata_part(stripped, fields):
        return True
    parts = [_take_metadata_part(part, fields) for part in _PART_SEPARATOR.split(stripped)]
    return True in parts


def _take_metadata_part(part: str, fields: dict[str, str]) -> bool:
    date = _DATED.fullmatch(part)
    if date and (published := parse_date(date[1])) is not None:
        if not part.lower().startswith(("updated", "last updated", "оновлено")):
            fields.setdefault("published_at", published)
        return True
    byline = _BYLINE.fullmatch(part)
    if byline:
        fields.setdefault("author", byline[1])
    return byline is not None
