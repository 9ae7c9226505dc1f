"""What of an article is a speaker's: their own words, and sentences that tell of them."""

from __future__ import annotations

import pytest

from bot.answer.question.parser import parse_question
from bot.answer.speech.asked_speaker import AskedSpeaker, find_asked_speaker
from bot.answer.speech.selection import StatementSelection
from bot.answer.types import Citation

THORN = find_asked_speaker(parse_question("what did Ada Thorn say about the mill?"), StatementSelection(), [])


def cited(article: str, speaker: str | None) -> Citation:
    return Citation(1, article, None, None, None, None, None, None, "“We bake.”", 0, 10, speaker=speaker)


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("Thorn had already admitted that the mill was lost.", True),
        ("Officials said Thorn has repeatedly denied it.", True),
        ("Thorn, the baker, warned of rats.", True),
        ("Thorn walked home past the mill.", False),
        ("“Thorn must go,” said Bo Lund.", False),
        ("Bo Lund said the mill was lost.", False),
        ("He told Thorn and the council of it.", False),
    ],
)
def test_a_sentence_tells_of_a_speaker_who_says_something_in_it(text: str, tells: bool) -> None:
    assert THORN.is_reported_in(text) is tells


def test_the_verb_of_the_question_tells_too() -> None:
    asked = find_asked_speaker(parse_question("what did Thorn liken the mill to?"), StatementSelection(), [])
    assert asked.is_reported_in("Thorn likened it to a sieve.")
    assert not THORN.is_reported_in("Thorn likened it to a sieve.")


def test_words_are_a_speakers_under_the_name_that_the_article_gives() -> None:
    mill, other = cited("mill", "the baker"), cited("ferry", "the baker")
    asked = AskedSpeaker(frozenset({"thorn"}), frozenset(), frozenset({("mill", "the baker"), ("mill", "Ada Thorn")}))
    assert asked.is_speaker_of(mill)
    assert not asked.is_speaker_of(other)
    assert asked.is_speaker_of(cited("ferry", "Ada Thorn"))
    assert not asked.is_speaker_of(cited("mill", "Bo Thorn"))
    assert not asked.is_speaker_of(cited("mill", None))
