"""The answers that were given, as the bot's own file stores them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answer.types import Answer, Citation, QuoteRef, Status
from bot.conversation.history import Person, Turn
from bot.conversation.redaction import PLACEHOLDER
from bot.storage.answers import RETENTION, AnswerStore, StoredAnswer, Votes, new_id, quote_refs
from bot.storage.bot_database import open_bot_database
from index.types import Article

NOW = datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC)
FIRST = StoredAnswer(
    id="first",
    chat=-100,
    messages=(7, 8),
    asked_in=6,
    asker=1,
    question="who said it?",
    status=Status.ANSWERED,
    cited=(QuoteRef("a", 11, 3, 9, 1, also_in=("b", "c")), QuoteRef("d", 12, 0, 4, 2)),
    given_at=NOW,
    engine="llm:openai:scripted",
    prompt="answer 1 abc",
)
QUESTION = "Who said The mill opens again in May?"
HELD = Article("a", "She said: The mill opens again in May.")
TURN = Turn(
    "who said that?",
    f"Who said {PLACEHOLDER}?",
    Status.ANSWERED,
    (Person("Ada Thorn", "f", asked=True),),
    (QuoteRef("a", 0, 3, 9, speaker="Ada Thorn", checksum=5),),
    NOW,
    6,
    (QuoteRef("a", 0, 10, 37),),
)


@pytest.fixture
def given(tmp_path: Path) -> Iterator[AnswerStore]:
    with closing(open_bot_database(tmp_path, create=True)) as database:
        yield AnswerStore(database)


def test_an_answer_is_found_by_its_id_its_messages_and_its_question(given: AnswerStore) -> None:
    given.put(FIRST)
    given.put(replace(FIRST, id="elsewhere", chat=-200))
    assert given.get("first") == FIRST
    assert (given.find_by_message(-100, 7), given.find_by_message(-100, 8)) == (FIRST, FIRST)
    assert given.find_by_question(-100, 6) == FIRST
    assert (given.get("other"), given.find_by_message(-100, 6), given.find_by_question(-100, 7)) == (None, None, None)


def test_a_message_that_shows_more_of_an_answer_leads_to_it(given: AnswerStore) -> None:
    given.put(FIRST)
    given.record_view("first", "context", 20)
    assert given.find_by_message(-100, 20) == FIRST
    assert given.find_by_message(-200, 20) is None


def test_an_answer_comes_back_with_what_a_talk_remembers_of_it(given: AnswerStore) -> None:
    given.put(replace(FIRST, question=TURN.question, turn=TURN))
    found = given.get("first")
    assert found is not None
    assert found.turn == TURN
    assert found.original_question == "who said that?"
    assert found.restore_question({"a": HELD}.get) == QUESTION
    assert found.restore_question(lambda _: None) is None
    assert (FIRST.original_question, FIRST.restore_question(lambda _: None)) == ("who said it?", "who said it?")


def test_the_last_answer_to_a_question_counts(given: AnswerStore) -> None:
    later = replace(FIRST, id="later", given_at=NOW + timedelta(seconds=1))
    given.put(later)
    given.put(FIRST)
    assert given.find_by_question(-100, 6) == later


def test_where_it_was_sent_is_noted_afterwards(given: AnswerStore) -> None:
    given.put(replace(FIRST, messages=()))
    given.note_sent("first", -300, (9, 10))
    given.note_sent("unknown", -300, (11,))
    assert given.get("first") == replace(FIRST, chat=-300, messages=(9, 10))
    assert given.find_by_message(-300, 11) is None


def test_a_person_votes_once_and_may_change_or_take_it_back(given: AnswerStore) -> None:
    given.put(FIRST)
    assert given.vote("first", 1, True, NOW) is True
    assert given.vote("first", 2, True, NOW) is True
    assert given.votes("first") == Votes(2, 0)
    assert given.vote("first", 2, False, NOW) is False
    assert given.votes("first") == Votes(1, 1)
    assert given.vote("first", 2, False, NOW) is None
    assert given.votes("first") == Votes(1, 0)
    assert given.vote("unknown", 2, True, NOW) is None
    assert given.rated_answers() == ((FIRST, Votes(1, 0)),)


def test_a_view_is_noted_and_goes_with_its_answer(given: AnswerStore) -> None:
    given.put(FIRST)
    given.record_view("first", "context", 20)
    given.record_view("first", "context", 21)
    given.record_view("unknown", "context", 22)
    assert (given.view_message("first", "context"), given.view_message("first", "others")) == (21, None)
    given.drop("first")
    given.put(FIRST)
    assert given.view_message("first", "context") is None


def test_a_dropped_answer_is_gone_with_its_votes(given: AnswerStore) -> None:
    given.put(FIRST)
    given.vote("first", 1, True, NOW)
    given.drop("first")
    assert (given.get("first"), given.find_by_message(-100, 7), given.rated_answers()) == (None, None, ())


def test_old_answers_are_forgotten_unless_somebody_rated_them(given: AnswerStore) -> None:
    for name in ("plain", "rated"):
        given.put(replace(FIRST, id=name))
    given.vote("rated", 1, False, NOW)
    given.put(replace(FIRST, id="young", given_at=NOW + RETENTION))
    assert given.get("plain") is not None
    given.put(replace(FIRST, id="new", given_at=NOW + RETENTION + timedelta(seconds=1)))
    assert [name for name in ("plain", "rated", "young", "new") if given.get(name)] == ["rated", "young", "new"]


def test_a_person_is_forgotten_with_what_was_asked_and_voted(given: AnswerStore) -> None:
    given.put(FIRST)
    given.put(replace(FIRST, id="second", asker=2))
    for person in (1, 2):
        given.vote("second", person, True, NOW)
    given.forget(1)
    assert given.get("first") is None
    assert given.votes("second") == Votes(1, 0)


def test_rated_answers_come_oldest_first(given: AnswerStore) -> None:
    for name, days in (("new", 2), ("old", 1)):
        given.put(replace(FIRST, id=name, given_at=NOW + timedelta(days=days)))
        given.vote(name, 1, True, NOW)
    assert [answer.id for answer, _ in given.rated_answers()] == ["old", "new"]


def test_the_file_is_there_again_after_a_restart(tmp_path: Path) -> None:
    with closing(open_bot_database(tmp_path, create=True)) as database:
        AnswerStore(database).put(FIRST)
    with closing(open_bot_database(tmp_path, create=False)) as database:
        assert AnswerStore(database).get("first") == FIRST


@pytest.mark.parametrize(("status", "kept"), [(Status.ANSWERED, [1]), (Status.NOT_FOUND, [2]), (Status.ERROR, [])])
def test_quote_references_of_an_answer_are_stored(status: Status, kept: list[int]) -> None:
    one, two = (Citation(n, "a", None, None, None, None, None, None, "q", 0, 1, key=n) for n in (1, 2))
    answer = Answer("?", status, "", (one,) if status is Status.ANSWERED else (), (two,))
    assert [each.key for each in quote_refs(answer)] == kept


def test_ids_differ_and_are_short() -> None:
    made = {new_id() for _ in range(100)}
    assert len(made) == 100
    assert max(map(len, made)) <= 12
