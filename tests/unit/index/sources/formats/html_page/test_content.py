"""The words of a page that are its article, whole and in order."""

from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources.formats.html_page import article
from index.sources.formats.html_page.content import collect_blocks
from index.sources.formats.html_page.dom import parse_tree, read_blocks, split_at_breaks

FIRST = "The bridge over the Alder will be shut for a week from Monday, the council said, because two bolts came loose."
SECOND = (
    "“We would rather close it than lose it,” said Ada Brook, the mayor, who hopes that it will open again on Sunday."
)
THIRD = (
    "Buses will go round by Stenning, which takes twenty minutes longer than the way over the bridge, Brook promised."
)
FOURTH = (
    "The ferry at Lower Wick will run twice an hour, and the school of the village begins half an hour later, she said."
)
ALL = (FIRST, SECOND, THIRD, FOURTH)


def page(body: str, *, title: str = "Bridge to close") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def structured_page(text: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{text}"}}</script>'


def text_of(body: str) -> list[str]:
    return article.parse_html(page(body)).text.split("\n\n")


def blocks(body: str) -> list[str]:
    return [block.text for block in read_blocks(parse_tree(page(body)))]


def test_words_in_a_link_or_a_span_stay_in_their_sentence() -> None:
    linked = THIRD.replace("which takes twenty", '<span class="link"><a href="/x">which takes twenty</a></span>')
    assert text_of(f"<article>{paragraphs(FIRST, SECOND, linked, FOURTH)}</article>") == list(ALL)


def test_a_promotion_in_the_side_bar_is_left_out_and_the_order_is_the_pages() -> None:
    aside = "Night ferries are a way of crossing a river in the dark, and this guide tells how to choose the best."
    body = (
        f"<div id='feature'><h2>Ferries are back now</h2></div><div class='article'><h1>Bridge to close</h1>"
        f"<div class='content'>{'<br><br>'.join(ALL)}</div></div><div id='right'><ul><li><p>{aside}</p></li></ul></div>"
    )
    assert text_of(body) == list(ALL)


def test_a_post_quoted_from_elsewhere_is_kept_with_its_writer() -> None:
    post = (
        '<div class="social-media-embed"><blockquote class="twitter-tweet"><p>I crossed it yesterday and it '
        'shook like a leaf</p>— Bo Ek (@boek) <a href="https://example.org/1">February 8, 2025</a></blockquote></div>'
    )
    expected = text_of(f"<article>{paragraphs(FIRST, SECOND)}{post}{paragraphs(THIRD, FOURTH)}</article>")
    assert expected == [
        FIRST,
        SECOND,
        "I crossed it yesterday and it shook like a leaf",
        "— Bo Ek (@boek) February 8, 2025",
        THIRD,
        FOURTH,
    ]


@pytest.mark.parametrize(
    "noise",
    [
        "<p><a href='/other'>Ferry at Lower Wick runs aground in the fog</a></p>",
        "<a href='/o'><span>Also on the Post</span><span>Ferry runs aground in the fog</span></a>",
        "<p>Read more: Ferry runs aground</p>",
        "<p>Sign up for our free daily newsletter and never miss a story.</p>",
        "<p>Get the day's stories delivered to your inbox. It is free.</p>".replace("day's", "latest"),
        "<p>(Reporting by Ida Lund in Stenning; editing by Bo Ek)</p>",
        "<p>Like this story? Share it with a friend!</p>",
        "<p>[button link=”http://example.org/” type=”big”] Send us your photographs[/button]</p>",
    ],
)
def test_what_is_no_sentence_of_the_article_goes_from_between_and_below(noise: str) -> None:
    assert text_of(f"<article>{paragraphs(FIRST, SECOND)}{noise}{paragraphs(THIRD, FOURTH)}{noise}</article>") == list(
        ALL
    )


def test_headings_and_links_below_the_last_sentence_go() -> None:
    links = "<h3>More of our work</h3><ul><li><a href='/a'>Ten bridges that were shut in winter</a></li></ul>"
    assert text_of(f"<article>{paragraphs(*ALL)}{links}</article>") == list(ALL)


def test_what_was_found_apart_from_the_rest_goes_and_so_do_links_at_the_end() -> None:
    aside = f"<div id='aside'><p>{FIRST.replace('bridge', 'ferry')}</p></div>"
    end = "<h2>More of our work</h2><ul><li><a href='/a'>Ten bridges that were shut in winter</a></li></ul>"
    every = read_blocks(parse_tree(page(f"{aside}<div>{paragraphs(*ALL)}<p>{THIRD}</p><p>{FOURTH}</p>{end}</div>")))
    assert [block.text for block in collect_blocks(every, every)] == [*ALL, THIRD, FOURTH]


def test_a_heading_and_a_list_between_sentences_stay() -> None:
    middle = (
        "<h2>How to get across</h2><ul><li>By bus over Stenning, twice an hour</li><li>By ferry at Lower Wick</li></ul>"
    )
    expected = text_of(f"<article>{paragraphs(FIRST, SECOND)}{middle}{paragraphs(THIRD, FOURTH)}</article>")
    assert expected[2:5] == ["How to get across", "By bus over Stenning, twice an hour", "By ferry at Lower Wick"]


def test_a_teaser_that_the_first_paragraph_repeats_is_left_out() -> None:
    teaser = FIRST[: FIRST.index(", because")] + " …"
    assert text_of(f"<article>{paragraphs(teaser, *ALL)}</article>") == list(ALL)


def test_a_page_that_shows_little_of_what_it_tells_search_engines_is_read_from_there() -> None:
    expected = [*ALL, *(f"On day {day} of the week, {text}" for day, text in enumerate(ALL))]
    draft = article.parse_html(
        page(structured_page("\\n\\n".join(expected)) + f"<article>{paragraphs(FIRST)}</article>")
    )
    assert draft.text.split("\n\n") == expected


def test_a_page_that_shows_its_article_is_read_as_it_shows_it() -> None:
    assert text_of(structured_page(" ".join([*ALL, FIRST, SECOND])) + f"<article>{paragraphs(*ALL)}</article>") == list(
        ALL
    )


def test_two_breaks_part_paragraphs_and_one_break_within_a_sentence_does_not() -> None:
    tree = parse_tree(page(f"<div>{FIRST}<br> <br>{SECOND[:60]}<br>{SECOND[60:]}<br><br>{THIRD}</div>"))
    split_at_breaks(tree)
    assert [part.text_content()[:20] for part in tree.iter("p")] == [text[:20] for text in (FIRST, SECOND, THIRD)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>It closed<br>on Monday</p>", ["It closed on Monday"]),
        ("<p>It closed.<br>on Monday</p>", ["It closed.", "on Monday"]),
        ("<p>Tickets<br>https://example.org</p>", ["Tickets", "https://example.org"]),
        ("<h1>The bridge<br>Is shut</h1>", ["The bridge Is shut"]),
        ("<table><tr><th>Ada</th><td>12</td></tr><tr><td>Bo</td><td>7</td></tr></table>", ["Ada | 12", "Bo | 7"]),
        ("<table><tr><td><p>One</p><p>Two</p></td></tr></table>", ["One", "Two"]),
        ("<p>One<script>no()</script> two<!-- three --></p>four", ["One two", "four"]),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>", ["One", "Two"]),
    ],
)
def test_blocks_are_what_a_reader_sees(body: str, expected: list[str]) -> None:
    assert blocks(body)[1 if blocks(body)[0] == "Bridge to close" else 0 :] == expected


@pytest.mark.parametrize(
    "content",
    [
        page(f"<article>{paragraphs(*ALL)}</article>" + "<div>" * 100_000),
        page(f"<article>{paragraphs(*ALL)}</article>".replace("bridge", "br\0idge")),
        page(f"<article>{paragraphs(*ALL)}</article><div class='{'a ' * 2**19}'></div>"),
        page(f"</div></p></table><b><i><article>{paragraphs(*ALL)}</i></b></article></div>"),
        page(f"<article>{paragraphs(*ALL)}</article><script type='application/ld+json'>{'[' * 200_000}</script>"),
        page(f"<article>{paragraphs(*ALL)}</article>", title="a - b | " * 100_000),
        f"<title>T</title><article>{paragraphs(*ALL)}</article>",
    ],
    ids=["deep", "zero bytes", "attribute", "broken nesting", "deep json", "title", "no body"],
)
def test_a_hostile_page_gives_its_article(content: str) -> None:
    assert article.parse_html(content).text.split("\n\n") == list(ALL)


@pytest.mark.parametrize("content", ["<div>" * 100_000 + FIRST, "\0\0", "<p>" + "a" * 2**20, "<" * 2**20], ids=len)
def test_a_hostile_page_without_an_article_is_one_line(content: str) -> None:
    with pytest.raises(SourceError, match=r"save the text as \.txt$"):
        article.parse_html(content)
