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
from itertools import compress, groupby
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from ingest.normalise import BULLET
from ingest.readers.pdf.page_characters import (
    FOUND_BLANK,
    HYPHENS,
    PageCharacters,
    origin_of,
    read_characters,
)
from ingest.readers.pdf.quick import (
    count_marks,
    font_of,
    mark_name,
    mark_of,
    matrix_at,
    mcid_of,
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
    """A font as text needs it: is it bold, how wide is a blank (em), and what its characters stand for."""

    bold: bool
    space: float
    texts: "_Texts"


class _Texts(dict[int, str]):
    """What each of PDFium's codes stands for in a font, looked up once; ``signs`` are a symbol font's own."""

    def __init__(self, signs: dict[int, str] | None) -> None:
        super().__init__()
        self._signs = signs

    def __missing__(self, code: int) -> str:
        text = self[code] = _text(code, self._signs)
        return text


@dataclass(slots=True)
class _Shown:
    """What is the same for all characters that one operator shows."""

    angle: int  # degrees
    level: bool  # it runs level with the page exactly, if perhaps upside down
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
    page = reference(text_page)
    characters = read_characters(page, _MOST_CHARACTERS)
    before, shown, gathered = None, None, _Characters()
    stop = 0
    for address, stretch in groupby(characters.objects):
        first, stop = stop, stop + len(list(stretch))
        if not address:
            continue
        if address == FOUND_BLANK:
            if gathered.texts:
                gathered.parted.add(len(gathered.texts) - 1)
            continue
        if address != before:
            if shown is not None and gathered.texts:
                yield shown, gathered
            before, shown, gathered = address, _look(page, first, address, fonts), _Characters()
        if shown is not None:
            _gather(gathered, shown, page, characters, range(first, stop))
    if shown is not None and gathered.texts:
        yield shown, gathered


def _gather(
    gathered: _Characters, shown: _Shown, page: Any, characters: PageCharacters, indexes: range
) -> None:
    """Add the characters at ``indexes``, one after another; those without a place are left out."""
    span = slice(indexes.start, indexes.stop)
    starts, ends = _extents(shown.angle, characters, span)
    levels = _levels(shown, page, indexes)
    texts = list(map(shown.typeface.texts.__getitem__, characters.codes[span]))
    if not math.isfinite(sum(starts) + sum(ends) + sum(levels)):
        placed = [math.isfinite(sum(place)) for place in zip(starts, ends, levels, strict=True)]
        texts = list(compress(texts, placed))
        starts, ends, levels = (list(compress(each, placed)) for each in (starts, ends, levels))
    gathered.texts += texts
    gathered.starts += starts
    gathered.ends += ends
    gathered.levels += levels


def _extents(angle: int, characters: PageCharacters, span: slice) -> tuple[list[float], list[float]]:
    """Return where characters start and end in text that runs at ``angle`` degrees."""
    match angle:
        case 90:
            return characters.bottoms[span], characters.tops[span]
        case 180:
            return [-right for right in characters.rights[span]], [-left for left in characters.lefts[span]]
        case 270:
            return [-top for top in characters.tops[span]], [-bottom for bottom in characters.bottoms[span]]
        case _:  # other text is placed as if it ran level
            return characters.lefts[span], characters.rights[span]


def _levels(shown: _Shown, page: Any, indexes: range) -> list[float]:
    """Return the levels of the baselines of characters of one text object."""
    if shown.level:
        (_, first), (_, last) = origin_of(page, indexes[0]), origin_of(page, indexes[-1])
        if first == last:  # unlike in text that is written downwards
            return [-first if shown.angle == 180 else first] * len(indexes)
    origins = [origin_of(page, index) for index in indexes]
    match shown.angle:
        case 90:
            return [-x for x, _ in origins]
        case 180:
            return [-y for _, y in origins]
        case 270:
            return [x for x, _ in origins]
        case _:
            return [y for _, y in origins]


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
        level=matrix.b == 0,
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
        fonts[address] = _read_typeface(font) if font else _Typeface(False, 0.25, _Texts(None))
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
        texts=_Texts(signs),
    )


def _text(code: int, signs: dict[int, str] | None) -> str:
    """Return what the character with PDFium's ``code`` stands for; U+FFFD where the file does not say."""
    if code in HYPHENS:
        return "-"
    if code in (0, 0xFFFF) or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return _UNKNOWN
    if signs is not None and code != ord(" "):
        sign = signs.get(code & 0xFF) if code < 0x100 or code in _PRIVATE_USE else None
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
    if (
        min(gaps, default=0.0) >= -widest
        and max(gaps, default=0.0) - usual <= found
        and levels.count(levels[0]) == len(levels)
    ):
        yield _run(shown, characters, 0, len(texts) - 1)  # as most are
        return
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
