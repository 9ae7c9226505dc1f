"""Telegram's HTML as the tests' own server reads it."""

from __future__ import annotations

import pytest

from tests.support.bot_api.reading import read_caption, read_formatted, read_message_text
from tests.support.bot_api.text import Formatted, checked_link, cut, settle
from tests.support.bot_api.wire import JsonObject, Refusal


def read(html: str) -> Formatted:
    return read_formatted(html, "HTML", None)


def kinds(formatted: Formatted) -> list[tuple[str, str]]:
    return [(entity["type"], cut(formatted.text, entity["offset"], entity["length"])) for entity in formatted.entities]


@pytest.mark.parametrize(
    ("html", "text", "expected"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", "a"), ("bold", "b")]),
        ("<i>a</i><em>b</em>", "ab", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u> <ins>b</ins>", "a b", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", x) for x in "abc"]),
        (
            "<tg-spoiler>a</tg-spoiler><span class='tg-spoiler'>b</span>",
            "ab",
            [("spoiler", "a"), ("spoiler", "b")],
        ),
        ("<code>x</code>", "x", [("code", "x")]),
        ('<pre><code class="language-python">x</code></pre>', "x", [("pre", "x")]),
        ("<blockquote>q</blockquote>", "q", [("blockquote", "q")]),
        ("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", "q")]),
        ('<blockquote expandable="">q</blockquote>', "q", [("expandable_blockquote", "q")]),
        ("<B>A</b>", "A", [("bold", "A")]),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("<b></b>x", "x", []),
        ('<a href="https://e.org/?a=1&amp;b=2">x</a>', "x", [("text_link", "x")]),
        ("&lt;b&gt; &amp;amp; &quot;&#33;&#x1F600;", '<b> &amp; "!😀', []),
        ("&lt", "<", []),
        ("A&B &nbsp; &", "A&B &nbsp; &", []),
        ("a > b", "a > b", []),
        ("  <b> a </b> ", "a", [("bold", "a")]),
        (
            "ask @whosaid_bot or /help",
            "ask @whosaid_bot or /help",
            [("mention", "@whosaid_bot"), ("bot_command", "/help")],
        ),
        ("see https://e.org/x.", "see https://e.org/x.", [("url", "https://e.org/x")]),
    ],
)
def test_allowed_markup_becomes_text_and_entities(html: str, text: str, expected: list[tuple[str, str]]) -> None:
    formatted = read(html)
    assert formatted.text == text
    assert kinds(formatted) == expected
    assert formatted.lost == ()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("é<br>", 'Unsupported start tag "br" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("1 <2", "Unclosed start tag at byte offset 2"),
        ("<b>a", "Can't find end tag corresponding to start tag b"),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0'),
        ('<a href="https://e.org', "Unclosed start tag at byte offset 0"),
        ("<a href=https://e.org>x</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", "Blockquotes can't be nested at byte offset 13"),
        ("&#xD800;", "Text contains invalid Unicode characters after decoding HTML entities"),
    ],
)
def test_wrong_markup_is_refused_in_telegrams_words(html: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(html)
    assert refused.value.code == 400
    assert refused.value.description.startswith(f"Bad Request: can't parse entities: {words}")


def test_offsets_count_utf16_code_units() -> None:
    (bold,) = read("😀é <b>x😀</b>").entities
    assert (bold["offset"], bold["length"]) == (4, 3)


@pytest.mark.parametrize(
    ("html", "lost"),
    [
        ('<a href="javascript:x">a</a>', "the link to 'javascript:x'"),
        ('<a href="https://localhost/x">a</a>', "the link to 'https://localhost/x'"),
        ("<code><b>a</b></code>", "bold inside"),
        ('<a href="https://e.org"><code>a</code></a>', "code inside"),
        ("<b>a</b> " * 101, "1 entities beyond the first 100"),
    ],
)
def test_what_telegram_drops_silently_is_told(html: str, lost: str) -> None:
    (told,) = read(html).lost
    assert told.startswith(lost)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://e.org/a#:~:text=b%20c", "https://e.org/a#:~:text=b%20c"),
        ("e.org/a", "http://e.org/a"),
        ("tg://user?id=1", "tg://user?id=1"),
        ("http://[::1]/", "http://[::1]/"),
        ("ftp://e.org", None),
        ("http://e.org:port/", None),
        ("nothing", None),
        ("", None),
    ],
)
def test_a_link_needs_a_host_with_a_dot(url: str, kept: str | None) -> None:
    assert checked_link(url) == kept


def message(text: str) -> JsonObject:
    return {"text": text, "parse_mode": "HTML"}


def test_4096_units_after_parsing_are_a_message_and_one_more_is_not() -> None:
    assert read_message_text(message(f"<b>{'&lt;' * 4094}😀</b>")).text.startswith("<")
    with pytest.raises(Refusal, match="message is too long"):
        read_message_text(message("x" * 4095 + "😀"))


@pytest.mark.parametrize("text", ["", "  \n", "<b> </b>"])
def test_an_empty_message_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="message text is empty"):
        read_message_text(message(text))


def test_a_caption_may_be_empty_but_not_over_1024() -> None:
    assert read_caption({}).text == ""
    assert len(read_caption({"caption": "x" * 1024}).text) == 1024
    with pytest.raises(Refusal, match="caption is too long"):
        read_caption({"caption": "x" * 1025})


def test_entities_may_be_given_in_place_of_markup_but_must_stand_in_the_text() -> None:
    entity = {"type": "bold", "offset": 1, "length": 2}
    assert kinds(read_formatted("abc", None, [entity])) == [("bold", "bc")]
    with pytest.raises(Refusal, match="outside the text"):
        read_formatted("ab", None, [entity])
    with pytest.raises(Refusal, match="both"):
        read_formatted("abc", "HTML", [entity])


def test_words_that_only_look_like_commands_and_mentions_are_none() -> None:
    assert settle("and/or a@b.org 1/2 http://e.org/help", ()).entities == ({"type": "url", "offset": 19, "length": 17},)
