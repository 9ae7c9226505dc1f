from __future__ import annotations

import re

import pytest

from bot.answer.engine import Engine
from bot.answer.open.model_rerank import clauses_around, read_spans, rerank_spans
from bot.answer.open.ranking import RankedSpan
from bot.answer.types import Status
from index.types import Article, Hit
from tests.support.fakes import PassagesInMemory, SureReader, SureReranker

QUESTION = "what happened to the roof?"


def hit(text: str, score: float = 0.5, start: int = 0, end: int | None = None) -> Hit:
    return Hit(Article(text[:9], text), start, len(text) if end is None else end, score, 1.0, 0.5, key=1)


def piece(found: Hit, words: str, score: float = 1.0) -> RankedSpan:
    start = found.article.text.index(words)
    return RankedSpan(found, start, start + len(words), 0.5, 0.5, 0.5, score)


def test_the_rerankers_order_and_scores_are_the_hits() -> None:
    model = SureReranker("red", "blue")
    found = rerank_spans(
        model, QUESTION, [hit("A green roof.", 0.9), hit("A blue roof.", 0.8), hit("A red roof.", 0.7)]
    )
    assert [(h.passage, round(h.score, 3)) for h in found] == [
        *(("A red roof.", 0.9), ("A blue roof.", 0.8), ("A green roof.", 0.0)),
    ]
    assert model.asked == [(QUESTION, ["A green roof.", "A blue roof.", "A red roof."])]


def test_the_reranker_reads_the_passage_and_not_its_article() -> None:
    model = SureReranker("red")
    rerank_spans(model, QUESTION, [hit("A red roof. It rained.", start=12)])
    assert model.asked == [(QUESTION, ["It rained."])]


def test_equal_scores_keep_their_order() -> None:
    hits = [hit(f"Roof {number}.") for number in range(5)]
    assert [h.passage for h in rerank_spans(SureReranker(), QUESTION, hits)] == [h.passage for h in hits]


def test_hits_beyond_the_first_twenty_stay_behind_and_score_no_more_than_those_before() -> None:
    hits = [hit(f"Roof {number:02}.", 1 - number / 100) for number in range(23)]
    model = SureReranker("19", "22")
    found = rerank_spans(model, QUESTION, hits)
    assert len(model.asked[0][1]) == 20
    assert found[0].passage == "Roof 19."
    assert [h.passage for h in found[20:]] == ["Roof 20.", "Roof 21.", "Roof 22."]
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_without_a_model_or_without_hits_nothing_changes() -> None:
    hits = [hit("A green roof.", 0.4), hit("A red roof.", 0.9)]
    assert rerank_spans(None, QUESTION, hits) == hits
    assert rerank_spans(SureReranker("red"), QUESTION, []) == []
    evidence = [piece(hits[0], "A green roof."), piece(hits[1], "A red roof.")]
    assert read_spans(None, QUESTION, evidence) == evidence
    assert read_spans(SureReader("red"), QUESTION, []) == []


def test_what_the_reader_finds_an_answer_in_comes_first_by_its_score_and_the_rest_follows() -> None:
    found = hit("It rained. The roof fell in. Nobody came. The roof was mended. It snowed.")
    evidence = [piece(found, words) for words in ("It rained.", "The roof fell in.", "The roof was mended.", "It snow")]
    model = SureReader("mended", "fell in")
    assert [e.text for e in read_spans(model, QUESTION, evidence)] == [
        *("The roof was mended.", "The roof fell in.", "It rained.", "It snow"),
    ]
    assert read_spans(SureReader("no such words"), QUESTION, evidence) == evidence


def test_the_reader_reads_the_whole_sentence_of_a_piece() -> None:
    found = hit("It rained. The hall was full, and the roof fell in. Nobody came.", start=11)
    model = SureReader("hall")
    (item,) = read_spans(model, QUESTION, [piece(found, "and the roof fell in.")])
    assert model.asked == [(QUESTION, ["The hall was full, and the roof fell in."])]
    assert item.text == "The hall was full, and the roof fell in."
    assert (item.score, item.hit) == (1.0, found)


def test_a_piece_that_shows_the_answer_stays_as_it_was_chosen() -> None:
    found = hit("The hall was full, and the roof fell in. Nobody came.")
    evidence = [piece(found, "and the roof fell in.")]
    assert read_spans(SureReader("fell"), QUESTION, evidence) == evidence


def test_a_sentence_too_long_is_cut_around_the_answer() -> None:
    many = ", ".join(f"the hall {number} of the town was full of people" for number in range(12))
    found = hit(f"It rained. In May {many}. Nobody came.")
    (item,) = read_spans(SureReader("hall 7 of the town"), QUESTION, [piece(found, f"In May {many}.")])
    assert "hall 7 of the town" in item.text
    assert item.text == found.article.text[item.start : item.end]
    assert re.findall(r"hall (\d+)", item.text) == ["5", "6", "7", "8"]


LIST = "one two, three four; five six: seven eight, nine ten"


@pytest.mark.parametrize(
    ("answer", "most", "kept"),
    [
        ("five", 2, "five six:"),
        ("five", 4, "three four; five six:"),
        ("five", 6, "three four; five six: seven eight,"),
        ("one", 4, "one two, three four;"),
        ("ten", 5, "seven eight, nine ten"),
        ("four; five", 4, "three four; five six:"),
        ("four; five", 1, "three four; five six:"),
        ("six", 99, LIST),
    ],
)
def test_clauses_are_added_on_both_sides_while_there_is_room(answer: str, most: int, kept: str) -> None:
    text = f"Before this. {LIST} After it."
    at = text.index(answer)
    start, end = clauses_around(text, (13, 13 + len(LIST)), (at, at + len(answer)), most)
    assert text[start:end] == kept


ROOFS = PassagesInMemory(
    [
        Article("green", "The green roof of the hall was mended in May."),
        Article("red", "The red roof of the hall was mended in June."),
        Article("blue", "The blue roof of the hall was mended in July."),
    ]
)
HOW = "How was the roof of the hall mended?"


def test_an_open_question_is_answered_in_the_rerankers_order() -> None:
    plain = Engine(ROOFS).answer(HOW)
    assert plain.citations[0].article_id != "blue"
    answer = Engine(ROOFS, reranker=SureReranker("blue", "red")).answer(HOW)
    assert [c.article_id for c in answer.citations][:2] == ["blue", "red"]
    assert answer.text.startswith("The blue roof of the hall was mended in July.")


def test_an_open_question_is_answered_where_the_reader_finds_it() -> None:
    model = SureReader("June", "July")
    answer = Engine(ROOFS, reader=model).answer(HOW)
    assert [c.article_id for c in answer.citations] == ["red", "blue", "green"]
    assert [question for question, _ in model.asked] == [HOW]


def test_what_is_refused_without_the_models_is_refused_with_them() -> None:
    engine = Engine(ROOFS, reranker=SureReranker("blue"), reader=SureReader("July"))
    assert engine.answer("Who discovered penicillin?").status is Status.NOT_FOUND
