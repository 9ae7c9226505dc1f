"""What a question says of time: a table for each language, seen from Thursday, 18 September 2025."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.question.time_expressions import find_dates, find_time_expression, remove_time_words

TODAY = date(2025, 9, 18)

# question -> begin, end, the words
PUBLISHED = {
    "What happened today?": ("2025-09-18", "2025-09-18", "today"),
    "What did Roe say yesterday about the mill?": ("2025-09-17", "2025-09-17", "yesterday"),
    "What did Roe say the day before yesterday?": ("2025-09-16", "2025-09-16", "the day before yesterday"),
    "What did the mayor say last week?": ("2025-09-08", "2025-09-14", "last week"),
    "What was decided this month?": ("2025-09-01", "2025-09-30", "this month"),
    "Who was hired last month?": ("2025-08-01", "2025-08-31", "last month"),
    "What was built last year?": ("2024-01-01", "2024-12-31", "last year"),
    "What has the port said since Monday?": ("2025-09-15", None, "since Monday"),
    "What has changed since Thursday?": ("2025-09-11", None, "since Thursday"),
    "What did Roe say last Friday?": ("2025-09-12", "2025-09-12", "last Friday"),
    "What was said before last week?": (None, "2025-09-07", "before last week"),
    "What did Roe say in the last three weeks?": ("2025-08-28", "2025-09-18", "in the last three weeks"),
    "What was sold in the past week?": ("2025-09-11", "2025-09-18", "in the past week"),
    "What was sold over the past 10 days?": ("2025-09-08", "2025-09-18", "over the past 10 days"),
    "What did Roe say two weeks ago?": ("2025-09-01", "2025-09-07", "two weeks ago"),
    "What was said a month ago?": ("2025-08-01", "2025-08-31", "a month ago"),
    "What did Roe say of last year's budget?": ("2024-01-01", None, "of last year's"),
    "What did Roe say about last week?": ("2025-09-08", None, "last week"),
    "Що сказав мер минулого тижня про міст?": ("2025-09-08", "2025-09-14", "минулого тижня"),
    "Що казали на цьому тижні?": ("2025-09-15", "2025-09-21", "на цьому тижні"),
    "Що сталося вчора?": ("2025-09-17", "2025-09-17", "вчора"),
    "Що відомо з понеділка про міст?": ("2025-09-15", None, "з понеділка"),
    "Що було за останні три дні?": ("2025-09-15", "2025-09-18", "за останні три дні"),
    "Що сталося два тижні тому?": ("2025-09-01", "2025-09-07", "два тижні тому"),
    "Скільки коштував хліб торік?": ("2024-01-01", "2024-12-31", "торік"),
    "Что сказал мэр на прошлой неделе?": ("2025-09-08", "2025-09-14", "на прошлой неделе"),
    "Что случилось сегодня?": ("2025-09-18", "2025-09-18", "сегодня"),
    "Что решили в этом месяце?": ("2025-09-01", "2025-09-30", "в этом месяце"),
    "Что было с понедельника?": ("2025-09-15", None, "с понедельника"),
    "За последнюю неделю что решили?": ("2025-09-11", "2025-09-18", "За последнюю неделю"),
    "Что случилось три дня назад?": ("2025-09-15", "2025-09-15", "три дня назад"),
}

MENTIONED = {
    "What happened in February?": ("2025-02-01", "2025-02-28", "in February"),
    "What happened in November?": ("2024-11-01", "2024-11-30", "in November"),
    "What happened in 2025?": ("2025-01-01", "2025-12-31", "in 2025"),
    "What burned on 3 February?": ("2025-02-03", "2025-02-03", "on 3 February"),
    "What burned on December 24th?": ("2024-12-24", "2024-12-24", "on December 24th"),
    "What burned on Feb. 3, 2024?": ("2024-02-03", "2024-02-03", "on Feb. 3, 2024"),
    "What burned on 2024-02-29?": ("2024-02-29", "2024-02-29", "on 2024-02-29"),
    "What did Roe say before March 2025?": (None, "2025-02-28", "before March 2025"),
    "What did Roe say after March 2025?": ("2025-04-01", None, "after March 2025"),
    "What has been built since 2023?": ("2023-01-01", None, "since 2023"),
    "What was built until May?": (None, "2025-05-31", "until May"),
    "What happened between January and March 2024?": ("2024-01-01", "2024-03-31", "between January and March 2024"),
    "What happened between November and February?": ("2024-11-01", "2025-02-28", "between November and February"),
    "What happened from 3 to 9 February?": ("2025-02-03", "2025-02-09", "from 3 to 9 February"),
    "Що сталося в лютому 2025 року?": ("2025-02-01", "2025-02-28", "в лютому 2025 року"),
    "Що сталося 3 лютого?": ("2025-02-03", "2025-02-03", "3 лютого"),
    "Що було до березня 2025 року?": (None, "2025-02-28", "до березня 2025 року"),
    "Що було між січнем і березнем?": ("2025-01-01", "2025-03-31", "між січнем і березнем"),
    "Что было в феврале?": ("2025-02-01", "2025-02-28", "в феврале"),
    "Что было в 2024 году?": ("2024-01-01", "2024-12-31", "в 2024 году"),
    "Что произошло между январём и мартом?": ("2025-01-01", "2025-03-31", "между январём и мартом"),
}

LATEST = {
    "What is the latest on the mill?": "What is the mill?",
    "What are the most recent figures?": "What are the figures?",
    "What does the newest report say?": "What does the report say?",
    "Who is currently mayor?": "Who is mayor?",
    "Who is the current mayor of Oldbridge?": "Who is the mayor of Oldbridge?",
    "When was the last time the mill flooded?": "When was the mill flooded?",
    "What did Roe last say about the mill?": "What did Roe say about the mill?",
    "Які останні новини про міст?": "Які новини про міст?",
    "Коли востаннє горів млин?": "Коли горів млин?",
    "Хто зараз мер?": "Хто мер?",
    "Какие последние новости о мосте?": "Какие новости о мосте?",
    "Когда в последний раз горела мельница?": "Когда горела мельница?",
    "Кто сейчас мэр?": "Кто мэр?",
}

TIMELESS = [
    "Who may march in the parade?",
    "Will the bridge open by Friday?",
    "What was sold on Tuesday?",
    "What did he call “the last week of May”?",
    'Who wrote "yesterday" on the wall?',
    "When must it be sent at the latest?",
    "What is the current of the river like?",
    "Which 2025 houses were sold?",
    "How much is 30 February in the table?",
    "What is in boxes 9-3 May?",
    "What did the last mayor build?",
    "Хто має право на воду?",
    "Скільки серед них дітей?",
    "Когда открыли последний мост?",
    "Что будет до пятницы?",
    "",
]


@pytest.mark.parametrize("question", PUBLISHED)
def test_a_relative_time_is_of_the_publication(question: str) -> None:
    when = find_time_expression(question, TODAY)
    assert when is not None
    bounds = tuple(each and each.isoformat() for each in (when.begin, when.end))
    assert (*bounds, question[slice(*when.words)]) == PUBLISHED[question]
    assert (when.relative, when.latest) == (True, False)


@pytest.mark.parametrize("question", MENTIONED)
def test_an_absolute_time_may_be_of_what_happened(question: str) -> None:
    when = find_time_expression(question, TODAY)
    assert when is not None
    bounds = tuple(each and each.isoformat() for each in (when.begin, when.end))
    assert (*bounds, question[slice(*when.words)]) == MENTIONED[question]
    assert (when.relative, when.latest) == (False, False)
    assert remove_time_words(question, when) == question


@pytest.mark.parametrize("question", LATEST)
def test_the_latest_is_asked_for_and_its_words_are_not_searched_for(question: str) -> None:
    when = find_time_expression(question, TODAY)
    assert when is not None
    assert (when.begin, when.end, when.latest, when.relative) == (None, None, True, False)
    assert remove_time_words(question, when) == LATEST[question]


@pytest.mark.parametrize("question", TIMELESS)
def test_no_time_is_read_where_none_is_asked_for(question: str) -> None:
    assert find_time_expression(question, TODAY) is None


def test_a_publication_time_goes_before_another_and_is_not_searched_for() -> None:
    question = "What did Roe say last week about the flood of May 2024?"
    when = find_time_expression(question, TODAY)
    assert when is not None
    assert question[slice(*when.words)] == "last week"
    assert remove_time_words(question, when) == "What did Roe say about the flood of May 2024?"


def test_a_time_and_the_latest_may_be_asked_for_together() -> None:
    question = "What is the latest on the mill this week?"
    when = find_time_expression(question, TODAY)
    assert when is not None
    assert (when.begin, when.end, when.latest) == (date(2025, 9, 15), date(2025, 9, 21), True)
    assert remove_time_words(question, when) == "What is the mill?"


def test_a_month_and_a_day_are_seen_from_the_day_given() -> None:
    in_march = find_time_expression("What happened in December?", date(2024, 3, 1))
    assert in_march is not None
    assert (in_march.begin, in_march.end) == (date(2023, 12, 1), date(2023, 12, 31))
    leap = find_time_expression("What was decided last month?", date(2024, 3, 31))
    assert leap is not None
    assert leap.end == date(2024, 2, 29)


def test_dates_in_a_text_leave_out_what_is_relative_and_bare() -> None:
    text = "Yesterday the May family met in June. On 3 February 2024 it had not; 1999 guests came."
    assert list(find_dates(text, TODAY)) == [
        (date(2025, 6, 1), date(2025, 6, 30)),
        (date(2024, 2, 3), date(2024, 2, 3)),
    ]


@given(
    st.text(
        st.sampled_from("last week ago 0123456789 in May since the 31 Feb тому з лютого and between'“” "), max_size=60
    )
)
def test_any_text_is_read_without_an_error_and_its_words_lie_within(question: str) -> None:
    when = find_time_expression(question, TODAY)
    if when:
        assert 0 <= when.words[0] < when.words[1] <= len(question)
        assert not (when.begin and when.end and when.begin > when.end)
        remove_time_words(question, when)
