"""A run as a source of batches and a recorder of what was stored."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from index.ingest.change_detection import ChangeDetector
from index.ingest.local_files import LocalReadResult
from index.ingest.run import Batch, Run
from index.sources.crawler import Visit
from index.sources.types import Loaded, SeenUrl
from index.store.articles import CollectionStore, Store
from index.store.records import ProcessedArticle
from index.store.runs import CompletedWork
from index.types import Article

MILL, FERRY = "https://news.example/mill", "https://news.example/ferry"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[CollectionStore]:
    with Store(tmp_path, create=True) as opened:
        yield opened.collection("common")


class Visits:
    """Visits of pages that come one by one; ``ended`` tells whether no more are made."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.ended = False

    def each(self) -> Generator[Visit | None]:
        try:
            for number, address in enumerate(self.addresses):
                article = Article(address, f"Page {number}.", url=address)
                yield Visit(address, (Loaded(article, address),), SeenUrl(address, "tag"), order=(number, 0))
                yield None
        finally:
            self.ended = True


def run_over(store: CollectionStore, visits: Visits, *local: Loaded) -> Run:
    read = LocalReadResult({item.article.id: item for item in local}, (), (), frozenset())
    detector = ChangeDetector("r", fetching=True)
    return Run(store, visits.addresses, detector, CompletedWork(), store.stored_articles(), read, visits.each())


def keep(store: CollectionStore, run: Run, batch: Batch) -> None:
    store.put([ProcessedArticle(it.article, it.source, (), (), {}) for it in batch.articles], "m", "r", batch.versions)
    run.record(batch)


def test_articles_come_before_what_is_recorded_of_their_addresses(store: CollectionStore) -> None:
    run = run_over(store, Visits(MILL, FERRY), Loaded(Article("owl", "An owl."), "/x/owl.txt"))
    given = []
    for batch in run.batches():
        given.append(([it.article.id for it in batch.articles], [visit.address for visit in batch.visits]))
        keep(store, run, batch)
    assert given == [(["owl"], []), ([MILL], []), ([], [MILL]), ([FERRY], []), ([], [FERRY])]
    assert store.runs.find_completed([MILL, FERRY], anew=False).articles == {MILL: MILL, FERRY: FERRY}
    assert store.sources.seen_urls() == {MILL: SeenUrl(MILL, "tag"), FERRY: SeenUrl(FERRY, "tag")}


def test_an_address_whose_article_was_not_stored_is_not_recorded(store: CollectionStore) -> None:
    run = run_over(store, Visits(MILL, FERRY))
    batches = run.batches()
    for _ in range(2):
        keep(store, run, next(batches))
    next(batches)
    batches.close()
    assert store.runs.find_completed([MILL, FERRY], anew=False).articles == {MILL: MILL}


def test_no_address_is_visited_once_the_batches_are_closed(store: CollectionStore) -> None:
    visits = Visits(MILL, FERRY)
    batches = run_over(store, visits).batches()
    next(batches)
    assert not visits.ended
    batches.close()
    assert visits.ended


def test_what_is_stored_as_it_is_gives_no_batch(store: CollectionStore) -> None:
    owl = Loaded(Article("owl", "An owl."), "/x/owl.txt")
    first = run_over(store, Visits(), owl)
    for batch in first.batches():
        keep(store, first, batch)
    again = run_over(store, Visits(), owl)
    assert list(again.batches()) == []
    assert again.finish().unchanged == ("owl",)
