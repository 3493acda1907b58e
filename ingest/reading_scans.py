"""The second stage of an ingest: scanned pages are read by OCR, and their papers written anew."""

import time
from collections.abc import Sequence
from dataclasses import replace

from ingest.documents import ReadPaper
from ingest.errors import AgreedError, ModelError, Outcome, PaperError, PaperRefused, PaperUnreachable
from ingest.files import FoundFile, digest_of, storable
from ingest.readers.limits import ReadingProcess
from ingest.report import FileReport, Step, Teller
from ingest.scanned_pages import OpenPageReader, PageReader, Scan, fill, nothing_found
from ingest.store import Store
from ingest.sync import Readings
from ingest.writing import PaperWriter, state_of


class ReadingScans:
    """Reads the scanned pages of papers whose text is stored already; ``pages`` counts those tried.

    A paper that cannot be tried now stays due: the next ingest takes it up again.
    """

    def __init__(self, store: Store, writer: PaperWriter, readings: Readings, teller: Teller) -> None:
        self._store = store
        self._writer = writer
        self._readings = readings
        self._teller = teller
        self.pages = 0

    def read(
        self, scans: Sequence[Scan], open_reader: OpenPageReader, reports: dict[str, FileReport]
    ) -> None:
        """Read ``scans`` one after another, and put into ``reports`` what became of their files."""
        if not scans:
            return
        self._teller.begin(sum(scan.pages for scan in scans), "scanned pages")
        tried = 0
        try:
            with ReadingProcess() as reading, open_reader() as page_reader:
                for scan in scans:
                    self._settle(scan, reading, page_reader, reports)
                    tried += 1
        except ModelError as error:
            for scan in scans[tried:]:
                _stays_due(scan, error, reports)

    def _settle(
        self, scan: Scan, reading: ReadingProcess, page_reader: PageReader, reports: dict[str, FileReport]
    ) -> None:
        began = time.perf_counter()
        try:
            read = self._filled(scan, reading, page_reader)
        except PaperError as error:
            _stays_due(scan, error, reports)
            return
        for file, report in self._written(scan, read):
            seconds = reports[file].seconds + time.perf_counter() - began
            reports[file] = replace(report, seconds=seconds)

    def _filled(self, scan: Scan, reading: ReadingProcess, page_reader: PageReader) -> ReadPaper:
        """Return the paper with its scanned pages. It is read again: papers do not wait in memory."""
        file, _ = scan.files[0]
        if digest_of(file.path) != scan.digest:
            raise PaperUnreachable(
                f"{file.path.name} changed since its text was read.", hint="The next ingest reads it again."
            )
        read = reading.read(file.path)

        def tell(number: int) -> None:
            self._teller.tell(Step.SCANS, file.key, number)
            self._teller.done += 1
            self.pages += 1

        return fill(read, file.path, page_reader, tell)

    def _written(self, scan: Scan, read: ReadPaper) -> list[tuple[str, FileReport]]:
        """Write the paper, and return a report for each file that holds it."""
        worded = [page for page in read.pages if page.blocks]
        if worded and all(page.confidence is not None for page in worded):
            # The file itself is empty, as it would be to any other reader: that OCR read it is said.
            read = replace(read, notes=("It holds no text of its own.", *read.notes))
            scan = replace(scan, files=[(each, Outcome.EMPTY) for each, _ in scan.files])
        (file, outcome), *copies = scan.files
        try:
            report = self._writer.write(file, scan.digest, read, outcome, self._readings.whole)
        except PaperRefused:
            reason = storable(str(nothing_found(file.path.name, read.notes)))
            empties = [(FileReport(each.key, Outcome.EMPTY, reason), each) for each, _ in scan.files]
            return [self._noted(empty, each, None) for empty, each in empties]
        same = f"Same content as {file.key}."
        return [
            (file.key, report),
            *(
                self._noted(replace(report, path=copy.key, outcome=its, reason=same), copy, scan.digest)
                for copy, its in copies
            ),
        ]

    def _noted(self, report: FileReport, file: FoundFile, digest: str | None) -> tuple[str, FileReport]:
        """Remember of ``file`` what is reported of it."""
        state = state_of(file, digest, report.outcome, report.reason, self._readings.whole)
        self._store.write_file(state)
        return file.key, report


def _stays_due(scan: Scan, error: AgreedError, reports: dict[str, FileReport]) -> None:
    """Say of every file of a scan why its pages are still unread."""
    for file, _ in scan.files:
        reports[file.key] = replace(reports[file.key], reason=storable(str(error)))
