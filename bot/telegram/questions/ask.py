"""Questions: the conversation of a chat answers, and a message delivers the reply."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message

from bot.answer import Scope
from bot.conversation import (
    ConversationSession,
    ConversationStore,
    FollowupRewriter,
    InMemoryConversations,
    Reply,
    Turn,
    asks_whether_true,
)
from bot.messages import TELEGRAM
from bot.storage.answers import AnswerStore, StoredAnswer
from bot.storage.bot_database import ConversationStorage
from bot.storage.turns import ChatTopic
from bot.telegram.articles.ask_about import article_asked_about
from bot.telegram.message_parser import Request
from bot.telegram.ports import ChatEngine, Engines
from bot.telegram.questions.delivery import AnswerDelivery
from bot.telegram.rendering.answers import render_reply, short_title
from bot.telegram.transport.sending import typing_action
from bot.telegram.transport.threads import StorageThread, WorkerThreads
from bot.telegram.update_context import UpdateContext
from index import QuestionError


@dataclass(frozen=True, slots=True)
class QuestionHandler:
    """Answers questions in the threads of ``workers``. With a ``delivery`` answers are stored and have buttons."""

    conversations: Conversations
    workers: WorkerThreads
    database: StorageThread
    delivery: AnswerDelivery | None = None

    async def ask(self, context: UpdateContext) -> None:
        """Answer a question with a message. Raises WhosaidError, TelegramError, and whatever else the engine raises."""
        reply = await self.find_reply(context)
        if self.delivery is None:
            await context.reply(*render_reply(reply))
        else:
            await self.delivery.deliver(context, reply)

    async def find_reply(self, context: UpdateContext) -> Reply:
        """Return the reply to a question, with a typing sign meanwhile.

        A reply to the message of "Ask about it" is answered from that article alone. Raises WhosaidError, and whatever
        else the engine raises.
        """
        article = await article_asked_about(self.database, context)
        asked = AskedQuestion.from_message(context.message)
        async with typing_action(context.bot, context.place):
            return await self.workers.run(lambda: self.conversations.reply(asked, context.request, article))


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """Who asks, where, and in which message; ``person`` is whoever the message speaks for."""

    here: ChatTopic
    person: int
    message: int

    @classmethod
    def from_message(cls, message: Message) -> AskedQuestion:
        """Return who asks in ``message``, and where."""
        sender = message.sender_chat or message.from_user
        topic = message.message_thread_id if message.is_topic_message else None
        return cls(ChatTopic(message.chat.id, topic or 0), sender.id if sender else 0, message.message_id)


@dataclass(frozen=True, slots=True)
class Conversations:
    """Every conversation of the bot.

    ``turns`` are what follow-ups refer to, ``answers`` the stored answers that a message may reply to;
    ``followup_rewriter``, where given, rewords follow-ups.
    """

    engines: Engines
    turns: ConversationStore
    answers: AnswerStore | None = None
    followup_rewriter: FollowupRewriter | None = None

    @classmethod
    def from_storage(
        cls, engines: Engines, storage: ConversationStorage | None, followup_rewriter: FollowupRewriter | None = None
    ) -> Conversations:
        """Return conversations over ``storage``; without it, turns are remembered while the process lives."""
        turns, answers = (storage.turns, storage.answers) if storage else (InMemoryConversations(), None)
        return cls(engines, turns, answers, followup_rewriter)

    def reply(self, asked: AskedQuestion, request: Request, article: str | None = None) -> Reply:
        """Answer a question, from one ``article`` alone where its id is given, and remember it.

        Raises WhosaidError, and whatever else the engine raises; QuestionError where the article is gone.
        """
        session = self._open_session(self.engines.engine_for(asked.here.chat), article)
        here, person, number = asked.here, asked.person, asked.message
        if request.message and (not request.text or asks_whether_true(request.text)):
            return session.check(here, person, request.text, request.message, asked_in=number)
        answer = self._find_answer(asked, request)
        if answer is not None and answer.turn is not None:
            own = answer.asker == person
            return session.ask_about_answer(
                here, person, request.text, answer.turn, request.part, own=own, asked_in=number
            )
        if request.message:
            return session.ask_about_message(here, person, request.text, request.message, asked_in=number)
        return session.ask(here, person, request.text, asked_in=number)

    def _open_session(self, engine: ChatEngine, article_id: str | None) -> ConversationSession:
        article_of = engine.library.current_article
        if article_id is None:
            return ConversationSession(engine, self.turns, article_of, followup_rewriter=self.followup_rewriter)
        article = article_of(article_id)
        if article is None:
            raise QuestionError(TELEGRAM.one_article.article_gone)
        refusal = TELEGRAM.one_article.not_found.format(title=short_title(article, 200))
        scope = Scope(article_id=article_id)
        return ConversationSession(
            engine, self.turns, article_of, followup_rewriter=self.followup_rewriter, scope=scope, refusal=refusal
        )

    def find_clarification(self, asked: AskedQuestion) -> Turn | None:
        """Return the turn of a question that the bot answered with a question."""
        turns = self.turns.load(asked.here, asked.person)
        return next((turn for turn in turns if turn.asked_in == asked.message and turn.status is None), None)

    def begin_anew(self, asked: AskedQuestion) -> None:
        """Forget the turns of one person here. Raises StoreError."""
        self.turns.begin_anew(asked.here, asked.person)

    def forget(self, person: int) -> None:
        """Erase all turns, answers and votes of one person. Raises StoreError."""
        self.turns.forget(person)
        if self.answers is not None:
            self.answers.forget(person)

    def _find_answer(self, asked: AskedQuestion, request: Request) -> StoredAnswer | None:
        """Return the answer that is replied to, or that was given to the question that is replied to."""
        if self.answers is None or not request.replies_to:
            return None
        chat = asked.here.chat
        if request.to_bot:
            return self.answers.find_by_message(chat, request.replies_to)
        return self.answers.find_by_question(chat, request.replies_to)
