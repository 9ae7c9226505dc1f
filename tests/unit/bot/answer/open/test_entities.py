from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.open.entities import Mention, find_mentions
from bot.answer.question.answer_type import AnswerType
from index.text.tokenizer import stem

PERSON, PLACE, TIME, NUMBER, REASON = (
    AnswerType.PERSON,
    AnswerType.PLACE,
    AnswerType.TIME,
    AnswerType.NUMBER,
    AnswerType.REASON,
)

FOUND = [
    # people
    ("Ada Thorn bought the mill.", PERSON, "Ada Thorn"),
    ("Mary bought the mill.", PERSON, "Mary"),  # a first name, though it opens the sentence
    ("She met Thorn at the fair.", PERSON, "Thorn"),
    ("It was Mayor Quillan who left.", PERSON, "Mayor Quillan"),
    ("The mayor Quillan left.", PERSON, "Quillan"),
    ("Then Ada Thorn left.", PERSON, "Ada Thorn"),  # "Then" is no part of the name
    ("We asked Mary Smith-Rowe.", PERSON, "Mary Smith-Rowe"),
    ("We asked Ursula van Berg.", PERSON, "Ursula van Berg"),
    ("We asked Ada Thorn on Monday.", PERSON, "Ada Thorn"),
    ("Ada Thorn Monday left.", PERSON, "Ada Thorn"),  # nor is the day behind it
    # places
    ("The mill stands in Oldbridge.", PLACE, "Oldbridge"),
    ("They came from Port Alder.", PLACE, "Port Alder"),
    ("It is near Lower Northmoor now.", PLACE, "Lower Northmoor"),
    ("Млин стоїть у Старомості.", PLACE, "Старомості"),
    ("Мельница стоит на Заречье.", PLACE, "Заречье"),
    # times
    ("It opened in June.", TIME, "June"),  # no number beside it
    ("It opens in May.", TIME, "May"),
    ("It opened in March.", TIME, "March"),
    ("It opened in 1987 to cheers.", TIME, "1987"),
    ("It opened yesterday.", TIME, "yesterday"),
    ("On Tuesday it opened.", TIME, "Tuesday"),
    ("It was ten years ago.", TIME, "years"),
    ("Міст відкрили у вівторок.", TIME, "вівторок"),
    ("Мост открыли в августе, вчера утром.", TIME, "вчера"),
    # numbers
    ("It cost 5,000 euros.", NUMBER, "5,000"),
    ("It cost $12 then.", NUMBER, "12"),
    ("It fell by 3.5% then.", NUMBER, "3.5"),
    ("Thorn bought the mill in 1987.", TIME, "1987"),
    ("Quillan, 52, bought it.", NUMBER, "52"),
    ("The ferry leaves at 10:30 then.", TIME, "10:30"),
    ("It closed after Monday's flood.", TIME, "Monday's"),
    ("У п’ятницю все скінчилося.", TIME, "п'ятницю"),
    ("We met J. Thorn there.", PERSON, "J. Thorn"),
    ("We met Ursula van der Berg there.", PERSON, "Ursula van der Berg"),
    ("We met April Thorn there.", PERSON, "April Thorn"),
    ("Twelve boats sank.", NUMBER, "Twelve"),
    ("A dozen boats sank.", NUMBER, "dozen"),
    ("Прийшло п'ять людей.", NUMBER, "п'ять"),
    ("Пришло семь человек.", NUMBER, "семь"),
    # reasons
    ("It closed because of ice.", REASON, "because"),
    ("It closed due to ice.", REASON, "due"),
    ("Порт закрили через лід.", REASON, "через"),
    ("Порт закрыт из-за льда.", REASON, "из-за"),
]

NOT_FOUND = [
    ("Thorn bought the mill.", PERSON),  # any word has a capital there
    ("It rained. Thorn left.", PERSON),
    ("Yesterday it rained.", PERSON),
    ("On Monday the Oldbridge Council met.", PERSON),  # an organisation
    ("The fair is in Upper Oldbridge.", PERSON),
    ("The mill stands by Ada Thorn.", PLACE),
    ("They met in Ada Thorn's house.", PLACE),  # a first name is no place
    ("OLDBRIDGE (NW) -- The mill burned.", PERSON),  # a dateline
    ("The U.S. is far.", PERSON),  # initials alone
    ("ADA THORN BOUGHT THE MILL", PERSON),
    ("ADA THORN BOUGHT THE MILL", PLACE),
    ("The mayor may resign.", TIME),
    ("They march to the port.", TIME),
    ("It fell to 1234 boats.", TIME),  # too early a year for news
    ("It opened in 1987 to cheers.", NUMBER),
    ("The mill is old.", NUMBER),
    ("The mill is old.", REASON),
]


def found(text: str, kind: AnswerType) -> list[Mention]:
    return [mention for mention in find_mentions(text).mentions if kind in mention.kinds]


def stems_of(words: str) -> frozenset[str]:
    return frozenset(map(stem, words.split()))


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_a_sentence_mentions_what_it_names(text: str, kind: AnswerType, words: str) -> None:
    assert stems_of(words) in [mention.stems for mention in found(text, kind)]


@pytest.mark.parametrize(("text", "kind"), NOT_FOUND)
def test_a_sentence_does_not_mention_what_only_looks_so(text: str, kind: AnswerType) -> None:
    assert found(text, kind) == []


def test_a_lone_name_behind_a_preposition_may_be_a_place_or_a_person() -> None:
    assert [mention.kinds for mention in find_mentions("It came from Northmoor.").mentions] == [{PERSON, PLACE}]


def test_a_name_with_an_initial_in_it_is_a_person() -> None:
    assert any(stem("Mary") in mention.stems for mention in found("We asked Mary J. Thorn.", PERSON))


def test_a_name_of_no_known_kind_is_a_mention_still() -> None:
    assert find_mentions("The Oldbridge Council met.").mentions == (
        Mention(1, 3, frozenset(), frozenset(map(stem, ["Oldbridge", "Council"]))),
    )


def test_a_mention_counts_the_tokens_before_it_punctuation_included() -> None:
    there = find_mentions("“No,” said Ada Thorn.")
    (mention,) = (each for each in there.mentions if PERSON in each.kinds)
    assert (mention.first, mention.end) == (5, 7)
    assert there.stems == ("", "no", "", "", stem("said"), stem("Ada"), stem("Thorn"), "")


def test_one_word_may_be_of_two_kinds() -> None:
    assert {kind for mention in find_mentions("It took half a year in all.").mentions for kind in mention.kinds} == {
        NUMBER,
        TIME,
    }


@pytest.mark.parametrize("text", ["", "   ", "…", "\n\t"])
def test_a_text_without_words_mentions_nothing(text: str) -> None:
    assert find_mentions(text).mentions == ()


HOSTILE = ["A", "A ", "The ", "A-", "A.", "1,", "de ", "Monday ", "Ada van ", "“", "'", "$", "п’", "A1"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_line_is_read_to_its_end(piece: str) -> None:
    check(piece * (100_000 // len(piece)))


PIECES = [
    "Ada",
    "Thorn",
    "van",
    "de",
    "The",
    "May",
    "may",
    "in",
    ".",
    ",",
    "“",
    "1987",
    "5%",
    "$",
    "-",
    "’",
    "OLD",
    "Ї",
]


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_mentions_stand_in_order_and_inside(text: str) -> None:
    check(text)


def check(text: str) -> None:
    there = find_mentions(text)
    for mention in there.mentions:
        assert 0 <= mention.first < mention.end <= len(there.stems)
        assert mention.stems == frozenset(there.stems[mention.first : mention.end])
    named = [mention for mention in there.mentions if not mention.kinds & {TIME, NUMBER, REASON}]
    plain = [mention for mention in there.mentions if mention.kinds & {TIME, NUMBER, REASON}]
    for group in (named, plain):
        assert all(one.end <= other.first for one, other in pairwise(group))
    assert list(there.mentions) == named + plain
