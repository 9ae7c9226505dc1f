"""Turns of talks: kept in memory and in SQLite alike, and in SQLite really erased."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.answer.types import QuoteRef, Status
from bot.conversation.history import MAX_TURN_AGE, MAX_TURNS, ConversationStore, InMemoryConversations, Person, Turn
from bot.storage.bot_database import FILE_NAME, open_bot_database
from bot.storage.turns import ChatTopic, TurnStore

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
HERE, TOPIC = ChatTopic(-5), ChatTopic(-5, 7)
ANN, BOB = 1, 2


class Clock:
    time = NOON

    def __call__(self) -> datetime:
        return self.time


def turn(text: str, asked_in: int = 0, at: datetime = NOON) -> Turn:
    return Turn(text, text, Status.ANSWERED, (), (), at, asked_in)


def asked(memory: ConversationStore, here: ChatTopic = HERE, person: int = ANN) -> list[str]:
    return [one.asked for one in memory.load(here, person)]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "file"])
def memory(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[ConversationStore]:
    if request.param == "memory":
        yield InMemoryConversations(clock)
        return
    with closing(open_bot_database(tmp_path, create=True)) as database:
        yield TurnStore(database, clock)


def test_a_turn_comes_back_as_it_was(memory: ConversationStore) -> None:
    place = QuoteRef("mill", 0, 3, 40)
    whole = Turn(
        "хто? 🐟",
        "Who said \ufffc?",
        Status.NOT_FOUND,
        (Person("Ada Thorn", "f", asked=True), Person("Bo Reed", first=True)),
        (replace(place, speaker="Ada Thorn", checksum=77), place),
        NOON,
        12,
        (replace(place, checksum=78),),
    )
    back = replace(whole, status=None, asked_in=13)
    memory.append(HERE, ANN, whole)
    memory.append(HERE, ANN, back)
    assert memory.load(HERE, ANN) == (whole, back)


def test_the_last_turns_of_each_person_chat_and_topic_are_kept(memory: ConversationStore) -> None:
    for number in range(1, MAX_TURNS + 3):
        memory.append(HERE, ANN, turn(str(number), number))
    memory.append(TOPIC, ANN, turn("topic"))
    memory.append(HERE, BOB, turn("bob"))
    assert asked(memory) == [str(number) for number in range(3, MAX_TURNS + 3)]
    assert (asked(memory, TOPIC), asked(memory, HERE, BOB), asked(memory, TOPIC, BOB)) == (["topic"], ["bob"], [])


def test_what_the_same_message_asks_anew_takes_its_place(memory: ConversationStore) -> None:
    for number in (4, 5, 6):
        memory.append(HERE, ANN, turn(str(number), number))
    memory.append(HERE, ANN, turn("five", 5))
    assert asked(memory) == ["4", "five", "6"]


def test_turns_without_a_message_stand_beside_each_other(memory: ConversationStore) -> None:
    memory.append(HERE, ANN, turn("one"))
    memory.append(HERE, ANN, turn("two"))
    assert asked(memory) == ["one", "two"]


def test_what_is_too_old_is_forgotten(memory: ConversationStore, clock: Clock) -> None:
    memory.append(HERE, ANN, turn("early"))
    clock.time += MAX_TURN_AGE
    memory.append(HERE, ANN, turn("late", at=clock.time))
    assert asked(memory) == ["early", "late"]
    clock.time += timedelta(seconds=1)
    assert asked(memory) == ["late"]


def test_one_place_or_one_person_is_forgotten(memory: ConversationStore) -> None:
    for here, person in ((HERE, ANN), (TOPIC, ANN), (HERE, BOB)):
        memory.append(here, person, turn("who?"))
    memory.begin_anew(HERE, ANN)
    assert (asked(memory), asked(memory, TOPIC), asked(memory, HERE, BOB)) == ([], ["who?"], ["who?"])
    memory.forget(ANN)
    assert (asked(memory, TOPIC), asked(memory, HERE, BOB)) == ([], ["who?"])


def test_old_turns_are_erased_at_opening_and_by_anybodys_question(tmp_path: Path, clock: Clock) -> None:
    with closing(open_bot_database(tmp_path, create=True)) as database:
        tables = TurnStore(database, clock)
        for person in (ANN, BOB):
            tables.append(HERE, person, turn("who?"))
        clock.time += MAX_TURN_AGE + timedelta(seconds=1)
        tables.load(HERE, BOB)
        assert database.fetch_all("SELECT COUNT(*) FROM turns") == [(0,)]
        tables.append(HERE, ANN, turn("who?", at=clock.time))
        clock.time += MAX_TURN_AGE + timedelta(seconds=1)
        TurnStore(database, clock)
        assert database.fetch_all("SELECT COUNT(*) FROM turns") == [(0,)]


def test_what_is_forgotten_leaves_nothing_in_the_file(tmp_path: Path, clock: Clock) -> None:
    with closing(open_bot_database(tmp_path, create=True)) as database:
        tables = TurnStore(database, clock)
        tables.append(HERE, ANN, turn("marzipan " * 50))
        tables.append(HERE, BOB, turn("liquorice"))
        tables.forget(ANN)
        held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE_NAME}*"))
    assert b"marzipan" not in held
    assert b"liquorice" in held


def test_a_group_with_a_new_number_has_its_turns_there_older_than_any_message(tmp_path: Path, clock: Clock) -> None:
    with closing(open_bot_database(tmp_path, create=True)) as database:
        tables = TurnStore(database, clock)
        for number, person in ((900, ANN), (901, ANN), (902, HERE.chat)):
            tables.append(HERE, person, turn(str(number), number))
        tables.move(HERE.chat, -100)
        moved = tables.load(ChatTopic(-100), ANN)
        assert [(one.asked, one.asked_in) for one in moved] == [("900", 0), ("901", 0)]
        assert asked(tables, ChatTopic(-100), -100) == ["902"]
        assert asked(tables) == []


def test_other_keys_are_refused(tmp_path: Path) -> None:
    with (
        closing(open_bot_database(tmp_path, create=True)) as database,
        pytest.raises(TypeError, match="given as ChatTopic"),
    ):
        TurnStore(database).load("chat", "ann")
