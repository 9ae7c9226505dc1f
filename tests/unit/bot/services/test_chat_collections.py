"""Which articles each chat asks."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.services import chat_collections
from bot.services.article_editing import OwnArticle, find_own_articles
from bot.services.chat_collections import ChatCollections
from bot.services.factory import check_collection
from bot.settings import load_settings
from bot.storage.bot_database import open_bot_database
from bot.storage.chat_collections import ChatCollectionStore
from index.errors import StoreError
from index.models.encoder import LazyEncoder
from index.store.articles import Store
from index.types import Article
from tests.support.fakes import WordEncoder, fake_indexer

GROUP, OTHER, PERSON = -1001, -1002, 55


class Room:
    def __init__(self, data: Path, homes: ChatCollectionStore) -> None:
        self.data, self.homes = data, homes
        self.store = Store(data, create=True)
        self.settings = load_settings(environment={}, env_file=Path("no.env"), data_dir=str(data))

    def open(self) -> ChatCollections:
        return ChatCollections(self.settings, self.store, self.homes, LazyEncoder("words", WordEncoder), Engine)

    def put(self, collection: str, **articles: str) -> None:
        source = self.data.parent / f"{collection}.jsonl"
        source.write_text("\n".join(json.dumps({"id": name, "text": text}) for name, text in articles.items()))
        fake_indexer(self.data, collection=collection).rebuild([str(source)])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    database = open_bot_database(tmp_path / "data", create=True)
    made = Room(tmp_path / "data", ChatCollectionStore(database))
    yield made
    made.store.close()
    database.close()


def test_articles_of_an_admin_in_private_go_to_everybody_and_those_of_other_chats_to_their_own(room: Room) -> None:
    opened = room.open()
    assert opened.name_for_additions(PERSON, common=True) == "common"
    assert opened.own_name(PERSON) is None
    homes = [opened.name_for_additions(chat, common=False) for chat in (PERSON, GROUP, OTHER)]
    assert homes == ["person-55", "group-1001", "group-1002"]
    assert [opened.own_name(chat) for chat in (PERSON, GROUP, OTHER)] == homes
    assert all(check_collection(name) == name for name in homes)


def test_a_chat_without_articles_of_its_own_asks_the_common_engine(room: Room) -> None:
    opened = room.open()
    assert opened.engine_for(GROUP) is opened.common
    opened.name_for_additions(GROUP, common=False)
    assert opened.engine_for(GROUP) is not opened.common
    assert opened.engine_for(OTHER) is opened.common


def test_only_the_chats_asked_last_stay_open_and_who_still_asks_a_closed_one_goes_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat_collections, "MAX_OPEN_COLLECTIONS", 2)
    opened = room.open()
    for number in range(3):
        room.put(
            opened.name_for_additions(-number - 1, common=False), **{f"a{number}": f"The mill number {number} is old."}
        )
    first, second = opened.engine_for(-1), opened.engine_for(-2)
    assert opened.engine_for(-1) is first
    third = opened.engine_for(-3)
    assert opened.engine_for(-1) is first, "asked after the second"
    assert opened.engine_for(-3) is third
    assert opened.engine_for(-2) is not second
    assert [article.id for article in second.library.articles()] == ["a1"]
    assert second.library.size == 1
    assert second.answer("Is the mill old?").searched == 1


def test_many_threads_get_one_engine(room: Room) -> None:
    opened = room.open()
    room.put(opened.name_for_additions(GROUP, common=False), mill="The mill is old.")
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(opened.engine_for(GROUP))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({id(desk) for desk in found}) == 1
    assert len(found) == 8


def test_a_common_collection_of_another_model_stops_the_start(room: Room) -> None:
    source = room.data.parent / "note.txt"
    source.write_text("The ferry stays in port.")
    fake_indexer(room.data, WordEncoder("another")).rebuild([str(source)])
    with pytest.raises(StoreError, match="EMBEDDING_MODEL"):
        room.open()


def test_a_group_keeps_its_collection_under_its_new_id_and_no_other_chat_gets_it(room: Room) -> None:
    homes = room.homes
    assert homes.ensure_name(GROUP) == homes.ensure_name(GROUP) == "group-1001"
    assert homes.move(GROUP, OTHER) is None
    assert (homes.find_name(OTHER), homes.find_name(GROUP)) == ("group-1001", None)
    assert homes.ensure_name(GROUP) == "group-1001-2"
    assert homes.ensure_name(OTHER) == "group-1001"
    assert homes.all() == {"group-1001": OTHER, "group-1001-2": GROUP}


def test_a_group_that_has_begun_anew_gets_its_old_collection_back(room: Room) -> None:
    homes = room.homes
    homes.ensure_name(GROUP)
    homes.ensure_name(OTHER)
    assert homes.move(GROUP, OTHER) == "group-1002"
    assert homes.find_name(OTHER) == "group-1001"
    assert homes.all() == {"group-1001": OTHER}
    assert homes.move(-7, OTHER) is None
    assert homes.find_name(OTHER) == "group-1001"
    homes.move(OTHER, -1003)
    assert homes.ensure_name(OTHER) == "group-1002-2", "a name that was somebody's is nobody else's"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("a1", ["a1"]),
        ("http://www.news.example/ferry?utm_source=x", ["a2"]),
        ("the mill", ["a1", "a3"]),
        ("mill sold", ["a1"]),
        ("zebra", []),
        ("https://news.example/", []),
    ],
)
def test_words_mean_an_id_or_an_address_else_titles(words: str, found: list[str]) -> None:
    kept = [
        OwnArticle(1, Article("a1", "x", "The mill was sold")),
        OwnArticle(2, Article("a2", "x", "Ferry", url="https://news.example/ferry")),
        OwnArticle(3, Article("a3", "x", "A mill burns", url="https://news.example/mill")),
    ]
    assert [each.article.id for each in find_own_articles(kept, words)] == found
