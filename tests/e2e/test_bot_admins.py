"""Admins let people and groups in and turn them away, from the chat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.e2e.support.bot_process import FakeEngine, conversation, running
from tests.support.bot_api.chats import Chat, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject

CLOSED: dict[str, Any] = {
    "allowed_telegram_user_ids": "",
    "allowed_telegram_group_ids": "",
    "admin_user_ids": "7100000001,7100000002",
}
LURE = "/allow @evil_bot\nx.com <b>\u202e"


def admins(server: TelegramServer) -> tuple[User, User, Chat, Chat]:
    """Ann and Bea, and their chats."""
    ann, bea = server.user("Ann"), server.user("Bea")
    return ann, bea, server.private(ann), server.private(bea)


def labels(message: JsonObject) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_a_stranger_is_told_once_and_every_admin_is_asked_once() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        _, _, of_ann, of_bea = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        told = await server.new_message(of_cy, server.say(of_cy, cy, "who sang?"))
        asked = [await server.next_message(chat) for chat in (of_ann, of_bea)]
        for words in ("who sang?", "/start", "/ask please"):
            await server.say(of_cy, cy, words)
        await server.new_message(of_ann, server.say(of_ann, server.users[of_ann.id], "the last"))
        assert len(of_cy.sent) == 1
        assert len(of_bea.sent) == 1
    assert "Its admins have been told" in told["text"]
    assert str(cy.id) in told["text"]
    assert "ALLOWED_" not in told["text"]
    assert [message["text"] for message in asked] == [f"Cy ({cy.id}) asks for access."] * 2
    assert labels(asked[0]) == ["Allow", "Deny"]
    assert answerer.asked == ["the last"]


async def test_an_allowed_stranger_is_told_and_may_ask_and_every_admin_sees_who_did_it() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, bea, of_ann, of_bea = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        await server.new_message(of_cy, server.say(of_cy, cy, "who sang?"))
        first, second = await server.next_message(of_ann), await server.next_message(of_bea)
        query = await server.press(first, "Allow", ann)
        done = await server.callback_answer(query)
        shown = [await server.edited(message) for message in (first, second)]
        welcome = await server.next_message(of_cy)
        late = await server.callback_answer(await server.press(second, "Deny", bea, stale_data=data_of(second, "Deny")))
        await server.new_message(of_cy, server.say(of_cy, cy, "and now?"))
        assert server.unanswered == []
    assert done["text"] == "Cy is let in."
    assert [message["text"] for message in shown] == [f"Cy ({cy.id}) was let in by Ann."] * 2
    assert [labels(message) for message in shown] == [[], []]
    assert welcome["text"] == "You may ask me now. Send me a question, as you would ask a person."
    assert late["text"] == "Cy was already let in by Ann."
    assert answerer.asked == ["and now?"]


def data_of(message: JsonObject, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(button["callback_data"]) for row in rows for button in row if button["text"] == label)


async def test_two_admins_who_press_at_once_are_told_what_the_first_did() -> None:
    async with conversation(**CLOSED) as (server, _):
        ann, bea, of_ann, of_bea = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        await server.say(of_cy, cy, "who sang?")
        first, second = await server.next_message(of_ann), await server.next_message(of_bea)
        queries = [await server.press(first, "Allow", ann), await server.press(second, "Deny", bea)]
        told = [(await server.callback_answer(query))["text"] for query in queries]
    assert sorted(told) in (
        ["Cy is let in.", "Cy was already let in by Ann."],
        ["Cy is turned away.", "Cy was already turned away by Bea."],
    )


async def test_a_denied_stranger_hears_no_more_and_nobody_is_asked_again() -> None:
    async with conversation(**CLOSED) as (server, answerer):
        ann, _, of_ann, _ = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        await server.new_message(of_cy, server.say(of_cy, cy, "who sang?"))
        asked = await server.next_message(of_ann)
        await server.callback_answer(await server.press(asked, "Deny", ann))
        await server.say(of_cy, cy, "please")
        await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
        assert len(of_cy.sent) == 1
        assert len(of_ann.sent) == 2
    assert answerer.asked == ["the last"]


async def test_what_was_decided_and_told_holds_over_a_restart(tmp_path: Path) -> None:
    chosen = {**CLOSED, "data_dir": str(tmp_path)}
    async with TelegramServer() as server:
        ann, _, of_ann, _ = admins(server)
        cy, dan = server.user("Cy"), server.user("Dan")
        of_cy, of_dan = server.private(cy), server.private(dan)
        async with running(server, FakeEngine(), **chosen):
            await server.new_message(of_cy, server.say(of_cy, cy, "who sang?"))
            await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {dan.id}"))
            await server.next_message(of_dan)
        async with running(server, FakeEngine(), **chosen):
            before = len(of_ann.sent)
            await server.say(of_cy, cy, "who sang?")
            answer = await server.new_message(of_dan, server.say(of_dan, dan, "who sang?"))
            await server.new_message(of_ann, server.say(of_ann, ann, "the last"))
        assert len(of_cy.sent) == 1
        assert len(of_ann.sent) == before + 1
    assert answer["text"].startswith("Answer to who sang?")


async def test_allow_takes_an_id_a_reply_a_forward_a_name_and_the_question_itself() -> None:
    async with conversation(**{**CLOSED, "allowed_telegram_group_ids": "*"}, privacy=False) as (server, _):
        ann, _, of_ann, _ = admins(server)
        people = [server.user(name, username=f"{name.lower()}_x") for name in ("Cy", "Dan", "Eve", "Flo", "Gus")]
        cy, dan, eve, flo, gus = people
        group = server.supergroup("Readers", members=[ann, dan])
        chats = [server.private(person) for person in people]
        for asking in (flo, gus):
            await server.say(chats[people.index(asking)], asking, "who sang?")
        questions = [await server.next_message(of_ann) for _ in range(2)]
        about_gus = next(message for message in questions if "Gus" in message["text"])
        said = await server.say(group, dan, "nice weather")
        forwarded = await server.say(of_ann, ann, "nice weather", forwarded_from=eve)
        await server.next_message(of_ann)
        told = [
            await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {cy.id}")),
            await server.new_message(group, server.say(group, ann, "/allow", reply_to=said)),
            await server.new_message(of_ann, server.say(of_ann, ann, "/allow", reply_to=forwarded)),
            await server.new_message(of_ann, server.say(of_ann, ann, "/allow @FLO_X")),
            await server.new_message(of_ann, server.say(of_ann, ann, "/allow", reply_to=about_gus)),
        ]
        for person, chat in zip(people, chats, strict=True):
            answer = await server.new_message(chat, server.say(chat, person, "who sang?"))
            assert answer["text"].startswith("Answer to who sang?")
    ids = [f"({person.id})" if name else str(person.id) for person, name in zip(people, (0, 1, 1, 1, 1), strict=True)]
    assert all(number in message["text"] for number, message in zip(ids, told, strict=True))
    assert all(message["text"].endswith("is let in.") for message in told)


async def test_allow_says_what_it_needs_where_it_cannot_tell_whom() -> None:
    async with conversation(**CLOSED) as (server, _):
        ann, bea, of_ann, _ = admins(server)

        async def reply_text(words: str) -> str:
            return str((await server.new_message(of_ann, server.say(of_ann, ann, words)))["text"])

        assert (await reply_text("/allow")).startswith("Put an id behind the command")
        assert (await reply_text("/allow somebody")).startswith("Put an id behind the command")
        assert "I do not know who @stranger_x is" in await reply_text("/allow @stranger_x")
        assert await reply_text(f"/deny {ann.id}") == "That is you, and you are an admin."
        assert "is an admin by the setting ADMIN_USER_IDS" in await reply_text(f"/deny {bea.id}")
        assert (await reply_text(f"/allow {bea.id}")).endswith("is an admin.")


async def test_a_group_is_not_let_in_where_groups_are_off() -> None:
    async with conversation(**CLOSED, groups_mode="off") as (server, _):
        ann, _, of_ann, _ = admins(server)
        group = server.supergroup("Readers")
        told = await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {group.id}"))
        assert not group.sent
    assert told["text"] == "I answer in no group: the setting GROUPS_MODE is off."


async def test_deny_goes_before_the_settings_and_allow_takes_it_back() -> None:
    async with conversation(**{**CLOSED, "allowed_telegram_user_ids": "*"}) as (server, answerer):
        ann, _, of_ann, _ = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        await server.new_message(of_cy, server.say(of_cy, cy, "one"))
        await server.new_message(of_ann, server.say(of_ann, ann, f"/deny {cy.id}"))
        await server.say(of_cy, cy, "two")
        await server.new_message(of_ann, server.say(of_ann, ann, "between"))
        await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {cy.id}"))
        await server.next_message(of_cy)
        await server.new_message(of_cy, server.say(of_cy, cy, "three"))
    assert answerer.asked == ["one", "between", "three"]


async def test_a_name_can_put_nothing_to_tap_into_what_the_bot_says() -> None:
    async with conversation(**CLOSED) as (server, _):
        ann, _, of_ann, _ = admins(server)
        cy = server.user(LURE)
        of_cy = server.private(cy)
        await server.say(of_cy, cy, "who sang?")
        asked = await server.next_message(of_ann)
        done = await server.callback_answer(await server.press(asked, "Allow", ann))
        shown = await server.edited(asked)
        member_list = await server.new_message(of_ann, server.say(of_ann, ann, "/who"))
    for message in (asked, shown, member_list):
        kinds = {entity["type"] for entity in message.get("entities", [])}
        assert kinds <= {"code", "bold"}
        assert "/allow @evil_bot x.com <b>" in message["text"]
        assert "\u202e" not in message["text"]
    assert done["text"].startswith("/allow @evil_bot x.com <b> is let in")


async def test_who_lists_everybody_in_pages_that_buttons_turn() -> None:
    async with conversation(**CLOSED, privacy=True) as (server, _):
        ann, _, of_ann, _ = admins(server)
        for number in range(30):
            await server.new_message(
                of_ann, server.say(of_ann, ann, f"/{'deny' if number % 2 else 'allow'} {number + 1}")
            )
        group = server.supergroup("Readers")
        await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {group.id}"))
        first = await server.new_message(of_ann, server.say(of_ann, ann, "/who"))
        await server.callback_answer(await server.press(first, "More", ann))
        second = await server.edited(first)
        await server.callback_answer(await server.press(second, "Back", ann))
        back = await server.edited(second)
    assert first["text"].startswith("Privacy mode is on")
    assert "\n\nAdmins\n7100000001 · setting\n7100000002 · setting\n\nPeople\n1 · by Ann" in first["text"]
    assert "Page 1 of 2" in first["text"]
    assert labels(first) == ["More"]
    assert "Turned away\n" in second["text"]
    assert labels(second) == ["Back"]
    assert back["text"] == first["text"]


async def test_each_sees_the_commands_that_are_theirs() -> None:
    async with conversation(**CLOSED) as (server, _):
        ann, _, of_ann, _ = admins(server)
        cy = server.user("Cy")
        of_cy = server.private(cy)
        await server.new_message(of_ann, server.say(of_ann, ann, f"/allow {cy.id}"))
        await server.next_message(of_cy)
        await server.new_message(of_ann, server.say(of_ann, ann, "/help"))
        await server.until(lambda: len(server.commands) == 5, "five lists of commands")
        lists = {scope: [each["command"] for each in commands] for (scope, _), commands in server.commands.items()}
        await server.new_message(of_ann, server.say(of_ann, ann, f"/deny {cy.id}"))
        await server.until(lambda: len(server.commands) == 4, "one list less")
        calls = len(server.calls_of("setMyCommands"))
        await server.new_message(of_ann, server.say(of_ann, ann, "/help"))
        assert len(server.calls_of("setMyCommands")) == calls
    asker = ["ask", "new", "sources", "help", "forget"]
    adder = [*asker, "add", "remove", "feeds"]
    assert lists == {
        '{"type": "all_private_chats"}': ["start"],
        '{"type": "all_group_chats"}': asker,
        '{"type": "all_chat_administrators"}': adder,
        f'{{"chat_id": {cy.id}, "type": "chat"}}': adder,
        f'{{"chat_id": {ann.id}, "type": "chat"}}': [*adder, "allow", "deny", "who", "share"],
    }
