"""Files are read in a process of their own, with limits, so that one bad file harms no other."""

from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.child import LimitedProcess

MOST_BYTES = 200 * 1024 * 1024
MOST_SECONDS = 30.0
MOST_MEMORY = 512 * 1024 * 1024  # with its libraries a reading process then stays below 600 MB


class ReadingProcess(LimitedProcess):
    """Reads papers in a child process that is started at need and kept for the next file.

    Use it as a context manager; on leaving, the child ends. Not for use by two threads at once.

    Args:
        seconds: the longest that one file may take, by the clock.
        memory: the most memory of its own that reading may take, in bytes (kept on Linux only).
        most_bytes: the largest file that is read, in bytes.
    """

    program = (
        "import sys; sys.path.insert(0, {root!r}); from ingest.readers.worker import main; main({memory})"
    )

    def __init__(
        self, *, seconds: float = MOST_SECONDS, memory: int = MOST_MEMORY, most_bytes: int = MOST_BYTES
    ) -> None:
        super().__init__(seconds=seconds, memory=memory)
        self._most_bytes = most_bytes

    def read(self, path: Path) -> ReadPaper:
        """Read one file.

        Raises what the file's reader raises (PaperError), and PaperRefused when the file is missing
        or too large, or when reading it takes too long, too much memory, or crashes.
        """
        check_file(path, self._most_bytes)
        paper = self.ask(path.resolve())
        assert isinstance(paper, ReadPaper)
        return paper


def check_file(path: Path, most_bytes: int) -> None:
    """Raise PaperUnreachable when there is no file at ``path``, PaperRefused when it is too large to read."""
    try:
        size = path.stat().st_size
        regular = path.is_file()
    except OSError as error:
        raise PaperUnreachable(
            f"{path.name} could not be opened: {error.strerror or error}.",
            hint="Check that the file is there and may be read.",
        ) from error
    if not regular:
        raise PaperRefused(
            f"{path.name} is not a file.", hint="Name a file, or the folder that holds the papers."
        )
    if size > most_bytes:
        raise PaperRefused(
            f"{path.name} is too large: {_megabytes(size)} of at most {_megabytes(most_bytes)}.",
            hint="Split it, or save it with smaller pictures.",
        )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB"
