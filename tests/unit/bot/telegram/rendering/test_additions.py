"""What a chat reads of an addition."""

from __future__ import annotations

from bot.services.article_edits import ENCODING, AddedArticle, Addition, AdditionOutcome
from bot.telegram.rendering.additions import (
    LISTED,
    AdditionWording,
    buttons_for_addition,
    describe_undo,
    summarize_addition,
)
from index.sources.types import Failed
from index.store.changes import ArticleChange
from index.types import Article

MILL = Article("mill", "", "Mill sold", "The Post", None, "2025-02-03", "https://post.example/mill")
NEW = AddedArticle(MILL, AdditionOutcome.NEW, 3, 1)
CHANGE = ArticleChange("mill", 7, None)


def text(addition: Addition, left_out: int = 0) -> str:
    (page,) = summarize_addition(addition, left_out)
    return page.text


def test_one_article_is_told_with_its_size() -> None:
    assert text(Addition((NEW,))) == "Mill sold · The Post · 3 Feb 2025\nAdded: 3 passages, 1 statement."
    updated = AddedArticle(MILL, AdditionOutcome.UPDATED, 1, 0, version=2)
    assert text(Addition((updated,))).splitlines()[1] == "Updated, version 2: 1 passage, 0 statements."


def test_a_copy_of_a_story_names_who_had_it_first() -> None:
    first = Article("first", "", "The mill is sold", "Northern Wire")
    told = text(Addition((AddedArticle(MILL, AdditionOutcome.NEW, 1, 0, first=first),)))
    assert told.splitlines()[2] == "A copy of a story that is here: The mill is sold · Northern Wire"


def test_several_are_counted_by_what_became_of_them() -> None:
    entries = (
        *(NEW,) * 12,
        AddedArticle(MILL, AdditionOutcome.UNCHANGED, 1, 1),
        AddedArticle(MILL, AdditionOutcome.GONE, 1, 1),
    )
    lines = text(Addition(entries)).splitlines()
    assert lines[0] == "14 articles: 12 new, 1 here already, 1 whose page is gone; 38 passages, 14 statements."
    assert lines[-1] == f"and {14 - LISTED} more"
    assert len(lines) == LISTED + 3


def test_what_failed_is_told_with_its_address_and_without_the_name_of_a_file() -> None:
    failed = (Failed("https://post.example/x", "it is empty"), Failed("telegram:1", "a picture is not read"))
    lines = text(Addition((NEW,), failed)).splitlines()
    assert lines[-2:] == ["Not added: https://post.example/x: it is empty.", "Not added: a picture is not read."]
    assert text(Addition((), failed[1:])) == "Not added: a picture is not read."
    assert text(Addition(())) == "Nothing was found in it to add."


def test_links_that_were_too_many_are_counted() -> None:
    assert text(Addition((NEW,)), 3).endswith("Left out, since I take 10 links at once: 3.")


def test_the_words_of_others_cannot_be_tapped() -> None:
    hostile = Article("x", "", "/start @x_bot <b>", "#tag")
    (page,) = summarize_addition(
        Addition((AddedArticle(hostile, AdditionOutcome.NEW, 1, 0),), (Failed("telegram:1", "see @y_bot"),))
    )
    assert page.html.startswith("<code>/start</code> <code>@x_bot</code> &lt;b&gt; · <code>#tag</code>")
    assert "<code>@y_bot</code>" in page.html


def test_there_is_a_button_for_what_can_be_done() -> None:
    def labels(addition: Addition) -> list[str]:
        keyboard = buttons_for_addition(5, addition)
        return [button.text for row in (keyboard.inline_keyboard if keyboard else ()) for button in row]

    assert labels(Addition((NEW,), (), (CHANGE,))) == ["Undo", "Ask about it"]
    assert labels(Addition((NEW, NEW), (), (CHANGE,))) == ["Undo"]
    assert labels(Addition((NEW,))) == ["Ask about it"]
    assert labels(Addition(())) == []


def test_an_undone_addition_says_what_it_took_back() -> None:
    assert describe_undo(["Mill sold"], 1).text == "Taken back: Mill sold"
    assert describe_undo(["A", "B"], 2).text == "Taken back: 2 articles."
    assert describe_undo(["A"], 2).text == "Taken back: 1 of 2 articles. The others have changed since."
    assert describe_undo([], 2).text == "Nothing was taken back: it has changed since."


def test_how_far_it_is_is_told_in_passages_and_pages() -> None:
    telling, lines = AdditionWording(), []
    for stage, done, total in [
        ("Fetching", 0, 1),
        ("Fetching", 2, 12),
        ("Encoding", 0, 5000),
        (ENCODING, 8, 40),
        ("Encoding", 5000, 5000),
        ("Writing the index", 0, 1),
        ("Something new", 1, 2),
    ]:
        telling(stage, done, total)
        lines.append(telling.line)
    assert lines == [
        "Adding: reading pages …",
        "Adding: reading pages 2 of 12 …",
        "Adding: splitting into passages …",
        "Adding: encoding passages 8 of 40 …",
        "Adding: encoding passages 8 of 40 …",
        "Adding: writing the index …",
        "Adding: writing the index …",
    ]
