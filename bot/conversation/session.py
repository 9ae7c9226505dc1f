"""A conversation with one person: read each question in the context of the last turns, answer and remember it.

``ConversationSession.ask`` is the way in; the other public methods answer replies to an answer or to a message.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answer import EVERYTHING, Answer, AnswerEngine, Citation, QuoteRef, Scope, Status
from bot.conversation.contextualize import contextualize
from bot.conversation.fact_check import check_message, is_question
from bot.conversation.history import ClarifyingQuestion, ConversationStore, Person, StandaloneQuestion, Turn
from bot.conversation.model_rewrite import FollowupRewriter, rewrite_by_model
from bot.conversation.people_mentioned import find_mentioned_people
from bot.conversation.quote_followups import answer_with_day, cite_again, contextualize_reply
from bot.conversation.redaction import PLACEHOLDER, ArticleLookup, checksum, read_quote, redact, restore
from bot.dates import utc_now
from bot.messages import messages_in
from bot.messages.sections import ConversationMessages
from index import QuestionError
from index.statements import people_in

_MessagePlace = tuple[Hashable, Hashable, int]
"""The chat, the person, and the number of the message that asks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the bot replies to one message.

    ``answer`` is None when ``clarification``, a plain line, asks back. ``understood`` is a plain line that shows how a
    follow-up was read, "" for a complete question. ``turn`` is what is remembered of it.
    """

    answer: Answer | None
    clarification: str = ""
    understood: str = ""
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class ConversationSession:
    """Conversations of one engine with any number of people in any number of chats.

    ``find_article`` returns the article of an id, or None. ``followup_rewriter``, where given, rewords follow-ups.
    Questions are asked within ``scope``; ``refusal``, where given, replaces the engine's text when nothing answers.

    The methods take ``asked_in``, the number of the message that asks: turns asked later are then ignored, and a turn
    that the same message asked before is replaced. All methods raise WhosaidError, and then remember nothing.
    """

    engine: AnswerEngine
    store: ConversationStore
    find_article: ArticleLookup
    clock: Callable[[], datetime] = utc_now
    followup_rewriter: FollowupRewriter | None = None
    scope: Scope = EVERYTHING
    refusal: str = ""

    def ask(self, chat: Hashable, person: Hashable, text: str, *, asked_in: int = 0) -> Reply:
        """Answer one person's message in a chat."""
        turns = self._load_turns(chat, person, asked_in)
        return self._reply((chat, person, asked_in), text, self._contextualize(text, turns), turns)

    def ask_about_answer(  # noqa: PLR0913
        self,
        chat: Hashable,
        person: Hashable,
        text: str,
        turn: Turn,
        part: str = "",
        *,
        own: bool = False,
        asked_in: int = 0,
    ) -> Reply:
        """Answer a reply to the answer of ``turn``, as it is stored, or to ``part`` of it.

        When ``turn`` is the person's ``own``, their turns before it are context too.
        """
        known = self._restore(turn)
        if known is None and not part:
            return self.ask(chat, person, text, asked_in=asked_in)
        before = self._load_turns(chat, person, turn.asked_in) if own and turn.asked_in else ()
        known = known or replace(turn, question=part)
        if part:
            reading = contextualize_reply(text, part, known, before, self.quote_text)
        else:
            reading = self._contextualize(text, (*before, known))
        return self._reply((chat, person, asked_in), text, reading, (*before, known))

    def ask_about_message(
        self, chat: Hashable, person: Hashable, text: str, message: str, *, asked_in: int = 0
    ) -> Reply:
        """Answer a question about somebody's ``message``, which is its only context."""
        people = tuple(Person(one.name, one.gender, asked=True, first=True) for one in people_in(message))
        turn = Turn(message, message, Status.NOT_FOUND, people, (), self.clock())
        return self._reply(
            (chat, person, asked_in), text, contextualize_reply(text, message, turn, (), self.quote_text), ()
        )

    def check(self, chat: Hashable, person: Hashable, text: str, message: str, *, asked_in: int = 0) -> Reply:
        """Compare somebody's ``message`` with the articles; a message that only asks is answered instead.

        ``text`` is what the person wrote along with it, "" for nothing.
        """
        asked = text or message
        if is_question(message):
            return self._reply((chat, person, asked_in), asked, contextualize(message, (), self.quote_text), ())
        answer = check_message(message, self.engine, self.scope)
        turn = self._remember((chat, person, asked_in), asked, answer, ())
        return Reply(answer, turn=turn)

    def _contextualize(self, text: str, turns: Sequence[Turn]) -> StandaloneQuestion | ClarifyingQuestion:
        """Contextualize by the rules, and in a model's words where these are allowed."""
        return rewrite_by_model(
            contextualize(text, turns, self.quote_text), text, turns, self.quote_text, self.followup_rewriter
        )

    def _load_turns(self, chat: Hashable, person: Hashable, before: int) -> tuple[Turn, ...]:
        """Return the turns asked before a message (0 for all) whose questions can still be restored."""
        turns = (self._restore(turn) for turn in self.store.load(chat, person) if not before or turn.asked_in < before)
        return tuple(turn for turn in turns if turn is not None)

    def _restore(self, turn: Turn) -> Turn | None:
        """Put the words of the articles back into the question; None when they have changed."""
        question = restore(turn.question, turn.holes, self.find_article)
        return None if question is None else replace(turn, question=question)

    def _reply(
        self, place: _MessagePlace, text: str, reading: StandaloneQuestion | ClarifyingQuestion, turns: Sequence[Turn]
    ) -> Reply:
        chat, person, asked_in = place
        if isinstance(reading, ClarifyingQuestion):
            turn = Turn(text, text.replace(PLACEHOLDER, " "), None, reading.people, (), self.clock(), asked_in)
            self.store.append(chat, person, turn)
            return Reply(None, clarification=reading.text, turn=turn)
        answer = self._answer_question(reading)
        quotes_used = [one for turn in turns for one in (*turn.cited, *turn.holes)] if reading.changed else []
        turn = self._remember(place, text, replace(answer, question=reading.question), quotes_used)
        line = messages_in(reading.language).conversation.understood_as.format(question=reading.question)
        return Reply(answer, understood=line if reading.changed else "", turn=turn)

    def _remember(self, place: _MessagePlace, asked: str, answer: Answer, quotes_used: Sequence[QuoteRef]) -> Turn:
        """Store and return the turn of an answer; the words of ``quotes_used`` are redacted from its question."""
        chat, person, asked_in = place
        try:
            people = find_mentioned_people(answer.question, answer, self.find_article)
        except QuestionError:
            people = ()
        question, holes = redact(answer.question, quotes_used, self.find_article)
        cited = tuple(map(_quote_ref, answer.citations or answer.closest))
        turn = Turn(asked, question, answer.status, people, cited, self.clock(), asked_in, holes)
        self.store.append(chat, person, turn)
        return turn

    def _answer_question(self, reading: StandaloneQuestion) -> Answer:
        messages = messages_in(reading.language).conversation
        if reading.quote_to_attribute is not None:
            return self._confirm_speaker(self._ask_engine(reading.question), reading.quote_to_attribute, messages)
        if reading.quote_to_date is not None:
            answer = self._ask_engine(reading.question, use_llm=False)
            return answer_with_day(answer, reading.quote_to_date, self.find_article, messages)
        if not reading.exclude:
            return self._ask_engine(reading.question)
        answer = self.engine.answer(reading.question, replace(self.scope, exclude=tuple(reading.exclude)))
        if answer.status is Status.ANSWERED:
            return answer
        text = messages.no_more_by_person.format(name=reading.more_by) if reading.more_by else messages.no_more
        return replace(answer, text=text, citations=(), closest=())

    def _ask_engine(self, question: str, *, use_llm: bool = True) -> Answer:
        answer = self.engine.answer(question, self.scope, use_llm=use_llm)
        if self.refusal and answer.status is Status.NOT_FOUND:
            return replace(answer, text=self.refusal)
        return answer

    def _confirm_speaker(self, answer: Answer, cited: QuoteRef, messages: ConversationMessages) -> Answer:
        """Return the answer to "who said that?" only if it names the speaker that the quote was shown with."""
        first = answer.citations[0] if answer.citations else None
        if cited.speaker and first and first.speaker == cited.speaker:
            return answer
        again = cite_again(replace(cited, speaker=None), self.find_article)
        shown = (again,) if again else ()
        text = messages.article_itself_says_it
        return replace(answer, status=Status.NOT_FOUND, text=text, citations=(), closest=shown)

    def quote_text(self, quote: QuoteRef) -> str | None:
        """Return the words of a quote that was shown, or None when its article has changed or is gone."""
        return read_quote(quote, self.find_article)


def _quote_ref(citation: Citation) -> QuoteRef:
    return replace(citation.ref, number=0, also_in=(), checksum=checksum(citation.quote))
