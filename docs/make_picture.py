"""Draw the answer of the README as an SVG picture: ``python docs/make_picture.py``.

Takes two questions and their answers from the transcript in ``docs/telegram.md``, which a test compares with what the
bot really sends, and writes ``docs/group-answer.svg``. The picture names generic fonts only; widths are estimated for
a wide one (DejaVu Sans), so that no line is cut where a narrower font is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "telegram.md"
PICTURE = FOLDER / "group-answer.svg"

QUESTIONS = ("/ask who said negotiators will look at it?", "/ask who said penguins can fly?")
"""The messages of the transcript that are drawn, each with the answer after it."""

WIDTH = 440
_MARGIN = 12
_BUBBLE = WIDTH - 2 * _MARGIN
_PADDING = 12
_SIZE = 15
_LEADING = 20
_BUTTON = 34
_GAP = 8

_TRANSCRIPT_WIDTH = 96
_OPENING = re.compile(r"^([A-Z]\w+)(?: \(edited\))?:(?: (.*))?$")
_BUTTONS = re.compile(r"\[([^\[\]]+)\]")
_MARKER = re.compile(r"(\[\d+\])")
_DATE = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2}) (\d{4})\b")

_PALETTE = {
    "wall": "#c9d8e0",
    "bubble": "#ffffff",
    "text": "#16191c",
    "quiet": "#5b6a75",
    "link": "#1f6fb5",
    "quote": "#e9f1f8",
    "bar": "#3a86c8",
    "asker": "#b3541e",
    "bot": "#2f7d4f",
    "button": "#8aa3b2",
    "on_button": "#10202b",
}

_THUMB = "M1 8h4v11H1zM7 18.5V9l4-8c2 0 3 1.2 2.6 3L12.5 8H19c1.5 0 2.2 1 1.9 2.2l-2 7c-.3 1-1 1.8-2 1.8H8z"
_THUMBS = {"👍": "", "👎": " rotate(180 11 10)"}
"""Drawn, since a font with these signs is not everywhere."""

_NARROW, _WIDE = frozenset("ijl.,:;!'|·()[] "), frozenset("mwMW%@")


@dataclass(frozen=True, slots=True)
class Message:
    """A message of the transcript: its writer, its lines unwrapped, and its rows of buttons."""

    writer: str
    lines: tuple[str, ...]
    buttons: tuple[tuple[str, ...], ...] = ()


def find_transcript(document: str) -> str:
    """Return the text of the first code block of ``document`` in which the bot is added to a group."""
    for block in re.findall(r"^```\n(.*?)\n```$", document, re.DOTALL | re.MULTILINE):
        if "(adds Whosaid)" in block:
            return str(block)
    raise ValueError("no transcript of a group's session: docs/telegram.md must hold the output of tests.e2e.session")


def parse_messages(transcript: str) -> tuple[Message, ...]:
    """Return the messages of ``transcript`` in their order; events such as "Ann (adds Whosaid)" are left out."""
    messages: list[tuple[str, list[str]]] = []
    for line in transcript.split("\n"):
        if opening := _OPENING.match(line):
            messages.append((opening[1], [line] if opening[2] else []))
        elif messages:
            messages[-1][1].append(line)
    return tuple(_parse_message(writer, lines) for writer, lines in messages)


def draw(messages: Sequence[Message]) -> str:
    """Return an SVG document that shows ``messages`` one below the other, as a chat does."""
    parts: list[str] = []
    y = float(_MARGIN)
    for message in messages:
        drawn, y = _draw_message(message, y)
        parts += drawn
    height = round(y - _GAP + _MARGIN)
    spoken = escape(
        " ".join(word for message in messages for word in (f"{message.writer}:", *_list_spoken_words(message)))
    )
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" font-size="{_SIZE}">',
            f"<title>{spoken}</title>",
            _draw_box((0, 0), (WIDTH, height), _PALETTE["wall"], 14),
            *parts,
            "</svg>",
            "",
        ]
    )


def make_picture(document: str) -> str:
    """Return the picture of ``QUESTIONS`` and their answers in the transcript of ``document``."""
    messages = parse_messages(find_transcript(document))
    shown: list[Message] = []
    for question in QUESTIONS:
        at = next(number for number, message in enumerate(messages) if message.lines == (question,))
        shown += messages[at : at + 2]
    return draw(shown)


def _parse_message(writer: str, wrapped: Sequence[str]) -> Message:
    lines = list(_unwrap(wrapped))
    if lines:
        lines[0] = lines[0].removeprefix(f"{writer}: ")
    rows = []
    while lines and (not lines[-1] or re.fullmatch(r"(\[[^\[\]]+\] *)+", lines[-1])):
        if row := lines.pop():
            rows.append(tuple(_BUTTONS.findall(row)))
    return Message(writer, tuple(lines), tuple(reversed(rows)))


def _unwrap(lines: Iterable[str]) -> Iterator[str]:
    """Join each line to the one before where its first word had no room there, as the transcript was wrapped."""
    joined: list[str] = []
    last = ""
    for line in lines:
        words = line.removeprefix("> ")
        if joined and last and words and len(f"{last} {words.split(' ')[0]}") > _TRANSCRIPT_WIDTH:
            joined[-1] += f" {words}"
        else:
            joined.append(line)
        last = line
    yield from joined


def _list_spoken_words(message: Message) -> list[str]:
    return [line.removeprefix("> ") for line in message.lines if line]


def _draw_message(message: Message, top: float) -> tuple[list[str], float]:
    """Return the elements of a message whose bubble begins at ``top``, and where the next one begins."""
    inside: list[str] = []
    left, right = _MARGIN + _PADDING, _MARGIN + _BUBBLE - _PADDING
    y = top + _PADDING
    colour = _PALETTE["bot" if message.buttons else "asker"]
    inside.append(_draw_text(left, y + 13, escape(message.writer), colour, bold=True))
    y += _LEADING + 2
    for line in message.lines:
        if not line:
            y += _GAP
        elif line.startswith("> "):
            rows = wrap_text(line.removeprefix("> "), right - left - 20)
            height = len(rows) * _LEADING + 12
            inside.append(_draw_box((left, y), (right - left, height), _PALETTE["quote"], 5))
            inside.append(_draw_box((left, y), (4, height), _PALETTE["bar"], 2))
            inside += [_draw_text(left + 14, y + 20 + n * _LEADING, _colour_markers(row)) for n, row in enumerate(rows)]
            y += height + 4
        else:
            rows = wrap_text(line, right - left)
            source = _PALETTE["link"] if re.match(r"\[\d+\]", line) else _PALETTE["text"]
            inside += [
                _draw_text(left, y + 14 + n * _LEADING, _colour_markers(row), source) for n, row in enumerate(rows)
            ]
            y += len(rows) * _LEADING
    y += _PADDING - 2
    below, end = _draw_buttons(message.buttons, y + 4)
    return [_draw_box((_MARGIN, top), (_BUBBLE, y - top), _PALETTE["bubble"], 12), *inside, *below], end + _GAP


def _draw_buttons(rows: Sequence[Sequence[str]], y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    for row in rows:
        width = (_BUBBLE - 4 * (len(row) - 1)) / len(row)
        for number, label in enumerate(row):
            x = _MARGIN + number * (width + 4)
            parts.append(_draw_box((x, y), (width, _BUTTON), _PALETTE["button"], 8))
            parts.append(_draw_label(label, x + width / 2, y))
        y += _BUTTON + 4
    return parts, y


def _draw_label(label: str, middle: float, top: float) -> str:
    fill = f'fill="{_PALETTE["on_button"]}"'
    if label in _THUMBS:
        return f'<path d="{_THUMB}" transform="translate({middle - 11:g} {top + 7:g}){_THUMBS[label]}" {fill}/>'
    return f'<text x="{middle:g}" y="{top + 22:g}" text-anchor="middle" {fill}>{escape(label)}</text>'


def wrap_text(text: str, width: float) -> list[str]:
    """Return ``text`` in lines at most ``width`` pixels wide by estimate, broken at spaces but not in dates."""
    lines = [""]
    for word in _DATE.sub("\\1\u00a0\\2\u00a0\\3", text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and estimate_width(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def estimate_width(text: str) -> float:
    """Return the width of ``text`` in pixels in a wide sans-serif font of the picture's size."""
    ems = sum(0.37 if c in _NARROW else 0.95 if c in _WIDE else 0.72 if c.isupper() else 0.61 for c in text)
    return ems * _SIZE


def _colour_markers(line: str) -> str:
    """Return ``line`` escaped, with its citation markers in the colour of links."""
    parts = _MARKER.split(line)
    link = _PALETTE["link"]
    return "".join(f'<tspan fill="{link}">{p}</tspan>' if _MARKER.fullmatch(p) else escape(p) for p in parts)


def _draw_text(x: float, y: float, content: str, fill: str = _PALETTE["text"], *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{fill}"{weight}>{content}</text>'


def _draw_box(left_top: tuple[float, float], size: tuple[float, float], fill: str, radius: int) -> str:
    (x, y), (width, height) = left_top, size
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{radius}" fill="{fill}"/>'


if __name__ == "__main__":
    PICTURE.write_text(make_picture(SOURCE.read_text("utf-8")), "utf-8")
