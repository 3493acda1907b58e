"""What became of recommendations: the resolution that answered each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.linking_answers import Matter, answers, matter_of
from ingest.records import Decision, Recommendation, RecordType, Resolution
from ingest.words import words_in
from retrieval.records import Catalogue, Entry

# Share of a recommendation's words that stand in the resolution which repeats it.
_REPEATED = 0.5
_Put = Recommendation | Decision


def answered_by(put: Entry, catalogue: Catalogue) -> Entry | None:
    """Return the resolution that answered a recommendation, or a proposed decision; None where none did."""
    return answers_to([put], catalogue).get(put.id)


def answers_to(entries: Sequence[Entry], catalogue: Catalogue) -> dict[str, Entry]:
    """Return, by the id of each recommendation or proposed decision that was answered, its resolution.

    Minutes answer one recommendation after another in its own words, or all of a report at once. Where
    a report made several and the minutes resolve several things, each must repeat the words of its own.
    """
    resolutions = [
        (_matter(entry), entry)
        for entry in reversed(catalogue.entries(RecordType.RESOLUTION))
        if isinstance(entry.record, Resolution) and not entry.record.amendment
    ]
    siblings = _counts(catalogue.entries(RecordType.RECOMMENDATION))
    found = {}
    for entry in entries:
        if not isinstance(entry.record, Recommendation | Decision):
            continue
        put = _matter(entry)
        under = [resolution for matter, resolution in resolutions if answers(matter, put)]
        answer = _answer(entry.record, under, alone=siblings[_place(entry)] <= 1)
        if answer is not None:
            found[entry.id] = answer
    return found


def _answer(record: _Put, under: Sequence[Entry], *, alone: bool) -> Entry | None:
    """Return the one of the resolutions ``under`` an item that answers ``record``."""
    if not under:
        return None
    best = max(under, key=lambda entry: _repeated(record.wording, entry))
    if len(under) == 1 or _repeated(record.wording, best) >= _REPEATED:
        return best
    return min(under, key=lambda entry: entry.stored.ordinal) if alone else None


def _repeated(wording: str, resolution: Entry) -> float:
    """Return the share, 0..1, of the words of ``wording`` that a resolution's have."""
    assert isinstance(resolution.record, Resolution)
    wanted = set(words_in(wording))
    return len(wanted & set(words_in(resolution.record.wording))) / len(wanted) if wanted else 0.0


def _matter(entry: Entry) -> Matter:
    record = entry.record
    assert isinstance(record, Recommendation | Decision | Resolution)
    return matter_of(record, entry.document, entry.part)


def _place(entry: Entry) -> tuple[str, int | None]:
    return entry.document.id, entry.stored.part


def _counts(recommendations: Iterable[Entry]) -> dict[tuple[str, int | None], int]:
    counts: dict[tuple[str, int | None], int] = defaultdict(int)
    for entry in recommendations:
        counts[_place(entry)] += 1
    return counts
