"""From answers to figures and worst cases, worked out by hand, with a stand-in for what is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from rich.console import Console

from bot.answer.types import Answer, Citation, Status
from bot.cli.evaluate import serialize_evaluation, show_evaluation
from bot.evaluation.judge import judge_cases
from bot.evaluation.metrics import compute_metrics, compute_metrics_by_kind
from bot.evaluation.types import Case, Fault, JudgedCase
from bot.evaluation.worst_cases import worst_cases
from index.errors import QuestionError
from index.progress import silent
from index.types import Article, Hit

TEXTS = {
    "mill": "The mill was sold on Tuesday. “We will bake,” said Ada Thorn.",
    "inn": "The inn is shut. Ben Rowe keeps it.",
    "copy": "The mill was sold on Tuesday.",
}


def quote(article: str, words: str, speaker: str | None = None, *, also_in: tuple[str, ...] = ()) -> Citation:
    start = TEXTS[article].index(words)
    return Citation(
        *(1, article, None, None, None, None, None, None),
        quote=words,
        start=start,
        end=start + len(words),
        also_in=also_in,
        speaker=speaker,
    )


def answered(*citations: Citation, ms: float = 10.0) -> Answer:
    return Answer("", Status.ANSWERED, "", citations, elapsed_ms=ms)


def refused(*closest: Citation, ms: float = 10.0) -> Answer:
    return Answer("", Status.NOT_FOUND, "", (), closest, elapsed_ms=ms)


SOLD, BAKE, SHUT = "The mill was sold on Tuesday.", "“We will bake,” said Ada Thorn.", "The inn is shut."


class Scripted:
    """Gives each question the answer and the order of articles that were written down for it."""

    def __init__(self, script: dict[str, tuple[Answer, str]]) -> None:
        self.script = script
        self.asked: list[str] = []

    def answer(self, text: str) -> Answer:
        self.asked.append(text)
        if text not in self.script:
            raise QuestionError("too short")
        return self.script[text][0]

    def search(self, text: str, k: int) -> Sequence[Hit]:
        found = self.script[text][1].split()
        return [Hit(Article(article, TEXTS[article]), 0, 4, 1.0, None, None) for article in found][:k]


WHEN = Case("q1", "when sold", "when", {"mill": 1}, ("on Tuesday",))


def came(case: Case, answer: Answer, order: str = "mill inn") -> JudgedCase:
    (judged,) = judge_cases(Scripted({case.question: (answer, order)}), [case], TEXTS, silent)
    return judged


@pytest.mark.parametrize(
    ("answer", "in_first", "in_three", "faults"),
    [
        (answered(quote("mill", SOLD)), True, True, ()),
        (answered(quote("inn", SHUT), quote("mill", SOLD)), False, True, (Fault.LATE,)),
        (answered(quote("mill", BAKE)), False, False, (Fault.NO_ANSWER,)),
        (answered(quote("copy", SOLD)), False, False, (Fault.NO_ANSWER,)),
        (answered(quote("copy", SOLD, also_in=("mill",))), True, True, ()),
        (answered(*[quote("inn", SHUT)] * 3, quote("mill", SOLD)), False, False, (Fault.NO_ANSWER,)),
        (refused(quote("mill", SOLD)), False, False, (Fault.REFUSED,)),
    ],
)
def test_the_answer_must_stand_in_a_quote_of_a_right_article(
    answer: Answer, in_first: bool, in_three: bool, faults: tuple[Fault, ...]
) -> None:
    judged = came(WHEN, answer)
    assert (judged.in_first, judged.in_three, judged.faults) == (in_first, in_three, faults)


@pytest.mark.parametrize(
    ("speaker", "right", "wrong", "faults"),
    [
        ("Ada Thorn", True, False, ()),
        ("Thorn", True, False, ()),
        ("Ben Rowe", False, True, (Fault.OTHER_SPEAKER,)),
        ("she", False, False, (Fault.NO_SPEAKER,)),
        (None, False, False, (Fault.NO_SPEAKER,)),
    ],
)
def test_the_speaker_must_be_named(speaker: str | None, right: bool, wrong: bool, faults: tuple[Fault, ...]) -> None:
    case = Case("q2", "who said bake", "who said", {"mill": 1}, (), "Ada Thorn")
    judged = came(case, answered(quote("mill", BAKE, speaker), quote("mill", BAKE, "Ada Thorn")))
    assert (judged.right_speaker, judged.wrong_speaker, judged.faults) == (right, wrong, faults)
    assert judged.in_first is None


def test_what_nothing_answers_must_be_refused() -> None:
    case = Case("q3", "who said fly", "who said")
    assert came(case, refused()).faults == ()
    assert came(case, answered(quote("mill", BAKE))).faults == (Fault.MADE_UP,)


def test_a_quote_that_is_not_the_articles_text_is_the_worst_fault() -> None:
    retyped = replace(quote("mill", SOLD), quote="The mill was bought on Tuesday.")
    judged = came(WHEN, answered(quote("mill", SOLD), retyped))
    assert (judged.cited, judged.exact, judged.faults) == (2, 1, (Fault.RETYPED,))
    assert came(WHEN, refused(retyped)).faults == (Fault.RETYPED, Fault.REFUSED)


def test_a_question_that_cannot_be_asked_is_an_error() -> None:
    (judged,) = judge_cases(Scripted({}), [WHEN], TEXTS, silent)
    assert judged.faults == (Fault.FAILED,)
    assert compute_metrics([judged]).errors == 1


def test_a_search_is_measured_without_asking_for_an_answer() -> None:
    case = Case("inn", "bakery", "other", {"mill": 2, "copy": 1}, search_only=True)
    asked = Scripted({"bakery": (refused(), "inn copy mill")})
    (judged,) = judge_cases(asked, [case], TEXTS, silent)
    assert asked.asked == []
    # "inn" is the query's own id; left are grades 1, 2: (1 + 2/1.5849625) / (2 + 1/1.5849625)
    assert judged.rank == 1
    assert judged.ndcg == pytest.approx(2.2618595 / 2.6309298)
    total = compute_metrics([judged])
    assert (total.answered, total.refused_wrongly, total.answer_in_first, total.median_ms) == (None,) * 4
    missed = replace(case, grades={"inn": 1})
    assert judge_cases(asked, [missed], TEXTS, silent)[0].faults == (Fault.NOT_FOUND,)


CASES = [
    WHEN,
    Case("q2", "who said bake", "who said", {"mill": 1}, ("We will bake",), "Ada Thorn"),
    Case("q3", "who said fly", "who said"),
    Case("q4", "when shut", "when", {"inn": 1}, ("in May",)),
    Case("q5", "when open", "when"),
]
SCRIPT = {
    "when sold": (answered(quote("inn", SHUT), quote("mill", SOLD), ms=10), "inn mill"),
    "who said bake": (answered(quote("mill", BAKE, "Ben Rowe"), ms=20), "mill inn"),
    "who said fly": (refused(quote("mill", SOLD), ms=30), "mill"),
    "when shut": (refused(ms=40), "mill copy mill"),
    "when open": (answered(quote("inn", SHUT), ms=60), "inn"),
}


def all_judged() -> list[JudgedCase]:
    return judge_cases(Scripted(SCRIPT), CASES, TEXTS, silent)


def test_the_figures_are_what_a_person_works_out() -> None:
    total = compute_metrics(all_judged())
    assert (total.questions, total.answerable, total.errors) == (5, 3, 0)
    assert total.right == 0.2  # q3
    assert (total.answered, total.refused_wrongly, total.refused_rightly) == (0.6667, 0.3333, 0.5)
    assert (total.article_first, total.hit_at_4) == (0.3333, 0.6667)  # ranks 2, 1, none
    assert total.mrr_at_10 == 0.5
    assert total.ndcg_at_10 == 0.5436  # (1/log2(3) + 1 + 0) / 3
    assert (total.answer_in_first, total.answer_in_three) == (0.3333, 0.6667)
    assert (total.right_speaker, total.wrong_speaker) == (0.0, 1.0)
    assert total.words == 6.6667  # (4 + 6) + 6 + 4, of three answers
    assert total.median_ms == 30
    assert (total.citations, total.citations_exact) == (5, 5)


@pytest.mark.parametrize(("rank", "hit"), [(4, 1.0), (5, 0.0)])
def test_a_right_article_counts_as_found_among_the_first_four(rank: int, hit: float) -> None:
    total = compute_metrics([replace(came(WHEN, refused()), rank=rank)])
    assert (total.hit_at_4, total.mrr_at_10) == (hit, 1 / rank)


def test_each_kind_has_its_own_figures_the_most_asked_first() -> None:
    kinds = compute_metrics_by_kind(all_judged())
    assert list(kinds) == ["when", "who said"]
    assert (kinds["when"].answer_in_first, kinds["when"].answer_in_three) == (0.0, 0.5)
    assert (kinds["when"].right_speaker, kinds["who said"].refused_rightly) == (None, 1.0)


def test_the_worst_cases_come_worst_first_and_say_why() -> None:
    found = worst_cases(all_judged(), 10)
    assert [each.id for each in found] == ["q2", "q5", "q1", "q4"]
    assert [each.id for each in worst_cases(all_judged(), 1)] == ["q2"]
    assert found[0].lines() == (
        "q2 (who said): who said bake",
        '  expected: Ada Thorn, "We will bake", from mill',
        '  came:     Ben Rowe: "“We will bake,” said Ada Thorn." from mill',
        "  wrong:    somebody else is named",
    )
    assert found[1].expected == "a refusal: no article answers it"
    assert found[2].came == '"The inn is shut." from inn and 1 more'
    assert found[3].came == "a refusal"


def test_a_person_reads_a_table_and_the_worst_cases(capsys: pytest.CaptureFixture[str]) -> None:
    judged = all_judged()
    out = Console(width=80, highlight=False, soft_wrap=True)
    show_evaluation(out, compute_metrics_by_kind(judged), compute_metrics(judged), worst_cases(judged, 1))
    shown = capsys.readouterr().out
    lines = [" ".join(line.split()) for line in shown.splitlines()]
    assert "who said 2 .500 1.000 .000 1.000 1.000 1.000 .000 1.000" in lines
    assert "total 5 .200 .667 .333 .500 .333 .667 .000 1.000" in lines
    assert "total 5 .333 .667 .500 .544 7 30" in lines
    assert "Quotes shown: 5; byte for byte as in their article: 5." in lines
    assert lines[-1] == "wrong: somebody else is named"
    assert max(map(len, shown.splitlines())) <= 80


def test_a_search_alone_is_shown_without_figures_of_answers(capsys: pytest.CaptureFixture[str]) -> None:
    case = Case("q", "bakery", "other", {"mill": 1}, search_only=True)
    judged = judge_cases(Scripted({"bakery": (refused(), "mill")}), [case], TEXTS, silent)
    show_evaluation(Console(width=80), compute_metrics_by_kind(judged), compute_metrics(judged), [])
    shown = capsys.readouterr().out
    assert "Answers" not in shown
    assert "Quotes shown" not in shown
    assert "nDCG" in shown


def test_a_program_reads_one_object() -> None:
    judged = all_judged()
    found = serialize_evaluation(compute_metrics_by_kind(judged), compute_metrics(judged), worst_cases(judged, 1))
    assert list(found) == ["total", "kinds", "worst"]
    assert found["worst"] == [
        {
            "id": "q2",
            "kind": "who said",
            "question": "who said bake",
            "expected": 'Ada Thorn, "We will bake", from mill',
            "came": 'Ben Rowe: "“We will bake,” said Ada Thorn." from mill',
            "why": "somebody else is named",
        }
    ]
