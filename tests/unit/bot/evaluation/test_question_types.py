"""What a question asks for, by its first words."""

from __future__ import annotations

import pytest

from bot.evaluation.question_types import classify_question, format_kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("who said the roof leaks?", "who said"),
        ("What did Ada Thorn say about bread?", "what said"),
        ("Хто сказав, що дах протікає?", "who said"),
        ("Who owns the mill?", "who"),
        ("and who owns the mill", "who"),
        ("Whose hat was found?", "who"),
        ("to whom was the mill sold?", "who"),
        ("When was it sold?", "when"),
        ("In which year was it sold?", "when"),
        ("what time does the ferry leave", "when"),
        ("since when has it been shut?", "when"),
        ("Where is the owl?", "where"),
        ("In what town is the owl?", "where"),
        ("How many owls are there?", "how many"),
        ("how much did it cost?", "how much"),
        ("What is the price of a ticket?", "how much"),
        ("What did the roof cost?", "how much"),
        ("How long is the bridge?", "how long"),
        ("How did they get in?", "how"),
        ("Why is it shut?", "why"),
        ("how come it is shut?", "why"),
        ("What is in the well?", "what"),
        ("What costs more, a ferry or a bridge?", "what"),
        ("Which owl is the oldest?", "which"),
        ("Is it open?", "yes/no"),
        ("didn't they pay?", "yes/no"),
        ("The mill, please", "other"),
        ("Islands of the river", "other"),
        ("?", "other"),
        ("Коли відкрили ліцей?", "when"),
        ("У якому році відкрили ліцей?", "when"),
        ("Де ліцей?", "where"),
        ("Скільки учнів у ліцеї?", "how many"),
        ("Скільки коштує квиток?", "how much"),
        ("Чому зачинили пором?", "why"),
        ("Чи ходить пором?", "yes/no"),
        ("Який це рік?", "which"),
        ("Где библиотека?", "where"),
        ("Сколько книг потеряли?", "how many"),
        ("Сколько стоит билет?", "how much"),
        ("За что его уволили?", "why"),
        ("В каком году построен мост?", "when"),
        ("Правда ли, что мост закрыт?", "yes/no"),
        ("«Что лежит в колодце?»", "what"),
    ],
)
def test_a_question_is_counted_by_what_it_asks_for(question: str, kind: str) -> None:
    assert classify_question(question) == kind


def test_a_given_kind_is_tidied() -> None:
    assert format_kind("WHO_SAID") == format_kind("  who  said\x1b ") == "who said"
