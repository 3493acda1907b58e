"""Set the sample papers as PDF, in the forms in which offices publish.

    python corpus/build.py            write every paper in corpus/sources/ as corpus/<name>.pdf
    python corpus/build.py --check    write nothing; fail if a committed PDF says something else

The papers restate published papers of two offices in our own words, with their figures, dates, names and
resolutions, so that the product can be tried and measured without anybody else's files. The first page of
each says so. ``corpus/questions.jsonl`` asks about them.

A source, ``corpus/sources/<name>.paper``, opens with ``key: value`` lines (title, author, restates, header,
footer; optional: font, orientation, numbering) and a blank line. After that a line is a block:

    # Heading          ## and ### for the levels below
    6.4 Text           a numbered paragraph; also "(a) Text"
    - Item             a bulleted item
    | a | b |          a row of a table; the first row is its header, repeated on every page
    !table 20,80       the column widths in per cent, before the first row; "headless" for no header
    !part Title        a new part of a pack, on a new page; "{pages:Title}" elsewhere prints its range
    !include name      the blocks of another source
    !box, !centre, !title, !label Text      a boxed or centred paragraph, a title line, a bold label
    !contents, !page   the list of headings with their pages; a page break
    !scan, !endscan    what stands between becomes a page that is only a picture, as from a scanner
    anything else      a paragraph; <b>, <i> and <br/> work in all text

The same library versions give the same bytes.
"""

import argparse
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2
from PIL import Image, ImageFilter
from pypdf import PdfReader
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

CORPUS = Path(__file__).parent
SOURCES = CORPUS / "sources"

MARGIN = 20 * mm
INK = colors.HexColor("#1d2a3a")
RULE = colors.HexColor("#7a8594")
SHADE = colors.HexColor("#e3e8ee")
RATING_COLOURS = {"R": "#e8998d", "A": "#f6c65b", "G": "#8fc99a", "W": "#ffffff"}
LEAST_FROM_HEADING = (58 * mm, 45 * mm, 32 * mm)  # down to the page's end, by level; else a new page
BULLET = '<font name="Symbol">•</font>'  # the text fonts' own bullet is not extracted as one
MOST_LAYOUTS = 6
SCAN_DPI = 120
SCAN_SKEW_DEGREES = 0.7

NUMBERED = re.compile(r"(\d+(?:\.\d+)*\.?|\([a-z]\))\s+(.+)")
HEADING = re.compile(r"(#{1,3}) (.+)")
BARE_AMPERSAND = re.compile(r"&(?!#?\w+;)")
PAGE_RANGE = re.compile(r"\{pages:([^}]+)\}")


@dataclass(frozen=True, slots=True)
class Source:
    """A paper's settings and its block lines, in order."""

    name: str
    settings: dict[str, str]
    lines: tuple[str, ...]

    @property
    def is_pack(self) -> bool:
        """Whether the pages after the front sheets are numbered from 1, with the front sheets i, ii, ..."""
        return self.settings.get("numbering") == "pack"


@dataclass(slots=True)
class Pagination:
    """Where things came to stand in a layout; page numbers are 1-based and count every sheet."""

    pages: int = 0
    parts: dict[str, int] = field(default_factory=dict)
    headings: list[tuple[int, str, int]] = field(default_factory=list)

    @property
    def front_sheets(self) -> int:
        """How many pages stand before the first part."""
        return min(self.parts.values(), default=1) - 1

    def printed_range(self, part: str) -> str:
        """Return a part's printed pages ("Pages 5 - 11", "Page 14")."""
        if not self.parts:  # the first layout, which knows nothing yet
            return "Page 0"
        first = self.parts[part]
        last = min((page for page in self.parts.values() if page > first), default=self.pages + 1) - 1
        first, last = first - self.front_sheets, last - self.front_sheets
        return f"Page {first}" if first == last else f"Pages {first} - {last}"


def read_source(name: str) -> Source:
    """Read the source of the paper ``name``."""
    head, _, body = (SOURCES / f"{name}.paper").read_text(encoding="utf-8").partition("\n\n")
    settings = dict(line.split(": ", 1) for line in head.splitlines())
    return Source(name, settings, tuple(line.strip() for line in body.splitlines() if line.strip()))


def paper_names() -> list[str]:
    """Return the names of all papers that have a source."""
    return sorted(path.stem for path in SOURCES.glob("*.paper"))


class Styles:
    """The paragraph styles of a paper, in its typeface."""

    def __init__(self, typeface: str) -> None:
        bold = {"Times-Roman": "Times-Bold"}.get(typeface, f"{typeface}-Bold")
        self.typeface = typeface
        self.body = ParagraphStyle("body", fontName=typeface, fontSize=10.5, leading=14, spaceAfter=7)
        self.numbered = ParagraphStyle("numbered", self.body, leftIndent=34, bulletIndent=0)
        self.item = ParagraphStyle(
            "item", self.body, leftIndent=50, bulletIndent=36, spaceAfter=3, bulletFontName="Symbol"
        )
        self.centre = ParagraphStyle("centre", self.body, alignment=TA_CENTER)
        self.label = ParagraphStyle("label", self.body, fontName=bold, spaceBefore=6)
        self.title = ParagraphStyle(
            "title", self.centre, fontName=bold, fontSize=15, leading=19, textColor=INK, spaceAfter=9
        )
        self.boxed = ParagraphStyle(
            "boxed", self.body, borderWidth=0.8, borderColor=INK, borderPadding=5,
            leftIndent=6, rightIndent=6, spaceBefore=8, spaceAfter=13,
        )  # fmt: skip
        self.notice = ParagraphStyle(
            "notice", self.boxed, fontSize=8.5, leading=11, backColor=SHADE, borderColor=RULE, borderWidth=0.5
        )
        self.headings = tuple(
            ParagraphStyle(
                f"heading{level}", self.body, fontName=bold, fontSize=size, leading=size + 4, textColor=INK,
                spaceBefore=10, spaceAfter=6,
            )
            for level, size in enumerate((13.5, 11.5, 10.5))
        )  # fmt: skip
        self.by_command = {
            "!box": self.boxed,
            "!centre": self.centre,
            "!title": self.title,
            "!label": self.label,
        }
        self.cell = ParagraphStyle("cell", self.body, fontSize=8.8, leading=11, spaceAfter=0)
        self.header_cell = ParagraphStyle("header_cell", self.cell, fontName=bold)


class ScannedPage(Flowable):
    """A picture that fills its page, wherever on it the flow stands."""

    def __init__(self, picture: Image.Image) -> None:
        super().__init__()
        self.jpeg = io.BytesIO()
        picture.save(self.jpeg, "JPEG", quality=42, optimize=True)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Take the whole frame."""
        return available_width, available_height - 1

    def draw(self) -> None:
        """Draw the picture from the page's lower left corner."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self.canv.drawImage(ImageReader(self.jpeg), -left, -bottom, *self.canv._pagesize)


class PaperTemplate(BaseDocTemplate):
    """Pages with running header and footer; notes where parts and headings come to stand."""

    def __init__(self, target: Path | io.BytesIO, source: Source, known: Pagination) -> None:
        settings = source.settings
        size = landscape(A4) if settings.get("orientation") == "landscape" else A4
        super().__init__(
            str(target) if isinstance(target, Path) else target,
            pagesize=size, title=settings["title"], author=settings["author"],
            subject=settings["restates"].rstrip(","),
            creator="corpus/build.py", lang="en-GB", invariant=1, pageCompression=1,
        )  # fmt: skip
        self.source, self.known, self.seen = source, known, Pagination()
        frame = Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("page", frame, onPage=self.decorate)])
        self.addPageTemplates([PageTemplate("scan", frame, onPage=self.label)])

    def label(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        """Write the label by which viewers name the first page and the first page of the first part."""
        self.seen.pages = canvas.getPageNumber()
        if self.source.is_pack and self.seen.pages == 1:
            canvas.showOutline()
            canvas.addPageLabel(0, "ROMAN_LOWER", 1)
            canvas.addPageLabel(self.known.front_sheets, "ARABIC", 1)

    def decorate(self, canvas: Canvas, template: BaseDocTemplate) -> None:
        """Draw the running header and footer with the page's number."""
        self.label(canvas, template)
        page, (width, height) = self.seen.pages, self.pagesize
        if self.source.is_pack:
            printed = f"Page {page - self.known.front_sheets}" if page > self.known.front_sheets else ""
        else:
            printed = f"Page {page} of {self.known.pages}"
        canvas.setFillColor(RULE)
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, height - 13 * mm, self.source.settings["header"])
        canvas.line(MARGIN, height - 15 * mm, width - MARGIN, height - 15 * mm)
        canvas.line(MARGIN, 15 * mm, width - MARGIN, 15 * mm)
        canvas.drawString(MARGIN, 11 * mm, self.source.settings["footer"])
        canvas.drawRightString(width - MARGIN, 11 * mm, printed)

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab calls it by this name
        """Note a part or heading, and give it an entry in the outline."""
        if (entry := getattr(flowable, "outline_entry", None)) is None:
            return
        level, text = entry
        key = f"entry-{len(self.seen.headings)}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=level > 0)
        self.seen.headings.append((level, text, self.page))
        if getattr(flowable, "opens_part", False):
            self.seen.parts[text] = self.page


class Typesetter:
    """Turns the block lines of a source into flowables, with what the last layout knew of the pages."""

    def __init__(self, source: Source, known: Pagination) -> None:
        self.source, self.known = source, known
        self.styles = Styles(source.settings.get("font", "Helvetica"))
        self.in_part = False

    def set_all(self) -> list[Flowable]:
        """Set the whole paper, with the notice that it is a restatement at the head."""
        notice = (
            f"<b>Restatement for demonstration.</b> This paper restates {self.source.settings['restates']} "
            "in other words. The paper that the office published is the official one."
        )
        return [Paragraph(notice, self.styles.notice), *self.set_lines(iter(self.source.lines))]

    def set_lines(self, lines: Iterator[str]) -> Iterator[Flowable]:
        """Set block lines, in order; the rows of a table are gathered first."""
        table, shape = [], ""
        for line in lines:
            if line.startswith("|"):
                table.append([cell.strip() for cell in line[1:-1].split("|")])
                continue
            if table:
                yield from self.set_table(table, shape)
                table, shape = [], ""
            if line.startswith("!table"):
                shape = line.removeprefix("!table").strip()
            elif line == "!scan":
                yield from self.set_scan(lines)
            else:
                yield from self.set_line(line)
        if table:
            yield from self.set_table(table, shape)

    def set_line(self, line: str) -> Iterator[Flowable]:
        """Set one block that is no table and no scan."""
        styles = self.styles
        command, _, text = line.partition(" ")
        if command == "!page":
            yield PageBreak()
        elif command == "!include":
            yield from self.set_lines(iter(read_source(text).lines))
        elif command == "!contents":
            yield from self.set_contents()
        elif command == "!part":
            yield PageBreak()
            yield self.outlined(text, styles.title, 0, opens_part=True)
            self.in_part = True
        elif command in styles.by_command:
            yield Paragraph(self.inline(text), styles.by_command[command])
        elif match := HEADING.fullmatch(line):
            level = len(match[1]) - 1
            yield CondPageBreak(LEAST_FROM_HEADING[level])
            yield self.outlined(match[2], styles.headings[level], level + self.in_part)
        elif match := NUMBERED.fullmatch(line):
            yield Paragraph(self.inline(match[2]), styles.numbered, bulletText=match[1])
        elif line.startswith("- "):
            yield Paragraph(self.inline(line[2:]), styles.item, bulletText="•")
        else:
            yield Paragraph(self.inline(line), styles.body)

    def outlined(self, text: str, style: ParagraphStyle, level: int, opens_part: bool = False) -> Paragraph:
        """Set a heading that the outline lists at ``level``, 0 the outermost."""
        paragraph = Paragraph(self.inline(text), style)
        paragraph.outline_entry = (level, text)
        paragraph.opens_part = opens_part
        return paragraph

    def inline(self, text: str) -> str:
        """Return the text as reportlab markup, with page ranges filled in."""
        text = PAGE_RANGE.sub(lambda match: self.known.printed_range(match[1]), text)
        return BARE_AMPERSAND.sub("&amp;", text).replace("•", BULLET)

    def set_contents(self) -> Iterator[Flowable]:
        """Set the list of the outermost headings with their pages."""
        rows = [[text, str(page)] for level, text, page in self.known.headings if level == 0]
        if rows:
            yield from self.set_table(rows, "90,10 headless")

    def set_table(self, rows: list[list[str]], shape: str) -> Iterator[Flowable]:
        """Set a ruled table; a rating's cell gets its colour.

        Empty cells at the left end of a row belong to the cells above them.
        """
        styles, headless = self.styles, "headless" in shape
        page_width = (landscape(A4) if self.source.settings.get("orientation") == "landscape" else A4)[0]
        shares = [float(share) for share in shape.replace("headless", "").split(",") if share.strip()]
        shares = shares or [100 / len(rows[0])] * len(rows[0])
        look = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("BOX", (0, 0), (-1, -1), 0.6, RULE)]
        look += [("LINEAFTER", (0, 0), (-2, -1), 0.4, RULE), ("TOPPADDING", (0, 0), (-1, -1), 3)]
        look += [("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.6, RULE)]
        if not headless:
            look += [("BACKGROUND", (0, 0), (-1, 0), SHADE), ("LINEBELOW", (0, 0), (-1, 0), 0.6, RULE)]
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                if any(row[: x + 1]):
                    look.append(("LINEABOVE", (x, y), (x, y), 0.4, RULE))
                if y and text in RATING_COLOURS and rows[0][x] == "RAG":
                    look.append(("BACKGROUND", (x, y), (x, y), colors.HexColor(RATING_COLOURS[text])))
        row_styles = [styles.cell if headless else styles.header_cell] + [styles.cell] * (len(rows) - 1)
        cells = [
            [Paragraph(self.inline(text), style) for text in row]
            for row, style in zip(rows, row_styles, strict=True)
        ]
        yield Table(
            cells,
            colWidths=[(page_width - 2 * MARGIN) * share / sum(shares) for share in shares],
            style=look, repeatRows=0 if headless else 1, splitInRow=1, spaceBefore=4, spaceAfter=10,
        )  # fmt: skip
        yield Spacer(0, 4)

    def set_scan(self, lines: Iterator[str]) -> Iterator[Flowable]:
        """Set the lines up to ``!endscan`` as a page of their own, and that page as a picture."""
        page = io.BytesIO()
        template = PaperTemplate(page, self.source, self.known)
        template.pageTemplates.reverse()  # no running header or footer
        template.build(list(self.set_lines(iter(list(iter(lambda: next(lines), "!endscan"))))))
        with pypdfium2.PdfDocument(page.getvalue()) as document:
            picture = document[0].render(scale=SCAN_DPI / 72, grayscale=True).to_pil()
        picture = picture.point(lambda grey: 24 + grey * 224 // 255).filter(ImageFilter.GaussianBlur(0.5))
        picture = picture.rotate(SCAN_SKEW_DEGREES, Image.Resampling.BICUBIC, fillcolor=244)
        yield from (NextPageTemplate("scan"), PageBreak(), ScannedPage(picture), NextPageTemplate("page"))


def build(name: str, target: Path) -> None:
    """Lay the paper out until its page numbers no longer change, and leave the last layout at ``target``."""
    source, known = read_source(name), Pagination()
    for _ in range(MOST_LAYOUTS):
        template = PaperTemplate(target, source, known)
        template.build(Typesetter(source, known).set_all())
        if template.seen == known:
            return
        known = template.seen
    raise RuntimeError(f"{name}: the page numbers still change after {MOST_LAYOUTS} layouts")


def extracted_text(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [page.extract_text() for page in PdfReader(path).pages]


def main() -> int:
    """Build or check every paper; return the exit status."""
    parser = argparse.ArgumentParser(description="Set the sample papers as PDF.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a PDF is out of date")
    check = parser.parse_args().check
    rl_config.useA85 = 0  # binary streams: a fifth smaller
    stale = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in paper_names():
            committed = CORPUS / f"{name}.pdf"
            target = Path(scratch, committed.name) if check else committed
            build(name, target)
            if check and (not committed.exists() or extracted_text(target) != extracted_text(committed)):
                stale.append(committed.name)
    if stale:
        print(f"Out of date: {', '.join(stale)}. Run: python corpus/build.py", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
