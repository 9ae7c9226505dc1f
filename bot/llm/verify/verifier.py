"""Check every sentence of a draft against what it cites, and choose the citations that it needs: ``verify_draft``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.llm.sanitizer import find_address, gives_orders, strip_markup
from bot.llm.types import (
    Claim,
    ClaimFailure,
    ClaimFault,
    Draft,
    NumberedSentence,
    Problem,
    VerifiedDraft,
    VerifiedSentence,
)
from bot.llm.verify import dates, entailment, names, negation, numbers, quotes, speakers
from bot.llm.verify.entailment import DEFAULT_THRESHOLDS, Encode, SupportThresholds, content_words
from bot.llm.verify.evidence import ClaimEvidence, Statements, collect_evidence
from bot.llm.verify.quotes import find_quotations, quote_tokens
from index.statements import POSSESSIVE_PRONOUNS, THIRD_PERSON_PRONOUNS
from index.text.numbers import find_quantities
from index.text.sentences import sentences
from index.text.tokenizer import word_set, words

_CHECKS = (
    quotes.check_quotes,
    speakers.check_speakers,
    names.check_names,
    numbers.check_numbers,
    dates.check_dates,
    negation.check_negation,
)

MAX_SOURCES = 3
"""The most citations of one sentence."""

_MIN_QUOTED_ORDER_SHARE = 0.5
"""The share of a sentence with orders that a draft must quote to report it."""

_DEPENDENT_OPENERS = THIRD_PERSON_PRONOUNS | POSSESSIVE_PRONOUNS | word_set("this that these those це это")
"""First words of a sentence that depends on the sentence before it."""


@dataclass(frozen=True, slots=True)
class VerificationInput:
    """The sentences of a draft's prompt, and the statements of their articles by key.

    ``encode`` compares sentences whose words do not decide whether they are supported; it must know their language.
    None without such an encoder.
    """

    prompt: tuple[NumberedSentence, ...]
    statements: Statements
    encode: Encode | None = None
    thresholds: SupportThresholds = DEFAULT_THRESHOLDS


def verify_draft(draft: Draft, given: VerificationInput) -> VerifiedDraft:
    """Sort the sentences of ``draft``, in their order, into verified ones with their sources and failures.

    Raises nothing for any text.
    """
    verified: list[VerifiedSentence] = []
    failures: list[ClaimFailure] = []
    previous_failed = False
    for number, claim in enumerate(draft.claims):
        for text in _split_claim(claim):
            problem, sources = _check_sentence(text, claim, given)
            if problem is None and previous_failed and text.split()[0].strip("“\"«'’,").lower() in _DEPENDENT_OPENERS:
                problem = Problem(ClaimFault.UNSUPPORTED, "the sentence that it leans on is not kept")
            if problem is None:
                verified.append(VerifiedSentence(number, text, sources))
            else:
                failures.append(ClaimFailure(number, text, claim.sentences, problem))
            previous_failed = problem is not None
    return VerifiedDraft(tuple(verified), tuple(failures))


def _split_claim(claim: Claim) -> list[str]:
    text = strip_markup(claim.text)
    return [text[start:end] for start, end in sentences(text)] or [text]


def _check_sentence(
    text: str, claim: Claim, given: VerificationInput
) -> tuple[Problem | None, tuple[NumberedSentence, ...]]:
    prompt_numbers = {one.number for one in given.prompt}
    unknown = [number for number in claim.sentences if number not in prompt_numbers]
    if not any(letter.isalpha() for letter in text):
        return Problem(ClaimFault.UNMAPPED, "it says nothing"), ()
    if unknown or not claim.sentences:
        return Problem(ClaimFault.UNMAPPED, f"no sentence {unknown[0]}" if unknown else "it cites nothing"), ()
    numbers = [one.number for one in given.prompt if one.number in claim.sentences and _may_support(one, text)]
    if not numbers:
        return Problem(ClaimFault.UNSUPPORTED, "what it cites gives orders, and is not quoted"), ()
    evidence = collect_evidence(numbers, given.prompt, given.statements)
    problem = _first_problem(text, evidence) or entailment.check_support(text, evidence, given.encode, given.thresholds)
    return problem, () if problem else minimal_citations(text, evidence)


def _may_support(one: NumberedSentence, text: str) -> bool:
    """Return whether a sentence may support ``text``; one that gives orders may only if ``text`` quotes it."""
    if not gives_orders(one.text):
        return True
    source = " ".join(quote_tokens(one.text))
    quoted = (" ".join(quote_tokens(quote)) for quote in find_quotations(text))
    return any(len(quote) >= _MIN_QUOTED_ORDER_SHARE * len(source) and quote in source for quote in quoted)


def _first_problem(text: str, evidence: ClaimEvidence) -> Problem | None:
    if find_address(text, tuple(one.article.publisher or "" for one in evidence.sentences)) is not None:
        return Problem(ClaimFault.FABRICATED, "it holds an address")
    return next((problem for check in _CHECKS if (problem := check(text, evidence)) is not None), None)


def minimal_citations(sentence: str, evidence: ClaimEvidence) -> tuple[NumberedSentence, ...]:
    """Return one to ``MAX_SOURCES`` of the sentences cited, in their order.

    They are chosen greedily: each adds a word, number or quote of ``sentence`` that the ones before it lack.
    """
    wanted = _content_parts(sentence)
    covered_by = {one.number: wanted & _source_parts(one.text, sentence) for one in evidence.sentences}
    chosen: list[NumberedSentence] = []
    covered: set[str] = set()
    while len(chosen) < min(MAX_SOURCES, len(evidence.sentences)):
        best = max(evidence.sentences, key=lambda one: (len(covered_by[one.number] - covered), -one.number))
        if chosen and not covered_by[best.number] - covered:
            break
        chosen.append(best)
        covered |= covered_by[best.number]
    return tuple(sorted(chosen, key=lambda one: one.number))


def _content_parts(sentence: str) -> frozenset[str]:
    numbers = (f"number:{value}" for quantity in find_quantities(sentence) for value in quantity.values)
    quotes = (f"quote:{' '.join(quote_tokens(quote)).casefold()}" for quote in find_quotations(sentence))
    return frozenset([*content_words(sentence), *numbers, *quotes])


def _source_parts(text: str, sentence: str) -> frozenset[str]:
    """Return the stems and numbers of ``text``, and the quotes of ``sentence`` that it has."""
    numbers = (f"number:{value}" for quantity in find_quantities(text) for value in quantity.values)
    source = " ".join(quote_tokens(text)).casefold()
    quotes = (" ".join(quote_tokens(quote)).casefold() for quote in find_quotations(sentence))
    shared = (f"quote:{quote}" for quote in quotes if re.search(rf"(?<!\S){re.escape(quote)}(?!\S)", source))
    return frozenset([*(word.stem for word in words(text)), *numbers, *shared])
