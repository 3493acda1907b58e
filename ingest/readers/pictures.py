"""A page of a PDF as a picture, by PDFium: what text recognition reads."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from numpy.typing import NDArray

from ingest.errors import PaperRefused, PaperUnreachable

DPI = 200
POINT = DPI / 72  # pixels

# Lengths of a page's longer side, in points: A4 and A3. Some scanners write a page of one point a
# pixel, and others one of a few points; a picture of either would be far too large or too small.
_SHORTEST, _LONGEST = 842.0, 1191.0

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in shades of grey, (height, width), 0 black to 255 white, at ``DPI`` dots an inch.

    A page smaller than A4 or larger than A3 is drawn as if it were of that size.
    """

    grey: Grey


def page_picture(path: Path, number: int) -> Picture:
    """Draw page ``number`` (from 1) of the PDF at ``path``, turned as the file says.

    Raises PaperUnreachable when the file is not there, PaperRefused when the page cannot be drawn.
    """
    try:
        # Given as a stream, for PDFium takes names in UTF-8 only, and old file systems hold others.
        with path.open("rb") as stream, pypdfium2.PdfDocument(stream) as document:
            page = document[number - 1]
            try:
                longer = max(page.get_size())
                size = min(max(longer, _SHORTEST), _LONGEST)
                bitmap = page.render(scale=POINT * size / longer, grayscale=True)
                drawn = bitmap.to_numpy()
                return Picture(np.array(drawn.reshape(drawn.shape[:2]), dtype=np.uint8))
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
