"""Pictures in a PDF that no page could show: bombs, refused before anything opens them.

A stream's dictionary stands unpacked and unencrypted in the file (PDF 32000-1, 7.5.7 keeps streams out
of object streams), so the file's bytes tell without a parser how large its pictures say they are.
"""

import mmap
import re
from pathlib import Path

from ingest.errors import PaperRefused

_MOST_PIXELS = 1_000_000_000
_NEAR = 400  # bytes: how far apart the two stand in one dictionary
_WIDTH = re.compile(rb"/Width\s+(\d{4,9})\b")
_HEIGHT = re.compile(rb"/Height\s+(\d{4,9})\b")
_PACKED = b"/JBIG2Decode"
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_HINT = "It may be damaged. Print it to a new PDF and add that."


def check_pictures(path: Path) -> None:
    """Raise PaperRefused where the file declares a picture of more than a thousand million points.

    Likewise where it holds what is packed as a picture and is none: a few kilobytes may unpack to many
    gigabytes in whatever reads them.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for found in _WIDTH.finditer(data):
            start = max(0, found.start() - _NEAR)
            for other in _HEIGHT.finditer(data[start : found.end() + _NEAR]):
                width, height = int(found[1]), int(other[1])
                if width * height > _MOST_PIXELS:
                    raise PaperRefused(
                        f"{path.name} holds a picture of {width:,} by {height:,} points: too large to show.",
                        hint=_HINT,
                    )
        if data.find(_PACKED) >= 0 and not _PICTURE.search(data):
            raise PaperRefused(f"{path.name} holds packed pictures outside of any picture.", hint=_HINT)
