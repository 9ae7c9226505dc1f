from __future__ import annotations

import pytest

from bot.answer.citations import quote_of, statement_of, verify_citations
from bot.answer.open.ranking import rank_spans, trim_span
from bot.answer.types import Citation
from index.search.query import Query
from index.types import Article, Hit, Statement
from tests.support.fakes import PassagesInMemory


def test_the_sentence_with_the_questions_words_comes_first() -> None:
    article = Article("a", "The hall is old. The roof of the hall was mended in May. It rained. Was the roof mended?")
    passages = PassagesInMemory([article])
    hit = Hit(article, 0, len(article.text), 1.0, 1.0, 1.0, key=1)
    found = rank_spans(passages, [hit], Query("when was the roof mended?"), 3)
    assert found[0].text == "The roof of the hall was mended in May."
    assert found[0].own == found[0].coverage == 1.0


def test_a_pronoun_is_shown_with_the_sentence_before_that_explains_it() -> None:
    article = Article("a", "Ada Thorn owns the mill. She bought it in May. It rained for days in the hills.")
    hit = Hit(article, 0, len(article.text), 1.0, 1.0, 1.0, key=1)
    found = rank_spans(PassagesInMemory([article]), [hit], Query("Thorn bought in May"), 3)
    assert found[0].text == "Ada Thorn owns the mill. She bought it in May."
    single = rank_spans(PassagesInMemory([article]), [hit], Query("Thorn bought in May"), 3, pairs=False)
    (alone,) = [piece for piece in single if piece.text == "She bought it in May."]
    assert alone.coverage > alone.own


ASIDES = ("Was the roof mended? Yes, the roof was mended.", "Roof mended. The roof was mended.")


@pytest.mark.parametrize("text", ASIDES)
def test_questions_and_fragments_give_way_to_a_sentence_that_says_it(text: str) -> None:
    article = Article("a", text)
    hit = Hit(article, 0, len(text), 1.0, 1.0, 1.0, key=1)
    found = rank_spans(PassagesInMemory([article]), [hit], Query("roof mended"), 1)
    assert found[0].start > 0


def test_the_same_words_are_quoted_once() -> None:
    one, two = Article("a", "The roof was mended."), Article("b", "The roof was mended.")
    hits = [Hit(article, 0, 20, 1.0, 1.0, 1.0, key=key) for key, article in ((1, one), (2, two))]
    found = rank_spans(PassagesInMemory([one, two]), hits, Query("roof mended"), 3)
    assert [item.hit.article.id for item in found] == ["a"]


def test_a_long_sentence_is_cut_to_the_clauses_that_matter() -> None:
    text = "After a long debate, with many speakers, the council bought the mill for nine euros, and then went home"
    start, end = trim_span(text, (0, len(text)), {"mill": 1.0, "euro": 1.0}, 9)
    assert text[start:end] == "the council bought the mill for nine euros,"


def test_of_cuts_with_the_same_words_of_the_question_the_longest_is_kept() -> None:
    text = "Ada Thorn, the last miller of Oldbridge, sold it in spring, as her father had always wished, to a baker"
    start, end = trim_span(text, (0, len(text)), {"thorn": 1.0}, 12)
    assert text[start:end] == "Ada Thorn, the last miller of Oldbridge, sold it in spring,"


def test_a_sentence_without_clauses_that_fit_is_left_whole() -> None:
    text = "one two three four five six seven"
    assert trim_span(text, (0, len(text)), {"four": 1.0}, 3) == (0, len(text))


def test_a_statement_is_found_by_the_words_it_covers() -> None:
    first = Statement("A", None, "said", True, 0, 10, 12, 13)
    second = Statement("B", None, "said", True, 20, 40, 42, 43)
    assert statement_of([first, second], (18, 42)) == second
    assert statement_of([first, second], (8, 22)) is None


def test_the_quote_of_a_statement_holds_the_speaker_unless_it_gets_long() -> None:
    short = "It rained. “We wait,” said Ada Thorn of Oldbridge. Then it stopped."
    statement = Statement("Ada Thorn", None, "said", True, 11, 21, 27, 36)
    start, end = quote_of(short, statement)
    assert short[start:end] == "“We wait,” said Ada Thorn of Oldbridge."
    words = "“" + "We wait and wait. " * 40 + "”"
    long = f"{words} said Ada Thorn."
    statement = Statement("Ada Thorn", None, "said", True, 0, len(words), len(words) + 6, len(words) + 15)
    start, end = quote_of(long, statement)
    assert long[start:end] == words


def test_verification_drops_what_does_not_stand_there_and_numbers_the_rest() -> None:
    passages = PassagesInMemory([Article("a", "The roof was mended.")])

    def draft(article_id: str, quote: str, start: int, end: int) -> Citation:
        return Citation(0, article_id, None, None, None, None, None, None, quote, start, end)

    kept = verify_citations(
        passages,
        [
            (1, draft("a", "The roof was  mended.", 0, 20)),  # not word for word
            (1, draft("b", "The roof", 0, 8)),  # another article's id
            (9, draft("a", "The roof", 0, 8)),  # no such version
            (1, draft("a", "", 5, 5)),
            (1, draft("a", "mended.", -7, 20)),
            (1, draft("a", "The roof", 0, 8)),
            (1, draft("a", "The roof", 0, 8)),
            (1, draft("a", "mended", 13, 19)),
        ],
    )
    assert [(c.number, c.quote) for c in kept] == [(1, "The roof"), (2, "mended")]
