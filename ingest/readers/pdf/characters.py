"""A PDF page's characters → its runs of text, by PDFium.

PDFium knows what each character stands for and where it is, for every kind of font. The lines that it
makes of them are left aside, for tables and columns need each run's own place; of the blanks that it
finds between characters, those that show a gap are kept. Characters that the page shows in one go, side
by side, are one run.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from ingest.normalise import BULLET
from ingest.readers.pdf.quick import address_of, box_at, code_at, is_generated, object_at, origin_at
from ingest.readers.pdf.runs import Run

_MOST_CHARACTERS = 200_000  # of one page: a page of very small print has about 10,000
_WIDE_GAP = 3.0  # blanks: more than this parts two runs
_BLANK_GAP = 0.5  # blanks: more than this is one
_FOUND_GAP = 0.2  # blanks: more than this is one where PDFium finds one
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123
_BOLD_NAMES = ("bold", "black", "heavy", "demi")
_OUTLINED = 2  # fill and stroke: how some writers fake a bold face
_UNKNOWN = "\ufffd"
_BLANK = 0x20
_HYPHENS = (0x02, 0xFFFE)  # what PDFium puts for a hyphen at a line's end

# Codes that the standard encodings leave unused show a bullet (PDF 32000-1, annex D.2, note 3).
_UNUSED_CODES = frozenset((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D))
_WINGDINGS = {
    **dict.fromkeys(range(0x21, 0x100), BULLET),
    0xFC: "✓",
    0xFB: "✗",
    0xFE: "☑",
    0xA8: "☐",
    0x6F: "☐",
}
_PRIVATE_USE = range(0xE000, 0xF900)


@dataclass(frozen=True, slots=True)
class _Typeface:
    """A font as text needs it: is it bold, how wide is a blank (em), and what do its signs stand for.

    ``texts`` keeps what each of PDFium's codes was found to stand for.
    """

    bold: bool
    space: float
    signs: dict[int, str] | None
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Shown:
    """What is the same for all characters that one operator shows."""

    angle: int  # degrees
    size: float  # points
    typeface: _Typeface
    bold: bool
    artifact: bool
    mcid: int | None


@dataclass(slots=True)
class _Character:
    text: str
    start: float  # along the direction that the text runs in, in points
    end: float
    level: float  # its baseline, across that direction
    parted: bool = False  # PDFium finds a blank after it


def read_runs(text_page: Any) -> Iterator[tuple[int, Run]]:
    """Yield (angle in degrees, run) in the order of the page's content.

    A run's place is the one that it has once the page is turned by that angle, so that it reads level.
    """
    fonts: dict[int, _Typeface] = {}
    for shown, characters in _shown(text_page, fonts):
        for run in _runs(shown, characters):
            yield shown.angle, run


def _shown(text_page: Any, fonts: dict[int, _Typeface]) -> Iterator[tuple[_Shown, list[_Character]]]:
    """Yield the characters that were shown together."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at_page, at_box, at_x, at_y = address_of(text_page), *map(ctypes.addressof, (box, x, y))
    before, shown, gathered = 0, None, list[_Character]()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), _MOST_CHARACTERS)):
        code = code_at(at_page, index)
        # Besides hyphens, only blanks and line ends are PDFium's own.
        if code <= _BLANK and code not in _HYPHENS and is_generated(at_page, index) == 1:
            if gathered and code == _BLANK:
                gathered[-1].parted = True
            continue
        address = object_at(at_page, index)
        if not address:
            continue
        if address != before:
            if shown is not None and gathered:
                yield shown, gathered
            before, gathered = address, []
            shown = _look(text_page, index, fonts)
        if shown is None or not box_at(at_page, index, at_box):
            continue
        if not origin_at(at_page, index, at_x, at_y):
            continue
        typeface = shown.typeface
        text = typeface.texts.get(code)
        if text is None:
            text = typeface.texts[code] = _text(code, typeface)
        character = _placed(text, shown.angle, box, x.value, y.value)
        if math.isfinite(character.start + character.end + character.level):
            gathered.append(character)
    if shown is not None and gathered:
        yield shown, gathered


def _placed(text: str, angle: int, box: Any, x: float, y: float) -> _Character:
    match angle:
        case 0:
            return _Character(text, box.left, box.right, y)
        case 90:
            return _Character(text, box.bottom, box.top, -x)
        case 180:
            return _Character(text, -box.right, -box.left, -y)
        case 270:
            return _Character(text, -box.top, -box.bottom, x)
        case _:
            return _Character(text, box.left, box.right, y)


def _look(text_page: Any, index: int, fonts: dict[int, _Typeface]) -> _Shown | None:
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        return None
    height = math.hypot(matrix.c, matrix.d)
    size = abs(pdfium.FPDFText_GetFontSize(text_page, index)) * height
    if not math.isfinite(size) or size <= 0:
        return None
    typeface = _typeface(pdfium.FPDFTextObj_GetFont(text_object), fonts)
    outlined = pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _OUTLINED
    mcid = pdfium.FPDFPageObj_GetMarkedContentID(text_object)
    return _Shown(
        angle=round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360,
        size=size,
        typeface=typeface,
        bold=typeface.bold or outlined,
        artifact=_is_artifact(text_object),
        mcid=mcid if mcid >= 0 else None,
    )


def _is_artifact(text_object: Any) -> bool:
    name, length = (ctypes.c_ushort * 16)(), ctypes.c_ulong()
    for number in range(min(pdfium.FPDFPageObj_CountMarks(text_object), 8)):
        mark = pdfium.FPDFPageObj_GetMark(text_object, number)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), ctypes.byref(length)) and (
            bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") == "Artifact"
        ):
            return True
    return False


def _typeface(font: Any, fonts: dict[int, _Typeface]) -> _Typeface:
    address = ctypes.addressof(font.contents) if font else 0
    if address not in fonts:
        fonts[address] = _read_typeface(font) if font else _Typeface(False, 0.25, None)
    return fonts[address]


def _read_typeface(font: Any) -> _Typeface:
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    name = buffer.value.decode("utf-8", "replace").lower()
    width = ctypes.c_float()
    pdfium.FPDFFont_GetGlyphWidth(font, ord(" "), 1.0, ctypes.byref(width))
    flags = pdfium.FPDFFont_GetFlags(font)
    signs = None
    if "wingdings" in name:
        signs = _WINGDINGS
    elif "symbol" in name:
        signs = {0xB7: BULLET}
    return _Typeface(
        bold=any(word in name for word in _BOLD_NAMES) or bool(flags > 0 and flags & _FORCE_BOLD),
        space=min(max(width.value, 0.2), 0.35),
        signs=signs,
    )


def _text(code: int, typeface: _Typeface) -> str:
    """Return what the character with PDFium's ``code`` stands for; U+FFFD where the file does not say."""
    if code in _HYPHENS:
        return "-"
    if code in (0, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _UNKNOWN
    if typeface.signs is not None and code != ord(" "):
        sign = typeface.signs.get(code & 0xFF) if code < 0x100 or code in _PRIVATE_USE else None
        if sign is not None:
            return sign
    if code in _UNUSED_CODES or code in _PRIVATE_USE:
        return BULLET
    if code < 0x20:
        return " " if code in (0x09, 0x0A, 0x0D) else _UNKNOWN
    return chr(code)


def _runs(shown: _Shown, characters: list[_Character]) -> Iterator[Run]:
    """Part characters at wide gaps; a smaller gap is a blank that the file left out."""
    space = shown.typeface.space * shown.size
    # Letters set apart ("A G E N D A") stand as far from one another as words do elsewhere.
    usual = max(0.0, median(_gaps(characters))) if len(characters) > 3 else 0.0
    text, start, last = "", 0.0, None
    for character in characters:
        if last is not None:
            gap = character.start - last.end
            same_glyph = (character.start, character.end) == (last.start, last.end)
            if not same_glyph and (abs(gap) > _WIDE_GAP * space + usual or character.level != last.level):
                yield from _run(shown, text, start, last)
                text = ""
            elif (
                gap - usual > (_FOUND_GAP if last.parted else _BLANK_GAP) * space
                and not text.endswith(" ")
                and character.text != " "
            ):
                text += " "
        if not text:
            start = character.start
        text += character.text
        last = character
    if last is not None:
        yield from _run(shown, text, start, last)


def _gaps(characters: list[_Character]) -> list[float]:
    return [b.start - a.end for a, b in pairwise(characters)]


def _run(shown: _Shown, text: str, start: float, last: _Character) -> Iterator[Run]:
    if text:
        yield Run(
            text=text,
            x0=start,
            x1=max(start, last.end),
            y=last.level,
            size=shown.size,
            bold=shown.bold,
            space=shown.typeface.space * shown.size,
            artifact=shown.artifact,
            mcid=shown.mcid,
            parted=last.parted,
        )
