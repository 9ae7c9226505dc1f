"""A real bot of a few lines, run by the client library against the tests' own Telegram."""

from __future__ import annotations

from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from tests.support.bot_api.server import TelegramServer

ANSWER = (
    'Jane Roe <a href="https://e.org/a#:~:text=x">[1]</a>\n'
    "<blockquote expandable>“We cannot wait,”\nsaid Jane Roe</blockquote>\n[1] River towns"
)


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    more = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await update.effective_message.reply_html(ANSWER, do_quote=True, reply_markup=more)


async def more(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer()
    await update.callback_query.edit_message_text("That was all.")
    assert update.effective_message is not None
    await update.effective_message.reply_text("Ask on", reply_markup=ForceReply(selective=True))


async def test_a_polling_bot_converses() -> None:
    async with TelegramServer() as server:
        builder = Application.builder().token(server.token).base_url(f"{server.url}/bot")
        app = builder.base_file_url(f"{server.url}/file/bot").build()
        app.add_handlers([MessageHandler(filters.TEXT, answer), CallbackQueryHandler(more)])
        ann = server.user("Ann")
        forum = server.forum("Newsroom", members=[ann])
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_polling(timeout=10)
            thread = await server.topic(forum, "Rivers", by=ann)
            question = await server.say(forum, ann, "@whosaid_bot who said it?", thread=thread)
            answered = await server.reply_to(question)
            pressed = await server.press(answered, "More", ann)
            await server.callback_answer(pressed)
            assert (await server.edited(answered))["text"] == "That was all."
            last = await server.until(lambda: server.messages(forum)[1:])
            assert last[0]["message_thread_id"] == thread
            await app.updater.stop()
            await app.stop()
    assert server.violations == []
    assert server.refused == []
    assert server.transcript(forum) == (
        "Ann (opens the topic 'Rivers')\n\n"
        "Ann: @whosaid_bot who said it?\n\n"
        "Whosaid:\nJane Roe [1] <https://e.org/a#:~:text=x>\n> “We cannot wait,”\n> said Jane Roe\n"
        "[1] River towns\n[More]\n\n"
        "Ann presses [More]\n\n"
        "Whosaid (edited): That was all.\n\n"
        "Whosaid: Ask on"
    )
