"""Adverbs, helping verbs and contractions beside the cue: never part of the speaker; and words carried on."""

from __future__ import annotations

import pytest

from index.statements import find_statements

Row = tuple[str, str, str]

ADVERBS = [
    "long",
    "has long",
    "often",
    "famously",
    "has even",
    "now",
    "again",
    "simply",
    "flatly",
    "has always",
    "sometimes",
    "perhaps",
    "rather",
    "finally",
    "nonetheless",
    "in turn",
    "at times",
    "has so far",
    "has time and again",
    "has more than once",
]

UNSAID = [
    "hasn't said",
    "hasn’t said",
    "haven't yet said",
    "hadn't formally said",
    "isn't saying",
    "didn't say",
    "'s going to say",
    "no longer says",
    "won't even say",
    "mustn't say",
]

CASES: dict[str, tuple[str, list[Row]]] = {
    "a surname that is an adverb": (
        "Ada Long left. Long said it was late.",
        [("Ada Long", "said", "it was late")],
    ),
    "another one, before an adverb": ("John Still now says it is late.", [("John Still", "says", "it is late")]),
    "a noun in -ly": ("The weekly said that it was late.", [("the weekly", "said", "that it was late")]),
    "no announcement": ("General Mills hasn't announced a plan.", []),
    "going on": (
        "“It is late,” Thorn said, going on to say that the town has spent “years” on it.",
        [("Thorn", "said", "“It is late,”"), ("Thorn", "say", "that the town has spent “years” on it")],
    ),
    "going on, the speaker behind the cue": (
        "“It is late,” said Ada Thorn of Oldbridge, going on to say that the town has spent “years” on it.",
        [("Ada Thorn", "said", "“It is late,”"), ("Ada Thorn", "say", "that the town has spent “years” on it")],
    ),
    "adding, the speaker behind the cue": (
        "“It is late,” said Ada Thorn, a miller, adding that the mill was lost.",
        [("Ada Thorn", "said", "“It is late,”"), ("Ada Thorn", "adding", "that the mill was lost")],
    ),
    "adding, another one": (
        "“It is late,” said Ada Thorn. Paul Roe left, adding that the mill was lost.",
        [("Ada Thorn", "said", "“It is late,”"), ("Paul Roe", "adding", "that the mill was lost")],
    ),
    "a letter saying": (
        "“It is late,” said Ada Thorn, after a letter saying that the mill was lost.",
        [("Ada Thorn", "said", "“It is late,”")],
    ),
    "in brackets": (
        "(According to the Mill Police Department, it does not keep figures.)",
        [("the Mill Police Department", "According to", "it does not keep figures")],
    ),
    "announced, behind what was said": (
        "Thorn and Roe will walk to Oldbridge, the Mill Press announced Friday.",
        [("the Mill Press", "announced", "Thorn and Roe will walk to Oldbridge")],
    ),
    "announced, of a thing": ("Thorn and Roe will walk to Oldbridge, a plan announced Friday.", []),
    "in the middle of its clause": (
        "The trouble with the mill, say Ada Thorn and Paul Roe, is the ground itself.",
        [
            (
                "Ada Thorn and Paul Roe",
                "say",
                "The trouble with the mill, say Ada Thorn and Paul Roe, is the ground itself",
            )
        ],
    ),
    "a description of the source": (
        "Every attempt in the past few years to mend the old mill has failed, according to the Mill Trust, a charity.",
        [
            (
                "the Mill Trust",
                "according to",
                "Every attempt in the past few years to mend the old mill has failed",
            )
        ],
    ),
    "a clause across its source": (
        "The mill is old, according to the Mill Trust, and the roof has gone.",
        [
            (
                "the Mill Trust",
                "according to",
                "The mill is old, according to the Mill Trust, and the roof has gone",
            )
        ],
    ),
    "a thing claimed": ("Ada Thorn claimed the prize for the best loaf.", []),
    "a clause claimed": (
        "Ada Thorn claimed the prize was lost.",
        [("Ada Thorn", "claimed", "the prize was lost")],
    ),
    "a clause claimed that opens with a plain noun": (
        "Ada Thorn claimed raids on the mill would go on.",
        [("Ada Thorn", "claimed", "raids on the mill would go on")],
    ),
    "a thing claimed that would do something": ("Ada Thorn claimed a prize that would feed the town.", []),
    "who is told": ("“It is late,” told Ada Thorn.", []),
    "an office with an of": (
        "Ada Thorn, Colour of Oldbridge's director, said the group would go on.",
        [("Ada Thorn", "said", "the group would go on")],
    ),
    "on behind a dash": (
        "Ada Thorn said the mill was lost - but only for a year.",
        [("Ada Thorn", "said", "the mill was lost - but only for a year")],
    ),
}


def rows(text: str) -> list[Row]:
    return [(one.speaker, one.cue, text[one.start : one.end]) for one in find_statements(text)]


@pytest.mark.parametrize("adverb", ADVERBS)
def test_an_adverb_before_the_cue_is_no_part_of_the_speaker(adverb: str) -> None:
    assert rows(f"Ada Thorn {adverb} argued that the mill is lost.") == [
        ("Ada Thorn", "argued", "that the mill is lost")
    ]


@pytest.mark.parametrize("verb", UNSAID)
def test_where_nothing_was_said_there_is_no_statement(verb: str) -> None:
    joint = "" if verb.startswith("'") else " "
    assert rows(f"Oldbridge Mills{joint}{verb} that the mill is lost.") == []


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_says_what_beside_such_words(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected
