"""Run all checks; minimal citations."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.llm.sanitizer import address, gives_orders, plain
from bot.llm.types import Claim, Draft, Failure, Fault, Held, Kept, Numbered, Problem
from bot.llm.verify import dates, entailment, names, negation, numbers, quotes, speakers
from bot.llm.verify.entailment import BARS, Bars, Encode, telling
from bot.llm.verify.evidence import Cited, Statements, cited
from bot.llm.verify.quotes import quoted, tokens
from index.statements.lexicon.people import POSSESSIVE_PRONOUNS, THIRD_PERSON_PRONOUNS
from index.text.numbers import find_quantities
from index.text.sentences import sentences
from index.text.tokenizer import word_set, words

_CHECKS = (quotes.check, speakers.check, names.check, numbers.check, dates.check, negation.check)

_QUOTED_SHARE = 0.5
"""How much of an order a draft must quote to tell of it."""

_LEANING = THIRD_PERSON_PRONOUNS | POSSESSIVE_PRONOUNS | word_set("this that these those це это")
"""A sentence that begins so is told of whom the one before it named."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What a draft is held to: the sentences of its prompt, and who said what in their articles, by key.

    ``encode`` is asked only of sentences whose words leave it open whether they are borne out; it should know their
    language. None where there is no such encoder.
    """

    prompt: tuple[Numbered, ...]
    statements: Statements
    encode: Encode | None = None
    bars: Bars = BARS


def held(draft: Draft, sources: Sources) -> Held:
    """Every sentence of ``draft``, in its order: kept, as plain text with the sentences of the prompt that it needs,
    or not, and why. Nothing is raised for any text."""
    kept: list[Kept] = []
    failures: list[Failure] = []
    dropped = False
    for number, claim in enumerate(draft.claims):
        for text in _sentences(claim):
            problem, cites = _look(text, claim, sources)
            if problem is None and dropped and text.split()[0].strip("“\"«'’,").lower() in _LEANING:
                problem = Problem(Fault.UNSUPPORTED, "the sentence that it leans on is not kept")
            if problem is None:
                kept.append(Kept(number, text, cites))
            else:
                failures.append(Failure(number, text, claim.sentences, problem))
            dropped = problem is not None
    return Held(tuple(kept), tuple(failures))


def _sentences(claim: Claim) -> list[str]:
    text = plain(claim.text)
    return [text[start:end] for start, end in sentences(text)] or [text]


def _look(text: str, claim: Claim, sources: Sources) -> tuple[Problem | None, tuple[Numbered, ...]]:
    there = {one.number for one in sources.prompt}
    unknown = [number for number in claim.sentences if number not in there]
    if not any(letter.isalpha() for letter in text):
        return Problem(Fault.UNMAPPED, "it says nothing"), ()
    if unknown or not claim.sentences:
        return Problem(Fault.UNMAPPED, f"no sentence {unknown[0]}" if unknown else "it cites nothing"), ()
    news = [one.number for one in sources.prompt if one.number in claim.sentences and _is_news(one, text)]
    if not news:
        return Problem(Fault.UNSUPPORTED, "what it cites gives orders, and is not quoted"), ()
    view = cited(news, sources.prompt, sources.statements)
    found = _problem(text, view) or entailment.check(text, view, sources.encode, sources.bars)
    return found, () if found else needed(text, view)


def _is_news(one: Numbered, text: str) -> bool:
    """Whether a sentence may bear something out: one that gives orders only where its own words are quoted."""
    if not gives_orders(one.text):
        return True
    there = " ".join(quotes.tokens(one.text))
    said = (" ".join(quotes.tokens(quote)) for quote in quotes.quoted(text))
    return any(len(quote) >= _QUOTED_SHARE * len(there) and quote in there for quote in said)


def _problem(text: str, view: Cited) -> Problem | None:
    where = address(text, tuple(one.article.publisher or "" for one in view.sentences))
    if where is not None:
        return Problem(Fault.FABRICATED, "it holds an address")
    return next((found for check in _CHECKS if (found := check(text, view)) is not None), None)


MOST_SOURCES = 3


def needed(told: str, cited: Cited) -> tuple[Numbered, ...]:
    """From one to three of the sentences cited, in their order: each adds a word, number or quote of ``told`` that the
    better ones have not."""
    wanted = _parts(told)
    holds = {one.number: wanted & _parts_of(one.text, told) for one in cited.sentences}
    chosen: list[Numbered] = []
    met: set[str] = set()
    while len(chosen) < min(MOST_SOURCES, len(cited.sentences)):
        best = max(cited.sentences, key=lambda one: (len(holds[one.number] - met), -one.number))
        if chosen and not holds[best.number] - met:
            break
        chosen.append(best)
        met |= holds[best.number]
    return tuple(sorted(chosen, key=lambda one: one.number))


def _parts(told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(told) for value in found.values)
    quotes = (f"quote:{' '.join(tokens(quote)).casefold()}" for quote in quoted(told))
    return frozenset([*telling(told), *numbers, *quotes])


def _parts_of(text: str, told: str) -> frozenset[str]:
    numbers = (f"number:{value}" for found in find_quantities(text) for value in found.values)
    written = " ".join(tokens(text)).casefold()
    quotes = (" ".join(tokens(quote)).casefold() for quote in quoted(told))
    there = (f"quote:{quote}" for quote in quotes if re.search(rf"(?<!\S){re.escape(quote)}(?!\S)", written))
    return frozenset([*(word.stem for word in words(text)), *numbers, *there])
