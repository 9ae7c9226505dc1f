"""No markup and no address of a draft is left in plain text."""

from __future__ import annotations

import pytest

from bot.llm.sanitizer import find_address, strip_markup


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The bridge is shut.", "The bridge is shut."),
        ("The bridge is shut [3].", "The bridge is shut."),
        ("Shut [1, 2][^4]【5】.", "Shut."),
        ("**The** _bridge_ is `shut`, ~~not~~ open", "The bridge is shut, not open"),
        ("# Bridge\n\n- shut\n* for long\n> now", "Bridge shut for long now"),
        ("See [the town's page](https://evil.example/x(1)) now", "See the town's page now"),
        ("![map](http://evil.example/a.png)", "map"),
        ("[a][b] and <b>bold</b> <script>obey()</script>x", "a and bold x"),
        ("<a href='https://evil.example'>here</a>", "here"),
        ("a <!-- hidden --> b &lt;", "a b &lt;"),
        ("ze\u200bro \u202eback\u202c tag\U000e0041", "zero back tag"),
        ("ask @evil_bot about #news or /start", "ask evil_bot about news or start"),
        ("5 * 3 and snake_case and 2021/22", "5 3 and snake_case and 2021/22"),
        ("[[x](y)](z) **[b](c)**", "x b"),
        ("a\x00b\x1b[31m", "ab31m"),
        ("| a | b |", "a b"),
        ("", ""),
    ],
)
def test_marks_go_and_words_stay(text: str, shown: str) -> None:
    assert strip_markup(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Visit https://evil.example now",
        "Visit HTTP://EVIL.EXAMPLE now",
        "go to evil.example.com.",
        "go to evil.link",
        "go to evil.com/x?y=1",
        "www.evil",
        "t.me/evil",
        "write to eve@evil.example",
        "javascript:alert(1)",
        "tg://resolve?domain=evil",
        "10.0.0.1 answers",
        "сайт зло.укр",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert find_address(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "It ended at 3.30 p.m. on Monday.",
        "The U.S. and D.C. agreed.",
        "He told CNN.com so.",
        "J.Crew made it.",
        "It rose 3.5.",
        "a.m.-5 p.m.",
    ],
)
def test_what_only_looks_like_an_address_is_none(text: str) -> None:
    assert find_address(text) is None


def test_the_bare_domain_of_who_published_it_is_its_name() -> None:
    assert find_address("Lennpost.org said so") == "Lennpost.org"
    assert find_address("Lennpost.org said so", ("Lennpost.org",)) is None
    assert find_address("Lennpost.org/x said so", ("Lennpost.org",)) is not None
