"""Surnames that are roles as well, titles that run on before a name, and capitals that begin no name."""

from __future__ import annotations

import pytest

from index.statements import find_statements

CASES: dict[str, tuple[str, list[str]]] = {
    "behind a quotation": ('Ada Baker runs the oven.\n\n"It is a good loaf," Baker said.', ["Ada Baker"]),
    "behind the cue": ('Ada Baker runs the oven.\n\n"It is a good loaf," said Baker.', ["Ada Baker"]),
    "behind a comma": ("Ada Baker runs the oven. In May, Baker said the loaf was good.", ["Ada Baker"]),
    "opening its sentence": ("Ada Baker runs the oven. Baker said the loaf was good.", ["Ada Baker"]),
    "with a Mr.": ("Paul Singer runs the mill. “It is late,” Mr. Singer said.", ["Paul Singer"]),
    "according to": ("Larry Dean runs the mill. The mill is lost, according to Dean.", ["Larry Dean"]),
    "behind a first name only": ("Thelma Judge runs the mill. “It is late,” Judge said.", ["Thelma Judge"]),
    "a first name that is a rank": ("Dean Baker came late. “It is late,” Baker said.", ["Dean Baker"]),
    "through a pronoun": ("Ada Baker left. Baker met nobody. She said the loaf was good.", ["Ada Baker"]),
    "the honorific tells which": (
        "Ada Baker met Peter Baker at the mill. Mr. Baker said it was late. Ms. Baker said it was early.",
        ["Peter Baker", "Ada Baker"],
    ),
    "the one who bakes": ("Ada Baker left at noon. A baker stayed. The baker said the loaf was good.", ["the baker"]),
    "a rank before a name is none": (
        "Thelma Judge left. “It is late,” District Judge Ada Roe said.",
        ["Ada Roe"],
    ),
    "nobody of that surname, inside the sentence": ("“It is a good loaf,” Baker said.", ["Baker"]),
    "nobody of that surname, behind the cue": ("“It is a good loaf,” said Baker.", ["Baker"]),
    "police": ("Police said it was late. Officials say it is late. Doctors say so too.", ["police", "officials"]),
    "police behind a dateline": ("OLDBRIDGE (Wire) -- Police said it was late.", ["police"]),
    "a rank alone, opening its sentence": (
        "President Ada Roe left. President said it was late. Judge said it was early.",
        ["president", "judge"],
    ),
    "titles in a row": (
        "“It is late,” said Northland Interior Minister Ivo Roe.\n\nRoe said the mill was gone.",
        ["Ivo Roe", "Ivo Roe"],
    ),
    "a title with a hyphen": ("Secretary-General Ban Roe told reporters that it was late.", ["Ban Roe"]),
    "an Arabic article": (
        "Minister Nader al-Roe said it was late. “No,” al-Roe added.\n\nAl-Roe said it was lost.",
        ["Nader al-Roe"] * 3,
    ),
    "a day behind the name": (
        "Golfer Jane Roe Tuesday visited the mill, telling reporters it was late.",
        ["Jane Roe"],
    ),
    "a day behind a body": ("The Mill Council on Friday left, saying the mill was gone.", ["the Mill Council"]),
    "they": ("They said it was late.", ["they"]),
    "neither": ("Neither miller gave a reason, but both said the mill was lost.", []),
    "no miller": ("No miller said that it was late.", []),
    "no wonder": ("No wonder Roe said it was late.", ["Roe"]),
    "sometimes called": ("Jane Roe -- sometimes called “the miller” by friends -- left.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_surname_is_told_from_a_role(text: str, expected: list[str]) -> None:
    assert [statement.speaker for statement in find_statements(text)] == expected


LEFT = " left the hall late on a cold day in May. "

OWNED: dict[str, tuple[str, str]] = {
    "named behind its role": ("Northland's foreign minister, Ali Roe," + LEFT, "Ali Roe"),
    "named before its role": ("Ali Roe, Northland's foreign minister," + LEFT, "Ali Roe"),
    "of a place": ("Ali Roe, the foreign minister of Northland," + LEFT, "Ali Roe"),
    "with a title": ("Northland Foreign Minister Ali Roe" + LEFT, "Ali Roe"),
    "called by its people": ("Northlandish Foreign Minister Ali Roe" + LEFT, "Ali Roe"),
    "another place": ("Southland's foreign minister, Ali Roe," + LEFT, "Northland's foreign minister"),
    "another office": ("Northland's prime minister, Ali Roe," + LEFT, "Northland's foreign minister"),
    "a former one": ("Northland's former foreign minister, Ali Roe," + LEFT, "Northland's foreign minister"),
    "two of them": (
        "Ali Roe, the foreign minister of Northland," + LEFT + "Tom Poe, Northland's foreign minister," + LEFT,
        "Northland's foreign minister",
    ),
    "a list of people": (
        "Ali Roe, Northland's Foreign Minister Tom Poe and Ann Lee" + LEFT,
        "Tom Poe",
    ),
    "nobody": ("", "Northland's foreign minister"),
}


@pytest.mark.parametrize(("told", "expected"), OWNED.values(), ids=OWNED.keys())
@pytest.mark.parametrize("before", [True, False], ids=["told before", "told behind"])
def test_a_role_with_its_owner_is_whoever_alone_holds_it(told: str, expected: str, before: bool) -> None:
    said = "Northland's foreign minister said that the talks were over. "
    text = told + said if before else said + told
    assert [statement.speaker for statement in find_statements(text)] == [expected]


def test_he_behind_a_role_with_its_owner_is_who_holds_it() -> None:
    text = "Northland's mayor, Ali Roe," + LEFT + "Northland's mayor said it was over. He said it was late."
    assert [statement.speaker for statement in find_statements(text)] == ["Ali Roe", "Ali Roe"]


ELSEWHERE = {
    "of another place": ("The mayor of Northgate said it was late.", "the mayor of Northgate"),
    "called after another place": ("The Northgate mayor said it was late.", "the Northgate mayor"),
    "of the same place": ("The mayor of Oldbridge said it was late.", "Jane Roe"),
    "called after the same place": ("The Oldbridge mayor said it was late.", "Jane Roe"),
    "of no place": ("The mayor said it was late.", "Jane Roe"),
}


@pytest.mark.parametrize(("said", "expected"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_a_role_of_another_place_is_another_s(said: str, expected: str) -> None:
    text = "Jane Roe, the mayor of Oldbridge, left at noon. " + said
    assert [statement.speaker for statement in find_statements(text)] == [expected]
