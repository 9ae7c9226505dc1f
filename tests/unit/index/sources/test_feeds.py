"""Feeds of every format, valid and invalid, read here and in the sandbox."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import feeds
from index.sources.feeds import is_feed, parse_feed, parse_feed_in_sandbox
from index.sources.formats import sandbox
from index.sources.rss_atom import FeedItem

HERE = "https://news.example/feeds/all.xml"
STORY = "https://news.example/bridge"

RSS2 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Northern Wire</title><link>https://news.example/</link>
<atom:link href="https://news.example/feeds/all.xml" rel="self"/>
<item><media:title>A picture</media:title><title>Bridge &amp;amp; ferry close</title>
<link>https://news.example/bridge#top</link><guid isPermaLink="false">17</guid>
<pubDate>Mon, 02 Mar 2026 09:30:00 +0200</pubDate><dc:creator>Jane Roe</dc:creator>
<description>In short.</description>
<content:encoded><![CDATA[<p>The bridge is closed&nbsp;&mdash; until May.</p>]]></content:encoded></item>
<item><link>/ferry</link><pubDate>Mon, 02 Mar 2026 09:30:00 EST</pubDate>
<author>ann@news.example (Ann Poe)</author></item>
</channel></rss>"""

RSS1 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Northern Wire</title></channel>
<item rdf:about="x"><title>Bridge closed</title><link>https://news.example/bridge</link>
<dc:date>2026-03-02T09:30:00+02:00</dc:date></item></rdf:RDF>"""

RSS091 = """<rss version="0.91"><channel><title>Northern Wire</title>
<item><title>Bridge closed</title><link>https://news.example/bridge</link></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/a/">
<title type="html">Northern &lt;b&gt;Wire&lt;/b&gt;</title><author><name>The desk</name></author>
<entry><title type="text">Less than &lt;b> in R</title><id>tag:news.example,2026:1</id>
<link rel="enclosure" href="https://news.example/sound.mp3"/><link rel="alternate" href="../bridge"/>
<updated>2026-03-02T10:00:00Z</updated><published>2026-03-02T09:30:00Z</published>
<summary>In short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Closed <em>today</em>.</p></div></content></entry>
<entry xml:base="https://other.example/"><title>Ferry</title><link href="ferry"/><updated>2026-03-02</updated>
<author><name>Jane Roe</name></author><author><name>Ann Poe</name></author>
<content type="html">&lt;p&gt;It &amp;amp; more.&lt;/p&gt;</content></entry></feed>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Northern Wire", "items": [
{"id": 17, "url": "/bridge", "title": "Less than <b> in R", "content_html": "<p>Closed.</p>",
 "date_published": "2026-03-02T09:30:00+02:00", "authors": [{"name": "Jane Roe"}, {"name": "Ann Poe"}]},
{"id": "18", "url": "https://news.example/ferry", "content_text": "One < two.\\n\\nThree.", "author": {"name": "Ann"}},
{"id": "19", "content_text": "leads nowhere"}, "no item"]}"""


def rss(item: str) -> bytes:
    return f"<rss><channel><title>t</title><item>{item}</item></channel></rss>".encode()


def read_item(item: str, address: str = HERE) -> FeedItem:
    (parsed,) = parse_feed(rss(item), address).items
    return parsed


def test_rss_2() -> None:
    feed = parse_feed(RSS2.encode(), HERE)
    assert feed.title == "Northern Wire"
    assert feed.items == (
        FeedItem(
            link=STORY,
            guid="17",
            title="Bridge & ferry close",
            published_at="2026-03-02T09:30:00+02:00",
            author="Jane Roe",
            text_html="<p>The bridge is closed&nbsp;&mdash; until May.</p>",
        ),
        FeedItem(link="https://news.example/ferry", published_at="2026-03-02T09:30:00-05:00", author="Ann Poe"),
    )


@pytest.mark.parametrize(
    ("feed", "date"), [(RSS1, "2026-03-02T09:30:00+02:00"), (RSS091, None)], ids=["rss 1.0", "rss 0.91"]
)
def test_older_rss(feed: str, date: str | None) -> None:
    assert parse_feed(feed.encode(), HERE).items == (FeedItem(STORY, title="Bridge closed", published_at=date),)


def test_atom() -> None:
    feed = parse_feed(ATOM.encode(), HERE)
    assert feed.title == "Northern Wire"
    assert feed.items == (
        FeedItem(
            link=STORY,
            guid="tag:news.example,2026:1",
            title="Less than <b> in R",
            published_at="2026-03-02T09:30:00+00:00",
            author="The desk",
            text_html='<div xmlns="http://www.w3.org/1999/xhtml"><p>Closed <em>today</em>.</p></div>',
        ),
        FeedItem(
            link="https://other.example/ferry",
            title="Ferry",
            published_at="2026-03-02",
            author="Jane Roe, Ann Poe",
            text_html="<p>It &amp; more.</p>",
        ),
    )


def test_json_feed() -> None:
    feed = parse_feed(JSON.encode(), HERE)
    assert (feed.title, feed.without_link) == ("Northern Wire", 1)
    assert feed.items == (
        FeedItem(
            link=STORY,
            guid="17",
            title="Less than <b> in R",
            published_at="2026-03-02T09:30:00+02:00",
            author="Jane Roe, Ann Poe",
            text_html="<p>Closed.</p>",
        ),
        FeedItem(
            link="https://news.example/ferry", guid="18", author="Ann", text_html="<p>One &lt; two.</p><p>Three.</p>"
        ),
    )


@pytest.mark.parametrize(
    "content",
    [
        RSS2.encode(),
        RSS1.encode(),
        RSS091.encode(),
        ATOM.encode(),
        JSON.encode(),
        b"\n\n  " + RSS2.encode(),
        b"<!-- <html> made by hand -->" + RSS091.encode(),
        b"\xef\xbb\xbf" + ATOM.encode(),
        RSS2.replace("UTF-8", "UTF-16").encode("utf-16"),
    ],
)
def test_a_feed_is_told_by_what_it_holds(content: bytes) -> None:
    assert is_feed(content)
    assert parse_feed(content, HERE).items


@pytest.mark.parametrize(
    "content",
    [
        b"<!doctype html><html><p>About the &lt;rss> element and the <feed> of birds.</p></html>",
        b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
        b"<urlset><url/></urlset>",
        b'{"items": []}',
        b"rss",
        b"",
    ],
)
def test_what_is_no_feed_is_said_not_to_be_one(content: bytes) -> None:
    assert not is_feed(content)
    with pytest.raises(SourceError, match="this is no feed"):
        parse_feed(content, HERE)


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2">',
        "<LINK href=https://news.example/rss?a=1&b=2 TYPE='Application/Atom+XML' REL='ALTERNATE'/>",
    ],
)
def test_a_page_is_asked_for_its_feed(tag: str) -> None:
    page = f'<html><head><link rel="stylesheet" type="text/css" href="x.css">{tag}</head></html>'
    with pytest.raises(SourceError, match=r"'https://news\.example/rss\?a=1&b=2'"):
        parse_feed(page.encode(), "https://news.example/front")


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        ("<link>https://news.example/a?b=1&c=2</link>", "https://news.example/a?b=1&c=2"),
        ("<link>\n  /a \n</link>", "https://news.example/a"),
        ("<link>b/c</link>", "https://news.example/feeds/b/c"),
        ("<link></link><guid>https://news.example/g</guid>", "https://news.example/g"),
        ("<guid isPermaLink='true'>https://news.example/g</guid>", "https://news.example/g"),
        ('<a:link xmlns:a="http://www.w3.org/2005/Atom" href="/a"/>', "https://news.example/a"),
        ("<link><![CDATA[https://news.example/a?b=1&c=2]]></link>", "https://news.example/a?b=1&c=2"),
    ],
)
def test_links_are_made_absolute(link: str, leads: str) -> None:
    assert read_item(link).link == leads


@pytest.mark.parametrize(
    "link",
    [
        "",
        "<link/>",
        "<link>javascript:alert(1)</link>",
        "<link>file:///etc/passwd</link>",
        "<link>ftp://news.example/a</link>",
        "<link>http://[</link>",
        "<guid isPermaLink='false'>https://news.example/g</guid>",
        "<guid>17</guid>",
        f"<link>/{'a' * 5000}</link>",
    ],
)
def test_items_that_lead_nowhere_are_counted_and_left_out(link: str) -> None:
    feed = parse_feed(rss(f"<title>Bridge</title>{link}"), HERE)
    assert (feed.items, feed.without_link) == ((), 1)


def test_a_link_that_comes_twice_is_one_item() -> None:
    item = f"<item><title>Bridge</title><link>{STORY}</link></item>"
    feed = parse_feed(f"<rss><channel>{item}{item.replace('Bridge', 'Again')}</channel></rss>".encode(), HERE)
    assert [item.title for item in feed.items] == ["Bridge"]


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Bridge &amp; ferry", "Bridge & ferry"),
        ("<![CDATA[Bridge &amp; <i>ferry</i>]]>", "Bridge & ferry"),
        ("Bridge & ferry", "Bridge & ferry"),
        ("Caf&eacute; &rsquo;s", "Café ’s"),
        ("Bridge\n   closed\t", "Bridge closed"),
        ("Bridge\x08 closed", "Bridge closed"),
        ("", None),
    ],
)
def test_titles_are_one_plain_line(title: str, read: str | None) -> None:
    assert read_item(f"<link>/a</link><title>{title}</title>").title == read


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("<pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate>", "2026-03-02T09:30:00+00:00"),
        ("<pubDate>2 Mar 2026</pubDate>", "2026-03-02"),
        ("<pubDate>yesterday</pubDate>", None),
        ("<pubDate>yesterday</pubDate><updated>2026-03-02</updated>", "2026-03-02"),
        ("<pubDate>Mon, 99 Mar 99999 09:30:00 GMT</pubDate>", None),
        ("<pubDate/>", None),
    ],
)
def test_dates_are_iso_or_nothing(date: str, read: str | None) -> None:
    assert read_item(f"<link>/a</link>{date}").published_at == read


def test_a_feed_that_breaks_off_gives_what_came_before() -> None:
    feed = parse_feed(RSS2.encode()[: RSS2.index("/ferry")], HERE)
    assert [item.link for item in feed.items] == [STORY]


def test_prefixes_that_were_never_declared_are_no_hindrance() -> None:
    item = read_item("<link>/a</link><dc:creator>Jane Roe</dc:creator><content:encoded>&lt;p>Closed.</content:encoded>")
    assert (item.author, item.text_html) == ("Jane Roe", "<p>Closed.")


def test_a_charset_that_is_not_the_one_declared_is_found_out() -> None:
    words = rss("<link>/a</link><title>Міст зачинено</title>").decode()
    declared = '<?xml version="1.0" encoding="utf-8"?>' + words
    for content, charset in (
        (declared.replace("utf-8", "windows-1251").encode("cp1251"), None),
        (declared.encode("cp1251"), "cp1251"),
        (declared.replace("utf-8", "windows-1251").encode(), None),
        (declared.replace("utf-8", "utf-16").encode("utf-16"), "utf-8"),
    ):
        (item,) = parse_feed(content, HERE, charset).items
        assert item.title == "Міст зачинено"


def test_a_spoilt_letter_costs_the_words_it_stands_in_and_nothing_else() -> None:
    good = "<item><link>/b</link><title>Ferry</title></item>"
    content = rss("<link>/a</link><title>Caf@</title><content:encoded>Caf@</content:encoded></item>" + good + "<item>")
    first, second = parse_feed(content.replace(b"@", b"\xff\x81"), HERE).items
    assert first == FeedItem("https://news.example/a")
    assert second.title == "Ferry"


@pytest.mark.parametrize("used", ["&e0;", "&e5;", "&e11;", "&file;"])
def test_entities_that_a_feed_declares_are_not_unfolded(used: str) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{levels}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    content = rss(f"<link>/a</link><title>{used}</title><content:encoded>{used}</content:encoded>")
    (item,) = parse_feed(declared.encode() + content, HERE).items
    assert item.link == "https://news.example/a"
    assert {item.title, item.text_html} <= {None, used}


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_a_feed_nested_without_an_end_gives_what_it_can(depth: int) -> None:
    deep = "<x>" * depth + "</x>" * depth
    feed = parse_feed(rss(f"<link>/a</link></item><item>{deep}<link>/b</link>"), HERE)
    assert feed.items[0].link == "https://news.example/a"


def test_json_nested_without_an_end_is_one_line() -> None:
    content = b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000
    with pytest.raises(SourceError, match="no JSON"):
        parse_feed(content, HERE)


def test_a_feed_of_ten_megabytes_is_read_whole() -> None:
    items = "".join(f"<item><link>/{n}</link><description>{'word ' * 200}</description></item>" for n in range(10_000))
    content = f"<rss><channel>{items}</channel></rss>".encode()
    assert len(content) > 10_000_000
    assert len(parse_feed(content, HERE).items) == 10_000


@pytest.mark.parametrize("part", ["<![CDATA[", "&", "<a", "<link ", "&a", "</", "<!--", "<?"])
def test_a_feed_made_of_beginnings_ends(part: str) -> None:
    content = rss("<link>/a</link>").replace(b"</channel></rss>", b"") + part.encode() * (1_000_000 // len(part))
    assert parse_feed(content, HERE).items[0].link == "https://news.example/a"


@given(st.sampled_from([RSS2, RSS1, ATOM, JSON]), st.integers(0), st.integers(0), st.binary(max_size=8))
def test_a_damaged_feed_is_read_or_refused_in_one_line(feed: str, start: int, length: int, by: bytes) -> None:
    content = feed.encode()
    start %= len(content)
    content = content[:start] + by + content[start + length % 20 :]
    try:
        items = parse_feed(content, HERE).items
    except SourceError as error:
        items = () if "\n" not in str(error) else pytest.fail(f"not one line: {error}")
    assert all(item.link.startswith(("http://", "https://")) for item in items)


@pytest.mark.parametrize("feed", [RSS2, RSS1, ATOM, JSON], ids=["rss2", "rss1", "atom", "json"])
def test_a_feed_comes_back_as_it_was_read(feed: str) -> None:
    assert parse_feed_in_sandbox(feed.encode(), HERE) == feeds.parse_feed(feed.encode(), HERE)


def test_what_the_server_said_of_its_encoding_goes_along() -> None:
    content = "<rss><channel><title>Міст</title><item><link>/a</link></item></channel></rss>".encode("cp1251")
    assert parse_feed_in_sandbox(content, HERE, "cp1251").title == "Міст"


def test_what_is_no_feed_is_told_in_the_same_words() -> None:
    with pytest.raises(SourceError, match=r"this is no feed \(RSS, Atom or JSON Feed\)"):
        parse_feed_in_sandbox(b"<p>The bridge is closed.</p>", HERE)


def test_it_is_read_in_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "parse_feed", None)
    assert parse_feed_in_sandbox(RSS2.encode(), HERE).items
    assert sandbox.shared_sandbox().pid not in (None, os.getpid())
