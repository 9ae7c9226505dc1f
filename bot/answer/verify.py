"""The last look before an answer leaves: every quote and every speaker's name is read again from the store."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import replace

from bot.answer.sources import Passages
from bot.answer.types import Citation
from index.types import Article

_log = logging.getLogger(__name__)


def verified(passages: Passages, drafts: Iterable[tuple[int, Citation]]) -> tuple[Citation, ...]:
    """The citations whose quote stands at its offsets in the stored article, numbered from 1 in their order.

    ``drafts`` pairs each with the key of the article's version. What does not match, or says the same words of the
    same article again, is left out; a speaker whose name the article does not have is left out of the citation.
    """
    drafts = list(drafts)
    articles = passages.articles_by_key({key for key, _ in drafts}) if drafts else {}
    kept: list[Citation] = []
    places: set[tuple[str, int, int]] = set()
    for key, citation in drafts:
        article = articles.get(key)
        stored = article.text[citation.start : citation.end] if article and citation.start >= 0 else ""
        if article is None or article.id != citation.article_id or not stored or stored != citation.quote:
            _log.error(
                "A quote of article %r does not stand at %d and was dropped", citation.article_id, citation.start
            )
            continue
        place = (citation.article_id, citation.start, citation.end)
        if place not in places:
            places.add(place)
            kept.append(replace(_with_known_speaker(citation, article), number=len(kept) + 1))
    return tuple(kept)


def _with_known_speaker(citation: Citation, article: Article) -> Citation:
    if citation.speaker is None or citation.speaker.casefold() in article.text.casefold():
        return citation
    _log.error("A speaker of article %r is not named there and was dropped", citation.article_id)
    return replace(citation, speaker=None, role=None, direct=None, outlet=None)
