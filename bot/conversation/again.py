"""A quote that was shown, to be shown once more."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.cite import piece_of
from bot.answer.types import Citation, QuoteRef
from bot.conversation.holes import ArticleOf, words_of


def shown_again(cited: QuoteRef, article_of: ArticleOf) -> Citation | None:
    """The quote, numbered 1, with the speaker that it was shown with; None where its words do not stand there any
    more."""
    article = article_of(cited.article_id)
    if article is None or words_of(cited, article_of) is None:
        return None
    return replace(piece_of(article, (cited.start, cited.end)), number=1, speaker=cited.speaker, key=cited.key)
