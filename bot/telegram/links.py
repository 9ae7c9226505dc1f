"""Web addresses in what people write. Pure."""

from __future__ import annotations

import re

MOST = 10
"""How many links of one message are taken."""

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BARE = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::[0-9]{1,5})?(?:[/?#]\S*)?", re.IGNORECASE
)
_BEFORE, _BEHIND = "<([{“”\"'«‘", ">)]}“”\"'»’.,;:!?…"


def links_in(text: str) -> tuple[str, ...]:
    """The addresses in ``text``, each once, in order."""
    found = (_trimmed(match.group()) for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(found))


def only_links(text: str) -> tuple[str, ...]:
    """The addresses that ``text`` is made of, each once; none where it says anything else. One without its scheme is
    taken for https."""
    found = [_link(word) for word in text.replace(",", " ").split()]
    return tuple(dict.fromkeys(link for link in found if link)) if all(found) else ()


def _link(word: str) -> str:
    word = _trimmed(word.lstrip(_BEFORE))
    if _ADDRESS.fullmatch(word):
        return word
    return f"https://{word}" if _BARE.fullmatch(word) else ""


def _trimmed(address: str) -> str:
    """Without the punctuation behind it; a bracket that the address itself opens stays."""
    while address and address[-1] in _BEHIND:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
