"""Articles and questions as a language model sees them: data in a fence that nothing within it can close.

Every piece of foreign text goes through ``seen``: it becomes one line, in which no angle or square bracket, backtick,
invisible character or character that turns the direction of the text is left. The fence is made of angle brackets and
a sentence's number stands in square brackets, so that no text can pretend to be either. It is for the model only:
quotes are always sliced from the store.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.answer.llm.types import Numbered

_MOST_SENTENCE, _MOST_FIELD = 1200, 200
MOST_QUESTION = 1000

_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("<＜﹤〈⟨❮", "‹"),
        **dict.fromkeys(">＞﹥〉⟩❯", "›"),
        **dict.fromkeys("[［【〔⟦❲", "("),
        **dict.fromkeys("]］】〕⟧❳", ")"),
        **dict.fromkeys("`´｀", "'"),
        **dict.fromkeys("|｜", "/"),
    }
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
"""What a page does not show. What stands between other tags stays."""

_UNSEEN = {"Cf", "Cc", "Co", "Cs", "Cn"}


def seen(text: str, most: int = _MOST_SENTENCE) -> str:
    """``text`` on one line of at most ``most`` characters, harmless to the fence."""
    shown = _TAG.sub(" ", unhidden(text[: 8 * most]))
    shown = "".join(" " if each in "\n\r\t\v\f\u2028\u2029\x85" else each for each in shown if _is_visible(each))
    shown = " ".join(shown.translate(_LOOKALIKES).split())
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def unhidden(text: str) -> str:
    """``text`` with spaces for what a page would not show, so that every offset stays."""
    return _HIDDEN.sub(lambda found: " " * len(found.group()), text)


def sources(numbered: Sequence[Numbered]) -> str:
    """The sentences as the prompt has them: an ``<article>`` each with its title, publisher and day, a line each."""
    blocks = ("\n".join(_block(list(group))) for _, group in groupby(numbered, key=lambda each: each.key))
    return "\n\n".join(blocks)


def _block(group: Sequence[Numbered]) -> Iterable[str]:
    article = group[0].article
    yield "<article>"
    fields = {"title": article.title, "publisher": article.publisher, "published": article.published_at}
    yield from (f"{name}: {seen(value, _MOST_FIELD)}" for name, value in fields.items() if value)
    yield from map(_line, group)
    yield "</article>"


def _line(sentence: Numbered) -> str:
    who = ", ".join(seen(each, _MOST_FIELD) for each in (sentence.speaker, sentence.role) if each)
    return f"[{sentence.number}] {f'(words of {who}) ' if who else ''}{seen(sentence.text)}"


def _is_visible(letter: str) -> bool:
    return letter in "\n\r\t\v\f\x85" or unicodedata.category(letter) not in _UNSEEN
