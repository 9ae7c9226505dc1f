"""What stands behind an answer: context, and other sources."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.answer.context import AROUND, Contexts, Others, find_contexts, find_others
from bot.answer.types import QuoteRef
from index.search.library import Library
from tests.support.fakes import fake_indexer, fake_library

NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SENTENCES = [f"Sentence {name} stands here." for name in NAMES]
LONG = " ".join(SENTENCES)
TOLL = "The mill is old. Crossing the mill bridge costs 40 coins. The keeper sleeps at noon."
WIRE = {
    "long": {"text": LONG, "title": "A long one", "url": "https://post.example/long"},
    "toll": {"text": TOLL, "title": "The toll"},
    "noon": {"text": "A school opened. Crossing the old bridge costs nothing now, said Ben Holt. It rained."},
    "far": {"text": "Apples are cheap this year. Pears are not."},
}


def index(tmp_path: Path, articles: dict[str, dict[str, str]]) -> None:
    (tmp_path / "wire.jsonl").write_text("\n".join(json.dumps({"id": i, **known}) for i, known in articles.items()))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])


@pytest.fixture
def shelf(tmp_path: Path) -> Library:
    index(tmp_path, WIRE)
    return fake_library(tmp_path / "data")


def cited(shelf: Library, article: str, words: str, number: int = 1, also_in: tuple[str, ...] = ()) -> QuoteRef:
    found = shelf.keyed_article(article)
    assert found is not None
    start = found[1].text.index(words)
    return QuoteRef(article, found[0], start, start + len(words), number, also_in=also_in)


def marked(found: Contexts) -> list[list[str]]:
    return [[each.citation.quote[start:end] for start, end in each.marks] for each in found.found]


def test_the_sentences_around_a_quote_are_a_slice_with_the_quote_marked(shelf: Library) -> None:
    (one,) = find_contexts(shelf, [cited(shelf, "long", SENTENCES[5], 4)]).found
    assert one.citation.quote == " ".join(SENTENCES[5 - AROUND : 6 + AROUND])
    assert one.citation.quote == LONG[one.citation.start : one.citation.end]
    assert [one.citation.quote[start:end] for start, end in one.marks] == [SENTENCES[5]]
    assert (one.numbers, one.citation.number, one.changed, one.withdrawn) == ((4,), 4, False, False)


def test_the_link_opens_the_article_at_the_quote_not_at_what_is_around(shelf: Library) -> None:
    (one,) = find_contexts(shelf, [cited(shelf, "long", SENTENCES[5])]).found
    assert one.citation.link == "https://post.example/long#:~:text=Sentence%20six%20stands%20here."


def test_at_the_edges_of_an_article_there_is_less_around(shelf: Library) -> None:
    found = find_contexts(
        shelf, [cited(shelf, "toll", "The keeper sleeps at noon."), cited(shelf, "long", SENTENCES[0], 2)]
    )
    assert [each.citation.quote for each in found.found] == [TOLL, " ".join(SENTENCES[: AROUND + 1])]


def test_quotes_that_stand_together_are_shown_in_one(shelf: Library) -> None:
    found = find_contexts(
        shelf,
        [
            cited(shelf, "long", SENTENCES[2], 3),
            cited(shelf, "toll", "The mill is old.", 2),
            cited(shelf, "long", SENTENCES[0], 1),
        ],
    )
    assert marked(found) == [[SENTENCES[0], SENTENCES[2]], ["The mill is old."]]
    assert [each.numbers for each in found.found] == [(1, 3), (2,)]


def test_quotes_over_each_other_are_one_mark(shelf: Library) -> None:
    first, second = cited(shelf, "toll", "The mill is old. Crossing"), cited(shelf, "toll", "old. Crossing the mill", 2)
    assert marked(find_contexts(shelf, [first, second])) == [["The mill is old. Crossing the mill"]]


def test_an_old_version_opens_and_says_that_it_changed(tmp_path: Path, shelf: Library) -> None:
    toll, far = cited(shelf, "toll", "40 coins"), cited(shelf, "far", "Pears", 2)
    index(tmp_path, {**WIRE, "toll": {"text": TOLL.replace("40", "60")}})
    found = find_contexts(shelf, [toll, far]).found
    assert [(each.changed, each.withdrawn) for each in found] == [(True, False), (False, False)]
    assert "costs 40 coins" in found[0].citation.quote


def test_an_article_gone_from_its_source_opens_and_one_that_was_removed_is_named(
    tmp_path: Path, shelf: Library
) -> None:
    toll, far = cited(shelf, "toll", "40 coins"), cited(shelf, "far", "Pears", 2)
    index(tmp_path, {article: known for article, known in WIRE.items() if article != "toll"})
    fake_indexer(tmp_path / "data").remove("far")
    found = find_contexts(shelf, [toll, far])
    assert [(each.changed, each.withdrawn) for each in found.found] == [(False, True)]
    assert found.removed == (2,)


def test_further_sources_are_near_the_question_and_were_not_cited(shelf: Library) -> None:
    question = "How many coins does crossing the bridge cost?"
    found = find_others(shelf, question, [cited(shelf, "toll", "40 coins")])
    assert [each.article_id for each in found.further] == ["noon"]
    assert found.further[0].quote == "Crossing the old bridge costs nothing now, said Ben Holt."
    assert (
        find_others(shelf, question, [cited(shelf, "toll", "40 coins"), cited(shelf, "noon", "It rained.")]) == Others()
    )


def test_a_copy_opens_at_the_same_words_else_at_its_beginning(tmp_path: Path, shelf: Library) -> None:
    index(tmp_path, {**WIRE, "same": {"text": f"By wire. {TOLL}"}, "told": {"text": "A toll of coins. It is high."}})
    fresh = fake_library(tmp_path / "data")
    quote = cited(fresh, "toll", "Crossing the mill bridge costs 40 coins.", also_in=("same", "told", "gone"))
    found = find_others(fresh, "What do apples cost?", [quote])
    assert [(each.article_id, each.quote) for each in found.copies] == [
        ("same", "Crossing the mill bridge costs 40 coins."),
        ("told", "A toll of coins."),
    ]
    assert {"same", "told", "toll"}.isdisjoint(each.article_id for each in found.further)
