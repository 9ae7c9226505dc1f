"""Links, files and posts added from a chat."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.e2e.support.additions import BAKER, MILL, editing_bot, feed, story
from tests.support.bot_api.chats import Document
from tests.support.bot_api.wire import Refusal
from tests.support.web.server import page
from tests.unit.index.sources.formats.docx_files import docx, paragraph
from tests.unit.index.sources.formats.pdf_files import column, pdf

ASKED = "Who said rye bread will be baked in the mill?"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_link_is_added_told_of_in_one_message_and_found_by_the_next_question(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        link = works.publish("/mill", "Mill sold")
        added = await works.add(link)
        assert len(works.office.sent) == 1
        answer = await works.server.new_message(works.office, works.server.say(works.office, works.boss, ASKED))
    lines = added["text"].splitlines()
    assert lines[0].startswith("Mill sold")
    assert lines[1] == "Added: 1 passage, 2 statements."
    assert [button["text"] for button in added["reply_markup"]["inline_keyboard"][0]] == ["Undo", "Ask about it"]
    assert "Maren Holt" in answer["text"]


async def test_what_is_here_already_is_told_and_a_changed_page_is_a_new_version(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        link = works.publish("/mill", "Mill sold")
        await works.add(link)
        same = await works.add(f"/add {link}")
        works.publish("/mill", "Mill sold", MILL, BAKER, "The sale was signed by Ada Thorn on Wednesday.")
        changed = await works.add(link)
    assert "Here already, and unchanged: 1 passage, 2 statements." in same["text"]
    assert [button["text"] for button in same["reply_markup"]["inline_keyboard"][0]] == ["Ask about it"]
    assert "Updated, version 2: " in changed["text"]


async def test_several_links_of_one_message_are_all_added_and_those_beyond_ten_are_counted(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold, the council said.") for n in range(12)]
        added = await works.add(" ".join([*links, links[0]]))
        stored = works.stored()
    assert added["text"].startswith("10 articles: 10 new; ")
    assert added["text"].endswith("Left out, since I take 10 links at once: 2.")
    assert set(stored) >= set(links[:10])
    assert not set(stored) & set(links[10:])


async def test_a_question_with_a_link_in_it_stays_a_question(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        link = works.publish("/mill", "Mill sold")
        said = works.server.say(works.office, works.boss, f"Who said this: {link}?")
        await works.server.new_message(works.office, said)
        assert link not in works.stored()
    assert works.web.pages() == []


@pytest.mark.parametrize(
    ("name", "data", "title"),
    [
        ("mill-sold.txt", f"{MILL} {BAKER}".encode(), "Mill sold"),
        ("mill.md", f"# Mill sold\n\n{MILL}\n\n{BAKER}\n".encode(), "Mill sold"),
        ("mill.html", story("Mill sold", MILL, BAKER), "Mill sold"),
        ("mill-sold.pdf", pdf(column(MILL[:50], MILL[50:])), "Mill sold"),
        ("mill-sold.docx", docx(paragraph(MILL) + paragraph(BAKER)), "Mill sold"),
    ],
)
async def test_a_file_of_each_kind_is_added(tmp_path: Path, name: str, data: bytes, title: str) -> None:
    async with editing_bot(tmp_path) as works:
        added = await works.add(document=Document(name, data))
        stored = works.stored()
    assert added["text"].splitlines()[0].startswith(title)
    assert "Added: 1 passage" in added["text"]
    assert len(stored) == 2


@pytest.mark.parametrize("packed", [False, True])
async def test_a_file_of_lines_gives_many_articles(tmp_path: Path, packed: bool) -> None:
    lines = [{"id": f"n{n}", "text": f"Mill number {n} was sold.", "title": f"News {n}"} for n in range(3)]
    data = "\n".join([*map(json.dumps, lines), "{broken"]).encode()
    async with editing_bot(tmp_path) as works:
        name = "wire.jsonl.gz" if packed else "wire.jsonl"
        added = await works.add(document=Document(name, gzip.compress(data, mtime=0) if packed else data))
        stored = works.stored()
    assert added["text"].startswith("3 articles: 3 new; 3 passages, 0 statements.")
    assert "Not added: line 4: " in added["text"]
    assert {"n0", "n1", "n2"} <= set(stored)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (Document("film.pdf", b"%PDF", size=21 * 2**20), "Telegram gives me files of up to 20 MB"),
        (Document("song.mp3", b"ID3"), "I read .txt, .md, .html, .pdf, .docx, .jsonl and .jsonl.gz files."),
        (Document("old.doc", b"\xd0\xcf"), "Word files of the old kind are not read"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_before_it_is_downloaded(
    tmp_path: Path, document: Document, words: str
) -> None:
    async with editing_bot(tmp_path) as works:
        said = works.server.say(works.office, works.boss, document=document)
        told = await works.server.new_message(works.office, said)
    assert words in told["text"]
    assert works.server.calls_of("getFile") == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..", "", "a\x00b\n/x.txt", "n" * 5000 + ".txt", "<b>@x_bot /y</b>.txt"]
)
async def test_a_hostile_name_does_no_harm(tmp_path: Path, name: str) -> None:
    async with editing_bot(tmp_path) as works:
        added = await works.add(document=Document(name, MILL.encode(), mime="text/plain"))
        stored = works.stored()
    assert "Added: 1 passage" in added["text"]
    assert len(stored) == 2
    assert names(tmp_path) == ["data", "ferry.txt"]
    assert all(entity["type"] == "code" for entity in added.get("entities", []))


async def test_a_file_that_is_not_what_it_is_called_is_told_and_not_added(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        told = await works.add(document=Document("mill.txt", b"\x89PNG\r\n\x1a\n" + bytes(64)))
        assert len(works.stored()) == 1
    assert told["text"].startswith("Not added: a picture is not read")
    assert "reply_markup" not in told


async def test_a_forwarded_channel_post_has_its_channel_as_publisher_and_its_link(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        public, closed = works.server.channel("River News", username="river_news"), works.server.channel("Inner Circle")
        one = await works.server.post(public, f"Mill sold\n\n{MILL} {BAKER}")
        two = await works.server.post(closed, "The bridge is shut. Ben Holt said it leaks.")
        added = await works.wait_for_result(
            await works.server.new_message(works.office, works.server.forward(works.office, works.boss, one))
        )
        await works.wait_for_result(
            await works.server.new_message(works.office, works.server.forward(works.office, works.boss, two))
        )
        stored = works.stored()
    assert added["text"].splitlines()[0].startswith("Mill sold · River News · ")
    article = stored[f"https://t.me/river_news/{one['message_id']}"]
    assert (article.title, article.publisher, article.url) == ("Mill sold", "River News", article.id)
    assert (article.published_at or "").startswith("20")
    number = str(closed.id).removeprefix("-100")
    assert stored[f"https://t.me/c/{number}/{two['message_id']}"].publisher == "Inner Circle"


async def test_a_message_of_a_person_is_added_by_a_command_only(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        words = "The mill was sold. Who said that?"
        said = await works.server.say(works.office, works.boss, words, forwarded_from="Ada Thorn")
        await works.server.next_message(works.office)
        assert len(works.stored()) == 1
        await works.add("/add", reply_to=said)
        (article,) = [each for each in works.stored().values() if each.text == words]
    assert (article.author, article.publisher, article.url) == ("Ada Thorn", None, None)


async def test_each_file_of_an_album_is_added(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        for n in range(3):
            await works.server.say(
                works.office, works.boss, document=Document(f"part-{n}.txt", f"Mill {n} was sold on Tuesday.".encode())
            )
        for _ in range(3):
            await works.wait_for_result(await works.server.next_message(works.office))
        assert len(works.stored()) == 4


async def test_a_feed_and_a_list_say_how_many_articles_came(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold, the council said.") for n in range(2)]
        works.web.on("/feed", page(feed(*links)))
        lines = "\n".join(json.dumps({"id": f"n{n}", "text": f"Barn {n} was sold."}) for n in range(3))
        works.web.on("/wire.jsonl", page(lines.encode()))
        of_feed = await works.add(f"{works.root}/feed")
        of_list = await works.add(f"{works.root}/wire.jsonl")
    assert of_feed["text"].startswith("2 articles: 2 new; ")
    assert of_list["text"].startswith("3 articles: 3 new; ")


async def test_what_cannot_be_fetched_is_told_in_plain_words(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        works.web.on("/empty", page(story("Nothing", ""), headers=["Content-Type: text/html"]))
        empty = await works.add(f"{works.root}/empty")
        dead = await works.add(f"{works.root}/gone")
        private = await works.add("http://127.0.0.1:9/secret http://192.168.0.1/")
        assert len(works.stored()) == 1
    assert empty["text"].startswith(f"Not added: {works.root}/empty: ")
    assert "there is no such page (404)" in dead["text"]
    assert private["text"].count("Not added: ") == 2
    assert "not on the public web" in private["text"]
    assert all("reply_markup" not in told for told in (empty, dead, private))


async def test_a_question_is_answered_while_an_addition_takes_its_time(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        works.encoder.gate.clear()
        link = works.publish("/mill", "Mill sold")
        begun = await works.server.new_message(works.office, works.server.say(works.office, works.boss, link))
        told = await works.server.edited(begun)
        said = works.server.say(works.office, works.boss, "Where does the ferry stay?")
        answer = await works.server.new_message(works.office, said)
        works.encoder.gate.set()
        ended = await works.wait_for_result(begun)
    assert told["text"].startswith("Adding: ")
    assert "harbour" in answer["text"]
    assert "Added: " in ended["text"]


async def test_a_group_takes_additions_of_its_administrators_only_and_by_command_or_mention(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        server, ann, bob = works.server, works.server.user("Ann"), works.server.user("Bob")
        group = server.supergroup("Readers", members=[ann, bob])
        group.members[ann.id] = "administrator"
        link, other = works.publish("/mill", "Mill sold"), works.publish("/barn", "Barn sold", "The barn was sold.")
        refused = await server.new_message(group, server.say(group, bob, f"/add {link}"))
        await server.say(group, ann, link)
        by_mention = await works.add(f"@whosaid_bot {link}", group, ann)
        talk = await server.say(group, bob, f"have you seen {other} yet?")
        by_reply = await works.add("/add", group, ann, reply_to=talk)
        file = Document("hall.txt", b"The hall was sold, the mayor said.")
        by_caption = await works.add("/add", group, ann, document=file)
        anonymous = await works.add(f"/add {link}", group, ann, anonymous=True)
        how = await server.new_message(group, server.say(group, ann, "/add"))
        own, common = works.stored(f"chat{group.id}"), works.stored()
    assert refused["text"] == "Articles are added here by the group's administrators and the bot's admins."
    assert "Added" in by_mention["text"]
    assert "Added" in by_reply["text"]
    assert "Added" in by_caption["text"]
    assert "Here already" in anonymous["text"]
    assert how["text"].startswith("Send /add with a link behind it")
    assert {link, other} < set(own)
    assert len(own) == 3
    assert len(common) == 1


async def test_a_person_adds_to_their_own_collection_up_to_a_limit_and_admins_without(tmp_path: Path) -> None:
    async with editing_bot(tmp_path, limit_added_per_person_per_day="2") as works:
        ann = works.server.user("Ann")
        chat = works.server.private(ann)
        links = [works.publish(f"/{n}", f"News {n}", f"Mill number {n} was sold.") for n in range(3)]
        for link in links[:2]:
            await works.add(link, chat, ann)
        over = await works.server.new_message(chat, works.server.say(chat, ann, links[2]))
        for link in links:
            await works.add(link)
        assert set(works.stored(f"chat{chat.id}")) == set(links[:2])
        assert set(works.stored()) > set(links)
    assert over["text"].startswith("I add 2 links, files and posts from one person in a day")


async def test_a_message_that_is_deleted_meanwhile_is_sent_anew_and_a_blocked_bot_does_no_harm(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        server, ann = works.server, works.server.user("Ann")
        chat = server.private(ann)
        link = works.publish("/mill", "Mill sold")
        works.encoder.gate.clear()
        begun = await server.new_message(works.office, server.say(works.office, works.boss, link))
        await server.erase(begun)
        works.encoder.gate.set()
        ended = await server.next_message(works.office)
        works.encoder.gate.clear()
        works.encoder.waiting.clear()
        await server.new_message(chat, server.say(chat, ann, works.publish("/barn", "Barn sold", "The barn was sold.")))
        await server.set_bot(chat, "kicked", by=ann)
        works.encoder.gate.set()
        after = await works.add(f"/add {link}")
    assert "Added: " in ended["text"]
    assert "Here already" in after["text"]


async def test_trouble_with_telegram_on_the_way_does_no_harm(tmp_path: Path) -> None:
    async with editing_bot(tmp_path) as works:
        works.server.refuse("getFile", Refusal(400, "Bad Request: wrong file_id"))
        refused = await works.add(document=Document("mill.txt", MILL.encode()))
        assert len(works.stored()) == 1
        works.server.flood("editMessageText", retry_after=1)
        works.server.fail("getFile")
        failed = await works.add(document=Document("mill.txt", MILL.encode()))
        works.server.drop("editMessageText", late=True)
        added = await works.add(document=Document("mill.txt", MILL.encode()))
    assert refused["text"] == "Telegram does not give me this file. Please send it again."
    assert failed["text"] == refused["text"]
    assert "Added: 1 passage" in added["text"]
