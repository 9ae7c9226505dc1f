"""What the bot says of itself."""

from __future__ import annotations

import html

from bot.setting_kinds import GroupsMode
from bot.telegram.pages import Page, own_page
from bot.telegram.questions import Kind, Me

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
_LINES = {
    Kind.HOW: "Put the question behind the command: /ask who said that …?",
    Kind.UNKNOWN: "I do not know that command. /help says what I can do.",
    Kind.WORDLESS: "I can read text, links and files. Please write your question.",
}


def about(kind: Kind, me: Me, mode: GroupsMode, *, private: bool, worded_by: str | None = None) -> Page:
    """The bot's own words for a request that is no question; ``worded_by`` is the language model, where one words the
    answers."""
    how = how_to_ask(me, mode, private=private)
    claim = _CLAIM.format(ask="" if private or mode is GroupsMode.ALL else ", behind /ask")
    text = {Kind.START: _START, Kind.HELP: _HELP}.get(kind, "").format(how=how, claim=claim)
    if text and worded_by:
        text += _WORDED.format(model=html.escape(worded_by))
    return own_page(text or _LINES[kind])


def how_to_ask(me: Me, mode: GroupsMode, *, private: bool) -> str:
    """One sentence, in HTML."""
    if private:
        return _IN_PRIVATE
    if mode is GroupsMode.ALL:
        return "Ask here, as you would ask a person."
    return f"Begin with /ask, mention @{me.username}, or reply to one of my messages."
