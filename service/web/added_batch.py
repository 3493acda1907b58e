"""The files of a batch as the page that adds papers shows them: how far each is, and how far all are."""

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.documents import Document
from ingest.errors import NotInStore, Outcome
from ingest.report import Progress, Step
from retrieval.library import Library
from service.adding import Added, Stage
from service.rendering import name_line
from service.strings import text

_FAILURES = {Outcome.EMPTY: "empty", Outcome.PASSWORD: "password"}
_STEPS = {Step.READING: "reading", Step.EMBEDDING: "embedding", Step.WRITING: "writing"}


@dataclass(frozen=True, slots=True)
class Bar:
    """How much is done of what is counted, and the words that say so; ``done`` is at most ``all``."""

    done: int
    all: int
    words: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the page shows it: ``state`` names its tag, ``title`` its paper where that may be shown.

    ``doing`` says what is being done with it now, ``bar`` how many of the scanned pages are read by now.
    """

    name: str
    state: str
    words: str
    facts: tuple[str, ...]
    title: str = ""
    href: str = ""
    doing: str = ""
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class BatchView:
    """The files of one batch; ``bar`` counts those that are done, while others are not.

    ``announced`` is read out when it changes: not with every file, but when the first can be asked about,
    and when all is over.
    """

    id: str
    rows: tuple[FileRow, ...]
    is_running: bool
    can_ask: bool
    bar: Bar | None
    announced: str


def batch_view(library: Library, batch_id: str, files: Sequence[Added]) -> BatchView:
    """Return what is shown of the files of a batch."""
    is_running = not all(file.is_settled for file in files)
    can_ask = any(file.stage is Stage.IN for file in files)
    return BatchView(
        id=batch_id,
        rows=tuple(_row(library, file) for file in files),
        is_running=is_running,
        can_ask=can_ask,
        bar=_bar(files) if is_running else None,
        announced=_announced(files, is_running=is_running, can_ask=can_ask),
    )


def _bar(files: Sequence[Added]) -> Bar:
    done = sum(file.is_settled or file.stage is Stage.IN for file in files)
    return Bar(done, len(files), text("add.so_far", done=done, n=len(files)))


def _announced(files: Sequence[Added], *, is_running: bool, can_ask: bool) -> str:
    if is_running:
        return text("add.first_in") if can_ask else ""
    if not files:
        return ""
    failed = sum(file.stage is Stage.FAILED for file in files)
    over = text("add.over", n=len(files) - failed)
    return f"{over} {text('add.over_failed', n=failed)}" if failed else over


def _row(library: Library, file: Added) -> FileRow:
    paper = _paper(library, file)
    state = _state(file, paper)
    is_withheld = file.stage is Stage.IN and file.outcome is not None and paper is None
    # What the ingest says of a paper that was here tells where its other files lie.
    reason = "" if state == "unchanged" else file.reason
    facts = (
        text("count.pages", n=paper.pages) if paper else "",
        name_line(" ".join(reason.split())),
        text("add.withheld") if is_withheld else "",
    )
    return FileRow(
        name=name_line(file.name),
        state=state,
        words=text(f"add.state_{state}"),
        facts=tuple(fact for fact in facts if fact),
        title=paper.facts.title if paper else "",
        href=f"/documents/{paper.id}" if paper else "",
        doing=_doing(file),
        bar=_pages_bar(file.progress),
    )


def _doing(file: Added) -> str:
    """Return what is being done with a file; of one that is in by now, only its scanned pages are left."""
    now = file.progress
    if now is None:
        return ""
    if now.step is Step.SCANS and now.page is not None:
        return text("add.step_page", page=now.page)
    return text(f"add.step_{_STEPS[now.step]}") if now.step in _STEPS and file.stage is Stage.READING else ""


def _pages_bar(now: Progress | None) -> Bar | None:
    if now is None or now.step is not Step.SCANS or not now.total:
        return None
    return Bar(now.done, now.total, text("add.pages_so_far", done=now.done, pages=now.total))


def _state(file: Added, paper: Document | None) -> str:
    """Return what the tag of a file says: its stage while it is read, then what became of it."""
    if file.stage is Stage.FAILED:
        return _FAILURES.get(file.outcome or Outcome.REFUSED, "refused")
    if file.outcome is None:
        return file.stage.value
    was_here = file.outcome is Outcome.UNCHANGED or (paper is not None and len(paper.paths) > 1)
    return "unchanged" if was_here else "read"


def _paper(library: Library, file: Added) -> Document | None:
    """Return a file's paper; None where it is not in, or may not be shown."""
    if file.document_id is None:
        return None
    try:
        return library.document(file.document_id)
    except NotInStore:
        return None
