"""TODO."""

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
def talk() -> ConversationSession:
    return ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), ARTICLES.get, lambda: NOON)


def ask(talk: ConversationSession, *texts: str) -> Reply:
    return [talk.ask("chat", "ann", text) for text in texts][-1]


def test_a_follow_up_is_answered_and_says_how_it_was_understood(talk: ConversationSession) -> None:
    reply = ask(talk, "who said they will bake bread?", "what else did she say?")
    assert reply.understood == "Understood as: What else did Ada Thorn say?"
    assert reply.answer
    assert [one.speaker for one in reply.answer.citations] == ["Ada Thorn"]
    assert "wheel would turn" in reply.answer.citations[0].quote


def test_no_quote_is_shown_twice_and_the_end_is_told(talk: ConversationSession) -> None:
    reply = ask(talk, "who said they will bake bread?", "what else did she say?", "what else did she say?")
    assert reply.answer
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.answer.text == "Nothing else by Ada Thorn is quoted on this in the articles."
    assert reply.answer.citations == reply.answer.closest == ()


def test_a_question_that_stands_alone_is_said_to_be_nothing_else(talk: ConversationSession) -> None:
    assert ask(talk, "who said they will bake bread?", "When was the mill sold?").understood == ""


def test_narration_is_nobodys_words_whoever_speaks_beside_it(talk: ConversationSession) -> None:
    reply = ask(talk, "When was the old mill of Oldbridge sold?", "who said that?")
    assert reply.answer
    assert reply.answer.status is Status.NOT_FOUND
    assert reply.answer.text == "The article says this itself; it names nobody who said it."
    assert [one.speaker for one in reply.answer.closest] == [None]
    assert "sold on Tuesday" in reply.answer.closest[0].quote


def test_whose_words_were_shown_is_told_by_the_speaker_they_were_shown_with(talk: ConversationSession) -> None:
    reply = ask(talk, "who said they will bake bread?", "who said that?")
    assert reply.answer
    assert reply.answer.text.startswith("Ada Thorn")


def test_one_persons_talk_is_not_anothers(talk: ConversationSession) -> None:
    talk.ask("chat", "ann", "who said they will bake bread?")
    assert talk.ask("chat", "bob", "what else did she say?").answer is None


def test_a_question_that_cannot_be_asked_is_not_remembered(talk: ConversationSession) -> None:
    with pytest.raises(QuestionError):
        talk.ask("chat", "ann", "?")
    assert talk.store.load("chat", "ann") == ()


def test_what_is_remembered_holds_no_text_of_an_article(talk: ConversationSession) -> None:
    asked = ("When was the old mill of Oldbridge sold?", "who said that?", "why?", "who said they will bake bread?")
    ask(talk, *asked, "and when was that?")
    kept = repr(talk.store.load("chat", "ann"))
    assert "bake bread there" not in kept
    assert "cost 90,000 pounds" not in kept
    assert kept.count("\ufffc") >= 3


def test_a_question_that_holds_words_of_an_article_is_leaned_on_whole(talk: ConversationSession) -> None:
    reply = ask(talk, "When was the old mill of Oldbridge sold?", "who said that?", "why?")
    assert reply.understood == (
        "Understood as: Why was it that someone said The old mill of Oldbridge cost 90,000 pounds, sold on Tuesday?"
    )


def test_where_the_words_have_changed_the_question_that_held_them_is_forgotten() -> None:
    articles = dict(ARTICLES)
    talk = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), articles.get, lambda: NOON)
    ask(talk, "When was the old mill of Oldbridge sold?", "who said that?")
    articles["mill"] = replace(MILL, text=MILL.text.replace("90,000", "95,000"))
    reply = ask(talk, "why?")
    assert reply.understood == "Understood as: Why was the old mill of Oldbridge sold?"


def test_what_is_asked_after_a_message_is_not_leaned_on_when_that_is_asked_anew(talk: ConversationSession) -> None:
    talk.ask("chat", "ann", "who said they will bake bread?", asked_in=1)
    talk.ask("chat", "ann", "what did she say?", asked_in=2)
    talk.ask("chat", "ann", "When was the old mill of Oldbridge sold?", asked_in=3)
    reply = talk.ask("chat", "ann", "why?", asked_in=2)
    assert reply.understood == "Understood as: Why did Ada Thorn say they will bake bread?"
    turns = talk.store.load("chat", "ann")
    assert [turn.asked_in for turn in turns] == [1, 2, 3]
    assert turns[1].asked == "why?"


def test_a_reply_to_an_answer_leans_on_it_and_on_the_persons_own_turns_before(talk: ConversationSession) -> None:
    first = talk.ask("chat", "ann", "who said they will bake bread?", asked_in=1).turn
    talk.ask("chat", "ann", "What did Bo Reed say?", asked_in=2)
    assert first
    own = talk.ask_about_answer("chat", "ann", "what else did she say?", first, own=True, asked_in=3)
    assert own.understood == "Understood as: What else did Ada Thorn say?"
    other = talk.ask_about_answer("chat", "bob", "why?", first, "bake bread there")
    assert other.understood == "Understood as: Why — bake bread there?"


def test_a_reply_to_an_answer_whose_question_cannot_be_told_any_more_is_a_plain_one() -> None:
    held = QuoteRef("gone", 0, 0, 30, checksum=5)
    turn = Turn("who said that?", "Who said \ufffc?", Status.ANSWERED, (), (held,), NOON, holes=(held,))
    talk = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), ARTICLES.get, lambda: NOON)
    assert talk.ask_about_answer("chat", "ann", "why?", turn).answer is None
    assert (
        talk.ask_about_answer("chat", "ann", "why?", turn, "the old mill").understood
        == "Understood as: Why — the old mill?"
    )


def test_a_question_to_somebodys_message_leans_on_its_names_and_words(talk: ConversationSession) -> None:
    gossip = "Ada Thorn will never open the mill."
    named = talk.ask_about_message("chat", "ann", "what did she say about the wheel?", gossip)
    assert named.understood == "Understood as: What did Ada Thorn say about the wheel?"
    whole = talk.ask_about_message("chat", "ann", "When was the old mill of Oldbridge sold?", gossip)
    assert whole.understood == ""
    said = talk.ask_about_message("chat", "ann", "who said that?", gossip)
    assert said.understood == "Understood as: Who said Ada Thorn will never open the mill?"


def test_what_follows_a_claim_leans_on_what_the_articles_said_to_it(talk: ConversationSession) -> None:
    held = talk.check("chat", "ann", "is this true?", "The old mill of Oldbridge cost 70,000 pounds.", asked_in=1)
    assert held.turn
    assert held.turn.asked == "is this true?"
    assert ask(talk, "when was that?").understood.startswith("Understood as: When — The old mill of Oldbridge cost")


def test_a_question_in_somebodys_message_leans_on_nobodys_turns(talk: ConversationSession) -> None:
    ask(talk, "who said they will bake bread?")
    assert talk.check("chat", "ann", "", "what else did she say?").answer is None
    assert talk.check("chat", "ann", "", "Who bought the old mill of Oldbridge?").answer


def test_when_something_was_said_is_told_with_the_quote(talk: ConversationSession) -> None:
    reply = ask(talk, "who said they will bake bread?", "and when was that?")
    assert reply.answer
    assert reply.answer.text == "The article does not tell the day [1]."
    assert [one.speaker for one in reply.answer.closest] == ["Ada Thorn"]


def test_a_sign_for_a_hole_in_somebodys_words_does_no_harm(talk: ConversationSession) -> None:
    assert ask(talk, "what did she \ufffc say?", "Who bought the old mill \ufffc of Oldbridge?", "why?").answer


def test_a_quote_whose_article_is_gone_is_not_asked_about() -> None:
    talk = ConversationSession(Engine(PASSAGES), InMemoryConversations(lambda: NOON), lambda _: None, lambda: NOON)
    reply = ask(talk, "When was the old mill of Oldbridge sold?", "who said that?")
    assert reply.answer
    assert reply.answer.closest == ()


def test_a_reply_to_a_part_is_about_the_answer_that_holds_it(talk: ConversationSession) -> None:
    first = ask(talk, "who said they will bake bread?")
    ask(talk, "When was the old mill of Oldbridge sold?")
    assert first.turn
    reply = talk.ask_about_answer("chat", "ann", "who?", first.turn, "We will bake bread there")
    assert reply.answer
    assert reply.answer.text.startswith("Ada Thorn")


def test_claims_are_a_messages_sentences_without_its_greetings_questions_and_links() -> None:
    message = "Hi! @ann The old mill was sold for 5 pounds. See https://example.org/a Is this true?"
    assert find_claims(message) == ("The old mill was sold for 5 pounds.",)
    assert find_claims("lol") == ()


def test_a_message_is_held_against_quotes_and_other_figures_are_shown() -> None:
    answer = check_message("The old mill of Oldbridge cost 70,000 pounds.", Engine(PASSAGES))
    assert answer.status is Status.ANSWERED
    first, figures = answer.text.split("\n")
    assert first.startswith("The articles say: The old mill of Oldbridge cost")
    assert figures == "The message has 70,000 pounds, the articles have 90,000 pounds [1]."


def test_figures_that_agree_are_not_told_apart() -> None:
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
