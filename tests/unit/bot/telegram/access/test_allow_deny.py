"""Whom /allow and /deny are about."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import (
    Chat,
    ForumTopicCreated,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.messages import TELEGRAM
from bot.storage.members import Subject
from bot.telegram.access.allow_deny import DecisionTarget, RequestTarget, UnclearTarget, UsernameTarget, find_target

NOW = datetime(2025, 2, 9, tzinfo=UTC)
ME = 77
ANN, BOB = User(1, "Ann", is_bot=False), User(2, "Bob", is_bot=False, last_name="Thorn", username="bob_x")
BOT, OTHER = User(ME, "Whosaid", is_bot=True), User(78, "Other", is_bot=True)
PRIVATE, GROUP = Chat(1, "private", first_name="Ann"), Chat(-5, "supergroup", title="Readers")
CHANNEL = Chat(-9, "channel", title="The Bridge")
THORN = Subject(2, "Bob Thorn", "bob_x")


def message(chat: Chat = PRIVATE, **fields: object) -> Message:
    return Message(3, NOW, chat, **{"from_user": ANN, "text": "/allow", **fields})  # type: ignore[arg-type]


def replying(chat: Chat = PRIVATE, **fields: object) -> DecisionTarget:
    return find_target(message(chat, reply_to_message=message(chat, **fields)), "", ME)


@pytest.mark.parametrize(
    ("rest", "found"),
    [
        ("7123456789", Subject(7123456789, "")),
        ("-1001234567890", Subject(-1001234567890, "")),
        ("@bob_x", UsernameTarget("bob_x")),
        ("Bob", UnclearTarget(TELEGRAM.access.how_to_decide)),
        ("0", UnclearTarget(TELEGRAM.access.how_to_decide)),
        ("7 8", UnclearTarget(TELEGRAM.access.how_to_decide)),
        ("", UnclearTarget(TELEGRAM.access.how_to_decide)),
    ],
)
def test_what_stands_behind_the_command(rest: str, found: DecisionTarget) -> None:
    assert find_target(message(), rest, ME) == found


def test_a_mention_of_somebody_without_a_username() -> None:
    entity = MessageEntity("text_mention", 7, 3, user=BOB)
    assert find_target(message(GROUP, entities=[entity]), "Bob", ME) == THORN


def test_a_reply_is_about_its_author_and_a_forward_about_its_origin() -> None:
    assert replying(GROUP, from_user=BOB) == THORN
    assert replying(forward_origin=MessageOriginUser(NOW, BOB)) == THORN
    assert replying(forward_origin=MessageOriginChat(NOW, GROUP)) == Subject(-5, "Readers")


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        (MessageOriginHiddenUser(NOW, "Bob"), TELEGRAM.access.sender_hidden),
        (MessageOriginUser(NOW, OTHER), TELEGRAM.access.sender_no_person),
        (MessageOriginChannel(NOW, CHANNEL, 4), TELEGRAM.access.sender_no_person),
        (MessageOriginChat(NOW, CHANNEL), TELEGRAM.access.sender_no_person),
    ],
)
def test_a_forward_that_tells_of_no_person(origin: MessageOrigin, words: str) -> None:
    assert replying(forward_origin=origin) == UnclearTarget(words)


def test_a_reply_to_the_bot_is_about_what_it_asked_and_one_to_a_machine_about_nobody() -> None:
    assert replying(from_user=BOT) == RequestTarget(3)
    assert replying(GROUP, from_user=OTHER) == UnclearTarget(TELEGRAM.access.sender_no_person)
    assert replying(GROUP, from_user=OTHER, sender_chat=GROUP) == UnclearTarget(TELEGRAM.access.sender_no_person)


def test_the_command_alone_is_about_the_group_also_in_a_topic() -> None:
    assert find_target(message(GROUP), "", ME) == Subject(-5, "Readers")
    assert replying(GROUP, from_user=BOT, forum_topic_created=ForumTopicCreated("News", 0)) == Subject(-5, "Readers")
