"""The table of commands, which the parser, the menus and the dispatcher read. ADD A COMMAND HERE."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from bot.messages import TELEGRAM
from bot.telegram.access.access_control import AccessControl
from bot.telegram.articles.article_commands import ArticleCommands, EditingCommands
from bot.telegram.articles.share import ShareCommand
from bot.telegram.help import Help
from bot.telegram.menus import MenuItems, MenuLists
from bot.telegram.message_parser import ADD, ASK, NO_QUESTION, NO_WORDS, UNKNOWN_COMMAND
from bot.telegram.questions.ask import QuestionHandler
from bot.telegram.questions.forget import ForgetCommands
from bot.telegram.update_context import UpdateContext

CommandHandler = Callable[[UpdateContext], Awaitable[None]]
"""A coroutine function that answers a command; it raises WhosaidError and TelegramError."""


class Audience(IntEnum):
    """The people for whom a command is; each group has the commands of those before it too.

    Editors are those who may add articles in a chat: anybody who may ask in a private one, administrators in a group.
    """

    EVERYBODY = 0
    ASKER = 1
    EDITOR = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Handlers:
    """The parts of the bot whose methods handle commands."""

    questions: QuestionHandler
    help: Help
    forget_commands: ForgetCommands
    articles: ArticleCommands
    access: AccessControl
    share: ShareCommand


@dataclass(frozen=True, slots=True)
class Command:
    """A command, by its name without the slash.

    ``menu`` is what Telegram's menu says of it; without it, it stands in none. ``handler`` picks its handler from the
    parts of the bot. A command that ``counts`` takes one of the questions that a person and a chat have (LIMIT_*).
    ``outsiders_menu`` is its line in the menu of those who may not ask.
    """

    name: str
    audience: Audience
    menu: str
    handler: Callable[[Handlers], CommandHandler]
    counts: bool = False
    outsiders_menu: str = ""


def _editing_handler(pick: Callable[[EditingCommands], CommandHandler]) -> Callable[[Handlers], CommandHandler]:
    """Return what picks a handler that changes articles, or the one that says that this bot only answers."""

    def pick_handler(parts: Handlers) -> CommandHandler:
        editing = parts.articles.editing
        return pick(editing) if editing else parts.help.refuse_editing

    return pick_handler


_MENU = TELEGRAM.commands

COMMANDS = (
    Command(ASK, Audience.ASKER, _MENU.ask, lambda parts: parts.questions.ask, counts=True),
    Command("start", Audience.ASKER, "", lambda parts: parts.help.greet, outsiders_menu=_MENU.start),
    Command("new", Audience.ASKER, _MENU.new, lambda parts: parts.forget_commands.begin_anew, counts=True),
    Command("sources", Audience.ASKER, _MENU.sources, lambda parts: parts.articles.listing.command, counts=True),
    Command("help", Audience.ASKER, _MENU.help, lambda parts: parts.help.explain),
    Command("forget", Audience.EVERYBODY, _MENU.forget, lambda parts: parts.forget_commands.forget, counts=True),
    Command(ADD, Audience.EDITOR, _MENU.add, _editing_handler(lambda parts: parts.adding.add_offer)),
    Command(
        "remove", Audience.EDITOR, _MENU.remove, _editing_handler(lambda parts: parts.removal.command), counts=True
    ),
    Command("feeds", Audience.EDITOR, _MENU.feeds, _editing_handler(lambda parts: parts.feeds.command), counts=True),
    Command("allow", Audience.ADMIN, _MENU.allow, lambda parts: parts.access.decisions.allow),
    Command("deny", Audience.ADMIN, _MENU.deny, lambda parts: parts.access.decisions.deny),
    Command("who", Audience.ADMIN, _MENU.who, lambda parts: parts.access.member_list.command),
    Command("share", Audience.ADMIN, _MENU.share, lambda parts: parts.share.command),
)

NO_COMMANDS = (
    Command(NO_QUESTION, Audience.ASKER, "", lambda parts: parts.help.explain_asking),
    Command(UNKNOWN_COMMAND, Audience.ASKER, "", lambda parts: parts.help.answer_unknown_command),
    Command(NO_WORDS, Audience.ASKER, "", lambda parts: parts.help.ask_for_words),
)
"""Messages that are no command and no question. Nobody can type their names, which have spaces."""


def make_menus(commands: Sequence[Command]) -> MenuLists:
    """Return the menu of each group of people, in the order of the table."""
    outsiders = tuple((command.name, command.outsiders_menu) for command in commands if command.outsiders_menu)
    return MenuLists(outsiders, *(_items_for(group, commands) for group in list(Audience)[1:]))


def _items_for(group: Audience, commands: Sequence[Command]) -> MenuItems:
    return tuple((command.name, command.menu) for command in commands if command.menu and command.audience <= group)
