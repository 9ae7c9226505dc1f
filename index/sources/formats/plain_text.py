""".txt: header block, headline, wrapped paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.sources.formats.boilerplate import is_body_noise, is_page_noise, remove_teaser
from index.sources.normalize import tidy_text, web_address
from index.sources.types import ExtractedArticle
from index.text.dates import normalize_date, parse_date

_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
_FOOT_LINES = 3


def parse_plain_text(content: str) -> ExtractedArticle:
    """Take the text apart; ``ExtractedArticle.text`` is empty where the file holds no article."""
    known, rest = _header_block(content)
    if "title" in known:
        return _draft(known, _without_repeated_title(rest, known["title"]))
    lines = split_lines(rest)
    head = read_header(lines)
    known = {**head.known, **known}
    body = _without_first_teaser(_without_noise(lines[head.body :]))
    return _draft(known, _GAPS.sub("\n\n", _take_foot(body, known)))


def _draft(known: dict[str, str], text: str) -> ExtractedArticle:
    return ExtractedArticle(
        text=text.strip(),
        title=tidy_text(known.get("title")),
        publisher=tidy_text(known.get("publisher")),
        author=tidy_text(known.get("author")),
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
        pair = parse_key_line(line)
        if pair is None:
            return {}, content
        known.setdefault(*pair)
    return known, rest


def _without_repeated_title(text: str, title: str) -> str:
    first, _, rest = text.lstrip().partition("\n")
    return rest if first.strip() == title else text


def _without_noise(lines: Sequence[TextLine]) -> list[str]:
    """Drop furniture, but never a line that is in the middle of a wrapped paragraph."""
    kept: list[str] = []
    running = False
    for line in lines:
        if running or line.continues or not is_body_noise(line.text):
            kept.append(line.text)
        running = line.continues and parse_key_line(line.text) is None
    return kept


def _without_first_teaser(lines: list[str]) -> list[str]:
    """Drop the first line where it is a teaser, blank lines being no paragraphs."""
    told = [number for number, line in enumerate(lines) if line.strip()]
    kept = remove_teaser([lines[number] for number in told])
    return lines if len(kept) == len(told) else lines[told[1] :]


def _take_foot(lines: list[str], known: dict[str, str]) -> str:
    """Cut key lines off the end, where pages put their source and address, and keep what they say."""
    for _ in range(_FOOT_LINES):
        while lines and not lines[-1].strip():
            lines.pop()
        pair = parse_key_line(lines[-1]) if lines else None
        if pair is None or pair[0] == "title":
            break
        known.setdefault(*pair)
        lines.pop()
    return "\n".join(lines)


_SENTENCE_END = re.compile(r"[.!?…][\"”»’')\]]*$")
_QUESTION_END = re.compile(r"[?!][\"”»’')\]]*$")
# A stop after a whole lower-case word, so that "U.S. Army" and "St. Mary's" are no boundaries.
_INNER_BOUNDARY = re.compile(r"[^\W\d_A-ZА-Я]{3}[.!?…][\"”»’')]* +[\"“«‘'(]?[^\W\d_a-zа-яіїєґ]")
_LIST_MARK = re.compile(r"[-•*–—]\s|\d{1,2}[.)]\s")
# As agencies begin their reports: "(Reuters) -".
_DATELINE = re.compile(r"(?:[^\W\d_][\w., ]{1,30} )?\([^()]{2,30}\) ?(?:--|[-–—]) ")
_LONGEST_HEADING = 150
_LONGEST_QUESTION = 100
_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
_FILLED = 0.6
_LEAD_IN_WORDS = 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line. ``continues``: the paragraph runs on in the next line; ``alone``: blank lines stand around it."""

    text: str
    continues: bool
    alone: bool

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def is_question(self) -> bool:
        """Tell whether it is one short question or exclamation, as some headlines are."""
        stripped = self.text.strip()
        short = len(stripped) <= _LONGEST_QUESTION
        return short and bool(_QUESTION_END.search(stripped)) and not self._runs_like_prose(stripped)

    @property
    def is_prose(self) -> bool:
        """Tell whether it belongs to an article's body rather than to its headline: it holds or ends a sentence."""
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


def split_lines(text: str) -> tuple[TextLine, ...]:
    """Return every line of the text, in order; a headline that is broken over lines comes as one."""
    lines: list[TextLine] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        else:
            lines += _lines_of_block(block)
            lines.append(TextLine(line, continues=False, alone=False))
            block = []
    return tuple(lines[:-1])


def _lines_of_block(block: Sequence[str]) -> list[TextLine]:
    if _is_broken_heading(block):
        return [TextLine(" ".join(line.strip() for line in block), continues=False, alone=True)]
    width = _wrap_width(block)
    return [
        TextLine(line, continues=_continues(line, following, width), alone=len(block) == 1)
        for line, following in zip_longest(block, block[1:], fillvalue="")
    ]


def _wrap_width(block: Sequence[str]) -> int:
    """Return the width that a paragraph is wrapped to, 0 where the lines are no wrapped paragraph.

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


def _continues(line: str, following: str, width: int) -> bool:
    """Tell whether the line was broken because the next word did not fit, as in text wrapped to a width."""
    if not following or not width or _SENTENCE_END.search(line.strip()):
        return False
    next_word = following.split(maxsplit=1)[0]
    return next_word[0].islower() or len(line) + 1 + len(next_word) > width


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
class HeaderBlock:
    """What is known from above the body, and the index of the body's first line."""

    known: dict[str, str]
    body: int


def parse_key_line(line: str) -> tuple[str, str] | None:
    """Return the field of Article and the value that a line like ``Publisher: Northern Wire`` gives."""
    match = _KEY_LINE.fullmatch(line.strip())
    if match is None or len(match[2]) > _LONGEST_VALUE:
        return None
    field = _FIELD_OF.get(match[1].lower())
    if field == "publisher" and match[2].startswith(("http://", "https://")):
        field = "url"
    return (field, match[2].strip()) if field else None


def read_header(lines: Sequence[TextLine]) -> HeaderBlock:
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
        return HeaderBlock(known, candidates[0] if candidates else body)
    known.setdefault("title", lines[headline].text.strip())
    after = [number for number in candidates if number > headline]
    if after and (body == len(lines) or len(after) > _TEASERS_AT_MOST):
        body = after[0]
    return HeaderBlock(known, body)


def _headline(lines: Sequence[TextLine], candidates: Sequence[int]) -> int | None:
    """Menu entries are of a word or two, headlines seldom are."""
    long_enough = (number for number in candidates if len(lines[number].text.split()) >= _HEADLINE_WORDS)
    return next(long_enough, candidates[0] if candidates else None)


def _take_known(line: str, known: dict[str, str]) -> bool:
    """Keep what a line of dates, names or keys says, and tell whether it was one."""
    stripped = line.strip()
    if not stripped or len(stripped) > _LONGEST_VALUE:
        return False
    if (pair := parse_key_line(stripped)) is not None:
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
