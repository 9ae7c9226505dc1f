"""Articles in, ranked passages out. Knows no chat, no answer and no language model."""

from __future__ import annotations

from importlib import import_module
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

_HOMES = {
    "Article": "index.types",
    "Hit": "index.types",
    "Indexer": "index.ingest.indexer",
    "IngestReport": "index.ingest.report",
    "Library": "index.search.library",
    "Part": "index.types",
    "ScoredSentence": "index.types",
    "Span": "index.types",
    "Statement": "index.types",
    "StatementHit": "index.types",
    "Vectors": "index.types",
    "changes_of_run": "index.ingest.report",
}
"""Where each name that is loaded on first use stands: NumPy, FAISS and SQLite load only for who needs them."""


def __getattr__(name: str) -> object:
    """Load a name of the face on its first use. Raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
