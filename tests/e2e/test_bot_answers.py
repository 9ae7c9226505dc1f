"""The bot in a private chat, as a person sees it."""

from __future__ import annotations

import pytest

from bot.answer.types import Answer, Status
from bot.messages import TELEGRAM
from index.errors import DamagedError, NothingIndexedError, QuestionError
from index.types import Article
from tests.e2e.support.bot_process import FakeEngine, citation, conversation
from tests.support.bot_api.chats import Document
from tests.support.bot_api.text import cut, units
from tests.support.bot_api.transcript import rendered
from tests.support.bot_api.wire import JsonObject


async def ask(answerer: FakeEngine, question: str) -> JsonObject:
    """The bot's first message to a person who writes ``question``."""
    async with conversation(answerer) as (server, _):
        ann = server.user("Ann")
        chat = server.private(ann)
        await server.say(chat, ann, question)
        return await server.next_message(chat)


async def test_a_question_gets_an_answer_with_its_quote_and_its_source() -> None:
    answerer = FakeEngine()
    answer = await ask(answerer, "Who said that we cannot wait?")
    assert answerer.asked == ["Who said that we cannot wait?"]
    assert rendered(answer) == (
        "Answer to Who said that we cannot wait? [1].\n\n"
        "> “We cannot wait,” said Jane Roe.\n\n"
        "[1] River towns ask for help 1 <https://oldbridge.example/1#:~:text=We%20cannot>"
        " · The Oldbridge Post · 3 Feb 2025"
    )
    assert answer["link_preview_options"] == {"is_disabled": True}
    assert "reply_to_message" not in answer


async def test_a_refusal_shows_the_closest_quote_as_only_near() -> None:
    answer = Answer("q", Status.NOT_FOUND, "Nobody says this.", closest=(citation(),))
    shown = rendered(await ask(FakeEngine(answers={"q": answer}), "q"))
    assert shown.startswith("Nobody says this.\n\nClosest, though not an answer:\n\n> “We cannot wait,”")


async def test_a_typing_sign_comes_before_the_answer() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        chat = server.private(ann)
        gate = answerer.hold("slow")
        await server.say(chat, ann, "slow")
        typing = await server.called("sendChatAction")
        assert not chat.sent
        gate.set()
        await server.next_message(chat)
    assert typing.parameters == {"chat_id": chat.id, "action": "typing"}
    assert not server.calls_of("editMessageText")


async def test_a_long_answer_comes_in_messages_that_telegram_takes_and_loses_no_word() -> None:
    quote = " ".join(f"word{number} 🐟" for number in range(2000))
    answer = Answer("long", Status.ANSWERED, "A long quote [1].", (citation(quote=quote),))
    async with conversation(FakeEngine(answers={"long": answer})) as (server, _):
        ann = server.user("Ann")
        chat = server.private(ann)
        await server.say(chat, ann, "long")
        await server.until(lambda: chat.sent and "[1] River" in chat.sent[-1]["text"], "the source")
        sent = chat.sent
    assert len(sent) > 3
    assert all(units(message["text"]) <= 4096 for message in sent)
    quotes = [entity["type"] for message in sent for entity in message["entities"] if entity["type"] != "text_link"]
    assert set(quotes) == {"expandable_blockquote"}
    words = " ".join(message["text"] for message in sent).split()
    assert words[words.index("word0") :][: 2 * 2000] == quote.split()


HOSTILE = (
    "</blockquote><a href='https://evil.example'>x</a> <b>&amp; &lt;i&gt; /start (/start@whosaid_bot) “@everyone” "
    "https://evil.example/pay, evil.example #now tg://user?id=1"
)


async def test_hostile_article_text_is_shown_word_for_word_and_starts_nothing() -> None:
    hostile = citation(quote=HOSTILE, title=f"<b>{HOSTILE}", publisher="</a>@everyone", published_at="<i>today")
    answer = Answer("q", Status.ANSWERED, f"{HOSTILE} [1]", (hostile,))
    message = await ask(FakeEngine(answers={"q": answer}), "q")
    kinds = {entity["type"] for entity in message["entities"]}
    assert kinds == {"expandable_blockquote", "code", "text_link"}
    links = [entity["url"] for entity in message["entities"] if entity["type"] == "text_link"]
    assert links == [hostile.link]
    quotes = [entity for entity in message["entities"] if entity["type"] == "expandable_blockquote"]
    assert [cut(message["text"], quote["offset"], quote["length"]) for quote in quotes] == [HOSTILE]


@pytest.mark.parametrize(
    "error", [QuestionError("Ask in at least two words."), NothingIndexedError("No articles yet.")]
)
async def test_a_question_that_cannot_be_asked_is_answered_with_the_reason(error: Exception) -> None:
    assert (await ask(FakeEngine(errors={"q": error}), "q"))["text"] == str(error)


@pytest.mark.parametrize("error", [RuntimeError("password=hunter2"), DamagedError("'/srv/data/x' is damaged")])
async def test_what_goes_wrong_inside_is_not_told_in_the_chat(error: Exception) -> None:
    assert (await ask(FakeEngine(errors={"q": error}), "q"))["text"] == TELEGRAM.errors.ask_again


async def test_sources_lists_the_articles_newest_first() -> None:
    stored = (
        Article("a", "text", "Old", "The Post", None, "2024-12-31", "https://post.example/old"),
        Article("b", "text", "New", None, None, "2025-02-09T08:00:00Z"),
    )
    message = await ask(FakeEngine(stored=stored), "/sources")
    assert rendered(message) == (
        "2 articles, newest first:\n\nNew · 9 Feb 2025\nOld <https://post.example/old> · The Post · 31 Dec 2024"
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/start", "I answer questions from a set of articles"),
        ("/help", "Send me a question"),
        ("/ask", "/ask who said"),
        ("/frobnicate", "I do not know that command"),
    ],
)
async def test_commands_are_answered_in_the_bots_own_words(said: str, told: str) -> None:
    answerer = FakeEngine()
    text = (await ask(answerer, said))["text"]
    assert told in text
    assert "!" not in text
    assert answerer.asked == []


async def test_a_caption_is_a_question_and_a_picture_without_one_is_declined() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        chat = server.private(ann)
        await server.say(chat, ann, "Who painted the mill?", document=Document("a.jpg", b"x", photo=True))
        await server.next_message(chat)
        await server.say(chat, ann, document=Document("b.jpg", b"x", photo=True))
        declined = await server.next_message(chat)
    assert answerer.asked == ["Who painted the mill?"]
    assert declined["text"] == "I can read text, links and files. Please write your question."


async def test_an_edited_message_is_not_answered_again() -> None:
    async with conversation() as (server, answerer):
        ann = server.user("Ann")
        chat = server.private(ann)
        first = await server.say(chat, ann, "one")
        await server.next_message(chat)
        await server.edit(chat, first, "one, edited")
        await server.say(chat, ann, "two")
        await server.next_message(chat)
    assert answerer.asked == ["one", "two"]
