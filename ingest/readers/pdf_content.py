"""A PDF page's content stream → its runs of text and its ruled lines, with their places.

pypdf's own ``extract_text`` gives either text without widths (and so without columns) or a page
set in fixed-width characters. Tables and headings need more: where each run starts and ends, how
large and how bold it is, and which lines are ruled around it. So this module interprets the
content stream itself, with pypdf's parser for the stream and pypdf's ``Font`` for codes and widths.
``Font`` is not part of pypdf's public interface: this is the only module that touches it.

All lengths are points (1/72 inch); ``x`` grows to the right, ``y`` upwards.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject
from pypdf.generic._font import Font

from ingest.normalise import BULLET

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MAX_FORM_DEPTH = 12
_MAX_FORMS = 5_000
_MAX_RUNS = 200_000  # of one page: a page of very small print has about 10,000 characters
_MAX_RULES = 4_000  # beyond that it is a drawing, not a table
_RULE_THICKNESS = 3.0
_A4_HEIGHT = 842.0
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")
_FORCE_BOLD = 1 << 18  # PDF 32000-1, table 123


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown in one go: from ``x0`` to ``x1`` on the baseline ``y``, ``size`` points high.

    ``space`` is the width of a blank in its font. ``artifact`` says that the file itself marks it
    as page furniture; ``mcid`` is the number by which a tagged file's structure refers to it.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    space: float
    artifact: bool = False
    mcid: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line from (``x0``, ``y0``) to (``x1``, ``y1``), upright or level; x0 ≤ x1, y0 ≤ y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def is_level(self) -> bool:
        """Whether the line runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page, turned so that most of its text reads from left to right.

    ``aside`` is the text that runs another way (a label up the side, a watermark).
    """

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    height: float
    aside: tuple[str, ...] = ()
    page_object: int = 0  # the page's object number, by which a tagged file's structure knows it


def read_content(page: PageObject, fonts: dict[int, Font]) -> PageContent:
    """Return the runs and rules of ``page``.

    ``fonts`` keeps the fonts met so far, by object number, so that each is parsed once a file.
    Raises whatever pypdf raises on a damaged page; the caller wraps it.
    """
    interpreter = _Interpreter(page, fonts)
    interpreter.run()
    placed = interpreter.runs
    turns = Counter[int]()
    for angle, run in placed:
        turns[angle] += len(run.text)
    main = max((turn for turn in turns if turn % 90 == 0), key=lambda turn: turns[turn], default=0)
    return PageContent(
        runs=tuple(_turn_run(run, main) for angle, run in placed if angle == main),
        rules=tuple(_turn_rule(rule, main) for rule in interpreter.rules),
        height=_height(page, turned=main in {90, 270}),
        aside=tuple(_asides(placed, main)),
        page_object=page.indirect_reference.idnum if page.indirect_reference else 0,
    )


def _height(page: PageObject, *, turned: bool) -> float:
    try:
        height = float(page.mediabox.width if turned else page.mediabox.height)
    except (ArithmeticError, LookupError, PyPdfError, TypeError, ValueError):
        return _A4_HEIGHT  # only the place of headers and footers hangs on it
    return height if 0 < height < 100_000 else _A4_HEIGHT


def _asides(placed: list[tuple[int, Run]], main: int) -> Iterator[str]:
    text, last = "", main
    for angle, run in placed:
        if angle == main:
            continue
        if angle != last and text.strip():
            yield text
            text = ""
        text, last = text + run.text, angle
    if text.strip():
        yield text


def _turn(x: float, y: float, angle: int) -> tuple[float, float]:
    match angle:
        case 90:
            return y, -x
        case 180:
            return -x, -y
        case 270:
            return -y, x
        case _:
            return x, y


def _turn_run(run: Run, angle: int) -> Run:
    if angle == 0:
        return run
    x, y = _turn(run.x0, run.y, angle)
    return replace(run, x0=x, x1=x + (run.x1 - run.x0), y=y)


def _turn_rule(rule: Rule, angle: int) -> Rule:
    (x0, y0), (x1, y1) = _turn(rule.x0, rule.y0, angle), _turn(rule.x1, rule.y1, angle)
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _numbers(operands: Any, count: int) -> list[float] | None:
    """Return the last ``count`` operands as floats, or None where they are not numbers."""
    if not isinstance(operands, list) or len(operands) < count:
        return None
    try:
        numbers = [float(operand) for operand in operands[-count:]]
    except (TypeError, ValueError):
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def _is_bold(font: Font) -> bool:
    name = font.name.lower()
    return any(word in name for word in _BOLD_NAMES) or bool(font.font_descriptor.flags & _FORCE_BOLD)


# Codes that the standard encodings leave unused show a bullet (PDF 32000-1, annex D.2, note 3).
_UNUSED_CODES = dict.fromkeys((0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D), BULLET)
_WINGDINGS = {**dict.fromkeys(range(0x21, 0x100), BULLET), 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐"}


def _signs_of(name: str) -> dict[int, str] | None:
    """Return what the codes of a font of signs stand for; None for a font of letters."""
    if "wingdings" in name:
        return _WINGDINGS
    return {0xB7: BULLET} if "symbol" in name else None


class _Type:
    """A font as the interpreter needs it: codes → characters and widths in thousandths of an em."""

    __slots__ = ("bold", "font", "scale", "signs", "space", "unmapped")

    def __init__(self, font: Font, scale: float) -> None:
        self.font = font
        self.scale = scale  # a Type 3 font has widths in its own units
        self.bold = _is_bold(font)
        self.signs = _signs_of(font.name.lower())
        self.space = min(max(float(font.space_width) * scale, 200.0), 350.0)
        # Codes of a composite font without a map are glyph numbers: their text is unknown.
        self.unmapped = isinstance(font.encoding, str) and not font.character_map

    def decode(self, shown: bytes | str) -> tuple[str, float, int, int]:
        """Return the text of ``shown``, its width, its number of glyphs and of one-byte blanks."""
        font = self.font
        if isinstance(shown, str):
            shown = shown.encode("latin-1", "replace")
        if isinstance(font.encoding, str):
            codes = shown.decode(font.encoding, "replace")
            text = "\ufffd" * len(codes) if self.unmapped else _mapped(codes, font.character_map)
            blanks = 0
        else:
            codes = shown.decode("latin-1")
            encoding = font.encoding
            text = _mapped((encoding.get(byte, chr(byte)) for byte in shown), font.character_map)
            text = text.translate(_UNUSED_CODES)
            blanks = shown.count(b" ")
        if self.signs is not None:
            text = "".join(self.signs.get(ord(sign) & 0xFF, sign) if sign != " " else " " for sign in text)
        widths = font.character_widths
        default = widths["default"]
        return text, sum(widths.get(code, default) for code in codes) * self.scale, len(codes), blanks


def _mapped(characters: Any, table: dict[Any, Any]) -> str:
    return "".join(str(table.get(character, character)) for character in characters)


@dataclass(slots=True)
class _State:
    """The graphics state that matters for text."""

    ctm: Matrix = _IDENTITY
    font: _Type | None = None
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    outlined: bool = False  # fill and stroke: how some writers fake a bold face


@dataclass(slots=True)
class _Path:
    """A path being built: its level and upright segments, and its thin rectangles."""

    rules: list[Rule] = field(default_factory=list)
    point: tuple[float, float] | None = None
    start: tuple[float, float] | None = None


class _Interpreter:
    """Walks one page's operators; forms are walked where they are drawn."""

    def __init__(self, page: PageObject, fonts: dict[int, Font]) -> None:
        self.runs: list[tuple[int, Run]] = []
        self.rules: list[Rule] = []
        self._page = page
        self._fonts = fonts
        self._types: dict[int, _Type] = {}
        self._forms = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._tm = self._line = _IDENTITY
        self._marks: list[tuple[bool, int | None]] = []
        self._path = _Path()

    def run(self) -> None:
        contents = self._page.get("/Contents")
        contents = contents.get_object() if contents is not None else None
        if isinstance(contents, ArrayObject | StreamObject):
            # Not page["/Resources"]: they are inherited from the page tree.
            self._walk(contents, _inherited(self._page, "/Resources"), frozenset())

    def _walk(self, contents: Any, resources: DictionaryObject, inside: frozenset[int]) -> None:
        for operands, operator in ContentStream(contents, self._page.pdf, "bytes").operations:
            if operator == b"Do":
                self._form(operands, resources, inside)
            elif operator == b"Tf":
                self._set_font(operands, resources)
            elif operator in (b"BDC", b"BMC"):
                self._begin_mark(operands, resources)
            elif (handler := _HANDLERS.get(operator)) is not None:
                handler(self, operands)
            if len(self.runs) > _MAX_RUNS:
                return

    # Text

    def _set_font(self, operands: Any, resources: DictionaryObject) -> None:
        if not isinstance(operands, list) or not operands:
            return
        size = _numbers(operands, 1)
        if size:
            self._state.size = size[0]
        fonts = dictionary(resources.get("/Font"))
        reference = fonts.raw_get(operands[0]) if operands[0] in fonts else None
        self._state.font = self._type(reference)

    def _type(self, reference: Any) -> _Type | None:
        found = dictionary(reference)
        if not found:
            return None
        key = int(getattr(reference, "idnum", 0)) or -id(found)
        if key not in self._types:
            if key not in self._fonts:
                self._fonts[key] = Font.from_font_resource(found)
            matrix = _numbers(found.get("/FontMatrix"), 6) if found.get("/Subtype") == "/Type3" else None
            self._types[key] = _Type(self._fonts[key], matrix[0] * 1000 if matrix else 1.0)
        return self._types[key]

    def _show(self, pieces: list[Any]) -> None:
        """Show strings, with numbers between them that move the pen back (TJ)."""
        state = self._state
        if state.font is None:
            return
        text, start, x = "", 0.0, 0.0
        space = state.font.space / 1000 * state.size
        for piece in pieces:
            if isinstance(piece, bytes) or (isinstance(piece, str) and not isinstance(piece, NameObject)):
                decoded, width, glyphs, blanks = state.font.decode(piece)
                text += decoded
                x += (
                    width / 1000 * state.size + glyphs * state.char_space + blanks * state.word_space
                ) * state.scale
            elif isinstance(piece, int | float):
                gap = -float(piece) / 1000 * state.size * state.scale
                if abs(gap) > 3 * space:
                    self._emit(text, start, x)
                    text, start = "", x + gap
                elif gap > 0.5 * space and text and not text.endswith(" "):
                    text += " "
                x += gap
        self._emit(text, start, x)
        self._tm = _multiply((1.0, 0.0, 0.0, 1.0, x, 0.0), self._tm)

    def _emit(self, text: str, start: float, end: float) -> None:
        if not text:
            return
        state = self._state
        assert state.font is not None
        matrix = _multiply(self._tm, state.ctm)
        length = math.hypot(matrix[0], matrix[1])
        size = abs(state.size) * math.hypot(matrix[2], matrix[3])
        origin = _multiply((1.0, 0.0, 0.0, 1.0, start, state.rise), matrix)
        if not all(map(math.isfinite, (*matrix, length, size, end))):
            return
        artifact = any(mark[0] for mark in self._marks)
        mcid = next((mark[1] for mark in reversed(self._marks) if mark[1] is not None), None)
        run = Run(
            text=text,
            x0=origin[4],
            x1=origin[4] + abs(end - start) * length,
            y=origin[5],
            size=size,
            bold=state.font.bold or state.outlined,
            space=state.font.space / 1000 * size,
            artifact=artifact,
            mcid=mcid,
        )
        # To the nearest 5 degrees: text that is a little askew (a scan) still counts as level.
        angle = round(math.degrees(math.atan2(matrix[1], matrix[0])) / 5) * 5 % 360
        self.runs.append((angle, run))

    def _show_one(self, operands: Any) -> None:
        if operands:
            self._show([operands[-1]])

    def _show_many(self, operands: Any) -> None:
        if operands and isinstance(operands[0], list):
            self._show(operands[0])

    def _next_line_show(self, operands: Any) -> None:
        self._next_line(operands)
        self._show_one(operands)

    def _spaced_show(self, operands: Any) -> None:
        spaces = _numbers(operands[:2], 2) if isinstance(operands, list) else None
        if spaces:
            self._state.word_space, self._state.char_space = spaces
        self._next_line_show(operands)

    def _begin_text(self, _operands: Any) -> None:
        self._tm = self._line = _IDENTITY

    def _move(self, operands: Any) -> None:
        if numbers := _numbers(operands, 2):
            self._tm = self._line = _multiply((1.0, 0.0, 0.0, 1.0, numbers[0], numbers[1]), self._line)

    def _move_leading(self, operands: Any) -> None:
        if numbers := _numbers(operands, 2):
            self._state.leading = -numbers[1]
        self._move(operands)

    def _next_line(self, _operands: Any) -> None:
        self._tm = self._line = _multiply((1.0, 0.0, 0.0, 1.0, 0.0, -self._state.leading), self._line)

    def _set_matrix(self, operands: Any) -> None:
        if numbers := _numbers(operands, 6):
            a, b, c, d, e, f = numbers
            self._tm = self._line = (a, b, c, d, e, f)

    def _set_char_space(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.char_space = numbers[0]

    def _set_word_space(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.word_space = numbers[0]

    def _set_scale(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.scale = numbers[0] / 100

    def _set_leading(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.leading = numbers[0]

    def _set_rise(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.rise = numbers[0]

    def _set_mode(self, operands: Any) -> None:
        if numbers := _numbers(operands, 1):
            self._state.outlined = numbers[0] == 2

    # Graphics state, marks and forms

    def _save(self, _operands: Any) -> None:
        if len(self._stack) < 1_000:
            self._stack.append(replace(self._state))

    def _restore(self, _operands: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concatenate(self, operands: Any) -> None:
        if numbers := _numbers(operands, 6):
            a, b, c, d, e, f = numbers
            self._state.ctm = _multiply((a, b, c, d, e, f), self._state.ctm)

    def _begin_mark(self, operands: Any, resources: DictionaryObject) -> None:
        operands = operands if isinstance(operands, list) else []
        properties = operands[1] if len(operands) > 1 else None
        if isinstance(properties, NameObject):
            properties = dictionary(resources.get("/Properties")).get(properties)
        found = dictionary(properties)
        mcid = found.get("/MCID")
        # Writers mark drawings and blank lines as artifacts too, and some mark real text so, but a
        # "Pagination" artifact is what the standard calls a running header, footer or page number.
        artifact = bool(operands) and operands[0] == "/Artifact" and found.get("/Type") == "/Pagination"
        self._marks.append((artifact, int(mcid) if isinstance(mcid, int) else None))

    def _end_mark(self, _operands: Any) -> None:
        if self._marks:
            self._marks.pop()

    def _form(self, operands: Any, resources: DictionaryObject, inside: frozenset[int]) -> None:
        forms = dictionary(resources.get("/XObject"))
        form = forms.get(operands[0]) if operands else None
        form = form.get_object() if form is not None else None
        if not isinstance(form, StreamObject) or form.get("/Subtype") != "/Form":
            return
        self._forms += 1
        if id(form) in inside or len(inside) >= _MAX_FORM_DEPTH or self._forms > _MAX_FORMS:
            return
        state, stack, marks = replace(self._state), self._stack, self._marks
        lines = self._tm, self._line
        self._stack, self._marks = [], list(marks)
        self._concatenate(list(form.get("/Matrix") or []))
        own = dictionary(form.get("/Resources"))
        self._walk(form, own or resources, inside | {id(form)})
        self._state, self._stack, self._marks = state, stack, marks
        self._tm, self._line = lines

    # Ruled lines

    def _at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self._state.ctm
        return a * x + c * y + e, b * x + d * y + f

    def _path_move(self, operands: Any) -> None:
        if numbers := _numbers(operands, 2):
            self._path.point = self._path.start = self._at(*numbers)

    def _path_line(self, operands: Any) -> None:
        numbers = _numbers(operands, 2)
        if numbers and self._path.point:
            end = self._at(*numbers)
            self._segment(self._path.point, end)
            self._path.point = end

    def _path_close(self, _operands: Any) -> None:
        if self._path.point and self._path.start:
            self._segment(self._path.point, self._path.start)
            self._path.point = self._path.start

    def _path_rectangle(self, operands: Any) -> None:
        numbers = _numbers(operands, 4)
        if not numbers:
            return
        x, y, width, height = numbers
        one, other = self._at(x, y), self._at(x + width, y + height)
        (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if min(x1 - x0, y1 - y0) <= _RULE_THICKNESS:
            middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
            level = x1 - x0 >= y1 - y0
            self._path.rules.append(
                Rule(x0, middle_y, x1, middle_y) if level else Rule(middle_x, y0, middle_x, y1)
            )
        else:
            corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
            for corner, following in zip(corners, [*corners[1:], corners[0]], strict=True):
                self._segment(corner, following)

    def _segment(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 0.5:
            x0, x1 = sorted((one[0], other[0]))
            y0, y1 = sorted((one[1], other[1]))
            self._path.rules.append(Rule(x0, y0, x1, y1))

    def _path_paint(self, _operands: Any) -> None:
        if len(self.rules) < _MAX_RULES:
            self.rules.extend(self._path.rules)
        self._path = _Path()

    def _path_drop(self, _operands: Any) -> None:
        self._path = _Path()


_HANDLERS = {
    b"BT": _Interpreter._begin_text,
    b"Td": _Interpreter._move,
    b"TD": _Interpreter._move_leading,
    b"T*": _Interpreter._next_line,
    b"Tm": _Interpreter._set_matrix,
    b"Tj": _Interpreter._show_one,
    b"TJ": _Interpreter._show_many,
    b"'": _Interpreter._next_line_show,
    b'"': _Interpreter._spaced_show,
    b"Tc": _Interpreter._set_char_space,
    b"Tw": _Interpreter._set_word_space,
    b"Tz": _Interpreter._set_scale,
    b"TL": _Interpreter._set_leading,
    b"Ts": _Interpreter._set_rise,
    b"Tr": _Interpreter._set_mode,
    b"q": _Interpreter._save,
    b"Q": _Interpreter._restore,
    b"cm": _Interpreter._concatenate,
    b"EMC": _Interpreter._end_mark,
    b"m": _Interpreter._path_move,
    b"l": _Interpreter._path_line,
    b"h": _Interpreter._path_close,
    b"re": _Interpreter._path_rectangle,
    b"n": _Interpreter._path_drop,
    **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _Interpreter._path_paint),
}


def dictionary(value: Any) -> DictionaryObject:
    """Return what ``value`` refers to where that is a dictionary, else an empty one."""
    value = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _inherited(page: DictionaryObject, key: str) -> DictionaryObject:
    node: Any = page
    for _ in range(100):  # a page tree may refer to itself
        if key in node:
            return dictionary(node.get(key))
        node = dictionary(node.get("/Parent"))
        if not node:
            break
    return DictionaryObject()
