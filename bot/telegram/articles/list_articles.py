"""/sources: the articles of a chat, a page at a time, filtered by words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup

from bot.dates import iso_day, readable_date
from bot.messages import TELEGRAM
from bot.source_notes import list_article_notes
from bot.storage.pending_prompts import PendingPrompt, PromptKind
from bot.telegram.access.callers import CallerLookup
from bot.telegram.articles.workspace import EditingWorkspace
from bot.telegram.ports import Engines
from bot.telegram.rendering.answers import article_line
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MessagePage, StyledText, TextBlock, paginate
from bot.telegram.transport.editing import edit_message
from bot.telegram.transport.sending import post_pages
from bot.telegram.transport.threads import WorkerThreads
from bot.telegram.update_context import UpdateContext
from index import Article

PREFIX = "src"
"""Of the buttons' data: ``src:PAGE``, counted from 1; the words that were searched for stand behind the message."""

LINES = 10
"""Of a page."""

_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ArticleListing:
    """Shows the list; with a ``workspace`` it marks the chat's own articles, where not all are."""

    engines: Engines
    callers: CallerLookup
    quick: WorkerThreads
    workspace: EditingWorkspace | None = None

    async def command(self, context: UpdateContext) -> None:
        """Answer /sources. Raises WhosaidError, TelegramError."""
        words = " ".join(context.request.text.split())[:_LONGEST_WORDS]
        page, buttons = await self._page(context.place.chat_id, words, 1)
        sent = await post_pages(context.bot, context.place, [page], buttons)
        if words and buttons and sent.messages:
            prompt = PendingPrompt(
                sent.chat_id, sent.messages[0], PromptKind.LISTING, context.caller.id, {"words": words}
            )
            now = self.callers.database.now()
            await self.callers.database.run(lambda state: state.prompts.put(prompt, now))

    async def press(self, bot: Bot, query: CallbackQuery, data: str) -> str:
        """Turn the page. Raises WhosaidError, TelegramError, ValueError for data of another version."""
        number, message = int(data), query.message
        if message is None or not await self.callers.may_ask_in(message.chat, query.from_user.id):
            return TELEGRAM.presses.may_not_ask
        where = (message.chat.id, message.message_id)
        prompt = await self.callers.database.run(lambda state: state.prompts.get(*where, PromptKind.LISTING))
        page, buttons = await self._page(message.chat.id, str(prompt.data["words"]) if prompt else "", number)
        await edit_message(bot, where, page, buttons)
        return ""

    async def _page(self, chat: int, words: str, number: int) -> tuple[MessagePage, InlineKeyboardMarkup | None]:
        workspace = self.workspace

        def read() -> tuple[MessagePage, InlineKeyboardMarkup | None]:
            library = self.engines.engine_for(chat).library
            matches = search_titles(library.articles(), words)
            home = workspace.collections.own_name(chat) if workspace else None
            own = workspace.editor.article_ids(home) if workspace and home else frozenset[str]()
            pages = max(1, -(-len(matches) // LINES))
            at = min(max(number, 1), pages)
            shown = matches[(at - 1) * LINES : at * LINES]
            marks = own if any(article.id not in own for article in matches) else frozenset[str]()
            notes = mark_own(shown, list_article_notes(shown, library.versions()), marks)
            return format_list(shown, (at, len(matches)), words, notes), listing_buttons(at, pages)

        return await self.quick.run(read)


def search_titles(articles: Sequence[Article], words: str) -> list[Article]:
    """Return the articles with every word in title, publisher, author, date or address, newest first, undated last."""
    wanted = words.casefold().split()
    matches = [article for article in articles if all(word in _searchable_text(article) for word in wanted)]
    return sorted(matches, key=lambda article: iso_day(article.published_at), reverse=True)


def mark_own(
    articles: Sequence[Article], remarks: Mapping[str, Sequence[str]], own: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Return the remarks of each article; ``own`` are the ids of the chat's own."""
    mark = (TELEGRAM.listing.own,)
    return {article.id: (*(mark if article.id in own else ()), *remarks.get(article.id, ())) for article in articles}


def format_list(
    articles: Sequence[Article], of: tuple[int, int], words: str, remarks: Mapping[str, Sequence[str]]
) -> MessagePage:
    """One page of a list: ``of`` is the page's number, from 1, and how many articles there are on all pages."""
    number, total = of
    first = (number - 1) * LINES + 1
    head = _list_heading(total, (first, first + len(articles) - 1), words)
    pages = _list_pages(head, articles, remarks)
    # Very long addresses are more than one message can hold.
    return pages[0] if len(pages) == 1 else _list_pages(head, [_drop_link(article) for article in articles], remarks)[0]


def _list_heading(total: int, part: tuple[int, int], words: str) -> str:
    """The line above the articles, or the one that there are none; ``part`` are the numbers of this page's articles."""
    texts = TELEGRAM.listing
    with_words = texts.with_words.format(words=escape_foreign_text(words)) if words else ""
    if not total:
        return texts.none_found.format(with_words=with_words) if words else texts.none_yet
    if total == 1:
        return texts.one.format(with_words=with_words)
    text = texts.part if total > LINES else texts.several
    return text.format(total=total, with_words=with_words, first=part[0], last=part[1])


def _list_pages(
    head: str, articles: Sequence[Article], remarks: Mapping[str, Sequence[str]]
) -> tuple[MessagePage, ...]:
    blocks = [TextBlock((StyledText(head),))]
    for article in articles:
        line = article_line(article, remarks.get(article.id, ()))
        blocks.append(TextBlock(line, "\n\n" if len(blocks) == 1 else "\n"))
    return paginate(blocks)


def _drop_link(article: Article) -> Article:
    return replace(article, title=article.title or article.url, url=None)


def listing_buttons(number: int, pages: int) -> InlineKeyboardMarkup | None:
    """Return the buttons to the newer and the older page; None where there is one page only."""
    row = [(TELEGRAM.listing.newer, number - 1)] if number > 1 else []
    row += [(TELEGRAM.listing.older, number + 1)] if number < pages else []
    buttons = [InlineKeyboardButton(label, callback_data=f"{PREFIX}:{page}") for label, page in row]
    return InlineKeyboardMarkup([buttons]) if buttons else None


def _searchable_text(article: Article) -> str:
    date = article.published_at or ""
    pieces = (article.title, article.publisher, article.author, date, readable_date(date), article.url, article.id)
    return " ".join(piece for piece in pieces if piece).casefold()
