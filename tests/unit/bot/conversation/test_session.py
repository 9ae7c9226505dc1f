"""A conversation reads, answers and remembers questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.answer.engine import Engine
from bot.answer.types import QuoteRef, Status
from bot.conversation.fact_check import check_message, find_claims
from bot.conversation.history import InMemoryConversations, Turn
from bot.conversation.session import ConversationSession, Reply
from index.errors import QuestionError
from index.statements import find_statements
from index.types import Article
from tests.support.fakes import PassagesInMemory

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
MILL = Article(
    "mill",
    "The old mill of Oldbridge cost 90,000 pounds, sold on Tuesday. “We will bake bread there,” said Ada Thorn, a "
    "baker, who bought it. Thorn said that the wheel would turn again by May. Bo Reed, a carter, said that he would "
    "carry the flour. Water has run past it for nine years.",
    "Mill sold",
)
ARTICLES = {"mill": MILL}
PASSAGES = PassagesInMemory([MILL], {"mill": find_statements(MILL.text)})


@pytest.fixture
def session() -> ConversationSession:
    return ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), ARTICLES.get, lambda: NOON)


def ask(session: ConversationSession, *texts: str) -> Reply:
    return [session.ask("chat", "ann", text) for text in texts][-1]


def test_a_follow_up_is_answered_and_says_how_it_was_understood(session: ConversationSession) -> None:
    reply = ask(session, "who said they will bake bread?", "what else did she say?")
    assert reply.understood == "Understood as: What else did Ada Thorn say?"
    assert reply.answer
    assert [one.speaker for one in reply.answer.citations] == ["Ada Thorn"]
    assert "wheel would turn" in reply.answer.citations[0].quote


def test_no_quote_is_shown_twice_and_the_end_is_announced(session: ConversationSession) -> None:
    reply = ask(session, "who said they will bake bread?", "what else did she say?", "what else did she say?")
    assert reply.answer
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.answer.text == "Nothing else by Ada Thorn is quoted on this in the articles."
    assert reply.answer.citations == reply.answer.closest == ()


def test_a_complete_question_is_not_reworded(session: ConversationSession) -> None:
    assert ask(session, "who said they will bake bread?", "When was the mill sold?").understood == ""


def test_narration_is_nobodys_words_whoever_speaks_beside_it(session: ConversationSession) -> None:
    reply = ask(session, "When was the old mill of Oldbridge sold?", "who said that?")
    assert reply.answer
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.answer.text == "The article says this itself; it names nobody who said it."
    assert [one.speaker for one in reply.answer.closest] == [None]
    assert "sold on Tuesday" in reply.answer.closest[0].quote


def test_who_said_that_is_answered_by_the_speaker_the_quote_was_shown_with(session: ConversationSession) -> None:
    reply = ask(session, "who said they will bake bread?", "who said that?")
    assert reply.answer
    assert reply.answer.text.startswith("Ada Thorn")


def test_one_persons_conversation_is_not_anothers(session: ConversationSession) -> None:
    session.ask("chat", "ann", "who said they will bake bread?")
    assert session.ask("chat", "bob", "what else did she say?").answer is None


def test_a_question_that_cannot_be_asked_is_not_remembered(session: ConversationSession) -> None:
    with pytest.raises(QuestionError):
        session.ask("chat", "ann", "?")
    assert session.store.load("chat", "ann") == ()


def test_what_is_remembered_holds_no_text_of_an_article(session: ConversationSession) -> None:
    asked = ("When was the old mill of Oldbridge sold?", "who said that?", "why?", "who said they will bake bread?")
    ask(session, *asked, "and when was that?")
    stored = repr(session.store.load("chat", "ann"))
    assert "bake bread there" not in stored
    assert "cost 90,000 pounds" not in stored
    assert stored.count("\ufffc") >= 3


def test_a_question_with_words_of_an_article_is_context_as_a_whole(session: ConversationSession) -> None:
    reply = ask(session, "When was the old mill of Oldbridge sold?", "who said that?", "why?")
    assert reply.understood == (
        "Understood as: Why was it that someone said The old mill of Oldbridge cost 90,000 pounds, sold on Tuesday?"
    )


def test_a_question_whose_words_have_changed_in_the_article_is_forgotten() -> None:
    articles = dict(ARTICLES)
    session = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), articles.get, lambda: NOON)
    ask(session, "When was the old mill of Oldbridge sold?", "who said that?")
    articles["mill"] = replace(MILL, text=MILL.text.replace("90,000", "95,000"))
    reply = ask(session, "why?")
    assert reply.understood == "Understood as: Why was the old mill of Oldbridge sold?"


def test_an_edited_question_ignores_the_turns_after_it(session: ConversationSession) -> None:
    session.ask("chat", "ann", "who said they will bake bread?", asked_in=1)
    session.ask("chat", "ann", "what did she say?", asked_in=2)
    session.ask("chat", "ann", "When was the old mill of Oldbridge sold?", asked_in=3)
    reply = session.ask("chat", "ann", "why?", asked_in=2)
    assert reply.understood == "Understood as: Why did Ada Thorn say they will bake bread?"
    turns = session.store.load("chat", "ann")
    assert [turn.asked_in for turn in turns] == [1, 2, 3]
    assert turns[1].asked == "why?"


def test_a_reply_to_an_answer_has_it_and_the_persons_own_turns_as_context(session: ConversationSession) -> None:
    first = session.ask("chat", "ann", "who said they will bake bread?", asked_in=1).turn
    session.ask("chat", "ann", "What did Bo Reed say?", asked_in=2)
    assert first
    own = session.ask_about_answer("chat", "ann", "what else did she say?", first, own=True, asked_in=3)
    assert own.understood == "Understood as: What else did Ada Thorn say?"
    other = session.ask_about_answer("chat", "bob", "why?", first, "bake bread there")
    assert other.understood == "Understood as: Why — bake bread there?"


def test_a_reply_to_an_answer_whose_question_cannot_be_restored_is_a_plain_one() -> None:
    checked = QuoteRef("gone", 0, 0, 30, checksum=5)
    turn = Turn("who said that?", "Who said \ufffc?", Status.ANSWERED, (), (checked,), NOON, holes=(checked,))
    session = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), ARTICLES.get, lambda: NOON)
    assert session.ask_about_answer("chat", "ann", "why?", turn).answer is None
    assert (
        session.ask_about_answer("chat", "ann", "why?", turn, "the old mill").understood
        == "Understood as: Why — the old mill?"
    )


def test_a_question_about_a_message_has_its_names_and_words_as_context(session: ConversationSession) -> None:
    gossip = "Ada Thorn will never open the mill."
    named = session.ask_about_message("chat", "ann", "what did she say about the wheel?", gossip)
    assert named.understood == "Understood as: What did Ada Thorn say about the wheel?"
    whole = session.ask_about_message("chat", "ann", "When was the old mill of Oldbridge sold?", gossip)
    assert whole.understood == ""
    named_by_other = session.ask_about_message("chat", "ann", "who said that?", gossip)
    assert named_by_other.understood == "Understood as: Who said Ada Thorn will never open the mill?"


def test_a_follow_up_to_a_claim_has_the_check_of_it_as_context(session: ConversationSession) -> None:
    checked = session.check("chat", "ann", "is this true?", "The old mill of Oldbridge cost 70,000 pounds.", asked_in=1)
    assert checked.turn
    assert checked.turn.asked == "is this true?"
    assert ask(session, "when was that?").understood.startswith("Understood as: When — The old mill of Oldbridge cost")


def test_a_question_in_a_message_has_no_turns_as_context(session: ConversationSession) -> None:
    ask(session, "who said they will bake bread?")
    assert session.check("chat", "ann", "", "what else did she say?").answer is None
    assert session.check("chat", "ann", "", "Who bought the old mill of Oldbridge?").answer


def test_the_day_of_a_statement_is_answered_with_its_quote(session: ConversationSession) -> None:
    reply = ask(session, "who said they will bake bread?", "and when was that?")
    assert reply.answer
    assert reply.answer.text == "The article does not tell the day [1]."
    assert [one.speaker for one in reply.answer.closest] == ["Ada Thorn"]


def test_a_typed_placeholder_does_no_harm(session: ConversationSession) -> None:
    assert ask(session, "what did she \ufffc say?", "Who bought the old mill \ufffc of Oldbridge?", "why?").answer


def test_a_quote_whose_article_is_gone_is_not_asked_about() -> None:
    session = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), lambda _: None, lambda: NOON)
    reply = ask(session, "When was the old mill of Oldbridge sold?", "who said that?")
    assert reply.answer
    assert reply.answer.closest == ()


def test_a_reply_to_a_part_is_about_the_answer_that_holds_it(session: ConversationSession) -> None:
    first = ask(session, "who said they will bake bread?")
    ask(session, "When was the old mill of Oldbridge sold?")
    assert first.turn
    reply = session.ask_about_answer("chat", "ann", "who?", first.turn, "We will bake bread there")
    assert reply.answer
    assert reply.answer.text.startswith("Ada Thorn")


def test_claims_are_a_messages_sentences_without_its_greetings_questions_and_links() -> None:
    message = "Hi! @ann The old mill was sold for 5 pounds. See https://example.org/a Is this true?"
    assert find_claims(message) == ("The old mill was sold for 5 pounds.",)
    assert find_claims("lol") == ()


def test_a_message_is_compared_with_quotes_and_other_figures_are_shown() -> None:
    answer = check_message("The old mill of Oldbridge cost 70,000 pounds.", Engine(PASSAGES))
    assert answer.status is Status.ANSWERED
    first, figures = answer.text.split("\n")
    assert first.startswith("The articles say: The old mill of Oldbridge cost")
    assert figures == "The message has 70,000 pounds, the articles have 90,000 pounds [1]."


def test_figures_that_agree_are_not_listed() -> None:
    answer = check_message("The old mill of Oldbridge cost 90,000 pounds.", Engine(PASSAGES))
    assert "The message has" not in answer.text


@pytest.mark.parametrize(
    ("message", "line"),
    [
        ("A comet struck the harbour yesterday morning.", "The articles say nothing on this. Articles searched: 1."),
        ("lol", "There is nothing in this message that articles could be searched for."),
        ("Комета вчора впала просто в гавань.", "У статтях про це нічого немає. Переглянуто статей: 1."),
    ],
)
def test_a_message_on_which_nothing_is_said_gets_a_plain_line(message: str, line: str) -> None:
    answer = check_message(message, Engine(PASSAGES))
    assert (answer.status, answer.text) == (Status.NOT_FOUND, line)
