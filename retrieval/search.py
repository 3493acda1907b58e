"""Passages for a question: found by meaning and by word, fused, weighed by area, near-duplicates folded."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ingest.documents import Document
from ingest.encoder import QuestionEncoder
from ingest.store import Store, StoredPassage
from ingest.token_signs import read_signs
from retrieval.answering.answer import Filters
from retrieval.duplicates import fold_duplicates
from retrieval.exact import exact_terms
from retrieval.fusion import fuse
from retrieval.late_interaction import DEPTH, nearest_tokens, rescore
from retrieval.neighbours import Place, with_neighbours
from retrieval.query import Question
from retrieval.references import same_reference
from retrieval.snapshot import Snapshot

# Gives the passages of a paper that may be shown, by its id.
PassagesOf = Callable[[str], Sequence[StoredPassage]]

# How many passages either index is asked for; the fused list is cut to what the caller wants.
_DEPTH = 200
# A paper of another area than the one asked about is rarely what is meant, but may be the only one.
_OTHER_AREA = 0.7
_REFERENCE_BONUS = 0.5


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that was found.

    ``score`` is 0..1 and comparable within one search; ``cosine`` across searches. ``deciding`` says that
    it holds the recommendation or outcome of a decision notice, ``topic`` the stems of the passage by which
    that notice was found to be about the question; ``approved`` that its paper is a notice by which what is
    recommended in it was approved.
    """

    stored: StoredPassage
    document: Document
    score: float
    cosine: float
    also: tuple[StoredPassage, ...] = ()  # near-duplicates in other places
    deciding: bool = False
    topic: frozenset[str] = frozenset()
    approved: bool = False


def allowed_documents(snapshot: Snapshot, filters: Filters, *, show_restricted: bool) -> list[str] | None:
    """Return the ids of the papers that may be looked at, or None when all may.

    Applied before anything is scored, so that neither scores nor counts tell of what is withheld.
    """
    withheld = frozenset[str]() if show_restricted else snapshot.withheld
    if filters == Filters() and not withheld:
        return None
    # Asked for again with every question: among a hundred thousand papers it is no small work.
    return snapshot.remembered(
        ("allowed", show_restricted, filters.model_dump_json()), lambda: _allowed(snapshot, filters, withheld)
    )


def _allowed(snapshot: Snapshot, filters: Filters, withheld: frozenset[str]) -> list[str]:
    return [d.id for d in snapshot.documents.values() if d.id not in withheld and _passes(d, filters)]


def _passes(document: Document, filters: Filters) -> bool:
    facts = document.facts
    areas = {area.casefold() for area in filters.areas}
    return (
        (not areas or (facts.area or "").casefold() in areas)
        and (not filters.kinds or facts.kind in filters.kinds)
        and (not filters.documents or document.id in filters.documents)
        and (filters.date_from is None or (facts.date is not None and facts.date >= filters.date_from))
        and (filters.date_to is None or (facts.date is not None and facts.date <= filters.date_to))
    )


def find(
    store: Store,
    snapshot: Snapshot,
    question: Question,
    encoder: QuestionEncoder,
    *,
    k: int,
    documents: Sequence[str] | None,
) -> list[Found]:
    """Return up to ``k`` passages, best first; only ``documents`` are looked at, when given."""
    depth = max(_DEPTH, 2 * k)
    # By word first: the question may still be being encoded (``EncodingAhead``).
    words = list(dict.fromkeys((*question.searched, *exact_terms(question.typed))))
    worded = snapshot.keywords.search(store, words, depth, documents, snapshot.withheld_words)
    asked = encoder.encode_question(question.text)
    dense_keys, cosines = snapshot.index.search_in(
        asked.vector, depth, documents, without=snapshot.withheld_keys
    )
    cosine_of = dict(zip(dense_keys.tolist(), cosines.tolist(), strict=True))
    scores = fuse(dict(worded), cosine_of)
    scores = with_neighbours(scores, _places(store, snapshot, list(scores)))
    looked_at = _best(scores, DEPTH)
    with store.reading() as db:
        signs = read_signs(db, looked_at)
    scores = rescore(scores, looked_at, nearest_tokens(asked.tokens, signs))
    best = _best(scores, max(3 * k, 60))
    floor = float(cosines[-1]) if len(cosines) else 0.0
    found = []
    for stored in store.passages(best):
        document = snapshot.documents.get(stored.document_id)
        if document is None or not snapshot.may_show(stored):
            continue  # written since the snapshot was taken
        score = scores[stored.key] * _document_weight(document, question)
        found.append(Found(stored, document, min(1.0, score), cosine_of.get(stored.key, floor)))
    found.sort(key=lambda f: (-f.score, f.stored.key))
    return fold_duplicates(found, limit=k, replaced=snapshot.replaced)


def _best(scores: Mapping[int, float], n: int) -> list[int]:
    return sorted(scores, key=lambda key: (-scores[key], key))[:n]


def _document_weight(document: Document, question: Question) -> float:
    weight = 1.0
    if question.areas and document.facts.area not in question.areas:
        weight *= _OTHER_AREA
    if question.references and document.facts.reference:
        weight *= (
            1.0 + _REFERENCE_BONUS if same_reference(document.facts.reference, question.references) else 0.8
        )
    return weight


def _places(store: Store, snapshot: Snapshot, keys: Sequence[int]) -> dict[int, Place]:
    """Return where passages stand; those that are gone are left out."""
    known = snapshot.places.of(keys, snapshot.revision)
    missing = [key for key in keys if key not in known]
    if not missing:
        return known
    with store.reading() as db:
        marks = ",".join("?" * len(missing))
        rows = db.execute(
            f"SELECT key, document_id, part, ordinal FROM passages WHERE key IN ({marks})", missing
        )
        fresh = {key: Place(sys.intern(document), part, ordinal) for key, document, part, ordinal in rows}
    snapshot.places.keep(fresh, snapshot.revision)
    return known | fresh
