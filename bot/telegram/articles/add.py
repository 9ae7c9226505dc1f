"""/add: a link, a file or a post is added in the background; one message reports it and has an Undo button."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import Bot, CallbackQuery
from telegram.error import BadRequest, TelegramError

from bot.messages import TELEGRAM
from bot.services.article_edits import AddedArticle, Addition, Links, Offer, SentFile
from bot.services.background_indexing import StoppedError
from bot.storage.additions import AdditionState, StoredAddition
from bot.telegram.articles.message_offers import LARGEST, MOST, SOURCE, Offered, Upload, explain_refusal, find_offer
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.rendering.additions import AdditionWording, buttons_for_addition, describe_undo, summarize_addition
from bot.telegram.rendering.answers import render_plain, short_title
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, html_page
from bot.telegram.transport.editing import change_message, edit_message, rewrite_messages
from bot.telegram.transport.sending import Place, post_pages
from bot.telegram.transport.threads import ClosingError
from bot.telegram.update_context import UpdateContext
from index import BusyError
from index.store.changes import ArticleChange

_log = logging.getLogger(__name__)


class _NoFileError(Exception):
    """Telegram does not hand out the file."""


@dataclass(frozen=True, slots=True)
class ArticleAdding:
    """Adds one offer after another in the background.

    ``_turn`` keeps waiting files from being downloaded before their turn.
    """

    workspace: EditingWorkspace
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def add_offer(self, context: UpdateContext) -> None:
        """Answer /add, a link, a file or a post. Raises StoreError, TelegramError."""
        caller = context.caller
        what = find_offer(context.message, context.request.text)
        words = explain_refusal(what.document) if isinstance(what, Upload) else ""
        if what is None:
            words = TELEGRAM.adding.how_to_add
        if what is None or words:
            await context.reply(*render_plain(words))
            return
        exceeded = None if caller.admin else self.workspace.quotas.take(caller.id, context.place.chat_id)
        if exceeded is not None:
            if exceeded.words:
                await context.reply(html_page(exceeded.words))
            return
        collection = await self.workspace.collection(context.message.chat, caller.id)
        await self.add(context, collection, what)

    async def add(self, context: UpdateContext, collection: str, what: Offered) -> None:
        """Begin to add for the caller, without any check. Raises StoreError, TelegramError."""
        place, person, now = context.place, context.caller.id, self.workspace.database.now()
        number = await self.workspace.database.run(
            lambda state: state.additions.begin(collection, place.chat_id, person, now)
        )
        sent = await post_pages(context.bot, place, [html_page(AdditionWording().line)])
        if not sent.messages:
            await self._end(number, AdditionState.FAILED)
            return
        message = sent.messages[0]
        await self.workspace.database.run(lambda state: state.additions.set_message(number, message))
        work = _AdditionWork(number, collection, place, message)
        self.workspace.background.start(self._run(context.bot, work, what))

    async def press_undo(self, bot: Bot, query: CallbackQuery, number: int) -> str:
        """Undo an addition; return the answer to the press. Raises StoreError."""
        stored = await self.workspace.database.run(lambda state: state.additions.get(number))
        message = query.message
        if stored is None or message is None or stored.chat != message.chat.id:
            return TELEGRAM.presses.forgotten
        own = stored.person == query.from_user.id and await self.workspace.permissions.callers.may_ask_in(
            message.chat, query.from_user.id
        )
        if not own and not await self._is_admin(bot, query):
            return TELEGRAM.adding.may_not_undo
        if not await self.workspace.database.run(lambda state: state.additions.undo(number)):
            return (
                TELEGRAM.adding.undone_already if stored.state is AdditionState.UNDONE else TELEGRAM.presses.forgotten
            )
        self.workspace.background.start(self._undo(bot, stored, message.message_id))
        return TELEGRAM.adding.undoing

    async def resume(self, bot: Bot) -> None:
        """Report additions that the last end of the bot interrupted."""
        for stored in await self.workspace.database.run(lambda state: state.additions.unfinished()):
            await self._end(stored.number, AdditionState.FAILED)
            if stored.message is not None:
                await change_message(bot, stored.chat, stored.message, html_page(TELEGRAM.adding.interrupted))

    async def _is_admin(self, bot: Bot, query: CallbackQuery) -> bool:
        chat = query.message.chat if query.message is not None else None
        if chat is None or (chat.id > 0 and not await self.workspace.permissions.callers.is_admin(query.from_user.id)):
            return False
        return await self.workspace.permissions.may_press(bot, chat, query.from_user.id)

    async def _run(self, bot: Bot, work: _AdditionWork, what: Offered) -> None:
        """Do the whole of an addition. Raises nothing."""
        left_out = 0
        if isinstance(what, Links):
            left_out = len(what.addresses[MOST:])
            what = Links(what.addresses[:MOST])
        try:
            async with self._turn:
                addition = await self._add_offered(bot, work, what)
            await self._end(work.number, AdditionState.DONE, addition.changes, addition.entries)
        except Exception as error:
            await self._report_failure(bot, work, error)
            return
        try:
            await self._report(bot, work, (summarize_addition(addition, left_out), addition))
        except Exception as error:
            _log.error("Chat %s was not told what was added: %s", work.place.chat_id, error)

    async def _add_offered(self, bot: Bot, work: _AdditionWork, what: Offered) -> Addition:
        progress, offer = AdditionWording(), await _download(bot, what)
        adding = asyncio.ensure_future(
            self.workspace.change(lambda editor: editor.add(work.collection, offer, progress))
        )
        shown, interval = progress.line, self.workspace.progress_interval * (1 if work.place.chat_id > 0 else 3)
        try:
            while not adding.done():
                await asyncio.wait({adding}, timeout=interval)
                if not adding.done() and progress.line != shown:
                    shown = progress.line
                    await change_message(bot, work.place.chat_id, work.message, html_page(shown))
            return await adding
        finally:
            adding.cancel()

    async def _report(self, bot: Bot, work: _AdditionWork, what: tuple[Sequence[MessagePage], Addition]) -> None:
        pages, addition = what
        sent = await rewrite_messages(
            bot, work.place, [work.message], pages, buttons_for_addition(work.number, addition)
        )
        if sent.messages and sent.messages[-1] != work.message:
            last = sent.messages[-1]
            await self.workspace.database.run(lambda state: state.additions.set_message(work.number, last))

    async def _report_failure(self, bot: Bot, work: _AdditionWork, error: Exception) -> None:
        words = _explain_error(error)
        if words == TELEGRAM.adding.failed:
            _log.error("Nothing was added in chat %s", work.place.chat_id, exc_info=error)
        try:
            await edit_message(bot, (work.place.chat_id, work.message), html_page(words))
        except TelegramError as failure:
            _log.info("Chat %s was not told: %s", work.place.chat_id, failure.message)
        try:
            await self._end(work.number, AdditionState.FAILED)
        except Exception as failure:
            _log.info("An addition is left open: %s", failure)

    async def _end(
        self,
        number: int,
        state: AdditionState,
        changes: Sequence[ArticleChange] = (),
        entries: Sequence[AddedArticle] = (),
    ) -> None:
        article = entries[0].article.id if len(entries) == 1 else None
        await self.workspace.database.run(lambda stored: stored.additions.end(number, state, changes, article))

    async def _undo(self, bot: Bot, stored: StoredAddition, message: int) -> None:
        """Raises nothing; where it cannot be done, it can be tried again."""
        try:
            changes = await self.workspace.database.run(lambda state: state.additions.changes(stored.number))
            before = await self.workspace.read(
                lambda editor: editor.articles_by_id(stored.collection, [each.article_id for each in changes])
            )
            ids = await self.workspace.change(lambda editor: editor.undo(stored.collection, changes))
            titles = {article.id: short_title(article, 200) for article in before}
            page = describe_undo([titles.get(each, each) for each in ids], len(changes))
            await change_message(bot, stored.chat, message, page)
        except Exception as error:
            _log.error("An addition in chat %s was not taken back: %s", stored.chat, error, exc_info=error)
            await self.workspace.database.run(lambda state: state.additions.redo(stored.number))


@dataclass(frozen=True, slots=True)
class _AdditionWork:
    """An addition under way; ``message`` is the id of the message that reports it."""

    number: int
    collection: str
    place: Place
    message: int


async def _download(bot: Bot, what: Offered) -> Offer:
    """Return the offer, its file downloaded."""
    if not isinstance(what, Upload):
        return what
    document = what.document
    try:
        file = await bot.get_file(document.file_id)
        data = bytes(await file.download_as_bytearray())
    except BadRequest as error:
        raise _NoFileError from error
    if len(data) > LARGEST:
        raise _NoFileError
    name = escape_foreign_text(document.file_name or "")
    return SentFile(name, data, f"{SOURCE}{document.file_unique_id}", what.origin)


def _explain_error(error: Exception) -> str:
    if isinstance(error, _NoFileError | TelegramError):
        return TELEGRAM.adding.file_unavailable
    if isinstance(error, StoppedError | ClosingError):
        return TELEGRAM.adding.interrupted
    return TELEGRAM.adding.busy if isinstance(error, BusyError) else TELEGRAM.adding.failed
