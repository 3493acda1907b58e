"""What differs between two papers of one family: a figure of the same sentence, a period in a title.

A family is a paper and what it is linked to (``ingest.links``), and the papers of one reference. Where
the one took the other's place, the figure was replaced, which is no inconsistency, and is said so.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, count

from ingest.documents import Document
from ingest.links import REPLACING, Link, LinkKind
from ingest.record_rows import StoredRecord
from ingest.records import Inconsistency, Source
from ingest.store import StoredPassage
from retrieval.statements import Given, Statement, differ, statements_in
from retrieval.title_periods import other_periods, place_of_title

# Ordinals of what is found between papers begin after those that are read out of one.
_FIRST_ORDINAL = 1_000_000
_SHOWN_WORDS = 14


def across_papers(
    documents: Mapping[str, Document],
    links: Iterable[Link],
    passages_of: Callable[[str], Iterable[StoredPassage]],
) -> Iterator[StoredRecord]:
    """Yield what differs between papers of one family; each is a record of the later or first paper.

    ``documents`` are those that may be shown, ``passages_of`` gives what may be shown of one.
    """
    ordinal = count(_FIRST_ORDINAL)
    read: dict[str, dict[str, Statement]] = {}
    for later, earlier, is_replaced in _families(documents, links):
        for one in (later, earlier):
            if one.id not in read:
                read[one.id] = statements_in(passages_of(one.id))
        if not is_replaced:
            yield from _titles(later, earlier, passages_of, ordinal)
        mine, theirs = read[later.id], read[earlier.id]
        for words in (words for words in mine if words in theirs):
            here, there = mine[words], theirs[words]
            if differ(here, there):
                record = Inconsistency(
                    source=_source(here),
                    other=_source(there),
                    says=_says(here, there, later, earlier, is_replaced=is_replaced),
                    other_document=earlier.id,
                )
                stored = here.stored
                part = stored.part.ordinal if stored.part else None
                yield StoredRecord(stored.key, later.id, next(ordinal), record, stored.key, part)


def _titles(
    later: Document,
    earlier: Document,
    passages_of: Callable[[str], Iterable[StoredPassage]],
    ordinal: Iterator[int],
) -> Iterator[StoredRecord]:
    """Yield that the titles of two papers of one reference name other periods."""
    reference = later.facts.reference
    if reference is None or reference != earlier.facts.reference or not other_periods(later, earlier):
        return
    here = place_of_title(later, passages_of(later.id))
    there = place_of_title(earlier, passages_of(earlier.id))
    if here and there:
        stored, source = here
        says = f"Two papers of {reference} name other periods: {_named(later)} and {_named(earlier)}."
        record = Inconsistency(source=source, other=there[1], says=says, other_document=earlier.id)
        part = stored.part.ordinal if stored.part else None
        yield StoredRecord(stored.key, later.id, next(ordinal), record, stored.key, part)


def _families(
    documents: Mapping[str, Document], links: Iterable[Link]
) -> Iterator[tuple[Document, Document, bool]]:
    """Yield pairs of papers, the later first, each pair once, and whether it took the other's place.

    Neither drafts of a later edition nor what is reached over a third paper is compared.
    """
    pairs: dict[frozenset[str], tuple[str, str, bool]] = {}
    for link in sorted(links):
        if link.kind is not LinkKind.DRAFT_OF:
            pair = frozenset({link.document_id, link.earlier_id})
            is_replaced = link.kind in REPLACING or (pair in pairs and pairs[pair][2])
            pairs[pair] = (link.document_id, link.earlier_id, is_replaced)
    replaced = {earlier for _, earlier, is_replaced in pairs.values() if is_replaced}
    by_reference: dict[str, list[str]] = defaultdict(list)
    for document in documents.values():
        if document.facts.reference:
            by_reference[document.facts.reference].append(document.id)
    for ids in by_reference.values():
        for one, other in combinations(sorted(ids, key=lambda i: _day(documents[i]), reverse=True), 2):
            pairs.setdefault(frozenset({one, other}), (one, other, False))
    for later, earlier, is_replaced in pairs.values():
        # What another paper replaced is compared with that paper, and with no other.
        if later in documents and earlier in documents and (is_replaced or not {later, earlier} & replaced):
            yield documents[later], documents[earlier], is_replaced


def _says(here: Statement, there: Statement, later: Document, earlier: Document, *, is_replaced: bool) -> str:
    apart = [(a, b) for a, b in zip(here.figures, there.figures, strict=True) if a.value != b.value]
    mine, theirs = _listed(a for a, _ in apart), _listed(b for _, b in apart)
    words = here.stored.passage.text[here.start : here.end].split()
    quote = " ".join(words[:_SHOWN_WORDS]) + (" …" if len(words) > _SHOWN_WORDS else "")
    if is_replaced:
        return f"Replaced: {theirs} in {_named(earlier)} is {mine} in {_named(later)}: “{quote}”"
    return f"{_named(later)} gives {mine}, {_named(earlier)} {theirs}: “{quote}”"


def _listed(figures: Iterable[Given]) -> str:
    return ", ".join(figure.text for figure in figures)


def _named(document: Document) -> str:
    date = document.facts.date
    return f"“{document.facts.title}”" + (f" ({date.day} {date:%B %Y})" if date else "")


def _source(statement: Statement) -> Source:
    passage = statement.stored.passage
    return Source(passage.ordinal, statement.start, statement.end, passage.page_start, passage.page_end)


def _day(document: Document) -> tuple[datetime.date, str]:
    return document.facts.date or datetime.date.min, document.id
