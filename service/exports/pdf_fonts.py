"""The typeface of PDF exports: Source Sans Pro (SIL Open Font License), out of a package of its own.

PDF's built-in typefaces lack Welsh letters (ŵ, ŷ), arrows and much else that papers hold. What this one
lacks is replaced by the nearest that it has, or else by a sign that shows that a letter is missing.
"""

import unicodedata
from functools import cache
from importlib.resources import as_file, files

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FAMILY, BOLD, ITALIC = "SourceSans", "SourceSans-Bold", "SourceSans-Italic"
MISSING = "¤"

_FILES = {FAMILY: "SourceSansPro-Regular", BOLD: "SourceSansPro-Bold", ITALIC: "SourceSansPro-It"}
_INSTEAD = {
    "‐": "-",
    "‑": "-",
    "◦": "•",
    "▪": "•",
    "●": "•",
    "\u2009": " ",
    "\u202f": "\u00a0",
    "\ufb01": "fi",
}


@cache
def register() -> None:
    """Make the typeface known to ReportLab, once a process."""
    for name, file_name in _FILES.items():
        with as_file(files("font_source_sans_pro") / "files" / f"{file_name}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
    pdfmetrics.registerFontFamily(FAMILY, normal=FAMILY, bold=BOLD, italic=ITALIC, boldItalic=BOLD)


def settable(text: str, font: str = FAMILY) -> str:
    """Return ``text`` in letters that ``font`` has; ``MISSING`` stands for each that has no likeness."""
    register()
    known = _letters(font)
    return "".join(letter if ord(letter) in known else _likeness(letter, known) for letter in text)


@cache
def _letters(font: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(font).face.charToGlyph)


def _likeness(letter: str, known: frozenset[int]) -> str:
    """Return what stands for a letter that is not ``known``: its parts without accents, say."""
    if letter in _INSTEAD:
        return _INSTEAD[letter]
    parts = [part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)]
    if not parts:
        return ""  # an accent alone
    return "".join(parts) if all(ord(part) in known for part in parts) else MISSING
