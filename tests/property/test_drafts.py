"""Whatever a model writes: nothing raises, quotes are slices, numbers are dense, and nothing else is told."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.llm.answer_builder import build_answer
from bot.llm.draft import UnreadableReply, parse_draft
from bot.llm.prompt_sources import escape_for_prompt, number_sentences
from bot.llm.sanitizer import strip_markup
from bot.llm.types import Claim, Draft
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.statements import find_statements
from index.types import Article, Hit
from tests.support.fakes import PassagesInMemory
from tests.support.prompted import ARTICLES, PROMPT, STATEMENTS

NUMBERS = st.lists(st.integers(-2, len(PROMPT) + 3), max_size=4).map(tuple)
PIECES = st.sampled_from(
    [one.text for one in PROMPT]
    + [
        "“",
        "”",
        '"',
        "«",
        "'",
        " [1] ",
        "[x](http://y.z)",
        "<b>",
        "**",
        "47",
        " percent ",
        "March 32",
        "0001-01-01",
        "Roe said",
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=6).map(" ".join))
CLAIMS = st.builds(Claim, TEXTS, NUMBERS)
TRUE = st.builds(lambda at: Claim(PROMPT[at].text, (at + 1,)), st.integers(0, len(PROMPT) - 1))
DRAFTS = st.lists(st.one_of(CLAIMS, TRUE), max_size=5).map(lambda claims: Draft(tuple(claims)))


@given(DRAFTS)
@settings(max_examples=150, deadline=None)
def test_every_answer_is_made_of_kept_sentences_and_slices(draft: Draft) -> None:
    found = verify_draft(draft, VerificationInput(PROMPT, STATEMENTS))
    passages = PassagesInMemory(list(ARTICLES.values()), {ARTICLES[key].id: said for key, said in STATEMENTS.items()})
    text, citations = build_answer(passages, found.sentences)
    by_id = {article.id: article for article in ARTICLES.values()}
    assert all(by_id[one.article_id].text[one.start : one.end] == one.quote for one in citations)
    marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", text)]
    assert list(dict.fromkeys(marks)) == [one.number for one in citations] == list(range(1, len(citations) + 1))
    bare = re.sub(r" (?:\[\d+\])+\.?", "\0", text)
    assert [each.strip() for each in bare.split("\0") if each.strip()] == [
        one.text.rstrip(" .") for one in found.sentences
    ]
    written = {number for claim in draft.claims for number in claim.sentences}
    assert {one.number for each in found.sentences for one in each.sources} <= written


@given(st.text(max_size=300), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_article_and_no_draft_makes_the_checks_raise(text: str, claim: str) -> None:
    article = Article("a", text or "x", title=text[:20], publisher=claim[:9], published_at=claim[:10])
    statements = {1: find_statements(article.text)}
    prompt = number_sentences([Hit(article, 0, len(article.text), 1.0, None, None, key=1)], lambda key: statements[key])
    claims = (Claim(claim, (1,)), Claim(text, (1, 2)), Claim(text[3:], (1,)))
    verify_draft(Draft(claims), VerificationInput(prompt, statements))


@given(st.text(max_size=200))
def test_what_a_model_sees_of_any_text_is_one_harmless_line(text: str) -> None:
    shown = escape_for_prompt(text)
    assert not set(shown) & set("<>[]`\n\r\u2028\u202e\u200b")
    assert escape_for_prompt(shown) == shown


@given(st.text(alphabet=st.characters() | st.sampled_from("[]()<>*_`#@/\\!| \nab:."), max_size=120))
def test_plain_text_holds_no_marks_of_markup(text: str) -> None:
    assert not re.search(r"[\[\]<>*`|\\\n]", strip_markup(text))


@given(
    st.one_of(
        st.text(max_size=200),
        st.lists(st.sampled_from(["{", "}", "[", "]", '"claims"', ":", "1", '"', "```"])).map("".join),
    )
)
def test_no_reply_makes_the_parser_raise(reply: str) -> None:
    assert isinstance(parse_draft(reply), Draft | UnreadableReply)
