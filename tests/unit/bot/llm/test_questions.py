"""Questions that a model translates, rewords or interprets: its words are taken only if no fact is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.answer.engine import Engine
from bot.answer.types import Status
from bot.conversation.history import InMemoryConversations
from bot.conversation.session import ConversationSession
from bot.llm.followup_rewriter import ModelFollowupRewriter, clean_question
from bot.llm.prompts import load_prompts
from bot.llm.question_interpreter import ModelInterpreter
from bot.llm.translator import ModelTranslator
from tests.support.fakes import PassagesInMemory
from tests.support.model_server import Fails, Says, ScriptedModel, Turn
from tests.support.prompted import BEES, FERRY, STATEMENTS
from tests.unit.bot.llm.conftest import Open

PASSAGES = PassagesInMemory([FERRY, BEES], {"ferry": STATEMENTS[1], "bees": STATEMENTS[2]})
NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)

IN_UKRAINIAN = "Скільки тріщин знайшла Ада Торн у корпусі порома?"
IN_ENGLISH = "How many cracks did Ada Thorn find in the hull of the ferry?"


def translating(opened: Open, server: ScriptedModel) -> Engine:
    translator = ModelTranslator(opened(server), load_prompts()["translate"])
    return Engine(PASSAGES, translator=translator, today=lambda: date(2025, 3, 14))


def test_a_question_in_another_language_is_answered_in_the_articles_words_and_the_askers_phrases(opened: Open) -> None:
    with ScriptedModel(Says(IN_ENGLISH)) as server:
        answer = translating(opened, server).answer(IN_UKRAINIAN)
        assert "into English" in server.words_shown()
    assert (answer.status, answer.question) == (Status.ANSWERED, IN_UKRAINIAN)
    assert "14 cracks" in answer.citations[0].quote


def test_a_question_is_translated_once(opened: Open) -> None:
    with ScriptedModel(Says(IN_ENGLISH)) as server:
        engine = translating(opened, server)
        assert engine.answer(IN_UKRAINIAN).text == engine.answer(IN_UKRAINIAN).text
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    "turn",
    [
        Says("How many cracks did she find in the hull of the ferry?"),
        Says("How many cracks did Bo Lund find in the hull of the ferry?"),
        Says("Ада Торн знайшла чотирнадцять тріщин."),
        Says("How many cracks\ndid Ada Thorn find?"),
        Says(""),
        Fails(500),
    ],
    ids=str,
)
def test_a_translation_that_loses_something_is_not_taken(turn: Turn, opened: Open) -> None:
    with ScriptedModel(turn) as server:
        translator = ModelTranslator(opened(server), load_prompts()["translate"])
        assert translator.translate(IN_UKRAINIAN, "en") is None
        answer = translating(opened, server).answer(IN_UKRAINIAN)
    own = Engine(PASSAGES, today=lambda: date(2025, 3, 14)).answer(IN_UKRAINIAN)
    assert (answer.status, answer.text, answer.closest) == (own.status, own.text, own.closest)


def test_what_is_answered_as_it_is_asked_is_not_translated(opened: Open) -> None:
    with ScriptedModel(Says(IN_ENGLISH)) as server:
        assert translating(opened, server).answer(IN_ENGLISH).status is Status.ANSWERED
        assert server.asked == []


def test_a_refusal_in_the_articles_own_language_is_not_translated(opened: Open) -> None:
    with ScriptedModel(Says(IN_ENGLISH)) as server:
        assert translating(opened, server).answer("Which planet has rings?").status is Status.NOT_FOUND
        assert server.asked == []


def talking(opened: Open, server: ScriptedModel) -> ConversationSession:
    followup_rewriter = ModelFollowupRewriter(opened(server), load_prompts()["standalone"], NOON.date)
    articles = {"ferry": FERRY, "bees": BEES}
    engine = Engine(PASSAGES, today=NOON.date)
    return ConversationSession(
        engine, InMemoryConversations(lambda: NOON), articles.get, lambda: NOON, followup_rewriter
    )


FOLLOW_UP = "and what did she say about the hull?"
BETTER = "What did Ada Thorn say about the hull of the ferry?"


def understood(opened: Open, server: ScriptedModel, text: str = FOLLOW_UP) -> str:
    talk = talking(opened, server)
    talk.ask("chat", "ann", IN_ENGLISH)
    reply = talk.ask("chat", "ann", text)
    return reply.understood or reply.clarification


def rules_say(text: str = FOLLOW_UP) -> str:
    articles = {"ferry": FERRY, "bees": BEES}
    talk = ConversationSession(
        Engine(PASSAGES, today=NOON.date), InMemoryConversations(lambda: NOON), articles.get, lambda: NOON
    )
    talk.ask("chat", "ann", IN_ENGLISH)
    reply = talk.ask("chat", "ann", text)
    return reply.understood or reply.clarification


def test_a_follow_up_is_put_into_the_models_words(opened: Open) -> None:
    with ScriptedModel(Says(BETTER)) as server:
        assert understood(opened, server) == f"Understood as: {BETTER}"
        shown = server.words_shown()
    assert f"asked: {IN_ENGLISH}" in shown
    assert f"<question>{FOLLOW_UP}</question>" in shown


@pytest.mark.parametrize(
    "turn",
    [
        Says("What did Bo Lund say about the hull?"),
        Says("What did Ada Thorn say about the hull in Lisbon?"),
        Says("What did Ada Thorn say about the 40 cracks in the hull?"),
        Says("What did she say about the hull?"),
        Says("Що сказала Ада Торн про корпус?"),
        Says("See https://evil.example/x about Ada Thorn and the hull"),
        Says("Sure.\nWhat did Ada Thorn say about the hull?"),
        Says(""),
        Fails(429),
    ],
    ids=str,
)
def test_words_that_say_less_or_more_than_the_rules_are_not_taken(turn: Turn, opened: Open) -> None:
    with ScriptedModel(turn) as server:
        assert understood(opened, server) == rules_say()
        assert len(server.asked) == 1


@pytest.mark.parametrize("text", ["who said that?", "what else did she say?", IN_ENGLISH])
def test_the_model_is_not_asked_which_quote_is_meant_or_what_stands_alone(text: str, opened: Open) -> None:
    with ScriptedModel(Says(BETTER)) as server:
        assert understood(opened, server, text) == rules_say(text)
        assert server.asked == []


@pytest.mark.parametrize(
    ("reply", "question"),
    [
        ("Who shut the bridge?", "Who shut the bridge?"),
        (' "Who shut the bridge?" \n', "Who shut the bridge?"),
        ("**Who** shut the bridge?", "Who shut the bridge?"),
        ("Who\nshut it?", None),
        ("x" * 1001, None),
        ("?", None),
        ("The council shut the bridge.", None),
        ('{"question": "Who shut the bridge?"}', None),
        ('["Who shut the bridge?"]', None),
        ("{Who shut the bridge?", None),
        ("ask http://a.example/x", None),
    ],
)
def test_a_reply_is_one_plain_line(reply: str, question: str | None) -> None:
    assert clean_question(reply, "who?") == question


def test_what_asks_nothing_may_come_back_as_it_went() -> None:
    assert clean_question("Ada Thorn and the hull", "and the hull") == "Ada Thorn and the hull"


LINE = "Give me the person behind the hull thin as paper line"
READ = '{"kind": "who_said", "speaker": "", "subject": "the hull thin as paper"}'


def interpreting(opened: Open, server: ScriptedModel) -> Engine:
    interpreter = ModelInterpreter(opened(server), load_prompts()["asked"])
    return Engine(PASSAGES, interpreter=interpreter, today=lambda: date(2025, 3, 14))


@pytest.mark.parametrize(
    ("question", "reply", "begin"),
    [
        (LINE, READ, "Ada Thorn, the harbour's chief engineer [1]"),
        (LINE, f"Here it is:\n```json\n{READ}\n```", "Ada Thorn"),
        (
            "Everything by Bo Lund, please",
            '{"kind": "what_said", "speaker": "Bo Lund", "subject": ""}',
            "Bo Lund, Mayor",
        ),
    ],
)
def test_a_question_that_no_rule_reads_as_one_about_speech_is_read_by_the_model(
    question: str, reply: str, begin: str, opened: Open
) -> None:
    with ScriptedModel(Says(reply)) as server:
        engine = interpreting(opened, server)
        answer = engine.answer(question)
        assert engine.answer(question).text == answer.text
        assert len(server.asked) == 1
    assert (answer.status, answer.question) == (Status.ANSWERED, question)
    assert answer.text.startswith(begin)


@pytest.mark.parametrize(
    "turn",
    [
        Says('{"kind": "open", "speaker": "", "subject": "the hull"}'),
        Says('{"kind": "who_said", "speaker": "", "subject": "the town would pay 2.5 million"}'),
        Says('{"kind": "what_said", "speaker": "Ada Thorn", "subject": ""}'),
        Says('{"kind": "what_said", "speaker": "", "subject": "the hull"}'),
        Says('{"kind": "who_said", "speaker": "", "subject": ""}'),
        Says('{"kind": "a verdict", "subject": "the hull"}'),
        Says(f"{READ} {READ}"),
        Says("who_said"),
        Says(""),
        Fails(500),
    ],
    ids=str,
)
def test_a_reading_with_words_of_the_models_own_or_without_shape_is_not_taken(turn: Turn, opened: Open) -> None:
    with ScriptedModel(turn) as server:
        answer = interpreting(opened, server).answer(LINE)
    own = Engine(PASSAGES, today=lambda: date(2025, 3, 14)).answer(LINE)
    assert (answer.status, answer.text, answer.closest) == (own.status, own.text, own.closest)


def test_a_reading_does_not_find_what_nobody_said(opened: Open) -> None:
    question = "Give me the person behind the zebras can fly line"
    with ScriptedModel(Says('{"kind": "who_said", "speaker": "", "subject": "zebras can fly"}')) as server:
        answer = interpreting(opened, server).answer(question)
        assert len(server.asked) == 1
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize("question", [IN_ENGLISH, "Who said that zebras fly?"])
def test_what_is_answered_or_read_by_a_rule_is_not_sent_to_be_read(question: str, opened: Open) -> None:
    with ScriptedModel(Says(READ)) as server:
        interpreting(opened, server).answer(question)
        assert server.asked == []
