"""A draft -> what of it the sentences that it cites bear out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answer.llm.harmless import address, plain
from bot.answer.llm.orders import gives_orders
from bot.answer.llm.types import Claim, Draft, Failure, Fault, Held, Kept, Numbered, Problem
from bot.answer.llm.verify import dates, names, numbers, quotes, speakers, support, turned
from bot.answer.llm.verify.cited import Cited, Statements, cited
from bot.answer.llm.verify.needed import needed
from bot.answer.llm.verify.support import BARS, Bars, Encode
from index.sentences import sentences
from index.statements import POSSESSIVE_PRONOUNS, THIRD_PERSON_PRONOUNS
from index.statements.tables.words import words

_CHECKS = (quotes.check, speakers.check, names.check, numbers.check, dates.check, turned.check)

_QUOTED_SHARE = 0.5
"""How much of an order a draft must quote to tell of it."""

_LEANING = THIRD_PERSON_PRONOUNS | POSSESSIVE_PRONOUNS | words("this that these those це это")
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
    found = _problem(text, view) or support.check(text, view, sources.encode, sources.bars)
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
