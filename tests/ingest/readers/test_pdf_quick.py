"""What is asked of PDFium quickly is what it says when asked by its own types."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from ingest.readers.pdf import quick
from tests.support.written_pdf import BODY, Paper


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return (
        Paper(tmp_path / "paper.pdf").line("Fees – 2024", gap=0, font="Helvetica-Bold").paragraph(BODY).save()
    )


def test_each_character_is_as_pdfium_tells_it(paper: Path) -> None:
    with _text_page(paper) as text_page:
        page, count = quick.reference(text_page), pdfium.FPDFText_CountChars(text_page)
        generated = 0
        for index in range(count):
            assert quick.code_at(page, index) == pdfium.FPDFText_GetUnicode(text_page, index)
            assert quick.size_at(page, index) == pdfium.FPDFText_GetFontSize(text_page, index)
            assert quick.is_generated(page, index) == pdfium.FPDFText_IsGenerated(text_page, index)
            generated += quick.is_generated(page, index)
            shown = pdfium.FPDFText_GetTextObject(text_page, index)
            assert quick.object_at(page, index) == _address(shown)
            assert _box(quick.box_at, page, index) == _box(pdfium.FPDFText_GetLooseCharBox, text_page, index)
            origin = _origin(quick.origin_at, page, index)
            assert origin == _origin(pdfium.FPDFText_GetCharOrigin, text_page, index)
            matrix = _matrix(quick.matrix_at, page, index)
            assert matrix == _matrix(pdfium.FPDFText_GetMatrix, text_page, index)
        assert count > len(BODY) // 2
        assert generated  # the ends of lines, at least


def test_each_text_object_is_as_pdfium_tells_it(paper: Path) -> None:
    with _text_page(paper) as text_page:
        page = quick.reference(text_page)
        seen = set()
        for index in range(pdfium.FPDFText_CountChars(text_page)):
            shown = pdfium.FPDFText_GetTextObject(text_page, index)
            if not shown:
                continue
            quickly = ctypes.c_void_p(quick.object_at(page, index))
            seen.add(quick.font_of(quickly))
            assert quick.font_of(quickly) == _address(pdfium.FPDFTextObj_GetFont(shown))
            assert quick.render_mode_of(quickly) == pdfium.FPDFTextObj_GetTextRenderMode(shown)
            assert quick.mcid_of(quickly) == pdfium.FPDFPageObj_GetMarkedContentID(shown) == -1
            assert quick.count_marks(quickly) == pdfium.FPDFPageObj_CountMarks(shown) == 0
        assert len(seen) == 2  # the heading's face and the body's


def test_a_mark_is_named_as_pdfium_names_it(paper: Path) -> None:
    with _text_page(paper) as text_page:
        shown = pdfium.FPDFText_GetTextObject(text_page, 0)
        pdfium.FPDFPageObj_AddMark(shown, b"Artifact")
        quickly = ctypes.c_void_p(_address(shown))
        assert quick.count_marks(quickly) == 1
        mark = ctypes.c_void_p(quick.mark_of(quickly, ctypes.c_ulong(0)))
        name, length = ctypes.create_string_buffer(32), ctypes.c_ulong()
        assert quick.mark_name(mark, name, ctypes.c_ulong(len(name)), ctypes.byref(length))
        assert name.raw[: length.value].decode("utf-16-le") == "Artifact\0"


@contextmanager
def _text_page(path: Path) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    text_page = pdfium.FPDFText_LoadPage(page.raw)
    yield text_page
    pdfium.FPDFText_ClosePage(text_page)
    page.close()
    document.close()


def _address(pointer: Any) -> int | None:
    return ctypes.addressof(pointer.contents) if pointer else None


def _box(ask: Any, page: Any, index: int) -> tuple[float, ...]:
    box = pdfium.FS_RECTF()
    ask(page, index, ctypes.byref(box))
    return box.left, box.bottom, box.right, box.top


def _origin(ask: Any, page: Any, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    ask(page, index, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _matrix(ask: Any, page: Any, index: int) -> tuple[float, ...]:
    matrix = pdfium.FS_MATRIX()
    ask(page, index, ctypes.byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
