"""On which day somebody said what was shown, where the sentence tells it; else only when the article came out."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.times import QUOTED
from bot.answer.types import Answer, QuoteRef, Status
from bot.conversation.again import shown_again
from bot.conversation.holes import ArticleOf
from bot.dates import readable_date
from bot.messages import ConversationMessages
from index.statements import find_statements
from index.text.dates import DAY, WEEKDAY, date_mentions
from index.types import Article

_DAY_WORDS = re.compile(
    r"\b(?:yesterday|today|last night|вчора|сьогодні|вчера|сегодня)\b(?! (?:evening|morning)s\b)", re.IGNORECASE
)


def day_of(article: Article, place: QuoteRef) -> str:
    """The day as the sentence writes it, "3 March" or "Friday"; "" where it tells none, or only within the words that
    were said."""
    text = article.text[place.start : place.end]
    hidden = [match.span() for match in QUOTED.finditer(text)]
    for one in find_statements(article.text):
        if not one.direct and one.start < place.end and place.start < one.end:
            hidden.append((one.start - place.start, one.end - place.start))
    told = [(kind == DAY, start, end) for kind, _, _, start, end in date_mentions(text) if kind in (DAY, WEEKDAY)]
    told += [(False, *match.span()) for match in _DAY_WORDS.finditer(text)]
    outside = [one for one in told if not any(start < one[2] and one[1] < end for start, end in hidden)]
    best = max(outside, key=lambda one: (one[0], -one[1]), default=None)
    return text[best[1] : best[2]] if best else ""


def answered_with_day(answer: Answer, cited: QuoteRef, article_of: ArticleOf, messages: ConversationMessages) -> Answer:
    """What is said to "when was that?" of a quote that was shown, which is all that is shown of ``answer`` then; where
    the quote does not stand there any more, ``answer``."""
    quote, article = shown_again(cited, article_of), article_of(cited.article_id)
    if quote is None or article is None:
        return answer
    shown = (*answer.citations, *answer.closest)
    found = next((one for one in shown if cited.meets(one.article_id, one.start, one.end)), quote)
    day, published = day_of(article, cited), readable_date(article.published_at or "")
    text = messages.day_told.format(day=day) if day else messages.day_not_told
    text += f" {messages.published_on.format(day=published)}" if published else ""
    cites = (replace(found, number=1),)
    if day or published:
        return replace(answer, status=Status.ANSWERED, text=text, citations=cites, closest=())
    return replace(answer, status=Status.NOT_FOUND, text=text, citations=(), closest=cites)
