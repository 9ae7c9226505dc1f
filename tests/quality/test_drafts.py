"""Drafts about the invented articles, as a language model may write them: what is true stays, what is not goes."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest

from bot.llm.prompt_sources import number_sentences
from bot.llm.types import Claim, Draft, NumberedSentence
from bot.llm.verify.evidence import Statements
from bot.llm.verify.verifier import VerificationInput, verify_draft
from index.models.encoder import SentenceEncoder
from index.statements import find_statements
from index.types import Article, Hit
from tests.quality.gate import FOLDER

CAUGHT = 0.96
DROPPED = {True: 0.03, False: 0.06}
"""The least share of the false ones that is caught; the most of the true ones that is dropped, with an encoder and
without."""

ROWS = [json.loads(line) for line in (FOLDER / "drafts.jsonl").read_text("utf-8").splitlines()]
ARTICLES = [
    Article(**{key: row[key] for key in ("id", "text", "title", "publisher", "author", "published_at") if key in row})
    for row in map(json.loads, (FOLDER / "articles.jsonl").read_text("utf-8").splitlines())
]


@lru_cache(maxsize=1)
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def sources_of(article_id: str) -> tuple[tuple[NumberedSentence, ...], Statements]:
    """The whole article and the two behind it in the file, as one prompt."""
    at = next(at for at, article in enumerate(ARTICLES) if article.id == article_id)
    chosen = [(at + by) % len(ARTICLES) for by in range(3)]
    statements = {key: find_statements(ARTICLES[key].text) for key in chosen}
    hits = [Hit(ARTICLES[key], 0, len(ARTICLES[key].text), 1.0, None, None, key=key) for key in chosen]
    return number_sentences(hits, lambda key: statements[key]), statements


def faults(row: dict[str, object], *, encode: bool) -> list[str]:
    prompt, statements = sources_of(str(row["article"]))
    cites: list[str] = row["cites"]  # type: ignore[assignment]
    numbers = tuple(next(one.number for one in prompt if snippet in one.text) for snippet in cites)
    given = VerificationInput(prompt, statements, encoder().encode_passages if encode else None)
    found = verify_draft(Draft((Claim(str(row["text"]), numbers),)), given)
    return [f"{each.problem.fault}: {each.problem.detail}" for each in found.failures]


@pytest.mark.parametrize("encode", [True, False], ids=["with an encoder", "by words alone"])
def test_nearly_every_true_draft_is_kept_and_nearly_every_false_one_is_not(encode: bool) -> None:
    seen = [(row, faults(row, encode=encode)) for row in ROWS]
    true = [(row["text"], found) for row, found in seen if not row["fault"]]
    false = [(row["text"], found) for row, found in seen if row["fault"]]
    dropped = [(text, found) for text, found in true if found]
    missed = [text for text, found in false if not found]
    assert len(dropped) <= DROPPED[encode] * len(true), dropped
    assert len(missed) <= (1 - CAUGHT) * len(false), missed


def test_a_false_draft_is_dropped_for_the_reason_that_it_was_written_for() -> None:
    seen = [(row, faults(row, encode=True)) for row in ROWS if row["fault"]]
    other = [
        (row["text"], row["fault"], found) for row, found in seen if found and not found[0].startswith(row["fault"])
    ]
    assert len(other) <= 0.15 * len(seen), other


def test_the_set_has_every_reason_and_three_languages() -> None:
    assert {row["fault"] for row in ROWS} == {"", "fabricated", "misattributed", "unsupported", "unmapped"}
    assert {row["article"][:3] for row in ROWS} >= {"uk-", "ru-", "bri"}
    assert len(ROWS) >= 60
