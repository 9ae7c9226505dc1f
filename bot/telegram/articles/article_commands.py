"""The commands and buttons of articles, put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from telegram import Bot, CallbackQuery

from bot.storage.answers import AnswerStore
from bot.telegram.access.callers import CallerLookup
from bot.telegram.articles import feeds, list_articles, remove
from bot.telegram.articles.add import ArticleAdding
from bot.telegram.articles.ask_about import ArticleQuestions
from bot.telegram.articles.feeds import FeedCommand
from bot.telegram.articles.list_articles import ArticleListing
from bot.telegram.articles.remove import ArticleRemoval
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.callback_handler import PressHandler
from bot.telegram.ports import Engines
from bot.telegram.rendering.additions import PREFIX as ADDED
from bot.telegram.transport.threads import WorkerThreads


@dataclass(frozen=True, slots=True)
class EditingCommands:
    """The commands that change articles."""

    workspace: EditingWorkspace
    adding: ArticleAdding
    removal: ArticleRemoval
    feeds: FeedCommand
    article_questions: ArticleQuestions

    @classmethod
    def build(cls, workspace: EditingWorkspace, answers: AnswerStore | None) -> EditingCommands:
        """Put the commands together; ``answers`` are the stored answers that /remove may be a reply to."""
        adding = ArticleAdding(workspace)
        return cls(
            workspace,
            adding,
            ArticleRemoval(workspace, answers),
            FeedCommand(workspace, adding),
            ArticleQuestions(workspace),
        )

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Handle Undo, or Ask about it. Raises StoreError, ValueError for data of another version."""
        verb, _, number = data.partition(":")
        if verb == "undo":
            return await self.adding.press_undo(bot, query, int(number))
        if verb == "ask":
            return await self.article_questions.press(bot, query, int(number))
        raise ValueError(verb)


@dataclass(frozen=True, slots=True)
class ArticleCommands:
    """All commands of articles; ``editing`` is None where this bot only answers."""

    listing: ArticleListing
    editing: EditingCommands | None = None

    @classmethod
    def build(
        cls,
        engines: Engines,
        callers: CallerLookup,
        quick: WorkerThreads,
        workspace: EditingWorkspace | None = None,
        answers: AnswerStore | None = None,
    ) -> ArticleCommands:
        """Put the commands together; without a ``workspace`` nothing can be changed."""
        return cls(
            ArticleListing(engines, callers, quick, workspace),
            EditingCommands.build(workspace, answers) if workspace else None,
        )

    @property
    def presses(self) -> Mapping[str, PressHandler]:
        """The handler of each button, by the prefix of its data."""
        parts: dict[str, PressHandler] = {list_articles.PREFIX: self.listing.press}
        if self.editing is not None:
            parts |= {
                ADDED: self.editing.press,
                remove.PREFIX: self.editing.removal.press,
                feeds.PREFIX: self.editing.feeds.press,
            }
        return parts
