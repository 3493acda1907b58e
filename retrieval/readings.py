"""What was read of every file, and how; which files were not read, and why.

Papers that are withheld are counted and never named, and so are unread files whose names tell that not
everybody may see them: nothing else is known of those. No folder is named at all, neither as a file's
place nor within a reason.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath

from ingest.documents import Document, Marking, Part
from ingest.errors import Outcome
from ingest.store import FileState, ReadingCounts, Store


class How(StrEnum):
    """How the words of a paper were come by."""

    TEXT = "text"
    TEXT_AND_OCR = "text_and_ocr"
    OCR = "ocr"


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A file that gave no words: its name without folders, and the reason with the next step."""

    file: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class PaperReading:
    """How one paper was read.

    ``files`` are the names, without folders, of the files that hold it; ``notes`` what its reader remarked.
    ``parts`` counts the parts of an agenda pack that may be shown, ``withheld_parts`` the others.
    """

    document: Document
    files: tuple[str, ...]
    how: How
    counts: ReadingCounts
    parts: int
    withheld_parts: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingTotals:
    """Sums over the papers that may be shown, and counts of what may not be.

    ``failed`` counts all files that were not read, ``failed_unnamed`` those of them that are not named.
    """

    papers: int
    text_pages: int
    ocr_pages: int
    blank_pages: int
    table_rows: int
    failed: int
    failed_unnamed: int
    withheld: int
    withheld_parts: int


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """What became of all files: those that were not read, by name; then papers, those with notes first."""

    totals: ReadingTotals
    failed: tuple[FailedFile, ...]
    papers: tuple[PaperReading, ...]

    def only(self, outcomes: Collection[str] = (), hows: Collection[str] = ()) -> "ReadingReport":
        """Return the files with one of ``outcomes`` that were read in one of the ways ``hows``.

        Where none are given, all will do. A file that failed was read in no way, and a paper's outcome
        is ``Outcome.READ``. The totals stay those of all files.
        """
        papers_too = not outcomes or Outcome.READ in outcomes
        return replace(
            self,
            failed=tuple(f for f in self.failed if not hows and (not outcomes or f.outcome in outcomes)),
            papers=tuple(p for p in self.papers if papers_too and (not hows or p.how in hows)),
        )


def reading_report(store: Store, *, show_restricted: bool) -> ReadingReport:
    """Return what was read of every file that ``store`` knows, at one revision."""
    with store.reading():
        documents, counts = store.documents(), store.reading_counts()
        files, parts = store.files(), store.all_parts()
    shown = [d for d in documents if show_restricted or d.facts.marking is Marking.PUBLIC]
    papers = []
    failed = [_failed(state) for state in files.values() if _gave_no_paper(state)]
    for document in shown:
        read = counts.get(document.id, ReadingCounts())
        if read.text_pages or read.ocr_pages:
            papers.append(_reading(document, read, parts.get(document.id, ()), show_restricted))
        else:
            failed += [_wordless(document, files[path]) for path in document.paths]
    named = [file for file in failed if show_restricted or not _names_a_marking(file.file)]
    return ReadingReport(
        totals=ReadingTotals(
            papers=len(papers),
            text_pages=sum(paper.counts.text_pages for paper in papers),
            ocr_pages=sum(paper.counts.ocr_pages for paper in papers),
            blank_pages=sum(paper.counts.blank_pages for paper in papers),
            table_rows=sum(paper.counts.table_rows for paper in papers),
            failed=len(failed),
            failed_unnamed=len(failed) - len(named),
            withheld=len(documents) - len(shown),
            withheld_parts=sum(paper.withheld_parts for paper in papers),
        ),
        failed=tuple(sorted(named, key=lambda file: _natural(file.file))),
        papers=tuple(sorted(papers, key=lambda paper: (not paper.notes, _natural(paper.files[0])))),
    )


def without_folders(text: str, path: str) -> str:
    """Return ``text`` without the folders above the file at ``path``, nor those of other absolute paths.

    A reason may hold the words of a library, and these may tell where files lie on this machine.
    """
    for folder in PurePath(path).parents:
        if folder.name:
            text = re.sub(re.escape(str(folder)) + r"[\\/]", "", text)
    return _FOLDERS.sub("", text)


# Folders from a root, a drive or a server; not what stands within a word ("and/or") or a web address.
_FOLDERS = re.compile(
    r"(?<![\w/:.])(?:"
    r"(?:file://)?/(?:[^\s/“”\"'()]+/)+"
    r"|(?:[A-Za-z]:|\\)\\(?:[^\s\\“”\"'()]+\\)+"
    r")"
)
# Wider than what marks a paper within (``ingest.kinds.markings``): the name is all there is to judge by.
_MARKING = re.compile(r"\b(?:exempt|confidential|restricted|not for publication|official sensitive)\b", re.I)
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"([0-9]+)")


def _gave_no_paper(state: FileState) -> bool:
    # A file whose paper was removed by hand holds none either, but had been read.
    return state.document_id is None and state.outcome.is_failure


def _failed(state: FileState) -> FailedFile:
    return FailedFile(PurePath(state.path).name, state.outcome, without_folders(state.reason, state.path))


def _wordless(document: Document, state: FileState) -> FailedFile:
    """Return a file whose paper is stored, but without words, as one that is empty."""
    reason = state.reason or " ".join(document.notes)
    return FailedFile(PurePath(state.path).name, Outcome.EMPTY, without_folders(reason, state.path))


def _names_a_marking(file: str) -> bool:
    return bool(_MARKING.search(_BETWEEN_WORDS.sub(" ", file)))


def _reading(
    document: Document, counts: ReadingCounts, parts: Sequence[Part], show_restricted: bool
) -> PaperReading:
    first = document.paths[0] if document.paths else ""
    open_parts = sum(show_restricted or part.marking is Marking.PUBLIC for part in parts)
    return PaperReading(
        document=document,
        files=tuple(PurePath(path).name for path in document.paths) or (document.name,),
        how=_how(counts),
        counts=counts,
        parts=open_parts,
        withheld_parts=len(parts) - open_parts,
        notes=tuple(without_folders(note, first) for note in document.notes),
    )


def _how(counts: ReadingCounts) -> How:
    if not counts.ocr_pages:
        return How.TEXT
    return How.TEXT_AND_OCR if counts.text_pages else How.OCR


def _natural(name: str) -> tuple[tuple[str | int, ...], str]:
    """Return a key that sorts "Item 2" before "Item 10", whatever the case."""
    pieces = _NUMBERS.split(name.casefold())  # words and numbers by turns, words first
    return tuple(int(piece) if at % 2 else piece for at, piece in enumerate(pieces)), name
