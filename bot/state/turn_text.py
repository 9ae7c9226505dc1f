"""A turn of a talk as the tables hold it: JSON, without any text of an article."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.answer.types import QuoteRef, Status
from bot.conversation.types import Person, Turn


def written(turn: Turn) -> str:
    """The turn as JSON; questions of people may hold any text."""
    return json.dumps(
        {
            "asked": turn.asked,
            "question": turn.question,
            "status": turn.status,
            "people": [[one.name, one.gender, one.asked, one.first] for one in turn.people],
            "cited": _places(turn.cited),
            "at": turn.at.isoformat(),
            "asked_in": turn.asked_in,
            "holes": _places(turn.holes),
        }
    )


def read(text: str) -> Turn:
    """The turn that ``written`` wrote."""
    row: dict[str, Any] = json.loads(text)
    return Turn(
        asked=row["asked"],
        question=row["question"],
        status=None if row["status"] is None else Status(row["status"]),
        people=tuple(Person(*one) for one in row["people"]),
        cited=_cited(row["cited"]),
        at=datetime.fromisoformat(row["at"]),
        asked_in=row["asked_in"],
        holes=_cited(row["holes"]),
    )


def _places(cited: Sequence[QuoteRef]) -> list[list[object]]:
    return [[one.article_id, one.start, one.end, one.speaker, one.checksum, one.key] for one in cited]


def _cited(rows: Sequence[Sequence[Any]]) -> tuple[QuoteRef, ...]:
    return tuple(map(_quote_ref, rows))


def _quote_ref(row: Sequence[Any]) -> QuoteRef:
    article_id, start, end, *rest = row
    missing: tuple[Any, ...] = (None, 0, 0)
    speaker, checksum, key = (*rest, *missing[len(rest) :])
    return QuoteRef(article_id, key, start, end, speaker=speaker, checksum=checksum)
