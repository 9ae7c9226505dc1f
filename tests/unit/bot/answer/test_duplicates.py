"""One quote in several papers: the speaker is named once, with the other articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.engine import Engine
from index.types import Article, Statement
from tests.support.fakes import PassagesInMemory

QUOTE = "“We will not sell the old mill to anybody who wants to tear it down,”"


def told(
    name: str, words: str, speaker: str = "Ada Thorn", published_at: str | None = None
) -> tuple[Article, Statement]:
    """An article of one quote, from a paper of its own."""
    text = f"{words} said {speaker}. The hall of {name} was full."
    article = Article(name, text, None, f"The {name} Post", None, published_at)
    at = len(words) + len(" said ")
    return article, Statement(speaker, None, "said", True, 0, len(words), at, at + len(speaker))


def engine(*all_told: tuple[Article, Statement]) -> Engine:
    return Engine(PassagesInMemory([each for each, _ in all_told], {each.id: (said,) for each, said in all_told}))


def test_a_quote_in_three_papers_names_its_speaker_once_with_the_others() -> None:
    asked = engine(
        told("Lenn", QUOTE), told("Ost", QUOTE), told("Farn", QUOTE[:-2].replace(" down", " down now") + ",”")
    )
    answer = asked.answer("who said we will not sell the old mill to anybody who wants to tear it down?")
    assert answer.text == "Ada Thorn [1]."
    (citation,) = answer.citations
    assert (citation.article_id, citation.also_in) == ("Lenn", ("Ost", "Farn"))
    assert citation.also_by == ("The Ost Post", "The Farn Post")


@pytest.mark.parametrize("question", ["what did Ada Thorn say about the old mill?", "any quotes from Ada Thorn?"])
def test_a_speakers_words_are_shown_once(question: str) -> None:
    other = told("Farn", "“The bees like the old mill as it is and where it is,”")
    answer = engine(told("Lenn", QUOTE), told("Ost", QUOTE), other).answer(question)
    assert sorted((c.article_id, c.also_in) for c in answer.citations) == [("Farn", ()), ("Lenn", ("Ost",))]


def test_of_equal_ones_the_earlier_published_is_cited() -> None:
    late, early = told("Lenn", QUOTE, published_at="2025-02-04"), told("Ost", QUOTE, published_at="2025-02-03")
    (citation,) = engine(late, early).answer("who said we will not sell the old mill?").citations
    assert (citation.article_id, citation.also_in) == ("Ost", ("Lenn",))


@pytest.mark.parametrize(
    "other",
    [
        told("Ost", QUOTE.replace("will not sell", "will sell")),
        told("Ost", QUOTE, "Bo Thorn"),
        told(
            "Ost", f"{QUOTE[:-2]}, and {'whoever asks is shown the door and the bees and the way out of town ' * 2},”"
        ),
    ],
    ids=["the opposite", "a namesake", "far more words"],
)
def test_other_words_are_no_copy(other: tuple[Article, Statement]) -> None:
    answer = engine(told("Lenn", QUOTE), other).answer("what did Thorn say about the old mill?")
    assert [c.also_in for c in answer.citations] == [(), ()]


def test_two_speakers_of_the_same_words_are_both_named() -> None:
    answer = engine(told("Lenn", QUOTE), told("Ost", QUOTE, "Ada Lund")).answer(
        "who said we will not sell the old mill?"
    )
    assert [(c.speaker, c.also_in) for c in answer.citations] == [("Ada Thorn", ()), ("Ada Lund", ())]


def test_another_number_is_no_copy() -> None:
    words = "“We have looked under the floor of the old mill, and it needs {} new beams before anybody bakes there,”"
    answer = engine(told("Lenn", words.format(12)), told("Ost", words.format(14))).answer("what did Thorn say?")
    assert [c.also_in for c in answer.citations] == [(), ()]


def test_a_speaker_who_says_yes_in_two_papers_did_not_say_one_thing() -> None:
    answer = engine(told("Lenn", "“Oh yes,”"), told("Ost", "“Oh yes,”")).answer("any quotes from Ada Thorn?")
    assert [c.also_in for c in answer.citations] == [(), ()]


def test_words_repeated_in_one_article_are_no_copy() -> None:
    article, said = told("Lenn", QUOTE)
    twice = Article("Lenn", f"{article.text} {article.text}")
    at = len(article.text) + 1
    places = {name: at + getattr(said, name) for name in ("start", "end", "speaker_start", "speaker_end")}
    passages = PassagesInMemory([twice], {"Lenn": (said, replace(said, **places))})
    answer = Engine(passages).answer("any quotes from Ada Thorn?")
    assert [(c.start, c.also_in) for c in answer.citations] == [(0, ()), (at, ())]
