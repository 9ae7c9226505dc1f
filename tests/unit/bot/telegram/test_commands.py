"""The table of commands, and what reads it."""

from __future__ import annotations

import pytest

from bot.messages import TELEGRAM
from bot.telegram.commands import COMMANDS, NO_COMMANDS, Audience, Command, make_menus
from bot.telegram.rendering.pagination import html_page
from bot.telegram.update_context import UpdateContext
from tests.e2e.support.bot_process import FakeEngine, serving, settings_for
from tests.support.bot_api.server import TelegramServer


async def answer_ping(context: UpdateContext) -> None:
    await context.reply(html_page(f"pong to {context.request.text} of {context.caller.id}"))


PING = Command("ping", Audience.ASKER, "Answer with pong", lambda parts: answer_ping)


async def test_a_command_added_to_the_table_is_parsed_dispatched_and_in_the_menu() -> None:
    async with TelegramServer() as server, serving(settings_for(server), FakeEngine(), commands=(*COMMANDS, PING)):
        ann = server.user("Ann")
        chat = server.private(ann)
        said = await server.new_message(chat, server.say(chat, ann, "/ping the bot"))
        assert said["text"] == f"pong to the bot of {ann.id}"
        await server.until(lambda: len(server.commands) >= 3, "the menus")
        shown = {"command": "ping", "description": "Answer with pong"}
        assert all(shown in menu for menu in server.commands.values())


def test_the_help_names_what_askers_and_editors_may_do_beside_asking() -> None:
    named = [each.name for each in COMMANDS if each.menu and each.audience <= Audience.EDITOR]
    assert [name for name in named if f"/{name}" not in TELEGRAM.about.help] == ["ask", "help"]


def test_no_name_stands_twice_in_the_table() -> None:
    names = [command.name for command in (*COMMANDS, *NO_COMMANDS)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_command_is_in_the_menus_of_its_audience_and_of_those_who_may_do_more(command: Command) -> None:
    lists = make_menus(COMMANDS)
    found = [command.name in dict(menu) for menu in (lists.askers, lists.editors, lists.admins)]
    assert found == [bool(command.menu) and command.audience <= group for group in list(Audience)[1:]]
    assert (command.name in dict(lists.outsiders)) is (command.name == "start")
