"""What people do in the tests' own Telegram: the bot must get of it what Telegram would give, and no more."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)
from telegram.error import BadRequest, Forbidden

from tests.support.bot_api.chats import Chat, Document, User
from tests.support.bot_api.server import TelegramServer


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
    return server.user("Ann")


@pytest.fixture
def chat(server: TelegramServer, ann: User) -> Chat:
    return server.private(ann)


async def messages(bot: Bot) -> list[Message]:
    return [update.message for update in await bot.get_updates(timeout=0) if update.message]


async def test_a_forward_says_where_it_comes_from_and_carries_words_and_file(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    bob, wire, desk = server.user("Bob"), server.channel("Wire", username="wire"), server.supergroup("Desk")
    post = await server.post(wire, "see https://wire.example", document=Document("p.jpg", b"x", photo=True))
    forwarded = await server.forward(chat, ann, post)
    await server.forward(chat, ann, forwarded)
    await server.say(chat, ann, "b", forwarded_from=bob)
    await server.say(chat, ann, "c", forwarded_from="Hidden Carl")
    await server.forward(chat, ann, await server.say(desk, ann, "/d", anonymous=True))
    first, again, user, hidden, _, anonymous = await messages(bot)
    for message in (first, again):
        assert isinstance(message.forward_origin, MessageOriginChannel)
        assert (message.forward_origin.chat.username, message.forward_origin.message_id) == ("wire", post["message_id"])
        assert (message.caption, message.caption_entities[0].type) == ("see https://wire.example", "url")
        assert bytes(await (await message.photo[0].get_file()).download_as_bytearray()) == b"x"
    assert isinstance(user.forward_origin, MessageOriginUser)
    assert user.forward_origin.sender_user.first_name == "Bob"
    assert isinstance(hidden.forward_origin, MessageOriginHiddenUser)
    assert hidden.forward_origin.sender_user_name == "Hidden Carl"
    assert isinstance(anonymous.forward_origin, MessageOriginChat)
    assert anonymous.forward_origin.sender_chat.title == "Desk"


async def test_a_channel_speaks_in_a_group_by_hand_and_by_itself(server: TelegramServer, bot: Bot, ann: User) -> None:
    group, wire = server.supergroup("Desk"), server.channel("Wire")
    await server.set_bot(group, "administrator", by=ann)
    await server.say(group, ann, "by hand", as_channel=wire)
    await server.discuss(group, await server.post(wire, "by itself"))
    by_hand, by_itself = await messages(bot)
    assert [each.sender_chat and each.sender_chat.title for each in (by_hand, by_itself)] == ["Wire", "Wire"]
    assert [each.from_user and each.from_user.id for each in (by_hand, by_itself)] == [136817688, 777000]
    assert (by_hand.is_automatic_forward, by_itself.is_automatic_forward) == (None, True)


async def test_a_deep_link_starts_the_bot_with_its_code(server: TelegramServer, bot: Bot, ann: User) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(ann.id, "too early")
    private = await server.follow(ann, "https://t.me/whosaid_bot?start=pair_9-Z")
    group = server.group("Desk")
    await server.set_bot(group, "left", by=ann)
    await server.follow(ann, "https://t.me/Whosaid_Bot?startgroup=x", into=group)
    texts = [message.text for message in await messages(bot) if message.text]
    assert texts == ["/start pair_9-Z", "/start@whosaid_bot x"]
    assert private["entities"][0]["type"] == "bot_command"
    await bot.send_message(ann.id, "now it may write")


@pytest.mark.parametrize(
    "link",
    [
        "http://t.me/whosaid_bot?start=a",
        "https://example.org/whosaid_bot?start=a",
        "https://t.me/other_bot?start=a",
        "https://t.me/whosaid_bot",
        "https://t.me/whosaid_bot?start=a&more=b",
        "https://t.me/whosaid_bot?start=",
        "https://t.me/whosaid_bot?start=a.b",
        f"https://t.me/whosaid_bot?start={'a' * 65}",
    ],
)
async def test_a_deep_link_that_telegram_would_not_take_fails(server: TelegramServer, ann: User, link: str) -> None:
    with pytest.raises(AssertionError, match=r"link|lead|another bot|start=CODE|code"):
        await server.follow(ann, link)


async def test_the_bots_coming_and_going_is_told_twice_in_a_group(server: TelegramServer, bot: Bot, ann: User) -> None:
    group = server.group("Desk", members=[ann])
    await server.set_bot(group, "left", by=ann)
    with pytest.raises(Forbidden, match="not a member"):
        await bot.send_message(group.id, "x")
    await server.say(group, ann, "/unheard")
    await server.set_bot(group, "member", by=ann)
    await server.set_bot(group, "administrator", by=ann)
    updates = await bot.get_updates(timeout=0)
    changes = [each.my_chat_member.new_chat_member.status for each in updates if each.my_chat_member]
    told = [each.message for each in updates if each.message]
    assert changes == ["left", "member", "administrator"]
    assert told[0].left_chat_member is not None
    assert [member.id for member in told[1].new_chat_members] == [server.bot.id]
    assert len(told) == 2


async def test_a_query_that_is_too_old_takes_no_answer(server: TelegramServer, bot: Bot, ann: User, chat: Chat) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    sent = await bot.send_message(chat.id, "x", reply_markup=keyboard)
    query_id = await server.press(chat.messages[sent.id], "More", ann)
    server.expire(query_id)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(query_id)
    assert server.unanswered == [query_id]


async def test_a_button_under_a_deleted_message_comes_without_its_text(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    sent = await bot.send_message(chat.id, "x", reply_markup=keyboard)
    stored = chat.messages[sent.id]
    await server.erase(stored)
    await server.press(stored, "More", ann, stale_data="m")
    (update,) = await bot.get_updates(timeout=0)
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("y", chat.id, sent.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_reply_markup(chat.id, sent.id)


async def test_an_edit_takes_the_buttons_unless_they_are_given_again(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="m")]])
    sent = await bot.send_message(chat.id, "x", reply_markup=keyboard)
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_reply_markup(chat.id, sent.id, reply_markup=keyboard)
    await bot.edit_message_text("y", chat.id, sent.id, reply_markup=keyboard)
    assert chat.messages[sent.id]["reply_markup"] == keyboard.to_dict()
    await bot.edit_message_text("z", chat.id, sent.id)
    assert "reply_markup" not in chat.messages[sent.id]
    theirs = await server.say(chat, ann, "mine")
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("stolen", chat.id, theirs["message_id"])


async def test_a_file_may_come_without_a_name_and_a_message_be_old(
    server: TelegramServer, bot: Bot, ann: User, chat: Chat
) -> None:
    await server.say(chat, ann, document=Document("", b"words", ""), sent_ago=7200)
    old = await server.say(chat, ann, "a caption", document=Document("b.txt", b"b"))
    await server.edit(chat, old, "@ann_a new caption")
    nameless, _ = await messages(bot)
    assert nameless.document is not None
    assert (nameless.document.file_name, nameless.document.mime_type) == (None, None)
    assert old["date"] - nameless.date.timestamp() >= 7200
    edited = [update.edited_message for update in await bot.get_updates(timeout=0) if update.edited_message]
    assert edited[0].caption == "@ann_a new caption"
    assert edited[0].edit_date is not None
