"""Whatever the articles hold, every message is one that Telegram takes, and no word is lost."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.answer.context import Context, Contexts
from bot.answer.types import Answer, Citation, Status
from bot.telegram.articles.list_articles import LINES, format_list
from bot.telegram.rendering.answers import render_answer, render_contexts
from bot.telegram.rendering.escaping import escape_foreign_text, find_tappable
from bot.telegram.rendering.pagination import MAX_UNITS, Style, StyledText, TextBlock, paginate, utf16_units
from index.types import Article
from tests.support.bot_api.markup import HtmlReader
from tests.support.bot_api.text import find_entities, settle

SIGNS = [*"<>&\"'/@#.: \n\r\t\x00ß", "e\u0301", "\u202e", "\u2067", "\u2028", "\ud800", "\u2060", "🐟", "東京"]
LURES = [
    "</blockquote>",
    "<a href=x>",
    "&lt;",
    "&#60;",
    "/start",
    "@someone",
    "https://evil.example/x",
    "tg://user?id=1",
]
OTHERS = ["[1]", "://", "1.2.3.4", "a" * 50, "👨\u200d👩\u200d👧"]
PIECES = st.sampled_from([*SIGNS, *LURES, *OTHERS])
TEXTS = st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join)
LONG = st.tuples(TEXTS, st.integers(1, 60)).map(lambda pair: pair[0] * pair[1])
MAYBE = st.none() | TEXTS
LINKS = MAYBE | st.text("abcdefé#:~,-%&'\"<>", max_size=1900).map(lambda path: f"https://post.example/{path}")

PLAIN = Citation(1, "a", None, None, None, None, None, None, "", 0, 0)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    return Citation(
        number=draw(st.integers(1, 9)),
        article_id=draw(TEXTS),
        title=draw(MAYBE),
        publisher=draw(MAYBE),
        author=draw(MAYBE),
        published_at=draw(MAYBE | st.sampled_from(["2025-02-09", "2025-02-31", "2025-02-09T10:00:00+01:00", "today"])),
        url=draw(LINKS),
        link=draw(LINKS),
        quote=draw(LONG),
        start=0,
        end=0,
        also_in=draw(st.sampled_from([(), ("a",), ("a", "b")])),
        page=draw(st.none() | st.integers(1, 9999)),
        corrected=draw(st.booleans()),
        gone_at=draw(st.sampled_from([None, "2026-03-03T10:00:00+00:00"])),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    quotes = tuple(draw(st.lists(citations(), max_size=6)))
    status = draw(st.sampled_from(list(Status)))
    near = () if status is Status.ANSWERED else quotes
    return Answer("q", status, draw(LONG), quotes if status is Status.ANSWERED else (), near)


@st.composite
def contexts(draw: st.DrawFn) -> Context:
    pieces = draw(st.lists(TEXTS, min_size=1, max_size=7))
    quote, marks = "", []
    for number, piece in enumerate(pieces):
        if number % 2 and piece:
            marks.append((len(quote), len(quote) + len(piece)))
        quote += piece
    long = draw(st.sampled_from([0, 0, 3000]))
    quote += " word" * long
    citation = replace(draw(citations()), quote=quote)
    return Context(citation, (1, 2), tuple(marks), draw(st.booleans()), draw(st.booleans()))


@settings(max_examples=100, deadline=None)
@given(st.lists(contexts(), max_size=4))
def test_context_stays_in_its_quote_whatever_it_holds(found: list[Context]) -> None:
    shown, plain_text = [], ""
    for page in render_contexts(Contexts(tuple(found), (7,))):
        reader = HtmlReader(page.html)
        plain = reader.read()
        assert plain == page.text
        assert 0 < utf16_units(plain.strip()) <= 4096
        formatted = settle(plain, reader.entities, reader.lost)
        assert formatted.lost == ()
        kinds = {"expandable_blockquote", "text_link", "code", "bold"}
        assert {entity["type"] for entity in formatted.entities} <= kinds
        assert len(formatted.entities) <= 100
        plain_text += plain
        raw = plain.encode("utf-16-le")
        for entity in reader.entities:
            if entity["type"] == "expandable_blockquote":
                start, length = 2 * entity["offset"], 2 * entity["length"]
                shown.append(raw[start : start + length].decode("utf-16-le"))
    assert words("".join(shown)) == words("".join(escape_foreign_text(each.citation.quote) for each in found))


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_marked_is_bold_but_for_what_is_code(before: str, quote: str, behind: str) -> None:
    marked = Context(
        replace(PLAIN, quote=before + quote + behind), (1,), ((len(before), len(before) + len(quote)),) if quote else ()
    )
    bold: list[str] = []
    code: list[str] = []
    for page in render_contexts(Contexts((marked,))):
        reader = HtmlReader(page.html)
        raw = reader.read().encode("utf-16-le")
        for entity in reader.entities:
            start, length = 2 * entity["offset"], 2 * entity["length"]
            {"bold": bold, "code": code}.get(entity["type"], []).append(raw[start : start + length].decode("utf-16-le"))
    if not code:
        assert words("".join(bold)) == words(escape_foreign_text(quote))
    assert all(each.strip() == each for each in bold)


def words(text: str) -> str:
    """What must survive: the text without its white space, which messages trim."""
    return re.sub(r"\s+", "", text)


@settings(max_examples=150, deadline=None)
@given(answers())
def test_every_message_is_read_by_telegram_as_it_was_meant(answer: Answer) -> None:
    for page in render_answer(answer):
        reader = HtmlReader(page.html)
        plain = reader.read()
        assert plain == page.text
        assert 0 < utf16_units(plain.strip()) <= 4096
        formatted = settle(plain, reader.entities, reader.lost)
        assert formatted.lost == ()
        assert {entity["type"] for entity in formatted.entities} <= {"expandable_blockquote", "text_link", "code"}
        assert len(formatted.entities) <= 100
        assert sum(len(str(entity.get("url", "")).encode()) for entity in formatted.entities) < 9000


@settings(max_examples=100, deadline=None)
@given(answers())
def test_every_quote_is_shown_whole_inside_a_quote(answer: Answer) -> None:
    shown = []
    for page in render_answer(answer):
        reader = HtmlReader(page.html)
        plain = reader.read().encode("utf-16-le")
        for entity in reader.entities:
            if entity["type"] == "expandable_blockquote":
                start, length = 2 * entity["offset"], 2 * entity["length"]
                shown.append(plain[start : start + length].decode("utf-16-le"))
    given_quotes = answer.citations or (answer.closest if answer.status is Status.NOT_FOUND else ())
    assert words("".join(shown)) == words("".join(escape_foreign_text(each.quote) for each in given_quotes))


@given(TEXTS)
def test_harmless_text_keeps_every_character_but_those_it_names(text: str) -> None:
    kept = re.sub("[\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd\x00-\x1f\x7f-\x9f]", "", text)
    shown = re.sub("[\ufffd]", "", escape_foreign_text(text))
    assert words(shown) == words(kept)


@given(TEXTS)
def test_no_word_that_telegram_acts_on_is_overlooked(text: str) -> None:
    shown = escape_foreign_text(text)
    shown.encode()
    for entity in find_entities(shown):
        place = shown.encode("utf-16-le")[: 2 * entity["offset"]].decode("utf-16-le")
        assert any(start <= len(place) < end for start, end in find_tappable(shown))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(LONG, st.sampled_from(list(Style))), max_size=8))
def test_pages_hold_the_blocks_text_in_order_and_within_bounds(parts: list[tuple[str, Style]]) -> None:
    clean = [(escape_foreign_text(text), style) for text, style in parts]
    pages = paginate([TextBlock((StyledText(text, style, "https://a.example"),)) for text, style in clean])
    assert all(0 < utf16_units(page.text) <= MAX_UNITS for page in pages)
    assert words("".join(page.text for page in pages)) == words("".join(text for text, _ in clean))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.builds(Article, TEXTS, TEXTS, MAYBE, MAYBE, MAYBE, MAYBE, LINKS), max_size=LINES), TEXTS)
def test_a_page_of_the_list_of_articles_is_read_by_telegram(articles: list[Article], words: str) -> None:
    for page in [format_list(articles, (1, len(articles)), words, {})]:
        reader = HtmlReader(page.html)
        assert reader.read() == page.text
        formatted = settle(page.text, reader.entities, reader.lost)
        assert formatted.lost == ()
        assert {entity["type"] for entity in formatted.entities} <= {"text_link", "code"}
