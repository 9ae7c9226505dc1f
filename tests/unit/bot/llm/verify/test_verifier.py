"""Each sentence of a draft is verified, or fails for the expected reason."""

from __future__ import annotations

import numpy as np
import pytest

from bot.llm.prompt_sources import number_sentences
from bot.llm.types import Claim, Draft
from bot.llm.verify.quotes import find_quotations
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.text.numbers import find_quantities
from index.types import Article, Hit, Vectors
from tests.support.prompted import PROMPT, STATEMENTS, look

TRUE = [
    ("The ferry between Tarn and Oldbridge will stop on Monday.", (1,)),
    ("On Monday the ferry between Oldbridge and Tarn stops.", (1,)),
    ("The ferry will stop on 17 March 2025.", (1,)),
    ("The ferry between Tarn and Oldbridge stops in March.", (1,)),
    ('"The hull is thin as paper", said Ada Thorn.', (2,)),
    ("„The hull is thin as paper“, said chief engineer Thorn.", (2,)),
    ("According to the harbour's chief engineer, «the hull is thin as paper».", (2,)),
    ("Ada Thorn found fourteen cracks in the hull.", (2, 3)),
    ("Ada Thorn told the Lenn Post that she found 14 cracks in it.", (3,)),
    ("The town would pay 2,500,000 dollars for a new boat, Bo Lund said.", (4,)),
    ("The mayor said that the town would pay two and a half million dollars for a new boat.", (4,)),
    ("Lund denied that he had known of the cracks.", (5,)),
    ("Bo Lund has denied knowing of the cracks since March 2023.", (5,)),
    ("Three thousand people cross the Lenn each day, according to the HSB.", (6,)),
    ("The ferry didn't sink in the storm of last year.", (7,)),
    ("The mayor called the storm “a warning to 'sleepy' towns”.", (8,)),
    ("22 hives stand on the library's roof in Corin.", (9,)),
    ("Karim Vale sells the honey at €6 a jar.", (10,)),
    ("Karim Vale said prices rose by 12% in 2024.", (11,)),
    ("Тариф на тепло в Озерську з 1 жовтня зросте на 15 %.", (12,)),
    ("Оксана Ковальчук сказала: «Ми не мали вибору».", (13,)),
    ("Oksana Kovalchuk said: «Ми не мали вибору».", (13,)),
    ("Petro Hnatiuk said the town would pay 40 million hryvnias.", (14,)),
    ("Ада Торн сказала, що корпус тонкий, як папір.", (2,)),
]


@pytest.mark.parametrize(("text", "cites"), TRUE, ids=[text for text, _ in TRUE])
def test_a_true_sentence_is_kept_with_what_it_cites(text: str, cites: tuple[int, ...]) -> None:
    found = look(text, *cites)
    assert [each.problem.detail for each in found.failures] == []
    assert [each.text for each in found.sentences] == [text]
    assert {one.number for each in found.sentences for one in each.sources} <= set(cites)


FALSE = [
    ("unmapped", "The ferry will stop on Monday.", ()),
    ("unmapped", "The ferry will stop on Monday.", (99,)),
    ("unmapped", "The ferry will stop on Monday.", (1, 99)),
    ("unmapped", "The ferry will stop on Monday.", (0,)),
    ("unmapped", "The ferry will stop on Monday.", (-1,)),
    ("unmapped", "…", (1,)),
    ("fabricated", '"The hull is thick as paper," said Ada Thorn.', (2,)),
    ("fabricated", '"The hull is as thin as paper," said Ada Thorn.', (2,)),
    ("misattributed", "Ada Thorn said «the hull is thin».", (3,)),
    ("fabricated", "The mayor called the storm “a warning to “lazy” towns”.", (8,)),
    ("misattributed", "The mayor warned 'sleepy' towns of cracks.", (5,)),
    ("fabricated", "The ferry between Tarn and Westbridge will stop on Monday.", (1,)),
    ("fabricated", "Zorbal stopped the ferry between Tarn and Oldbridge.", (1,)),
    ("misattributed", "The ferry between Tarn and Corin will stop on Monday.", (1,)),
    ("fabricated", "She found 41 cracks in it.", (3,)),
    ("fabricated", "She found sixteen cracks in it.", (3,)),
    ("fabricated", "The town would pay $2.5 billion for a new boat.", (4,)),
    ("fabricated", "The town would pay £2.5 million for a new boat.", (4,)),
    ("misattributed", "Prices rose by 15 percent in 2024, Vale said.", (11,)),
    ("fabricated", "The ferry between Tarn and Oldbridge will stop on Friday.", (1,)),
    ("fabricated", "The ferry will stop tomorrow, the mayor said of last year's storm.", (1,)),
    ("fabricated", "Lund denied that he had known of the cracks since May 2023.", (5,)),
    ("fabricated", "Lund denied that he had known of the cracks since March 2019.", (5,)),
    ("misattributed", "Bo Lund said that she found 14 cracks in it.", (3,)),
    ("misattributed", "Ada Thorn said that the town would pay $2.5 million for a new boat.", (4, 2)),
    ("misattributed", "Bo Lund said the hull is thin as paper.", (2, 4)),
    ("misattributed", "The governor said that the town would pay $2.5 million for a new boat.", (4,)),
    ("unsupported", "The ferry did sink in last year's storm.", (7,)),
    ("unsupported", "The ferry between Tarn and Oldbridge will not stop on Monday.", (1,)),
    ("misattributed", "The ferry will stop on Monday.", (10,)),
    ("unsupported", "The library will burn its books.", (9,)),
    ("misattributed", "The hives make a lot of noise at night on the roof of the library.", (7,)),
    ("misattributed", "Оксана Ковальчук заявила, що місто доплатить 40 млн гривень.", (13, 14)),
    ("misattributed", "Боб Лунд сказав, що місто заплатить 3,5 млн доларів за новий човен.", (4,)),
]


@pytest.mark.parametrize(("reason", "text", "cites"), FALSE, ids=[f"{text} {cites}" for _, text, cites in FALSE])
def test_a_false_sentence_is_dropped_for_its_reason(reason: str, text: str, cites: tuple[int, ...]) -> None:
    found = look(text, *cites)
    assert [(each.problem.fault, each.text) for each in found.failures] == [(reason, text)]
    assert found.sentences == ()


def test_the_detail_says_what_is_wrong_and_where_it_stands() -> None:
    assert look("She found 41 cracks in it.", 3).failures[0].problem.detail == (
        "the number '41' stands nowhere in the sentences"
    )
    assert look("The ferry between Tarn and Corin will stop on Monday.", 1).failures[0].problem.detail == (
        "the name 'Corin' stands in [9], which is not cited"
    )


def test_two_names_the_other_way_round_are_noticed_where_the_words_are_the_same() -> None:
    pier = Article("pier", "Tarn sued Oldbridge over the pier between Corin and Selwick.")
    prompt = number_sentences([Hit(pier, 0, len(pier.text), 1.0, None, None, key=1)], lambda key: ())
    texts = {
        "Oldbridge sued Tarn over the pier.": "misattributed",
        "Tarn sued Oldbridge over the pier.": "",
        "Tarn sued Oldbridge over the pier between Selwick and Corin.": "",
    }
    for text, reason in texts.items():
        found = verify_draft(Draft((Claim(text, (1,)),)), VerificationInput(prompt, {}))
        assert [each.problem.fault for each in found.failures] == ([reason] if reason else [])


def test_each_sentence_of_a_claim_is_looked_at_by_itself() -> None:
    found = look("The ferry will stop on Monday. It was built in 1871.", 1)
    assert [each.text for each in found.sentences] == ["The ferry will stop on Monday."]
    assert [each.text for each in found.failures] == ["It was built in 1871."]


def test_a_sentence_that_leans_on_a_dropped_one_is_dropped() -> None:
    draft = Draft((Claim("Zed Zorbal found them.", (3,)), Claim("She found 14 cracks in it.", (3,))))
    found = verify_draft(draft, VerificationInput(PROMPT, STATEMENTS))
    assert found.sentences == ()
    assert found.failures[1].problem.detail == "the sentence that it leans on is not kept"


def test_what_a_claim_cites_beyond_its_need_is_no_source_of_it() -> None:
    found = look("The ferry between Tarn and Oldbridge will stop on Monday.", 1, 7, 9)
    assert [one.number for one in found.sentences[0].sources] == [1]


def test_of_the_sentences_that_a_claim_needs_each_is_a_source() -> None:
    found = look("The ferry will stop on Monday, and the town would pay for a new boat.", 1, 4)
    assert [one.number for one in found.sentences[0].sources] == [1, 4]


class _Alike:
    """An encoder to which all texts are one, or all others."""

    def __init__(self, *, same: bool) -> None:
        self.same, self.asked = same, 0

    def __call__(self, texts: list[str]) -> Vectors:
        self.asked += 1
        vectors = np.ones((len(texts), 2), np.float32) if self.same else np.eye(len(texts), dtype=np.float32)
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.mark.parametrize("same", [True, False])
def test_where_words_leave_it_open_sense_decides(same: bool) -> None:
    text = "Hives sit atop the Corin library building."
    encode = _Alike(same=same)
    found = verify_draft(Draft((Claim(text, (9,)),)), VerificationInput(PROMPT, STATEMENTS, encode))  # type: ignore[arg-type]
    assert bool(found.sentences) is same
    assert encode.asked == 1


def test_the_encoder_is_not_asked_where_words_are_enough() -> None:
    encode = _Alike(same=False)
    verify_draft(Draft((Claim("The ferry will stop on Monday.", (1,)),)), VerificationInput(PROMPT, STATEMENTS, encode))  # type: ignore[arg-type]
    assert encode.asked == 0


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("47 people", [47]),
        ("1,234,567 and 1 234 567", [1234567, 1234567]),
        ("forty-seven", [47]),
        ("two hundred and fifty thousand", [250_000]),
        ("half a million", [500_000]),
        ("a hundred and two", [102]),
        ("2.5 million", [2_500_000]),
        ("$3bn and 40k", [3e9, 40_000]),
        ("a dozen", [12]),
        ("двадцять п’ять", [25]),
        ("сто двадцять тисяч", [120_000]),
        ("4 млн", [4_000_000]),
        ("twenty, thirty", [20, 30]),
        ("the third and the 21st", [3, 21]),
        ("one of the first", []),
        ("five two", [5, 2]),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text: str, values: list[float]) -> None:
    assert [max(found.values) for found in find_quantities(text)] == values


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said "yes" and «no».', ["yes", "no"]),
        ("„Gut“, ‚fein‘", ["Gut", "fein"]),
        ("“a ‘b’ c”", ["a ‘b’ c"]),
        ("“a “b” c” d", ["a “b” c"]),
        ("'''a''' ''b c''", ["a", "b c"]),
        ("the '90s, Roe's don't rock 'n' roll", ["n"]),
        ("it's 'a word' here", ["a word"]),
        ("he said “never closed", ["never closed"]),
        ('""  “”', []),
    ],
)
def test_quotations_are_found_in_every_style(text: str, inner: list[str]) -> None:
    assert [each.strip("'") for each in find_quotations(text)] == inner
