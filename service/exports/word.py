"""A briefing as a Word file: headings, quotes, and a real footnote for each citation."""

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from service.exports.briefing import Briefing, Note, Part, Statement
from service.exports.word_footnotes import REFERENCE_STYLE, TEXT_STYLE, Footnotes, text_run
from service.strings import text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_LANGUAGE = "en-GB"
_FONT = "Calibri"
_INK, _SOFT = RGBColor(0x14, 0x20, 0x2B), RGBColor(0x4A, 0x5A, 0x68)
_LINK = RGBColor(0x0D, 0x5A, 0x8C)
# Kept in the file by these names, in any language, as the template's own styles are.
_QUOTE, _FACTS = "Quoted words", "Facts"


def word_file(briefing: Briefing) -> bytes:
    """Return ``briefing`` as the bytes of a .docx file."""
    document = docx.Document()
    _describe(document, briefing)
    _make_styles(document)
    notes = Footnotes(document)
    document.add_paragraph(briefing.title, "Title")
    document.add_paragraph(briefing.opening)
    for part in briefing.parts:
        if not briefing.is_single:
            document.add_heading(part.question, 1)
        _write(part, document, notes, level=1 if briefing.is_single else 2)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write(part: Part, document: Document, notes: Footnotes, *, level: int) -> None:
    """Write one question's answer; its groups stand under headings of ``level``."""
    about = " ".join(filter(None, (part.asked, part.searched, part.understood)))
    if about:
        document.add_paragraph(about, _FACTS)
    if part.headline:
        document.add_paragraph().add_run(part.headline).bold = True
    for remark in part.remarks:
        document.add_paragraph(remark)
    for group in part.groups:
        document.add_heading(group.standing, level)
        if group.means:
            document.add_paragraph(_sentence(group.means), _FACTS)
        for statement in group.statements:
            _quote(statement, document, notes)
    if part.nearest:
        document.add_heading(text("export.nearest"), level)
        for statement in part.nearest:
            _quote(statement, document, notes)


def _quote(statement: Statement, document: Document, notes: Footnotes) -> None:
    """Write the lines of a quote, its footnotes at the end of the last, and its facts below."""
    paragraph: Paragraph | None = None
    for line in statement.lines:
        paragraph = document.add_paragraph(line.text, "List Bullet" if line.is_item else _QUOTE)
        paragraph.paragraph_format.keep_with_next = bool(statement.facts)
    if paragraph is None:
        return
    for note in statement.notes:
        notes.add(paragraph, _runs(note, notes))
    if statement.facts:
        document.add_paragraph(statement.facts, _FACTS)


def _runs(note: Note, notes: Footnotes) -> Iterator[BaseOxmlElement]:
    yield text_run(" ")
    yield text_run(note.title, italic=True)
    yield text_run(f". {', '.join(note.facts)}. ")
    yield notes.link(note.address, note.address)


def _describe(document: Document, briefing: Briefing) -> None:
    # The template's own picture of itself would be shown for the file.
    relations = document.part.package.rels
    for name in [name for name, each in relations.items() if each.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[name]
    properties = document.core_properties
    properties.title = briefing.title[:255]  # the most that the format takes
    properties.author = text("service.name")
    properties.comments = ""
    properties.language = _LANGUAGE
    properties.keywords = ""
    # Screen readers take the language from the styles' defaults.
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), _LANGUAGE)


def _make_styles(document: Document) -> None:
    """Set the template's styles alike, and add those that it lacks."""
    styles = document.styles
    normal = styles["Normal"]
    _set_font(normal, 11, _INK)
    normal.paragraph_format.space_after = Pt(8)
    for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("List Bullet", 11)):
        _set_font(styles[name], size, _INK)
    borders = styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)
    quote = styles.add_style(_QUOTE, WD_STYLE_TYPE.PARAGRAPH)
    quote.base_style = normal
    quote.paragraph_format.space_before, quote.paragraph_format.space_after = Pt(6), Pt(2)
    facts = styles.add_style(_FACTS, WD_STYLE_TYPE.PARAGRAPH)
    facts.base_style = normal
    _set_font(facts, 9.5, _SOFT)
    note = styles.add_style(TEXT_STYLE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    note.base_style = normal
    _set_font(note, 9, _INK)
    note.paragraph_format.space_after = Pt(2)
    reference = styles.add_style(REFERENCE_STYLE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    reference.font.superscript = True
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = _LINK, True


def _set_font(style: object, size: float, colour: RGBColor) -> None:
    font = style.font  # type: ignore[attr-defined]  # the stubs know it of some styles only
    font.name, font.size, font.color.rgb = _FONT, Pt(size), colour
    # The template's headings name fonts by theme, which would win over the name.
    fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")  # type: ignore[attr-defined]
    for attribute in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[attribute]


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."
