"""Follow-ups become standalone questions or questions back; complete questions stay as they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.types import QuoteRef, Status
from bot.conversation.contextualize import contextualize
from bot.conversation.history import ClarifyingQuestion, Person, StandaloneQuestion, Turn
from bot.conversation.quote_followups import contextualize_reply

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
ADA = Person("Ada Thorn", "f", asked=True)
BO = Person("Bo Reed", "m", asked=True)
LEE = Person("Lee Marsh", "", asked=True)
SHOWN = QuoteRef("mill", 0, 0, 40, speaker="Ada Thorn")
QUOTE = "“The mill will grind again by May,” said Ada Thorn."


def turn(question: str, *people: Person, status: Status | None = Status.ANSWERED) -> Turn:
    return Turn(question, question, status, people, (SHOWN,), NOON)


def read(text: str, *turns: Turn) -> str:
    """The stand-alone question, or the line that asks back."""
    found = contextualize(text, turns, lambda _: QUOTE)
    return found.text if isinstance(found, ClarifyingQuestion) else found.question


SOLD = turn("When was the old mill sold?")
WHO_SAID = turn("who said the mill would open?", ADA)
ADA_ON_MILL = turn("What did Ada Thorn say about the mill?", ADA)


@pytest.mark.parametrize(
    ("before", "text", "understood"),
    [
        (SOLD, "why?", "Why was the old mill sold?"),
        (SOLD, "and where was that?", "Where was the old mill sold?"),
        (SOLD, "and how much did it cost?", "How much did the old mill cost?"),
        (SOLD, "who bought it?", "Who bought the old mill?"),
        (SOLD, "and in Oldbridge?", "When was the old mill sold in Oldbridge?"),
        (SOLD, "what about the ferry?", "When was the ferry sold?"),
        (SOLD, "how many then?", "How many — the old mill sold?"),
        (SOLD, "how many were there?", "How many — the old mill sold?"),
        (SOLD, "how many of them were there?", "How many of them were there — the old mill sold?"),
        (WHO_SAID, "when?", "When did Ada Thorn say “The mill will grind again by May”?"),
        (turn("Who found the ring in Selby?"), "when was that?", "When was it that someone found the ring in Selby?"),
        (turn("Who found the ring in Selby?"), "and in Oldbridge?", "Who found the ring in Oldbridge?"),
        (turn("How many jobs is Thornton cutting?"), "why?", "Why is Thornton cutting jobs?"),
        (turn("How many people were hurt in the fire?"), "where?", "Where were people hurt in the fire?"),
        (WHO_SAID, "why?", "Why did Ada Thorn say the mill would open?"),
        (WHO_SAID, "what else did she say?", "What else did Ada Thorn say?"),
        (WHO_SAID, "who said that?", "Who said The mill will grind again by May?"),
        (WHO_SAID, "what about Reed?", "What did Reed say about the mill would open?"),
        (ADA_ON_MILL, "and Reed?", "What did Reed say about the mill?"),
        (ADA_ON_MILL, "and about the ferry?", "What did Ada Thorn say about the ferry?"),
        (ADA_ON_MILL, "anything else?", "What else did Ada Thorn say?"),
        (ADA_ON_MILL, "how old is she?", "How old is Ada Thorn?"),
        (ADA_ON_MILL, "what is her job?", "What is Ada Thorn's job?"),
        (turn("Що сказала Ада Терен про млин?", Person("Ада Терен", "f", asked=True)), "а коли це було?",
         "Коли Ada Thorn каже, що “The mill will grind again by May”?"),
        (turn("Що сказала Ада Терен про млин?", Person("Ада Терен", "f", asked=True)), "що ще вона сказала?",
         "Що ще каже Ада Терен?"),
        (turn("Що сказала Ада Терен про млин?", Person("Ада Терен", "f", asked=True)), "а Рудий?",
         "Що каже Рудий про млин?"),
        (turn("Когда продали мельницу?"), "а где?", "Где продали мельницу?"),
        (turn("Когда продали мельницу?"), "а где она стоит?", "Где она стоит — продали мельницу?"),
        (turn("Кто сказал, что мельница откроется?", Person("Ада Терн", "f", asked=True)), "почему?",
         "Почему Ада Терн говорит, что мельница откроется?"),
    ],
)  # fmt: skip
def test_a_follow_up_is_completed_from_the_last_turn(before: Turn, text: str, understood: str) -> None:
    assert read(text, before) == understood


@pytest.mark.parametrize(
    ("turns", "text", "line"),
    [
        ([turn("x", ADA, BO)], "what else did they say?", "Whom do you mean: Ada Thorn or Bo Reed?"),
        ([turn("x", ADA, LEE)], "what else did she say?", "Whom do you mean: Ada Thorn or Lee Marsh?"),
        ([turn("x", BO, LEE)], "why did he go?", "Whom do you mean: Bo Reed or Lee Marsh?"),
        ([turn("x", BO), turn("y", LEE)], "why did he go?", "Whom do you mean: Lee Marsh or Bo Reed?"),
        ([turn("who said it rains?", ADA, BO)], "why?", "Whom do you mean: Ada Thorn or Bo Reed?"),
        ([turn("x", ADA)], "what else did he say?", "Whom do you mean by “he”? Ask again with the name."),
        ([turn("x", Person("Bo Reed", "m"))], "why did he go?", "Whom do you mean by “he”? Ask again with the name."),
        ([], "what else did he say?", "Whom do you mean by “he”? Ask again with the name."),
        ([], "why?", "I cannot tell what this is about: ask it again as a whole question."),
        ([turn("Where do Ada and the ferry and the mill meet?")], "and the bus?",
         "I cannot tell what this is about: ask it again as a whole question."),
        ([turn("x", Person("Ада Терен", "f", asked=True), Person("Зоя Мох", "f", asked=True))], "що ще вона сказала?",
         "Про кого йдеться: Ада Терен чи Зоя Мох?"),
    ],
)  # fmt: skip
def test_what_can_only_be_guessed_is_asked_back(turns: list[Turn], text: str, line: str) -> None:
    assert read(text, *turns) == line


def test_a_pronoun_refers_to_the_person_whose_gender_fits() -> None:
    assert read("what else did she say?", turn("x", ADA, BO)) == "What else did Ada Thorn say?"
    assert read("what else did he say?", turn("x", BO), turn("y", ADA)) == "What else did Bo Reed say?"


def test_a_pronoun_may_refer_to_a_person_of_the_first_quote_only() -> None:
    assert read("why did she go?", turn("x", Person("Ada Thorn", "f", first=True))) == "Why did Ada Thorn go?"
    assert read("why did she go?", turn("x", Person("Ada Thorn", "f"))).startswith("Whom do you mean")


def test_a_name_answers_what_was_asked_back() -> None:
    pending = turn("what else did they say?", ADA, BO, status=None)
    assert read("Reed", turn("x", ADA, BO), pending) == "What else did Bo Reed say?"
    assert read("Who is Cole?", turn("x", ADA, BO), pending) == "Who is Cole?"


@pytest.mark.parametrize(
    "text",
    [
        "What did the mayor of Oldbridge promise her voters?",
        "who said they would never sell it?",
        "Is it true that the mill was sold?",
        "What language do they speak in Norland?",
        "And who owns the Ashgrove dairy?",
        "when does the new baker start her job",
        "How long does it take to bake bread?",
        "What did Reed say about his ferry?",
        "Що сказав мер про його міст у Горі?",
        "а скільки коштує хліб?",
        "а когда откроют рынок?",
    ],
)
def test_a_question_that_is_complete_is_not_touched(text: str) -> None:
    found = contextualize(text, (ADA_ON_MILL,), lambda _: QUOTE)
    assert found == StandaloneQuestion(text, language=found.language if isinstance(found, StandaloneQuestion) else "")


def test_shown_quotes_are_excluded_when_more_is_asked_for() -> None:
    found = contextualize("what else did she say?", (WHO_SAID,), lambda _: QUOTE)
    assert isinstance(found, StandaloneQuestion)
    assert (found.exclude, found.more_by) == ((SHOWN.position,), "Ada Thorn")
    named = contextualize("What else did Thorn say?", (WHO_SAID,), lambda _: QUOTE)
    assert isinstance(named, StandaloneQuestion)
    assert (named.question, named.exclude) == ("What else did Thorn say?", (SHOWN.position,))


def test_a_reply_to_a_part_of_an_answer_is_about_that_part() -> None:
    found = contextualize_reply("why?", "grind again by May", WHO_SAID, (), lambda _: QUOTE)
    assert isinstance(found, StandaloneQuestion)
    assert found.question == "Why — grind again by May?"
    who = contextualize_reply("who?", "grind again by May", WHO_SAID, (), lambda _: QUOTE)
    assert isinstance(who, StandaloneQuestion)
    assert (who.question, who.quote_to_attribute) == ("Who said grind again by May?", SHOWN)


def test_a_part_that_names_somebody_decides_whom_a_pronoun_means() -> None:
    found = contextualize_reply(
        "why did they go?", "Bo Reed left", turn("x", ADA, BO), (), lambda _: "Bo Reed left with Thorn."
    )
    assert isinstance(found, StandaloneQuestion)
    assert "Bo Reed left" in found.question
    said = contextualize_reply("what else did they say?", "Bo Reed left", turn("x", ADA, BO), (), lambda _: QUOTE)
    assert isinstance(said, StandaloneQuestion)
    assert said.question == "What else did Bo Reed say?"


@given(st.text(max_size=80), st.sampled_from([(), (SOLD,), (WHO_SAID,), (ADA_ON_MILL, SOLD)]))
def test_any_text_is_understood_or_asked_back(text: str, turns: tuple[Turn, ...]) -> None:
    contextualize(text, turns, lambda _: None)
