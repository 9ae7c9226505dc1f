"""What the bot says of itself."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

from bot.messages import TELEGRAM
from bot.setting_kinds import GroupsMode
from bot.telegram.access import Once
from bot.telegram.pages import Page, own_page
from bot.telegram.questions import Me
from bot.telegram.update_context import UpdateContext

_START = (
    "I answer questions from a set of articles, show the exact words, and say whose they are.\n\n"
    "{how}\n\n"
    "/sources lists the articles, /help says more."
)
_HELP = (
    "{how}\n\n"
    "Each answer shows the article's own words; the title below opens the article where they stand. "
    "If the articles do not answer a question, I say so.\n\n"
    "Names help: “Who said that …?”, “What did NAME say about …?” Ask on: “And when was that?”, “What else did she "
    "say?” Reply to an answer, or to a part of it, to ask about that. {claim}\n\n"
    "/sources lists the articles, /sources with words behind it looks for some. "
    "A link, a file or a forwarded post is added to them; in a group /add does that, for its administrators. "
    "/remove takes an article out, /feeds keeps feeds.\n\n"
    "/new forgets what you asked here before, so that nothing leans on it. "
    "/forget erases all that is stored of you, in every chat."
)
_WORDED = (
    "\n\nThe answers are worded by the language model {model}, to which the questions and the passages found for them "
    "are sent; what it writes is checked against the articles before it is shown."
)
_CLAIM = "Reply with “is this true?” to a message{ask}, and I show what the articles say on it."
_IN_PRIVATE = "Send me a question, as you would ask a person."
_HOW = "Put the question behind the command: /ask who said that …?"
_UNKNOWN = "I do not know that command. /help says what I can do."
_WORDLESS = "I can read text, links and files. Please write your question."


@dataclass(frozen=True, slots=True)
class Help:
    """Says what the bot does. ``worded_by`` is the language model, where one words the answers. ``albums`` remembers
    which were spoken of."""

    mode: GroupsMode
    worded_by: str | None = None
    albums: Once = field(default_factory=Once)

    async def greet(self, context: UpdateContext) -> None:
        """Answer /start. Raises TelegramError."""
        await context.reply(self._explanation(_START, context))

    async def explain(self, context: UpdateContext) -> None:
        """Answer /help. Raises TelegramError."""
        await context.reply(self._explanation(_HELP, context))

    async def explain_asking(self, context: UpdateContext) -> None:
        """Answer /ask without a question. Raises TelegramError."""
        await context.reply(own_page(_HOW))

    async def answer_unknown_command(self, context: UpdateContext) -> None:
        """Point to /help. Raises TelegramError."""
        await context.reply(own_page(_UNKNOWN))

    async def ask_for_words(self, context: UpdateContext) -> None:
        """Ask for a question in words. Raises TelegramError.

        The pictures of an album come as messages of their own; they get one line together.
        """
        album = context.message.media_group_id
        if album is None or self.albums.first(album):
            await context.reply(own_page(_WORDLESS))

    async def refuse_editing(self, context: UpdateContext) -> None:
        """Say that this bot only answers. Raises TelegramError."""
        await context.reply(own_page(TELEGRAM.adding.not_added_here))

    def _explanation(self, text: str, context: UpdateContext) -> Page:
        private = context.caller.private
        how = how_to_ask(context.me, self.mode, private=private)
        claim = _CLAIM.format(ask="" if private or self.mode is GroupsMode.ALL else ", behind /ask")
        worded = _WORDED.format(model=html.escape(self.worded_by)) if self.worded_by else ""
        return own_page(text.format(how=how, claim=claim) + worded)


def how_to_ask(me: Me, mode: GroupsMode, *, private: bool) -> str:
    """One sentence, in HTML."""
    if private:
        return _IN_PRIVATE
    if mode is GroupsMode.ALL:
        return "Ask here, as you would ask a person."
    return f"Begin with /ask, mention @{me.username}, or reply to one of my messages."
