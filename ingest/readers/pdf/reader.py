"""PDF files: pages of headings, paragraphs, list items, table rows and footnotes."""

import re
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.documents import Block, BlockKind, Bookmark, Page, ReadPaper
from ingest.errors import PaperEmpty, PaperError, PaperNeedsPassword, PaperRefused
from ingest.normalise import normalise
from ingest.page_names import pages_named
from ingest.readers.pdf.blocks import Paragraph, Styles, Table, paragraph_block, table_blocks
from ingest.readers.pdf.content import read_content
from ingest.readers.pdf.footnotes import split_footnotes
from ingest.readers.pdf.layout import lay_out, parts_of
from ingest.readers.pdf.lines import lines_of
from ingest.readers.pdf.links import with_links
from ingest.readers.pdf.paragraphs import join_lines, words_of
from ingest.readers.pdf.pictures import check_pictures
from ingest.readers.pdf.runs import PageContent
from ingest.readers.pdf.tables.goes_on import Headers
from ingest.readers.pdf.tables.tagged import TaggedTables
from ingest.readers.pdf.tags import Tags, read_tags
from ingest.readers.pdf.unlocked import unlocked

_MOST_PAGES = 20_000
_MOST_BOOKMARKS = 5_000
_UNKNOWN = "\ufffd"
_MOST_UNKNOWN = 0.3  # of a page's letters
_NOT_TITLE = re.compile(
    r"^(?:untitled|document\d*|powerpoint presentation|slide 1|title|none|null|scanned document|blank)?$"
    r"|^microsoft (?:word|powerpoint|excel)\b|\.(?:docx?|pdf|xlsx?|pptx?|rtf|odt|indd|qxd|tmp)\b"
    r"|^[\W\d_]*$|[\\/]\w+[\\/]",
    re.IGNORECASE,
)


def read_pdf(path: Path) -> ReadPaper:
    """Read the PDF at ``path``.

    Pages that show something but hold no text are named in the paper's ``scanned``; pages that could
    not be read, in its notes. Raises PaperNeedsPassword, PaperEmpty when no page shows anything, and
    PaperRefused for everything else that goes wrong; nothing of PDFium's or pypdf's escapes.
    """
    try:
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
    except Exception as error:  # a damaged file may raise anything
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> PaperRefused:
    detail = re.sub(r"\s+", " ", str(error)).strip()[:120].rstrip(".") or type(error).__name__
    return PaperRefused(
        f"{path.name} is damaged and cannot be read ({detail}).",
        hint="It may have been cut short while it was copied. Fetch it again, or print it to a new PDF.",
    )


def _read(path: Path) -> ReadPaper:
    _check_beginning(path)
    check_pictures(path)
    with closing(_open(path)) as document:
        count = len(document)
        if count > _MOST_PAGES:
            raise PaperRefused(
                f"{path.name} has {count} pages, more than the {_MOST_PAGES} that are read.", hint="Split it."
            )
        contents, failed = _contents(document, count)
        if len(failed) == count:
            raise _damaged(path, next(iter(failed.values())))
        tags = read_tags(path) if document.is_tagged() else Tags()
        outline = _outline(document)
        labels = _labels(document, count)
        title = _title(document, path)
    pages = blocks_of(contents, tags, outline)
    scanned = tuple(number for number, content in contents if content.pictured and not pages.get(number))
    blank = [number for number, _ in contents if not pages.get(number) and number not in scanned]
    paper = ReadPaper(
        pages=tuple(
            Page(number, tuple(pages.get(number, ())), labels.get(number)) for number in range(1, count + 1)
        ),
        title=title,
        notes=_notes(failed, blank, truncated=_is_cut_short(path)),
        scanned=scanned,
        outline=outline,
    )
    if paper.is_empty and not scanned:
        if failed:
            raise _damaged(path, next(iter(failed.values())))
        if not _has_index(path):
            raise _damaged(path, ValueError("its index of objects is missing, and no page could be found"))
        pages_say = "its one page is" if count == 1 else f"all {count} pages are"
        raise PaperEmpty(
            f"{path.name} holds no text: {pages_say} blank.", hint="Check that it is the right file."
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


def _open(path: Path) -> pypdfium2.PdfDocument:
    # PDFium keeps the last failure's reason where a failure has none of its own: make that a plain one.
    pdfium.FPDF_LoadMemDocument(b"", 0, None)
    try:
        return pypdfium2.PdfDocument(path if _is_utf8(path) else path.read_bytes())
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            if (copy := unlocked(path)) is not None:
                return pypdfium2.PdfDocument(copy)
            raise PaperNeedsPassword(
                f"{path.name} opens only with a password.",
                hint="Save a copy without the password and add that.",
            ) from error
        raise


def _is_utf8(path: Path) -> bool:
    # PDFium opens files by their UTF-8 names, and old file systems hold other names too.
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


# Reading


def _contents(
    document: pypdfium2.PdfDocument, count: int
) -> tuple[list[tuple[int, PageContent]], dict[int, Exception]]:
    """Read each page by itself, so that one bad page does not hide the others."""
    contents: list[tuple[int, PageContent]] = []
    failed: dict[int, Exception] = {}
    for number in range(1, count + 1):
        try:
            contents.append((number, _legible(read_content(document, number - 1))))
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - a damaged page may raise anything
            failed[number] = error
    return contents, failed


def _legible(content: PageContent) -> PageContent:
    """Return ``content``; as a picture without text where the file does not say what its letters are."""
    unknown = sum(run.text.count(_UNKNOWN) for run in content.runs)
    if unknown > _MOST_UNKNOWN * sum(len(run.text) for run in content.runs):
        return replace(content, runs=(), aside=(), pictured=True)
    return content


def blocks_of(
    contents: Sequence[tuple[int, PageContent]], tags: Tags, outline: Sequence[Bookmark]
) -> dict[int, list[Block]]:
    """Return the blocks of each page, by its number, of what stands on the pages (number from 1, content)."""
    laid = lay_out(contents, tags)
    words = words_of(line for page in laid for line in lines_of(page.runs))
    tables = TaggedTables(tags)
    parts = [(page, list(parts_of(page, tables, words))) for page in laid]
    styles = Styles(
        (part for _, some in parts for part in some if isinstance(part, Paragraph)),
        ((entry.title, entry.level) for entry in outline),
    )
    links = {number: content.links for number, content in contents}
    pages: dict[int, list[Block]] = {}
    headers = Headers()
    for page, some in parts:
        blocks: list[Block] = []
        body, notes = split_footnotes(some, styles.body_size)
        for part in body:
            if isinstance(part, Table):
                blocks += table_blocks(part, headers.of(part, tops_page=not blocks))
            elif block := paragraph_block(part, styles, words):
                blocks.append(block)
        blocks += [
            Block(BlockKind.PARAGRAPH, text, page.number) for text in map(normalise, page.aside) if text
        ]
        if page.struck:
            struck = join_lines([line.text for line in page.struck], words)
            blocks.append(Block(BlockKind.STRUCK, struck, page.number))
        blocks += [
            Block(BlockKind.FOOTNOTE, join_lines([line.text for line in note.lines], words), page.number)
            for note in notes
        ]
        pages[page.number] = with_links(blocks, links[page.number])
    return pages


def _outline(document: pypdfium2.PdfDocument) -> tuple[Bookmark, ...]:
    """Return the file's bookmarks; those before the damage where it is damaged."""
    found: list[Bookmark] = []
    try:
        for entry in document.get_toc():
            if len(found) == _MOST_BOOKMARKS:
                break
            target = entry.get_dest()
            index = target.get_index() if target else None
            page = None if index is None or index < 0 else index + 1
            if title := normalise(entry.get_title()):
                found.append(Bookmark(title, entry.level + 1, page))
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        pass  # the pages may be sound
    return tuple(found)


def _labels(document: pypdfium2.PdfDocument, count: int) -> dict[int, str]:
    """Return the printed labels of the pages whose label is not their number."""
    labels: dict[int, str] = {}
    for number in range(1, count + 1):
        try:
            label = normalise(document.get_page_label(number - 1))
        except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
            continue
        if label and label != str(number):
            labels[number] = label
    return labels


def _title(document: pypdfium2.PdfDocument, path: Path) -> str | None:
    """Return the file's own title, where it is more than what the program that made it put there."""
    try:
        title = normalise(document.get_metadata_value("Title"))
    except (pypdfium2.PdfiumError, UnicodeDecodeError, ValueError):
        return None
    if _NOT_TITLE.search(title) or title.casefold() in {path.stem.casefold(), path.name.casefold()}:
        return None
    return title


# Notes


def _is_cut_short(path: Path) -> bool:
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 2048))
        return b"%%EOF" not in stream.read()


def _has_index(path: Path) -> bool:
    return b"startxref" in path.read_bytes()


def _notes(failed: dict[int, Exception], blank: Sequence[int], *, truncated: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if truncated:
        notes.append("The file is cut short: pages or parts of pages may be missing.")
    if failed:
        notes.append(f"{pages_named(sorted(failed))} could not be read: the file is damaged there.")
    if blank:
        notes.append(f"{pages_named(blank)} {'is' if len(blank) == 1 else 'are'} blank.")
    return tuple(notes)
