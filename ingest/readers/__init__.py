"""One module a format: a file becomes pages of blocks.

``read`` chooses the reader by the file's ending. A reader imports only what its format needs,
so that text papers are read without loading the PDF library.
"""

from collections.abc import Callable
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused


def _read_pdf(path: Path) -> ReadPaper:
    from ingest.readers.pdf import read_pdf  # noqa: PLC0415 - loaded only for PDFs

    return read_pdf(path)


def _read_text(path: Path) -> ReadPaper:
    from ingest.readers.text import read_text  # noqa: PLC0415

    return read_text(path)


_READERS: dict[str, Callable[[Path], ReadPaper]] = {
    ".pdf": _read_pdf,
    ".txt": _read_text,
    ".md": _read_text,
}

SUFFIXES = frozenset(_READERS)


def read(path: Path) -> ReadPaper:
    """Read the paper at ``path``. Raises PaperError when it cannot be read."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise PaperRefused(
            f"{path.name}: files ending in “{path.suffix}” are not read.",
            hint=f"Save it as one of: {', '.join(sorted(SUFFIXES))}.",
        )
    return reader(path)
