"""A briefing as a PDF file: headings in its outline, and the notes at the foot of each page."""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from service.exports.briefing import Briefing, Note, Part, Statement
from service.exports.pdf_fonts import BOLD, FAMILY, ITALIC, MISSING, register, settable
from service.exports.pdf_pages import HEIGHT, WIDTH, Block, Pages
from service.strings import text

MEDIA_TYPE = "application/pdf"

_INK, _SOFT, _LINK = HexColor("#14202b"), HexColor("#4a5a68"), "#0d5a8c"
_INDENT = 14


def _style(
    name: str, size: float, *, font: str = FAMILY, before: float = 0, after: float = 6
) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=1.32 * size,
        spaceBefore=before,
        spaceAfter=after,
        textColor=_INK,
        splitLongWords=1,
    )


_TITLE = _style("title", 20, font=BOLD, after=8)
_QUESTION = _style("question", 15, font=BOLD, before=16, after=4)
_STANDING = _style("standing", 12, font=BOLD, before=10, after=3)
_BODY = _style("body", 11)
_HEADLINE = _style("headline", 11.5, font=BOLD, after=4)
_QUOTE = _style("quote", 11, before=4, after=2)
_ITEM = ParagraphStyle("item", parent=_QUOTE, leftIndent=_INDENT, bulletIndent=2, spaceBefore=1)
_FACTS = ParagraphStyle("facts", parent=_style("facts", 9.5, after=6), textColor=_SOFT)
_NOTE = _style("note", 8.5, after=2)


def pdf_file(briefing: Briefing) -> bytes:
    """Return ``briefing`` as the bytes of a PDF file (A4)."""
    register()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), lang="en-GB", initialFontName=FAMILY)
    canvas.setTitle(briefing.title)
    canvas.setAuthor(text("service.name"))
    canvas.setSubject(briefing.opening)
    # So that a window and a screen reader name the paper, not the file.
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
    blocks = list(_blocks(briefing))
    if any(MISSING in block.words.text for block in blocks):
        blocks.insert(2, Block(Paragraph(escape(text("export.letters_missing", sign=MISSING)), _FACTS)))
    Pages(canvas, font=FAMILY).set(blocks)
    canvas.save()
    return file.getvalue()


def _blocks(briefing: Briefing) -> Iterator[Block]:
    yield Block(_words(briefing.title, _TITLE), outline=(0, briefing.title), stays=True)
    yield Block(_words(briefing.opening, _FACTS))
    for part in briefing.parts:
        if not briefing.is_single:
            yield Block(_words(part.question, _QUESTION), outline=(1, part.question), stays=True)
        yield from _part(part, level=1 if briefing.is_single else 2)


def _part(part: Part, *, level: int) -> Iterator[Block]:
    about = " ".join(filter(None, (part.asked, part.searched, part.understood)))
    if about:
        yield Block(_words(about, _FACTS))
    if part.headline:
        yield Block(_words(part.headline, _HEADLINE))
    for remark in part.remarks:
        yield Block(_words(remark, _BODY))
    for group in part.groups:
        yield Block(_words(group.standing, _STANDING), outline=(level, group.standing), stays=True)
        if group.means:
            yield Block(_words(f"{group.means[0].upper()}{group.means[1:]}.", _FACTS), stays=True)
        for statement in group.statements:
            yield from _quote(statement)
    if part.nearest:
        title = text("export.nearest")
        yield Block(_words(title, _STANDING), outline=(level, title), stays=True)
        for statement in part.nearest:
            yield from _quote(statement)


def _quote(statement: Statement) -> Iterator[Block]:
    marks = f"<super size=7>{','.join(str(note.number) for note in statement.notes)}</super>"
    for line in statement.lines:
        is_last = line is statement.lines[-1]
        said = escape(settable(line.text)) + (marks if is_last else "")
        words = Paragraph(said, _ITEM, bulletText="•") if line.is_item else Paragraph(said, _QUOTE)
        notes = tuple(map(_note, statement.notes)) if is_last else ()
        yield Block(words, notes, stays=is_last and bool(statement.facts))
    if statement.facts:
        yield Block(_words(statement.facts, _FACTS))


def _note(note: Note) -> Paragraph:
    title, facts = (escape(settable(words)) for words in (note.title, ", ".join(note.facts)))
    link = f"<a href={quoteattr(note.address)} color={quoteattr(_LINK)}>{escape(note.address)}</a>"
    return Paragraph(
        f"<super size=6>{note.number}</super> <font name={quoteattr(ITALIC)}>{title}</font>. {facts}. {link}",
        _NOTE,
    )


def _words(said: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(settable(said, style.fontName)), style)
