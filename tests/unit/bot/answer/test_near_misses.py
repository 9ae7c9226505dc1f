"""What the bot says of its own limits, asked over real collections in one alphabet or both."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.answer.engine import Engine
from bot.answer.near_misses import append_note, language_note
from bot.answer.speech.ranking import rank_statements
from bot.answer.types import Answer, Citation, Status
from bot.messages import messages_in
from bot.telegram.rendering.answers import render_answer
from index.models.encoder import DEFAULT_MODEL
from index.text.language import is_in_other_script, main_language
from index.types import Article, Statement, StatementHit, Vectors
from tests.support.fakes import PassagesInMemory, WordEncoder, fake_indexer, fake_library

ENGLISH = (
    "“The roof leaks badly,” said John Roe, head of the Oldbridge Trust. The old mill was sold on Tuesday.\n\n"
    "Bert Roe of Stenning said that the roof could wait for the spring."
)
UKRAINIAN = (
    "«Ціни не зростуть до весни», — сказав Віктор Кравченко, директор заводу. На ремонт піде 18 мільйонів гривень."
)

_PAIRS = {"дах": "roof", "протікає": "leaks"}


class Bilingual(WordEncoder):
    """A WordEncoder to which дах and roof are one word."""

    def encode_question(self, text: str) -> Vectors:
        plain = "".join(c if c.isalpha() else " " for c in text.lower())
        return super().encode_question(" ".join(_PAIRS.get(word, word) for word in plain.split()))


def engine(folder: Path, encoder: WordEncoder, *texts: str) -> Engine:
    sources = []
    for number, text in enumerate(texts):
        source = folder / f"{number}.txt"
        source.write_text(f"Title: Report {number}\n\n{text}\n")
        sources.append(str(source))
    fake_indexer(folder / "data", encoder).rebuild(sources)
    return Engine(fake_library(folder / "data", encoder))


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(tmp_path_factory.mktemp("en"), WordEncoder(DEFAULT_MODEL), ENGLISH)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine(tmp_path_factory.mktemp("both"), WordEncoder(DEFAULT_MODEL), ENGLISH, UKRAINIAN)


UK, RU, EN = (messages_in(spoken).answers.found_by_words_only for spoken in ("uk", "ru", "en"))


def test_a_ukrainian_question_about_an_english_speaker_is_answered_and_the_limit_is_told(english: Engine) -> None:
    answer = english.answer("Що сказав Джон Роу?")
    assert (answer.status, answer.citations[0].speaker) == (Status.ANSWERED, "John Roe")
    assert {citation.speaker for citation in answer.citations} == {"John Roe"}
    assert answer.text.splitlines() == [
        "John Roe, head of the Oldbridge Trust: “The roof leaks badly,” [1]",
        UK,
    ]


def test_an_english_question_about_a_ukrainian_speaker_is_answered_too(both: Engine) -> None:
    answer = both.answer("what did Viktor Kravchenko say?")
    assert answer.citations[0].speaker == "Віктор Кравченко"
    assert answer.text.splitlines()[-1] == EN


def test_whether_words_in_another_language_are_on_the_subject_is_left_open(english: Engine) -> None:
    answer = english.answer("Що сказав Джон Роу про дах?")
    assert answer.status is Status.NOT_FOUND
    assert answer.closest[0].speaker == "John Roe"
    first, line, last = answer.text.splitlines()
    assert first == "John Roe: слова в статтях є, але чи про це, сказати не можу."
    assert (line, last) == (UK, "Найближче:")


def test_a_refusal_in_a_language_that_the_encoder_does_not_know_says_so(english: Engine) -> None:
    assert english.answer("Яка планета має кільця?").text.splitlines()[-1] == UK
    assert english.answer("Какая планета имеет кольца?").text.splitlines()[-1] == RU


def test_sentences_with_a_name_asked_for_are_shown_as_near(english: Engine) -> None:
    answer = english.answer("Скільки грошей отримав Олдбрідж за весну?")
    assert answer.status is Status.NOT_FOUND
    assert "Oldbridge" in answer.closest[0].quote
    assert answer.text.splitlines() == ["Статті торкаються цього, але відповіді не дають.", UK, "Найближче:"]


def test_an_answer_in_the_questions_language_has_no_such_line(both: Engine) -> None:
    for question in ("Що сказав Віктор Кравченко?", "what did John Roe say?", "When was the old mill sold?"):
        answer = both.answer(question)
        assert answer.status is Status.ANSWERED
        assert not {UK, RU, EN} & set(answer.text.splitlines())


def test_an_english_refusal_over_english_articles_has_no_such_line(english: Engine) -> None:
    assert EN not in english.answer("Which planet has rings?").text


def test_an_encoder_of_many_languages_answers_by_meaning_without_that_line(tmp_path: Path) -> None:
    asked = engine(tmp_path, Bilingual("many"), ENGLISH, UKRAINIAN)
    answer = asked.answer("Що сказав Джон Роу про те, що дах протікає?")
    assert (answer.status, answer.citations[0].speaker) == (Status.ANSWERED, "John Roe")
    assert "leaks badly" in answer.citations[0].quote
    assert UK not in answer.text
    assert UK not in asked.answer("Яка планета має кільця?").text


NEAR = Citation(1, "a", None, None, None, None, None, None, "The mill of Oldbridge.", 0, 22)


@pytest.mark.parametrize(
    ("question", "cited", "known", "found", "told"),
    [
        ("Де млин?", (), {"en"}, False, True),
        ("Де млин?", (NEAR,), {"en"}, True, True),
        ("Де млин?", (replace(NEAR, quote="Млин стоїть."),), {"en"}, True, False),
        ("Де млин?", (replace(NEAR, quote="Млин стоїть."),), {"en"}, False, True),
        ("Де млин?", (NEAR,), {"en", "uk"}, True, False),
        ("Where is it?", (NEAR,), {"en"}, False, False),
        ("Where is it?", (replace(NEAR, quote="Млин стоїть."),), {"en"}, True, True),
        ("Where is it?", (replace(NEAR, quote="Млин стоїть."),), {"en", "uk"}, True, False),
        ("Where is it?", (), {"en"}, False, False),
    ],
)
def test_the_limit_is_told_only_where_it_matters(
    question: str, cited: tuple[Citation, ...], known: set[str], found: bool, told: bool
) -> None:
    line = language_note(question, cited, known.__contains__, messages_in("uk").answers, answered=found)
    assert line == (UK if told else "")


def test_a_text_with_a_word_in_other_letters_keeps_its_language() -> None:
    assert main_language("The weekly Слово of Oldbridge") == "en"
    assert main_language("Тижневик Word у Заріччі") == "uk"
    assert is_in_other_script("Де млин?", "The mill")
    assert not is_in_other_script("Где мельница?", "Млин стоїть, і це все")


def test_the_line_stands_below_the_text_but_not_between_closest_and_the_quotes() -> None:
    assert append_note("Nothing.", "") == "Nothing."
    assert append_note("Nothing.", "By words.") == "Nothing.\nBy words."
    assert append_note("They come near. Closest:", "By words.") == "They come near.\nBy words.\nClosest:"


def test_a_chat_shows_the_line_and_the_quote_once() -> None:
    answer = Answer("q", Status.ANSWERED, f"{NEAR.quote} [1]\nBy words.", (NEAR,))
    (page,) = render_answer(answer)
    assert page.html.count(NEAR.quote) == 1
    assert page.html.endswith("\n\nBy words.")


def test_a_name_in_the_words_said_counts_in_whatever_letters() -> None:
    text = "“Stenning needs a bridge,” said Jane Roe."
    words = Statement("Jane Roe", None, "said", True, 0, 26, 32, 40)
    article = Article("a", text)
    (found,) = rank_statements(
        PassagesInMemory([article]), [StatementHit(article, words, 0.0, None, 1)], "Стеннінг", "Роу"
    )
    assert (found.match.said, found.match.hint) == (1.0, 1.0)
