"""Telegram's HTML, read as strictly as Telegram reads it: markup in, plain text and entities out.

The rules and the errors' words are those of the Bot API's documentation, and of the parser that its server is
built on (``parse_html`` of TDLib): offsets in errors count bytes of UTF-8, offsets of entities count UTF-16
code units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.support.bot_api.text import checked_link, units
from tests.support.bot_api.wire import JsonObject, Refusal, bad_request

_TYPES = {
    **dict.fromkeys(("b", "strong"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("s", "strike", "del"), "strikethrough"),
    **dict.fromkeys(("tg-spoiler", "span"), "spoiler"),
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_NAME = re.compile(r"[^\s\0>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s\0=>]*")
_SPACE = re.compile(r"[ \t\r\n\v]*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    begin: int
    attributes: dict[str, str]


@dataclass(slots=True)
class HtmlReader:
    """Reads one text. ``plain`` and ``entities`` are the result; ``lost`` says what Telegram would drop silently."""

    source: str
    plain: list[str] = field(default_factory=list)
    entities: list[JsonObject] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _offset: int = 0
    _at: int = 0

    def read(self) -> str:
        """The plain text. Raises ``Refusal``, 400 "can't parse entities: ..."."""
        while self._at < len(self.source):
            character = self.source[self._at]
            if character == "<":
                closing = self.source.startswith("</", self._at)
                self._end_tag() if closing else self._start_tag()
            elif character == "&":
                self._write(self._reference())
            else:
                self._write(character)
                self._at += 1
        if self._open:
            raise unparsable(f"Can't find end tag corresponding to start tag {self._open[-1].tag}")
        self.entities.reverse()  # of two with the same span the outer one comes first
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.plain)

    def _write(self, text: str) -> None:
        self.plain.append(text)
        self._offset += units(text)

    def _where(self, at: int) -> str:
        return f"at byte offset {len(self.source[:at].encode())}"

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found.group()

    def _peek(self) -> str:
        return self.source[self._at : self._at + 1]

    def _reference(self) -> str:
        """The character that a reference at ``_at`` stands for; a lone ``&`` stands for itself."""
        found = _REFERENCE.match(self.source, self._at)
        hexadecimal, decimal, name = found.groups() if found else (None, None, None)
        code = int(hexadecimal, 16) if hexadecimal else int(decimal or 0)
        if 0xD800 <= code <= 0xDFFF:
            raise unparsable(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        character = _REFERENCES.get(name or "") or (chr(code) if 0 < code < 0x10FFFF else None)
        if found is None or character is None:
            self._at += 1
            return "&"
        self._at = found.end()
        return character

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        tag = self._match(_NAME).lower()
        if self._peek() == "":
            raise unparsable(f"Unclosed start tag {self._where(begin)}")
        if tag not in _TYPES:
            raise unparsable(f'Unsupported start tag "{tag}" {self._where(begin)}')
        attributes = {}
        while self._match(_SPACE) or self._peek() != ">":
            if self._peek() == ">":
                break
            name, value = self._attribute(tag, begin)
            attributes[name] = value
        self._at += 1
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise unparsable(f'Tag "span" must have class "tg-spoiler" {self._where(begin)}')
        if tag == "blockquote" and any(above.tag == "blockquote" for above in self._open):
            raise unparsable(f"Blockquotes can't be nested {self._where(begin)}")
        self._open.append(_Open(tag, self._offset, len(self.plain), attributes))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._match(_ATTRIBUTE_NAME)
        if self._peek() == "":
            raise unparsable(f'Unclosed start tag "{tag}" {self._where(begin)}')
        if not name:
            raise unparsable(f'Empty attribute name in the tag "{tag}" {self._where(begin)}')
        self._match(_SPACE)
        if self._peek() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise unparsable(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}" {self._where(begin)}'
            )
        self._at += 1
        self._match(_SPACE)
        value = self._attribute_value()
        if self._peek() == "":
            raise unparsable(f"Unclosed start tag {self._where(begin)}")
        return name, value

    def _attribute_value(self) -> str:
        quote = self._peek()
        if quote not in ("'", '"') or not quote:
            begin = self._at
            token = self._match(_TOKEN).lower()
            if self._peek() not in (*" \t\r\n\v>", ""):
                raise unparsable(f"Unexpected end of name token {self._where(begin)}")
            return token
        self._at += 1
        value = []
        while self._peek() not in (quote, ""):
            if self._peek() == "&":
                value.append(self._reference())
            else:
                value.append(self._peek())
                self._at += 1
        self._at += len(self._peek())
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise unparsable(f"Unexpected end tag {self._where(begin)}")
        self._at += 2
        found = self._match(_NAME).lower()
        self._match(_SPACE)
        if self._peek() != ">":
            raise unparsable(f"Unclosed end tag {self._where(begin)}")
        self._at += 1
        opened = self._open[-1]
        if found not in ("", opened.tag):
            expected = f'expected "</{opened.tag}>", found "</{found}>"'
            raise unparsable(f"Unmatched end tag {self._where(begin)}, {expected}")
        self._open.pop()
        if self._offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: JsonObject = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self._offset - opened.offset,
        }
        if opened.tag == "a":
            url = opened.attributes.get("href") or "".join(self.plain[opened.begin :])
            link = checked_link(url)
            if link is None:
                self.lost.append(f"the link to {url!r}, which is no URL")
                return
            entity["url"] = link
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
            if not re.fullmatch(r"[1-9]\d*", entity["custom_emoji_id"]):
                raise bad_request("Invalid custom emoji identifier specified")
        elif opened.tag == "blockquote" and "expandable" in opened.attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "pre":
            self._name_language(entity, self.entities)
        elif opened.tag == "code":
            entity["_language"] = opened.attributes.get("class", "").partition("language-")[2]
        self.entities.append(entity)

    @staticmethod
    def _name_language(pre: JsonObject, entities: list[JsonObject]) -> None:
        """``<pre><code class="language-x">`` is one entity, with a language."""
        inner = entities[-1] if entities else {}
        same = (inner.get("offset"), inner.get("length")) == (pre["offset"], pre["length"])
        if same and inner["type"] == "code" and inner["_language"]:
            pre["language"] = entities.pop()["_language"]


def unparsable(words: str) -> Refusal:
    """400, in the words of Telegram's parser."""
    return bad_request(f"can't parse entities: {words}")
