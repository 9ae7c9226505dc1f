from __future__ import annotations

from pathlib import Path

import pytest

from index.search.hybrid import term_weights
from index.search.library import Library
from index.search.query import Query, StatementQuery
from index.text.cross_script import (
    cross_script_aliases,
    expand_across_scripts,
    has_both_scripts,
    other_spellings,
    spelling_variants,
)
from index.text.tokenizer import stems
from tests.support.fakes import fake_indexer, fake_library

ENGLISH = "The old mill of Oldbridge was sold to John Roe in 2025. Jane Thorn of Stenning is a baker on the list."
UKRAINIAN = "Млин в Олдбріджі продали Джону Роу у 2025 році, а Віктор Кравченко з міста не був на торгах."


def holding(*texts: str):  # type: ignore[no-untyped-def]
    return {each for text in texts for each in stems(text)}.__contains__


def test_a_cyrillic_name_is_found_in_latin_letters() -> None:
    found = other_spellings("Скільки отримав Джон Роу з Олдбріджа?", holding(ENGLISH))
    assert found == {"джон": ("john",), "роу": ("roe",), "олдбрідж": ("oldbridg",)}


def test_a_latin_name_is_found_in_cyrillic_whatever_its_case_there() -> None:
    found = other_spellings("What did Viktor Kravchenko buy in Oldbridge?", holding(UKRAINIAN))
    assert found == {"viktor": ("віктор",), "kravchenko": ("кравченк",), "oldbridg": ("олдбрідж",)}


def test_a_cyrillic_name_without_its_capital_is_found_too_but_no_short_word() -> None:
    assert other_spellings("скільки отримав стеннінг", holding(ENGLISH)) == {"стеннінг": ("sten",)}
    assert other_spellings("де той кіт і лис", holding("The kit was on Lis.")) == {}


def test_a_latin_word_without_a_capital_is_no_name_except_a_speakers() -> None:
    assert other_spellings("what did viktor say", holding(UKRAINIAN)) == {}
    assert other_spellings("viktor", holding(UKRAINIAN), speaker=True) == {"viktor": ("віктор",)}


def test_a_function_word_is_nobodys_name() -> None:
    assert other_spellings("The In Of", holding("тхе ин оф за")) == {}
    assert other_spellings("Тхе", holding("the mill")) == {}


def test_the_other_spellings_of_a_name_share_its_weight_once() -> None:
    weights = expand_across_scripts({"джон": 1.0, "харк": 2.0}, "Джон, Харків", holding("the john kharkiv kharkov"))
    assert weights == {"джон": 1.0, "харк": 2.0, "john": 1.0, "kharkiv": 1.0, "kharkov": 1.0}


@pytest.mark.parametrize("text", ["Who is Viktor Kravchenko?", "Roe", "Viktor 2025"])
def test_weights_stay_as_they_are_where_the_articles_are_in_the_questions_alphabet(text: str) -> None:
    weights = term_weights(Query(text))
    assert not has_both_scripts(text, holding(ENGLISH))
    assert expand_across_scripts(weights, text, holding(ENGLISH)) == weights


def test_what_stands_in_the_texts_is_read_as_the_question_writes_it() -> None:
    assert cross_script_aliases("Роу з Олдбріджа", [ENGLISH]) == {"roe": "роу", "oldbridg": "олдбрідж"}
    assert cross_script_aliases("John Roe of Oldbridge", [ENGLISH]) == {}
    assert cross_script_aliases("Роу з Олдбріджа", [UKRAINIAN]) == {}


def test_a_name_is_looked_for_as_it_is_then_otherwise() -> None:
    assert list(spelling_variants(("джон", "роу"), {"роу": ("roe", "rowe")})) == [
        ("джон", "роу"),
        ("джон", "roe"),
        ("джон", "rowe"),
    ]
    assert list(spelling_variants(("jane", "roe"), {})) == [("jane", "roe")]
    many = {"a": tuple("bcde"), "f": tuple("ghij"), "k": tuple("lmno")}
    assert len(list(spelling_variants(("a", "f", "k"), many))) == 24


ARTICLES = {
    "mill": "“The roof leaks badly,” said John Roe, head of the Oldbridge Trust. The mill of 1874 is to be sold.",
    "bees": "Ada Thorn wrote that bees live on the roof. “Honey sells well,” Thorn said.",
    "teplo": "«Ціни не зростуть до весни», — сказав Віктор Кравченко, директор заводу в Олдбріджі. "
    "Він додав, що на ремонт піде 18 мільйонів гривень. «Зима буде важкою», — наголосив Кравченко.",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("across")
    for name, text in ARTICLES.items():
        (folder / f"{name}.txt").write_text(f"Title: {name}\n\n{text}\n")
    fake_indexer(folder / "data").rebuild([str(folder / f"{name}.txt") for name in ARTICLES])
    return fake_library(folder / "data")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Що трапилось з Адою Торн?", "bees"),
        ("хто такий роу", None),
        ("Хто такий Роу?", "mill"),
        ("Who is Kravchenko?", "teplo"),
        ("Куди підуть 18 мільйонів?", "teplo"),
        ("what was in 1874", "mill"),
        ("Млин 1874 року", "mill"),
    ],
)
def test_names_and_numbers_find_a_passage_in_the_other_alphabet(opened: Library, text: str, title: str | None) -> None:
    best = opened.search(Query(text, 0.0), 1)[0]
    assert (best.article.title if best.bm25 else None) == title


@pytest.mark.parametrize(
    ("speaker", "found"),
    [
        ("Джон Роу", {"John Roe"}),
        ("роу", {"John Roe"}),
        ("Роу", {"John Roe"}),
        ("Торн", {"Ada Thorn"}),
        ("Viktor Kravchenko", {"Віктор Кравченко"}),
        ("kravchenko", {"Віктор Кравченко"}),
        ("Кравченка", {"Віктор Кравченко"}),
        ("Кравченком", {"Віктор Кравченко"}),
        ("Урсула Блюм", set()),
    ],
)
def test_a_speaker_is_found_in_the_other_alphabet(opened: Library, speaker: str, found: set[str]) -> None:
    hits = opened.search_statements(StatementQuery("", None, speaker), 10)
    assert {hit.statement.speaker for hit in hits} == found


def test_english_over_english_articles_gives_the_same_scores_as_the_words_alone(tmp_path: Path) -> None:
    for name in ("mill", "bees"):
        (tmp_path / f"{name}.txt").write_text(f"Title: {name}\n\n{ARTICLES[name]}\n")
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / f"{name}.txt") for name in ("mill", "bees")])
    opened = fake_library(tmp_path / "data")
    for text in ("Who is John Roe?", "Ada Thorn and the Oldbridge roof", "Kyiv in 1874"):
        plain = dict(opened._current_view().searched.passage_terms.search(term_weights(Query(text)), 10))
        assert [hit.bm25 for hit in opened.search(Query(text, 0.0), 10) if hit.bm25] == list(plain.values())
