from __future__ import annotations

import pytest

from index.text.language import detect_language
from index.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("Mr. Ng left at 5 p.m. on Monday.", ["Mr. Ng left at 5 p.m. on Monday."]),
        ("“It's over!” said Mr. Ng. He left.", ["“It's over!” said Mr. Ng.", "He left."]),
        ("«Ми чекаємо», — сказав І. Коваль. Дощ ішов.", ["«Ми чекаємо», — сказав І. Коваль.", "Дощ ішов."]),
        ("A headline without a stop\n\nThen text.", ["A headline without a stop", "Then text."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_text_splits_into_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_text_wrapped_at_a_fixed_width_is_joined_over_its_line_ends() -> None:
    first = "The harbour master of the northern port says that\nthe dredging will end before the spring."
    text = f"{first}\n    A second matter."
    assert split(text) == [
        first,
        "A second matter.",
    ]


def test_short_lines_are_paragraphs_of_their_own() -> None:
    text = "Views: 12\nShare this\nThe council met."
    assert [text[start:end] for start, end in paragraphs(text)] == ["Views: 12", "Share this", "The council met."]


@pytest.mark.parametrize("hostile", ["“" * 20_000, "a" * 50_000, 'said "A. ' * 5_000, "\n" * 10_000, "😀" * 9_000])
def test_hostile_text_keeps_every_character(hostile: str) -> None:
    assert "".join(split(hostile)).replace(" ", "") == hostile.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain", "en"),
        ("Дощ і сніг", "uk"),
        ("Хто сказав, що тариф не зросте?", "uk"),
        ("Кто сказал, что тариф не вырастет?", "ru"),
        ("Мы идём домой", "ru"),
        ("", "en"),
    ],
)
def test_language_is_told_by_letters(text: str, expected: str) -> None:
    assert detect_language(text) == expected


@pytest.mark.parametrize("space", ["\t", " ", "\r", "\n", "\u00a0"])
def test_a_run_of_white_space_ends(space: str) -> None:
    text = f"The mill was sold.{space * 300_000}A baker bought it."
    assert [text[start:end] for start, end in sentences(text)] == ["The mill was sold.", "A baker bought it."]
