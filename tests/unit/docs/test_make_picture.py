"""The picture in the README is drawn from the transcript in docs/telegram.md."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from docs.make_picture import PICTURE, SOURCE, Message, draw, make_picture, parse_messages, wrap_text

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    """What the picture shows as words, line by line."""
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - ours


def test_the_picture_is_what_the_script_makes_of_the_transcript() -> None:
    assert PICTURE.read_text("utf-8") == make_picture(SOURCE.read_text("utf-8"))


def test_no_word_of_the_answer_is_lost() -> None:
    shown = " ".join(texts(PICTURE.read_text("utf-8")))
    assert (
        "“The Kremlin can live with a small hole in the map as long as nobody at home looks at it,” she said." in shown
    )
    assert "Nothing in the articles answers this. Articles searched: 12." in shown


def test_messages_are_unwrapped_and_their_buttons_read() -> None:
    long = "word " * 18 + "abcdef"
    transcript = f"Ann (adds Whosaid)\n\nBen: /ask who?\n\nWhosaid:\n> {long}\n> next\n\n[1] A · B\n[Yes]  [No]\n[👍]\n"
    assert parse_messages(transcript) == (
        Message("Ben", ("/ask who?",)),
        Message("Whosaid", (f"> {long} next", "", "[1] A · B"), (("Yes", "No"), ("👍",))),
    )


def test_a_short_line_is_not_joined_to_the_next() -> None:
    assert parse_messages("Ben:\n> one\n> two") == (Message("Ben", ("> one", "> two")),)


def test_markup_in_a_message_is_only_text() -> None:
    svg = draw([Message("<b>", ("a & <script>",), (("<x>",),))])
    assert texts(svg) == ["<b>", "a & <script>", "<x>"]


def test_lines_are_broken_at_spaces_and_long_words_and_dates_stay_whole() -> None:
    assert wrap_text("aaaa 9 Feb 2025", 130) == ["aaaa", "9\u00a0Feb\u00a02025"]
    assert wrap_text("aaaa bbbb cccc", 90) == ["aaaa bbbb", "cccc"]
    assert wrap_text("a" * 99, 90) == ["a" * 99]


def test_a_document_without_a_session_is_said() -> None:
    with pytest.raises(ValueError, match=r"no transcript of a group's session"):
        make_picture("# Nothing\n")
