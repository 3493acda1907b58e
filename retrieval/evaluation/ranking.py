"""A collection searched as papers are searched, and how good the rankings are.

The search is ``Library.search``, by which everybody's questions are searched for; nothing is fitted on a
collection. Its papers are kept in a store of their own, so that a second run embeds nothing.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from ingest.encoder import Encoder
from ingest.lock import ingest_lock
from ingest.store import Store
from retrieval.answering.answer import Filters
from retrieval.evaluation.collection_store import stored_collection
from retrieval.evaluation.collections import Collection, Query
from retrieval.evaluation.measures import RankingFigures, figures
from retrieval.evaluation.refusals import RefusalPoint, refusal_curve
from retrieval.fusion import WORD_SHARE
from retrieval.late_interaction import DEPTH, LATE_SHARE
from retrieval.library import MOST_HITS, Library
from retrieval.neighbours import NEIGHBOUR_SHARE

# Queries of either kind that are judged.
REFUSALS = 1000

# What is being done ("embedding", "searching"), how much of it is done, and how much there is.
OnProgress = Callable[[str, int, int], object]


def configuration(encoder: Encoder) -> dict[str, str | int | float]:
    """Return what the figures hang on beside the code: the model, and the weights of the ranking."""
    return {
        "model": encoder.fingerprint,
        "word_share": WORD_SHARE,
        "neighbour_share": NEIGHBOUR_SHARE,
        "late_share": LATE_SHARE,
        "late_depth": DEPTH,
    }


def evaluate_collection(
    collection: Collection,
    data: Path,
    encoder: Encoder,
    *,
    on_progress: OnProgress = lambda _step, _done, _total: None,
) -> tuple[RankingFigures, list[RefusalPoint]]:
    """Search for every query of a collection; return how good the rankings are, and what would be refused.

    What is refused is told of collections with queries that nothing answers, on up to ``REFUSALS`` queries
    with an answer and as many without, drawn evenly. ``data`` is the folder of the collection's own store;
    it is created at need. Raises ModelError and StoreError.
    """
    with ingest_lock(data), closing(Store(data, create=True)) as store:
        entry_of, paper_of = stored_collection(
            collection, store, encoder, lambda done, total: on_progress("embedding", done, total)
        )
        library = Library(store, encoder)
        library.warm()
        rankings: dict[str, list[str]] = {}
        for done, query in enumerate(collection.queries):
            on_progress("searching", done, len(collection.queries))
            papers = [] if query.within is None else [paper_of[query.within]]
            found = library.search(query.text, k=MOST_HITS, filters=Filters(documents=papers))
            rankings[query.id] = [entry_of[hit.passage_id] for hit in found.hits]
        curve = _refusals(collection, library, on_progress)
    return figures(rankings, collection.relevant), curve


def _refusals(collection: Collection, library: Library, on_progress: OnProgress) -> list[RefusalPoint]:
    if not collection.unanswerable:
        return []
    kinds = _drawn(collection.queries), _drawn(collection.unanswerable)
    total = sum(map(len, kinds))
    likelihoods: list[list[float]] = []
    for queries in kinds:
        likelihoods.append([])
        for query in queries:
            on_progress("judging", sum(map(len, likelihoods)), total)
            likelihoods[-1].append(library.likelihood(query.text))
    return refusal_curve(*likelihoods)


def _drawn(queries: Sequence[Query]) -> Sequence[Query]:
    return queries[:: max(1, len(queries) // REFUSALS)][:REFUSALS]
