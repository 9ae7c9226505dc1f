"""The index as a LangChain retriever, for use in other people's chains."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import SkipValidation

from bot.answer.outcome import query_of
from bot.answer.question import understand
from bot.answer.sources import Passages


class ArticleRetriever(BaseRetriever):
    """Finds the ``k`` best passages for a question, best first.

    A Document's ``page_content`` is the passage as it stands in the article; its metadata hold ``article_id``,
    ``title``, ``publisher``, ``published_at``, ``url``, ``start``, ``end`` and ``score``. Raises QuestionError.
    """

    passages: SkipValidation[Passages]
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [
            Document(
                page_content=hit.passage,
                metadata={
                    "article_id": hit.article.id,
                    "title": hit.article.title,
                    "publisher": hit.article.publisher,
                    "published_at": hit.article.published_at,
                    "url": hit.article.url,
                    "start": hit.start,
                    "end": hit.end,
                    "score": hit.score,
                },
            )
            for hit in self.passages.search(query_of(understand(query)), self.k)
        ]
