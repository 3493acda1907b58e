"""A page of a PDF, opened to be shown: with what was filled into its form, as a person sees it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.readers.ocr.pictures import opened


@contextmanager
def displayed(path: Path, number: int) -> Iterator[pypdfium2.PdfPage]:
    """Open page ``number`` (from 1) of the PDF at ``path``.

    Raises OSError, and what PDFium raises of a file or page that it cannot read; IndexError for no such page.
    """
    with opened(path) as document:
        if not 1 <= number <= len(document):
            raise IndexError(f"there is no page {number}")
        page = document[number - 1]
        try:
            if document.get_formtype():
                # What was filled into fields is drawn apart from the page: make it part of it.
                pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
                page.close()
                page = document[number - 1]
            yield page
        finally:
            page.close()
