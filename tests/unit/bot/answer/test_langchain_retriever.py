from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document

from bot.answer.langchain_retriever import ArticleRetriever
from index.errors import QuestionError
from index.types import Article
from tests.support.fakes import PassagesInMemory, fake_indexer, fake_library

DOCUMENT = (Path(__file__).parents[4] / "docs" / "questions.md").read_text("utf-8")

MILL = Article("mill", "The old mill was sold on Tuesday.", "Mill sold", url="https://example.org/mill")
FERRY = Article("ferry", "The ferry stays in harbour.", "Ferry waits")


def test_passages_become_documents_best_first() -> None:
    retriever = ArticleRetriever(passages=PassagesInMemory([FERRY, MILL]), k=1)
    (document,) = retriever.invoke("who said the mill was sold?")
    assert document.page_content == MILL.text
    assert document.metadata["article_id"] == "mill"
    assert document.metadata["url"] == "https://example.org/mill"
    assert MILL.text[document.metadata["start"] : document.metadata["end"]] == document.page_content


async def test_it_can_be_awaited() -> None:
    documents = await ArticleRetriever(passages=PassagesInMemory([FERRY, MILL])).ainvoke("ferry in harbour")
    assert [document.metadata["article_id"] for document in documents] == ["ferry", "mill"]


async def test_several_may_be_awaited_at_once() -> None:
    retriever = ArticleRetriever(passages=PassagesInMemory([FERRY, MILL]), k=1)
    found = await asyncio.gather(retriever.ainvoke("the ferry in harbour"), retriever.ainvoke("the old mill"))
    assert [document.metadata["article_id"] for (document,) in found] == ["ferry", "mill"]


def test_a_document_tells_its_copies() -> None:
    (document,) = ArticleRetriever(passages=PassagesInMemory([MILL])).invoke("the mill")
    assert document.metadata["also_in"] == []
    assert document.id == "mill:0-33"


def test_what_cannot_be_asked_raises() -> None:
    with pytest.raises(QuestionError):
        ArticleRetriever(passages=PassagesInMemory([MILL])).invoke("?")


async def test_the_documented_example_runs_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With articles, and an encoder that need not be loaded."""
    (tmp_path / "mill.txt").write_text(f"Mill sold\n\n{MILL.text}\n", "utf-8")
    fake_indexer(tmp_path).rebuild([str(tmp_path / "mill.txt")])
    monkeypatch.setattr("bot.services.factory.open_library", lambda settings: fake_library(tmp_path))
    (example,) = re.findall(r"```python\n(from bot\.answer\.langchain_retriever .*?)```", DOCUMENT, re.DOTALL)
    assert len(example.replace("\n\n", "\n").strip().splitlines()) == 5
    names: dict[str, Any] = {}
    exec(example, names)  # noqa: S102 - the document's own lines
    found: list[Document] = names["documents"]
    assert isinstance(found, list)
    assert [document.page_content for document in await names["retriever"].ainvoke("when was the mill sold?")] == [
        MILL.text
    ]
    names["retriever"].passages.close()
