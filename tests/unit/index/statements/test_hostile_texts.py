"""Texts made to be slow: every one must come back, and finding must stay proportional to length."""

from __future__ import annotations

import sys
from types import FrameType
from typing import TYPE_CHECKING

import pytest

from index.statements import find_statements

if TYPE_CHECKING:
    from _typeshed import TraceFunction


PIECES = {
    "straight marks": '"',
    "opening marks": "“",
    "closing marks": "a”",
    "doubled marks": "''",
    "apostrophes": "'a ",
    "closed apostrophes": "'a,' ",
    "capitals": "Abc ",
    "no spaces": "A",
    "cues": "said ",
    "names and cues": "Bob said ",
    "appositions": "Bob, a man, said, ",
    "names joined": "Ann and ",
    "told that": "Bob told that ",
    "according": "according to ",
    "quotations": '"Go on," said Bob Ray. ',
    "open paragraphs": "“a b\n",
    "brackets": "(",
    "full stops": ".",
    "initials": "A. ",
    "numbers": "1.",
    "tags inside marks": "«Так, — сказав Коваль. — ",
    "outlets": "The Oldbridge Post said. The paper said it. ",
    "outlets that tell": "The Post reported that Bob Ray said it fell, the Wire reported. ",
    "surnames that are months": "Ann May left. May said in May it fell. ",
    "months": "May ",
    "titles before months": "President ",
    "adverbs": "Bob has long, in turn, even now said it fell. ",
    "adverbs alone": "long ",
    "contractions": "Bob hasn't ",
    "words carried on": '"Go on," said Bob, adding that it fell, going on to say it fell. ',
    "surnames that are roles": "Ann Baker left. Baker said it fell. ",
    "roles with owners": "Iran's mayor, Bob Ray, left. Iran's mayor said it fell. The mayor of Oldbridge said so. ",
    "quoted": "Bob Ray was quoted by the Post as saying it fell. ",
    "quoted as": "quoted as saying ",
    "named things": "a blog called Mill Days said it fell. ",
    "called": "blog called A ",
    "this": "It fell. Bob wrote about this.\n",
    "organisations": "The Lind Institute (LI) left. The institute said it fell. ",
    "roles": "Bob Ray, the mayor of Lind, left. The mayor said he fell. ",
    "people of one surname": "Bob Ray left. Ann Ray fell. Ray said he saw Mr. Ray. ",
    "pronouns": "Bob Ray left. He said he would. ",
    "turns of talk": "BOB RAY: Go on.\nANN: No.\n",
    "marks that do not match": '“Go," said Bob. "On.” ',
    "asides": "Bob, who said so, ",
    "lists": "Bob, Ann and Ray, ",
    "dashes": "Bob said - on - ",
    "clauses joined": "Bob left, and said, but said, while said ",
    "saying": "Bob left, saying that ",
    "Cyrillic capitals": "Абв ",
    "Cyrillic cues": "сказав ",
    "Cyrillic names and cues": "Олег Гай сказав ",
    "Cyrillic clauses": "Гай сказав, що ",
    "Cyrillic commas": "і, сказала, ",
    "Cyrillic roles": "речник ",
    "Cyrillic names joined": "Олег та ",
    "Cyrillic prepositions": "у ",
    "in the words of": "за словами ",
    "as reported": "як повідомив ",
    "gerunds": "додавши, що ",
    "dialogue": "— Так, — сказав Гай. — Ні.\n",
    "dialogue of one line": "— Так, — сказав ",
    "dashes before tags": ", — ",
    "tags without an end": ", — плачучи а",
    "open lines": "«а б\n",
    "lines closed by a tag": "а», — сказав Гай.\n",
    "names in every case": "Олега Гая. Олегу Гаю. Олег Гай. ",
    "descriptions": "Гай, голова, сказав, ",
    "this was said": "Міст закрили вчора. Про це сказав Гай. ",
}


def steps(text: str) -> int:
    """Lines of Python run for one text."""
    count = 0

    def line(_: FrameType, event: str, __: object) -> TraceFunction:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        find_statements(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_work_grows_no_faster_than_the_text(piece: str) -> None:
    small, large = steps(piece * 150), steps(piece * 600)
    assert large <= 4 * small * 1.6 + 2000


@pytest.mark.parametrize("piece", ["“", '"', "Bob said ", "«Так, — сказав Коваль. — ", "Гай сказав, що ", "«а б\n"])
def test_two_hundred_kilobytes_of_it_comes_back(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(0 <= s.start < s.end <= len(text) for s in find_statements(text))
