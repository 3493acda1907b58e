"""A page of a PDF as a picture, by PDFium: what text recognition reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.errors import PaperRefused, PaperUnreachable
from ingest.readers.pdf.unlocked import unlocked

DPI = 200
POINT = DPI / 72  # pixels

# Lengths of a page's longer side, in points: A4 and A3. Some scanners write a page of one point a
# pixel, and others one of a few points; a picture of either would be far too large or too small.
_SHORTEST, _LONGEST = 842.0, 1191.0

Grey = NDArray[np.uint8]  # a picture in shades of grey, (height, width), 0 black to 255 white


def page_picture(path: Path, number: int) -> Grey:
    """Draw page ``number`` (from 1) of the PDF at ``path``, turned as the file says.

    It has ``DPI`` dots an inch; a page smaller than A4 or larger than A3 is drawn as if it were that size.
    Raises PaperUnreachable when the file is not there, PaperRefused when the page cannot be drawn.
    """
    try:
        with opened(path) as document:
            page = document[number - 1]
            try:
                longer = max(page.get_size())
                size = min(max(longer, _SHORTEST), _LONGEST)
                drawn = page.render(scale=POINT * size / longer, grayscale=True).to_numpy()
                return np.array(drawn.reshape(drawn.shape[:2]), dtype=np.uint8)
            finally:
                page.close()
    except OSError as error:
        raise PaperUnreachable(
            f"{path.name} could not be opened: {error.strerror or error}.",
            hint="Check that the file is there and may be read.",
        ) from error
    except (pypdfium2.PdfiumError, ValueError, IndexError, ArithmeticError) as error:
        raise PaperRefused(
            f"Page {number} of {path.name} could not be drawn.",
            hint="The file may be damaged there. Print the page to a new PDF and add that.",
        ) from error


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """Open the PDF at ``path``, also one that an empty password opens. Raises OSError and PdfiumError."""
    # Given as a stream, for PDFium takes names in UTF-8 only, and old file systems hold others.
    with path.open("rb") as stream:
        try:
            document = pypdfium2.PdfDocument(stream)
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
            copy = unlocked(path) if locked else None
            if copy is None:
                raise
            document = pypdfium2.PdfDocument(copy)
        with document:
            yield document
