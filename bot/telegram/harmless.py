"""Other people's words, made safe to show in a chat without changing one of them.

Telegram turns ``@name``, ``/word``, ``#word`` and addresses into things to tap, in quotes too, so an article could put
a command or a link of its own into an answer. A WORD JOINER (U+2060) behind the sign that starts such a thing stops
that. It has no width, allows no line break, has no direction and is no letter of any name, so what is seen stays
word for word what was written; only where one of those signs stands does a copied text hold one sign more. (Code
style would do it too, but would show as code; a ZERO WIDTH NON-JOINER counts as a letter of a hashtag.)

Marks that steer the direction of text (U+202A to U+202E, U+2066 to U+2069) are left out: they are no words, Telegram
itself removes most of them, and one of them can make a sentence read backwards.
"""

from __future__ import annotations

import re

JOINER = "\u2060"

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_TAPPABLE = re.compile(
    r"""
    [@\#](?=\w)                                            # a mention, an e-mail address, a hashtag
    | (?<!\w)/(?=[\w/])                                    # a command, the slashes of an address
    | (?<=\w)\.(?=[^\W\d_]{2})                             # a host name before its last part
    | (?<=[0-9])\.(?=[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3})   # an address in numbers
    """,
    re.VERBOSE,
)


def harmless(text: str) -> str:
    """``text`` with nothing in it that Telegram would act on. It is plain text and still wants escaping in HTML.

    Line ends become newlines, other control characters spaces, halves of surrogate pairs U+FFFD.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _DIRECTIONS.sub("", text)
    text = _CONTROLS.sub(" ", text)
    text = _SURROGATES.sub("\ufffd", text)
    return _TAPPABLE.sub(lambda sign: sign.group() + JOINER, text)
