"""/remove, /sources and /feeds."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from bot.telegram.feed_schedule import JOB
from tests.e2e.support.additions import EditingBot, editing_bot, feed
from tests.support.bot_api.chats import Chat, Document, User
from tests.support.bot_api.wire import JsonObject
from tests.support.web.server import page


async def tells(
    works: EditingBot, text: str, chat: Chat | None = None, user: User | None = None, **how: Any
) -> JsonObject:
    chat = chat or works.office
    return await works.server.new_message(chat, works.server.say(chat, user or works.boss, text, **how))


async def turn(works: EditingBot) -> None:
    """What the clock does when it is time to read feeds."""
    jobs = works.service.application.job_queue
    assert jobs is not None
    (job,) = jobs.get_jobs_by_name(JOB)
    await job.run(cast("Any", works.service.application))


def labels(message: JsonObject) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


async def test_an_article_is_removed_by_its_link_its_words_its_id_or_a_reply(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold.") for n in range(3)]
        for link in links[:2]:
            await works.add(link)
        told = await works.add(links[2])
        lines = [
            await tells(works, f"/remove {links[0]}/#top"),
            await tells(works, "/remove NEWS 1"),
            await tells(works, "/remove", reply_to=told),
        ]
        how = await tells(works, "/remove")
        nothing = await tells(works, "/remove no such thing")
        assert not set(works.stored()) & set(links)
    assert [line["text"] for line in lines] == ["Removed: News 0", "Removed: News 1", "Removed: News 2"]
    assert how["text"].startswith("Send /remove with a link")
    assert nothing["text"].startswith("I find no such article here.")


async def test_of_several_that_match_one_is_chosen(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold.") for n in range(2)]
        await works.add(" ".join(links))
        choice = await tells(works, "/remove news")
        refused = await works.server.press(choice, "News 1", works.server.user("Eve"))
        assert "administrators" in (await works.server.callback_answer(refused))["text"]
        await works.server.press(choice, "News 1", works.boss)
        done = await works.server.edited(choice)
        again = await tells(works, "/remove mill number")
        left = await tells(works, "/remove news")
        assert not set(works.stored()) & set(links)
    assert labels(choice) == ["News 0", "News 1", "None of them"]
    assert done["text"] == "Removed: News 1"
    assert again["text"].startswith("I find no such article")
    assert left["text"] == "Removed: News 0"


async def test_nothing_is_removed_from_another_collection(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        ann = works.server.user("Ann")
        chat = works.server.private(ann)
        common = await tells(works, "/remove ferry stays", chat, ann)
        assert len(works.stored()) == 1
        answer = await tells(works, "Where does the ferry stay?", chat, ann)
        by_reply = await tells(works, "/remove", chat, ann, reply_to=answer)
        assert len(works.stored()) == 1
    assert common["text"] == "That article is not this chat's own, so it cannot be removed here."
    assert by_reply["text"] == common["text"]


async def test_a_file_that_would_bring_its_article_back_is_told_of(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        removed = await tells(works, "/remove ferry stays")
    assert removed["text"].splitlines()[1] == "Its file is still in its folder: the next rebuild adds it again."


async def test_sources_are_paged_newest_first_and_searched(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        lines = "\n".join(
            f'{{"id": "n{n}", "text": "Mill {n} was sold.", "title": "News {n}", "publisher": "Oldbridge Post", '
            f'"author": "Ada Thorn", "published_at": "2025-02-{n + 1:02}"}}'
            for n in range(24)
        )
        await works.add(document=Document("wire.jsonl", lines.encode()))
        first = await tells(works, "/sources")
        await works.server.press(first, "Older ›", works.boss)
        second = await works.server.edited(first)
        await works.server.press(second, "Older ›", works.boss)
        third = await works.server.edited(second)
        await works.server.press(third, "‹ Newer", works.boss)
        back = await works.server.edited(third)
        found = await tells(works, "/sources THORN post 2025-02")
        await works.server.press(found, "Older ›", works.boss)
        further = await works.server.edited(found)
        one = await tells(works, "/sources 24 Feb 2025")
        none = await tells(works, "/sources zeppelin")
        assert len(works.office.sent) == 5
    assert first["text"].splitlines()[0] == "25 articles, 1 to 10, newest first:"
    assert first["text"].splitlines()[2].startswith("News 23 · Oldbridge Post · 24 Feb 2025")
    assert labels(first) == ["Older ›"]
    assert second["text"].splitlines()[0] == "25 articles, 11 to 20, newest first:"
    assert labels(second) == ["‹ Newer", "Older ›"]
    assert third["text"].splitlines()[-1].startswith("Ferry stays")
    assert back["text"] == second["text"]
    assert found["text"].splitlines()[0] == "24 articles with “THORN post 2025-02”, 1 to 10, newest first:"
    assert further["text"].splitlines()[0] == "24 articles with “THORN post 2025-02”, 11 to 20, newest first:"
    assert one["text"].splitlines()[0] == "1 article with “24 Feb 2025”:"
    assert none["text"] == "I have no article with “zeppelin”."


async def test_feeds_are_added_read_by_the_clock_listed_and_removed(tmp_path: Path) -> None:
    async with editing_bot(tmp_path, feed_interval_minutes="30") as works:
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold.") for n in range(2)]
        address = f"{works.root}/feed"
        works.web.on("/feed", page(feed(links[0])))
        added = await tells(works, f"/feeds add {address}")
        read = await works.wait_for_result(await works.server.next_message(works.office))
        again = await tells(works, f"/feeds add {address}")
        works.web.on("/feed", page(feed(*links)))
        await turn(works)
        stored = set(works.stored())
        listed = await tells(works, "/feeds")
        removed = await tells(works, "/feeds remove river")
        empty = await tells(works, "/feeds")
        left = set(works.stored())
    assert added["text"] == "Feed added: River News. I read it again every 30 minutes."
    assert read["text"].startswith("News 0")
    assert again["text"] == "I read this feed already."
    assert set(links) < stored
    assert "River News" in listed["text"]
    assert removed["text"].startswith("Read no more: River News")
    assert empty["text"].startswith("No feed was added here yet.")
    assert left == stored


async def test_a_feed_of_a_group_is_read_into_its_own_collection(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        ann = works.server.user("Ann")
        group = works.server.supergroup("Readers", members=[ann])
        group.members[ann.id] = "creator"
        works.web.on("/feed", page(feed(works.publish("/mill", "Mill sold"))))
        await tells(works, f"/feeds add {works.root}/feed", group, ann)
        await works.wait_for_result(await works.server.next_message(group))
        works.web.on("/feed", page(feed(works.publish("/barn", "Barn sold"))))
        await turn(works)
        assert set(works.stored(f"chat{group.id}")) == {f"{works.root}/mill", f"{works.root}/barn"}
        assert len(works.stored()) == 1
        listed = await tells(works, "/feeds")
    assert listed["text"].startswith("No feed was added here yet.")


async def test_a_bad_feed_is_told_and_not_kept(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        page_of_no_feed = works.publish("/mill", "Mill sold")
        told = [
            await tells(works, f"/feeds add {page_of_no_feed}"),
            await tells(works, f"/feeds add {works.root}/gone"),
            await tells(works, "/feeds add http://127.0.0.1:9/feed"),
            await tells(works, "/feeds add"),
            await tells(works, "/feeds"),
        ]
    assert told[0]["text"] == "Not added: this is a page and no feed; look on it for a link named RSS or Atom."
    assert told[1]["text"] == "Not added: there is no such page; check the address."
    assert "not on the public web" in told[2]["text"] or "is not fetched from" in told[2]["text"]
    assert told[3]["text"].startswith("/feeds add with the address")
    assert told[4]["text"].startswith("No feed was added here yet.")


async def test_a_feed_is_read_once_where_the_clock_is_off(tmp_path: Path) -> None:
    async with editing_bot(tmp_path, feed_interval_minutes="0") as works:
        works.web.on("/feed", page(feed(works.publish("/mill", "Mill sold"))))
        told = await tells(works, f"/feeds add {works.root}/feed")
        await works.wait_for_result(await works.server.next_message(works.office))
        assert len(works.stored()) == 2
    assert told["text"].endswith("It is read once, and not again by itself, since FEED_INTERVAL_MINUTES is 0.")
