"""Decode bytes to text: a byte order mark, UTF-8, a declared charset, or an old encoding that is certain.

``decode_text`` is for files, ``decode_page`` for pages and feeds, which declare their charset.
"""

from __future__ import annotations

import codecs
import re

from index.errors import SourceError

_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_:.+-]{1,40})", re.IGNORECASE)
_DECLARED_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_BYTE_ORDER_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNICODE = frozenset({"utf-8", "utf-16", "utf-16-le", "utf-16-be"})
# Some of Python's codecs do not encode text, or are slow; only these are accepted from a page.
_LEGACY_ENCODING = re.compile(
    r"cp\d+|iso8859-\d+|koi8-[ru]|mac-\w+|big5\w*|gbk?\w*|shift_jis\w*|euc_\w+|iso2022_\w+|tis-620|ascii"
)

_BOM_ENCODINGS = (
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
# Letters and marks with the same code in the Windows code pages for Western and Central Europe, and in Turkish.
_SHARED_HIGH = frozenset("‚„…†‡‰‹‘’“”•–—™›\u00a0¤¦§©«¬\u00ad®°±´µ¶·¸»ÁÂÄÇÉËÍÎÓÔÖ×ÚÜßáâäçéëíîóôö÷úü")
_SHARED_LETTERS_AT_MOST = 0.1
# Quotation marks inside or after a word: accented letters of a DOS code page, wrongly decoded.
_MISPLACED = re.compile(r"[^\W\d_][‚„†‡‰‹“]|[^\W\d_][”…™›][^\W\d_]")
_COMMON_AT_LEAST = 2


def charset_of(content_type: str) -> str | None:
    """Return Python's name of the charset in a Content-Type header, None if there is none or it is unknown."""
    match = _CHARSET.search(content_type)
    if match is None:
        return None
    name = _python_name(match[1])
    return name if name in _UNICODE else _accept_legacy(name)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the text of a page or feed with ``\\n`` line ends.

    ``charset`` is the server's, as ``charset_of`` returns it. In order, as in browsers: a byte order mark, UTF-8 where
    the bytes are valid UTF-8, the server's charset, the page's own, and what ``decode_text`` recognizes.

    Raises SourceError when none of them fits.
    """
    charsets = [name for name in (charset, _declared_charset(data)) if name]
    if not charsets or data.startswith(_BYTE_ORDER_MARKS):
        return decode_text(data)
    # Only the seven-bit encodings could pass for UTF-8.
    for name in charsets if charsets[0].startswith("iso2022") else ("utf-8", *charsets):
        try:
            return decode_text(data.decode(name).encode())
        except (UnicodeError, AssertionError, SourceError):  # some old codecs fail on an assertion
            continue
    return decode_text(data)


def decode_text(data: bytes) -> str:
    """Return the text with ``\\n`` line ends.

    Raises SourceError when the bytes are no text or their encoding is not certain.
    """
    for mark, encoding in _BOM_ENCODINGS:
        if data.startswith(mark):
            return _normalize_line_ends(
                _decode_strictly(data, encoding, f"is marked as {encoding.removesuffix('-sig').upper()}")
            )
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise SourceError(f"this is {kind}, not a text; save its text as a UTF-8 .txt file")
    if b"\0" in data:
        raise SourceError("this is not a text (it holds zero bytes); save its text as a UTF-8 .txt file")
    try:
        return _normalize_line_ends(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _normalize_line_ends(_decode_legacy(data))


def _declared_charset(data: bytes) -> str | None:
    match = _DECLARED_CHARSET.search(data, 0, _DECLARED_WITHIN)
    # The declaration was readable as ASCII, so a page that declares UTF-16 is wrong.
    return _accept_legacy(_python_name(match[1].decode("ascii"))) if match else None


def _python_name(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _accept_legacy(name: str | None) -> str | None:
    if name is None or not _LEGACY_ENCODING.fullmatch(name):
        return None
    # Browsers read both names as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _decode_strictly(data: bytes, encoding: str, claim: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError, AssertionError):
        raise SourceError(f"the file {claim} but is not; save it as UTF-8") from None


def _decode_legacy(data: bytes) -> str:
    for encoding, plausible in (("cp1251", _is_cyrillic), ("cp1252", _is_shared_latin)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if plausible(text):
            return text
    raise SourceError("the text is not UTF-8 and its encoding cannot be told surely; save it as UTF-8")


def _is_cyrillic(text: str) -> bool:
    """Tell whether words are whole, sensibly cased and partly very common; KOI8 or DOS text would not be."""
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


def _normalize_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
