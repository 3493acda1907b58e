"""What a sync passes over: files that are as they were, read as they would be read now."""

from dataclasses import dataclass

from ingest.errors import Outcome
from ingest.files import FoundFile
from ingest.report import FileReport
from ingest.store import FileState

# Outcomes of a file that gave no paper.


@dataclass(frozen=True, slots=True)
class Readings:
    """The versions of our reading that a paper may be stored in.

    ``whole`` is the present one. ``text_only`` is the same with scanned pages left unread: such a paper
    is up to date while ``ocr`` is off, and is taken up again as soon as it is on.
    """

    whole: str
    ocr: bool

    @property
    def text_only(self) -> str:
        """The version of a paper whose scanned pages are unread."""
        return f"{self.whole}, scanned pages unread"

    @property
    def up_to_date(self) -> tuple[str, ...]:
        """The versions in which a paper need not be read again."""
        return (self.whole,) if self.ocr else (self.whole, self.text_only)


def as_it_was(file: FoundFile, before: FileState | None, readings: Readings) -> FileReport | None:
    """Report a file that is as it was: as unchanged, or again with the reason why it was not read.

    None when it is to be taken up: it is new, of another size or time, or was read in an older way.
    """
    if before is None or (before.size, before.modified_ns) != (file.size, file.modified_ns):
        return None
    if before.reading not in readings.up_to_date:
        return None
    if before.document_id is not None:
        return FileReport(file.key, Outcome.UNCHANGED, before.reason)
    if not before.outcome.is_failure:
        return None  # its paper was removed by hand; asked for again, it is read again
    return FileReport(file.key, before.outcome, before.reason)
