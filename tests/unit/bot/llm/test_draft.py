"""A reply is one draft or clearly none."""

from __future__ import annotations

import json

import pytest

from bot.llm.draft import MAX_CLAIMS, DraftReply, UnreadableReply, draft_from_reply, parse_draft
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
    assert parse_draft(reply) == DRAFT


@pytest.mark.parametrize(
    "reply", ['{"not_found": true}', '{"claims": [], "not_found": true}', '```\n{"not_found":true}\n```']
)
def test_not_found_is_a_draft_without_claims(reply: str) -> None:
    assert parse_draft(reply) == Draft()


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", UnreadableReply.EMPTY),
        (" \n ", UnreadableReply.EMPTY),
        ("I cannot help with that.", UnreadableReply.NO_JSON),
        (WHOLE[:30], UnreadableReply.CUT_OFF),
        (WHOLE[:-1], UnreadableReply.CUT_OFF),
        (f"```json\n{WHOLE[:60]}", UnreadableReply.CUT_OFF),
        (WHOLE.replace("2, 5, 2]", "2, 5, 2"), UnreadableReply.CUT_OFF),
        (WHOLE.replace("[2, 5, 2]", "[2, 5, 2]]"), UnreadableReply.MALFORMED),
        ("{'claims': []}", UnreadableReply.MALFORMED),
        (WHOLE + WHOLE.replace("5", "6"), UnreadableReply.MALFORMED),
        ('{"answer": "The bridge is shut."}', UnreadableReply.ANOTHER_SHAPE),
        ('[{"text": "a", "sentences": [1]}]', UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", '["2"]'), UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "[2.5]"), UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "[true]"), UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("[2, 5, 2]", "2"), UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("The bridge is shut.", ""), UnreadableReply.ANOTHER_SHAPE),
        (json.dumps({"claims": [{"text": "a", "sentences": [1]}] * (MAX_CLAIMS + 1)}), UnreadableReply.ANOTHER_SHAPE),
        (json.dumps({"claims": [{"text": "a" * 5000, "sentences": [1]}]}), UnreadableReply.ANOTHER_SHAPE),
        (WHOLE.replace("false", "true"), UnreadableReply.CONTRADICTORY),
        ('{"claims": []}', UnreadableReply.CONTRADICTORY),
        ("{" * 50_000, UnreadableReply.CUT_OFF),
        ('{"claims":' + "[" * 50_000, UnreadableReply.CUT_OFF),
    ],
)
def test_anything_else_is_said_to_be_none_and_why(reply: str, reason: UnreadableReply) -> None:
    assert parse_draft(reply) is reason


def test_a_providers_own_structured_output_is_held_to_the_same() -> None:
    assert draft_from_reply(DraftReply.model_validate_json(WHOLE)) == DRAFT
    assert draft_from_reply(DraftReply()) is UnreadableReply.CONTRADICTORY
