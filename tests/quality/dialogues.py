"""Invented dialogues of two or three turns about the folder's articles, and what the last turn must give."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answer.engine import Engine
from bot.answer.types import Citation, Status
from bot.conversation.history import InMemoryConversations
from bot.conversation.session import ConversationSession, Reply
from index.search.library import Library

FILE = Path(__file__).with_name("dialogues.jsonl")


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue with what is expected of its last turn.

    ``held`` marks one that was written before any rule and on which no rule was tuned, ``tempting`` one that leads to a
    wrong guess. The keys of ``expect``: ``unchanged`` (the turn is a standalone question), ``understood`` and
    ``without`` (words that the standalone question has and has not, in lower case), ``asked_back`` (names in the
    question back), ``article`` (one cited or shown as near), ``only_speaker`` (the speaker of every citation),
    ``holds`` (words in a quote), ``new`` (no quote was shown before), ``nothing_else`` and ``not_found`` (a refusal).
    """

    id: str
    held: bool
    tempting: bool
    turns: tuple[str, ...]
    expect: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The expectations of a dialogue that failed; ``mixed_up`` is whether one person was taken for another."""

    dialogue: Dialogue
    failed: tuple[str, ...]
    mixed_up: bool

    def __str__(self) -> str:
        return f"{self.dialogue.id} {self.failed} {' | '.join(self.dialogue.turns)}"


def read_dialogues(path: Path = FILE) -> list[Dialogue]:
    """Return the dialogues, in order."""
    rows = map(json.loads, path.read_text("utf-8").splitlines())
    return [Dialogue(row["id"], row["held"], row["tempting"], tuple(row["turns"]), row["expect"]) for row in rows]


def judge_dialogues(library: Library, dialogues: Sequence[Dialogue]) -> list[Outcome]:
    """Play each dialogue in a new conversation."""
    engine = Engine(library)
    outcomes = []
    for dialogue in dialogues:
        session = ConversationSession(engine, InMemoryConversations(), library.current_article)
        outcomes.append(_judge_dialogue(dialogue, [session.ask("chat", "person", text) for text in dialogue.turns]))
    return outcomes


def share_right(outcomes: Sequence[Outcome], *, held: bool, tempting: bool | None = None) -> float:
    """Return the share of one half's dialogues without a failed expectation."""
    chosen = [one for one in outcomes if one.dialogue.held == held and tempting in (None, one.dialogue.tempting)]
    return sum(not one.failed for one in chosen) / len(chosen)


def _judge_dialogue(dialogue: Dialogue, replies: Sequence[Reply]) -> Outcome:
    failed = tuple(
        name for name, wanted in dialogue.expect.items() if not _meets_expectation(name, wanted, dialogue, replies)
    )
    return Outcome(dialogue, failed, _takes_for_another(dialogue, replies[-1]))


def _meets_expectation(name: str, wanted: object, dialogue: Dialogue, replies: Sequence[Reply]) -> bool:
    reply = replies[-1]
    if name == "asked_back":
        return reply.answer is None and all(word in reply.clarification for word in _list_words(wanted))
    if reply.answer is None:
        return False
    question = (reply.understood or dialogue.turns[-1]).lower()
    cited = reply.answer.citations
    speakers = {one.speaker for one in cited if one.speaker}
    shown = [one for earlier in replies[:-1] if earlier.answer for one in earlier.answer.citations]
    return {
        "unchanged": not reply.understood,
        "understood": all(word in question for word in _list_words(wanted)),
        "without": not any(word in question for word in _list_words(wanted)),
        "article": str(wanted) in {one.article_id for one in cited or reply.answer.closest},
        "only_speaker": speakers == {str(wanted)},
        "holds": any(str(wanted) in one.quote for one in cited),
        "new": bool(cited) and not any(_overlaps(one, other) for one in cited for other in shown),
        "nothing_else": reply.answer.status is Status.NOT_FOUND,
        "not_found": reply.answer.status is Status.NOT_FOUND,
    }[name]


def _takes_for_another(dialogue: Dialogue, reply: Reply) -> bool:
    if reply.answer is None:
        return False
    if dialogue.expect.get("asked_back"):
        return True
    wanted = str(dialogue.expect.get("only_speaker", ""))
    speakers = {one.speaker for one in reply.answer.citations if one.speaker}
    return bool(wanted) and bool(speakers - {wanted})


def _list_words(wanted: object) -> list[str]:
    return [str(word) for word in wanted] if isinstance(wanted, list) else []


def _overlaps(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
