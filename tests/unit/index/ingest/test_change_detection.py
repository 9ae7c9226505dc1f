"""What a run finds, in whatever order it comes."""

from __future__ import annotations

from itertools import permutations

import pytest

from index.ingest.change_detection import ChangeDetector, OrderedArticle
from index.sources.types import Loaded
from index.store.records import StoredArticle, article_digest
from index.types import Article

A, B = "https://news.example/a", "https://news.example/b"


def placed(number: int, text: str, source: str = "", article_id: str = "id") -> OrderedArticle:
    return (number, 0), Loaded(Article(article_id, text), source or f"https://news.example/{number}")


def stored(text: str, source: str, article_id: str = "id", recipe: str = "r") -> StoredArticle:
    return StoredArticle(1, article_id, source, article_digest(Article(article_id, text)), recipe)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_of_several_the_last_wins_in_whatever_order_they_come(order: tuple[int, ...]) -> None:
    detector = ChangeDetector("r")
    now: dict[str, StoredArticle] = {}
    for number in order:
        for item in detector.classify([placed(number, f"Text {number}.")], now).to_process:
            now["id"] = stored(item.article.text, item.source)
    assert now["id"].digest == article_digest(Article("id", "Text 2."))
    assert (detector.ids_by_outcome("added"), detector.ids_by_outcome("updated"), detector.repeated_ids()) == (
        ("id",),
        (),
        ("id",),
    )


def test_of_several_at_once_one_is_worked_on() -> None:
    taken = ChangeDetector("r").classify([placed(n, f"Text {n}.") for n in (2, 0, 1)], {})
    assert [item.article.text for item in taken.to_process] == ["Text 2."]


def test_what_changed_waits_for_the_address_that_gave_it_last_time() -> None:
    detector = ChangeDetector("r", fetching=True)
    known = {"id": stored("Text of b.", B)}
    assert detector.classify([placed(0, "Text of a.", A)], known).waiting_sources == {A}
    assert detector.classify([placed(1, "Text of b.", B)], known).unchanged
    waiting, detector.waiting = detector.waiting, []
    assert detector.classify(waiting, known).to_process == ()
    assert (detector.ids_by_outcome("unchanged"), detector.moved) == (("id",), {})


def test_what_changed_does_not_wait_for_an_address_that_had_its_say_or_is_not_asked() -> None:
    known = {"id": stored("Text of b.", B)}
    assert ChangeDetector("r", fetching=True, visited={B}).classify([placed(0, "Text of a.", A)], known).to_process
    assert ChangeDetector("r").classify([placed(0, "Text of a.", A)], known).to_process


def test_what_is_the_same_but_elsewhere_is_moved() -> None:
    detector = ChangeDetector("r")
    assert detector.classify([placed(0, "Text.", A)], {"id": stored("Text.", B)}).to_process == ()
    assert detector.moved == {"id": A}


def test_another_recipe_and_a_run_anew_process_what_did_not_change() -> None:
    offered = [placed(0, "Text.", A)]
    assert ChangeDetector("other").classify(offered, {"id": stored("Text.", A)}).to_process
    assert ChangeDetector("r", anew=True).classify(offered, {"id": stored("Text.", A)}).to_process
    assert (
        ChangeDetector("r", anew=True, processed={"id"}).classify(offered, {"id": stored("Text.", A)}).to_process == ()
    )


def test_what_was_stored_before_the_interruption_gives_way_to_nothing_that_comes_before_it() -> None:
    known = {"id": stored("Text 5.", "https://news.example/5")}
    detector = ChangeDetector("r", earlier={"id"})
    assert detector.classify([placed(9, "Text 9.")], known).to_process == ()  # nobody knows yet where the other stands
    detector.mark_known("id", (5, 0))
    assert detector.classify([placed(4, "Text 4.")], known).to_process == ()
    assert detector.classify([placed(6, "Text 6.")], known).to_process
