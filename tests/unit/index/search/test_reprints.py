"""What the stored stories add to a search: copies that it did not find, and who printed the words first."""

from __future__ import annotations

import json
from pathlib import Path

from index.search.reprints import add_copies, add_stories, find_reprints
from index.store.articles import Store
from index.types import Hit
from tests.support.fakes import fake_indexer
from tests.unit.index.duplicates.sample_stories import LEAD, PARTS, STORY

QUOTED = STORY.replace('"Nobody', "“Nobody").replace('foot,"', "foot,”")


def stored(tmp_path: Path, **texts: str) -> Store:
    """A store of articles, each of a paper of its name and a day later than the one before."""
    lines = [
        json.dumps({"id": name, "text": text, "publisher": f"{name} Post", "published_at": f"2025-02-{day:02}"})
        for day, (name, text) in enumerate(texts.items(), 1)
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(lines))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    return Store(tmp_path / "data")


def hit(store: Store, article_id: str, words: str) -> Hit:
    """``words`` as a search finds them, with what is stored of their story."""
    found = store.collection("common").article(article_id)
    assert found is not None
    key, article = found
    start = article.text.index(words)
    (placed_hit,) = add_stories(store, [Hit(article, start, start + len(words), 0.5, None, None, key=key)])
    return placed_hit


def test_a_copy_that_was_not_found_is_named_with_its_publisher(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY, Ost=STORY, Farn="\n\n".join((LEAD, *PARTS[::-1]))) as store:
        (found,) = add_copies(store, [hit(store, "Ost", PARTS[2])])
    assert (found.also_in, found.also_by) == (("Lenn", "Farn"), ("Lenn Post", "Farn Post"))


def test_a_copy_without_the_passage_and_one_named_already_are_not_named(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY, Ost="\n\n".join((LEAD, *PARTS[:2])), Farn=STORY) as store:
        (cut,) = add_copies(store, [hit(store, "Lenn", PARTS[3])])
        (whole,) = add_copies(store, [cut])
        (beginning,) = add_copies(store, [hit(store, "Lenn", PARTS[0])])
    assert cut == whole
    assert (cut.also_in, beginning.also_in) == (("Farn",), ("Ost", "Farn"))


def test_a_hit_knows_its_story_and_whether_its_article_was_first(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY, Ost=STORY, Farn="The ferry stays in harbour.") as store:
        first, later, alone = hit(store, "Lenn", LEAD), hit(store, "Ost", LEAD), hit(store, "Farn", "The ferry")
        assert add_copies(store, [alone]) == [alone]
    assert first.story == later.story == first.key
    assert (first.first, later.first, alone.first, alone.story) == (True, False, False, None)


def test_words_are_found_where_they_were_printed_first(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=f"From our desk.\n\n{STORY}", Ost=STORY) as store:
        later = hit(store, "Ost", PARTS[2])
        found = find_reprints(store, later.key, (later.start, later.end))
        assert found is not None
        assert found.first is not None
        article, at = found.first.article, found.first.start
        assert (article.id, article.text[at : at + len(PARTS[2])]) == ("Lenn", PARTS[2])
        assert (found.also_in, found.also_by) == (("Lenn",), ("Lenn Post",))
        own = hit(store, "Lenn", PARTS[2])
        of_first = find_reprints(store, own.key, (own.start, own.end))
        assert of_first is not None
        assert (of_first.also_in, of_first.first) == (("Ost",), None)


def test_words_that_are_not_the_very_same_are_named_and_not_taken_from_there(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY, Ost=QUOTED) as store:
        later = hit(store, "Ost", QUOTED[QUOTED.index("“") : QUOTED.index("below.")])
        found = find_reprints(store, later.key, (later.start, later.end))
        assert found is not None
        assert (found.also_in, found.first) == (("Lenn",), None)


def test_words_that_no_copy_has_are_in_none(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY, Ost=f"{STORY}\n\nOur reporter saw a heron.") as store:
        own = hit(store, "Ost", "Our reporter saw a heron.")
        found = find_reprints(store, own.key, (own.start, own.end))
        assert found is not None
        assert (found.also_in, found.first) == ((), None)


def test_an_article_without_copies_has_no_reprints(tmp_path: Path) -> None:
    with stored(tmp_path, Lenn=STORY) as store:
        assert find_reprints(store, hit(store, "Lenn", LEAD).key, (0, 20)) is None
        assert find_reprints(store, 999, (0, 20)) is None
