"""Tell which articles of a run are new, changed or unchanged, and which of several with one id counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from index.article_metadata import mark_corrected
from index.sources import Loaded, SourceOrder, is_address
from index.store.records import StoredArticle, article_digest
from index.types import Article

OrderedArticle = tuple[SourceOrder, Loaded]


@dataclass(frozen=True, slots=True)
class ChangeDecision:
    """What to do with articles: those to process, those stored unchanged, and sources with articles that wait.

    Articles of ``waiting_sources`` are decided at the end of the run.
    """

    to_process: tuple[Loaded, ...]
    unchanged: tuple[Loaded, ...]
    waiting_sources: frozenset[str]


@dataclass(slots=True)
class ChangeDetector:
    """Classifies the articles of a run, in any order; of several with one id the last in ``SourceOrder`` counts.

    ``recipe`` names how articles are processed now; with ``anew`` all are processed except those in ``processed``.
    ``earlier`` are ids that the interrupted run has stored. A changed article that came from another address last time
    waits until that address was visited: otherwise two addresses that give one id different texts would make two new
    versions in each run.
    """

    recipe: str
    anew: bool = False
    processed: set[str] = field(default_factory=set)
    earlier: set[str] = field(default_factory=set)
    fetching: bool = False
    visited: set[str] = field(default_factory=set)
    articles: dict[str, Article] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    repeated: dict[str, SourceOrder] = field(default_factory=dict)
    waiting: list[OrderedArticle] = field(default_factory=list)
    _places: dict[str, SourceOrder] = field(default_factory=dict)
    _first: dict[str, SourceOrder] = field(default_factory=dict)
    _outcome: dict[str, str] = field(default_factory=dict)

    def mark_known(self, article_id: str, place: SourceOrder) -> None:
        """Record the place of an article that the interrupted run has stored."""
        self.earlier.discard(article_id)
        self._places[article_id] = max(place, self._places.get(article_id, place))

    def classify(self, offered: Iterable[OrderedArticle], stored: Mapping[str, StoredArticle]) -> ChangeDecision:
        """Decide about articles; ``stored`` holds the stored ones with these ids. Their texts are not retained."""
        to_process: list[Loaded] = []
        unchanged: list[Loaded] = []
        waiting_sources: set[str] = set()
        for place, loaded in self._select_last(offered):
            item = replace(loaded, article=mark_corrected(loaded.article))
            known = stored.get(item.article.id)
            changed = known is None or known.digest != article_digest(item.article)
            if known and changed and self._must_wait(known.source, item):
                self.waiting.append((place, item))
                waiting_sources.add(item.source)
                continue
            outcome = "unchanged" if not changed else "updated" if known else "added"
            self._record_outcome(place, item, outcome)
            if changed or (known and self._is_stale(known)):
                self.processed.add(item.article.id)
                to_process.append(item)
            else:
                unchanged.append(item)
                if known and known.source != item.source:
                    self.moved[item.article.id] = item.source
        return ChangeDecision(tuple(to_process), tuple(unchanged), frozenset(waiting_sources))

    def ids_by_outcome(self, outcome: str) -> tuple[str, ...]:
        """Return the ids of articles that were ``added``, ``updated`` or ``unchanged``, by their first places."""
        return tuple(sorted((i for i, it in self._outcome.items() if it == outcome), key=lambda i: self._first[i]))

    def repeated_ids(self) -> tuple[str, ...]:
        """Return the ids that were found more than once, by their last places."""
        return tuple(sorted(self.repeated, key=lambda article_id: self.repeated[article_id]))

    def _select_last(self, offered: Iterable[OrderedArticle]) -> list[OrderedArticle]:
        """Return the articles to decide about, of several with one id the last."""
        selected: dict[str, OrderedArticle] = {}
        for place, item in sorted(offered, key=lambda placed: placed[0]):
            article_id = item.article.id
            other = selected[article_id][0] if article_id in selected else self._places.get(article_id)
            if other is not None or article_id in self.earlier:
                self.repeated[article_id] = max(place, self.repeated.get(article_id, place))
            if article_id not in self.earlier and (other is None or place >= other):
                selected[article_id] = (place, item)
        return list(selected.values())

    def _must_wait(self, source: str, item: Loaded) -> bool:
        from_other_address = self.fetching and source != item.source and is_address(source)
        return from_other_address and source not in self.visited and item.article.id not in self._places

    def _is_stale(self, known: StoredArticle) -> bool:
        return known.recipe != self.recipe or (self.anew and known.id not in self.processed)

    def _record_outcome(self, place: SourceOrder, item: Loaded, outcome: str) -> None:
        article_id = item.article.id
        self._places[article_id] = place
        self._first[article_id] = min(place, self._first.get(article_id, place))
        earlier = self._outcome.get(article_id)
        if earlier in {None, "unchanged"} or (earlier == "updated" and outcome == "added"):
            self._outcome[article_id] = outcome
        self.articles[article_id] = replace(item.article, text="")
