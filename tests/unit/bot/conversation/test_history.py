"""The store in memory keeps recent turns by chat and person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.answer.types import Status
from bot.conversation.history import MAX_TURN_AGE, MAX_TURNS, InMemoryConversations, Turn

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time


def turn(text: str, at: datetime = NOON) -> Turn:
    return Turn(text, text, Status.ANSWERED, (), (), at)


def test_the_last_turns_are_kept_newest_last() -> None:
    memory = InMemoryConversations(Clock())
    for number in range(MAX_TURNS + 2):
        memory.append("chat", "ann", turn(str(number)))
    assert [one.asked for one in memory.load("chat", "ann")] == [str(n) for n in range(2, MAX_TURNS + 2)]


def test_turns_are_seen_by_their_own_chat_and_person_only() -> None:
    memory = InMemoryConversations(Clock())
    memory.append("chat", "ann", turn("who?"))
    assert memory.load("chat", "bob") == memory.load("other", "ann") == ()


def test_an_old_turn_is_forgotten() -> None:
    clock = Clock()
    memory = InMemoryConversations(clock)
    memory.append("chat", "ann", turn("early"))
    clock.time += MAX_TURN_AGE
    memory.append("chat", "ann", turn("late", clock.time))
    assert [one.asked for one in memory.load("chat", "ann")] == ["early", "late"]
    clock.time += timedelta(seconds=1)
    assert [one.asked for one in memory.load("chat", "ann")] == ["late"]


def test_forgetting_a_person_erases_every_chat_and_nobody_else() -> None:
    memory = InMemoryConversations(Clock())
    for chat, person in (("chat", "ann"), ("other", "ann"), ("chat", "bob")):
        memory.append(chat, person, turn("who?"))
    memory.forget("ann")
    assert memory.load("chat", "ann") == memory.load("other", "ann") == ()
    assert len(memory.load("chat", "bob")) == 1


def test_beginning_anew_forgets_one_chat() -> None:
    memory = InMemoryConversations(Clock())
    memory.append("chat", "ann", turn("who?"))
    memory.append("other", "ann", turn("who?"))
    memory.begin_anew("chat", "ann")
    assert memory.load("chat", "ann") == ()
    assert len(memory.load("other", "ann")) == 1
