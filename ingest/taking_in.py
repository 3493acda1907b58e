"""Files that are new or changed are read, and become papers of the store, in their order."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import Outcome, PaperError, PaperRefused, PaperUnreachable
from ingest.files import FoundFile, storable
from ingest.reading_pool import ReadingPool, Taken
from ingest.report import FileReport, Step, Teller
from ingest.scanned_pages import Scan, no_text, without_scans
from ingest.store import FileState, Store
from ingest.sync import Readings, as_it_was
from ingest.writing import PaperWriter, document_id, state_of


class TakingIn:
    """Takes files into a store, and keeps what is to be told and done of them.

    ``known`` is what the store knows of files, by path, and ``gone`` are those that are no longer there:
    content that turns up under another name was moved. ``reports`` holds a report for each file, by its
    key; ``moved`` the files among ``gone`` that were found again; ``scans``, by digest, the papers with
    scanned pages to read.
    """

    def __init__(
        self,
        store: Store,
        writer: PaperWriter,
        readings: Readings,
        teller: Teller,
        *,
        known: Mapping[str, FileState],
        gone: Collection[str],
    ) -> None:
        self._store = store
        self._writer = writer
        self._readings = readings
        self._teller = teller
        self._known = known
        self._gone = set(gone)
        self._awaited: set[str] = set()
        self.reports: dict[str, FileReport] = {}
        self.moved: set[str] = set()
        self.scans: dict[str, Scan] = {}

    def take_in(self, found: Sequence[FoundFile]) -> None:
        """Take in the files that are not as they were; report them all."""
        changed = []
        for file in found:
            report = as_it_was(file, self._known.get(file.key), self._readings)
            if report:
                self.reports[file.key] = report
            else:
                changed.append(file)
        self._awaited = {file.key for file in changed}
        self._teller.begin(len(found))
        self._teller.done = len(found) - len(changed)
        with ReadingPool(prepare=self._writer.prepare) as pool:
            for file, taken in pool.take_up(changed, self._is_stored, self._tell_turn):
                began = time.perf_counter()
                report = self._settle(file, taken, pool)
                seconds = taken.seconds + time.perf_counter() - began
                self.reports[file.key] = replace(report, seconds=seconds)
                self._awaited.discard(file.key)
                self._teller.done += 1
        self._teller.tell(Step.DONE)

    def _tell_turn(self, file: FoundFile) -> None:
        self._teller.tell(Step.READING, file.key)

    def _is_stored(self, digest: str) -> bool:
        """Whether the store holds a paper as it would be read now."""
        return any(
            self._store.has_document(document_id(digest), reading) for reading in self._readings.up_to_date
        )

    def _settle(self, file: FoundFile, taken: Taken, pool: ReadingPool) -> FileReport:
        if taken.read is None and taken.error is None and not self._is_stored(taken.digest):
            # It was stored as the file was taken up; since then its last file was given other content.
            taken = pool.read_now(file)
        before = self._known.get(file.key)
        outcome = Outcome.READ if before is None or before.document_id is None else Outcome.CHANGED
        try:
            if taken.error:
                raise taken.error
            if self._is_stored(taken.digest):
                return self._same_content(file, before, taken.digest, outcome)
            assert taken.read is not None
            if taken.read.scanned:
                return self._with_scans(file, before, taken.digest, taken.read, outcome)
            return self._writer.write(
                file, taken.digest, taken.read, outcome, self._readings.whole, prepared=taken.prepared
            )
        except PaperUnreachable as error:
            return FileReport(file.key, error.outcome, storable(str(error)))
        except PaperError as error:
            return self._without_paper(file, error, self._readings.whole)

    def _same_content(
        self, file: FoundFile, before: FileState | None, digest: str, outcome: Outcome
    ) -> FileReport:
        """Report a file whose bytes are stored already: touched, moved or copied."""
        document = self._store.document(document_id(digest))
        report = FileReport(file.key, outcome, "", document.pages, document.passages)
        stored_whole = self._store.has_document(document.id, self._readings.whole)
        reading = self._readings.whole if stored_whole else self._readings.text_only
        if before is not None and before.document_id == document.id:
            self._store.touch_file(state_of(file, digest, before.outcome, before.reason, reading))
            return replace(report, outcome=Outcome.UNCHANGED, reason=before.reason)
        moved_from = next((path for path in document.paths if path in self._gone), None)
        if moved_from is not None:
            self._gone.remove(moved_from)
            self.moved.add(moved_from)
            was = self._known[moved_from]
            self._store.write_file(state_of(file, digest, was.outcome, was.reason, reading))
            unread = Outcome.UNCHANGED if outcome is Outcome.READ else outcome
            return replace(report, outcome=unread, reason=f"Moved from {moved_from}.")
        others = (path for path in document.paths if path != file.key and path not in self._awaited)
        other = next((path for path in others if Path(path).exists()), None)
        reason = f"Same content as {other}." if other else ""
        self._store.write_file(state_of(file, digest, outcome, reason, reading))
        return replace(report, reason=reason)

    def _with_scans(
        self, file: FoundFile, before: FileState | None, digest: str, read: ReadPaper, outcome: Outcome
    ) -> FileReport:
        """Write the text that a paper with scanned pages has; these are read when all files are in."""
        due = self._readings.ocr
        if due:
            scan = self.scans.setdefault(digest, Scan(digest, len(read.scanned)))
            scan.files.append((file, outcome))
        if due and before is not None and before.document_id == document_id(digest):
            # What is stored of it, perhaps by an older way of reading, answers until then.
            self._remember(state_of(file, digest, before.outcome, before.reason, self._readings.text_only))
            return FileReport(file.key, Outcome.UNCHANGED, before.reason)
        try:
            text = without_scans(read, due=due)
            return self._writer.write(file, digest, text, outcome, self._readings.text_only)
        except PaperRefused:
            name = storable(file.path.name)
            return self._without_paper(file, no_text(name, due=due), self._readings.text_only)

    def _without_paper(self, file: FoundFile, error: PaperError, reading: str) -> FileReport:
        reason = storable(str(error))
        self._remember(state_of(file, None, error.outcome, reason, reading))
        return FileReport(file.key, error.outcome, reason)

    def _remember(self, state: FileState) -> None:
        # A paper that is due again and again (OCR is not installed, say) must not make servers look anew.
        if state != self._known.get(state.path):
            self._store.write_file(state)
