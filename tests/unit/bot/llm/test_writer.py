"""Every reply of a model ends as a verified answer or as quotes of the articles."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from bot.answer.engine import Engine
from bot.answer.types import Answer, Scope, Status
from bot.conversation.history import InMemoryConversations
from bot.conversation.session import ConversationSession, Reply
from bot.llm.prompts import load_prompts
from bot.llm.writer import DraftWriter
from tests.support.fakes import PassagesInMemory
from tests.support.model_server import Endless, Fails, Garbage, Hangs, Says, ScriptedModel, Turn
from tests.support.prompted import BEES, FERRY, STATEMENTS
from tests.unit.bot.llm.conftest import Open

PASSAGES = PassagesInMemory([FERRY, BEES], {"ferry": STATEMENTS[1], "bees": STATEMENTS[2]})
QUESTION = "How many cracks did Ada Thorn find in the hull of the ferry?"
HULL, CRACKS, BOAT, STORM = 2, 3, 4, 7
"""Numbers of the ferry's sentences as the model is shown them."""

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
CALLER = "openai:scripted"
WROTE = f"llm:{CALLER}"


def draft(*claims: tuple[str, list[int]]) -> str:
    return json.dumps({"claims": [{"text": text, "sentences": cites} for text, cites in claims], "not_found": False})


def says(text: str, cites: list[int]) -> Says:
    return Says(draft((text, cites)))


RIGHT = draft(("Ada Thorn found 14 cracks in the hull.", [HULL, CRACKS]))
WRONG_NUMBER = draft(("Ada Thorn found 40 cracks in the hull.", [HULL, CRACKS]))
HALF = draft(("Ada Thorn found 14 cracks in the hull.", [HULL, CRACKS]), ("The mayor of Lisbon was shocked.", [BOAT]))
NOT_FOUND = json.dumps({"claims": [], "not_found": True})


@dataclass(frozen=True)
class Case:
    """What the model says, what must become of it, how often it was asked, and what the log says."""

    name: str
    script: tuple[Turn, ...]
    engine: str
    asked: int
    log: str = ""
    refuses: tuple[str, ...] = ()


OWN = "extractive"
CASES = [
    Case("right", (Says(RIGHT),), WROTE, 1),
    Case("right, in a code fence", (Says(f"Here it is:\n```json\n{RIGHT}\n```"),), WROTE, 1),
    Case("right, without tools or formats", (Says(RIGHT),), WROTE, 2, refuses=("response_format", "tools")),
    Case("a wrong number, mended", (Says(WRONG_NUMBER), Says(RIGHT)), WROTE, 2, "fabricated 1"),
    Case("a wrong number, kept", (Says(WRONG_NUMBER),), OWN, 2, "fabricated 1"),
    Case("a wrong number, then nothing", (Says(WRONG_NUMBER), Fails(500)), OWN, 2, "fabricated 1"),
    Case("half right", (Says(HALF),), WROTE, 2, "fabricated 1"),
    Case("half right, mended into nothing", (Says(HALF), Says(NOT_FOUND)), WROTE, 2, "fabricated 1"),
    Case("an invented quote", (says("“The hull is rotten,” said Ada Thorn.", [HULL]),), OWN, 2, "fabricated 1"),
    Case("an invented name", (says("Greta Holm found 14 cracks.", [HULL, CRACKS]),), OWN, 2, "fabricated 1"),
    Case("another's words", (says("Bo Lund said the hull is thin as paper.", [HULL]),), OWN, 2, "misattributed 1"),
    Case("another sentence cited", (says("Ada Thorn found 14 cracks.", [STORM]),), OWN, 2, "misattributed 1"),
    Case("no such sentence", (says("Ada Thorn found 14 cracks.", [99]),), OWN, 2, "unmapped 1"),
    Case("nothing cited", (says("Ada Thorn found 14 cracks.", []),), OWN, 2, "unmapped 1"),
    Case("not said", (says("The hull is painted green every summer.", [HULL]),), OWN, 2, "unsupported 1"),
    Case("an address", (says("Thorn found 14 cracks, see evil.example/x.", [CRACKS]),), OWN, 2, "fabricated 1"),
    Case("not found", (Says(NOT_FOUND),), OWN, 1),
    Case("empty", (Says(""),), OWN, 1, "no draft: empty"),
    Case("prose", (Says("Ada Thorn found 14 cracks [3]."),), OWN, 1, "no draft: no JSON"),
    Case("malformed JSON", (Says('{"claims": [}'),), OWN, 1, "no draft"),
    Case("JSON of another shape", (Says('{"answer": "14"}'),), OWN, 1, "no draft: another shape"),
    Case("cut off by the provider", (Says(RIGHT[:30], end="length"),), OWN, 1, "too long"),
    Case("cut off on the way", (Says(RIGHT[:30], torn=True),), OWN, 1, "unreachable"),
    Case("cut off and said to be whole", (Says(RIGHT[:30]),), OWN, 1, "no draft: cut off"),
    Case("a refusal", (Says("", refusal="I cannot help with that."),), OWN, 1, "refusal"),
    Case("a refusal in words", (Says("I'm sorry, I can't help with that."),), OWN, 1, "no draft: no JSON"),
    Case("endless", (Endless(),), OWN, 1, "too long"),
    Case("no JSON at all from the server", (Garbage(),), OWN, 1, "failed"),
    Case("too much asked", (Fails(429),), OWN, 1, "rate limit"),
    Case("too much asked, and soon again", (Fails(429, headers={"Retry-After": "0"}), Says(RIGHT)), WROTE, 2),
    Case("too much asked for an hour", (Fails(429, headers={"Retry-After": "3600"}),), OWN, 1, "rate limit"),
    Case("broken", (Fails(500),), OWN, 1, "failed (500)"),
    Case("a wrong key", (Fails(401),), OWN, 1, "rejected (401)"),
]


def engine(opened: Open, server: ScriptedModel, *, seconds: float = 30.0) -> Engine:
    writer = DraftWriter(opened(server, seconds=seconds), load_prompts())
    return Engine(PASSAGES, writer=writer, today=lambda: date(2025, 3, 14))


OWN_ANSWER = Engine(PASSAGES, today=lambda: date(2025, 3, 14)).answer(QUESTION)


def same(one: Answer, other: Answer) -> bool:
    return (one.status, one.text, one.citations, one.engine) == (
        other.status,
        other.text,
        other.citations,
        other.engine,
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_reply_ends_as_it_must(case: Case, opened: Open, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot")
    with ScriptedModel(*case.script, refuses=case.refuses) as server:
        answer = engine(opened, server).answer(QUESTION)
    assert (answer.engine, len(server.asked)) == (case.engine, case.asked)
    assert case.log in caplog.text
    assert "14 cracks" not in caplog.text
    if answer.engine == OWN:
        assert same(answer, OWN_ANSWER)
        assert answer.prompt is None
    else:
        assert answer.text == "Ada Thorn found 14 cracks in the hull [1][2]."
        assert answer.prompt == load_prompts()["answer"].label
        assert [FERRY.text[one.start : one.end] for one in answer.citations] == [c.quote for c in answer.citations]


def test_a_model_that_says_nothing_costs_its_time_and_no_more(opened: Open) -> None:
    with ScriptedModel(Hangs()) as server:
        assert same(engine(opened, server, seconds=0.2).answer(QUESTION), OWN_ANSWER)


def test_the_same_question_again_costs_nothing(opened: Open) -> None:
    with ScriptedModel(Says(WRONG_NUMBER), Says(RIGHT), Fails(500)) as server:
        asked = engine(opened, server)
        first, again = asked.answer(QUESTION), asked.answer(f" {QUESTION}")
        assert (first.text, first.citations) == (again.text, again.citations)
        assert len(server.asked) == 2


def test_what_did_not_hold_is_asked_again(opened: Open) -> None:
    with ScriptedModel(Says(NOT_FOUND), Says(RIGHT)) as server:
        asked = engine(opened, server)
        assert [asked.answer(QUESTION).engine for _ in range(2)] == [OWN, WROTE]


def test_what_the_articles_do_not_answer_is_not_even_asked(opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        answer = engine(opened, server).answer("Which planet has rings?")
        assert (answer.status, answer.engine) == (Status.NOT_FOUND, OWN)
        assert server.asked == []


def test_the_model_is_shown_the_day_the_language_and_the_sentences_cited_first(opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        engine(opened, server).answer(QUESTION)
        shown = server.words_shown()
    assert "Today is 2025-03-14" in shown
    assert "Answer in English" in shown
    assert shown.index("[1] The ferry between Tarn") < shown.index("Twenty-two hives")
    assert f"<question>{QUESTION}</question>" in shown


def test_the_second_try_is_told_what_failed(opened: Open) -> None:
    with ScriptedModel(Says(WRONG_NUMBER), Says(RIGHT)) as server:
        engine(opened, server).answer(QUESTION)
        second = str(server.asked[1]["messages"])
    assert "Ada Thorn found 40 cracks in the hull." in second
    assert "40" in second.split("<failures>")[-1]


SPOKE = "who said the hull is thin as paper?"


def test_a_speaker_is_told_by_the_model_where_the_statements_name_the_same(opened: Open) -> None:
    told = draft(("Ada Thorn, the harbour's chief engineer, said the hull is “thin as paper”.", [HULL]))
    with ScriptedModel(Says(told)) as server:
        answer = engine(opened, server).answer(SPOKE)
    assert (answer.engine, answer.citations[0].speaker) == (WROTE, "Ada Thorn")


def test_a_true_answer_about_somebody_else_does_not_take_the_speakers_place(opened: Open) -> None:
    told = draft(("Mayor Bo Lund said that the town would pay $2.5 million for a new boat.", [BOAT]))
    with ScriptedModel(Says(told)) as server:
        answer = engine(opened, server).answer(SPOKE)
    assert (answer.engine, answer.citations[0].speaker) == (OWN, "Ada Thorn")


def test_words_that_nobody_is_known_to_have_said_are_told_as_they_are(opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        answer = engine(opened, server).answer("who said the ferry between Tarn and Oldbridge will stop on Monday?")
        assert (answer.engine, server.asked) == (OWN, [])
        assert "in its own words" in answer.text


@pytest.mark.parametrize(
    ("day", "question", "asked"),
    [
        (date(2025, 3, 14), QUESTION, 1),
        (date(2025, 3, 15), QUESTION, 2),
        (date(2025, 3, 14), QUESTION.removesuffix("?"), 2),
    ],
)
def test_another_day_or_another_question_is_asked_anew(day: date, question: str, asked: int, opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        writer = DraftWriter(opened(server), load_prompts())
        Engine(PASSAGES, writer=writer, today=lambda: date(2025, 3, 14)).answer(QUESTION)
        Engine(PASSAGES, writer=writer, today=lambda: day).answer(question)
        assert len(server.asked) == asked


def test_plain_answers_cost_no_call(opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        assert same(engine(opened, server).answer(QUESTION, use_llm=False), OWN_ANSWER)
        assert same(engine(opened, server).answer(QUESTION, Scope("ferry"), use_llm=False), OWN_ANSWER)
        assert server.asked == []


def test_of_one_article_the_model_sees_nothing_else(opened: Open) -> None:
    with ScriptedModel(Says(RIGHT)) as server:
        answer = engine(opened, server).answer(QUESTION, Scope("ferry"))
        assert (answer.engine, answer.searched) == (WROTE, 1)
        assert "The ferry between Tarn" in server.words_shown()
        assert "hives" not in server.words_shown()


def test_whose_words_they_are_is_remembered_though_the_model_tells_it_by_the_office(opened: Open) -> None:
    told = draft(("The harbour's chief engineer said the hull is “thin as paper”.", [HULL]))
    articles = {"ferry": FERRY, "bees": BEES}

    def asked(engine: Engine) -> Reply:
        return ConversationSession(engine, InMemoryConversations(lambda: NOON), articles.get, lambda: NOON).ask(
            "chat", "ann", SPOKE
        )

    with ScriptedModel(Says(told)) as server:
        reply = asked(engine(opened, server))
    own = asked(Engine(PASSAGES, today=NOON.date))
    assert reply.answer is not None
    assert "Ada Thorn" not in reply.answer.text
    assert reply.turn is not None
    assert own.turn is not None
    assert reply.turn.people == own.turn.people
    assert [one.name for one in reply.turn.people if one.asked] == ["Ada Thorn"]
    assert "engineer" not in repr(reply.turn)
