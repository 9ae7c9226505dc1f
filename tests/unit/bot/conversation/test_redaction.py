"""Words of articles are replaced in stored questions and put back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.answer.types import QuoteRef
from bot.conversation.redaction import PLACEHOLDER, checksum, read_quote, redact, restore
from index.types import Article

TEXT = "The mill stands empty. “It will grind again before the end of May,” said Ada Thorn. The river froze in January."
ARTICLES = {"mill": Article("mill", TEXT)}
QUOTE = QuoteRef("mill", 0, 23, 85, speaker="Ada Thorn", checksum=checksum(TEXT[23:85]))


def test_words_of_an_article_are_replaced_and_restored() -> None:
    question = "Who said It will grind again before the end of May?"
    kept, holes = redact(question, [QUOTE], ARTICLES.get)
    assert kept == f"Who said {PLACEHOLDER}?"
    assert [TEXT[one.start : one.end] for one in holes] == ["It will grind again before the end of May"]
    assert [one.speaker for one in holes] == [None]
    assert restore(kept, holes, ARTICLES.get) == question


def test_names_and_short_phrases_stay() -> None:
    question = "What else did Ada Thorn say about the mill?"
    assert redact(question, [QUOTE], ARTICLES.get) == (question, ())


def test_words_that_have_changed_or_gone_cannot_be_restored() -> None:
    kept, holes = redact("Who said It will grind again before the end of May?", [QUOTE], ARTICLES.get)
    assert restore(kept, holes, lambda _: None) is None
    assert restore(kept, holes, {"mill": Article("mill", TEXT.replace("again", "AGAIN"))}.get) is None
    assert read_quote(QUOTE, {"mill": Article("mill", "x" + TEXT)}.get) is None
    assert read_quote(QUOTE.position, {"mill": Article("mill", "x" + TEXT)}.get) is not None


def test_a_typed_placeholder_is_none() -> None:
    assert redact(f"Who {PLACEHOLDER} said?", [], ARTICLES.get) == ("Who   said?", ())


PIECES = st.lists(
    st.one_of(st.text(max_size=30), st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))), max_size=5
)


@given(PIECES)
def test_whatever_is_cut_out_comes_back_and_no_long_run_of_the_quote_stays(pieces: list[str | tuple[int, int]]) -> None:
    question = "".join(one if isinstance(one, str) else TEXT[min(one) : max(one)] for one in pieces)
    whole = QuoteRef("mill", 0, 0, len(TEXT))
    kept, holes = redact(question, [whole], ARTICLES.get)
    assert restore(kept, holes, ARTICLES.get) == question.replace(PLACEHOLDER, " ")
    assert not any(TEXT[at : at + 24] in kept for at in range(len(TEXT) - 23))
