"""Judge answers and searches: which article, which quote and which speaker came, and what is wrong with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.answer import Answer, Citation, Status
from bot.evaluation.metrics import first_right_rank, grade_articles, ndcg, rank_articles
from bot.evaluation.types import Case, Fault, JudgedCase, QuestionAnswerer
from index import Hit, WhosaidError
from index.progress import Progress
from index.statements.lexicon.people import HONORIFICS, PRONOUNS
from index.text.tokenizer import STOP_STEMS, stem, stems

LONGEST_QUOTE = 45
"""Words. An answer in a longer quote does not count, since a reader would not see it."""

_SEARCHED_PASSAGES = 100
"""Enough that ten articles are among them, even if each has several passages."""

_JUDGED_QUOTES = 3
_IGNORED_STEMS = STOP_STEMS | {stem(word) for word in (*HONORIFICS, *PRONOUNS)}


def judge_cases(
    answerer: QuestionAnswerer, cases: Sequence[Case], texts: Mapping[str, str], progress: Progress
) -> list[JudgedCase]:
    """Ask and judge every case, in order. ``texts`` are the articles' texts by id."""
    judged = []
    for number, case in enumerate(cases):
        progress("Asking", number, len(cases))
        try:
            answer = None if case.search_only else answerer.answer(case.question)
            hits = answerer.search(case.question, _SEARCHED_PASSAGES) if case.grades else ()
        except WhosaidError as error:
            answer, hits = Answer(case.question, Status.ERROR, str(error)), ()
        judged.append(judge_case(case, answer, hits, texts))
    progress("Asking", len(cases), len(cases))
    return judged


def judge_case(case: Case, answer: Answer | None, hits: Iterable[Hit], texts: Mapping[str, str]) -> JudgedCase:
    """Compare an answer and the hits of a search with what is expected. ``answer`` is None for a search alone."""
    # A query of BEIR that is itself an article finds that article first, which BEIR does not count.
    gains = grade_articles(rank_articles(hits, case.id if case.search_only else ""), case.grades)
    citations = answer.citations if answer and answer.status is Status.ANSWERED else ()
    shown = (*answer.citations, *answer.closest) if answer else ()
    right = [_is_right_citation(case, citation) for citation in citations[:_JUDGED_QUOTES]]
    expected = answer is not None and case.answerable
    speaker = citations[0].speaker if citations else None
    is_right = is_same_speaker(speaker, case.speaker)
    judged = JudgedCase(
        case=case,
        answer=answer,
        rank=first_right_rank(gains),
        ndcg=ndcg(gains, case.grades.values()) if case.grades else None,
        in_first=(right[:1] == [True]) if expected and case.answers else None,
        in_three=any(right) if expected and case.answers else None,
        right_speaker=is_right if expected and case.speaker else None,
        wrong_speaker=(names_person(speaker) and not is_right) if expected and case.speaker else None,
        words=sum(len(citation.quote.split()) for citation in citations),
        cited=len(shown),
        exact=sum(texts.get(c.article_id, "")[c.start : c.end] == c.quote != "" for c in shown),
        faults=(),
    )
    return replace(judged, faults=tuple(sorted(_find_faults(judged), key=list(Fault).index)))


def contains_answer(quote: str, answers: Iterable[str]) -> bool:
    """Return whether a quote of at most ``LONGEST_QUOTE`` words holds one of the answers, by letters and digits."""
    if len(quote.split()) > LONGEST_QUOTE:
        return False
    letters = keep_letters(quote)
    return any(keep_letters(answer) in letters for answer in answers)


def keep_letters(text: str) -> str:
    """Return only the letters and digits, in lower case: "4.2 million" as "42million"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


def names_person(speaker: str | None) -> bool:
    """Return whether a speaker is more than a pronoun."""
    return bool(_name_stems(speaker or ""))


def is_same_speaker(speaker: str | None, expected: str) -> bool:
    """Return whether all words of one name are in the other, without titles, articles and endings.

    "Thorn", "Ada Thorn" and "Mrs Thorn" are one person, "Ada Thorn" and "Ben Thorn" are two.
    """
    stems_of_one, stems_of_other = _name_stems(speaker or ""), _name_stems(expected)
    if not stems_of_one or not stems_of_other:
        return False
    return stems_of_one <= stems_of_other or stems_of_other <= stems_of_one


def _is_right_citation(case: Case, citation: Citation) -> bool:
    cited = (citation.article_id, *citation.also_in)
    return not case.grades.keys().isdisjoint(cited) and contains_answer(citation.quote, case.answers)


def _find_faults(judged: JudgedCase) -> Iterator[Fault]:
    case, answer = judged.case, judged.answer
    if judged.exact < judged.cited:
        yield Fault.RETYPED
    if answer is None:
        if judged.rank is None:
            yield Fault.NOT_FOUND
    elif answer.status is Status.ERROR:
        yield Fault.FAILED
    elif not case.answerable:
        if answer.status is Status.ANSWERED:
            yield Fault.MADE_UP
    elif answer.status is Status.NOT_FOUND:
        yield Fault.REFUSED
    else:
        yield from _find_answer_faults(judged)


def _find_answer_faults(judged: JudgedCase) -> Iterator[Fault]:
    if judged.wrong_speaker:
        yield Fault.OTHER_SPEAKER
    elif judged.right_speaker is False:
        yield Fault.NO_SPEAKER
    if judged.in_three is False:
        yield Fault.NO_ANSWER
    elif judged.in_first is False:
        yield Fault.LATE


def _name_stems(speaker: str) -> frozenset[str]:
    return frozenset(stems(speaker)) - _IGNORED_STEMS
