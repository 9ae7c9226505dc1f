"""Talk written down turn by turn."""

from __future__ import annotations

import pytest

from index.statements import find_statements

TALK = """Jane Roe of Oldbridge spoke with the Post.

JANE ROE: We shall build the mill again. Peter said it was gone.

PETER POE: When?

ROE: Next year, if the river lets us."""


def test_every_turn_belongs_to_its_label_and_to_nobody_named_inside_it() -> None:
    found = [(s.speaker, s.cue, TALK[s.start : s.end]) for s in find_statements(TALK)]
    assert found == [
        ("Jane Roe", ":", "We shall build the mill again. Peter said it was gone."),
        ("PETER POE", ":", "When?"),
        ("Jane Roe", ":", "Next year, if the river lets us."),
    ]


NO_TALK = {
    "two notes": "UPDATE: The mill is gone.\n\nNOTE: The dam is weak.",
    "one label only": "NOTE: The mill is gone.\n\nNOTE: The dam is weak.\n\nNOTE: The road is closed.",
    "no label again": "UPDATE: The mill is gone.\n\nNOTE: The dam is weak.\n\nPHOTOS: The road.",
    "labels in small letters": "Roe: It is gone.\n\nPoe: When?\n\nRoe: Now.",
}


@pytest.mark.parametrize("text", NO_TALK.values(), ids=NO_TALK.keys())
def test_labels_of_other_kinds_are_no_speakers(text: str) -> None:
    assert find_statements(text) == ()
