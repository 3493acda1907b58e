"""Answers, passages and papers as plain text for a terminal.

Every function returns text and prints nothing. Words out of a paper or a file name never reach
the terminal as they are: they may hold line breaks, or the escapes that move a cursor.
"""

import datetime
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from retrieval.answering.answer import Answer, Citation, Claim, Hit, Searched, SearchResult, Status
from service.claim_lines import approval_note, claim_lines
from service.paper_state import state_line
from service.source_lines import ocr_note, place_line, state_note

if TYPE_CHECKING:
    from ingest.documents import Document
    from retrieval.evaluation.predictions import Summary
    from retrieval.library import LibraryStatus
    from retrieval.readings import ReadingTotals

_INDENT = "  "
_EXCERPT_WORDS = 60


def name_line(name: str) -> str:
    """Return a file name on one line: a line feed or an escape in it is spelt out, not obeyed."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii") for letter in name
    )


def words_line(text: str) -> str:
    """Return a paper's words on one line, without characters that a terminal would act upon."""
    line = " ".join(text.split())
    return line if line.isprintable() else "".join(letter for letter in line if letter.isprintable())


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows with their cells under one another; the last column is as long as it likes."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)][:-1]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)), row[-1]])
        for row in rows
    ]


def counted(count: int, noun: str) -> str:
    """Return "1 paper", "1,200 papers"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def day(date: datetime.date) -> str:
    """Return a date as the papers write it: 3 May 2021."""
    return f"{date.day} {date:%B %Y}"


def answer_text(answer: Answer, width: int | None = None) -> str:
    """Return an answer: headline, claims under their standing and date, numbered sources."""
    numbers = _citation_numbers(answer)
    headline = _paragraph(typer.style(words_line(_headline(answer)), bold=True), width)
    blocks = [headline, *_claim_blocks(answer, numbers, width)]
    if answer.comparison:
        blocks.append(_side_by_side(answer, width))
    if answer.citations:
        ordered = sorted(answer.citations, key=lambda citation: numbers[citation.id])
        blocks.append(
            _listed("Sources", [(f"[{numbers[each.id]}] ", [_place(each)]) for each in ordered], width)
        )
    if answer.status is Status.NOT_FOUND:
        blocks.append(_paragraph(searched_line(answer.searched), width))
    if answer.nearest:
        blocks.append(_listed("Nearest passages", _hit_items(answer.nearest), width))
    if answer.followups:
        items = [("- ", [words_line(followup)]) for followup in answer.followups]
        blocks.append(_listed("You could also ask", items, width))
    if answer.interpreted_as not in ("", answer.question):
        blocks.append(_paragraph(f"Understood as: {words_line(answer.interpreted_as)}", width))
    return "\n\n".join(blocks)


def _side_by_side(answer: Answer, width: int | None) -> str:
    """Return which sources speak of each area that was compared, or that none does."""
    numbers = _citation_numbers(answer)
    items = []
    for column in answer.comparison:
        cited = [numbers[each] for i in column.claims for each in answer.claims[i].citation_ids]
        said = " ".join(f"[{number}]" for number in cited) or "no evidence found in its papers"
        items.append(("- ", [f"{words_line(column.area)}: {said}"]))
    return _listed("Side by side", items, width)


def search_text(result: SearchResult, width: int | None = None) -> str:
    """Return the passages that a search found, best first."""
    if not result.hits:
        return "\n\n".join(
            [
                f"Nothing found for: {words_line(result.query)}",
                _paragraph(searched_line(result.searched), width),
            ]
        )
    return "\n\n".join(_item(first, rest, width) for first, rest in _hit_items(result.hits, scores=True))


def searched_line(searched: Searched) -> str:
    """Return what was looked through: "Searched 12 papers; areas: Norfolk; dated from 1 May 2019"."""
    parts = [f"Searched {counted(searched.documents, 'paper')}"]
    if searched.areas:
        parts.append("areas: " + ", ".join(words_line(area) for area in searched.areas))
    if searched.kinds:
        parts.append("kinds: " + ", ".join(_spaced(kind) for kind in searched.kinds))
    if searched.date_from:
        parts.append(f"dated from {day(searched.date_from)}")
    if searched.date_to:
        parts.append(f"dated to {day(searched.date_to)}")
    return "; ".join(parts) + "."


def documents_text(documents: Sequence["Document"]) -> str:
    """Return one line a paper: id, date, kind, pages, title with its status and version."""
    if not documents:
        return "No papers yet. Add some with: agreed ingest FOLDER"
    rows = [
        (
            document.id,
            document.facts.date.isoformat() if document.facts.date else "undated",
            _spaced(document.facts.kind),
            f"{document.pages} p.",
            _titled(document),
        )
        for document in documents
    ]
    return "\n".join(columns(rows))


def _titled(document: "Document") -> str:
    state = words_line(state_line(document.facts))
    title = words_line(document.facts.title) or name_line(document.name)
    return f"{title} ({state})" if state else title


def removed_text(document: "Document") -> str:
    """Return what was removed, and how to get it back."""
    return (
        f"Removed {words_line(document.facts.title) or name_line(document.name)} ({document.id}).\n"
        "Its files were not touched: ingesting them again brings the paper back."
    )


def status_text(status: "LibraryStatus") -> str:
    """Return the counts over a store, one a line."""
    rows = [
        ("Store", name_line(status.data)),
        ("Papers", str(status.documents)),
        ("Withheld", _withheld(status)),
        ("Reading", reading_line(status.reading)),
        ("Pages", str(status.pages)),
        ("Passages", str(status.passages)),
        ("Areas", _tally(status.areas)),
        ("Kinds", _tally(status.kinds)),
        ("Model", f"{name_line(status.model)}, {status.dimension} dimensions"),
        ("On disk", f"{status.bytes_on_disk / 1e6:,.1f} MB"),
        ("Revision", str(status.revision)),
    ]
    return "\n".join(columns(rows))


def _withheld(status: "LibraryStatus") -> str:
    papers = counted(status.withheld, "paper")
    parts = f" and {counted(status.withheld_parts, 'part')} of packs" if status.withheld_parts else ""
    return f"{papers}{parts} (restricted, confidential or exempt)"


def reading_line(totals: "ReadingTotals") -> str:
    """Return "2 papers read: 12 pages of text, 3 pages by OCR, 1 blank or unread; 1 file failed"."""
    pages = [
        f"{counted(totals.text_pages, 'page')} of text",
        f"{counted(totals.ocr_pages, 'page')} by OCR" if totals.ocr_pages else "",
        f"{totals.blank_pages:,} blank or unread" if totals.blank_pages else "",
    ]
    failed = f"; {counted(totals.failed, 'file')} failed" if totals.failed else ""
    return f"{counted(totals.papers, 'paper')} read: {', '.join(filter(None, pages))}{failed}"


def evaluation_text(summary: "Summary") -> str:
    """Return how a file of questions was answered, one figure a line."""
    rows = [
        ("Questions", str(summary.questions)),
        ("Answered", str(summary.answered)),
        ("Partly answered", str(summary.partly_answered)),
        ("Not found", str(summary.not_found)),
        ("Refused", str(summary.refused)),
        ("Failed", str(summary.failed)),
        ("Median words", f"{summary.median_words:g} in an answer that was given"),
        ("Median time", f"{summary.median_milliseconds:g} ms an answer"),
    ]
    return "\n".join(columns(rows))


def _headline(answer: Answer) -> str:
    if answer.headline:
        return answer.headline
    return {
        Status.NOT_FOUND: "The papers do not answer this.",
        Status.REFUSED: "This cannot be answered from the papers.",
        Status.FAILED: "The question could not be answered.",
    }.get(answer.status, "What the papers say")


def _citation_numbers(answer: Answer) -> dict[str, int]:
    """Number citations from 1 in the order in which the claims mention them."""
    mentioned = [cited for claim in answer.claims for cited in claim.citation_ids]
    ids = dict.fromkeys([*mentioned, *(citation.id for citation in answer.citations)])
    return {cited: number for number, cited in enumerate(ids, start=1)}


def _claim_blocks(answer: Answer, numbers: dict[str, int], width: int | None) -> Iterator[str]:
    """Yield the claims, those of one standing and date under one label."""
    for (standing, date), claims in groupby(answer.claims, key=lambda claim: (claim.standing, claim.date)):
        label = standing.value.capitalize() + (f", {day(date)}" if date else "")
        items = [item for claim in claims for item in _claim_items(claim, answer, numbers)]
        yield _listed(label, items, width)


def _claim_items(claim: Claim, answer: Answer, numbers: dict[str, int]) -> list[tuple[str, list[str]]]:
    """Return a claim as an item; one that is nothing but a list as an item for each of its own."""
    marks = "".join(f"[{numbers[cited]}]" for cited in claim.citation_ids)
    papers = {citation.id: citation.document for citation in answer.citations}
    states = [state_note(papers[cited]) for cited in claim.citation_ids if cited in papers]
    for note in filter(None, (approval_note(claim), *states[:1])):
        marks = f"{marks} ({words_line(note)})".lstrip()
    # The headline may be the first claim's very words; they are not said twice.
    if words_line(claim.text) == words_line(answer.headline):
        return [("- ", [f"As above {marks}".rstrip()])]
    lines = claim_lines(claim, answer)
    if all(line.is_item for line in lines):
        return [("- ", [f"{words_line(line.text)} {marks}".rstrip()]) for line in lines]
    said = [("• " if line.is_item else "") + words_line(line.text) for line in lines]
    return [("- ", [*said[:-1], f"{said[-1]} {marks}".rstrip()])]


def _hit_items(hits: Iterable[Hit], *, scores: bool = False) -> list[tuple[str, list[str]]]:
    return [
        (
            f"{number}. ",
            [
                _place(hit) + (f" ({hit.score:.2f})" if scores else ""),
                _excerpt(hit.text),
                f"Passage {hit.passage_id}",
            ],
        )
        for number, hit in enumerate(hits, start=1)
    ]


def _excerpt(text: str) -> str:
    words = words_line(text).split(" ")
    return " ".join(words[:_EXCERPT_WORDS]) + (" …" if len(words) > _EXCERPT_WORDS else "")


def _place(found: Citation | Hit) -> str:
    """Return where a passage stands: title, body, date, part and page, heading, and if OCR read it."""
    document = found.document
    parts = [
        document.title or document.name,
        document.body or "",
        day(document.date) if document.date else "undated",
        _pages(found),
        " > ".join(found.heading),
        f"paragraph {found.paragraph}" if found.paragraph else "",
        state_note(document),
        ocr_note(found.confidence),
    ]
    return ". ".join(words_line(part).rstrip(".") for part in parts if part)


def _pages(found: Citation | Hit) -> str:
    first, last = found.page_start, found.page_end
    pages = f"page {first}" if first == last else f"pages {first} to {last}"
    return place_line(found.part, pages, found.page_label)


def _listed(title: str, items: Iterable[tuple[str, list[str]]], width: int | None) -> str:
    return "\n".join([title, *(_item(_INDENT + mark, lines, width) for mark, lines in items)])


def _item(mark: str, lines: Iterable[str], width: int | None) -> str:
    """Return lines under one another, the first one after ``mark`` and the others level with it."""
    blank = " " * len(mark)
    return "\n".join(
        _paragraph(line, width, first=blank if at else mark, rest=blank) for at, line in enumerate(lines)
    )


def _paragraph(text: str, width: int | None, *, first: str = "", rest: str = "") -> str:
    if width is None:
        return first + text
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _tally(counts: dict[str, int]) -> str:
    return (
        ", ".join(f"{words_line(_spaced(name))} {count}" for name, count in sorted(counts.items())) or "none"
    )


def _spaced(value: str) -> str:
    return str(value).replace("_", " ")
