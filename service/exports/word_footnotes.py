"""Footnotes of a Word file, which python-docx does not write: their part, and the references to them.

A file's footnotes stand in a part of their own (``word/footnotes.xml``), the first two of which are the
lines that Word draws above them. ECMA-376 part 1, 17.11.
"""

from collections.abc import Iterable

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

# The names by which Word knows these styles for its own; their ids are the same without the space.
TEXT_STYLE = "footnote text"
REFERENCE_STYLE = "footnote reference"

_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}


class Footnotes:
    """The footnotes of one file that is being written; they are numbered from 1 in the order of ``add``."""

    def __init__(self, document: Document) -> None:
        self._element = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, self._element, document.part.package
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        settings = document.settings.element
        named = OxmlElement("w:footnotePr")
        for number, name in _SEPARATORS.items():
            self._element.append(_separator(number, name))
            named.append(_numbered("w:footnote", number))
        # The schema wants it before w:compat, which the template has.
        compat = settings.find(qn("w:compat"))
        if compat is None:
            settings.append(named)
        else:
            compat.addprevious(named)
        self._count = 0

    def add(self, paragraph: Paragraph, runs: Iterable[BaseOxmlElement]) -> None:
        """Put a reference at the end of ``paragraph``, and ``runs`` into the note that it refers to."""
        self._count += 1
        reference = styled_run(REFERENCE_STYLE)
        reference.append(_numbered("w:footnoteReference", self._count))
        paragraph._p.append(reference)

        note = _numbered("w:footnote", self._count)
        words = OxmlElement("w:p")
        properties = OxmlElement("w:pPr")
        properties.append(_valued("w:pStyle", _id_of(TEXT_STYLE)))
        mark = styled_run(REFERENCE_STYLE)
        mark.append(OxmlElement("w:footnoteRef"))
        words.extend((properties, mark, *runs))
        note.append(words)
        self._element.append(note)

    def link(self, address: str, words: str) -> BaseOxmlElement:
        """Return ``words`` as a link to ``address``, to stand among the runs of a note."""
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        link.append(text_run(words, style="Hyperlink"))
        return link


def text_run(words: str, *, style: str = "", italic: bool = False) -> BaseOxmlElement:
    """Return a run of words."""
    run = styled_run(style) if style else OxmlElement("w:r")
    if italic:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:i"))
        run.append(properties)
    text = OxmlElement("w:t")
    text.text = words
    text.set(qn("xml:space"), "preserve")
    run.append(text)
    return run


def styled_run(style: str) -> BaseOxmlElement:
    """Return an empty run in a character style."""
    run = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    properties.append(_valued("w:rStyle", _id_of(style)))
    run.append(properties)
    return run


def _id_of(style: str) -> str:
    """Return the id that python-docx gives to a style of this name."""
    return style.replace(" ", "")


def _separator(number: int, name: str) -> BaseOxmlElement:
    note = _numbered("w:footnote", number)
    note.set(qn("w:type"), name)
    paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
    run.append(OxmlElement(f"w:{name}"))
    paragraph.append(run)
    note.append(paragraph)
    return note


def _numbered(name: str, number: int) -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:id"), str(number))
    return element


def _valued(name: str, value: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element
