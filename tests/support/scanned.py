"""Makes scans: the pages of a PDF as pictures, in a PDF that holds nothing else."""

from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image

from ingest.readers.ocr.pictures import Grey

DPI = 200


def picture_of(path: Path, *, skew: float = 0.0) -> Image.Image:
    """Return the first page of a PDF as a scanner sees it, turned to the left by ``skew`` degrees."""
    with pypdfium2.PdfDocument(path) as document:
        drawn = document[0].render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    return drawn.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255)


def grey_of(path: Path, *, skew: float = 0.0) -> Grey:
    """Return the same as shades of grey, (height, width)."""
    return np.asarray(picture_of(path, skew=skew))


def scan_of(path: Path, target: Path, *, skew: float = 0.0, turned: int = 0) -> Path:
    """Write the first page of ``path`` to ``target`` as a picture; ``turned`` degrees to the left."""
    picture = picture_of(path, skew=skew)
    picture.rotate(turned, expand=True).save(target, "PDF", resolution=DPI)
    return target
