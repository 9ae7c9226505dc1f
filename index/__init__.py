"""Index articles and search them; knows nothing of chats, answers and language models.

Begin reading at ``index.ingest.indexer`` (writing) and ``index.search.library`` (reading).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import (
    BusyError,
    ModelError,
    NothingIndexedError,
    PromptError,
    QuestionError,
    SettingError,
    SourceError,
    StoreError,
    WhosaidError,
)
from index.lazy_loading import load_on_use

if TYPE_CHECKING:
    from index.ingest.indexer import Indexer
    from index.ingest.report import IngestReport, changes_of_run
    from index.search.library import Library
    from index.types import Article, Hit, Part, ScoredSentence, Span, Statement, StatementHit, Vectors

__all__ = [
    "Article",
    "BusyError",
    "Hit",
    "Indexer",
    "IngestReport",
    "Library",
    "ModelError",
    "NothingIndexedError",
    "Part",
    "PromptError",
    "QuestionError",
    "ScoredSentence",
    "SettingError",
    "SourceError",
    "Span",
    "Statement",
    "StatementHit",
    "StoreError",
    "Vectors",
    "WhosaidError",
    "changes_of_run",
]

__getattr__ = load_on_use(
    __name__,
    {
        "index.ingest.indexer": "Indexer",
        "index.ingest.report": "IngestReport changes_of_run",
        "index.search.library": "Library",
        "index.types": "Article Hit Part ScoredSentence Span Statement StatementHit Vectors",
    },
)
