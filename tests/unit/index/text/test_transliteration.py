from __future__ import annotations

import pytest

from index.text.characters import is_cyrillic
from index.text.tokenizer import stem
from index.text.transliteration import spellings

NAMES = """
Яворський Yavorsky Yavorskyy Yavorskiy Yavorskyi Yavorski Iavorskyi
Яворського Yavorsky Yavorskyi
Яворским Yavorsky Yavorskiy
Кравченко Kravchenko
Кравченка Kravchenko
Кравченком Kravchenko
Київ Kyiv Kiev
Києва Kyiv
Киев Kiev Kyiv
Харків Kharkiv Kharkov
Харкова Kharkiv Kharkov
Харьков Kharkiv Kharkov
Львова Lviv
Щербина Shcherbyna Shcherbina
Яремчуком Yaremchuk Iaremchuk
Бережною Berezhna
Хмара Khmara Hmara
Цимбал Tsymbal
Гнатюк Hnatiuk Gnatyuk
Саєнко Saienko Sayenko Saenko
Оксани Oksana
Наталії Nataliia Natalia Nataliya
Сергій Serhii Serhiy
Сергея Sergei Sergey
Юрія Yurii Yuriy Yuri
Євген Yevhen Evhen
Ольги Olha Olga
Дмитрий Dmitry Dmitri
Джон John
Джона John
Джейн Jane
Роу Roe Rowe
Торн Thorn
Ада Ada
Аді Ada
Бо Bo
Лунда Lund
Тернер Turner
Гарріс Harris
Олдбрідж Oldbridge
Олдбріджа Oldbridge
Нортгейт Northgate
Солхейм Solheim
Стеннінг Stenning
Запоріжжя Zaporizhzhia
"""
PAIRS = [(row.split()[0], latin) for row in NAMES.strip().splitlines() for latin in row.split()[1:]]


@pytest.mark.parametrize(("cyrillic", "latin"), PAIRS)
def test_a_name_is_known_in_the_other_alphabet_from_either_side(cyrillic: str, latin: str) -> None:
    assert stem(latin) in spellings(cyrillic)
    assert stem(cyrillic) in spellings(latin)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Кравченко", "Kravets"),
        ("Роу", "Thorn"),
        ("Ада", "Anna"),
        ("Торн", "Turin"),
        ("Олдбрідж", "Northgate"),
        ("Лунд", "Lindqvist"),
        ("Бережна", "Bereza"),
        ("мельник", "miller"),
    ],
)
def test_another_name_is_none_of_its_spellings(one: str, other: str) -> None:
    assert stem(other) not in spellings(one)
    assert stem(one) not in spellings(other)


def test_the_likeliest_spellings_come_first() -> None:
    found = spellings("Щербина")
    assert list(found.values()) == sorted(found.values())
    assert found["shcherbyna"] == 0
    assert found["shcherbyna"] < found["scherbyna"]


@pytest.mark.parametrize("word", ["47", "B52", "", "'", "…"])
def test_what_is_no_word_has_no_spelling(word: str) -> None:
    assert spellings(word) == {}


def test_every_spelling_is_in_the_other_alphabet() -> None:
    assert not any(map(is_cyrillic, spellings("Кравченко")))
    assert all(map(is_cyrillic, spellings("Kravchenko")))


@pytest.mark.parametrize("word", ["х" * 60, "щ" * 60, "kh" * 40, "y" * 60, "a" * 500])
def test_a_long_word_is_tried_in_a_bounded_number_of_ways(word: str) -> None:
    assert len(spellings(word)) <= 610
