"""The people of a text and their genders."""

from __future__ import annotations

import pytest

from index.statements.people_in_text import people_in


def genders(text: str) -> dict[str, str]:
    return {person.name: person.gender for person in people_in(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mr Ilo Thorn sold it. Thorn said he was glad.", {"Ilo Thorn": "m"}),
        ("A cleaner, Ilva Thorn, noticed it.", {"Ilva Thorn": ""}),
        ("The picture by Cornel Aald was found.", {"Cornel Aald": ""}),
        ("Old Mill Lane was closed.", {}),
        ("«Так», — сказала директорка Мирна Терен.", {"Мирна Терен": "f"}),
        ("«Да», — сказал Олег Терн.", {"Олег Терн": "m"}),
    ],
)
def test_people_and_what_is_told_of_their_gender(text: str, found: dict[str, str]) -> None:
    assert genders(text) == found


def test_a_pronoun_that_only_stands_near_a_name_tells_nothing() -> None:
    assert genders("Inspector Solva Rask said that he had a limp.") == {"Solva Rask": ""}


def test_every_place_that_names_a_person_is_told() -> None:
    text = "Ada Thorn came. “No,” said Thorn."
    (ada,) = people_in(text)
    assert [text[start:end] for start, end in ada.places] == ["Ada Thorn", "Thorn"]
