"""The one way in: every message is read, its sender checked, and only then acted on."""

from __future__ import annotations

from dataclasses import dataclass, field

from telegram import Bot, Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.telegram.access import Once
from bot.telegram.door import Caller, subject_of
from bot.telegram.front import Front
from bot.telegram.handlers.about import about
from bot.telegram.handlers.about_article import article_asked_about
from bot.telegram.handlers.articles import Articles
from bot.telegram.handlers.ask import ask
from bot.telegram.handlers.errors import tell
from bot.telegram.handlers.forgetting import Forgetting
from bot.telegram.handlers.share import Share
from bot.telegram.keeping import Keeper
from bot.telegram.pages import Page, own_page
from bot.telegram.questions import FOR_ADMINS, OF_ARTICLES, Kind, Me, Request, read
from bot.telegram.quotas import Quotas
from bot.telegram.sending import Place, send
from bot.telegram.talks import Talks
from bot.telegram.workers import Workers

ADMINS_ONLY = "That is for the bot's admins, in their own name."
_COUNTED = frozenset((Kind.QUESTION, Kind.SOURCES, Kind.REMOVE, Kind.FEEDS, Kind.NEW, Kind.FORGET))
"""What costs something."""


@dataclass(frozen=True, slots=True)
class Messages:
    """Handles messages. With a ``keeper``, answers have buttons. ``worded_by`` is the language model, where one words
    the answers. ``albums`` remembers which were spoken of."""

    talks: Talks
    workers: Workers
    front: Front
    quotas: Quotas
    articles: Articles
    forgetting: Forgetting
    share: Share
    keeper: Keeper | None = None
    worded_by: str | None = None
    albums: Once = field(default_factory=Once)

    async def handle(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message or update.channel_post
        if message is None:
            return
        me = Me(context.bot.id, context.bot.username)
        request = read(message, me, self.front.door.access.mode)
        if request is None:
            return
        place = Place.of(message)
        try:
            await self._receive(context.bot, message, place, request, me)
        except Exception as error:
            await tell(context.bot, place, error)

    async def _receive(self, bot: Bot, message: Message, place: Place, request: Request, me: Me) -> None:
        caller = await self.front.door.caller(message)
        if await self.front.pairing.heard(bot, message, place, request, caller):
            return
        if request.kind is Kind.FORGET:
            if await self._within_limits(bot, place, request, caller):
                await self.forgetting.forget(bot, message, place)
            return
        if caller.admin and request.kind in FOR_ADMINS:
            await self._manage(bot, message, place, request)
        elif not caller.may_ask:
            if request.addressed and not caller.denied:
                await self._turn_away(bot, message, place)
        elif request.kind in FOR_ADMINS:
            await send(bot, place, [own_page(ADMINS_ONLY)])
        elif await self._within_limits(bot, place, request, caller):
            await self._act(bot, message, place, request, (me, caller))
        if caller.private:
            await self.front.fit_menu(bot, caller)

    async def _act(self, bot: Bot, message: Message, place: Place, request: Request, who: tuple[Me, Caller]) -> None:
        me, caller = who
        if request.kind is Kind.QUESTION:
            article = await self.article_asked_about(message, me)
            await ask(bot, message, request, self.talks, self.workers, self.keeper, article=article)
        elif request.kind is Kind.NEW:
            await self.forgetting.begin_anew(bot, message, place)
        elif request.kind in OF_ARTICLES:
            await self.articles.act(bot, message, place, request, caller)
        elif request.kind is not Kind.WORDLESS or self._new_album(message):
            private = message.chat.type == ChatType.PRIVATE
            await send(bot, place, [self._about(request.kind, me, private=private)])

    def _about(self, kind: Kind, me: Me, *, private: bool) -> Page:
        return about(kind, me, self.front.door.access.mode, private=private, worded_by=self.worded_by)

    async def article_asked_about(self, message: Message, me: Me) -> str | None:
        """The id of the article that a message asks about as a reply to what "Ask about it" says. Raises StoreError."""
        return await article_asked_about(self.front.door.memory, message, me.id)

    async def _manage(self, bot: Bot, message: Message, place: Place, request: Request) -> None:
        if request.kind is Kind.WHO:
            await self.front.roster.command(bot, message, place)
        elif request.kind is Kind.SHARE:
            await self.share.command(bot, place, request.text)
        else:
            await self.front.decisions.command(bot, message, place, request)

    async def may_ask(self, bot: Bot, message: Message, place: Place, request: Request) -> bool:
        """Whether its sender may ask here, and has not asked too much; that they are told."""
        caller = await self.front.door.caller(message)
        return caller.may_ask and await self._within_limits(bot, place, request, caller)

    async def _turn_away(self, bot: Bot, message: Message, place: Place) -> None:
        if message.chat.type == ChatType.CHANNEL:  # all its readers would see the line
            return
        speaker = message.sender_chat or message.from_user
        by = None if message.chat.type == ChatType.PRIVATE or speaker is None else subject_of(speaker)
        subject = subject_of(message.from_user if by is None and message.from_user else message.chat)
        await self.front.strangers.turn_away(bot, place, subject, by)

    async def _within_limits(self, bot: Bot, place: Place, request: Request, caller: Caller) -> bool:
        if caller.admin or request.kind not in _COUNTED:
            return True
        over = self.quotas.take(caller.id, place.chat_id)
        if over is not None and over.words:
            await send(bot, place, [own_page(over.words)])
        return over is None

    def _new_album(self, message: Message) -> bool:
        """The pictures of an album come as messages of their own; they get one line together."""
        return message.media_group_id is None or self.albums.first(message.media_group_id)
