"""The rows of several generations as if they were one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.indexes import snapshot
from index.indexes.federated import FederatedIndex
from index.indexes.snapshot import Snapshot
from tests.support.fakes import WordEncoder, fake_indexer

FIRST = ("The ferry stays in port. “Bees live on the roof,” said Ada Thorn.", "The mill is old. It rained.")
SECOND = ("A mill, a mill and a baker. “The mill was sold,” said Ben Holt.", "The bridge fell. A toll is due.")


@pytest.fixture
def parts(tmp_path: Path) -> tuple[Snapshot, Snapshot]:
    return made(tmp_path, "first", FIRST), made(tmp_path, "second", SECOND)


def made(folder: Path, name: str, texts: tuple[str, ...]) -> Snapshot:
    source = folder / f"{name}.jsonl"
    source.write_text("\n".join(json.dumps({"id": f"{name}{n}", "text": text}) for n, text in enumerate(texts)))
    fake_indexer(folder / "data", collection=name).rebuild([str(source)])
    manifest = snapshot.read_manifest(folder / "data", name)
    assert manifest is not None
    return snapshot.load_snapshot(folder / "data", name, manifest)


def test_the_nearest_of_all_come_first(parts: tuple[Snapshot, Snapshot]) -> None:
    vector = WordEncoder().encode_question("mill")
    every = np.concatenate([part.passage_vectors.score(vector, np.arange(2)) for part in parts])
    rows, scores = FederatedIndex(parts).passage_vectors.search(vector, 3)
    assert rows.tolist() == np.argsort(-every, kind="stable")[:3].tolist()
    assert rows[0] == 2
    assert scores.tolist() == pytest.approx(every[rows].tolist())
    asked = np.array([3, 0, 2])
    assert FederatedIndex(parts).passage_vectors.score(vector, asked).tolist() == every[asked].tolist()


def test_the_best_by_words_of_all_come_first(parts: tuple[Snapshot, Snapshot]) -> None:
    both = FederatedIndex(parts)
    assert [row for row, _ in both.passage_terms.search({"mill": 1.0}, 5)] == [2, 1]
    assert [row for row, _ in both.passage_terms.search({"mill": 1.0}, 1)] == [2]
    assert [both.statement(row)[0] for row, _ in both.statement_terms.search({"sold": 1.0}, (), 5)] == [
        both.passage(2)[0]
    ]
    assert both.passage_terms.rarity("mill") == pytest.approx(np.log(1 + (4 - 2 + 0.5) / 2.5))
    assert both.statement_terms.has_speaker_stem("holt")
    assert both.articles == 4


def test_each_row_leads_to_its_own_sentences_and_statements(parts: tuple[Snapshot, Snapshot]) -> None:
    both = FederatedIndex(parts)
    encoder = WordEncoder()
    texts = [*FIRST, *SECOND]
    for row in range(4):
        rows, places = both.sentences_of(row)
        for sentence, (start, end) in zip(rows.tolist(), places, strict=True):
            vector = encoder.encode_question(texts[row][start:end])
            assert both.sentence_vectors.score(vector, np.array([sentence]))[0] == pytest.approx(1.0, abs=1e-2)
    statements = np.array([1, 0])
    assert both.passages_of_statements(statements).tolist() == [2, 0]
    for statement, passage in ((0, 0), (1, 2)):
        (said,) = both.sentences_of_statements(np.array([statement])).tolist()
        assert set(range(*said)) <= set(both.sentences_of(passage)[0].tolist())
        assert both.statements_in_sentences(np.array([said[0]])).tolist() == [statement]
        assert both.statement(statement)[0] == both.passage(passage)[0]
