"""What a message asks of the bot."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import Chat, ForumTopicCreated, Message, MessageEntity, PhotoSize, Sticker, TextQuote, User

from bot.setting_types import GroupsMode
from bot.telegram.commands import COMMANDS
from bot.telegram.message_parser import ASK, NO_QUESTION, NO_WORDS, UNKNOWN_COMMAND, BotIdentity, Request, parse_request
from tests.support.bot_api.text import find_entities, units

ME = BotIdentity(77, "whosaid_bot")
NAMES = frozenset(command.name for command in COMMANDS)
ANN = User(1, "Ann", is_bot=False)
BOT = User(77, "Whosaid", is_bot=True, username="whosaid_bot")
PRIVATE, GROUP = Chat(1, "private"), Chat(-5, "supergroup", title="Readers")
NOW = datetime(2025, 2, 9, tzinfo=UTC)


def message(text: str | None = None, chat: Chat = PRIVATE, **fields: object) -> Message:
    entities = [MessageEntity(**entity) for entity in find_entities(text or "")]
    values: dict[str, object] = {"from_user": ANN, "text": text, "entities": entities, **fields}
    return Message(1, NOW, chat, **values)  # type: ignore[arg-type]


def asked(text: str, chat: Chat = PRIVATE, mode: GroupsMode = GroupsMode.MENTION, **fields: object) -> Request | None:
    return parse_request(message(text, chat, **fields), ME, mode, NAMES)


def test_every_text_in_a_private_chat_is_a_question() -> None:
    assert asked("who said it?") == Request(ASK, "who said it?")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("@whosaid_bot who said it?", "who said it?"),
        ("@whosaid_bot, who said it?", "who said it?"),
        ("who said it, @WHOSAID_BOT?", "who said it?"),
        ("who said it @whosaid_bot", "who said it"),
        ("🐟🐟 who, @whosaid_bot, said it?", "🐟🐟 who, , said it?"),
        ("tell me @whosaid_bot @whosaid_bot who", "tell me who"),
        ("@whosaid_bot\nwho\n\nsaid it?", "who\n\nsaid it?"),
        ("@whosaid_bot /ask who?", "who?"),
    ],
)
def test_a_mention_makes_a_question_wherever_it_stands_and_is_taken_out(text: str, question: str) -> None:
    assert asked(text, GROUP) == Request(ASK, question)


def test_a_mention_without_a_username_counts_too() -> None:
    entity = MessageEntity("text_mention", 0, 7, user=BOT)
    assert asked("Whosaid who?", GROUP, entities=[entity]) == Request(ASK, "who?")


@pytest.mark.parametrize(
    "text", ["who said it?", "@other_bot who?", "mail me@whosaid_bot.example", "/ask@other_bot who?"]
)
def test_talk_in_a_group_is_not_for_the_bot(text: str) -> None:
    assert asked(text, GROUP) is None


@pytest.mark.parametrize(
    ("text", "request_read"),
    [
        ("/ask who said it?", Request(ASK, "who said it?")),
        ("/ASK@whosaid_bot who?", Request(ASK, "who?")),
        ("/ask @whosaid_bot who?", Request(ASK, "who?")),
        ("/ask", Request(NO_QUESTION)),
        ("/start", Request("start")),
        ("/start deep-link", Request("start", "deep-link")),
        ("/allow 7", Request("allow", "7")),
        ("/deny@whosaid_bot", Request("deny")),
        ("/who", Request("who")),
        ("/help@WhoSaid_Bot", Request("help")),
        ("/sources", Request("sources")),
        ("/other@whosaid_bot", Request(UNKNOWN_COMMAND)),
        ("@whosaid_bot", Request(NO_QUESTION)),
    ],
)
def test_commands(text: str, request_read: Request) -> None:
    assert asked(text, GROUP) == request_read


def test_an_unknown_command_is_somebody_elses_in_a_group_but_not_in_private() -> None:
    assert asked("/other", GROUP, GroupsMode.ALL) is None
    assert asked("/other") == Request(UNKNOWN_COMMAND)


def test_a_command_in_the_middle_is_part_of_the_question() -> None:
    assert asked("what does /ask do?") == Request(ASK, "what does /ask do?")


def test_a_reply_to_the_bot_is_a_question_and_one_to_a_person_is_not() -> None:
    mine, hers = message("an answer", GROUP, from_user=BOT), message("talk", GROUP)
    assert asked("and when?", GROUP, reply_to_message=mine) == Request(ASK, "and when?", replies_to=1, to_bot=True)
    assert asked("and when?", GROUP, reply_to_message=hers) is None


def test_a_message_in_a_topic_that_the_bot_opened_is_no_reply_to_it() -> None:
    opened = message(None, GROUP, from_user=BOT, forum_topic_created=ForumTopicCreated("News", 0))
    assert asked("talk", GROUP, reply_to_message=opened, is_topic_message=True) is None


def test_a_part_picked_from_the_bots_own_message_comes_with_the_question() -> None:
    mine = message("It opens in May, said Thorn.", GROUP, from_user=BOT)
    found = asked("why?", GROUP, reply_to_message=mine, quote=TextQuote("opens in May", 3))
    assert found == Request(ASK, "why?", replies_to=1, to_bot=True, part="opens in May")


def test_ask_in_reply_asks_what_the_message_says() -> None:
    hers = message("@whosaid_bot who said it?", GROUP)
    assert asked("/ask", GROUP, reply_to_message=hers) == Request(ASK, message="who said it?")
    assert asked("@whosaid_bot", GROUP, reply_to_message=hers) == Request(ASK, message="who said it?")
    assert asked("/ask and when?", GROUP, reply_to_message=hers) == Request(
        ASK, "and when?", replies_to=1, message="who said it?"
    )


def test_ask_in_reply_with_a_part_picked_asks_that_part() -> None:
    hers = message("long talk. who said it? more talk", GROUP)
    picked = TextQuote("who said it?", 11)
    assert asked("/ask", GROUP, reply_to_message=hers, quote=picked) == Request(ASK, message="who said it?")
    found = asked("/ask true?", GROUP, reply_to_message=hers, quote=picked)
    assert found == Request(ASK, "true?", replies_to=1, message="who said it?")


def test_ask_in_reply_to_a_caption_asks_the_caption_and_to_the_bot_asks_nothing() -> None:
    photo = message(None, GROUP, caption="who is this?", photo=[PhotoSize("f", "u", 1, 1)])
    assert asked("/ask", GROUP, reply_to_message=photo) == Request(ASK, message="who is this?")
    mine = message("an answer", GROUP, from_user=BOT)
    assert asked("/ask", GROUP, reply_to_message=mine) == Request(NO_QUESTION)


def test_a_question_is_known_by_its_words_and_else_by_what_it_is_about() -> None:
    assert Request(ASK, "why?", message="It rains.").asked == "why?"
    assert Request(ASK, message="It rains.").asked == "It rains."


def test_a_caption_counts_as_text() -> None:
    text = "@whosaid_bot who is this?"
    entity = MessageEntity("mention", 0, units("@whosaid_bot"))
    photo = message(None, GROUP, caption=text, caption_entities=[entity], photo=[PhotoSize("f", "u", 1, 1)])
    assert parse_request(photo, ME, GroupsMode.MENTION, NAMES) == Request(ASK, "who is this?")


def test_a_sticker_is_wordless_in_private_and_nothing_in_a_group() -> None:
    sticker = Sticker("f", "u", 1, 1, is_animated=False, is_video=False, type="regular")
    assert parse_request(message(None, sticker=sticker), ME, GroupsMode.ALL, NAMES) == Request(NO_WORDS)
    assert parse_request(message(None, GROUP, sticker=sticker), ME, GroupsMode.ALL, NAMES) is None


def test_a_service_message_asks_nothing() -> None:
    assert parse_request(message(None, new_chat_title="New"), ME, GroupsMode.ALL, NAMES) is None


def test_mode_all_hears_everything_but_knows_what_was_said_to_the_bot() -> None:
    assert asked("talk", GROUP, GroupsMode.ALL) == Request(ASK, "talk", addressed=False)
    assert asked("@whosaid_bot talk", GROUP, GroupsMode.ALL) == Request(ASK, "talk")


def test_mode_off_hears_nothing_in_groups() -> None:
    assert asked("/ask who?", GROUP, GroupsMode.OFF) is None
    assert asked("/ask who?", PRIVATE, GroupsMode.OFF) == Request(ASK, "who?")


def test_other_bots_and_posts_of_a_linked_channel_are_not_answered() -> None:
    other = User(78, "Other", is_bot=True)
    assert asked("/ask who?", GROUP, from_user=other) is None
    assert asked("/ask who?", GROUP, via_bot=other) is None
    assert asked("/ask who?", GROUP, is_automatic_forward=True, sender_chat=Chat(-6, "channel")) is None


def test_an_administrator_who_speaks_for_the_group_is_a_person() -> None:
    anonymous = User(1087968824, "Group", is_bot=True)
    found = asked("/ask who?", GROUP, from_user=anonymous, sender_chat=GROUP)
    assert found == Request(ASK, "who?")


@pytest.mark.parametrize(
    ("post", "heard"),
    [
        ("/ask who?", "who?"),
        ("@whosaid_bot who?", "who?"),
        ("/ask@whosaid_bot who?", "who?"),
        ("who?", None),
        ("/help", None),
        ("/allow 5", None),
        ("/nonsense@whosaid_bot", None),
    ],
)
@pytest.mark.parametrize("mode", [GroupsMode.MENTION, GroupsMode.ALL])
def test_in_a_channel_only_questions_to_the_bot_are_heard(post: str, heard: str | None, mode: GroupsMode) -> None:
    request = asked(post, Chat(-7, "channel"), mode=mode, from_user=None)
    assert (request.text if request else None) == heard


def test_where_groups_are_off_channels_are() -> None:
    assert asked("/ask who?", Chat(-7, "channel"), mode=GroupsMode.OFF, from_user=None) is None
