"""What a message offers to be added, and links in what people write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import (
    Chat,
    Document,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    User,
)

from bot.services.article_edits import Links, Post
from bot.setting_types import GroupsMode
from bot.telegram.articles.message_offers import (
    Upload,
    explain_refusal,
    find_links,
    find_offer,
    is_post,
    origin_of,
    parse_only_links,
)
from bot.telegram.commands import COMMANDS
from bot.telegram.message_parser import ADD, ASK, BotIdentity, Request, parse_request
from index.sources.uploads import UploadOrigin
from tests.support.bot_api.text import find_entities

NOW = datetime(2025, 2, 3, 8, 30, tzinfo=UTC)
ANN, ME = User(1, "Ann", is_bot=False), BotIdentity(77, "whosaid_bot")
NAMES = frozenset(command.name for command in COMMANDS)
PRIVATE, GROUP = Chat(1, "private"), Chat(-5, "supergroup", title="Readers")
RIVER = Chat(-1001234, "channel", title="River News", username="river")
INNER = Chat(-1005678, "channel", title="Inner")
LINK = "https://news.example/mill"
FILE = Document("f", "u", file_name="mill.pdf", file_size=5)


def message(text: str | None = None, chat: Chat = PRIVATE, **fields: object) -> Message:
    from telegram import MessageEntity

    entities = [MessageEntity(**entity) for entity in find_entities(text or "")]
    return Message(9, NOW, chat, **{"from_user": ANN, "text": text, "entities": entities, **fields})  # type: ignore[arg-type]


def of_channel(chat: Chat = RIVER) -> MessageOriginChannel:
    return MessageOriginChannel(NOW, chat, 7, author_signature="Ada")


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (LINK, (LINK,)),
        (f"<{LINK}>, {LINK}.", (LINK,)),
        (f"{LINK}\n\nHTTPS://B.example/x?a=1#z", (LINK, "HTTPS://B.example/x?a=1#z")),
        ("news.example/mill example.org", ("https://news.example/mill", "https://example.org")),
        ("https://en.example/Mill_(town)", ("https://en.example/Mill_(town)",)),
        (f"(see {LINK})", ()),
        (f"is {LINK} true?", ()),
        ("him.It", ("https://him.It",)),
        ("ftp://x.example/a", ()),
        ("", ()),
        ("…", ()),
    ],
)
def test_words_that_are_only_links(text: str, links: tuple[str, ...]) -> None:
    assert parse_only_links(text) == links


def test_links_among_words_lose_the_punctuation_around_them() -> None:
    assert find_links(f"see ({LINK}), “{LINK}/b”! and {LINK}.") == (LINK, f"{LINK}/b")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (of_channel(), UploadOrigin("River News", "Ada", NOW.isoformat(), "https://t.me/river/7")),
        (of_channel(INNER), UploadOrigin("Inner", "Ada", NOW.isoformat(), "https://t.me/c/5678/7")),
        (MessageOriginChat(NOW, GROUP), UploadOrigin("Readers", None, NOW.isoformat())),
        (MessageOriginUser(NOW, ANN), UploadOrigin(None, "Ann", NOW.isoformat())),
        (MessageOriginHiddenUser(NOW, "Cy"), UploadOrigin(None, "Cy", NOW.isoformat())),
        (None, UploadOrigin()),
    ],
)
def test_an_origin_names_the_publisher_and_the_link(
    origin: MessageOriginChannel | None, expected: UploadOrigin
) -> None:
    assert origin_of(origin) == expected


def test_what_is_offered_is_the_message_then_its_links_then_what_it_replies_to() -> None:
    post = message("The mill is sold.", forward_origin=of_channel())
    linked = message(f"see {LINK}")
    assert find_offer(post, "The mill is sold.") == Post("The mill is sold.", "telegram:1/9", origin_of(of_channel()))
    assert find_offer(message(f"/add {LINK}", reply_to_message=post), LINK) == Links((LINK,))
    assert find_offer(message("/add", reply_to_message=post), "") == find_offer(post, "")
    assert find_offer(message("/add", reply_to_message=linked), "") == Links((LINK,))
    assert find_offer(message("/add", reply_to_message=message(None, document=FILE)), "") == Upload(
        FILE, UploadOrigin()
    )
    assert find_offer(message("/add", reply_to_message=message("just talk")), "") is None
    assert find_offer(message("/add"), "") is None


def test_a_post_that_is_only_a_link_is_that_link() -> None:
    assert find_offer(message(LINK, forward_origin=of_channel()), LINK) == Links((LINK,))


def test_of_forwarded_messages_only_those_of_channels_are_posts() -> None:
    assert is_post(message("The mill is sold.", forward_origin=of_channel()))
    assert not is_post(message("The mill is sold.", forward_origin=MessageOriginUser(NOW, ANN)))
    assert not is_post(message(None, forward_origin=of_channel()))


@pytest.mark.parametrize(
    ("name", "size", "words"),
    [
        ("mill.pdf", 20 * 2**20, ""),
        ("mill.PDF", 20 * 2**20 + 1, "up to 20 MB"),
        ("wire.jsonl.gz", 1, ""),
        ("noending", 1, ""),
        (None, None, ""),
        ("mill.exe", 1, "I read .txt, .md"),
        ("mill.odt", 1, "OpenDocument files are not read"),
        ("../../x.\x00sh", 1, "I read .txt, .md"),
    ],
)
def test_what_hinders_a_file_shows_before_it_is_downloaded(name: str | None, size: int | None, words: str) -> None:
    told = explain_refusal(Document("f", "u", file_name=name, file_size=size))
    assert (words in told) if words else not told


@pytest.mark.parametrize(
    ("asked", "request_read"),
    [
        (message(LINK), Request(ADD, LINK)),
        (message(f"who said {LINK}?"), Request(ASK, f"who said {LINK}?")),
        (message(None, document=FILE), Request(ADD)),
        (message(None, document=FILE, caption="read this"), Request(ADD, "read this")),
        (message("/ask who?", forward_origin=of_channel()), Request(ADD, "/ask who?")),
        (message("who?", forward_origin=MessageOriginUser(NOW, ANN)), Request(ASK, "who?")),
        (message(f"/add {LINK}"), Request(ADD, LINK)),
        (message("/sources Ada Thorn"), Request("sources", "Ada Thorn")),
        (message(f"@whosaid_bot {LINK}", GROUP), Request(ADD, LINK)),
        (message(LINK, GROUP), None),
        (message(None, GROUP, document=FILE), None),
        (message("The mill is sold.", GROUP, forward_origin=of_channel()), None),
    ],
)
def test_what_is_added_without_a_command(asked: Message, request_read: Request | None) -> None:
    assert parse_request(asked, ME, GroupsMode.MENTION, NAMES) == request_read


def test_a_link_in_a_group_that_is_all_questions_is_left_alone() -> None:
    assert parse_request(message(LINK, GROUP), ME, GroupsMode.ALL, NAMES) is None
