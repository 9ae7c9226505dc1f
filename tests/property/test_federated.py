"""Two collections searched together find what one collection with all their articles finds."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.indexes.collection import Collection
from index.models.encoder import LazyEncoder
from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.store.articles import Store
from index.types import Hit
from tests.support.fakes import WordEncoder, fake_indexer

WORDS = ["mill", "bridge", "ferry", "baker", "river", "roof", "winter", "market", "toll", "coin", "bee", "keeper"]
PEOPLE = ("Ada Thorn", "Ben Holt", "Mara Lind")
LENGTH = 6
"""Words of each sentence: the average length of a passage is the one thing that collections do not share."""


def article(words: Sequence[str], said: Sequence[str], speaker: str) -> str:
    return f"{' '.join(words).capitalize()}. {speaker} said that {' '.join(said)}."


texts = st.builds(
    article,
    st.lists(st.sampled_from(WORDS), min_size=LENGTH, max_size=LENGTH),
    st.lists(st.sampled_from(WORDS), min_size=LENGTH, max_size=LENGTH),
    st.sampled_from(PEOPLE),
)


def stored(data: Path, collection: str, articles: dict[str, str]) -> None:
    source = data.parent / f"{data.name}-{collection}.jsonl"
    lines = (json.dumps({"id": name, "text": text, "title": "News"}) for name, text in articles.items())
    source.write_text("\n".join(lines))
    fake_indexer(data, collection=collection).rebuild([str(source)])


@contextmanager
def shelf(data: Path, *names: str) -> Iterator[Library]:
    encoder = LazyEncoder("words", WordEncoder)
    with Store(data) as store:
        yield Library(store, [Collection(data, store.collection(name), "words", encoder) for name in names], encoder)


def scores(hits: Sequence[Hit]) -> dict[tuple[str, int], float]:
    return {(hit.article.id, hit.start): hit.score for hit in hits}


def descending(found: Sequence[float]) -> bool:
    return all(one >= other for one, other in itertools.pairwise(found))


def check(common: dict[str, str], own: dict[str, str], words: Sequence[str]) -> None:
    question = " ".join(words)
    with tempfile.TemporaryDirectory() as folder:
        one, two = Path(folder) / "one", Path(folder) / "two"
        stored(one, "common", common | own)
        stored(two, "common", common)
        stored(two, "own", own)
        with shelf(one, "common") as whole, shelf(two, "common", "own") as both:
            assert both.size == whole.size
            assert both.rarities(words) == pytest.approx(whole.rarities(words))
            for rerank in (False, True):
                query = Query(question, 0.4, statement_weight=0.2, rerank=rerank, keep_copies=True)
                expected, found = whole.search(query, 100), both.search(query, 100)
                assert scores(found) == pytest.approx(scores(expected), abs=1e-5)
                assert descending([hit.score for hit in found])
            for speaker in ("", PEOPLE[0]):
                asked = StatementQuery(question, question, speaker)
                said = [
                    {hit.article.id: (hit.bm25, hit.likeness) for hit in opened.search_statements(asked, 100)}
                    for opened in (both, whole)
                ]
                assert said[0].keys() == said[1].keys()
                assert all(said[0][name] == pytest.approx(said[1][name], abs=1e-4) for name in said[0])


@settings(max_examples=12)
@given(st.lists(texts, min_size=2, max_size=9), st.data())
def test_two_collections_find_what_one_with_all_their_articles_finds(every: list[str], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(every) - 1))
    words = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
    named = {f"a{number}": text for number, text in enumerate(every)}
    names = list(named)
    check({name: named[name] for name in names[:cut]}, {name: named[name] for name in names[cut:]}, words)


def test_one_article_beside_many_counts_as_if_it_stood_among_them() -> None:
    def about(word: str, number: int) -> str:
        rest = [WORDS[(number + step) % 4 + 4] for step in range(LENGTH - 1)]
        return article([word, *rest], [word, *rest], PEOPLE[number % 3])

    common = {"rare": about("bee", 1)} | {f"a{number}": about("mill", number) for number in range(40)}
    check(
        common, {"own": article(["mill", "bee", *WORDS[:4]], ["mill", "bee", *WORDS[2:6]], PEOPLE[0])}, ["mill", "bee"]
    )


@settings(max_examples=10)
@given(st.lists(texts, min_size=3, max_size=6), st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_nothing_is_found_of_a_collection_that_is_not_on_the_shelf(every: list[str], words: list[str]) -> None:
    named = {f"a{number}": text for number, text in enumerate(every)}
    collections = ("common", "own", "theirs")
    homes = {name: collections[number % 3] for number, name in enumerate(named)}
    question = " ".join(words)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for home in collections:
            stored(data, home, {name: text for name, text in named.items() if homes[name] == home})
        with shelf(data, "own", "common") as opened:
            here = {name for name in named if homes[name] != "theirs"}
            found = opened.search(Query(question, statement_weight=0.2, rerank=True), 100)
            assert {name for hit in found for name in (hit.article.id, *hit.also_in)} <= here
            assert {hit.article.id for hit in opened.search(Query(question, keep_copies=True), 100)} == here
            said = [
                hit
                for speaker in ("", *PEOPLE)
                for hit in opened.search_statements(StatementQuery("", speaker=speaker), 99)
            ]
            assert {hit.article.id for hit in said} <= here
            assert {known.id for known in opened.articles()} == here == set(opened.versions())
            assert opened.size == len(here)
            with Store(data) as store:
                theirs = store.collection("theirs").stored_articles().values()
            assert all(
                opened.current_article(known.id) is None and opened.article(known.key) is None for known in theirs
            )
