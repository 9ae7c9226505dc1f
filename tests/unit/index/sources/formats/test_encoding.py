"""Decoding of bytes: right or refused, never guessed wrongly."""

from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources.formats.encoding import decode_page, decode_text

UKRAINIAN = (
    "Міська рада вирішила, що тарифи не зростуть. «Ми не можемо», — сказала Оксана. До весни й у грудні так само."
)
RUSSIAN = "Городской совет решил, что тарифы не вырастут. «Мы не можем», — сказала она. И это на всю зиму, до весны."
ENGLISH = (
    "“We can’t wait,” she said – and left… The café on Königstraße paid €5 less than that." + " More words follow." * 5
)


def plain(text: str) -> str:
    return text.replace("«", '"').replace("»", '"').replace("—", "-")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [UKRAINIAN, ENGLISH, "a"])
def test_unicode_encodings_are_read(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding)) == text


@pytest.mark.parametrize("text", [UKRAINIAN, RUSSIAN])
def test_windows_1251_is_known_by_its_words(text: str) -> None:
    assert decode_text(text.encode("cp1251")) == text


def test_western_windows_text_is_read_where_all_code_pages_agree() -> None:
    text = ENGLISH.replace("€", "EUR ")
    assert decode_text(text.encode("cp1252")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (plain(UKRAINIAN), "koi8-u"),
        (plain(RUSSIAN), "koi8-r"),
        (plain(RUSSIAN), "iso8859-5"),
        (plain(RUSSIAN), "cp866"),
        (RUSSIAN, "mac-cyrillic"),
        ("и это вся история, что моя семья из города не знает о нём", "mac-cyrillic"),
        ("Η πόλη θα κλείσει τη γέφυρα για μια εβδομάδα, είπε ο δήμαρχος. Δεν υπάρχει άλλη λύση, ή ίσως ναι.", "cp1253"),
        ("ראש העיר אמר כי הגשר ייסגר לשבוע. הוא לא אמר למה, אבל זה ברור לכל.", "cp1255"),
        ("Zażółć gęślą jaźń, powiedział burmistrz. Most będzie zamknięty przez tydzień.", "cp1250"),
        ("Le maire a déjà dit que le pont était fermé à tous, voilà.", "cp1252"),
        ("Le maire a déjà dit que le pont était fermé.", "cp850"),
        ("“We can’t wait,” she said.", "mac-roman"),
        ("市长说大桥将关闭一周。我们不能再等了。", "gbk"),
        ("市長は橋を一週間閉鎖すると述べた。", "shift-jis"),
    ],
)
def test_other_encodings_are_refused_rather_than_guessed(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(SourceError, match="save it as UTF-8"):
        decode_text(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 \xe2\xe3", "this is a PDF, not a text"),
        (b"PK\x03\x04\x14", "this is a zip archive or an office document, not a text"),
        (b"\x1f\x8b\x08", "this is a gzip file, not a text"),
        (b"abc\0def", "this is not a text"),
        ("bridge".encode("utf-16-le"), "this is not a text"),
        (b"\xff\xfea", "the file is marked as UTF-16 but is not"),
        (b"\xff\xfe\x00\xd8a\x00", "the file is marked as UTF-16 but is not"),
        (b"\xef\xbb\xbf\xff", "the file is marked as UTF-8 but is not"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, why: str) -> None:
    with pytest.raises(SourceError) as caught:
        decode_text(data)
    assert str(caught.value).startswith(why)


def test_line_ends_of_all_systems_become_one() -> None:
    assert decode_text(b"a\r\nb\rc\nd") == "a\nb\nc\nd"


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
