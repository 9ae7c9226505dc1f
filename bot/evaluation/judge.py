"""Judge one case."""

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

_SEARCHED_PASSAGES = 100
"""Searched for, so that ten articles are among them even where each gives several passages."""

_JUDGED_QUOTES = 3


def judge_cases(
    asked: QuestionAnswerer, cases: Sequence[Case], texts: Mapping[str, str], progress: Progress
) -> list[JudgedCase]:
    """Ask every case, in order. ``texts`` are the articles' texts by id."""
    judged = []
    for number, case in enumerate(cases):
        progress("Asking", number, len(cases))
        try:
            answer = None if case.search_only else asked.answer(case.question)
            hits = asked.search(case.question, _SEARCHED_PASSAGES) if case.grades else ()
        except WhosaidError as error:
            answer, hits = Answer(case.question, Status.ERROR, str(error)), ()
        judged.append(judge_case(case, answer, hits, texts))
    progress("Asking", len(cases), len(cases))
    return judged


def judge_case(case: Case, answer: Answer | None, hits: Iterable[Hit], texts: Mapping[str, str]) -> JudgedCase:
    """What came, held against what is expected. ``answer`` is None where only a search was asked for."""
    # A query that is an article itself finds itself first, which BEIR does not count.
    found = grade_articles(rank_articles(hits, case.id if case.search_only else ""), case.grades)
    citations = answer.citations if answer and answer.status is Status.ANSWERED else ()
    shown = (*answer.citations, *answer.closest) if answer else ()
    right = [_is_right_citation(case, citation) for citation in citations[:_JUDGED_QUOTES]]
    asked = answer is not None and case.answerable
    named = citations[0].speaker if citations else None
    is_right = is_same_speaker(named, case.speaker)
    exact = sum(texts.get(c.article_id, "")[c.start : c.end] == c.quote != "" for c in shown)
    judged = JudgedCase(
        case=case,
        answer=answer,
        rank=first_right_rank(found),
        ndcg=ndcg(found, case.grades.values()) if case.grades else None,
        in_first=(right[:1] == [True]) if asked and case.answers else None,
        in_three=any(right) if asked and case.answers else None,
        right_speaker=is_right if asked and case.speaker else None,
        wrong_speaker=(names_person(named) and not is_right) if asked and case.speaker else None,
        words=sum(len(citation.quote.split()) for citation in citations),
        cited=len(shown),
        exact=exact,
        faults=(),
    )
    return _with_faults(judged)


def _is_right_citation(case: Case, citation: Citation) -> bool:
    return not case.grades.keys().isdisjoint((citation.article_id, *citation.also_in)) and contains_answer(
        citation.quote, case.answers
    )


def _with_faults(judged: JudgedCase) -> JudgedCase:
    return replace(judged, faults=tuple(sorted(_find_faults(judged), key=list(Fault).index)))


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


LONGEST_QUOTE = 45
"""Words; an answer somewhere in a longer quote is not shown to anybody."""

_IGNORED_STEMS = STOP_STEMS | {stem(word) for word in (*HONORIFICS, *PRONOUNS)}


def keep_letters(text: str) -> str:
    """Letters and digits only, lower case: "4.2 million" is looked for as "42million"."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


def contains_answer(quote: str, answers: Iterable[str]) -> bool:
    """Whether a quote of at most 45 words holds one of the answers, both squashed."""
    if len(quote.split()) > LONGEST_QUOTE:
        return False
    squashed = keep_letters(quote)
    return any(keep_letters(answer) in squashed for answer in answers)


def names_person(speaker: str | None) -> bool:
    """Whether a speaker is more than a pronoun."""
    return bool(_name_stems(speaker or ""))


def is_same_speaker(named: str | None, expected: str) -> bool:
    """Whether the words of one name all stand in the other, titles, articles and endings aside: "Thorn", "Ada Thorn"
    and "Mrs Thorn" are one person, "Ada Thorn" and "Ben Thorn" are two."""
    found, wanted = _name_stems(named or ""), _name_stems(expected)
    return bool(found and wanted) and (found <= wanted or wanted <= found)


def _name_stems(speaker: str) -> frozenset[str]:
    return frozenset(stems(speaker)) - _IGNORED_STEMS
