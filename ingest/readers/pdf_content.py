"""A PDF page's content stream → its runs of text and its ruled lines, with their places.

pypdf's own ``extract_text`` gives either text without widths (and so without columns) or a page
set in fixed-width characters. Tables and headings need more: where each run starts and ends, how
large and how bold it is, and which lines are ruled around it. So this module interprets the
content stream itself (PDF 32000-1, 8 and 9), with pypdf's parser for the stream.

All lengths are points (1/72 inch); ``x`` grows to the right, ``y`` upwards.
"""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PageObject
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, StreamObject

from ingest.readers.pdf_fonts import Typeface
from ingest.readers.pdf_objects import IDENTITY, Matrix, dictionary, multiply, numbers, turn
from ingest.readers.pdf_rules import Path, Rule

_MAX_FORM_DEPTH = 12
_MAX_FORMS = 5_000
_MAX_RUNS = 200_000  # of one page: a page of very small print has about 10,000 characters
_MAX_RULES = 4_000  # beyond that it is a drawing, not a table
_A4 = (0.0, 0.0, 595.0, 842.0)


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
class PageContent:
    """What stands on a page, turned so that most of its text reads from left to right.

    ``bottom`` and ``top`` are the page's edges; ``aside`` is the text that runs another way (a label
    up the side, a watermark).
    """

    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    bottom: float
    top: float
    aside: tuple[str, ...] = ()
    page_object: int = 0  # the page's object number, by which a tagged file's structure knows it


def read_content(page: PageObject, typefaces: dict[int, Typeface]) -> PageContent:
    """Return the runs and rules of ``page``.

    ``typefaces`` keeps the fonts met so far, by object number, so that each is parsed once a file.
    Raises whatever pypdf raises on a damaged page; the caller wraps it.
    """
    interpreter = _Interpreter(page, typefaces)
    interpreter.run()
    placed = interpreter.runs
    turns = Counter[int]()
    for angle, run in placed:
        turns[angle] += len(run.text)
    main = max((turn for turn in turns if turn % 90 == 0), key=lambda turn: turns[turn], default=0)
    bottom, top = _edges(page, main)
    return PageContent(
        runs=tuple(_turn_run(run, main) for angle, run in placed if angle == main),
        rules=tuple(_turn_rule(rule, main) for rule in interpreter.rules),
        bottom=bottom,
        top=top,
        aside=tuple(_asides(placed, main)),
        page_object=page.indirect_reference.idnum if page.indirect_reference else 0,
    )


def _edges(page: PageObject, angle: int) -> tuple[float, float]:
    """Return the height of the page's lower and upper edge, once it is turned by ``angle``."""
    try:
        box = [float(edge) for edge in page.mediabox]
    except (ArithmeticError, LookupError, PyPdfError, TypeError, ValueError):
        box = []  # only the place of headers and footers hangs on it
    x0, y0, x1, y1 = box if len(box) == 4 and all(map(math.isfinite, box)) else _A4
    bottom, top = sorted((turn(x0, y0, angle)[1], turn(x1, y1, angle)[1]))
    return bottom, top


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


def _turn_run(run: Run, angle: int) -> Run:
    if angle == 0:
        return run
    x, y = turn(run.x0, run.y, angle)
    return replace(run, x0=x, x1=x + (run.x1 - run.x0), y=y)


def _turn_rule(rule: Rule, angle: int) -> Rule:
    (x0, y0), (x1, y1) = turn(rule.x0, rule.y0, angle), turn(rule.x1, rule.y1, angle)
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(slots=True)
class _State:
    """The graphics state that matters for text."""

    ctm: Matrix = IDENTITY
    font: Typeface | None = None
    size: float = 12.0
    char_space: float = 0.0
    word_space: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    outlined: bool = False  # fill and stroke: how some writers fake a bold face


class _Interpreter:
    """Walks one page's operators; forms are walked where they are drawn."""

    def __init__(self, page: PageObject, typefaces: dict[int, Typeface]) -> None:
        self.runs: list[tuple[int, Run]] = []
        self.rules: list[Rule] = []
        self._page = page
        self._typefaces = typefaces
        self._own_typefaces: dict[int, Typeface] = {}
        self._forms = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._tm = self._line = IDENTITY
        self._marks: list[tuple[bool, int | None]] = []
        self._path = Path()

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
        size = numbers(operands, 1)
        if size:
            self._state.size = size[0]
        fonts = dictionary(resources.get("/Font"))
        reference = fonts.raw_get(operands[0]) if operands[0] in fonts else None
        self._state.font = self._typeface(reference)

    def _typeface(self, reference: Any) -> Typeface | None:
        resource = dictionary(reference)
        if not resource:
            return None
        # A font without a number of its own stands in the page: its object lives as long as the page.
        number = int(getattr(reference, "idnum", 0))
        cache, key = (self._typefaces, number) if number else (self._own_typefaces, id(resource))
        if key not in cache:
            cache[key] = Typeface(resource)
        return cache[key]

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
        self._tm = multiply((1.0, 0.0, 0.0, 1.0, x, 0.0), self._tm)

    def _emit(self, text: str, start: float, end: float) -> None:
        if not text:
            return
        state = self._state
        assert state.font is not None
        matrix = multiply(self._tm, state.ctm)
        length = math.hypot(matrix[0], matrix[1])
        size = abs(state.size) * math.hypot(matrix[2], matrix[3])
        origin = multiply((1.0, 0.0, 0.0, 1.0, start, state.rise), matrix)
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
        spaces = numbers(operands[:2], 2) if isinstance(operands, list) else None
        if spaces:
            self._state.word_space, self._state.char_space = spaces
        self._next_line_show(operands)

    def _begin_text(self, _operands: Any) -> None:
        self._tm = self._line = IDENTITY

    def _move(self, operands: Any) -> None:
        if found := numbers(operands, 2):
            self._tm = self._line = multiply((1.0, 0.0, 0.0, 1.0, found[0], found[1]), self._line)

    def _move_leading(self, operands: Any) -> None:
        if found := numbers(operands, 2):
            self._state.leading = -found[1]
        self._move(operands)

    def _next_line(self, _operands: Any) -> None:
        self._tm = self._line = multiply((1.0, 0.0, 0.0, 1.0, 0.0, -self._state.leading), self._line)

    def _set_matrix(self, operands: Any) -> None:
        if found := numbers(operands, 6):
            a, b, c, d, e, f = found
            self._tm = self._line = (a, b, c, d, e, f)

    def _set_char_space(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.char_space = found[0]

    def _set_word_space(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.word_space = found[0]

    def _set_scale(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.scale = found[0] / 100

    def _set_leading(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.leading = found[0]

    def _set_rise(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.rise = found[0]

    def _set_mode(self, operands: Any) -> None:
        if found := numbers(operands, 1):
            self._state.outlined = found[0] == 2

    # Graphics state, marks and forms

    def _save(self, _operands: Any) -> None:
        if len(self._stack) < 1_000:
            self._stack.append(replace(self._state))

    def _restore(self, _operands: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _concatenate(self, operands: Any) -> None:
        if found := numbers(operands, 6):
            a, b, c, d, e, f = found
            self._state.ctm = multiply((a, b, c, d, e, f), self._state.ctm)

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

    def _path_move(self, operands: Any) -> None:
        if found := numbers(operands, 2):
            self._path.move(found[0], found[1], self._state.ctm)

    def _path_line(self, operands: Any) -> None:
        if found := numbers(operands, 2):
            self._path.line(found[0], found[1], self._state.ctm)

    def _path_close(self, _operands: Any) -> None:
        self._path.close()

    def _path_rectangle(self, operands: Any) -> None:
        if found := numbers(operands, 4):
            self._path.rectangle(found, self._state.ctm)

    def _path_paint(self, _operands: Any) -> None:
        if len(self.rules) < _MAX_RULES:
            self.rules.extend(self._path.rules)
        self._path = Path()

    def _path_drop(self, _operands: Any) -> None:
        self._path = Path()


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


def _inherited(page: DictionaryObject, key: str) -> DictionaryObject:
    node: Any = page
    for _ in range(100):  # a page tree may refer to itself
        if key in node:
            return dictionary(node.get(key))
        node = dictionary(node.get("/Parent"))
        if not node:
            break
    return DictionaryObject()
