"""The tests' own Telegram: it must refuse what Telegram refuses, and speak so that the client library understands."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter

from tests.support.bot_api.chats import Chat, Document, User
from tests.support.bot_api.server import TelegramServer
from tests.support.bot_api.wire import JsonObject, Refusal


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot") as client:
        yield client


@pytest.fixture
def ann(server: TelegramServer) -> User:
    return server.user("Ann", username="ann_onymous")


@pytest.fixture
def chat(server: TelegramServer, ann: User) -> Chat:
    return server.private(ann)


async def ask(server: TelegramServer, method: str, **parameters: object) -> tuple[int, JsonObject]:
    """A call as no library would make it."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}/bot{server.token}/{method}", json=parameters) as response,
    ):
        return response.status, await response.json()


def buttons(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(rows)


async def seen(bot: Bot) -> list[Update]:
    """Every update that waits, confirmed."""
    updates = list(await bot.get_updates(timeout=0))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates


async def test_every_kind_of_body_is_read(server: TelegramServer, chat: Chat) -> None:
    url = f"{server.url}/bot{server.token}/sendMessage"
    options = {"is_disabled": True}
    form = {"chat_id": str(chat.id), "text": "x", "link_preview_options": json.dumps(options)}
    multipart = aiohttp.FormData(form, default_to_multipart=True)
    async with aiohttp.ClientSession() as session:
        for body in ({"data": form}, {"data": multipart}, {"json": form | {"link_preview_options": options}}):
            async with session.post(url, **body) as response:
                assert (await response.json())["result"]["link_preview_options"] == options
        async with session.get(url, params=form) as response:
            assert response.status == 200
    assert [call.parameters["chat_id"] for call in server.calls_of("sendMessage")] == [chat.id] * 4


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("bot{token}/noSuchMethod", 404, "Not Found"),
        ("bot1:short/getMe", 404, "Not Found"),
        ("bot{other}/getMe", 401, "Unauthorized"),
        ("file/bot{other}/documents/x", 401, "Unauthorized"),
        ("file/bot{token}/documents/x", 404, "Not Found"),
        ("", 404, "Not Found"),
    ],
)
async def test_wrong_paths_get_telegrams_answers(server: TelegramServer, path: str, status: int, words: str) -> None:
    url = f"{server.url}/{path.format(token=server.token, other=server.token[:-1] + 'y')}"
    async with aiohttp.ClientSession() as session, session.post(url) as response:
        body = await response.json()
    assert (response.status, body) == (status, {"ok": False, "error_code": status, "description": words})


async def test_the_client_library_takes_a_wrong_token_as_final(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        async with Bot(server.token[:-1] + "y", base_url=f"{server.url}/bot"):
            pass


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": "x"}, "parameter 'chat_id' of sendMessage is required"),
        ({"chat_id": "ann", "text": "x"}, "chat not found"),
        ({"chat_id": 1.5, "text": "x"}, "'chat_id' must be chat, not '1.5'"),
        ({"chat_id": 1, "text": 5}, "'text' must be str, not '5'"),
        ({"chat_id": 1, "text": "x", "txet": "y"}, "unknown parameter 'txet' of sendMessage"),
        ({"chat_id": 1, "text": "x", "message_thread_id": "one"}, "can't parse 'message_thread_id' as int: 'one'"),
        ({"chat_id": 1, "text": "x", "protect_content": "1"}, "'protect_content' must be bool, not '1'"),
        ({"chat_id": 1, "text": "x", "entities": {}}, "'entities' must be an array, not '{}'"),
        (
            {"chat_id": 1, "text": "x", "link_preview_options": {"disabled": True}},
            "unknown field 'disabled' of LinkPreviewOptions in 'link_preview_options'",
        ),
        (
            {"chat_id": 1, "text": "x", "reply_parameters": '{"quote": "x"}'},
            "field 'message_id' of ReplyParameters in 'reply_parameters' is required",
        ),
        (
            {"chat_id": 1, "text": "x", "reply_markup": {"inline_keyboard": [[{"text": 1}]]}},
            "'reply_markup.inline_keyboard[0][0].text' must be str, not '1'",
        ),
        ({"chat_id": 1, "text": "x", "reply_markup": {"rows": []}}, "'reply_markup' must be one of InlineKeyboard"),
    ],
)
async def test_a_malformed_call_is_refused_by_name(
    server: TelegramServer, parameters: dict[str, object], words: str
) -> None:
    status, body = await ask(server, "sendMessage", **parameters)
    assert status == 400
    assert body["description"].startswith(f"Bad Request: {words}")
    assert bool(server.violations) == (words != "chat not found")


@pytest.mark.parametrize(
    ("button", "words"),
    [
        (InlineKeyboardButton("x", callback_data="é" * 32 + "x"), "Button_data_invalid"),
        (InlineKeyboardButton("x"), "Text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton(" ", callback_data="x"), "Inline keyboard button text must be non-empty"),
        (
            InlineKeyboardButton("x", url="http://localhost/"),
            "Inline keyboard button url 'http://localhost/' is invalid",
        ),
        (InlineKeyboardButton("x", url="https://e.org", callback_data="x"), "Button 'x' has more than one action"),
    ],
)
async def test_a_wrong_button_is_refused(bot: Bot, chat: Chat, button: InlineKeyboardButton, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.send_message(chat.id, "x", reply_markup=buttons([button]))
    assert str(refused.value).lower().startswith(words.lower())


async def test_64_bytes_of_callback_data_are_allowed(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(
        chat.id, "x", reply_markup=buttons([InlineKeyboardButton("x", callback_data="é" * 32)])
    )
    assert sent.reply_markup is not None


async def test_who_cannot_be_written_to(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    bea = server.private(server.user("Bea"), started=False)
    group, supergroup = server.group("Old"), server.supergroup("New", username="newgroup")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "x")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(bea.id, "x")
    await server.set_bot(chat, "kicked", by=ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_chat_action(chat.id, "typing")
    await server.set_bot(group, "left", by=ann)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "x")
    await server.set_bot(supergroup, "kicked", by=ann)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message("@newgroup", "x")
    assert [update.my_chat_member.new_chat_member.status for update in await seen(bot) if update.my_chat_member] == [
        "kicked",
        "left",
        "kicked",
    ]


async def test_a_migrated_group_names_its_successor(server: TelegramServer, bot: Bot, ann: User) -> None:
    group = server.group("Desk", members=[ann])
    supergroup = await server.migrate(group, ann)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "x")
    assert moved.value.new_chat_id == supergroup.id
    first, second = await seen(bot)
    assert first.message is not None
    assert second.message is not None
    assert (first.message.migrate_to_chat_id, second.message.migrate_from_chat_id) == (supergroup.id, group.id)


async def test_replies_and_quotes_must_be_there(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    said = await server.say(chat, ann, "The river 😀 rose twice.")
    number = said["message_id"]
    answer = await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(number, quote="rose twice"))
    assert answer.quote is not None
    assert (answer.quote.text, answer.quote.position) == ("rose twice", 13)
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(number, quote="rose Twice"))
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "x", reply_parameters=ReplyParameters(999))
    lax = ReplyParameters(999, allow_sending_without_reply=True)
    assert (await bot.send_message(chat.id, "x", reply_parameters=lax)).reply_to_message is None


async def test_topics(server: TelegramServer, bot: Bot, ann: User) -> None:
    forum = server.forum("Newsroom", members=[ann])
    thread = await server.topic(forum, "Rivers", by=ann)
    said = await server.say(forum, ann, "/ask who", thread=thread)
    assert said["is_topic_message"]
    assert "forum_topic_created" in said["reply_to_message"]
    answer = await bot.send_message(forum.id, "x", reply_parameters=ReplyParameters(said["message_id"]))
    assert (answer.message_thread_id, answer.is_topic_message) == (thread, True)
    for wrong in (1, 999):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum.id, "x", message_thread_id=wrong)
    forum.closed_topics.add(thread)
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(forum.id, "x", message_thread_id=thread)


async def test_a_thread_id_of_a_group_without_topics_is_no_topic(server: TelegramServer, bot: Bot, ann: User) -> None:
    group = server.supergroup("Desk")
    first = await server.say(group, ann, "/ask who")
    second = await server.say(group, ann, "/ask more", reply_to=first)
    assert second["message_thread_id"] == first["message_id"]
    assert "is_topic_message" not in second
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "x", message_thread_id=second["message_thread_id"])


async def test_edits(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    more = buttons([InlineKeyboardButton("More", callback_data="more")])
    sent = await bot.send_message(chat.id, "<b>one</b>", parse_mode="HTML", reply_markup=more)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("<b>one</b>", chat.id, sent.id, parse_mode="HTML", reply_markup=more)
    await bot.edit_message_text("one", chat.id, sent.id, reply_markup=more)
    bare = await bot.edit_message_reply_markup(chat.id, sent.id)
    assert not isinstance(bare, bool)
    assert bare.reply_markup is None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(chat.id, sent.id)
    said = await server.say(chat, ann, "mine")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", chat.id, said["message_id"])
    await bot.delete_message(chat.id, sent.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", chat.id, sent.id)
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat.id, sent.id)


@pytest.mark.parametrize("privacy", [True, False])
async def test_privacy_mode(privacy: bool) -> None:
    async with (
        TelegramServer(privacy=privacy) as server,
        Bot(server.token, base_url=f"{server.url}/bot") as bot,
    ):
        ann = server.user("Ann")
        group = server.supergroup("Desk", members=[ann])
        answer = await bot.send_message(group.id, "an answer")
        own = group.messages[answer.id]
        for text in ("chatter", "/ask", "/ask@whosaid_bot x", "/ask@other_bot x", "see /ask", "hey @whosaid_bot"):
            await server.say(group, ann, text)
        await server.say(group, ann, "why?", reply_to=own)
        await server.edit(group, await server.say(group, ann, "typo"), "no typo")
        server.mentions_arrive = False
        await server.say(group, ann, "ho @whosaid_bot")
        heard = [update.effective_message.text for update in await seen(bot) if update.effective_message]
    few = ["/ask", "/ask@whosaid_bot x", "hey @whosaid_bot", "why?"]
    everything = [
        "chatter",
        *few[:2],
        "/ask@other_bot x",
        "see /ask",
        few[2],
        few[3],
        "typo",
        "no typo",
        "ho @whosaid_bot",
    ]
    assert heard == (few if privacy else everything)


async def test_an_anonymous_administrator_and_a_channel_post(server: TelegramServer, bot: Bot, ann: User) -> None:
    group, channel = server.supergroup("Desk"), server.channel("Wire")
    await server.say(group, ann, "/ask", anonymous=True)
    await server.post(channel, "news")
    said, post = await seen(bot)
    assert said.message is not None
    assert said.message.from_user is not None
    assert said.message.sender_chat is not None
    assert (said.message.from_user.username, said.message.sender_chat.id) == ("GroupAnonymousBot", group.id)
    assert post.channel_post is not None
    assert post.channel_post.from_user is None


async def test_pressed_buttons(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    sent = await bot.send_message(
        chat.id, "x", reply_markup=buttons([InlineKeyboardButton("More", callback_data="m:1")])
    )
    with pytest.raises(AssertionError, match=r"no button 'Less'; there are \['More'\]"):
        await server.press(chat.messages[sent.id], "Less", ann)
    query_id = await server.press(chat.messages[sent.id], "More", ann)
    (update,) = await seen(bot)
    assert update.callback_query is not None
    assert update.callback_query.data == "m:1"
    assert server.unanswered == [query_id]
    await update.callback_query.answer("done")
    assert (await server.callback_answer(query_id))["text"] == "done"
    assert server.unanswered == []
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query("1")
    await bot.answer_callback_query(query_id)
    assert server.violations == [f"answerCallbackQuery: query {query_id} is answered twice"]


async def test_files_go_both_ways(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    await server.say(chat, ann, "read this", document=Document("a.txt", b"words", "text/plain"))
    await server.say(chat, ann, document=Document("big.pdf", b"", "application/pdf", size=21 * 1024 * 1024))
    small, big = [update.effective_message for update in await seen(bot)]
    assert small is not None
    assert small.document is not None
    assert small.caption == "read this"
    assert bytes(await (await small.document.get_file()).download_as_bytearray()) == b"words"
    assert big is not None
    assert big.document is not None
    with pytest.raises(BadRequest, match="File is too big"):
        await big.document.get_file()
    sent = await bot.send_document(chat.id, b"notes", filename="notes.md", caption="<i>all</i>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("notes.md", "all")
    assert server.files[sent.document.file_id].content == b"notes"


async def test_commands_descriptions_members_and_inline(server: TelegramServer, bot: Bot, ann: User) -> None:
    group = server.supergroup("Desk", members=[ann])
    await bot.set_my_commands([BotCommand("ask", "Ask")])
    assert await bot.get_my_commands() == (BotCommand("ask", "Ask"),)
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await bot.set_my_commands([BotCommand("Ask", "Ask")])
    with pytest.raises(BadRequest, match="too long"):
        await bot.set_my_short_description("x" * 121)
    await server.set_member(group, ann, "administrator", by=ann)
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [ann.id]
    assert (await bot.get_chat_member(group.id, server.bot.id)).status == "member"
    assert (await bot.get_chat(group.id)).title == "Desk"
    query_id = await server.inline(ann, "rivers")
    result = InlineQueryResultArticle("1", "Rivers", InputTextMessageContent("<b>x</b>", parse_mode="HTML"))
    await bot.answer_inline_query(query_id, [result], is_personal=True)
    assert (await server.inline_answer(query_id))["is_personal"]
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_inline_query(query_id, [])


async def test_scripted_trouble(server: TelegramServer, bot: Bot, chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    server.flood("sendMessage", retry_after=7)
    server.fail("sendMessage", status=502)
    server.drop("sendMessage")
    server.refuse("sendMessage", Refusal(500, "Internal Server Error"))
    with pytest.raises(RetryAfter) as flood:
        await bot.send_message(chat.id, "x")
    assert flood.value.retry_after == timedelta(seconds=7)
    for words in ("(?i)gateway|server error|html", "disconnected|ReadError", "Internal Server Error"):
        with pytest.raises(NetworkError, match=words):
            await bot.send_message(chat.id, "x")
    assert server.messages(chat) == []
    server.drop("sendMessage", late=True)
    with pytest.raises(NetworkError):
        await bot.send_message(chat.id, "sent all the same")
    assert [message["text"] for message in server.messages(chat)] == ["sent all the same"]
    assert [call.error.code for call in server.refused if call.error] == [429, 502, 0, 500]


async def test_a_held_call_waits_for_its_gate(server: TelegramServer, bot: Bot, chat: Chat) -> None:
    gate = server.hold("sendMessage")
    sending = asyncio.create_task(bot.send_message(chat.id, "x"))
    await server.until(lambda: server.held == ["sendMessage"])
    assert server.messages(chat) == []
    gate.set()
    assert (await sending).text == "x"


async def test_updates_stay_until_their_offset_is_confirmed(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    for text in "abc":
        await server.say(chat, ann, text)
    first = (await bot.get_updates(limit=1))[0].update_id
    assert [update.update_id for update in await bot.get_updates(offset=first + 1)] == [first + 1, first + 2]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == [first + 2]
    await server.edit(chat, await server.say(chat, ann, "d"), "e")
    await bot.get_updates(offset=first + 5, allowed_updates=["message"])
    await server.edit(chat, await server.say(chat, ann, "f"), "g")
    assert [update.message is not None for update in await seen(bot)] == [True]


async def test_a_long_poll_ends_with_an_update_a_second_poll_or_the_server() -> None:
    async with (
        TelegramServer() as server,
        Bot(server.token, base_url=f"{server.url}/bot") as bot,
        Bot(server.token, base_url=f"{server.url}/bot") as rival,
    ):
        person = server.user("Bea")
        chat = server.private(person)
        waiting = asyncio.create_task(bot.get_updates(timeout=50))
        await server.until(lambda: server.updates.polls == 1)
        await server.say(chat, person, "x")
        (update,) = await waiting
        first = asyncio.create_task(bot.get_updates(offset=update.update_id + 1, timeout=50))
        await server.until(lambda: server.updates.polls == 2)
        second = asyncio.create_task(rival.get_updates(offset=update.update_id + 1, timeout=50))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        assert not second.done()
        server.updates.stop()
        assert await second == ()


async def test_a_webhook_gets_the_updates_with_its_secret(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    with pytest.raises(BadRequest, match=r"(?i)https url must be provided"):
        await bot.set_webhook("http://e.org/")
    got: asyncio.Queue[tuple[str | None, JsonObject]] = asyncio.Queue()

    async def receive(request: web.Request) -> web.Response:
        got.put_nowait((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        return web.Response()

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.webhook_target = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook("https://e.org/hook", secret_token="s3cret")
    with pytest.raises(Conflict, match="while webhook is active"):
        await bot.get_updates()
    await server.say(chat, ann, "x")
    secret, update = await got.get()
    await server.fetched()
    await runner.cleanup()
    assert (secret, update["message"]["text"]) == ("s3cret", "x")


async def test_waiting_in_vain_tells_what_was_called(server: TelegramServer, bot: Bot, chat: Chat) -> None:
    await bot.send_chat_action(chat.id, "typing")
    with pytest.raises(
        AssertionError, match=r"waited 0.01 s for a message in 'Ann'\nthe bot called:\n.*\n2. sendChatAction"
    ):
        await server.next_message(chat, within=0.01)
