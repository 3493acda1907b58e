"""A PDF's pages → what stands on each, by PDFium: the one place where a PDF is opened to be read.

PDFium (the reader inside Chromium) copes with every font, filter and kind of damage that offices'
papers show; pypdf is asked only for what PDFium does not give (``pdf_tags``).
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf import quick
from ingest.readers.pdf.characters import read_runs
from ingest.readers.pdf.rules import IDENTITY, Fill, Matrix, Rule, drawn_by, matrix_of, multiply
from ingest.readers.pdf.runs import Link, PageContent, Run
from ingest.readers.pdf.struck import mark_struck

_MOST_DEPTH = 12  # of forms in forms
_MOST_OBJECTS = 100_000  # of one page
_MOST_RULES = 4_000  # beyond that it is a drawing, not a table
_MOST_LINKS = 1_000
_MOST_LETTERS = 2_000  # of a link's words or address
_PICTURE = 0.5  # of the page: a smaller image is an illustration


def read_content(document: pypdfium2.PdfDocument, index: int) -> PageContent:
    """Return what stands on the page at ``index`` (from 0). Raises PdfiumError where it cannot be loaded."""
    page = document[index]
    try:
        if document.get_formtype() and _has_fields(page):
            # What was filled into a form's fields is drawn apart from the page: make it part of it.
            pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
            page.close()
            page = document[index]
        return _read(document, page)
    finally:
        page.close()


def _read(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> PageContent:
    with _text_page(page) as text_page:
        placed = list(read_runs(text_page))
        links = list(_links(document, page, text_page))
    drawn, pictured = _drawings(page)
    rules = [*(shape for shape in drawn if isinstance(shape, Rule)), *_strikeouts(page)]
    turns = Counter[int]()
    for angle, run in placed:
        turns[angle] += len(run.text)
    main = max((turn for turn in turns if turn % 90 == 0), key=lambda turn: turns[turn], default=0)
    bottom, top = _edges(page, main)
    fills = [shape for shape in drawn if isinstance(shape, Fill)]
    if main:
        rules = [_turn_rule(rule, main) for rule in rules]
        fills = [_turn_fill(fill, main) for fill in fills]
    return PageContent(
        runs=tuple(mark_struck([run for angle, run in placed if angle == main], rules)),
        rules=tuple(rules),
        bottom=bottom,
        top=top,
        aside=tuple(_asides(placed, main)),
        links=tuple(_turn_link(link, main) for link in links),
        pictured=pictured,
        fills=tuple(fills),
    )


@contextmanager
def _text_page(page: pypdfium2.PdfPage) -> Iterator[Any]:
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    if not text_page:
        raise pypdfium2.PdfiumError("its text cannot be loaded")
    try:
        yield text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _edges(page: pypdfium2.PdfPage, angle: int) -> tuple[float, float]:
    """Return the height of the page's lower and upper edge, once it is turned by ``angle``."""
    x0, y0, x1, y1 = page.get_cropbox()
    bottom, top = sorted((_turn(x0, y0, angle)[1], _turn(x1, y1, angle)[1]))
    return bottom, top


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    """Return the point as it stands once the page is turned so that text at ``angle`` degrees is level."""
    match angle:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
        case _:
            return x, y


def _turn_box(box: Rule | Fill | Link, angle: int) -> tuple[float, float, float, float]:
    """Return the (x0, y0, x1, y1) of ``box`` once the page is turned."""
    (x0, y0), (x1, y1) = _turn(box.x0, box.y0, angle), _turn(box.x1, box.y1, angle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn_rule(rule: Rule, angle: int) -> Rule:
    return Rule(*_turn_box(rule, angle))


def _turn_fill(fill: Fill, angle: int) -> Fill:
    return Fill(*_turn_box(fill, angle), fill.colour)


def _turn_link(link: Link, angle: int) -> Link:
    return Link(link.words, link.address, *_turn_box(link, angle))


def _asides(placed: list[tuple[int, Run]], main: int) -> Iterator[str]:
    text, last = "", main
    for angle, run in placed:
        if angle == main:
            continue
        if angle != last and text.strip():
            yield text
            text = ""
        text, last = text + run.text, angle
    if text.strip():
        yield text


# What is drawn


def _drawings(page: pypdfium2.PdfPage) -> tuple[list[Rule | Fill], bool]:
    """Return what a page draws, nothing where it is a drawing, and whether an image covers much of it."""
    shapes: list[Rule | Fill] = []
    width, height = page.get_size()
    covered = 0.0
    seen = 0
    whole = quick.reference(page.raw)
    # The address of an object, what takes it to the page, and how deep in forms it stands.
    todo: list[tuple[int | None, Matrix, int]] = [
        (quick.object_of_page(whole, i), IDENTITY, 0)
        for i in reversed(range(pdfium.FPDFPage_CountObjects(page.raw)))
    ]
    while todo and seen < _MOST_OBJECTS and len(shapes) <= _MOST_RULES:
        address, outer, depth = todo.pop()
        seen += 1
        page_object = ctypes.c_void_p(address)
        kind = quick.type_of(page_object)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            shapes += drawn_by(page_object, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d, _, _ = multiply(matrix_of(page_object), outer)
            covered += abs(a * d - b * c)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
            inner = multiply(matrix_of(page_object), outer)
            form = ctypes.cast(page_object, pdfium.FPDF_PAGEOBJECT)
            todo += [
                (quick.object_of_form(page_object, ctypes.c_ulong(i)), inner, depth + 1)
                for i in reversed(range(min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)))
            ]
    drawing = len(shapes) > _MOST_RULES
    return ([] if drawing else shapes), covered >= _PICTURE * width * height


# Annotations


def _annotations(page: pypdfium2.PdfPage, kind: int) -> Iterator[Any]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_LINKS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == kind:
                yield annotation
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)


def _has_fields(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in _annotations(page, pdfium.FPDF_ANNOT_WIDGET))


def _strikeouts(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    """Yield the lines that strike-out annotations draw through the text."""
    quad = pdfium.FS_QUADPOINTSF()
    for annotation in _annotations(page, pdfium.FPDF_ANNOT_STRIKEOUT):
        for number in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), _MOST_LINKS)):
            if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, number, ctypes.byref(quad)):
                xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
                middle = (min(ys) + max(ys)) / 2
                yield Rule(min(xs), middle, max(xs), middle)


# Links


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, text_page: Any) -> Iterator[Link]:
    """Yield the links to addresses outside the file."""
    position, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
            return
        address = _address(document, pdfium.FPDFLink_GetAction(link))
        if address and pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            edges = (box.left, box.bottom, box.right, box.top)
            yield Link(_words_in(text_page, *edges), address, *edges)


def _address(document: pypdfium2.PdfDocument, action: Any) -> str:
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    buffer = ctypes.create_string_buffer(_MOST_LETTERS)
    length = pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, len(buffer))
    return buffer.value.decode("utf-8", "replace") if length <= len(buffer) else ""


def _words_in(text_page: Any, x0: float, y0: float, x1: float, y1: float) -> str:
    buffer = (ctypes.c_ushort * _MOST_LETTERS)()
    count = pdfium.FPDFText_GetBoundedText(text_page, x0, y1, x1, y0, buffer, _MOST_LETTERS)
    return bytes(buffer)[: 2 * max(0, count)].decode("utf-16-le", "replace").strip("\0 \r\n")
