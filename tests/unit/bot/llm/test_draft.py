"""A reply is one draft or clearly none."""

from __future__ import annotations

import json

import pytest

from bot.llm.draft import MOST_CLAIMS, DraftReply, Unreadable, from_reply, parse
from bot.llm.types import Claim, Draft

WHOLE = '{"claims": [{"text": "The bridge is shut.", "sentences": [2, 5, 2]}], "not_found": false}'
DRAFT = Draft((Claim("The bridge is shut.", (2, 5)),))


@pytest.mark.parametrize(
    "reply",
    [
        WHOLE,
        f"\n\n {WHOLE} \n",
        f"\ufeff{WHOLE}",
        f"```json\n{WHOLE}\n```",
        f"```\n{WHOLE}\n```\nI hope this helps {{smile}}.",
        f"Here is the answer:\n\n```json\n{WHOLE}\n```\n",
        f"Sure. {WHOLE} Let me know.",
        f"{WHOLE}\n{WHOLE}",
        f"```json\n{WHOLE}",
        WHOLE.replace(', "not_found": false', ""),
        WHOLE.replace('"not_found"', '"confidence": 1, "not_found"'),
    ],
)
def test_one_draft_is_read_whatever_stands_around_it(reply: str) -> None:
    assert parse(reply) == DRAFT


@pytest.mark.parametrize(
    "reply", ['{"not_found": true}', '{"claims": [], "not_found": true}', '```\n{"not_found":true}\n```']
)
def test_not_found_is_a_draft_without_claims(reply: str) -> None:
    assert parse(reply) == Draft()


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("", Unreadable.EMPTY),
        (" \n ", Unreadable.EMPTY),
        ("I cannot help with that.", Unreadable.NO_JSON),
        (WHOLE[:30], Unreadable.CUT_OFF),
        (WHOLE[:-1], Unreadable.CUT_OFF),
        (f"```json\n{WHOLE[:60]}", Unreadable.CUT_OFF),
        (WHOLE.replace("2, 5, 2]", "2, 5, 2"), Unreadable.CUT_OFF),
        (WHOLE.replace("[2, 5, 2]", "[2, 5, 2]]"), Unreadable.MALFORMED),
        ("{'claims': []}", Unreadable.MALFORMED),
        (WHOLE + WHOLE.replace("5", "6"), Unreadable.MALFORMED),
        ('{"answer": "The bridge is shut."}', Unreadable.ANOTHER_SHAPE),
        ('[{"text": "a", "sentences": [1]}]', Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", '["2"]'), Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "[2.5]"), Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "[true]"), Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "2"), Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("The bridge is shut.", ""), Unreadable.ANOTHER_SHAPE),
        (json.dumps({"claims": [{"text": "a", "sentences": [1]}] * (MOST_CLAIMS + 1)}), Unreadable.ANOTHER_SHAPE),
        (json.dumps({"claims": [{"text": "a" * 5000, "sentences": [1]}]}), Unreadable.ANOTHER_SHAPE),
        (WHOLE.replace("false", "true"), Unreadable.CONTRADICTORY),
        ('{"claims": []}', Unreadable.CONTRADICTORY),
        ("{" * 50_000, Unreadable.CUT_OFF),
        ('{"claims":' + "[" * 50_000, Unreadable.CUT_OFF),
    ],
)
def test_anything_else_is_said_to_be_none_and_why(reply: str, why: Unreadable) -> None:
    assert parse(reply) is why


def test_a_providers_own_structured_output_is_held_to_the_same() -> None:
    assert from_reply(DraftReply.model_validate_json(WHOLE)) == DRAFT
    assert from_reply(DraftReply()) is Unreadable.CONTRADICTORY
