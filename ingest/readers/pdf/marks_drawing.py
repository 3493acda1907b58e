"""A page of a PDF as a picture, with places marked on it as with a highlighter."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from ingest.readers.pdf.marks_page import displayed

MARK = (255, 229, 138)  # the ink of the marks: dark letters stay as dark under it
_COLOURS = 256  # letters need few; a picture of so many takes a third of the room, and of the time
_MOST_PIXELS = 12_000_000
_EDGE = 1.0  # points by which a mark reaches beyond its letters

# x0, y0, x1, y1 in points from the top left corner of the page as displayed.
Place = tuple[float, float, float, float]


def draw_page(path: Path, number: int, width: int, marks: Sequence[Place] = ()) -> bytes:
    """Return page ``number`` (from 1) of the PDF at ``path`` as PNG, ``width`` pixels wide, with ``marks``.

    A page that is so tall that its picture would be too large is drawn narrower. Raises OSError, and what
    PDFium raises of a file or page that it cannot read.
    """
    with displayed(path, number) as page:
        across, down = page.get_size()
        scale = min(width / across, (_MOST_PIXELS / (across * down)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    for mark in marks:
        _mark(picture, mark, scale)
    picture = picture.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _mark(picture: Image.Image, place: Place, scale: float) -> None:
    x0, y0, x1, y1 = place
    corners = (x0 - _EDGE, y0, x1 + _EDGE, y1)
    left, top, right, bottom = (round(corner * scale) for corner in corners)
    box = (max(left, 0), max(top, 0), min(right, picture.width), min(bottom, picture.height))
    if box[0] < box[2] and box[1] < box[3]:
        part = picture.crop(box)
        picture.paste(ImageChops.multiply(part, Image.new("RGB", part.size, MARK)), box)
