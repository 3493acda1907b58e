"""The walk through rich text: groups, characters in their code pages, and control words."""

from collections.abc import Callable, Iterator
from copy import copy

from ingest.readers.flow import Flow
from ingest.readers.guard import damaged
from ingest.readers.rtf import fonts as rtf_fonts
from ingest.readers.rtf.body import Body, ParagraphForm
from ingest.readers.rtf.groups import CHARACTERS, KNOWN_AFTER_STAR, SIGNS, USES, Field, State, Style, Use
from ingest.readers.rtf.tables import CellForm
from ingest.readers.rtf.tokens import Token, tokens
from ingest.readers.symbols import OPEN, TICKED, symbol

_DEEPEST = 2_000  # groups within groups
_MOST_CELLS = 300  # of one row
_HIGH, _LOW, _PAIRS_END = 0xD800, 0xDC00, 0xE000  # halves of characters beyond U+FFFF


class RtfReader:
    """Reads one file into ``flow``; ``title``, ``running`` and ``pictured`` tell what else it holds."""

    def __init__(self, flow: Flow, name: str) -> None:
        self.title = ""
        self.running: list[str] = []
        self.pictured = False
        self._flow = flow
        self._name = name
        self._body = Body(flow)
        self._state = State()
        self._stack: list[State] = []
        self._starred = False
        self._skip = 0  # bytes that stand for the character before, for older programs
        self._high: int | None = None
        self._bytes = bytearray()
        self._page = rtf_fonts.DEFAULT
        self._fonts: dict[int, rtf_fonts.Font] = {}
        self._styles: dict[int, Style] = {}
        self._forms: list[CellForm] = []
        self._form = CellForm()
        self._heads = False
        self._counted = 0
        self._controls = self._control_words()

    def read(self, data: bytes) -> None:
        """Read the whole file. Raises PaperRefused where groups lie too deep in one another."""
        for token in tokens(data):
            self._take(token)
        self._decode()
        self._body.finish(self._form_of_paragraph())

    def told(self) -> Iterator[str]:
        """Yield what the user should know of the reading."""
        if self._counted > self._flow.page:
            yield (
                f"The file has {self._counted} pages but does not say where they end: "
                "page numbers in citations are too low."
            )

    # Tokens and groups

    def _take(self, token: Token) -> None:
        if token.kind == "bytes":
            skipped = min(self._skip, len(token.data))
            self._skip -= skipped
            self._bytes += token.data[skipped:]
            return
        self._decode()
        if token.kind == "{":
            self._open()
        elif token.kind == "}":
            self._close()
        elif token.kind == "word":
            self._word(token.name, token.value)
        else:
            self._sign(token.name)

    def _open(self) -> None:
        if len(self._stack) >= _DEEPEST:
            raise damaged(self._name, "rich text file", f"more than {_DEEPEST} groups lie in one another")
        self._stack.append(self._state)
        self._state = copy(self._state)
        self._state.opened = self._starred = False
        self._skip = 0

    def _close(self) -> None:
        if not self._stack:
            return
        ended, self._state = self._state, self._stack.pop()
        self._starred = False
        self._skip = 0
        if ended.opened:
            self._body.close_place()
        left = ended.use is not self._state.use
        if (
            left
            and ended.use is Use.INSTRUCTION
            and ended.field
            and (ticked := ended.field.ticked) is not None
        ):
            self._say(TICKED if ticked else OPEN)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in ("\n", "\r", "\r\n"):
            self._end_paragraph()
        elif self._skip:
            self._skip -= 1
        elif sign in SIGNS:
            self._say(SIGNS[sign])

    def _word(self, name: str, value: int | None) -> None:
        starred, self._starred = self._starred, False
        if starred and name not in KNOWN_AFTER_STAR:
            self._state.use = Use.NOTHING
        elif self._skip and name != "u":
            self._skip -= 1
        elif name in USES:
            self._use(name)
        elif name in CHARACTERS:
            self._say(CHARACTERS[name])
        elif name in self._controls:
            self._controls[name](value)

    def _use(self, name: str) -> None:
        """Take that the group's text has a use of its own."""
        state = self._state
        if name in ("pict", "shppict") and state.use is Use.BODY:
            self.pictured = True
            self._body.picture()
        if name == "upr":
            state.outside = state.use
        # What lies in a group that is not read is not read; but the title lies among the properties.
        if state.use is Use.NOTHING and name != "title":
            return
        if state.use is Use.RUNNING and name == "fldinst":
            state.use = Use.NOTHING
            return
        state.use = USES[name]
        if state.use is Use.RUNNING:
            self.running.append("")

    # Text

    def _decode(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        if self._state.use is Use.NOTHING:
            return
        font = self._font
        if font.symbols and self._state.use is Use.BODY:
            self._say("".join(symbol(font.name, code) if code > 0x20 else " " for code in data))
        else:
            self._say(data.decode(font.page or self._page, "replace"))

    @property
    def _font(self) -> rtf_fonts.Font:
        return self._fonts.get(self._state.font) or rtf_fonts.Font()

    def _say(self, text: str) -> None:
        state = self._state
        match state.use:
            case Use.BODY if not state.hidden:
                address = state.field.address if state.field else None
                self._body.say(
                    text,
                    struck=state.struck or state.deleted,
                    strong=state.bold or (state.underlined and not address),
                    address=address,
                )
            case Use.LABEL:
                self._body.label(text)
            case Use.INSTRUCTION if state.field:
                state.field.instruction += text
            case Use.RUNNING:
                self.running[-1] += text
            case Use.TITLE:
                self.title += text
            case Use.FONTS:
                self._fonts.setdefault(state.font, rtf_fonts.Font()).name += text.rstrip(";")
            case Use.STYLES:
                self._styles.setdefault(state.style, Style()).name += text.lower().rstrip(";")

    def _unicode(self, value: int | None) -> None:
        code = (value or 0) & 0xFFFF
        self._skip = self._state.unicode_bytes
        high, self._high = self._high, None
        if _HIGH <= code < _LOW:
            self._high = code
        elif _LOW <= code < _PAIRS_END:
            if high is not None:
                self._say(chr(0x10000 + ((high - _HIGH) << 10) + (code - _LOW)))
        elif self._font.symbols and 0xF000 <= code <= 0xF0FF:
            self._say(symbol(self._font.name, code))
        else:
            self._say(chr(code))

    # Paragraphs and rows

    def _form_of_paragraph(self) -> ParagraphForm:
        state = self._state
        style = self._styles.get(state.style) or Style()
        return ParagraphForm(
            level=style.level(state.outline),
            in_table=state.in_table,
            begins_page=state.begins_page,
            left_out=style.lists_contents,
        )

    def _end_paragraph(self, _: int | None = None) -> None:
        if self._state.use is Use.BODY:
            self._body.end_paragraph(self._form_of_paragraph())
        elif self._state.use is Use.RUNNING:
            self.running[-1] += "\n"

    def _begin_row(self, _: int | None = None) -> None:
        self._forms, self._form, self._heads = [], CellForm(), False

    def _end_form(self, value: int | None) -> None:
        self._form.end = value or 0
        if len(self._forms) < _MOST_CELLS:
            self._forms.append(self._form)
        self._form = CellForm()

    def _end_row(self, _: int | None = None) -> None:
        if self._state.use is Use.BODY:
            self._body.end_row(self._forms, heads=self._heads)

    # Control words

    def _control_words(self) -> dict[str, Callable[[int | None], None]]:
        """Return what each control word does; a value of None is one that is not written."""
        body = self._body

        def look(name: str, *, on: bool = True) -> Callable[[int | None], None]:
            return lambda value: setattr(self._state, name, on and value != 0)

        def merge(name: str) -> Callable[[int | None], None]:
            return lambda _: setattr(self._form, name, True)

        def in_body(act: Callable[[], None]) -> Callable[[int | None], None]:
            return lambda _: act() if self._state.use is Use.BODY else None

        def section(how: str) -> Callable[[int | None], None]:
            return lambda _: body.section_begins(how)

        return {
            "par": self._end_paragraph, "u": self._unicode, "trowd": self._begin_row,
            "cellx": self._end_form, "row": self._end_row,
            "cell": in_body(body.end_cell), "nestcell": in_body(body.end_inner_cell),
            "nestrow": in_body(body.end_inner_row),
            "page": in_body(body.end_page), "sect": in_body(self._end_section),
            "sbknone": section("none"), "sbkcol": section("none"), "sbkpage": section("page"),
            "sbkodd": section("odd"), "sbkeven": section("even"),
            "shptxt": in_body(self._open_box), "footnote": in_body(self._open_note),
            "chftn": in_body(body.number_note), "ftnalt": in_body(body.make_endnote),
            "b": look("bold"), "ul": look("underlined"), "ulnone": look("underlined", on=False),
            "strike": look("struck"), "striked": look("struck"), "deleted": look("deleted"),
            "v": look("hidden"), "intbl": look("in_table"), "pagebb": look("begins_page"),
            "clvmgf": merge("begins"), "clvmrg": merge("goes_on"), "clmrg": merge("joined"),
            "trhdr": lambda _: setattr(self, "_heads", True),
            "plain": lambda _: self._state.plain(), "pard": lambda _: self._state.new_paragraph(),
            "f": self._set_font, "fcharset": self._set_character_set,
            "ansicpg": lambda value: setattr(self, "_page", rtf_fonts.by_number(value)),
            "mac": lambda _: setattr(self, "_page", "mac_roman"),
            "pc": lambda _: setattr(self, "_page", "cp437"),
            "uc": lambda value: setattr(self._state, "unicode_bytes", min(8, max(0, value or 0))),
            "s": lambda value: setattr(self._state, "style", value or 0),
            "outlinelevel": self._set_outline,
            "field": lambda _: setattr(self._state, "field", Field()),
            "ffres": lambda value: self._set_box(result=value),
            "ffdefres": lambda value: self._set_box(default=value or 0),
            "formfield": lambda _: setattr(self._state, "use", Use.NOTHING),
            "ud": lambda _: setattr(self._state, "use", self._state.outside),
            "nofpages": lambda value: setattr(self, "_counted", value or 0),
        }  # fmt: skip

    def _open_box(self) -> None:
        self._body.open_box()
        self._inside_place()

    def _open_note(self) -> None:
        self._body.open_note()
        self._inside_place()

    def _inside_place(self) -> None:
        self._state.opened = True
        self._state.new_paragraph()

    def _end_section(self) -> None:
        self._end_paragraph()
        self._body.end_section()

    def _set_font(self, value: int | None) -> None:
        self._state.font = value or 0

    def _set_character_set(self, value: int | None) -> None:
        font = self._fonts.setdefault(self._state.font, rtf_fonts.Font())
        font.page = rtf_fonts.by_character_set(value or 0)
        font.symbols = value == rtf_fonts.SYMBOL_SET

    def _set_outline(self, value: int | None) -> None:
        if self._state.use is Use.STYLES:
            self._styles.setdefault(self._state.style, Style()).outline = value or 0
        else:
            self._state.outline = value or 0

    def _set_box(self, *, result: int | None = None, default: int | None = None) -> None:
        if (box := self._state.field) is not None:
            box.result = box.result if result is None else result
            box.default = box.default if default is None else default
