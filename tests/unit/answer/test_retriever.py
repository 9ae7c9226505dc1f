from __future__ import annotations

import pytest

from bot.answer.retriever import ArticleRetriever
from index.errors import QuestionError
from index.types import Article
from tests.fakes import PassagesInMemory

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


def test_what_cannot_be_asked_raises() -> None:
    with pytest.raises(QuestionError):
        ArticleRetriever(passages=PassagesInMemory([MILL])).invoke("?")
