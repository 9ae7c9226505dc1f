"""The index as a LangChain retriever, for use in other people's chains."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import SkipValidation

from bot.answer.corpus import Corpus
from bot.answer.question.parser import parse_question
from bot.answer.types import query_for
from index import Hit


class ArticleRetriever(BaseRetriever):
    """Finds the ``k`` best passages for a question, best first, as `whosaid search` does.

    ``invoke`` and ``ainvoke`` take a question in plain words; the latter searches in a thread, so that no event loop
    waits. A Document's ``page_content`` is the passage as it stands in the article. Its metadata hold ``article_id``,
    ``title``, ``publisher``, ``published_at``, ``url``, ``start`` and ``end`` in code points, ``score``, higher being
    better, and ``also_in``, the ids of copies of the same story. Raises QuestionError where a question cannot be asked.
    """

    passages: SkipValidation[Corpus]
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(hit) for hit in self.passages.search(query_for(parse_question(query)), self.k)]


def _document(hit: Hit) -> Document:
    article = hit.article
    return Document(
        id=f"{article.id}:{hit.start}-{hit.end}",
        page_content=hit.passage,
        metadata={
            "article_id": article.id,
            "title": article.title,
            "publisher": article.publisher,
            "published_at": article.published_at,
            "url": article.url,
            "start": hit.start,
            "end": hit.end,
            "score": hit.score,
            "also_in": list(hit.also_in),
        },
    )
