from __future__ import annotations

import shutil
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.errors import ModelError
from index.models.reranker import CrossEncoderReranker
from tests.support.tiny_models import TinyModels

QUESTION = "when did they sell the mill ?"
TEXTS = ["the mill was sold on tuesday .", "ice", "the ferry stays in harbour until the ice is gone , the old ferry ."]


@pytest.fixture(scope="module")
def reranker(tiny: TinyModels) -> CrossEncoderReranker:
    return CrossEncoderReranker(str(tiny.reranker), "cpu")


def test_scores_are_the_sigmoid_of_the_models_logits(reranker: CrossEncoderReranker, tiny: TinyModels) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(tiny.reranker, local_files_only=True)
    model = AutoModelForSequenceClassification.from_pretrained(tiny.reranker, local_files_only=True)
    with torch.inference_mode():
        logits = [model(**tokenizer(QUESTION, text, return_tensors="pt")).logits.item() for text in TEXTS]
    scores = reranker.score(QUESTION, TEXTS)
    assert scores.shape == (3,)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, 1 / (1 + np.exp(-np.array(logits))), atol=1e-5)
    assert len(set(scores.round(3).tolist())) == 3


def test_a_text_scores_alone_as_among_others(reranker: CrossEncoderReranker) -> None:
    many = TEXTS * 9
    alone = np.concatenate([reranker.score(QUESTION, [text]) for text in TEXTS])
    np.testing.assert_allclose(reranker.score(QUESTION, many), np.tile(alone, 9), atol=1e-5)


def test_a_text_beyond_what_the_model_reads_is_cut(reranker: CrossEncoderReranker) -> None:
    cut, longer = reranker.score(QUESTION, ["the old mill . " * 50, "the old mill . " * 90])
    assert 0 <= cut <= 1
    assert cut == pytest.approx(longer)


def test_nothing_to_score_is_an_empty_array(reranker: CrossEncoderReranker) -> None:
    scores = reranker.score(QUESTION, [])
    assert scores.shape == (0,)
    assert scores.dtype == np.float32


def test_several_threads_may_ask_at_once(reranker: CrossEncoderReranker) -> None:
    many = TEXTS * 3
    expected = [reranker.score(text, many) for text in TEXTS]
    right: list[int] = []

    def ask(number: int) -> None:
        if np.allclose(reranker.score(TEXTS[number % 3], many), expected[number % 3], atol=1e-5):
            right.append(number)

    threads = [Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(right) == list(range(12))


def test_its_name_is_that_of_the_setting(reranker: CrossEncoderReranker, tiny: TinyModels) -> None:
    assert reranker.name == str(tiny.reranker)


def refusal(model: Path, device: str = "cpu") -> str:
    with pytest.raises(ModelError) as raised:
        CrossEncoderReranker(str(model), device)
    message = str(raised.value)
    assert message.startswith(f"RERANKER_MODEL {str(model)!r} ")
    assert "\n" not in message
    return message


def test_a_model_with_two_labels_is_refused(tiny: TinyModels) -> None:
    assert "has 2 labels" in refusal(tiny.labels)


def test_a_model_without_a_trained_head_is_refused(tiny: TinyModels) -> None:
    assert "was not trained to compare" in refusal(tiny.body)


def test_a_folder_that_holds_no_model_is_refused(tmp_path: Path) -> None:
    assert "cannot be loaded on device 'cpu': give the name or folder of a cross-encoder" in refusal(tmp_path)


def test_a_name_that_is_no_folder_is_asked_of_the_hub_and_refused_where_that_cannot_be_reached() -> None:
    assert "cannot be loaded" in refusal(Path("nobody/no-such-model"))


def test_damaged_weights_are_refused(tiny: TinyModels, tmp_path: Path) -> None:
    broken = Path(shutil.copytree(tiny.reranker, tmp_path / "broken"))
    (broken / "model.safetensors").write_bytes(b"no weights" * 20)
    assert "cannot be loaded" in refusal(broken)


def test_a_folder_without_a_tokenizer_is_refused(tiny: TinyModels, tmp_path: Path) -> None:
    bare = Path(shutil.copytree(tiny.reranker, tmp_path / "bare", ignore=shutil.ignore_patterns("tokenizer*")))
    assert "has no tokenizer" in refusal(bare)


@pytest.mark.parametrize("device", ["cuda:7", "nonsense"])
def test_a_device_that_is_not_there_is_named(tiny: TinyModels, device: str) -> None:
    assert f"device '{device}'" in refusal(tiny.reranker, device)
