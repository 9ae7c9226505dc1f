"""Replace the words of articles in a stored question by references to them.

"Who said that?" is asked of the index with the words that were shown. The stored question has a placeholder in their
place, which ``restore`` fills from the article again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from zlib import crc32

from bot.answer import QuoteRef
from index import Article

PLACEHOLDER = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER, Unicode's sign for something that is not text."""

_MIN_LENGTH = 24
"""Characters; a shorter run is a name or a phrase that the asker may have used too."""

ArticleLookup = Callable[[str], Article | None]
"""Return the current article of an id, or None."""


def redact(question: str, cited: Iterable[QuoteRef], find_article: ArticleLookup) -> tuple[str, tuple[QuoteRef, ...]]:
    """Put a placeholder for each long run of words that a quote has too, and return what each stands for, in order."""
    question = question.replace(PLACEHOLDER, " ")
    places: list[QuoteRef] = []
    for one in dict.fromkeys(replace(one, speaker=None) for one in cited):
        words = read_quote(one, find_article) or ""
        while found := _longest_shared_run(question, words):
            at, start, size = found
            places.insert(question[:at].count(PLACEHOLDER), _quote_part(one, words, start, size))
            question = question[:at] + PLACEHOLDER + question[at + size :]
    return question, tuple(places)


def restore(question: str, holes: Sequence[QuoteRef], find_article: ArticleLookup) -> str | None:
    """Return the question with its words put back; None when an article has changed or is gone."""
    first, *rest = question.split(PLACEHOLDER)
    for hole, text in zip(holes, rest, strict=True):
        words = read_quote(hole, find_article)
        if words is None:
            return None
        first += words + text
    return first


def read_quote(cited: QuoteRef, find_article: ArticleLookup) -> str | None:
    """Return the words of a quote that was shown, or None when its article has changed or is gone."""
    article = find_article(cited.article_id)
    words = article.text[cited.start : cited.end] if article else ""
    return words if words and cited.checksum in (0, checksum(words)) else None


def checksum(words: str) -> int:
    """Return a CRC-32 that recognises words without storing them; never 0."""
    return crc32(words.encode("utf-8", "surrogatepass")) or 1


def _quote_part(one: QuoteRef, words: str, start: int, size: int) -> QuoteRef:
    at = one.start + start
    return QuoteRef(one.article_id, 0, at, at + size, checksum=checksum(words[start : start + size]))


def _longest_shared_run(question: str, words: str) -> tuple[int, int, int] | None:
    """Return the start of the longest shared run in both texts and its length; None when it is short."""
    match = SequenceMatcher(None, question, words, autojunk=False).find_longest_match()
    return (match.a, match.b, match.size) if match.size >= _MIN_LENGTH else None
