"""Answers that people voted on, as questions that ``whosaid evaluate`` reads."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from bot.conversation import ArticleLookup
from bot.evaluation.judge import LONGEST_QUOTE
from bot.json_output import JsonObject
from bot.storage.answers import StoredAnswer, Votes
from index import Article

ArticleReader = Callable[[Iterable[int]], Mapping[int, Article]]
"""Returns the versions of articles by key, without those that are not stored any more."""


@dataclass(frozen=True, slots=True)
class RatedAnswer:
    """An answer that people voted on.

    ``question`` is the standalone one. ``articles`` are the ids of the cited articles, empty if the question was
    refused. ``answers`` holds the first quote of a liked answer, unless it has more than ``LONGEST_QUOTE`` words.
    """

    answer: StoredAnswer
    question: str
    votes: Votes
    articles: tuple[str, ...]
    answers: tuple[str, ...]

    @property
    def liked(self) -> bool:
        """Whether more people liked it than disliked it."""
        return self.votes.up > self.votes.down

    def __str__(self) -> str:
        """Return the answer as one line for people."""
        cited = ", ".join(self.articles) or "refused"
        return f"+{self.votes.up} -{self.votes.down}  {self.answer.given_at:%Y-%m-%d}  {self.question}  ({cited})"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Rated answers in order; ``left_out`` counts those whose articles are not found any more."""

    ratings: tuple[RatedAnswer, ...]
    left_out: int


def read_feedback(
    rated: Iterable[tuple[StoredAnswer, Votes]],
    articles: ArticleReader,
    current: Container[str],
    find_article: ArticleLookup = lambda _: None,
) -> Feedback:
    """Return the rated answers in their order. Raises StoreError.

    ``current`` holds the ids of the articles that can be found; ``find_article`` returns one of them by its id.
    """
    ratings, left_out = [], 0
    for answer, votes in rated:
        cited = tuple(dict.fromkeys(quote.article_id for quote in answer.cited)) if answer.answered else ()
        question = answer.restore_question(find_article)
        if question is not None and all(article in current for article in cited):
            ratings.append(RatedAnswer(answer, question, votes, cited, _first_quote(answer, votes, articles)))
        else:
            left_out += 1
    return Feedback(tuple(ratings), left_out)


def serialize_rating(rating: RatedAnswer) -> JsonObject:
    """Return the object of a line of ``questions.jsonl``."""
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
