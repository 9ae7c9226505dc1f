from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread

import pytest

from index.errors import ModelError
from index.models.extractive_reader import ExtractedAnswer, ExtractiveReader
from tests.support.tiny_models import LONGEST, TinyModels

QUESTION = "when did they sell the mill ?"
SOLD = "The old mill was sold on a Tuesday."
FILLING = "The ferry stays in harbour, it was sold until the ice is gone. "


@pytest.fixture(scope="module")
def reader(tiny: TinyModels) -> ExtractiveReader:
    return ExtractiveReader(str(tiny.reader), "cpu")


def words_of(text: str, reading: ExtractedAnswer | None) -> str | None:
    if reading is None:
        return None
    assert 0 <= reading.start < reading.end <= len(text)
    assert 0 < reading.score <= 1
    return text[reading.start : reading.end]


def test_the_answer_is_marked_where_it_stands(reader: ExtractiveReader) -> None:
    (reading,) = reader.read(QUESTION, [SOLD])
    assert words_of(SOLD, reading) == "on a Tuesday"


def test_offsets_count_code_points(reader: ExtractiveReader) -> None:
    text = "“Ёж” \U0001f41d e\u0301, sold on Tuesday\u2026"
    (reading,) = reader.read(QUESTION, [text])
    assert words_of(text, reading) == "on Tuesday"


def test_no_answer_is_none(reader: ExtractiveReader) -> None:
    texts = ["The ferry stays in harbour.", "", "   ", "It was sold on ice.", "Until Tuesday the ice is gone."]
    assert reader.read(QUESTION, texts) == [None] * 5
    assert reader.read(QUESTION, []) == []


def test_words_of_the_question_are_no_answer(reader: ExtractiveReader) -> None:
    assert reader.read("what was sold on tuesday ?", ["The ferry stays in harbour."]) == [None]


@pytest.mark.parametrize("before", [0, 1, 3, 4, 5, 6, 12])
def test_an_answer_is_found_in_any_window_of_a_long_text(reader: ExtractiveReader, before: int) -> None:
    text = FILLING * before + SOLD + " " + FILLING * 6
    assert len(text.split()) > LONGEST
    (reading,) = reader.read(QUESTION, [text])
    assert words_of(text, reading) == "on a Tuesday"
    assert reading is not None
    assert reading.start > len(FILLING) * before


def test_a_long_question_is_cut_and_the_text_still_read(reader: ExtractiveReader) -> None:
    (reading,) = reader.read("when did they sell the old mill " * 80, [SOLD])
    assert words_of(SOLD, reading) == "on a Tuesday"


@pytest.mark.parametrize("kind", ["chance", "short"])
def test_a_text_is_read_alone_as_among_others_with_token_types_and_without(tiny: TinyModels, kind: str) -> None:
    reader = ExtractiveReader(str(getattr(tiny, kind)), "cpu")
    texts = [SOLD, "Ice.", FILLING * 9 + SOLD, "", FILLING, SOLD * 3]
    singles = [reader.read(QUESTION, [text])[0] for text in texts]
    assert sum(reading is not None for reading in singles) > 2
    for text, alone, reading in zip(texts * 3, singles * 3, reader.read(QUESTION, texts * 3), strict=True):
        assert words_of(text, alone) == words_of(text, reading)
        if alone is not None and reading is not None:
            assert (alone.start, alone.end) == (reading.start, reading.end)
            assert alone.score == pytest.approx(reading.score, rel=1e-3)


def test_several_threads_may_ask_at_once(reader: ExtractiveReader) -> None:
    texts = [SOLD, FILLING * 9 + SOLD, FILLING]
    expected = [words_of(text, reading) for text, reading in zip(texts, reader.read(QUESTION, texts), strict=True)]
    found: dict[int, list[str | None]] = {}

    def ask(number: int) -> None:
        asked = "when ? " * (number + 1)
        found[number] = [words_of(t, reading) for t, reading in zip(texts, reader.read(asked, texts), strict=True)]

    threads = [Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(12), expected)


def refusal(model: Path, device: str = "cpu") -> str:
    with pytest.raises(ModelError) as raised:
        ExtractiveReader(str(model), device)
    message = str(raised.value)
    assert message.startswith(f"READER_MODEL {str(model)!r} ")
    assert "\n" not in message
    return message


def test_a_model_that_was_not_trained_to_mark_answers_is_refused(tiny: TinyModels) -> None:
    assert "was not trained to mark answers" in refusal(tiny.body)


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    assert "cannot be loaded on device 'cpu': give the name or folder of a model" in refusal(tmp_path)


@pytest.mark.parametrize("damaged", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_refused(tiny: TinyModels, tmp_path: Path, damaged: str) -> None:
    broken = Path(shutil.copytree(tiny.reader, tmp_path / "broken"))
    (broken / damaged).write_bytes(b"{}" * 20)
    assert "cannot be loaded" in refusal(broken)


def test_a_folder_without_a_tokenizer_is_refused(tiny: TinyModels, tmp_path: Path) -> None:
    bare = Path(shutil.copytree(tiny.reader, tmp_path / "bare", ignore=shutil.ignore_patterns("tokenizer*")))
    assert "has no tokenizer" in refusal(bare)


@pytest.mark.parametrize("device", ["cuda:7", "nonsense"])
def test_a_device_that_is_not_there_is_named(tiny: TinyModels, device: str) -> None:
    assert f"device '{device}'" in refusal(tiny.reader, device)
