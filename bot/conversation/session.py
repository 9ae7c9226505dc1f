"""A talk with one person: each question understood by the last turns, answered, and remembered."""

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
"""The chat, the person, and the message that asks."""


@dataclass(frozen=True, slots=True)
class Reply:
    """``answer`` is None where ``clarification``, a plain line, is all there is to say. ``understood`` is a plain line
    that says how a question was understood that leaned on what was said before, "" for one that stood alone. ``turn``
    is what is remembered of it."""

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
        """Answer what one person says in a chat, and remember it."""
        turns = self._turns(chat, person, asked_in)
        return self._replied((chat, person, asked_in), text, self._standing_alone(text, turns), turns)

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
        """Answer a reply to the answer of ``turn``, as it is kept, or to ``part`` of it. The person's turns before that
        one are leaned on too where it is their ``own``."""
        known = self._filled(turn)
        if known is None and not part:
            return self.ask(chat, person, text, asked_in=asked_in)
        before = self._turns(chat, person, turn.asked_in) if own and turn.asked_in else ()
        known = known or replace(turn, question=part)
        if part:
            meant = contextualize_reply(text, part, known, before, self.words)
        else:
            meant = self._standing_alone(text, (*before, known))
        return self._replied((chat, person, asked_in), text, meant, (*before, known))

    def ask_about_message(
        self, chat: Hashable, person: Hashable, text: str, message: str, *, asked_in: int = 0
    ) -> Reply:
        """Answer a question to somebody's ``message``, which is all that it can lean on."""
        people = tuple(Person(one.name, one.gender, asked=True, first=True) for one in people_in(message))
        said = Turn(message, message, Status.NOT_FOUND, people, (), self.clock())
        return self._replied(
            (chat, person, asked_in), text, contextualize_reply(text, message, said, (), self.words), ()
        )

    def check(self, chat: Hashable, person: Hashable, text: str, message: str, *, asked_in: int = 0) -> Reply:
        """Say what the articles say to somebody's ``message``; where it only asks something, answer that. ``text`` is
        what the person said to it, if anything."""
        asked = text or message
        if is_question(message):
            return self._replied((chat, person, asked_in), asked, contextualize(message, (), self.words), ())
        answer = check_message(message, self.engine, self.scope)
        turn = self._turn((chat, person, asked_in), asked, answer, ())
        return Reply(answer, turn=turn)

    def _standing_alone(self, text: str, turns: Sequence[Turn]) -> StandaloneQuestion | ClarifyingQuestion:
        """By the rules; in the condenser's words where these may stand."""
        return rewrite_by_model(contextualize(text, turns, self.words), text, turns, self.words, self.followup_rewriter)

    def _turns(self, chat: Hashable, person: Hashable, before: int) -> tuple[Turn, ...]:
        """What may be leaned on, by a message where it has a number, with the questions as they were asked."""
        kept = self.store.load(chat, person)
        young = (self._filled(turn) for turn in kept if not before or turn.asked_in < before)
        return tuple(turn for turn in young if turn is not None)

    def _filled(self, turn: Turn) -> Turn | None:
        """With the question as it was asked, its holes still told; None where it cannot be told any more."""
        question = restore(turn.question, turn.holes, self.find_article)
        return None if question is None else replace(turn, question=question)

    def _replied(
        self, where: _MessagePlace, text: str, meant: StandaloneQuestion | ClarifyingQuestion, turns: Sequence[Turn]
    ) -> Reply:
        chat, person, asked_in = where
        if isinstance(meant, ClarifyingQuestion):
            turn = Turn(text, text.replace(PLACEHOLDER, " "), None, meant.people, (), self.clock(), asked_in)
            self.store.append(chat, person, turn)
            return Reply(None, clarification=meant.text, turn=turn)
        answer = self._answered(meant)
        leaned = [one for turn in turns for one in (*turn.cited, *turn.holes)] if meant.changed else []
        turn = self._turn(where, text, replace(answer, question=meant.question), leaned)
        line = messages_in(meant.language).conversation.understood_as.format(question=meant.question)
        return Reply(answer, understood=line if meant.changed else "", turn=turn)

    def _turn(self, where: _MessagePlace, asked: str, answer: Answer, leaned: Sequence[QuoteRef]) -> Turn:
        """What is remembered of an answer, from now on. ``leaned`` are quotes whose words the question may hold."""
        chat, person, asked_in = where
        turn = build_turn(asked, answer.question, answer, self.find_article, self.clock())
        question, cut = redact(turn.question, leaned, self.find_article)
        turn = replace(turn, question=question, holes=cut, asked_in=asked_in)
        self.store.append(chat, person, turn)
        return turn

    def _answered(self, meant: StandaloneQuestion) -> Answer:
        messages = messages_in(meant.language).conversation
        if meant.quote_to_attribute is not None:
            return self._by_whom(self._answer(meant.question), meant.quote_to_attribute, messages)
        if meant.quote_to_date is not None:
            answer = self._answer(meant.question, use_llm=False)
            return answer_with_day(answer, meant.quote_to_date, self.find_article, messages)
        if not meant.exclude:
            return self._answer(meant.question)
        answer = self.engine.answer(meant.question, replace(self.scope, exclude=tuple(meant.exclude)))
        if answer.status is Status.ANSWERED:
            return answer
        text = messages.no_more_by_person.format(name=meant.more_by) if meant.more_by else messages.no_more
        return replace(answer, text=text, citations=(), closest=())

    def _answer(self, question: str, *, use_llm: bool = True) -> Answer:
        answer = self.engine.answer(question, self.scope, use_llm=use_llm)
        if self.refusal and answer.status is Status.NOT_FOUND:
            return replace(answer, text=self.refusal)
        return answer

    def _by_whom(self, answer: Answer, cited: QuoteRef, messages: ConversationMessages) -> Answer:
        """An answer to who said what was shown, only where it names the speaker whom the quote was shown with."""
        first = answer.citations[0] if answer.citations else None
        if cited.speaker and first and first.speaker == cited.speaker:
            return answer
        again = cite_again(replace(cited, speaker=None), self.find_article)
        shown = (again,) if again else ()
        text = messages.article_itself_says_it
        return replace(answer, status=Status.NOT_FOUND, text=text, citations=(), closest=shown)

    def words(self, cited: QuoteRef) -> str | None:
        """The words of a quote that was shown; None where they do not stand there any more."""
        return read_quote(cited, self.find_article)


def build_turn(asked: str, question: str, answer: Answer, find_article: ArticleLookup, at: datetime) -> Turn:
    """What is remembered of one answer: places and names, no text of an article."""
    try:
        people = find_mentioned_people(question, answer, find_article)
    except QuestionError:
        people = ()
    return Turn(asked, question, answer.status, people, tuple(map(_quote_ref, answer.citations or answer.closest)), at)


def _quote_ref(citation: Citation) -> QuoteRef:
    return replace(citation.ref, number=0, also_in=(), checksum=checksum(citation.quote))
