"""Records as claims: the words of each that are quoted, cut out of the passage that holds them.

A claim of a list is short: of an action its own words with its reference and its rating, of a resolution
its wording under the title of its item. All of it is copied from the paper.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Action, Decision, Measure, Recommendation, Resolution
from ingest.store import StoredPassage
from retrieval.answering.citations import text_of_claim
from retrieval.answering.evidence import Unit
from retrieval.answering.record_answer import Shown
from retrieval.answering.record_names import where_named
from retrieval.records import Entry
from retrieval.search import Found, PassagesOf

PassagesByKey = Callable[[Sequence[int]], Sequence[StoredPassage]]

_LONGEST = 60  # words of one record
_LONGEST_ROW = 45  # words of an action with its rating, and of one in a long list
_LONGEST_OF_MANY = 22
_MANY = 6
_RATING_CELL = re.compile(
    r"(?:^|(?<=[;\n]))[ ]?(?P<cell>[^;:\n]{0,30}\b(?:RAG|rating|status)\b[^;:\n]{0,20}: ?[^;\n]{1,20})", re.I
)


@dataclass(frozen=True, slots=True)
class RecordClaim:
    """What is claimed of a record: ``unit`` is quoted, ``text`` is shown and holds the quote whole."""

    entry: Entry
    unit: Unit
    text: str


def claims_of_records(
    shown: Sequence[Shown], passages: PassagesByKey, passages_of: PassagesOf
) -> list[RecordClaim]:
    """Return a claim for each record, in order; what was removed meanwhile is left out."""
    stored = {p.key: p for p in passages([each.entry.stored.passage_key for each in shown])}
    many = len(shown) > _MANY
    found = (_claim(each, stored, passages_of, many=many) for each in shown)
    return [claim for claim in found if claim is not None]


def _claim(
    shown: Shown, stored: dict[int, StoredPassage], passages_of: PassagesOf, *, many: bool
) -> RecordClaim | None:
    entry = shown.entry
    held = stored.get(entry.stored.passage_key)
    if held is None:
        return None
    start, end = _span(entry, held.passage.text, many=many)
    if shown.names:
        own = [p for p in passages_of(entry.document.id) if p.key != held.key]
        held, start, end = where_named(shown.names, [held, *own]) or (held, start, end)
    unit = Unit(
        Found(held, entry.document, 1.0, 1.0),
        held.passage.text[start:end],
        start,
        end,
        entry.standing,
        1.0,
        1.0,
        score=1.0,
    )
    return RecordClaim(entry, unit, _text(entry, unit) if not shown.names else text_of_claim(unit))


def _span(entry: Entry, text: str, *, many: bool) -> tuple[int, int]:
    """Return which characters of the passage's ``text`` say the record: all of it where that is short."""
    source = entry.record.source
    if isinstance(entry.record, Action):
        return _row_span(entry.record, text, _LONGEST_OF_MANY if many else _LONGEST_ROW)
    if _words(text, source.start, source.end) <= _LONGEST:
        return source.start, source.end
    for words in _telling(entry):
        at = text.find(words, source.start, source.end)
        if at >= 0:
            return at, at + len(words)
    line_end = text.find("\n", source.start, source.end)
    return source.start, source.end if line_end < 0 else line_end


def _row_span(action: Action, text: str, longest: int) -> tuple[int, int]:
    """Return the span of an action, on to its rating or status where both together are short."""
    source = action.source
    start = text.find(action.action, source.start, source.end)
    if start < 0:
        first = text.find(action.action.split("\n", 1)[0], source.start, source.end)
        start = first if first >= 0 else source.start
    end = min(start + len(action.action), source.end)
    told = _cell_end(action, text, end)
    if told and _words(text, start, told) <= longest:
        return start, told
    return start, start + _cut(text[start:end], longest)


def _cell_end(action: Action, text: str, after: int) -> int | None:
    """Return where the rating, or the status, of an action ends in the text ``after`` its words."""
    rating = _RATING_CELL.search(text, after, action.source.end)
    if rating:
        return rating.end("cell")
    at = text.find(action.status, after, action.source.end) if action.status else -1
    return at + len(action.status or "") if at >= 0 else None


def _cut(text: str, longest: int) -> int:
    """Return how many characters of ``text`` its first ``longest`` words take."""
    words = list(re.finditer(r"\S+", text))
    return words[longest - 1].end() if len(words) > longest else len(text)


def _text(entry: Entry, unit: Unit) -> str:
    """Return the words of a claim: the quote, and beside it what tells which record it is."""
    quote = text_of_claim(unit)
    record = entry.record
    if isinstance(record, Resolution) and record.title and record.title.casefold() not in quote.casefold():
        return f"{record.title}: {quote}"
    if isinstance(record, Decision):
        known = " ".join(filter(None, (record.reference, record.title)))
        return quote if record.title.casefold() in quote.casefold() else f"{known}: {quote}"
    if isinstance(record, Action):
        return " ".join(filter(None, (_reference_cell(record, unit), quote, _rating_cell(record, unit))))
    return quote


def _reference_cell(action: Action, unit: Unit) -> str:
    """Return the reference of an action as its row begins, or as it is printed in a pack of rows."""
    text = unit.stored.passage.text
    if not action.reference or action.reference in unit.text.split():
        return ""
    cell = re.split(r"[;\n]", text[action.source.start : unit.start], maxsplit=1)[0].strip()
    return f"{cell}:" if action.reference in cell and len(cell) <= 30 else f"{action.reference}:"


def _rating_cell(action: Action, unit: Unit) -> str:
    """Return the cell that rates an action, or its status, where the quote does not go so far."""
    text = unit.stored.passage.text
    rating = _RATING_CELL.search(text, unit.end, action.source.end)
    if rating:
        return f"({rating['cell'].strip()})"
    told = bool(action.status) and text.find(action.status or "", unit.end, action.source.end) >= 0
    return f"({action.status})" if told else ""


def _telling(entry: Entry) -> Iterator[str]:
    """Yield the record's own wording, and its parts, the longest first."""
    match entry.record:
        case Decision() | Resolution() | Recommendation():
            words = entry.record.wording
        case Measure():
            words = entry.record.value
        case _:
            return
    yield words
    yield from sorted((part for part in words.split("\n") if part), key=len, reverse=True)


def _words(text: str, start: int, end: int) -> int:
    return len(text[start:end].split())
