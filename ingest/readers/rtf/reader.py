"""Rich text (.rtf), as Word and LibreOffice write it: headings, printed numbers, tables, notes.

There is no library that keeps the structure: those that exist give the bare text. The format is
simple to walk, though (Rich Text Format Specification 1.9.1): groups inherit and restore the state
around them, and a group that begins with a destination says what its text is for.
"""

from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused
from ingest.readers.flow import Flow
from ingest.readers.guard import guarded, no_text
from ingest.readers.markings import markings_in
from ingest.readers.rtf.interpreter import RtfReader
from ingest.readers.titles import borne_out

_WHAT = "rich text file"
MOST_BYTES = 128 * 1024 * 1024  # pictures stand in it as hexadecimal digits


def read_rtf(path: Path) -> ReadPaper:
    """Read an .rtf file. A page ends where the author ended one; no other ends are in such a file.

    Raises PaperEmpty and PaperRefused.
    """
    name = path.name
    with guarded(name, _WHAT):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise PaperRefused(
                f"{name}: {size / 2**20:.0f} MB is more than rich text may have ({MOST_BYTES // 2**20} MB).",
                hint="Save it as PDF or .docx and add that.",
            )
        flow = Flow(name)
        reader = RtfReader(flow, name)
        reader.read(path.read_bytes())
        pages = flow.finish(opening=markings_in(reader.running))
        paper = ReadPaper(pages, title=borne_out(reader.title, pages), notes=tuple(reader.told()))
        if paper.is_empty:
            raise no_text(name, holds="pictures" if reader.pictured else "")
        return paper
