"""Follow-ups about one quote: a reply to a part of an answer, the day it was said, the quote shown again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer import QUOTED, Answer, Citation, QuoteRef, Status, citation_of_span
from bot.conversation.contextualize import QuoteReader, contextualize
from bot.conversation.history import ClarifyingQuestion, Person, StandaloneQuestion, Turn
from bot.conversation.redaction import ArticleLookup, read_quote
from bot.conversation.topics import DASH, bare_topic
from bot.dates import readable_date
from bot.messages.sections import ConversationMessages
from index import Article
from index.statements import find_statements
from index.text.dates import DAY, WEEKDAY, date_mentions
from index.text.tokenizer import stems

_MAX_PART_LENGTH = 300
"""Characters of a quoted part that go into a question."""

_WHO_SAID_THAT = {"who": "who said that?", "хто": "хто це сказав?", "кто": "кто это сказал?"}
"""The question that a bare "who?" stands for in a reply to somebody's words."""


def contextualize_reply(
    text: str, part: str, turn: Turn, earlier: Sequence[Turn], quote_text: QuoteReader
) -> StandaloneQuestion | ClarifyingQuestion:
    """Return what ``text`` means as a reply to ``part`` of the answer of ``turn``; ``earlier`` are the turns before it.

    A complete question is not changed. Pronouns refer to people that the part names or, when it names nobody, to its
    speaker.
    """
    part = " ".join(part.split())[:_MAX_PART_LENGTH].replace(DASH, ", ")
    if not stems(part):
        return contextualize(text, (*earlier, turn), quote_text)
    cited_quote = next((one for one in turn.cited if contains_words(quote_text(one) or "", part)), None)
    narrowed = replace(turn, question=f"…{DASH}{bare_topic(part)}", cited=(cited_quote,) if cited_quote else ())
    narrowed = replace(narrowed, people=_people_of_part(turn, part, cited_quote))
    if cited_quote and cited_quote.speaker and bare_topic(text).lower() in _WHO_SAID_THAT:
        text = _WHO_SAID_THAT[bare_topic(text).lower()]
    reading = contextualize(text, (*earlier, narrowed), lambda _: part)
    if isinstance(reading, StandaloneQuestion) and reading.exclude:
        shown = tuple(dict.fromkeys((*reading.exclude, *(one.position for one in turn.cited))))
        return replace(reading, exclude=shown)
    return reading


def contains_words(quote: str, part: str) -> bool:
    """Return whether a quote has the words of ``part`` in one run."""
    whole, wanted = stems(quote), stems(part)
    return any(whole[at : at + len(wanted)] == wanted for at in range(len(whole) - len(wanted) + 1))


def _people_of_part(turn: Turn, part: str, cited_quote: QuoteRef | None) -> tuple[Person, ...]:
    part_stems = {*stems(part)}
    named = [person for person in turn.people if stems(person.name)[-1:] and stems(person.name)[-1] in part_stems]
    by_speaker = [person for person in turn.people if cited_quote and person.name == cited_quote.speaker]
    return tuple(replace(person, asked=True, first=True) for person in named or by_speaker)


_DAY_WORDS = re.compile(
    r"\b(?:yesterday|today|last night|вчора|сьогодні|вчера|сегодня)\b(?! (?:evening|morning)s\b)", re.IGNORECASE
)


def find_statement_day(article: Article, place: QuoteRef) -> str:
    """Return the day of a statement as its sentence writes it, "3 March" or "Friday".

    "" when the sentence names none outside the words that were said.
    """
    text = article.text[place.start : place.end]
    speech = [match.span() for match in QUOTED.finditer(text)]
    speech += [
        (one.start - place.start, one.end - place.start)
        for one in find_statements(article.text)
        if not one.direct and one.start < place.end and place.start < one.end
    ]
    days = [(kind == DAY, start, end) for kind, _, _, start, end in date_mentions(text) if kind in (DAY, WEEKDAY)]
    days += [(False, *match.span()) for match in _DAY_WORDS.finditer(text)]
    outside = [one for one in days if not any(start < one[2] and one[1] < end for start, end in speech)]
    best = max(outside, key=lambda one: (one[0], -one[1]), default=None)
    return text[best[1] : best[2]] if best else ""


def answer_with_day(
    answer: Answer, cited: QuoteRef, find_article: ArticleLookup, messages: ConversationMessages
) -> Answer:
    """Answer "when was that?" for a quote that was shown, and cite only that quote.

    ``answer`` is returned unchanged when the quote's article has changed or is gone.
    """
    quote, article = cite_again(cited, find_article), find_article(cited.article_id)
    if quote is None or article is None:
        return answer
    shown = (*answer.citations, *answer.closest)
    found = next((one for one in shown if cited.overlaps(one.article_id, one.start, one.end)), quote)
    day, published = find_statement_day(article, cited), readable_date(article.published_at or "")
    text = messages.day_told.format(day=day) if day else messages.day_not_told
    text += f" {messages.published_on.format(day=published)}" if published else ""
    cites = (replace(found, number=1),)
    if day or published:
        return replace(answer, status=Status.ANSWERED, text=text, citations=cites, closest=())
    return replace(answer, status=Status.NOT_FOUND, text=text, citations=(), closest=cites)


def cite_again(cited: QuoteRef, find_article: ArticleLookup) -> Citation | None:
    """Return the quote, numbered 1, with the speaker it was shown with; None when the article has changed."""
    article = find_article(cited.article_id)
    if article is None or read_quote(cited, find_article) is None:
        return None
    return replace(citation_of_span(article, (cited.start, cited.end)), number=1, speaker=cited.speaker, key=cited.key)
