"""``agreed watch``: one ingest after another, each when something has changed; a line a change."""

import dataclasses
import json
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import AgreedError, Outcome, RequestInvalid
from ingest.files import check_paths
from ingest.pipeline import ingest
from ingest.report import FileReport, IngestReport, OnProgress
from ingest.watch import FolderWatch
from retrieval.indexing.tidying import index_first, tidy
from service.cli_ingest import ShownIngest, change_line, kept_text, page_reader
from service.cli_output import print_remark, print_text
from service.cli_progress import shown_progress
from service.encoders import encoder_of
from service.rendering import name_line, words_line
from service.settings import Settings

Sync = Callable[[OnProgress | None], IngestReport]


def watch_folders(
    folders: Sequence[Path], settings: Settings, *, interval: float, yes: bool, as_json: bool
) -> None:
    """Keep the store in step with ``folders`` until Ctrl-C or SIGTERM.

    A large removal is made with ``yes`` only: nobody is there to be asked. What goes wrong after the
    first ingest is told once and tried again. Raises PathNotFound, RequestInvalid for what is no folder,
    and what the first ingest raises.
    """
    check_paths(folders)
    for path in folders:
        if not path.is_dir():
            raise RequestInvalid(f"{path} is no folder.", hint="Watch the folder that it lies in.")
    encoder = encoder_of(settings)

    def sync(on_progress: OnProgress | None) -> IngestReport:
        report = ingest(
            folders,
            settings.data,
            encoder=encoder,
            ocr=page_reader(settings),
            keep_originals=settings.originals,
            may_remove=lambda _: yes,
            index=index_first,
            wait=True,
            on_progress=on_progress,
        )
        tidy(settings.data)
        return report

    told = _Told(as_json=as_json)
    with _stopped_by_signal(), FolderWatch(folders, interval=interval, ignored=settings.data) as changes:
        with shown_progress("files") as show:
            report = sync(ShownIngest(show))
        told.tell(report)
        print_remark(f"Watching {', '.join(name_line(str(each)) for each in folders)} (Ctrl-C stops it).")
        while True:
            changes.wait()
            try:
                told.tell(sync(None))
            except AgreedError as error:
                told.tell_error(error)


class _Told:
    """Tells what is news, and not what was told before: a refused file is refused every time."""

    def __init__(self, *, as_json: bool) -> None:
        self._line = _json_line if as_json else change_line
        self._before: dict[str, FileReport] | None = None
        self._kept: tuple[str, ...] = ()
        self._error = ""

    def tell(self, report: IngestReport) -> None:
        """Print a line for each file of which there is news, and a remark on papers that were kept."""
        for file in report.files:
            if self._is_news(file):
                print_text(self._line(file))
        if report.kept and report.kept != self._kept:
            print_remark(kept_text(report.kept))
        self._before = {file.path: file for file in report.files}
        self._kept = report.kept
        self._error = ""

    def tell_error(self, error: AgreedError) -> None:
        """Say once what is wrong, however often it is tried."""
        if str(error) != self._error:
            print_remark(f"Error: {words_line(str(error))}")
        self._error = str(error)

    def _is_news(self, file: FileReport) -> bool:
        before = (self._before or {}).get(file.path)
        if file.outcome is Outcome.UNCHANGED:
            return self._before is not None and before is None  # it was moved here
        if file.outcome.is_failure:
            return before is None or (before.outcome, before.reason) != (file.outcome, file.reason)
        return True


def _json_line(file: FileReport) -> str:
    # Escaped, for a file name may be no text, and one object stands on one line.
    return json.dumps(dataclasses.asdict(file))


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """Take Ctrl-C and SIGTERM (a service manager's) for the wish to stop, and not for a failure."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        print_remark("Stopped. What was finished is kept.")
    finally:
        signal.signal(signal.SIGTERM, before)
