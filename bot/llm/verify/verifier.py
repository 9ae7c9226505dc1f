"""Run all checks; minimal citations."""

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
from index.statements.lexicon.people import POSSESSIVE_PRONOUNS, THIRD_PERSON_PRONOUNS
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

_MIN_QUOTED_ORDER_SHARE = 0.5
"""How much of an order a draft must quote to tell of it."""

_DEPENDENT_OPENERS = THIRD_PERSON_PRONOUNS | POSSESSIVE_PRONOUNS | word_set("this that these those це это")
"""A sentence that begins so is told of whom the one before it named."""


@dataclass(frozen=True, slots=True)
class VerificationInput:
    """What a draft is held to: the sentences of its prompt, and who said what in their articles, by key.

    ``encode`` is asked only of sentences whose words leave it open whether they are borne out; it should know their
    language. None where there is no such encoder.
    """

    prompt: tuple[NumberedSentence, ...]
    statements: Statements
    encode: Encode | None = None
    thresholds: SupportThresholds = DEFAULT_THRESHOLDS


def verify_draft(draft: Draft, sources: VerificationInput) -> VerifiedDraft:
    """Every sentence of ``draft``, in its order: kept, as plain text with the sentences of the prompt that it needs,
    or not, and why. Nothing is raised for any text."""
    kept: list[VerifiedSentence] = []
    failures: list[ClaimFailure] = []
    dropped = False
    for number, claim in enumerate(draft.claims):
        for text in _split_claim(claim):
            problem, cites = _check_sentence(text, claim, sources)
            if problem is None and dropped and text.split()[0].strip("“\"«'’,").lower() in _DEPENDENT_OPENERS:
                problem = Problem(ClaimFault.UNSUPPORTED, "the sentence that it leans on is not kept")
            if problem is None:
                kept.append(VerifiedSentence(number, text, cites))
            else:
                failures.append(ClaimFailure(number, text, claim.sentences, problem))
            dropped = problem is not None
    return VerifiedDraft(tuple(kept), tuple(failures))


def _split_claim(claim: Claim) -> list[str]:
    text = strip_markup(claim.text)
    return [text[start:end] for start, end in sentences(text)] or [text]


def _check_sentence(
    text: str, claim: Claim, sources: VerificationInput
) -> tuple[Problem | None, tuple[NumberedSentence, ...]]:
    there = {one.number for one in sources.prompt}
    unknown = [number for number in claim.sentences if number not in there]
    if not any(letter.isalpha() for letter in text):
        return Problem(ClaimFault.UNMAPPED, "it says nothing"), ()
    if unknown or not claim.sentences:
        return Problem(ClaimFault.UNMAPPED, f"no sentence {unknown[0]}" if unknown else "it cites nothing"), ()
    news = [one.number for one in sources.prompt if one.number in claim.sentences and _may_support(one, text)]
    if not news:
        return Problem(ClaimFault.UNSUPPORTED, "what it cites gives orders, and is not quoted"), ()
    view = collect_evidence(news, sources.prompt, sources.statements)
    found = _first_problem(text, view) or entailment.check_support(text, view, sources.encode, sources.thresholds)
    return found, () if found else minimal_citations(text, view)


def _may_support(one: NumberedSentence, text: str) -> bool:
    """Whether a sentence may bear something out: one that gives orders only where its own words are quoted."""
    if not gives_orders(one.text):
        return True
    there = " ".join(quotes.quote_tokens(one.text))
    said = (" ".join(quotes.quote_tokens(quote)) for quote in quotes.find_quotations(text))
    return any(len(quote) >= _MIN_QUOTED_ORDER_SHARE * len(there) and quote in there for quote in said)


def _first_problem(text: str, view: ClaimEvidence) -> Problem | None:
    where = find_address(text, tuple(one.article.publisher or "" for one in view.sentences))
    if where is not None:
        return Problem(ClaimFault.FABRICATED, "it holds an address")
    return next((found for check in _CHECKS if (found := check(text, view)) is not None), None)


MAX_SOURCES = 3


def minimal_citations(told: str, cited: ClaimEvidence) -> tuple[NumberedSentence, ...]:
    """From one to three of the sentences cited, in their order: each adds a word, number or quote of ``told`` that the
    better ones have not."""
    wanted = _content_parts(told)
    holds = {one.number: wanted & _source_parts(one.text, told) for one in cited.sentences}
    chosen: list[NumberedSentence] = []
    met: set[str] = set()
    while len(chosen) < min(MAX_SOURCES, len(cited.sentences)):
        best = max(cited.sentences, key=lambda one: (len(holds[one.number] - met), -one.number))
        if chosen and not holds[best.number] - met:
            break
        chosen.append(best)
        met |= holds[best.number]
    return tuple(sorted(chosen, key=lambda one: one.number))


def _content_parts(told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(told) for value in found.values)
    quotes = (f"quote:{' '.join(quote_tokens(quote)).casefold()}" for quote in find_quotations(told))
    return frozenset([*content_words(told), *numbers, *quotes])


def _source_parts(text: str, told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(text) for value in found.values)
    written = " ".join(quote_tokens(text)).casefold()
    quotes = (" ".join(quote_tokens(quote)).casefold() for quote in find_quotations(told))
    there = (f"quote:{quote}" for quote in quotes if re.search(rf"(?<!\S){re.escape(quote)}(?!\S)", written))
    return frozenset([*(word.stem for word in words(text)), *numbers, *there])
