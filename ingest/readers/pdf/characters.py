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
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from ingest.normalise import BULLET
from ingest.readers.pdf.quick import (
    box_at,
    code_at,
    count_marks,
    font_of,
    is_generated,
    mark_name,
    mark_of,
    matrix_at,
    mcid_of,
    object_at,
    origin_at,
    reference,
    render_mode_of,
    size_at,
)
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
_TURNED = (90, 180, 270)  # degrees: other text is placed as if it ran level
_MOST_MARKS = 8  # of one text object
_ARTIFACT = "Artifact\0".encode("utf-16-le")

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
class _Characters:
    """Characters that were shown together, one after another: what each is, and where.

    ``starts`` and ``ends`` are along the direction that the text runs in, ``levels`` (of the baseline)
    across it, in points; ``parted`` holds the indexes of those after which PDFium finds a blank.
    """

    texts: list[str] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    levels: list[float] = field(default_factory=list)
    parted: set[int] = field(default_factory=set)


def read_runs(text_page: Any) -> Iterator[tuple[int, Run]]:
    """Yield (angle in degrees, run) in the order of the page's content.

    A run's place is the one that it has once the page is turned by that angle, so that it reads level.
    """
    for shown, characters in _shown(text_page):
        for run in _runs(shown, characters):
            yield shown.angle, run


def _shown(text_page: Any) -> Iterator[tuple[_Shown, _Characters]]:
    """Yield the characters that were shown together."""
    fonts: dict[int | None, _Typeface] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    page, to_box, to_x, to_y = reference(text_page), *map(ctypes.byref, (box, x, y))
    before, shown, gathered = None, None, _Characters()
    for index in range(min(pdfium.FPDFText_CountChars(text_page), _MOST_CHARACTERS)):
        code = code_at(page, index)
        # Besides hyphens, only blanks and line ends are PDFium's own.
        if code <= _BLANK and code not in _HYPHENS and is_generated(page, index) == 1:
            if gathered.texts and code == _BLANK:
                gathered.parted.add(len(gathered.texts) - 1)
            continue
        address = object_at(page, index)
        if not address:
            continue
        if address != before:
            if shown is not None and gathered.texts:
                yield shown, gathered
            before, shown, gathered = address, _look(page, index, address, fonts), _Characters()
        if shown is None or not box_at(page, index, to_box) or not origin_at(page, index, to_x, to_y):
            continue
        if shown.angle in _TURNED:
            start, end, level = _turned(shown.angle, box, x.value, y.value)
        else:
            start, end, level = box.left, box.right, y.value
        if not math.isfinite(start + end + level):
            continue
        text = shown.typeface.texts.get(code)
        if text is None:
            text = shown.typeface.texts[code] = _text(code, shown.typeface)
        gathered.texts.append(text)
        gathered.starts.append(start)
        gathered.ends.append(end)
        gathered.levels.append(level)
    if shown is not None and gathered.texts:
        yield shown, gathered


def _turned(angle: int, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Return the start, end and level of a character in text that runs at ``angle`` degrees."""
    match angle:
        case 90:
            return box.bottom, box.top, -x
        case 180:
            return -box.right, -box.left, -y
        case _:
            return -box.top, -box.bottom, x


def _look(page: Any, index: int, address: int, fonts: dict[int | None, _Typeface]) -> _Shown | None:
    """Return what all characters of the text object at ``address`` share; the first is at ``index``."""
    matrix = pdfium.FS_MATRIX()
    if not matrix_at(page, index, ctypes.byref(matrix)):
        return None
    size = abs(size_at(page, index)) * math.hypot(matrix.c, matrix.d)
    if not math.isfinite(size) or size <= 0:
        return None
    text_object = ctypes.c_void_p(address)
    typeface = _typeface(font_of(text_object), fonts)
    mcid = mcid_of(text_object)
    return _Shown(
        angle=round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360,
        size=size,
        typeface=typeface,
        bold=typeface.bold or render_mode_of(text_object) == _OUTLINED,
        artifact=_is_artifact(text_object),
        mcid=mcid if mcid >= 0 else None,
    )


def _is_artifact(text_object: Any) -> bool:
    marks = min(count_marks(text_object), _MOST_MARKS)
    if marks <= 0:
        return False
    name, length = ctypes.create_string_buffer(32), ctypes.c_ulong()
    for number in range(marks):
        mark = ctypes.c_void_p(mark_of(text_object, ctypes.c_ulong(number)))
        if mark_name(mark, name, ctypes.c_ulong(len(name)), ctypes.byref(length)) and (
            name.raw[: length.value] == _ARTIFACT
        ):
            return True
    return False


def _typeface(address: int | None, fonts: dict[int | None, _Typeface]) -> _Typeface:
    """Return the font at ``address``; where there is none, one that says nothing."""
    if address not in fonts:
        font = ctypes.cast(address or 0, pdfium.FPDF_FONT)
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


def _runs(shown: _Shown, characters: _Characters) -> Iterator[Run]:
    """Part characters at wide gaps; a smaller gap is a blank that the file left out."""
    texts, starts, ends, levels = characters.texts, characters.starts, characters.ends, characters.levels
    gaps = [start - end for end, start in zip(ends, starts[1:], strict=False)]
    # Letters set apart ("A G E N D A") stand as far from one another as words do elsewhere.
    usual = max(0.0, median(gaps)) if len(gaps) > 2 else 0.0
    space = shown.typeface.space * shown.size
    widest, found, blank = _WIDE_GAP * space + usual, _FOUND_GAP * space, _BLANK_GAP * space
    first = 0  # of the run
    for last, gap in enumerate(gaps):
        same_level = levels[last] == levels[last + 1]
        if same_level and gap - usual <= found and gap >= -widest:
            continue  # as nearly all do
        same_glyph = (starts[last], ends[last]) == (starts[last + 1], ends[last + 1])
        if not same_glyph and (abs(gap) > widest or not same_level):
            yield _run(shown, characters, first, last)
            first = last + 1
        elif (
            gap - usual > (found if last in characters.parted else blank)
            and not texts[last].endswith(" ")
            and texts[last + 1] != " "
        ):
            texts[last] += " "
    yield _run(shown, characters, first, len(texts) - 1)


def _run(shown: _Shown, characters: _Characters, first: int, last: int) -> Run:
    """Return the run of the characters from ``first`` to ``last`` (indexes)."""
    start = characters.starts[first]
    return Run(
        text="".join(characters.texts[first : last + 1]),
        x0=start,
        x1=max(start, characters.ends[last]),
        y=characters.levels[last],
        size=shown.size,
        bold=shown.bold,
        space=shown.typeface.space * shown.size,
        artifact=shown.artifact,
        mcid=shown.mcid,
        parted=last in characters.parted,
    )
