"""Other people's words, made safe to show in a chat.

Telegram turns ``@name``, ``/word``, ``#word`` and addresses into things to tap, in quotes too, so an article could put
a command or a link of its own into an answer. In code style it lets them be, and code may stand in a quote; so such
words are shown as code. Not one character of the text changes, and what is copied is what was written, which an
invisible sign between ``@`` and ``name`` would not give.

Marks that steer the direction of text (U+202A to U+202E, U+2066 to U+2069) are left out: they are no words, Telegram
itself removes most of them, and one of them can make a sentence read backwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"\S+")
_AROUND = "“”\"'‘’«»()[]{}<>,;:!?….„"
_TAPPABLE = re.compile(
    r"""
    [@\#]\w                                             # a mention, an e-mail address, a hashtag
    | (?<!\w)/[\w/]                                     # a command, the slashes of an address
    | \w\.[^\W\d_]{2}                                   # a host name, before its last part
    | [0-9]\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]              # an address in numbers
    """,
    re.VERBOSE,
)


def escape_foreign_text(text: str) -> str:
    """``text`` without characters that steer a display. It is plain text and still wants escaping in HTML.

    Line ends become newlines, other control characters spaces, halves of surrogate pairs U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _DIRECTIONS.sub("", text)
    text = _CONTROLS.sub(" ", text)
    return _SURROGATES.sub("\ufffd", text)


def find_tappable(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words that Telegram may act on, without the punctuation around them.

    It is generous: "him.It", for want of a space, is one, as Italy has the domain ``it``.
    """
    for word in _WORD.finditer(text):
        if _TAPPABLE.search(word.group()):
            start = word.end() - len(word.group().lstrip(_AROUND))
            end = word.start() + len(word.group().rstrip(_AROUND))
            if start < end:
                yield start, end
