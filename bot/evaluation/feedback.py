"""What people thought of the answers, as questions that `whosaid evaluate` reads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from bot.conversation import ArticleLookup
from bot.evaluation.judge import LONGEST_QUOTE
from bot.json_output import JsonObject
from bot.storage.answers import StoredAnswer, Votes
from index import Article

ArticleReader = Callable[[Iterable[int]], Mapping[int, Article]]
"""The versions of articles by their keys, without those that are stored no more."""


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer that people voted on.

    ``question`` is the stand-alone one. ``articles`` are the ids of those that were cited, none where the question was
    refused. ``answers`` is the first quote of a liked answer, unless it is too long for `whosaid evaluate` to look
    into. It is liked where more people did than did not.
    """

    answer: StoredAnswer
    question: str
    votes: Votes
    articles: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def liked(self) -> bool:
        return self.votes.up > self.votes.down

    def __str__(self) -> str:
        cited = ", ".join(self.articles) or "refused"
        return f"+{self.votes.up} -{self.votes.down}  {self.answer.given_at:%Y-%m-%d}  {self.question}  ({cited})"


@dataclass(frozen=True, slots=True)
class Feedback:
    """``left_out`` counts the answers whose articles can no longer be found."""

    ratings: tuple[RatedAnswer, ...]
    left_out: int


def read_feedback(
    rated: Iterable[tuple[StoredAnswer, Votes]],
    articles: ArticleReader,
    current: Container[str],
    article_of: ArticleLookup = lambda _: None,
) -> Feedback:
    """The ratings in their order; ``current`` are the ids of the articles that can be found, ``article_of`` gives one.
    Raises StoreError."""
    ratings, left_out = [], 0
    for answer, votes in rated:
        cited = tuple(dict.fromkeys(each.article_id for each in answer.cited)) if answer.answered else ()
        question = answer.restore_question(article_of)
        if question is not None and all(article in current for article in cited):
            ratings.append(RatedAnswer(answer, question, votes, cited, _first_quote(answer, votes, articles)))
        else:
            left_out += 1
    return Feedback(tuple(ratings), left_out)


def serialize_rating(rating: RatedAnswer) -> JsonObject:
    """A line of questions.jsonl."""
    return {
        "id": rating.answer.id,
        "question": rating.question,
        "articles": list(rating.articles),
        "answers": list(rating.answers),
        "liked": rating.liked,
        "up": rating.votes.up,
        "down": rating.votes.down,
        "engine": rating.answer.engine,
        "prompt": rating.answer.prompt,
        "asked_at": rating.answer.given_at.isoformat(timespec="seconds"),
    }


def _first_quote(answer: StoredAnswer, votes: Votes, articles: ArticleReader) -> tuple[str, ...]:
    if not answer.answered or not answer.cited or votes.up <= votes.down:
        return ()
    first = answer.cited[0]
    article = articles([first.key]).get(first.key)
    quote = article.text[first.start : first.end] if article else ""
    return (quote,) if quote and len(quote.split()) <= LONGEST_QUOTE else ()
