"""PDFs made by hand: text at places, document info, a password, streams that are compressed or much too large.

The format is that of ISO 32000-1; passwords are those of its standard security handler, revision 2 (7.6.3).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
"""Points of a page of A4."""
CHARACTER = 0.6
"""The width of every character of the fixed-pitch font, in units of its size."""

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_FILE_ID = b"whosaid's tests."
_LATIN = "cp1252"


@dataclass(frozen=True, slots=True)
class At:
    """Words at a place: ``x`` and ``y`` of their baseline's left end, in points from the page's lower left corner."""

    x: float
    y: float
    words: str
    size: float = 11
    sideways: bool = False


def column(
    *lines: str, x: float = 72, top: float = 760, size: float = 11, leading: float = 1.2, indent: float = 0
) -> list[At]:
    """Lines one below the other; an empty one leaves a gap, one that begins with a tab is indented."""
    placed = []
    for number, line in enumerate(lines):
        if line:
            left = x + (indent or 1.5 * size) * line.startswith("\t")
            placed.append(At(left, top - number * leading * size, line.lstrip("\t"), size))
    return placed


def pdf(
    *pages: Sequence[At],
    info: Mapping[str, str] | None = None,
    compressed: bool = False,
    password: str | None = None,
    extra: Sequence[bytes] = (),
) -> bytes:
    """Return a PDF whose pages hold the words; ``password``, which may be empty, encrypts it with 40-bit RC4.

    ``extra`` are bodies of further objects, which nothing refers to.
    """
    contents = [_content(page) for page in pages]
    return assemble(contents, info=info, compressed=compressed, password=password, extra=extra)


def assemble(
    contents: Sequence[bytes],
    *,
    info: Mapping[str, str] | None = None,
    compressed: bool = False,
    password: str | None = None,
    extra: Sequence[bytes] = (),
    resources: bytes = b"",
) -> bytes:
    """Return a PDF whose pages have these content streams."""
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(contents)))
    key = _key(password) if password is not None else None
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        _info(info or {}, _cipher(key, 4) if key else None),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding /ToUnicode 6 0 R >>",
        stream(_cyrillic_map(), cipher=_cipher(key, 6) if key else None),
    ]
    for number, content in enumerate(contents):
        own = first + 2 * number + 1
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R /C 5 0 R >> %s >> >>" % (WIDTH, HEIGHT, own, resources)
        )
        bodies.append(stream(content, compressed=compressed, cipher=_cipher(key, own) if key else None))
    bodies.extend(extra)
    trailer = b"/Root 1 0 R /Info 4 0 R" + (_encryption(password) if password is not None else b"")
    return _file(bodies, trailer)


def stream(
    content: bytes, *, compressed: bool = False, cipher: bytes | None = None, entries: bytes = b"", length: int = -1
) -> bytes:
    """Return the body of a stream object, compressed once more where it is asked for."""
    data = zlib.compress(content) if compressed else content
    data = rc4(cipher, data) if cipher else data
    filtered = b"/Filter /FlateDecode " if compressed else b""
    size = len(data) if length < 0 else length
    return b"<< /Length %d %s%s >>\nstream\n" % (size, filtered, entries) + data + b"\nendstream"


def bomb_of_content(size: int) -> bytes:
    """Return a PDF of one page whose compressed content unpacks to about ``size`` bytes, words first."""
    return assemble([b"BT /F 11 Tf 72 700 Td (The bridge is shut.) Tj ET " + b"q Q\n" * (size // 4)], compressed=True)


def bomb_of_objects(size: int) -> bytes:
    """Return a PDF whose objects stand in a compressed stream that unpacks to about ``size`` bytes (7.5.7, 7.5.8)."""
    content = b"BT /F 11 Tf 72 700 Td (The bridge is shut.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 3 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >> >> >>",
    ]
    offsets = [sum(map(len, objects[:number])) for number in range(len(objects))]
    head = b" ".join(b"%d %d" % (number, offset) for number, offset in enumerate(offsets, 2)) + b" "
    packed = head + b"".join(objects) + b" " * size
    entries = b"/Type /ObjStm /N 3 /First %d " % len(head)
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in ((1, stream(packed, compressed=True, entries=entries)), (5, stream(content))):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows = [(0, 0, 0), (1, places[1], 0), (2, 1, 0), (2, 1, 1), (2, 1, 2), (1, places[5], 0), (1, len(out), 0)]
    table = b"".join(struct.pack(">BIH", *row) for row in rows)
    start = len(out)
    out += b"6 0 obj\n%s\nendobj\n" % stream(table, entries=b"/Type /XRef /Size 7 /W [1 4 2] /Root 2 0 R ")
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def rc4(key: bytes, data: bytes) -> bytes:
    """The cipher as everybody writes it."""
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _content(page: Sequence[At]) -> bytes:
    parts = []
    for at in page:
        matrix = (0, 1, -1, 0) if at.sideways else (1, 0, 0, 1)
        font = b"F" if at.words.encode(_LATIN, "replace").decode(_LATIN) == at.words else b"C"
        words = at.words.encode(_LATIN if font == b"F" else "cp1251")
        escaped = words.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        place = " ".join(f"{value:g}" for value in (*matrix, at.x, at.y)).encode()
        parts.append(b"BT /%s %.2f Tf %s Tm (%s) Tj ET" % (font, at.size, place, escaped))
    return b"\n".join(parts)


def _cyrillic_map() -> bytes:
    """What the codes of Windows-1251 stand for, as a ToUnicode map (9.10.3)."""
    codes = [code for code in range(32, 256) if code != 0x98]
    pairs = b"\n".join(
        b"<%02x> <%s>" % (code, bytes([code]).decode("cp1251").encode("utf-16-be").hex().encode()) for code in codes
    )
    return (
        b"/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def\n1 begincodespacerange <00> <ff> "
        b"endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end" % (len(codes), pairs)
    )


def _info(info: Mapping[str, str], cipher: bytes | None) -> bytes:
    entries = []
    for name, value in info.items():
        data = b"\xfe\xff" + value.encode("utf-16-be")
        entries.append(b"/%s <%s>" % (name.encode(), (rc4(cipher, data) if cipher else data).hex().encode()))
    return b"<< %s >>" % b" ".join(entries)


def _file(bodies: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, trailer, start)
    return bytes(out)


def _owner_entry(password: str) -> bytes:
    padded = (password.encode() + _PADDING)[:32]
    return rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)


def _key(password: str) -> bytes:
    padded = (password.encode() + _PADDING)[:32]
    parts = padded + _owner_entry(password) + struct.pack("<i", -4) + _FILE_ID
    return hashlib.md5(parts, usedforsecurity=False).digest()[:5]


def _cipher(key: bytes, number: int) -> bytes:
    salted = key + struct.pack("<I", number)[:3] + b"\0\0"
    return hashlib.md5(salted, usedforsecurity=False).digest()[: len(key) + 5]


def _encryption(password: str) -> bytes:
    user = rc4(_key(password), _PADDING)
    return b" /ID [<%s> <%s>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (
        _FILE_ID.hex().encode(),
        _FILE_ID.hex().encode(),
        _owner_entry(password).hex().encode(),
        user.hex().encode(),
    )
