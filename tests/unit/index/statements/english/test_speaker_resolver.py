"""Whom a statement is given to: surnames, pronouns, titles and short forms, and what is left as it stands."""

from __future__ import annotations

import pytest

from index.statements import find_statements

CASES: dict[str, tuple[str, list[str]]] = {
    # Surnames and other parts of a name
    "a surname": ("Jane Roe left.\n\nRoe said the mill was gone.", ["Jane Roe"]),
    "a middle name that serves as one": (
        "Maria Lindo Roe left.\n\n“The mill is gone,” said Ms. Lindo.",
        ["Maria Lindo Roe"],
    ),
    "a family name that stands first": ("Ran Ki-moor left.\n\nRan said the mill was gone.", ["Ran Ki-moor"]),
    "a first name": ("Jane Roe left.\n\nJane said the mill was gone.", ["Jane Roe"]),
    "a short form of the first name": ("Robert Roe left. Bob Roe said the mill was gone.", ["Robert Roe"]),
    "a capital that only opens the sentence": (
        "Neither Roe nor the board came. Jane Roe left.\n\nRoe said the mill was gone.",
        ["Jane Roe"],
    ),
    "a name that stands only in a quotation": (
        "“We thank Bill Roe for his work,” said Peter Poe. Roe said the mill was gone.",
        ["Peter Poe", "Bill Roe"],
    ),
    "a surname that is a common word": ("Bill White said the mill was gone.", ["Bill White"]),
    # Several people of one surname
    "an honorific tells which": (
        "Jane Roe met Peter Roe at the mill.\n\nMrs. Roe said the mill was gone. Mr. Roe said it stood.",
        ["Jane Roe", "Peter Roe"],
    ),
    "the one whom the article calls by it": (
        "Jane Roe opened the mill. Roe bought it in May.\n\nHer brother Peter Roe did not come.\n\n"
        "Roe opened the doors herself. Roe said the mill was safe.",
        ["Jane Roe"],
    ),
    "nobody where the other was named last": (
        "Jane Roe opened the mill. Roe bought it in May.\n\nHer brother Peter Roe came late. Roe said it was safe.",
        ["Roe"],
    ),
    "nobody where the article is about one whom it never names in full": (
        "The mill.\n\nA day.\n\nRoe came. Roe sat down. Roe ate. Roe left.\n\nIvy Roe waited. Roe said it was late.",
        ["Roe"],
    ),
    # Pronouns
    "he is the subject before": ("Peter Roe met Paul Poe at the dam. He said the mill was gone.", ["Peter Roe"]),
    "she is the one woman": ("Jane Roe met Paul Poe at the dam. Poe left. She said the mill was gone.", ["Jane Roe"]),
    "he through a chain of pronouns": (
        "Peter Roe came at noon. He sat down. He ate. He left. He said the mill was gone.",
        ["Peter Roe"],
    ),
    "gender from a title": (
        "Councilwoman Robin Roe met Paul Poe, a miller. “It fell,” she said.",
        ["Robin Roe"],
    ),
    "gender from an earlier pronoun": (
        "Sasha Roe runs the mill. He bought it in May.\n\nRoe met Jane Poe at noon. She said the mill was gone.",
        ["Jane Poe"],
    ),
    "he of a new paragraph": (
        "“The mill is gone,” said Peter Roe, a miller.\n\n“Nobody came to help,” he said.",
        ["Peter Roe", "Peter Roe"],
    ),
    "not the one whom he speaks of": (
        "Peter Roe sat down. Paul Poe came late. He said Poe was ill.",
        ["Peter Roe"],
    ),
    "nobody where two men fit": ("Peter Roe and Paul Poe came late. He said the mill was gone.", ["he"]),
    "nobody where the quotation names him": ("Peter Roe left. “Roe is a fool,” he said.", ["he"]),
    "nobody where an unnamed man stands between": (
        "Peter Roe left. A spokesman stayed behind. He said the mill was gone.",
        ["he"],
    ),
    "nobody where a stranger stands between": (
        "Peter Roe left. Meanwhile Ondo, who owns the mill, sat down. He said the mill was gone.",
        ["he"],
    ),
    "nobody whom nothing shows to be a person": ("Grim Tavern reopened. He said the mill was gone.", ["he"]),
    "nobody long after": (
        "Peter Roe left. The rain fell. The river rose. The dam broke. The mill went. He said it was late.",
        ["he"],
    ),
    "Ukrainian: вона": (
        "Олена Коваль приїхала вранці. Вона заявила, що міст закрито.",
        ["Олена Коваль"],
    ),
    # Roles
    "the mayor": (
        "Jane Roe, the mayor of Oldbridge, came late. The mayor said the mill was gone.",
        ["Jane Roe"],
    ),
    "the governor, from a title cut short": ("Gov. Jane Roe came. The governor said it was late.", ["Jane Roe"]),
    "the mayor, of whom there are two": (
        "Jane Roe, the mayor of Oldbridge, met Peter Poe, the mayor of Northgate. The mayor said it was late.",
        ["the mayor"],
    ),
    "the mayor, when another is spoken of": (
        "Mayor Jane Roe left. Then Peter Poe came, and Poe sat down. Poe ate. Poe slept. The mayor said it was late.",
        ["the mayor"],
    ),
    "somebody's own people are not he": (
        "Peter Roe left. His advisers said the mill was gone.",
        ["his advisers"],
    ),
    "two joined names are not the first of them": (
        "Peter Roe and Paul Poe left. Roe and the board said the mill was gone.",
        ["Roe and the board"],
    ),
    # Organisations
    "an organisation by its letters": (
        "The Organisation for Harbour Safety (OHS) met. OHS said the quay was safe.",
        ["Organisation for Harbour Safety"],
    ),
    "an organisation by its kind": (
        "The Northgate Institute of Dams sent a report. “It will fall,” the institute said.",
        ["Northgate Institute of Dams"],
    ),
    "a kind of which there are two": (
        "The Northgate Institute met the Oldbridge Institute. The institute said it would fall.",
        ["the institute"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_speakers_are_told_as_far_as_is_sure(text: str, expected: list[str]) -> None:
    assert [statement.speaker for statement in find_statements(text)] == expected


ROLES: dict[str, tuple[str, str]] = {
    "behind the name, elsewhere": (
        "Jane Roe, a baker at Northgate, left. Roe said it was late.",
        "a baker at Northgate",
    ),
    "before the name, elsewhere": ("Oldbridge mayor Jane Roe left. “It is late,” she said.", "Oldbridge mayor"),
    "after its owner": ("Jane Roe came to Oldbridge. Its mayor, Paul Poe, said it was late.", "mayor"),
    "opening its sentence": ("A baker, Jane Roe, said it was late.", "a baker"),
}


@pytest.mark.parametrize(("text", "role"), ROLES.values(), ids=ROLES.keys())
def test_a_role_is_told_with_its_place(text: str, role: str) -> None:
    (statement,) = find_statements(text)
    assert statement.role == role
    assert text[statement.role_start : statement.role_end].lower() == role.lower()


def test_the_nearest_full_name_before_the_words_is_marked() -> None:
    text = "Jane Roe came.\n\nJane Roe ate.\n\nRoe said it was late.\n\nJane Roe left."
    (statement,) = find_statements(text)
    assert (statement.name_start, statement.name_end) == (text.index("Jane Roe ate"), text.index(" ate"))


def test_the_mention_is_marked_where_it_is_the_full_name() -> None:
    text = "Jane Roe came.\n\n“It is late,” said Jane Roe."
    (statement,) = find_statements(text)
    assert statement.name_start == statement.speaker_start == text.rindex("Jane Roe")


def test_no_name_is_marked_for_a_pronoun() -> None:
    (statement,) = find_statements("“It is late,” he said.")
    assert (statement.name_start, statement.name_end) == (None, None)


def test_the_cue_is_marked() -> None:
    text = "Jane Roe pointed out that it was late."
    (statement,) = find_statements(text)
    assert text[statement.cue_start : statement.cue_end] == statement.cue == "pointed out"
