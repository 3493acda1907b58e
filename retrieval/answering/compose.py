"""The answer, step by step: gather, weigh, decide, choose, order, cite.

Every claim is copied from the store; nothing is written. A question that the papers do not answer
gets ``not_found``, with what was searched and the passages that came nearest.
"""

import datetime
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.documents import DocumentKind
from ingest.encoder import QuestionEncoder
from ingest.store import Store, StoredPassage
from retrieval.answering.abstain import LOOKED_AT, judge
from retrieval.answering.answer import Answer, Claim, Filters, Searched, Standing, Status, UnderstoodWords
from retrieval.answering.choose import choose, listed
from retrieval.answering.citations import cite, hit_of, text_of_claim
from retrieval.answering.comparing import compared
from retrieval.answering.cross_reading import refine
from retrieval.answering.decided import approved_notices, outcome_approves, with_decisions
from retrieval.answering.evidence import (
    Unit,
    newest_first,
    soonest_first,
    weighs_standing,
    with_standing,
)
from retrieval.answering.followups import followups
from retrieval.answering.from_records import answer_from_records, record_filters
from retrieval.answering.named import named_by_reference, passages_of_named
from retrieval.answering.record_answer import RecordAnswer
from retrieval.answering.record_units import RecordClaim, claims_of_records
from retrieval.answering.refusal import Talk, reply_to, talk_in
from retrieval.answering.resolved import likeness_to, resolved_about
from retrieval.answering.weighing import weigh
from retrieval.answering.wording import AnswerWording, in_english
from retrieval.as_at import in_force_then
from retrieval.cross_encoder import CrossEncoder
from retrieval.query import Question
from retrieval.records import Catalogue
from retrieval.rerank import rerank
from retrieval.search import Found, allowed_documents, find
from retrieval.snapshot import Snapshot

_log = logging.getLogger(__name__)

# What is chosen from is cut here: below, nothing was ever claimed.
_SENTENCES = 48
_NEAREST = 3
_LONGEST_HEADLINE = 45


@dataclass(frozen=True, slots=True)
class Depth:
    """How far is looked: how many passages are weighed, and of their sentences read with the question.

    ``again`` of these are read once more, closely.
    """

    passages: int
    sentences: int
    again: int


WHOLE = Depth(passages=48, sentences=LOOKED_AT, again=3)
# The whole question was looked for as far as that: of a part of it, the best sentence is wanted.
PART = Depth(passages=30, sentences=8, again=1)
# Fewer sentences bring less, more no more; nor does reading some of them closely.
IN_SEARCH = Depth(passages=60, sentences=12, again=0)


@dataclass(frozen=True, slots=True)
class Sources:
    """What an answer is made from: the store as it is, and who may see what."""

    store: Store
    snapshot: Snapshot
    encoder: QuestionEncoder
    cross_encoder: CrossEncoder
    catalogue: Catalogue
    show_restricted: bool = False

    def passages_of(self, document_id: str) -> list[StoredPassage]:
        """Return the passages of a paper in reading order, those of withheld parts left out."""
        return list(filter(self.snapshot.may_show, self.store.passages_of(document_id)))

    def approved(self, notice_id: str) -> bool:
        """Whether a decision notice approves what is recommended in it; kept, for many questions find it."""
        kept, revision = self.snapshot.approved, self.snapshot.revision
        known = kept.of([notice_id], revision)
        if not known:
            known = {notice_id: outcome_approves(self.passages_of(notice_id))}
            kept.keep(known, revision)
        return known[notice_id]


def compose(question: Question, filters: Filters, sources: Sources, depth: Depth = WHOLE) -> Answer:
    """Return the answer to an interpreted question."""
    talk = talk_in(question.typed)
    if talk is not None:
        _log.info("refused: %s", talk)
        return _refused(question, talk)
    recorded = answer_from_records(question, sources.catalogue, record_filters(filters))
    if recorded is not None:
        claims = claims_of_records(recorded.shown, sources.store.passages, sources.passages_of)
        if claims:
            return _recorded(question, filters, recorded, claims, sources)
    evidence = weigh_evidence(question, filters, sources, depth)
    verdict = judge(question, evidence.best, evidence.found)
    if not verdict.answered:
        _log.info("not found: %s", verdict.reason)
        return _not_found(question, filters, evidence.found, sources)
    chosen = choose(question, evidence.best)
    if not chosen:
        return _not_found(question, filters, evidence.found, sources)
    return _answer(question, filters, chosen, evidence.found, sources)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What is made of a question before anything is looked for: told while its answer is awaited."""

    interpreted_as: str
    understood: list[UnderstoodWords]
    searched: Searched


def understanding(question: Question, filters: Filters, sources: Sources) -> Understanding | None:
    """Return what the answer will say of itself beforehand; None for what is no question about papers."""
    if talk_in(question.typed) is not None:
        return None
    return Understanding(question.text, _understood(question), searched(filters, sources))


def likelihood(question: Question, filters: Filters, sources: Sources) -> float:
    """Return how likely the papers are to answer a question, 0..1: what ``compose`` decides by."""
    if talk_in(question.typed) is not None:
        return 0.0
    if answer_from_records(question, sources.catalogue, record_filters(filters)) is not None:
        return 1.0
    evidence = weigh_evidence(question, filters, sources)
    return judge(question, evidence.best, evidence.found).probability


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question: passages, and the sentences in them that answer it best, best first."""

    found: list[Found]
    best: list[Unit]


def weigh_evidence(question: Question, filters: Filters, sources: Sources, depth: Depth = WHOLE) -> Evidence:
    """Return the passages for a question, and their sentences weighed; the best are read together with it."""
    found, units = ranked(question, filters, sources, depth)
    best = units[:_SENTENCES]
    return Evidence(found, best if weighs_standing(question) else list(map(with_standing, best)))


def ranked(
    question: Question, filters: Filters, sources: Sources, depth: Depth
) -> tuple[list[Found], list[Unit]]:
    """Return the passages for a question and their sentences, both best first.

    The sentences are weighed, and the best of them read together with the question; the passages are
    reranked by the one, then by the other, so that what was read counts most.
    """
    found = gather(question, filters, sources, k=depth.passages)
    approved = approved_notices(found, sources.approved)
    found = [replace(f, approved=True) if f.document.id in approved else f for f in found]
    weighed = weigh(found, question, boilerplate=sources.snapshot.boilerplate)
    weighed = newest_first(soonest_first(weighed, question), question)
    now = question.asks_now or question.text
    best = refine(weighed, now, sources.cross_encoder, best=depth.sentences, again=depth.again)
    return rerank(rerank(found, weighed), best), best


def gather(question: Question, filters: Filters, sources: Sources, *, k: int) -> list[Found]:
    """Return the passages to answer from: of each area when several are compared, and what was decided."""
    documents = allowed_documents(sources.snapshot, filters, show_restricted=sources.show_restricted)
    documents = named_by_reference(question, sources.snapshot, documents) or documents
    documents = in_force_then(question, documents, sources.snapshot, sources.store)
    found = find(sources.store, sources.snapshot, question, sources.encoder, k=k, documents=documents)
    if len(question.areas) > 1 and not filters.areas:
        found = _interleave(
            [
                find(
                    sources.store,
                    sources.snapshot,
                    question,
                    sources.encoder,
                    k=k // 2,
                    documents=_only(documents, area, sources),
                )
                for area in question.areas
            ],
            found,
        )[:k]
    if question.asks_agreed or question.references:
        found = with_decisions(question, found, sources.passages_of)
        asked = sources.encoder.encode_question(question.text)
        likeness = likeness_to(asked.vector, sources.snapshot.index)
        deciding = resolved_about(question, sources.catalogue, documents, sources.store.passages, likeness)
        found = _first(deciding, found)
    return found + passages_of_named(question, found, sources.passages_of)


def _first(deciding: Sequence[Found], found: Sequence[Found]) -> list[Found]:
    """Return what was found with the ``deciding`` passages before all others."""
    keys = {f.stored.key for f in deciding}
    return [*deciding, *(f for f in found if f.stored.key not in keys)]


def _only(documents: Sequence[str] | None, area: str, sources: Sources) -> list[str]:
    allowed = sources.snapshot.documents if documents is None else documents
    return [d for d in allowed if sources.snapshot.documents[d].facts.area == area]


def _interleave(lists: Sequence[Sequence[Found]], rest: Sequence[Found]) -> list[Found]:
    merged: dict[int, Found] = {}
    for rank in range(max(map(len, lists), default=0)):
        for ranked in lists:
            if rank < len(ranked):
                merged.setdefault(ranked[rank].stored.key, ranked[rank])
    for found in rest:
        merged.setdefault(found.stored.key, found)
    return list(merged.values())


def _recorded(
    question: Question,
    filters: Filters,
    recorded: RecordAnswer,
    claims: Sequence[RecordClaim],
    sources: Sources,
) -> Answer:
    """Return the answer that records give: all of them are counted, and as many shown as can be read."""
    shown = listed(claims)
    answer = _answer(question, filters, [claim.unit for claim in shown], [], sources)
    told = [
        claim.model_copy(update={"text": own.text, "date": own.entry.date})
        for claim, own in zip(answer.claims, shown, strict=True)
    ]
    said = recorded.headline_with(len(shown))
    told_by_records = answer.model_copy(update={"headline": in_english(said), "claims": told})
    return told_by_records.worded(AnswerWording(headline=said))


def _answer(
    question: Question, filters: Filters, chosen: Sequence[Unit], found: Sequence[Found], sources: Sources
) -> Answer:
    citations = {}
    claims = []
    for unit in chosen:
        citation = cite(unit, sources.store)
        citations[citation.id] = citation
        claims.append(
            Claim(
                text=text_of_claim(unit),
                standing=unit.standing,
                date=_date_of(unit),
                citation_ids=[citation.id],
            )
        )
    comparison, offered = compared(question, chosen), followups(question, found)
    partly = any(not column.claims for column in comparison) or (
        question.asks_agreed and not any(claim.standing is Standing.AGREED for claim in claims)
    )
    return Answer(
        question=question.typed,
        interpreted_as=question.text,
        status=Status.PARTLY_ANSWERED if partly else Status.ANSWERED,
        headline=claims[0].text if _answers_alone(chosen[0]) else "",
        claims=claims,
        citations=list(citations.values()),
        searched=searched(filters, sources),
        understood=_understood(question),
        comparison=comparison,
        followups=list(map(in_english, offered)),
    ).worded(AnswerWording(followups=tuple(offered)))


def _date_of(unit: Unit) -> datetime.date | None:
    """Return the day that a claim is of: that of the minutes in a pack, else that of the paper."""
    part = unit.stored.part
    return (part.date if part else None) or unit.found.document.facts.date


def _answers_alone(unit: Unit) -> bool:
    """Whether a unit is one sentence that can stand over the rest."""
    return "\n" not in unit.text and len(unit.text.split()) <= _LONGEST_HEADLINE and unit.form


def _not_found(question: Question, filters: Filters, found: Sequence[Found], sources: Sources) -> Answer:
    return Answer(
        question=question.typed,
        interpreted_as=question.text,
        status=Status.NOT_FOUND,
        searched=searched(filters, sources),
        understood=_understood(question),
        nearest=[hit_of(f, sources.store) for f in found[:_NEAREST]],
    )


def _refused(question: Question, talk: Talk) -> Answer:
    """Return the fixed reply to what is no question about the papers; nothing was searched."""
    said = reply_to(talk)
    return Answer(
        question=question.typed,
        interpreted_as=question.typed,
        status=Status.REFUSED,
        headline=in_english(said),
    ).worded(AnswerWording(headline=said))


def _understood(question: Question) -> list[UnderstoodWords]:
    return [UnderstoodWords(kind=u.kind, text=u.text, key=u.key) for u in question.understood]


def searched(filters: Filters, sources: Sources) -> Searched:
    """Return what was looked through."""
    documents = allowed_documents(sources.snapshot, filters, show_restricted=sources.show_restricted)
    looked = [
        sources.snapshot.documents[d]
        for d in (sources.snapshot.documents if documents is None else documents)
    ]
    dates = sorted(d.facts.date for d in looked if d.facts.date)
    kinds: list[DocumentKind] = sorted({d.facts.kind for d in looked})
    return Searched(
        areas=sorted({d.facts.area for d in looked if d.facts.area}),
        kinds=kinds,
        date_from=dates[0] if dates else None,
        date_to=dates[-1] if dates else None,
        documents=len(looked),
    )
