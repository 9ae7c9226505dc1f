"""The commands as a person or a script uses them, over the sample articles and with the real encoder."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from index.indexes import snapshot
from index.store.articles import FILE_NAME, Store

ROOT = Path(__file__).parents[2]
SAMPLE = "who said Putin is prioritizing?"


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def one_line(result: Result) -> str:
    """The complaint of a failed command, after seeing that it is one line and no traceback."""
    lines = [line for line in result.stderr.splitlines() if line.startswith("whosaid: ")]
    assert len(lines) == 1, result.stderr
    assert "Traceback" not in result.stderr
    return lines[0]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (
        "DATA_DIR",
        "ARTICLES_DIR",
        "FEEDS",
        "FETCH_ALLOW_HOSTS",
        "EMBEDDING_MODEL",
        "TELEGRAM_BOT_TOKEN",
        "TELEGRAM_API_URL",
        "LLM_MODEL",
        "OPENAI_API_KEY",
        "OPENAI_BASE_URL",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def data(sample_index: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sample_index, tmp_path / "data"))


def asked(data: Path, question: str) -> dict[str, Any]:
    result = run("ask", question, "--json", "--data-dir", data)
    assert result.exit_code == 0, result.stderr
    answer = json.loads(result.stdout)
    assert isinstance(answer, dict)
    return answer


def test_the_sample_question_names_the_analyst_the_words_and_the_article(data: Path) -> None:
    answer = asked(data, SAMPLE)
    assert answer["status"] == "answered"
    first = answer["citations"][0]
    assert (first["speaker"], first["direct"]) == ("Botha Ilias", False)
    assert first["role"] == "a senior analyst at Prisma Strategic Intelligence Company"
    assert "Putin has to prioritise" in first["quote"]
    assert (first["publisher"], first["published_at"]) == ("Northern Wire", "2025-02-09")
    assert first["link"].startswith(first["url"] + "#:~:text=")
    assert answer["text"].startswith("Botha Ilias, a senior analyst at Prisma Strategic Intelligence Company [1]")


def test_an_answer_has_the_fields_that_scripts_rely_on(data: Path) -> None:
    answer = asked(data, SAMPLE)
    fields = ["id", "question", "status", "text", "citations", "closest", "engine", "elapsed_ms", "prompt"]
    assert list(answer) == fields
    assert list(answer["citations"][0]) == [
        *("number", "article_id", "title", "publisher", "author", "published_at", "url", "link", "quote"),
        *("start", "end", "also_in", "speaker", "role", "direct", "outlet", "also_by", "page"),
        *("corrected", "gone_at", "relation"),
    ]


def test_every_quote_equals_the_stored_text(data: Path) -> None:
    from index.store.articles import Store

    with Store(data) as store:
        texts = {article.id: article.text for article in store.articles("common")}
    for question in (SAMPLE, "how many people left their homes?", "when will the library open?", "what did Holub say?"):
        answer = asked(data, question)
        for citation in answer["citations"] + answer["closest"]:
            assert texts[citation["article_id"]][citation["start"] : citation["end"]] == citation["quote"]


def test_a_ukrainian_question_finds_the_ukrainian_speaker(data: Path) -> None:
    answer = asked(data, "Хто сказав, що люди вже отримали платіжки за жовтень?")
    assert answer["citations"][0]["speaker"] == "Оксана Бережна"


@pytest.mark.parametrize(
    ("question", "speaker", "words"),
    [
        ("what did Botha Ilias say about the Donetsk region?", "Botha Ilias", "Donetsk region"),
        ("any quotes from Marta Holub?", "Marta Holub", "The Kremlin can live with a small hole in the map"),
        ("did anyone from Linden House comment on the map?", "Marta Holub", "hole in the map"),
        ("who's the one saying putin has to prioritise", "Botha Ilias", "Putin has to prioritise"),
        ("що сказав Яремчук про труби", "Богдан Яремчук", "Ми латаємо труби"),
    ],
)
def test_the_words_of_a_speaker_are_found(data: Path, question: str, speaker: str, words: str) -> None:
    answer = asked(data, question)
    assert answer["status"] == "answered"
    assert answer["citations"][0]["speaker"] == speaker
    assert words in answer["citations"][0]["quote"]
    assert answer["text"].startswith(speaker)


def test_a_speaker_is_not_quoted_on_what_they_do_not_speak_of(data: Path) -> None:
    answer = asked(data, "what did Botha Ilias say about penguins?")
    assert (answer["status"], answer["citations"]) == ("not_found", [])


@pytest.mark.parametrize(
    "question", ["What is the capital of France?", "who said that penguins fly at night?", "Хто виграв матч?"]
)
def test_what_the_articles_do_not_say_is_not_found(data: Path, question: str) -> None:
    answer = asked(data, question)
    assert (answer["status"], answer["citations"]) == ("not_found", [])
    assert answer["text"]


def test_with_debug_a_refusal_says_on_stderr_which_threshold_decided(data: Path) -> None:
    question = ("ask", "Which planet has rings of ice?", "--debug", "--data-dir", str(data))
    said = subprocess.run(
        [sys.executable, "-m", "bot", *question],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert re.search(r"^whosaid: refused: [a-z ]+ \d\.\d\d < \d\.\d\d$", said.stderr, re.MULTILINE)
    assert "refused" not in said.stdout


def test_a_person_reads_the_speaker_the_words_and_the_source(data: Path) -> None:
    result = run("ask", SAMPLE, "--data-dir", data)
    lines = result.stdout.splitlines()
    assert lines[0] == "Botha Ilias, a senior analyst at Prisma Strategic Intelligence Company [1]."
    assert lines[2].startswith("> Botha Ilias, a senior analyst")
    assert lines[3].endswith("Northern Wire · 9 Feb 2025")
    assert "\x1b" not in result.stdout


def test_an_article_cannot_command_the_terminal(data: Path, tmp_path: Path) -> None:
    (tmp_path / "evil.jsonl").write_text(
        json.dumps({"title": "\x1b[2JOwl", "text": "The owl\x1b]0;mine\x07 nests in \u202ethe tower of Millbrook."})
    )
    assert run("add", tmp_path / "evil.jsonl", "--data-dir", data).exit_code == 0
    shown = run("ask", "where does the owl nest?", "--data-dir", data).stdout + run("list", "--data-dir", data).stdout
    assert "nests in the tower of Millbrook" in shown
    assert not set("\x1b\x07\u202e") & set(shown)


def test_a_batch_answers_line_for_line_and_says_what_is_wrong_with_a_line(data: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text(
        json.dumps({"id": "q1", "question": SAMPLE, "extra": 1})
        + '\n{broken\n\n{"id": 7, "question": ""}\n{"id": 8}\n[1]\n'
    )
    result = run("ask", "--batch", batch, "--data-dir", data)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [(row["id"], row["status"]) for row in rows] == [
        *(("q1", "answered"), (None, "error"), (7, "error"), (8, "error"), (None, "error")),
    ]
    assert "line 2 is not JSON" in rows[1]["text"]


def test_a_batch_is_read_from_standard_input(data: Path) -> None:
    result = run("search", "--batch", "-", "-k", "2", "--data-dir", data, stdin='{"id": 1, "question": "library"}\n')
    (row,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert (row["id"], row["query"], len(row["hits"])) == (1, "library", 2)


def test_a_search_shows_the_score_of_each_leg(data: Path) -> None:
    result = run("search", "library on Sundays", "-k", "3", "--json", "--data-dir", data)
    found = json.loads(result.stdout)
    assert list(found) == ["id", "query", "hits"]
    assert list(found["hits"][0]) == [
        *("article_id", "title", "publisher", "published_at", "url", "passage", "start", "end"),
        *("score", "bm25", "dense", "statement", "also_in"),
    ]
    scores = [hit["score"] for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert found["hits"][0]["article_id"].startswith("library-opens-sundays")


def test_statements_are_listed_with_their_offsets(data: Path) -> None:
    result = run("statements", "--speaker", "ilias", "--json", "--data-dir", data)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows
    assert {row["speaker"] for row in rows} == {"Botha Ilias"}
    assert list(rows[0]) == [
        *("article_id", "speaker", "role", "cue", "direct", "start", "end", "speaker_start", "speaker_end"),
        *("cue_start", "cue_end", "role_start", "role_end", "name_start", "name_end", "outlet"),
    ]


def test_articles_are_added_listed_and_removed(data: Path, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("Title: Owl\n\nAn owl nests in the clock tower of Millbrook.\n")
    assert run("add", tmp_path / "owl.txt", "--data-dir", data).exit_code == 0
    listed = [json.loads(line) for line in run("list", "--json", "--data-dir", data).stdout.splitlines()]
    owl = next(row["id"] for row in listed if row["title"] == "Owl")
    assert asked(data, "where does the owl nest?")["citations"][0]["article_id"] == owl
    removed = run("remove", owl, "--data-dir", data)
    assert (removed.exit_code, f"Removed {owl!r}." in removed.stdout) == (0, True)
    assert "Owl" not in run("list", "--data-dir", data).stdout
    assert "no article has the id or URL" in one_line(run("remove", owl, "--data-dir", data))


def test_an_article_of_another_collection_is_shared(data: Path, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("Title: Owl\n\nAn owl nests in the clock tower of Millbrook.\n")
    assert run("add", tmp_path / "owl.txt", "--collection", "group-1", "--data-dir", data).exit_code == 0
    (owl,) = [json.loads(line) for line in _listed(data, "group-1")]
    assert "Owl" not in "".join(_listed(data, "common"))
    shared = run("share", owl["id"], "--from", "group-1", "--data-dir", data)
    assert (shared.exit_code, f"Shared {owl['id']!r}." in shared.stdout) == (0, True)
    assert asked(data, "where does the owl nest?")["citations"][0]["article_id"] == owl["id"]
    assert _listed(data, "group-1") == []
    again = run("share", owl["id"], "--from", "group-1", "--data-dir", data)
    assert again.exit_code == 1
    assert "no article of collection 'group-1' has the id or URL" in one_line(again)


def test_a_rebuild_brings_the_other_collections_up_to_date(data: Path, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("Title: Owl\n\nAn owl nests in the clock tower of Millbrook.\n")
    assert run("add", tmp_path / "owl.txt", "--collection", "group-1", "--data-dir", data).exit_code == 0
    (tmp_path / "owl.txt").unlink()
    with Store(data) as store, sqlite3.connect(data / FILE_NAME) as connection:
        made = [stored.recipe for stored in store.collection("group-1").stored_articles().values()]
        connection.execute("UPDATE articles SET recipe = 'of old' WHERE collection = 'group-1'")
    assert run("rebuild", ROOT / "articles", "--data-dir", data).exit_code == 0
    with Store(data) as store:
        assert [stored.recipe for stored in store.collection("group-1").stored_articles().values()] == ["of old"]
    (tmp_path / "articles").symlink_to(ROOT / "articles")
    assert run("rebuild", "--data-dir", data).exit_code == 0
    with Store(data) as store:
        assert [stored.recipe for stored in store.collection("group-1").stored_articles().values()] == made
    assert len(_listed(data, "group-1")) == 1


def _listed(data: Path, collection: str) -> list[str]:
    return run("list", "--json", "--collection", collection, "--data-dir", data).stdout.splitlines()


def test_an_article_is_added_from_a_pipe(data: Path) -> None:
    result = run("add", "-", "--json", "--data-dir", data, stdin="Title: Owl\n\nAn owl nests in the clock tower.\n")
    assert result.exit_code == 0, result.stderr
    (added,) = json.loads(result.stdout)["added"]
    assert asked(data, "where does the owl nest?")["citations"][0]["article_id"] == added


def test_a_second_rebuild_finds_everything_unchanged(data: Path) -> None:
    result = run("rebuild", ROOT / "articles", "--json", "--data-dir", data)
    report = json.loads(result.stdout)
    assert (len(report["unchanged"]), report["added"], report["updated"]) == (report["articles"], [], [])


def test_a_collection_of_its_own_is_kept_apart(data: Path, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text("An owl nests in the clock tower of Millbrook.\n")
    assert run("add", tmp_path / "owl.txt", "--collection", "club", "--data-dir", data).exit_code == 0
    club = json.loads(run("search", "owl", "--json", "--collection", "club", "--data-dir", data).stdout)
    common = json.loads(run("search", "owl", "--json", "--data-dir", data).stdout)
    assert {hit["article_id"][:3] for hit in club["hits"]} == {"owl"}
    assert not any(hit["article_id"].startswith("owl") for hit in common["hits"])


def test_a_conversation_answers_refuses_and_ends(data: Path) -> None:
    result = run("chat", "--data-dir", data, stdin=f"{SAMPLE}\n?\n/sources\n/quit\nnever reached\n")
    assert result.exit_code == 0
    assert "Botha Ilias" in result.stdout
    assert "too short" in result.stdout
    assert "Northern Wire" in result.stdout
    assert "never" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("ask", SAMPLE), 1, "run `whosaid rebuild` first"),
        (("ask", ""), 2, "question is empty"),
        (("ask",), 2, "give one QUESTION"),
        (("ask", "x", "--data-dir", "nowhere"), 1, "too short"),
        (("ask", "word " * 2000), 1, "shorten it"),
        (("search", " "), 2, "query is empty"),
        (("list",), 1, "whosaid rebuild"),
        (("refresh",), 1, "nothing to refresh: set FEEDS"),
        (("rebuild", "missing.txt"), 1, "nothing could be indexed"),
        (("add", "https://ann@example.org/a"), 1, "nothing could be indexed"),
        (("rebuild", "--collection", "../x"), 1, "cannot name a collection"),
        (("bot",), 1, "TELEGRAM_BOT_TOKEN is not set"),
        (("statements",), 1, "whosaid rebuild"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(arguments: tuple[str, ...], status: int, words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert words in one_line(result)


def test_a_failed_question_prints_its_json_and_one_line(data: Path) -> None:
    result = run("ask", "?", "--json", "--data-dir", data)
    assert result.exit_code == 1
    assert json.loads(result.stdout)["status"] == "error"
    assert "too short" in one_line(result)


def test_an_unreadable_batch_fails(data: Path) -> None:
    result = run("ask", "--batch", "missing.jsonl", "--data-dir", data)
    assert result.exit_code == 1
    assert "'missing.jsonl' cannot be read" in one_line(result)


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("EMBEDING_MODEL=x", "did you mean EMBEDDING_MODEL?"),
        ("GROUPS_MODE=never", "GROUPS_MODE takes mention, all, off"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_takes(tmp_path: Path, setting: str, words: str) -> None:
    (tmp_path / ".env").write_text(setting + "\n")
    result = run("list")
    assert result.exit_code == 1
    assert words in one_line(result)


def test_a_model_that_is_not_there_is_named(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "empty-model").mkdir()
    monkeypatch.setenv("EMBEDDING_MODEL", "empty-model")
    result = run("rebuild", ROOT / "articles", "--data-dir", data)
    assert result.exit_code == 1
    assert "EMBEDDING_MODEL 'empty-model' cannot be loaded" in one_line(result)


def test_bad_files_are_reported_each_with_its_reason_and_lose_nothing(data: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "empty.txt").write_text("")
    (bad / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (bad / "koi8.txt").write_bytes("Сегодня в городе открыли новый мост через реку.".encode("koi8-r"))
    (bad / "broken.jsonl").write_text('{"text": "One good line about an owl."}\n{"text": \n')
    (bad / "fake.pdf").write_text("this is no PDF")
    before = len(run("list", "--data-dir", data).stdout.splitlines())
    result = run("rebuild", bad, bad / "fake.pdf", bad / "missing.txt", "--data-dir", data)
    assert result.exit_code == 0
    for name in ("empty.txt", "binary.txt", "koi8.txt", "broken.jsonl", "fake.pdf", "missing.txt"):
        assert any(f"{name}: " in line for line in result.stdout.splitlines()), name
    assert "line 2: " in result.stdout
    assert len(run("list", "--data-dir", data).stdout.splitlines()) == before + 1


def test_a_damaged_index_file_is_made_again_and_said(data: Path) -> None:
    manifest = snapshot.read_manifest(data, "common")
    assert manifest is not None
    (snapshot.snapshots_folder(data, "common") / manifest.folder / "vectors.faiss").write_bytes(b"garbage")
    assert asked(data, SAMPLE)["status"] == "answered"


def test_a_damaged_store_is_named_and_left_alone(data: Path) -> None:
    (data / "whosaid.sqlite3").write_bytes(b"garbage" * 1000)
    for command in (("ask", SAMPLE), ("list",), ("rebuild", str(ROOT / "articles"))):
        result = run(*command, "--data-dir", data)
        assert result.exit_code == 1
        assert "is damaged: move it away" in one_line(result)
    assert (data / "whosaid.sqlite3").read_bytes() == b"garbage" * 1000


def jsonl(path: Path, *rows: dict[str, object]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


QUESTIONS: tuple[dict[str, object], ...] = (
    {"id": "q1", "question": "who said they will bake?", "articles": ["mill"], "speaker": "Ada Thorn"},
    {"id": "q2", "question": "Where does the owl nest?", "articles": ["owl"], "answers": ["the clock tower"]},
    {"id": "q3", "question": "Where does the owl nest?", "articles": ["owl"], "answers": ["a barn"], "kind": "TRICKY"},
    {"id": "q4", "question": "who said that penguins fly at night?", "articles": []},
)
ARTICLES: tuple[dict[str, object], ...] = (
    {"id": "mill", "text": "The mill was sold. “We will bake bread here,” said Ada Thorn, a baker.", "_id": "mill"},
    {"id": "owl", "text": "An owl nests in the clock tower of Millbrook.", "_id": "owl"},
)


def test_questions_of_ones_own_are_measured_on_the_articles_beside_them(tmp_path: Path) -> None:
    jsonl(tmp_path / "articles.jsonl", *ARTICLES)
    jsonl(tmp_path / "questions.jsonl", *QUESTIONS)
    result = run("evaluate", tmp_path, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert "Asking" not in result.stderr  # short work
    assert list(found["kinds"]) == ["who said", "tricky", "where"]
    total = found["total"]
    assert (total["questions"], total["right"], total["article_first"]) == (4, 0.75, 1.0)
    assert (total["right_speaker"], total["refused_rightly"], total["answer_in_first"]) == (1.0, 1.0, 0.5)
    assert total["citations"] == total["citations_exact"] > 0
    assert [wrong["id"] for wrong in found["worst"]] == ["q3"]
    assert not (tmp_path / "data").exists()


def test_questions_without_articles_are_asked_of_the_collection(data: Path, tmp_path: Path) -> None:
    jsonl(tmp_path / "articles.jsonl", *ARTICLES)
    assert run("add", tmp_path / "articles.jsonl", "--data-dir", data).exit_code == 0
    (tmp_path / "asked").mkdir()
    jsonl(tmp_path / "asked" / "questions.jsonl", *QUESTIONS[:3])
    shown = run("evaluate", tmp_path / "asked", "--data-dir", data, "--worst", "1")
    assert shown.exit_code == 0, shown.stderr
    assert "\n  wrong:    the answer stands in none of the first three quotes\n" in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_beir_folder_gives_the_figures_of_the_search(tmp_path: Path) -> None:
    jsonl(tmp_path / "corpus.jsonl", *({**row, "title": ""} for row in ARTICLES))
    jsonl(tmp_path / "queries.jsonl", {"_id": "1", "text": "bread"}, {"_id": "2", "text": "bird in a tower"})
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n1\tmill\t2\n2\towl\t1\n")
    total = json.loads(run("evaluate", tmp_path, "--json").stdout)["total"]
    assert (total["questions"], total["ndcg_at_10"], total["answered"]) == (2, 1.0, None)


@pytest.mark.parametrize(
    ("articles", "question", "words"),
    [
        (
            '{"id": "a", "text": "An owl."}',
            '{"question": "Who?", "articles": ["b"]}',
            "line 1: no article has the id 'b'",
        ),
        ('{"id": "a"}', '{"question": "Who?", "articles": ["a"]}', "articles.jsonl', line 1: 'text' is missing"),
        ("", '{"question": "Who?", "articles": ["a"]}', "articles.jsonl' holds no article"),
        ('{"id": "a", "text": "An owl."}', "", "asks nothing"),
        ('{"id": "a", "text": "An owl."}', "{", "questions.jsonl', line 1: it is not JSON"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_line(tmp_path: Path, articles: str, question: str, words: str) -> None:
    (tmp_path / "articles.jsonl").write_text(articles)
    (tmp_path / "questions.jsonl").write_text(question)
    result = run("evaluate", tmp_path)
    assert result.exit_code == 1
    assert words in one_line(result)
    assert result.stdout == ""


def test_check_says_what_works_and_what_is_off(data: Path) -> None:
    result = run("check", "--data-dir", data)
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()] == [
        *(["ok", "settings"], ["ok", "model"], ["off", "reranker"], ["off", "reader"]),
        *(["off", "llm"], ["ok", "index"], ["off", "feeds"], ["off", "token"], ["off", "access"]),
    ]


def test_a_language_model_that_cannot_be_set_up_stops_the_start_in_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_MODEL", "openai:gpt-4o-mini")
    result = run("ask", SAMPLE, "--data-dir", data)
    assert result.exit_code == 1
    assert "OPENAI_API_KEY" in one_line(result)
    assert result.stdout == ""


def test_check_fails_where_there_is_no_index() -> None:
    result = run("check")
    assert result.exit_code == 1
    assert "wrong" in result.stdout
    assert "run `whosaid rebuild` first" in result.stdout


@pytest.mark.parametrize(
    "command",
    ["rebuild", "refresh", "add", "remove", "list", "ask", "search", "statements", "chat", "bot", "check", "evaluate"],
)
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "--data-dir" in result.stdout
