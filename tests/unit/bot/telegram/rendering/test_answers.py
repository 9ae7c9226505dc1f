"""An answer as messages, sign by sign."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.types import Answer, Citation, Status
from bot.conversation.session import Reply
from bot.dates import readable_date
from bot.telegram.rendering.answers import render_answer, render_plain, render_reply
from bot.telegram.rendering.escaping import escape_foreign_text
from bot.telegram.rendering.pagination import MAX_UNITS, Style, StyledText, TextBlock, html_page, paginate

FIRST = Citation(
    number=1,
    article_id="a1",
    title="River towns ask for help early",
    publisher="The Oldbridge Post",
    author=None,
    published_at="2025-02-03",
    url="https://oldbridge.example/1",
    link="https://oldbridge.example/1#:~:text=The%20river",
    quote="“The river towns cannot wait,” said Jane Roe.",
    start=0,
    end=45,
)
SECOND = replace(
    FIRST,
    number=2,
    article_id="a2",
    title="Ministry answers",
    publisher="Northern Wire",
    published_at="2025-02-05T08:00:00Z",
    url=None,
    link=None,
    quote="A spokesman said the money had been set aside.",
    also_in=("a3", "a4"),
)


def answered(*citations: Citation, text: str = "Jane Roe [1] and a spokesman [2].") -> Answer:
    return Answer("q", Status.ANSWERED, text, citations)


def html(answer: Answer) -> str:
    pages = render_answer(answer)
    assert len(pages) == 1
    return pages[0].html


def test_quotes_of_one_article_share_a_line_and_each_number_opens_it_at_its_quote() -> None:
    later = replace(FIRST, number=3, quote="“We wait.”", link="https://oldbridge.example/1#:~:text=We%20wait")
    shown = html(answered(FIRST, SECOND, later))
    assert shown.endswith(
        '[1]<a href="https://oldbridge.example/1#:~:text=We%20wait">[3]</a> '
        '<a href="https://oldbridge.example/1#:~:text=The%20river">River towns ask for help early</a>'
        " · The Oldbridge Post · 3 Feb 2025\n"
        "[2] Ministry answers · Northern Wire · 5 Feb 2025 · also in 2 others"
    )


def test_quotes_on_two_pages_of_a_document_have_a_line_each() -> None:
    assert html(answered(replace(FIRST, page=3), replace(FIRST, number=2, page=4))).count("River towns ask") == 2


def test_text_then_quotes_then_sources() -> None:
    assert html(answered(FIRST, SECOND)) == (
        "Jane Roe [1] and a spokesman [2].\n\n"
        "<blockquote expandable>“The river towns cannot wait,” said Jane Roe.</blockquote>\n"
        "<blockquote expandable>A spokesman said the money had been set aside.</blockquote>\n\n"
        '[1] <a href="https://oldbridge.example/1#:~:text=The%20river">River towns ask for help early</a>'
        " · The Oldbridge Post · 3 Feb 2025\n"
        "[2] Ministry answers · Northern Wire · 5 Feb 2025 · also in 2 others"
    )


def test_a_source_shows_what_is_known_of_it() -> None:
    bare = replace(SECOND, number=1, title=None, publisher=None, published_at=None, also_in=("x",))
    assert html(answered(bare)).endswith("\n\n[1] a2 · also in 1 other")


def test_a_source_named_twice_is_listed_once() -> None:
    assert html(answered(FIRST, replace(FIRST, quote="More."))).count("[1] <a") == 1


def test_a_near_miss_is_marked_unless_the_text_does_so() -> None:
    near = Answer("q", Status.NOT_FOUND, "Nobody says this.", closest=(FIRST,))
    assert html(near).startswith("Nobody says this.\n\nClosest, though not an answer:\n\n<blockquote")
    marked = replace(near, text="Nobody says this. Closest:")
    assert html(marked).startswith("Nobody says this. Closest:\n\n<blockquote")


def test_how_a_question_was_understood_comes_last_on_one_line_and_not_endless() -> None:
    line = "Understood as: Who said <b>the mill</b>\nburns " + "on " * 200
    (page,) = render_answer(answered(FIRST, text="Ada Thorn [1]."), line)
    first, *_, last = page.text.splitlines()
    assert first == "Ada Thorn [1]."
    assert last.startswith("Understood as: Who said <b>the mill</b> burns on on")
    assert len(last) <= 240
    assert "<b>" not in page.html


def test_a_question_back_is_a_plain_line() -> None:
    (page,) = render_reply(Reply(None, clarification="Whom do you mean: <i>Ada</i> or Bo?"))
    assert page.text == "Whom do you mean: <i>Ada</i> or Bo?"
    assert "<i>" not in page.html


def test_a_refusal_with_nothing_near_is_its_text() -> None:
    assert html(Answer("q", Status.NOT_FOUND, "Nothing in 12 articles.")) == "Nothing in 12 articles."


def test_markup_in_an_article_is_text() -> None:
    hostile = replace(FIRST, title="<b>&amp;", publisher='"&', quote="</blockquote><b>x</b> &lt;", link=None, url=None)
    shown = html(answered(hostile, text="<i>"))
    assert (
        "\n\n<blockquote expandable>&lt;<code>/blockquote&gt;&lt;b&gt;x&lt;/b</code>&gt; &amp;lt;</blockquote>" in shown
    )
    assert shown.endswith('[1] &lt;b&gt;&amp;amp; · "&amp; · 3 Feb 2025')


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "tg://user?id=1",
        "https://",
        "https://local",
        "https://a b.example",
        "http://[x",
        f"https://post.example/{'ß' * 1000}",
        "https://post.example/\ud800",
    ],
)
def test_an_address_that_is_no_web_address_makes_no_link(url: str) -> None:
    assert "<a " not in html(answered(replace(FIRST, url=url, link=url)))


def test_an_address_is_escaped_in_its_attribute_and_stands_in_for_a_long_link() -> None:
    tricky = "https://post.example/?a=1&b=\"><b>'"
    shown = html(answered(replace(FIRST, url=tricky, link=f"{tricky}#{'x' * 2000}")))
    assert '<a href="https://post.example/?a=1&amp;b=&quot;&gt;&lt;b&gt;&#x27;">' in shown


def test_a_title_of_several_lines_is_one_line_and_not_endless() -> None:
    shown = html(answered(replace(FIRST, title="Two\nlines " + "x" * 300)))
    assert "Two lines xxx" in shown
    assert "xxx…</a> · The Oldbridge Post" in shown


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2025-02-09", "9 Feb 2025"),
        ("2025-12-31T23:59:59+02:00", "31 Dec 2025"),
        ("2025-02-31", "2025-02-31"),
        ("February 2025", "February 2025"),
        ("", ""),
    ],
)
def test_dates(date: str, shown: str) -> None:
    assert readable_date(date) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ask “@someone”.", "ask “<code>@someone</code>”."),
        ("(ann@post.example)", "(<code>ann@post.example</code>)"),
        ("/start now", "<code>/start</code> now"),
        ("at https://post.example/a?b&c, here", "at <code>https://post.example/a?b&amp;c</code>, here"),
        ("tg://user", "<code>tg://user</code>"),
        ("#river", "<code>#river</code>"),
        ("see 10.0.0.1.", "see <code>10.0.0.1</code>."),
        ("Post.example", "<code>Post.example</code>"),
        ("and/or, 9/11, 3.5 %, U.S. law, e.g. this. And a @ b # c / d", None),
    ],
)
def test_words_that_telegram_would_make_tappable_are_shown_as_code(text: str, shown: str | None) -> None:
    page = render_plain(text)[0]
    assert page.html == (shown or text)
    assert page.text == text


def test_directions_and_controls_are_left_out() -> None:
    assert escape_foreign_text("a\u202eb\u2066c\u2069 d\x00e\r\nf\u2028g\ud800") == "abc d e\nf\ng\ufffd"


def test_plain_words_are_escaped() -> None:
    assert render_plain("a < b\n")[0].html == "a &lt; b"


def test_own_words_lose_their_markup_in_plain_text() -> None:
    assert html_page("id <code>7</code>.").text == "id 7."


def test_a_block_goes_whole_to_the_next_message() -> None:
    half = "x" * (MAX_UNITS // 2)
    pages = paginate(
        [TextBlock((StyledText(half),)), TextBlock((StyledText(half, Style.QUOTE),)), TextBlock((StyledText("end"),))]
    )
    assert [page.text for page in pages] == [half, f"{half}\nend"]


def test_a_long_quote_goes_on_in_a_quote_of_the_next_message_and_is_cut_between_words() -> None:
    quote = "word " * 1700
    pages = paginate([TextBlock((StyledText("Text"),)), TextBlock((StyledText(quote, Style.QUOTE),), "\n\n")])
    assert [page.html.count("<blockquote expandable>") for page in pages] == [1, 1, 1]
    assert pages[0].text.startswith("Text\n\nword ")
    assert all(page.text.endswith("word ") for page in pages)


def test_a_cut_keeps_a_letter_and_its_accent_together() -> None:
    pages = paginate([TextBlock((StyledText("e\u0301" * MAX_UNITS),))])
    assert all(page.text.startswith("e") for page in pages)


def test_a_message_holds_no_more_links_than_telegram_takes() -> None:
    blocks = [TextBlock((StyledText("x", Style.LINK, f"https://post.example/{number}"),)) for number in range(250)]
    assert [page.html.count("<a ") for page in paginate(blocks)] == [90, 90, 70]
    heavy = [TextBlock((StyledText("x", Style.LINK, f"https://post.example/{'y' * 1900}"),)) for _ in range(9)]
    assert [page.html.count("<a ") for page in paginate(heavy)] == [4, 4, 1]


def test_a_quote_full_of_mentions_makes_more_messages_rather_than_too_many_entities() -> None:
    pages = paginate([TextBlock((StyledText("@someone " * 200, Style.QUOTE),))])
    assert all(page.html.count("<code>@someone</code>") <= 90 for page in pages)
    assert "".join(page.text for page in pages) == "@someone " * 200
