"""The language that a page claims, held against the letters that it is written in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from index.sources.formats.html_page.structured_data import PageMetadata, text_values

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_SCRIPTS = {
    "CYRILLIC": "ru uk be bg sr mk kk ky mn tg uz tt",
    "GREEK": "el",
    "HEBREW": "he yi",
    "ARABIC": "ar fa ur ps ckb ug",
    "DEVANAGARI": "hi mr ne",
    "BENGALI": "bn as",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh ja yue",
    "TAMIL": "ta",
}
"""The languages commonly written in each script, by the first word of its letters' names in Unicode."""

_OTHER_SCRIPTS = frozenset(" ".join(_SCRIPTS.values()).split()) - {"sr", "uz", "kk", "tt"}
_ONLY = {"uk", "ru"}
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_LOOKED_AT = 4000


def find_language(tree: HtmlElement, claims: PageMetadata, text: str) -> str | None:
    """Return a code of ISO 639 in lower case, such as ``en``; None where neither page nor letters tell."""
    claimed = next(filter(None, map(_parse_code, _claimed_languages(tree, claims))), None)
    script = _main_script(text)
    if script is None:
        return claimed
    if script not in _SCRIPTS:
        return None if claimed in _OTHER_SCRIPTS else claimed
    written = _SCRIPTS[script].split()
    if script == "CYRILLIC" and (claimed is None or claimed in _ONLY or claimed not in written):
        from index.text.language import detect_language as letters_language

        return letters_language(text[:_LOOKED_AT])
    return claimed if claimed in written else written[0] if len(written) == 1 else None


def _claimed_languages(tree: HtmlElement, claims: PageMetadata) -> list[str]:
    root = tree.getroottree().getroot()
    return [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
        *claims.said("og:locale", "content-language", "language", "dc.language", "inlanguage"),
        *text_values(claims.article.get("inLanguage")),
    ]


def _parse_code(claim: str) -> str | None:
    match = _CODE.fullmatch(claim.strip())
    return match[1].lower() if match else None


def _main_script(text: str) -> str | None:
    """Return the script of most letters, None for a text without letters."""
    letters = Counter(
        unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in text[:_LOOKED_AT] if letter.isalpha()
    )
    return letters.most_common(1)[0][0] if letters else None
