"""Limits per person and per chat: said once, and nobody else is held up."""

from __future__ import annotations

from typing import Any

from tests.e2e.support.bot_process import conversation


async def test_a_person_over_the_limit_is_told_once_and_others_and_admins_go_on() -> None:
    chosen: dict[str, Any] = {"limit_per_person_per_minute": "2", "admin_user_ids": "7100000001"}
    async with conversation(**chosen) as (server, answerer):
        ann, bob, cy = server.user("Ann"), server.user("Bob"), server.user("Cy")
        of_ann, of_bob, of_cy = server.private(ann), server.private(bob), server.private(cy)
        for number in range(5):
            await server.say(of_bob, bob, f"bob {number}")
        for number in range(4):
            await server.new_message(of_ann, server.say(of_ann, ann, f"ann {number}"))
        await server.new_message(of_cy, server.say(of_cy, cy, "cy"))
        await server.until(lambda: len(of_bob.sent) >= 3, "the limit to be said")
        helped = await server.new_message(of_bob, server.say(of_bob, bob, "/help"))
        texts = [message["text"] for message in of_bob.sent]
    assert texts[2].startswith("I take 2 questions from one person in a minute, and that was it. Please ask again in ")
    assert len(texts) == 4
    assert helped["text"].startswith("Send me a question")
    assert [each for each in answerer.asked if each.startswith("bob")] == ["bob 0", "bob 1"]
    assert len(answerer.asked) == 7


async def test_a_chat_over_its_limit_is_told_once_whoever_asks() -> None:
    async with conversation(limit_per_chat_per_day="2") as (server, answerer):
        people = [server.user(name) for name in ("Ann", "Bob", "Cy", "Dan")]
        group, elsewhere = server.supergroup("Readers", members=people), server.supergroup("Writers", members=people)
        for person in people[:3]:
            told = await server.reply_to(await server.say(group, person, f"/ask {person.first_name}"))
        await server.say(group, people[3], "/ask Dan")
        await server.reply_to(await server.say(elsewhere, people[3], "/ask elsewhere"))
        assert len(group.sent) == 3
    assert "I take 2 questions in one chat in a day" in told["text"]
    assert "24 hours" in told["text"]
    assert answerer.asked == ["Ann", "Bob", "elsewhere"]


async def test_a_full_pool_does_not_keep_the_limit_from_being_said() -> None:
    async with conversation(limit_per_person_per_minute="1", privacy=False) as (server, answerer):
        people = [server.user(f"P{number}") for number in range(9)]
        gates = [answerer.hold(f"slow {number}") for number in range(8)]
        for number, person in enumerate(people[:8]):
            await server.say(server.private(person), person, f"slow {number}")
        await server.until(lambda: len(answerer.asked) == 8, "every thread to be at work")
        group = server.supergroup("Readers", members=people)
        told = await server.reply_to(await server.say(group, people[0], "/ask another"))
        for gate in gates:
            gate.set()
    assert told["text"].startswith("I take 1 question from one person in a minute")
    assert "slow 0" in answerer.asked
    assert "another" not in answerer.asked
