"""What the bot remembers of additions, prompts and feeds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage.additions import RETENTION, AdditionState
from bot.storage.bot_database import BotDatabase, load_feed_urls
from bot.storage.pending_prompts import PendingPrompt, PromptKind
from index.store.changes import ArticleChange

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
CHANGES = (ArticleChange("a", 3, None), ArticleChange("b", 5, 4), ArticleChange("c", None, 2))


def test_an_addition_is_under_way_until_it_ends_and_is_undone_once(state: BotDatabase) -> None:
    number = state.additions.begin("common", 7, 8, NOW)
    state.additions.set_message(number, 99)
    assert [each.number for each in state.additions.unfinished()] == [number]
    assert not state.additions.undo(number)
    state.additions.end(number, AdditionState.DONE, CHANGES, "a")
    assert state.additions.unfinished() == ()
    found = state.additions.find_by_message(7, 99)
    assert found == state.additions.get(number)
    assert found is not None
    assert (found.collection, found.person, found.state, found.article) == ("common", 8, AdditionState.DONE, "a")
    assert state.additions.changes(number) == CHANGES
    assert [state.additions.undo(number), state.additions.undo(number)] == [True, False]
    state.additions.redo(number)
    assert state.additions.undo(number)


def test_old_additions_are_dropped_and_those_of_a_person_forgotten(state: BotDatabase) -> None:
    old, mine, open_one = (state.additions.begin("common", 7, person, NOW) for person in (8, 9, 9))
    for number in (old, mine):
        state.additions.end(number, AdditionState.DONE, CHANGES)
    state.additions.forget(9)
    assert [state.additions.get(number) is None for number in (old, mine, open_one)] == [False, True, False]
    state.additions.prune(NOW + RETENTION + timedelta(days=1))
    assert state.additions.get(old) is None
    assert state.additions.changes(old) == ()


def test_a_prompt_is_found_by_its_message_and_kind(state: BotDatabase) -> None:
    prompt = PendingPrompt(7, 99, PromptKind.REMOVING, 8, {"articles": ["a", "й"]})
    state.prompts.put(prompt, NOW)
    assert state.prompts.get(7, 99, PromptKind.REMOVING) == prompt
    assert state.prompts.get(7, 99, PromptKind.ABOUT) is None
    state.prompts.drop(7, 99)
    assert state.prompts.get(7, 99, PromptKind.REMOVING) is None


def test_prompts_of_a_person_and_old_ones_are_dropped(state: BotDatabase) -> None:
    state.prompts.put(PendingPrompt(7, 1, PromptKind.LISTING, 8, {"words": "mill"}), NOW)
    state.prompts.put(PendingPrompt(7, 2, PromptKind.LISTING, 9, {"words": "mill"}), NOW)
    state.prompts.forget(8)
    assert state.prompts.get(7, 1, PromptKind.LISTING) is None
    state.prompts.prune(NOW + timedelta(days=91))
    assert state.prompts.get(7, 2, PromptKind.LISTING) is None


def test_feeds_are_each_collections_own(state: BotDatabase, tmp_path: Path) -> None:
    assert state.feeds.add("common", "https://x.example/feed", "X", NOW)
    assert not state.feeds.add("common", "https://x.example/feed", "X", NOW)
    assert state.feeds.add("group", "https://x.example/feed", "X" * 500, NOW)
    (of_group,) = state.feeds.collection_feeds("group")
    assert len(of_group.title) == 200
    assert state.feeds.remove("common", of_group.number) is None
    assert load_feed_urls(tmp_path) == {"common": ["https://x.example/feed"], "group": ["https://x.example/feed"]}
    assert state.feeds.remove("group", of_group.number) == of_group
    assert load_feed_urls(tmp_path) == {"common": ["https://x.example/feed"]}


def test_where_no_bot_has_run_there_are_no_feeds(tmp_path: Path) -> None:
    assert load_feed_urls(tmp_path / "nowhere") == {}
