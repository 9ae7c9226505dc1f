"""A chat's desk of which only one article is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answer.shown import Place
from bot.answer.types import Answer, Status
from bot.messages import TELEGRAM
from bot.telegram.desks import Desk
from bot.telegram.render import short_title
from index.errors import QuestionError


@dataclass(frozen=True, slots=True)
class OneArticle:
    """Answers as ``desk`` does, from the article of an id."""

    desk: Desk
    article_id: str

    def answer(self, question: str) -> Answer:
        """Raises WhosaidError; QuestionError where the article is not there any more."""
        article = self.desk.by_id(self.article_id)
        if article is None:
            raise QuestionError(TELEGRAM.one_article.article_gone)
        answer = self.desk.about(self.article_id, question)
        if answer.status is not Status.NOT_FOUND:
            return answer
        return replace(answer, text=TELEGRAM.one_article.not_found.format(title=short_title(article, 200)))

    @property
    def plain(self) -> OneArticle:
        """The same in the article's own words alone."""
        return OneArticle(self.desk.plain, self.article_id)

    def more(self, text: str, shown: Sequence[Place]) -> Answer:
        """An answer to the question by itself, without what was ``shown``. Raises as ``answer`` does."""
        answer = self.answer(text)
        known = {(each.article_id, each.start, each.end) for each in shown}
        if all((each.article_id, each.start, each.end) in known for each in answer.citations):
            return replace(answer, status=Status.NOT_FOUND, citations=(), closest=())
        return answer
