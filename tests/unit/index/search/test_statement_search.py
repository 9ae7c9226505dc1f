"""The search for statements, over a real collection of small articles."""

from __future__ import annotations

import numpy as np
import pytest

from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.search.statement_search import names_in_query
from tests.support.fakes import WordEncoder, fake_indexer, fake_library

ARTICLES = {
    "roof": "“The roof leaks badly,” said Jane Roe, head of the Oldbridge Trust. The hall stood empty for years.\n\n"
    "Bo Lund, a councillor, said that the roof could wait for the spring.",
    "bees": "Ada Thorn wrote that bees live on the roof gardens. “Honey sells well,” Thorn said.",
    "mill": "The old mill was sold on Tuesday to a baker.",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("speech")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"Title: {name}\n\n{text}\n")
    fake_indexer(folder / "data").rebuild([str(folder / f"{name}.txt") for name in ARTICLES])
    return fake_library(folder / "data")


def said(opened: Library, query: StatementQuery, k: int = 10) -> list[tuple[str, str]]:
    return [
        (hit.statement.speaker, hit.article.text[hit.statement.start : hit.statement.end])
        for hit in sorted(opened.search_statements(query, k), key=lambda hit: -hit.bm25)
    ]


def test_words_find_the_statements_that_hold_them(opened: Library) -> None:
    found = said(opened, StatementQuery("the roof leaks"))
    assert found[0] == ("Jane Roe", "“The roof leaks badly,”")
    assert {speaker for speaker, _ in found} == {"Jane Roe", "Bo Lund", "Ada Thorn"}


def test_a_likeness_is_the_best_cosine_of_the_sentences_that_a_statement_stands_in(opened: Library) -> None:
    encoder = WordEncoder()
    hits = opened.search_statements(StatementQuery("honey", "Honey sells well"), 10)
    (honey,) = [hit for hit in hits if "Honey" in hit.article.text[hit.statement.start : hit.statement.end]]
    sentence = encoder.encode_passages(["“Honey sells well,” Thorn said."])[0]
    assert honey.likeness == pytest.approx(float(sentence @ encoder.encode_question("Honey sells well")), abs=1e-2)


def test_a_statement_is_found_by_its_sense_alone(opened: Library) -> None:
    (found,) = opened.search_statements(StatementQuery("zzz", "Honey sells well Thorn said"), 1)
    assert found.statement.speaker == "Ada Thorn"
    assert found.bm25 == 0.0


def test_without_a_text_no_likeness_is_taken(opened: Library) -> None:
    assert {hit.likeness for hit in opened.search_statements(StatementQuery("roof"), 10)} == {None}


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("Lund", {"Bo Lund"}),
        ("bo lund", {"Bo Lund"}),
        ("councillor Lund", {"Bo Lund"}),
        ("Barbara Lund", {"Bo Lund"}),
        ("the Oldbridge Trust", {"Jane Roe"}),
        ("Oldbridge's boss", {"Jane Roe"}),
        ("oldbridge's boss", {"Jane Roe"}),
        ("the boss of the Trust", {"Jane Roe"}),
        ("the boss of Northgate", set()),
        ("Thorn", {"Ada Thorn"}),
        ("Ursula Blum", set()),
    ],
)
def test_a_speaker_is_found_by_name_by_surname_and_by_role(opened: Library, speaker: str, found: set[str]) -> None:
    hits = opened.search_statements(StatementQuery("", None, speaker), 10)
    assert {hit.statement.speaker for hit in hits} == found


@pytest.mark.parametrize(
    ("speaker", "names"),
    [
        ("Jane Roe", (("jane", "roe"), ("roe",))),
        ("Mrs. Roe", (("mrs", "roe"), ("roe",))),
        ("Roe", (("roe",),)),
        ("the mayor of Oldbridge", (("mayor", "oldbridg"), ("oldbridg",))),
        (
            "the rights activist Jane Roe",
            (("right", "activist", "jane", "roe"), ("right", "jane", "roe"), ("jane", "roe"), ("roe",)),
        ),
        ("jane roe", (("jane", "roe"), ("roe",))),
        ("the", ()),
    ],
)
def test_a_name_is_looked_for_whole_then_without_ranks_then_by_its_end(
    speaker: str, names: tuple[tuple[str, ...], ...]
) -> None:
    assert names_in_query(speaker) == names


def test_a_statement_lends_its_score_to_the_passage_that_it_stands_in(opened: Library) -> None:
    hits = opened.search(Query("roof could wait", 0.2, statement_weight=0.3), 5)
    assert hits[0].article.title == "roof"
    assert hits[0].statement is not None
    assert hits[0].statement > 0
    assert [hit.statement for hit in hits if hit.article.title == "mill"] in ([], [None])
    assert all(hit.statement is None for hit in opened.search(Query("roof could wait", 0.2), 5))


def test_rows_of_statements_point_at_their_sentences(opened: Library) -> None:
    (current,) = opened._current_view().snapshots
    for key, number, first, behind, start in current.statements.tolist():
        statement = opened.statements(key)[number]
        low, high = statement.extent
        assert start == low
        spans = current.sentences[first:behind]
        assert set(spans[:, 0].tolist()) == {key}
        assert spans[0, 1] <= low
        assert spans[-1, 2] >= high
    assert np.all(np.diff(current.statements[:, 2]) >= 0)
