"""PDF files, by pypdf: pages of headings, paragraphs, list items and table rows."""

import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import FileNotDecryptedError, WrongPasswordError

from ingest.documents import Block, BlockKind, Page, ReadPaper
from ingest.errors import PaperEmpty, PaperError, PaperNeedsPassword, PaperRefused
from ingest.normalise import normalise
from ingest.readers.pdf_blocks import Paragraph, Styles, Table, paragraph_block, table_blocks
from ingest.readers.pdf_content import PageContent, read_content
from ingest.readers.pdf_fonts import Typeface
from ingest.readers.pdf_layout import lay_out, parts_of
from ingest.readers.pdf_lines import lines_of
from ingest.readers.pdf_paragraphs import words_of
from ingest.readers.pdf_tables import Headers, TaggedTables
from ingest.readers.pdf_tags import Tags, read_tags

_MOST_PAGES = 20_000
_NOT_TITLE = re.compile(
    r"^(?:untitled|document\d*|powerpoint presentation|slide 1|title|none|null|scanned document|blank)?$"
    r"|^microsoft (?:word|powerpoint|excel)\b|\.(?:docx?|pdf|xlsx?|pptx?|rtf|odt|indd|qxd|tmp)\b"
    r"|^[\W\d_]*$|[\\/]\w+[\\/]",
    re.IGNORECASE,
)


def read_pdf(path: Path) -> ReadPaper:
    """Read the PDF at ``path``.

    Raises PaperNeedsPassword, PaperEmpty when no page holds text, and PaperRefused for everything
    else that goes wrong; nothing of pypdf's escapes. Pages that hold no text or could not be read
    are named in the paper's notes.
    """
    _quieten()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(path)
    except PaperError:
        raise
    except OSError as error:
        raise PaperRefused(
            f"{path.name} could not be opened: {error.strerror or error}.",
            hint="Check that the file is there and may be read.",
        ) from error
    except (MemoryError, RecursionError) as error:
        raise PaperRefused(
            f"{path.name} needs more memory than reading a paper may take.",
            hint="It may be damaged. Print it to a new PDF, or split it, and add that.",
        ) from error
    except Exception as error:  # a damaged file may raise anything in pypdf
        raise _damaged(path, error) from error


def _quieten() -> None:
    # pypdf logs each oddity of a file; the user is told what matters in the notes.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)


def _damaged(path: Path, error: Exception) -> PaperRefused:
    detail = re.sub(r"\s+", " ", str(error)).strip()[:120].rstrip(".") or type(error).__name__
    return PaperRefused(
        f"{path.name} is damaged and cannot be read ({detail}).",
        hint="It may have been cut short while it was copied. Fetch it again, or print it to a new PDF.",
    )


def _read(path: Path) -> ReadPaper:
    _check_beginning(path)
    with path.open("rb") as stream:
        reader = PdfReader(stream)
        _unlock(reader, path)
        count = len(reader.pages)
        if count == 0:
            raise PaperRefused(
                f"{path.name} has no pages.", hint="Save it again from the program that made it."
            )
        if count > _MOST_PAGES:
            raise PaperRefused(
                f"{path.name} has {count} pages, more than the {_MOST_PAGES} that are read.", hint="Split it."
            )
        contents, failed = _contents(reader, count)
        if len(failed) == count:
            raise _damaged(path, next(iter(failed.values())))
        pages = _pages(contents, read_tags(reader), _outline(reader))
        labels = _labels(reader, count)
        title = _title(reader, path)
        notes = _notes(pages, failed, truncated=_is_cut_short(path))
    paper = ReadPaper(
        pages=tuple(
            Page(number, tuple(pages.get(number, ())), labels.get(number)) for number in range(1, count + 1)
        ),
        title=title,
        notes=notes,
    )
    if paper.is_empty:
        if failed:
            raise _damaged(path, next(iter(failed.values())))
        pages_say = "its one page is" if count == 1 else f"all {count} pages are"
        raise PaperEmpty(
            f"{path.name} holds no text: {pages_say} blank or a picture.",
            hint="If it is a scan, run text recognition (OCR) on it and add the result.",
        )
    return paper


# Opening

_SIGNATURES = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "a rich text file"),
    (b"%!PS", "a PostScript file"),
)


def _check_beginning(path: Path) -> None:
    with path.open("rb") as stream:
        beginning = stream.read(1024)
    if b"%PDF" in beginning:
        return
    raise PaperRefused(
        f"{path.name} is not a PDF: it {_what_it_is(beginning)}.",
        hint="Fetch it again, or save it as PDF from the program that opens it.",
    )


def _what_it_is(beginning: bytes) -> str:
    if not beginning:
        return "is empty (0 bytes)"
    for signature, name in _SIGNATURES:
        if beginning.startswith(signature):
            return f"seems to be {name}"
    if re.match(rb"\s*<(?:!doctype html|html|\?xml)", beginning, re.IGNORECASE):
        return "seems to be a web page"
    if b"\x00" not in beginning:
        try:
            beginning.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start < len(beginning) - 4:
                return "begins with bytes of no kind that is known"
        return "seems to be plain text"
    return "begins with bytes of no kind that is known"


def _unlock(reader: PdfReader, path: Path) -> None:
    if not reader.is_encrypted:
        return
    try:
        opened = bool(reader.decrypt(""))
    except (FileNotDecryptedError, WrongPasswordError):
        opened = False
    if not opened:
        raise PaperNeedsPassword(
            f"{path.name} opens only with a password.", hint="Save a copy without the password and add that."
        )


# Reading


def _contents(reader: PdfReader, count: int) -> tuple[list[tuple[int, PageContent]], dict[int, Exception]]:
    """Read each page by itself, so that one bad page does not hide the others."""
    typefaces: dict[int, Typeface] = {}
    contents: list[tuple[int, PageContent]] = []
    failed: dict[int, Exception] = {}
    for number in range(1, count + 1):
        try:
            page: PageObject = reader.pages[number - 1]
            contents.append((number, read_content(page, typefaces)))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged page may raise anything in pypdf
            failed[number] = error
    return contents, failed


def _pages(
    contents: Sequence[tuple[int, PageContent]], tags: Tags, outline: Sequence[tuple[str, int]]
) -> dict[int, list[Block]]:
    laid = lay_out(contents, tags)
    words = words_of(line for page in laid for line in lines_of(page.runs))
    tables = TaggedTables(tags)
    parts = [(page, list(parts_of(page, tables, words))) for page in laid]
    styles = Styles((part for _, some in parts for part in some if isinstance(part, Paragraph)), outline)
    pages: dict[int, list[Block]] = {}
    headers = Headers()
    for page, some in parts:
        blocks = pages.setdefault(page.number, [])
        for part in some:
            if isinstance(part, Table):
                blocks += table_blocks(part, headers.of(part, tops_page=not blocks))
            elif block := paragraph_block(part, styles, words):
                blocks.append(block)
        blocks += [
            Block(BlockKind.PARAGRAPH, text, page.number) for text in map(normalise, page.aside) if text
        ]
    return pages


def _outline(reader: PdfReader) -> list[tuple[str, int]]:
    """Return the titles of the file's bookmarks with their level from 1; none where it is damaged."""

    def walk(entries: Sequence[Any], level: int) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from walk(entry, level + 1)
            elif isinstance(title := entry.get("/Title"), str):
                yield normalise(title), level

    try:
        return list(walk(reader.outline, 1))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a damaged outline says nothing, but the pages may be sound
        return []


def _labels(reader: PdfReader, count: int) -> dict[int, str]:
    """Return the printed labels of the pages whose label is not their number."""
    try:
        if "/PageLabels" not in reader.root_object:
            return {}
        labels = reader.page_labels
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged labels say nothing, but the pages may be sound
        return {}
    named = ((number, normalise(label)) for number, label in enumerate(labels[:count], start=1))
    return {number: label for number, label in named if label and label != str(number)}


def _title(reader: PdfReader, path: Path) -> str | None:
    """Return the file's own title, where it is more than what the program that made it put there."""
    try:
        title = normalise(str(metadata.get("/Title") or "")) if (metadata := reader.metadata) else ""
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - damaged metadata says nothing, but the pages may be sound
        return None
    if _NOT_TITLE.search(title) or title.casefold() in {path.stem.casefold(), path.name.casefold()}:
        return None
    return title


# Notes


def _is_cut_short(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" not in stream.read()


def _notes(
    pages: dict[int, list[Block]], failed: dict[int, Exception], *, truncated: bool
) -> tuple[str, ...]:
    notes: list[str] = []
    if truncated:
        notes.append("The file is cut short: pages or parts of pages may be missing.")
    if failed:
        notes.append(f"{_listed(sorted(failed))} could not be read: the file is damaged there.")
    blank = sorted(number for number, blocks in pages.items() if not blocks)
    if blank:
        one = len(blank) == 1
        notes.append(
            f"{_listed(blank)} {'holds' if one else 'hold'} no text: "
            f"{'it may be a scan' if one else 'they may be scans'}."
        )
    return tuple(notes)


def _listed(numbers: Sequence[int]) -> str:
    """Name pages: "Page 3", "Pages 3, 7 and 9", "Pages 12 to 14"."""
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    names = [
        str(start) if start == end else f"{start} {'and' if end == start + 1 else 'to'} {end}"
        for start, end in spans
    ]
    if len(spans) > 1:
        names = [name.replace(" and ", ", ") for name in names]
    return "Pages " + (names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")
