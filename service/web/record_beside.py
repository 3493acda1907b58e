"""What is told beside a record: what answered it, how it stood in another paper, the place that disagrees."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Decision, Measure, Recommendation, RecordType
from retrieval.answering.answer import Citation
from retrieval.followed import followed
from retrieval.recommended import answers_to
from retrieval.records import Catalogue, Entry, RecordFilters
from service.page_links import citation_href
from service.strings import text
from service.web.measure_trend import series_in, series_key
from service.wording import long_date, name_of, pages_of, unbroken


@dataclass(frozen=True, slots=True)
class Beside:
    """A link to another place, and the words before it."""

    label: str
    words: str
    href: str


def beside(shown: Sequence[Entry], catalogue: Catalogue) -> dict[str, Beside]:
    """Return, by the id of a record ``shown``, what is told beside it; nothing is told beside most."""
    put = [e for e in shown if isinstance(e.record, Recommendation) or _is_proposed(e)]
    answered = answers_to(put, catalogue) if put else {}
    cited = {entry.id: citation for entry, citation in catalogue.cited(answered.values())}
    found = {
        entry_id: _answer(answer, cited[answer.id])
        for entry_id, answer in answered.items()
        if answer.id in cited
    }
    before = {entry_id: same[-1] for entry_id, same in followed(shown, catalogue).items()}
    cited = {entry.id: citation for entry, citation in catalogue.cited(before.values())}
    for entry_id, same in before.items():
        if same.id in cited:
            found[entry_id] = _elsewhere(same, cited[same.id])
    found |= {entry_id: _over_time(entry_id, periods) for entry_id, periods in _periods(shown, catalogue)}
    for entry in shown:
        other = catalogue.cited_other(entry)
        if other is not None:
            words = f"{other.document.title}, {_pages(other)}"
            found[entry.id] = Beside(text("records.and"), words, citation_href(other))
    return found


def _periods(shown: Sequence[Entry], catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Yield the ids of the measures that have values for several periods, and how many."""
    papers = frozenset(entry.document.id for entry in shown if isinstance(entry.record, Measure))
    if not papers:
        return
    every = series_in(catalogue.entries(RecordType.MEASURE, filters=RecordFilters(documents=papers)))
    for entry in shown:
        series = every.get(key) if (key := series_key(entry)) is not None else None
        if series:
            yield entry.id, len(series)


def _over_time(entry_id: str, periods: int) -> Beside:
    return Beside(
        text("records.periods_title"), text("records.periods", n=periods), f"/measures/{entry_id}/over-time"
    )


def _is_proposed(entry: Entry) -> bool:
    return isinstance(entry.record, Decision) and entry.record.proposed


def _elsewhere(entry: Entry, citation: Citation) -> Beside:
    """Return how an action stands in the last other paper that holds it."""
    state = name_of(entry.rating) if entry.rating else getattr(entry.record, "status", None)
    day = unbroken(long_date(entry.date)) if entry.date else citation.document.title
    words = ", ".join(filter(None, (state, day, _pages(citation))))
    return Beside(text("records.also"), words, citation_href(citation))


def _answer(entry: Entry, citation: Citation) -> Beside:
    outcome = name_of(entry.outcome or "resolved")
    if entry.date:
        outcome = text("records.outcome_on", outcome=outcome, day=unbroken(long_date(entry.date)))
    return Beside(text("records.answered"), f"{outcome}, {_pages(citation)}", citation_href(citation))


def _pages(citation: Citation) -> str:
    return pages_of(citation.page_start, citation.page_end)
