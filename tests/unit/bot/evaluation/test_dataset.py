"""Folders of questions: what is read, and what is said of a line that cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.evaluation.beir import write_articles
from bot.evaluation.dataset import check_article_ids, read_folder
from bot.evaluation.types import Case
from index.errors import SourceError


def cases(folder: Path) -> list[Case]:
    return [placed.case for placed in read_folder(folder)]


def folder_with(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        path = folder / {"qrels": "qrels/test.tsv"}.get(name, f"{name}.jsonl")
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, "utf-8")
    return folder


def complaint(folder: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read_folder(folder)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_questions_are_read_with_all_that_is_expected(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "question": "Who bakes?", "articles": ["mill", "inn"], "answers": ["Ada"], "spans": [[0, 3]]},
        {"question": "who said it?", "articles": ["mill"], "speaker": "Ada Thorn", "kind": "WHO_SAID"},
        {"id": "q3", "question": "Where?", "articles": []},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows)
    assert cases(folder_with(tmp_path, questions="\ufeff" + lines)) == [
        Case("1", "Who bakes?", "who", {"mill": 1, "inn": 1}, ("Ada",)),
        Case("line 3", "who said it?", "who said", {"mill": 1}, (), "Ada Thorn"),
        Case("q3", "Where?", "where", {}),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{broken", "line 2: it is not JSON"),
        ("[1]", "line 2: it is not an object"),
        ('{"articles": []}', "line 2: it has no text under 'question'"),
        ('{"question": " ", "articles": []}', "line 2: it has no text under 'question'"),
        ('{"question": "Who?"}', 'line 2: it has no "articles"'),
        ('{"question": "Who?", "articles": "mill"}', "line 2: 'articles' must be a list of texts"),
        ('{"question": "Who?", "articles": ["m"], "answers": [1]}', "line 2: 'answers' must be a list of texts"),
        ('{"question": "Who?", "articles": ["m"], "speaker": 1}', "line 2: 'speaker' must be text"),
        ('{"id": [], "question": "Who?", "articles": []}', "line 2: it has no id under 'id'"),
        ('{"question": "Who?", "articles": [], "answers": ["Ada"]}', "line 2: it has an answer but no article"),
    ],
)
def test_a_wrong_line_is_named_with_its_number_and_reason(tmp_path: Path, line: str, words: str) -> None:
    good = '{"question": "Who?", "articles": []}\n'
    assert f"questions.jsonl', {words}" in complaint(folder_with(tmp_path, questions=good + line))


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    assert "is not a folder" in complaint(tmp_path / "nowhere")
    assert "neither questions.jsonl nor BEIR's queries.jsonl" in complaint(tmp_path)
    assert "asks nothing" in complaint(folder_with(tmp_path, questions="\n"))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_bytes("Привіт".encode("utf-16"))
    assert "is not UTF-8" in complaint(tmp_path)


def test_an_article_that_is_not_there_is_named_with_its_line(tmp_path: Path) -> None:
    folder_with(tmp_path, questions='{"question": "Who?", "articles": ["mill"]}')
    found = read_folder(tmp_path)
    assert check_article_ids(found, {"mill"}) == [found[0].case]
    with pytest.raises(SourceError, match=r"questions.jsonl', line 1: no article has the id 'mill'"):
        check_article_ids(found, {"inn"})


QUERIES = '{"_id": "q1", "text": "Who bakes?"}\n{"_id": "q2", "text": "Where?"}\n'


def test_beir_is_read_with_its_grades_and_without_queries_that_nothing_answers(tmp_path: Path) -> None:
    qrels = "query-id\tcorpus-id\tscore\nq1\tmill\t2\nq1\tinn\t1\nq1\tsea\t0\nq2\tmill\t0\n"
    (found,) = read_folder(folder_with(tmp_path, queries=QUERIES, qrels=qrels))
    assert found.case == Case("q1", "Who bakes?", "who", {"mill": 2, "inn": 1}, search_only=True)
    assert (found.path.name, found.number) == ("test.tsv", 2)


def test_the_test_split_stands_for_all_where_there_is_one(tmp_path: Path) -> None:
    folder_with(tmp_path, queries=QUERIES, qrels="query-id\tcorpus-id\tscore\nq1\tmill\t1\n")
    (tmp_path / "qrels" / "train.tsv").write_text("query-id\tcorpus-id\tscore\nq2\tmill\t1\n")
    assert [case.id for case in cases(tmp_path)] == ["q1"]
    (tmp_path / "qrels" / "test.tsv").rename(tmp_path / "qrels" / "dev.tsv")
    assert [case.id for case in cases(tmp_path)] == ["q1", "q2"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("q1\tmill", "line 2: it must be a query's id, an article's id and a grade"),
        ("q1\tmill\tgood", "line 2: 'good' is no grade"),
        ("q9\tmill\t1", "line 2: no query has the id 'q9'"),
    ],
)
def test_a_wrong_grade_is_named_with_its_line(tmp_path: Path, row: str, words: str) -> None:
    qrels = f"query-id\tcorpus-id\tscore\n{row}\n"
    assert f"test.tsv', {words}" in complaint(folder_with(tmp_path, queries=QUERIES, qrels=qrels))


def test_beir_without_grades_is_said(tmp_path: Path) -> None:
    assert "holds no .tsv file" in complaint(folder_with(tmp_path, queries=QUERIES))


def test_a_corpus_becomes_articles_of_title_and_text(tmp_path: Path) -> None:
    corpus, target = tmp_path / "corpus.jsonl", tmp_path / "articles.jsonl"
    corpus.write_text('{"_id": "a", "title": "Mill", "text": "Sold."}\n{"_id": "b", "title": "", "text": "Owl."}\n')
    write_articles(corpus, target)
    assert [json.loads(line) for line in target.read_text("utf-8").splitlines()] == [
        {"id": "a", "title": "Mill", "text": "Mill\n\nSold."},
        {"id": "b", "title": "", "text": "Owl."},
    ]
    corpus.write_text('{"_id": "a"}\n')
    with pytest.raises(SourceError, match="line 1: it has neither a title nor a text"):
        write_articles(corpus, target)
