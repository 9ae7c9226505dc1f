"""The report of a run, and the changes of articles that it made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.sources import Failed
from index.store.changes import ArticleChange
from index.store.records import StoredArticle


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What a run did, by article ids.

    ``repeated`` are ids found more than once, of which the last article was stored; ``articles`` counts the current
    articles; ``gone`` are those whose pages are gone, which stay as stored; ``replaced`` were retired because their
    page has another id now.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    repeated: tuple[str, ...]
    failed: tuple[Failed, ...]
    articles: int
    gone: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()

    @property
    def has_articles(self) -> bool:
        """Tell whether any source gave an article, new or known."""
        return bool(self.added or self.updated or self.unchanged or self.gone)


def changes_of_run(
    report: IngestReport, before: Mapping[str, StoredArticle], now: Mapping[str, StoredArticle]
) -> tuple[ArticleChange, ...]:
    """Return the changes of a run, from its report and the articles stored ``before`` it and ``now``."""
    made = [i for i in (*report.added, *report.updated) if i in now]
    out = [i for i in (*report.replaced, *report.removed) if i in before and i not in now]
    keys = {article_id: known.key for article_id, known in before.items()}
    changes = [ArticleChange(i, now[i].key, keys.get(i)) for i in made if now[i].key != keys.get(i)]
    return (*changes, *(ArticleChange(i, None, keys[i]) for i in out))
