"""Thumbs as questions for whosaid evaluate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from bot.answer.types import QuoteRef, Status
from bot.cli import app
from bot.conversation.history import Turn
from bot.conversation.redaction import PLACEHOLDER
from bot.evaluation.dataset import read_folder
from bot.evaluation.feedback import read_feedback, serialize_rating
from bot.storage.answers import AnswerStore, StoredAnswer, Votes
from bot.storage.bot_database import open_bot_database
from index.types import Article
from tests.support.fakes import fake_indexer

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = "The bridge costs 40 coins. The keeper sleeps."
GIVEN = StoredAnswer(
    "a1",
    5,
    (2,),
    1,
    9,
    "what costs it?",
    Status.ANSWERED,
    (QuoteRef("toll", 11, 0, 26, 1), QuoteRef("noon", 12, 0, 3, 2)),
    NOW,
)
LIKED, DISLIKED = Votes(2, 1), Votes(1, 1)


def stored(keys: Iterable[int]) -> Mapping[int, Article]:
    return {key: Article("toll", TEXT) for key in keys if key == 11}


def lines(*rated: tuple[StoredAnswer, Votes], current: tuple[str, ...] = ("toll", "noon")) -> list[dict[str, object]]:
    return [serialize_rating(each) for each in read_feedback(rated, stored, current).ratings]


def test_a_liked_answer_expects_its_articles_and_its_first_quote() -> None:
    assert lines((GIVEN, LIKED)) == [
        {
            "id": "a1",
            "question": "what costs it?",
            "articles": ["toll", "noon"],
            "answers": ["The bridge costs 40 coins."],
            "liked": True,
            "up": 2,
            "down": 1,
            "engine": "extractive",
            "prompt": None,
            "asked_at": "2026-03-01T12:00:00+00:00",
        }
    ]


def test_an_answer_that_is_not_liked_by_more_expects_no_words() -> None:
    (line,) = lines((GIVEN, DISLIKED))
    assert (line["liked"], line["answers"], line["articles"]) == (False, [], ["toll", "noon"])


def test_a_liked_refusal_is_to_be_refused_again() -> None:
    (line,) = lines((replace(GIVEN, status=Status.NOT_FOUND), LIKED))
    assert (line["liked"], line["answers"], line["articles"]) == (True, [], [])


def test_a_quote_too_long_to_be_looked_into_is_not_expected() -> None:
    long = replace(GIVEN, cited=(QuoteRef("toll", 11, 0, 100, 1),))
    found = read_feedback([(long, LIKED)], lambda keys: dict.fromkeys(keys, Article("toll", "word " * 46)), ("toll",))
    assert (found.ratings[0].articles, found.ratings[0].answers) == (("toll",), ("word " * 20,))
    longer = replace(GIVEN, cited=(QuoteRef("toll", 11, 0, 230, 1),))
    found = read_feedback([(longer, LIKED)], lambda keys: dict.fromkeys(keys, Article("toll", "word " * 46)), ("toll",))
    assert found.ratings[0].answers == ()


def test_what_was_answered_from_a_removed_article_is_left_out_and_counted() -> None:
    found = read_feedback([(GIVEN, LIKED)], stored, ("toll",))
    assert (found.ratings, found.left_out) == ((), 1)


def test_a_follow_up_is_exported_as_it_was_understood_or_left_out(tmp_path: Path) -> None:
    hole = QuoteRef("toll", 0, 0, 25)
    turn = Turn("who said that?", f"Who said {PLACEHOLDER}?", Status.ANSWERED, (), (), NOW, 1, (hole,))
    (tmp_path / "wire.jsonl").write_text(json.dumps({"id": "toll", "text": TEXT}))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    with closing(open_bot_database(tmp_path / "data", create=True)) as database:
        given = AnswerStore(database)
        for name, held in (("a1", turn), ("a2", replace(turn, holes=(QuoteRef("gone", 0, 0, 25),)))):
            given.put(replace(GIVEN, id=name, question=turn.question, cited=(), turn=held))
            given.vote(name, 7, True, NOW)
    printed = CliRunner().invoke(app, ["feedback", "--json", "--data-dir", str(tmp_path / "data")])
    (line,) = map(json.loads, printed.stdout.splitlines())
    assert line["question"] == "Who said The bridge costs 40 coins?"
    assert "left out" in printed.stderr


def test_evaluate_reads_the_lines_and_passes_over_what_was_not_liked(tmp_path: Path) -> None:
    written = lines((GIVEN, LIKED), (replace(GIVEN, id="a2"), DISLIKED))
    (tmp_path / "questions.jsonl").write_text("\n".join(map(json.dumps, written)))
    (placed,) = read_folder(tmp_path)
    assert (placed.case.id, dict(placed.case.grades)) == ("a1", {"toll": 1, "noon": 1})
    assert placed.case.answers == ("The bridge costs 40 coins.",)


def test_the_command_prints_lines_for_programs_and_for_people(tmp_path: Path) -> None:
    (tmp_path / "wire.jsonl").write_text(json.dumps({"id": "toll", "text": TEXT}))
    fake_indexer(tmp_path / "data").rebuild([str(tmp_path / "wire.jsonl")])
    with closing(open_bot_database(tmp_path / "data", create=True)) as database:
        given = AnswerStore(database)
        given.put(replace(GIVEN, cited=(QuoteRef("toll", 1, 0, 26, 1),)))
        given.vote("a1", 7, True, NOW)
        given.put(replace(GIVEN, id="a2"))
        given.vote("a2", 7, True, NOW)
    runner, place = CliRunner(), ["--data-dir", str(tmp_path / "data")]
    program = runner.invoke(app, ["feedback", "--json", *place])
    assert [json.loads(line)["answers"] for line in program.stdout.splitlines()] == [["The bridge costs 40 coins."]]
    assert "left out" in program.stderr
    person = runner.invoke(app, ["feedback", *place])
    assert person.stdout.startswith("+1 -0  2026-03-01  what costs it?  (toll)")


def test_without_a_bot_ever_run_it_is_said(tmp_path: Path) -> None:
    failed = CliRunner().invoke(app, ["feedback", "--data-dir", str(tmp_path)])
    assert failed.exit_code == 1
    assert len(failed.stderr.splitlines()) == 1
