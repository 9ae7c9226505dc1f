"""A page's encoding: what is believed, in which order, and when nothing is."""

from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources.formats.encoding import decode_page

WORDS = "<p>Міст зачинено до травня, сказав голова ради, і на мосту стоїть варта.</p>"
LATIN = "<p>Žluťoučký kůň úpěl ďábelské ódy.</p>"
JAPANESE = "<p>橋は五月まで閉鎖されている。</p>"


@pytest.mark.parametrize(
    ("text", "encoding", "charset"),
    [
        (WORDS, "utf-8", "cp1251"),
        ('<meta charset="koi8-u">' + WORDS, "utf-8", None),
        (WORDS, "cp1251", "utf-8"),
        ('<meta charset="windows-1251">' + WORDS, "cp1251", "utf-8"),
        ('<meta charset="utf-8">' + WORDS, "cp1251", None),
        ('<meta charset="iso-8859-2">' + LATIN, "cp1250", "cp1250"),
        ('<meta charset="windows-1250">' + LATIN, "cp1250", None),
        ('<?xml version="1.0" encoding="windows-1250"?>' + LATIN, "cp1250", None),
        ('<meta charset="utf-16">' + WORDS, "utf-8", None),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        ('<meta charset="iso-2022-jp">' + JAPANESE, "iso2022_jp", None),
        (WORDS, "utf-16-le", "utf-16-le"),
        (WORDS, "utf-16", "cp1252"),
    ],
)
def test_the_claim_that_fits_is_believed(text: str, encoding: str, charset: str | None) -> None:
    assert decode_page(text.encode(encoding), charset) == text


def test_the_server_goes_before_the_page() -> None:
    page = f'<meta charset="iso-8859-5">{WORDS}'.encode("cp1251")
    assert decode_page(page, "cp1251").endswith(WORDS)


@pytest.mark.parametrize(
    ("data", "charset", "why"),
    [
        (LATIN.encode("cp1250"), None, "cannot be told surely"),
        (LATIN.encode("cp1250"), "utf-8", "cannot be told surely"),
        (b'<meta charset="shift_jis">' + LATIN.encode("cp1250"), "utf-8", "cannot be told surely"),
        (b"<p>The bridge is\0 closed.</p>", "cp1252", "zero bytes"),
        (b"\xff\xfea", "cp1252", "is marked as UTF-16 but is not"),
    ],
)
def test_where_no_claim_fits_nothing_is_guessed(data: bytes, charset: str | None, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        decode_page(data, charset)


def test_line_ends_become_one_kind() -> None:
    assert decode_page(b"<p>one\r\ntwo\rthree</p>", "cp1252") == "<p>one\ntwo\nthree</p>"
