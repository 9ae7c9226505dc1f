"""Bytes into text. Either the text is surely right, or there is one clear line: a wrong guess would be stored for good.

UTF-8 and anything with a byte order mark are read. Without either, two old encodings are recognised by what they
decode to: Windows-1251 where whole words come out Cyrillic, and the part of Windows-1252 that the other Windows code
pages share. Everything else is refused.
"""

from __future__ import annotations

import codecs
import re

from index.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
)

_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁІЇЄҐа-яёіїєґ]+")
_SENSIBLE_CASE = re.compile(r"[А-ЯЁІЇЄҐ]?[а-яёіїєґ]+|[А-ЯЁІЇЄҐ]+")
_COMMON_WORDS = "в у на що не та і й з за до про як від для це по из и с что как от это он она его её или але був"
_COMMON_CYRILLIC = frozenset(_COMMON_WORDS.split())
# Letters and marks at the same place in the Windows code pages for Western and Central Europe, and in Turkish.
_SHARED_HIGH = frozenset("‚„…†‡‰‹‘’“”•–—™›\u00a0¤¦§©«¬\u00ad®°±´µ¶·¸»ÁÂÄÇÉËÍÎÓÔÖ×ÚÜßáâäçéëíîóôö÷úü")
_SHARED_LETTERS_AT_MOST = 0.1
# Where accented letters of a DOS code page would come out as quotation marks inside or after a word.
_MISPLACED = re.compile(r"[^\W\d_][‚„†‡‰‹“]|[^\W\d_][”…™›][^\W\d_]")
_COMMON_AT_LEAST = 2


def decode(data: bytes) -> str:
    """Return the text with ``\\n`` line ends; raise SourceError where it is no text or its encoding is not sure."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain_lines(_strict(data, encoding, f"is marked as {encoding.removesuffix('-sig').upper()}"))
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"this is {kind}, not a text; save its text as a UTF-8 .txt file")
    if b"\0" in data:
        raise SourceError("this is not a text (it holds zero bytes); save its text as a UTF-8 .txt file")
    try:
        return _plain_lines(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _plain_lines(_from_old_encoding(data))


def _strict(data: bytes, encoding: str, claim: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, AssertionError):
        raise SourceError(f"the file {claim} but is not; save it as UTF-8") from None


def _from_old_encoding(data: bytes) -> str:
    for encoding, plausible in (("cp1251", _is_cyrillic), ("cp1252", _is_shared_latin)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            return text
    raise SourceError("the text is not UTF-8 and its encoding cannot be told surely; save it as UTF-8")


def _is_cyrillic(text: str) -> bool:
    """Tell whether words come out whole, cased as people write and among the commonest: KOI8 or DOS text would not."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    whole = [word for word in words if _CYRILLIC_WORD.fullmatch(word)]
    sensible = sum(1 for word in whole if _SENSIBLE_CASE.fullmatch(word))
    return (
        len(whole) >= 0.95 * len(words)
        and sensible >= 0.99 * len(whole)
        and len(_COMMON_CYRILLIC.intersection(whole)) >= _COMMON_AT_LEAST
    )


def _is_shared_latin(text: str) -> bool:
    high = [character for character in text if not character.isascii()]
    letters = sum(1 for character in high if character.isalpha())
    few = letters <= _SHARED_LETTERS_AT_MOST * sum(map(str.isalpha, text))
    return few and _SHARED_HIGH.issuperset(high) and not _MISPLACED.search(text)


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
