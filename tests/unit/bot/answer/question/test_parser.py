"""What is asked: tables of questions as people write them, each with what is read from it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.question.parser import LONGEST, QuestionKind, parse_question
from index.errors import QuestionError

# question -> what was said, and what the asker knows of the speaker
WHO_SAID = {
    "who said Putin is prioritizing?": ("Putin is prioritizing", ""),
    "who said putin prioritise": ("putin prioritise", ""),
    "Who said that the mill is closed": ("the mill is closed", ""),
    "who claims the mill will close?": ("the mill will close", ""),
    "Who has warned that ice is thick?": ("ice is thick", ""),
    "who's the one saying the roof leaks?": ("the roof leaks", ""),
    "who’s saying the roof leaks?": ("the roof leaks", ""),
    "who was it that complained about the noise": ("the noise", ""),
    "who is quoted as saying the ferry is late?": ("the ferry is late", ""),
    "who kept claiming the bridge was safe": ("the bridge was safe", ""),
    "Who else thinks Ada Thorn's mill should close?": ("Ada Thorn's mill should close", ""),
    "According to whom is the budget too small?": ("the budget too small", ""),
    "by whom was the plan called a disgrace?": ("the plan called a disgrace", ""),
    "whose words are these: we will not wait": (", we will not wait", ""),
    "whose opinion is it that bees are pets": ("bees are pets", ""),
    "Which official said that the bridge is safe?": ("the bridge is safe", "official"),
    "which council member from Oldbridge argued the toll is unfair": (
        "the toll is unfair",
        "council member from Oldbridge",
    ),
    "who at the ministry admitted the pump failed": ("the pump failed", "the ministry"),
    "has anyone said the winter will be hard?": ("the winter will be hard", ""),
    '  who   said: "we are sorry"?': ('"we are sorry"', ""),
    "who said yes?": ("yes", ""),
    "Хто сказав, що міст безпечний?": ("міст безпечний", ""),
    "хто сказав що міст безпечний": ("міст безпечний", ""),
    "хто казав про тарифи на воду": ("тарифи на воду", ""),
    "Хто з експертів вважає, що хліб подорожчає?": ("хліб подорожчає", "експертів"),
    "За словами кого міст відкриють у травні?": ("міст відкриють у травні", ""),
    "Чиї це слова: «Ми не продамо жодного гектара»?": ("«Ми не продамо жодного гектара»", ""),
    "Кто заявил, что мост безопасен?": ("мост безопасен", ""),
    "кто говорил про тарифы на воду": ("тарифы на воду", ""),
    "По чьим словам мост откроют в мае?": ("мост откроют в мае", ""),
    "Кому принадлежат слова «Река нам этого не простит»?": ("«Река нам этого не простит»", ""),
}

# question -> who is asked about, and what about
WHAT_SAID = {
    "What did Petrov say about Kursk?": ("Petrov", "Kursk"),
    "what did Nikolai Petrov say": ("Nikolai Petrov", ""),
    "what does vinogradov think of the losses": ("vinogradov", "the losses"),
    "What else did the mayor of Oldbridge promise?": ("the mayor of Oldbridge", ""),
    "what has Jane Roe told reporters about the flood?": ("Jane Roe", "reporters about the flood"),
    "what did roe make of the offer": ("roe", "the offer"),
    "How did Jane Roe describe the ferry?": ("Jane Roe", "the ferry"),
    "how did the union react to the cuts?": ("the union", "the cuts"),
    "what was Roe's reaction to the verdict": ("Roe", "the verdict"),
    "what's Jane Roe’s view on the toll?": ("Jane Roe", "the toll"),
    "What is the position of the council on parking?": ("the council", "parking"),
    "Roe's take on the toll": ("Roe", "the toll"),
    "any quotes from Petrov?": ("Petrov", ""),
    "any quotes from Jane Roe about bees": ("Jane Roe", "bees"),
    "Jane Roe quotes about bees": ("Jane Roe", "bees"),
    "quote Trump on sanctions": ("Trump", "sanctions"),
    "quote jane roe": ("jane roe", ""),
    "give me Jane Roe's words on the flood": ("Jane Roe", "the flood"),
    "Did Jane Roe say anything about the toll?": ("Jane Roe", "the toll"),
    "does roe believe the bridge is safe?": ("roe", "the bridge is safe"),
    "Did anyone from Chatham House comment?": ("Chatham House", ""),
    "did anyone from the ministry comment on the pumps": ("the ministry", "the pumps"),
    "what did anyone at Northgate Research say about it": ("Northgate Research", "it"),
    "why did Roe say the toll is unfair": ("Roe", "the toll is unfair"),
    "how long does the Kremlin say it can wage war?": ("the Kremlin", "how long it can wage war"),
    "what does Bloomberg write about Trump?": ("Bloomberg", "Trump"),
    "According to Bloomberg, what is the president doing?": ("Bloomberg", "what is the president doing"),
    "according to roe who broke the pump": ("roe", "who broke the pump"),
    "Who broke the pump, according to Jane Roe?": ("Jane Roe", "Who broke the pump"),
    "Що сказав Петро Гайовий про ремонт дороги?": ("Петро Гайовий", "ремонт дороги"),
    "що думає мер про нову розв'язку": ("мер", "нову розв'язку"),
    "цитати Петра Гайового про річку": ("Петра Гайового", "річку"),
    "процитуй олену кравчук": ("олену кравчук", ""),
    "За словами Олени Кравчук, скільки коштує дах?": ("Олени Кравчук", "скільки коштує дах"),
    "Чи коментував хтось із поліції аварію?": ("поліції", "аварію"),
    "Что сказал Пётр Гаев о ремонте дороги?": ("Пётр Гаев", "ремонте дороги"),
    "что думает мэр про новую развязку": ("мэр", "новую развязку"),
    "Есть ли цитаты Петра Гаева о реке?": ("Петра Гаева", "реке"),
    "Найди цитаты представителя полиции о пожаре": ("представителя полиции", "пожаре"),
}

OPEN = (
    "Who bought the mill?",
    "When was it said that ice is thick?",
    "who said?",
    "Whose said mill is it?",
    "How many people fled?",
    "Who was warned of the flood?",
    "Who was found in the harbour?",
    "What was said at the hearing?",
    "What caused the fire?",
    "Where is the ferry?",
    "What is the name of the new bridge?",
    "What is he wanted for?",
    "Коли відкриють бібліотеку після ремонту?",
    "Хто виграв вибори в Дубровиці?",
    "Где построят новый мост?",
    "Кто выиграл выборы в Дубровице?",
)


@pytest.mark.parametrize(("text", "read"), WHO_SAID.items(), ids=WHO_SAID)
def test_a_question_for_a_speaker_is_told_by_its_words(text: str, read: tuple[str, str]) -> None:
    question = parse_question(text)
    assert (question.kind, question.subject, question.speaker) == (QuestionKind.WHO_SAID, read[0].lstrip(", "), read[1])


@pytest.mark.parametrize(("text", "read"), WHAT_SAID.items(), ids=WHAT_SAID)
def test_a_question_for_the_words_of_a_speaker_names_them(text: str, read: tuple[str, str]) -> None:
    question = parse_question(text)
    assert (question.kind, question.speaker, question.subject) == (QuestionKind.WHAT_SAID, *read)


@pytest.mark.parametrize("text", OPEN)
def test_other_questions_are_open_and_searched_whole(text: str) -> None:
    question = parse_question(text)
    assert (question.kind, question.subject) == (QuestionKind.OPEN, text)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("who said the toll is unfair?", True),
        ("who thinks the toll is unfair?", True),
        ("who rejected the toll?", False),
        ("who is protesting the toll?", False),
        ("who is saying the toll is unfair?", True),
        ("who announced the sale?", False),
        ("what did the council say about the toll?", True),
        ("Jane Roe on the toll?", False),
    ],
)
def test_verbs_that_tell_of_more_than_words_may_mean_an_open_question(text: str, sure: bool) -> None:
    assert parse_question(text).kind is not QuestionKind.OPEN
    assert parse_question(text).sure is sure


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        (" \n ", "is empty"),
        ("?", "too short"),
        ("a", "too short"),
        ("x" * (LONGEST + 1), "2,001 characters"),
        ("word " * 2000, "shorten it"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_short_line(text: str, words: str) -> None:
    with pytest.raises(QuestionError, match=words) as caught:
        parse_question(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 120


def test_half_a_character_does_not_reach_the_encoder() -> None:
    parse_question("is \ud83d a mill?").text.encode()


@given(
    st.lists(
        st.sampled_from(
            [
                "who",
                "said",
                "what",
                "did",
                "has",
                "anyone",
                "from",
                "of",
                "the",
                "'s",
                ",",
                "quotes",
                "on",
                "according",
                "to",
                "that",
                "хто",
                "що",
            ]
        )
    )
)
def test_any_pile_of_asking_words_is_read_as_something(words: list[str]) -> None:
    text = " ".join([*words, "mill"])
    question = parse_question(text)
    assert question.text == text
    assert question.kind is QuestionKind.WHAT_SAID or question.subject


@pytest.mark.parametrize("piece", ["who has ", "did anyone from ", "any quotes ", "mill , ", "what did a's say "])
def test_a_question_made_to_be_slow_is_read_at_once(piece: str) -> None:
    parse_question((piece * LONGEST)[:LONGEST])
