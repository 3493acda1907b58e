"""What is asked of PDFium by address is what it says when asked by its own types."""

import ctypes
from contextlib import closing
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.pdf.quick import address_of, box_at, code_at, is_generated, object_at, origin_at
from tests.support.written_pdf import BODY, Paper


def test_each_character_is_as_pdfium_tells_it(tmp_path: Path) -> None:
    path = Paper(tmp_path / "paper.pdf").line("Fees – 2024", gap=0).paragraph(BODY).save()
    with closing(pypdfium2.PdfDocument(path)) as document:
        page = document[0]
        text_page = pdfium.FPDFText_LoadPage(page.raw)
        at_page, count = address_of(text_page), pdfium.FPDFText_CountChars(text_page)
        box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        quick_box, quick_x, quick_y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        generated = 0
        for index in range(count):
            assert code_at(at_page, index) == pdfium.FPDFText_GetUnicode(text_page, index)
            assert is_generated(at_page, index) == pdfium.FPDFText_IsGenerated(text_page, index)
            generated += is_generated(at_page, index)
            shown = pdfium.FPDFText_GetTextObject(text_page, index)
            assert object_at(at_page, index) == (address_of(shown) if shown else None)
            pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
            box_at(at_page, index, ctypes.addressof(quick_box))
            sides = [(b.left, b.bottom, b.right, b.top) for b in (box, quick_box)]
            assert sides[0] == sides[1]
            pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
            origin_at(at_page, index, ctypes.addressof(quick_x), ctypes.addressof(quick_y))
            assert (quick_x.value, quick_y.value) == (x.value, y.value)
        assert count > len(BODY) // 2
        assert generated  # the ends of lines, at least
        pdfium.FPDFText_ClosePage(text_page)
        page.close()
