"""A part of an answer; when it was said; show again."""

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
"""Characters of a quoted part that are asked about."""

_WHO_SAID_THAT = {"who": "who said that?", "хто": "хто це сказав?", "кто": "кто это сказал?"}
"""What a bare "who?" means about words that somebody said."""


def contextualize_reply(
    text: str, part: str, turn: Turn, earlier: Sequence[Turn], words: QuoteReader
) -> StandaloneQuestion | ClarifyingQuestion:
    """What ``text`` means as a reply to ``part`` of the answer of ``turn``; ``earlier`` are the turns before it.

    A question that is complete by itself stays as it is. People whom the part names are meant before others, and where
    it names nobody, whoever said it.
    """
    part = " ".join(part.split())[:_MAX_PART_LENGTH].replace(DASH, ", ")
    if not stems(part):
        return contextualize(text, (*earlier, turn), words)
    held = next((one for one in turn.cited if contains_words(words(one) or "", part)), None)
    narrowed = replace(turn, question=f"…{DASH}{bare_topic(part)}", cited=(held,) if held else ())
    narrowed = replace(narrowed, people=_people_of_part(turn, part, held))
    if held and held.speaker and bare_topic(text).lower() in _WHO_SAID_THAT:
        text = _WHO_SAID_THAT[bare_topic(text).lower()]
    meant = contextualize(text, (*earlier, narrowed), lambda _: part)
    if isinstance(meant, StandaloneQuestion) and meant.exclude:
        shown = tuple(dict.fromkeys((*meant.exclude, *(one.place for one in turn.cited))))
        return replace(meant, exclude=shown)
    return meant


def contains_words(quote: str, part: str) -> bool:
    """Whether the words of ``part`` stand in a quote in one run."""
    whole, wanted = stems(quote), stems(part)
    return any(whole[at : at + len(wanted)] == wanted for at in range(len(whole) - len(wanted) + 1))


def _people_of_part(turn: Turn, part: str, held: QuoteRef | None) -> tuple[Person, ...]:
    present = {*stems(part)}
    named = [person for person in turn.people if stems(person.name)[-1:] and stems(person.name)[-1] in present]
    said = [person for person in turn.people if held and person.name == held.speaker]
    return tuple(replace(person, asked=True, first=True) for person in named or said)


_DAY_WORDS = re.compile(
    r"\b(?:yesterday|today|last night|вчора|сьогодні|вчера|сегодня)\b(?! (?:evening|morning)s\b)", re.IGNORECASE
)


def find_statement_day(article: Article, place: QuoteRef) -> str:
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


def answer_with_day(
    answer: Answer, cited: QuoteRef, find_article: ArticleLookup, messages: ConversationMessages
) -> Answer:
    """What is said to "when was that?" of a quote that was shown, which is all that is shown of ``answer`` then; where
    the quote does not stand there any more, ``answer``."""
    quote, article = cite_again(cited, find_article), find_article(cited.article_id)
    if quote is None or article is None:
        return answer
    shown = (*answer.citations, *answer.closest)
    found = next((one for one in shown if cited.meets(one.article_id, one.start, one.end)), quote)
    day, published = find_statement_day(article, cited), readable_date(article.published_at or "")
    text = messages.day_told.format(day=day) if day else messages.day_not_told
    text += f" {messages.published_on.format(day=published)}" if published else ""
    cites = (replace(found, number=1),)
    if day or published:
        return replace(answer, status=Status.ANSWERED, text=text, citations=cites, closest=())
    return replace(answer, status=Status.NOT_FOUND, text=text, citations=(), closest=cites)


def cite_again(cited: QuoteRef, find_article: ArticleLookup) -> Citation | None:
    """The quote, numbered 1, with the speaker that it was shown with; None where its words do not stand there any
    more."""
    article = find_article(cited.article_id)
    if article is None or read_quote(cited, find_article) is None:
        return None
    return replace(citation_of_span(article, (cited.start, cited.end)), number=1, speaker=cited.speaker, key=cited.key)
