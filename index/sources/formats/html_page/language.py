"""Find the language of a page: the declared one, checked against the script of the text."""

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
"""Languages commonly written in each script; a script is the first word of its letters' names in Unicode."""

_OTHER_SCRIPTS = frozenset(" ".join(_SCRIPTS.values()).split()) - {"sr", "uz", "kk", "tt"}
_CHECKED = {"uk", "ru"}
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?")
_LOOKED_AT = 4000


def find_language(tree: HtmlElement, metadata: PageMetadata, text: str) -> str | None:
    """Return an ISO 639 code in lower case, such as ``en``; None if neither page nor script shows the language."""
    declared = next(filter(None, map(_parse_code, _declared_languages(tree, metadata))), None)
    script = _main_script(text)
    if script is None:
        return declared
    if script not in _SCRIPTS:
        return None if declared in _OTHER_SCRIPTS else declared
    possible = _SCRIPTS[script].split()
    if script == "CYRILLIC" and (declared is None or declared in _CHECKED or declared not in possible):
        from index.text.language import detect_language

        return detect_language(text[:_LOOKED_AT])
    return declared if declared in possible else possible[0] if len(possible) == 1 else None


def _declared_languages(tree: HtmlElement, metadata: PageMetadata) -> list[str]:
    root = tree.getroottree().getroot()
    return [
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") or "",
        *metadata.meta_values("og:locale", "content-language", "language", "dc.language", "inlanguage"),
        *text_values(metadata.article.get("inLanguage")),
    ]


def _parse_code(value: str) -> str | None:
    match = _CODE.fullmatch(value.strip())
    return match[1].lower() if match else None


def _main_script(text: str) -> str | None:
    """Return the script of most letters, None if the text has no letters."""
    letters = Counter(
        unicodedata.name(letter, "").split(" ")[0].split("-")[0] for letter in text[:_LOOKED_AT] if letter.isalpha()
    )
    return letters.most_common(1)[0][0] if letters else None
