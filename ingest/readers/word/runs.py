"""The runs of a Word paragraph → its words: live and struck, with links, notes and page ends.

Tracked changes are read as the paper stands: what was inserted is live, what was deleted or moved away
is struck out. Comments and hidden text are no part of it. Of a drawing that comes in two forms, for
newer and for older programs, one is read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.readers.ooxml import RELATIONSHIPS, Relation
from ingest.readers.symbols import OPEN, TICKED, symbol
from ingest.readers.word.numbering import figure
from ingest.readers.word.styles import Styles, W, number, strong, struck, switched, value
from ingest.readers.wording import Note, Wording
from ingest.readers.xml_tree import Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+"([^"]+)"', re.I)
# Elements that only hold runs, and add nothing of their own.
_HOLDERS = frozenset(
    W + name for name in ("ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "rubyBase", "ruby")
)
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
}  # fmt: skip
_PICTURES = frozenset((f"{W}drawing", f"{W}pict", f"{W}object"))


@dataclass(slots=True)
class Notes:
    """The notes of a file: words by kind ("footnote", "endnote") and id, and how each kind is numbered."""

    words: Mapping[tuple[str, str], str]
    forms: Mapping[str, str]
    _met: dict[str, int] = field(default_factory=dict)

    def meet(self, kind: str, note_id: str, *, own_mark: bool) -> Note | None:
        """Count a reference and return its note; None where the file does not hold it.

        ``own_mark`` says that the author wrote the mark by hand: then it is not counted.
        """
        text = self.words.get((kind, note_id))
        if text is None:
            return None
        mark = ""
        if not own_mark:
            self._met[kind] = self._met.get(kind, 0) + 1
            mark = figure(self._met[kind], self.forms.get(kind, "decimal"))
        return Note(mark, text, last=kind == "endnote")


@dataclass(slots=True)
class _Field:
    """A field under way: first its instruction comes, then (``shown``) the result that a reader sees."""

    instruction: str = ""
    shown: bool = False

    @property
    def address(self) -> str | None:
        match = _HYPERLINK.match(self.instruction)
        return match[1] if match else None


@dataclass(slots=True)
class RunReader:
    """Reads the runs of one part of the file; fields may go on from paragraph to paragraph."""

    styles: Styles
    relations: Mapping[str, Relation]
    notes: Notes
    _fields: list[_Field] = field(default_factory=list)

    def read(
        self, paragraph: Element, style_id: str | None, *, gone: bool = False
    ) -> tuple[Wording, list[Element]]:
        """Return the words of ``paragraph`` and the contents of the text boxes that are fixed to it.

        ``gone`` says that all of it is deleted (a row of a table may be).
        """
        words = Wording()
        reading = _Reading(self, words, style_id)
        for child in paragraph:
            reading.inline(child, gone=gone, address=None)
        # An instruction that does not end with its paragraph is damaged; it must not hide the rest.
        self._fields = [each for each in self._fields if each.shown]
        return words, reading.boxes

    def field_mark(self, element: Element) -> None:
        """Note where a field begins, turns from instruction to result, or ends."""
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].shown = True
            case "end" if self._fields:
                self._fields.pop()

    def instruct(self, text: str) -> None:
        """Take a piece of a field's instruction."""
        if self._fields and not self._fields[-1].shown:
            self._fields[-1].instruction += text

    @property
    def shown(self) -> bool:
        """Whether what comes now is shown: no instruction is under way."""
        return all(each.shown for each in self._fields)

    @property
    def address(self) -> str | None:
        """The address that a field under way links to."""
        return next((each.address for each in reversed(self._fields) if each.address), None)


@dataclass(slots=True)
class _Reading:
    """The reading of one paragraph."""

    reader: RunReader
    words: Wording
    style_id: str | None
    boxes: list[Element] = field(default_factory=list)

    def inline(self, element: Element, *, gone: bool, address: str | None) -> None:
        """Read a child of the paragraph: a run, or something that holds runs."""
        tag = element.tag
        if tag == f"{W}r":
            self._run(element, gone=gone, address=address)
        elif tag in _GONE:
            self._all(element, gone=True, address=address)
        elif tag in _HOLDERS:
            self._all(element, gone=gone, address=address)
        elif tag == f"{W}hyperlink":
            relation = self.reader.relations.get(element.get(f"{RELATIONSHIPS}id") or "")
            target = relation.target if relation is not None and relation.external else None
            self._all(element, gone=gone, address=target or address)
        elif tag == f"{W}fldSimple":
            target = _Field(element.get(f"{W}instr") or "").address
            self._all(element, gone=gone, address=target or address)
        elif tag == f"{W}sdt":
            for content in control_contents(element):
                self.inline(content, gone=gone, address=address)
        elif tag == f"{MC}AlternateContent":
            for content in alternative(element):
                self.inline(content, gone=gone, address=address)
        elif tag in (f"{_MATH}oMath", f"{_MATH}oMathPara"):
            self.words.add("".join(each.text or "" for each in element.iter(f"{_MATH}t")), struck=gone)

    def _all(self, element: Element, *, gone: bool, address: str | None) -> None:
        for child in element:
            self.inline(child, gone=gone, address=address)

    def _run(self, run: Element, *, gone: bool, address: str | None) -> None:
        properties = run.find(f"{W}rPr")
        if self._says(properties, "hidden", switched(properties, "vanish")):
            return
        gone = gone or self._says(properties, "struck", struck(properties))
        set_off = self._says(properties, "strong", strong(properties))
        address = address or self.reader.address
        if address:
            # Links are underlined by nature; only bold would set them off.
            set_off = bool(switched(properties, "b"))
        for child in run:
            self._part(child, gone=gone, set_off=set_off, address=address)

    def _says(self, properties: Element | None, what: str, direct: bool | None) -> bool:
        """Return what the run says itself, or else its style, or else its paragraph's."""
        if direct is not None:
            return direct
        style_id = value(properties, "rStyle")
        return (style_id is not None and self.reader.styles.says(style_id, what)) or self.reader.styles.says(
            self.style_id, what
        )

    def _part(self, part: Element, *, gone: bool, set_off: bool, address: str | None) -> None:
        tag = part.tag
        if tag == f"{W}fldChar":
            self.reader.field_mark(part)
            self._form_field(part, gone=gone)
        elif tag == f"{W}instrText":
            self.reader.instruct(part.text or "")
        elif not self.reader.shown:
            return
        elif tag in (f"{W}t", f"{W}delText"):
            struck_out = gone or tag == f"{W}delText"
            self.words.add(part.text or "", struck=struck_out, strong=set_off, address=address)
        elif (sign := _sign(part)) is not None:
            self.words.add(sign, struck=gone, address=address)
        elif tag in (f"{W}br", f"{W}lastRenderedPageBreak"):
            self.words.end_page(by_author=tag == f"{W}br")
        else:
            self._rest(part, gone=gone, set_off=set_off, address=address)

    def _rest(self, part: Element, *, gone: bool, set_off: bool, address: str | None) -> None:
        """Read a part of a run that holds more than characters."""
        tag = part.tag
        if tag in _NOTES:
            self._note(part, _NOTES[tag], gone=gone)
        elif tag in _PICTURES:
            self.words.picture()
            self.boxes += boxes_in(part)
        elif tag == f"{W}ruby":
            self.inline(part, gone=gone, address=address)
        elif tag == f"{MC}AlternateContent":
            for content in alternative(part):
                self._part(content, gone=gone, set_off=set_off, address=address)

    def _note(self, reference: Element, kind: str, *, gone: bool) -> None:
        own_mark = bool(switched_on(reference.get(f"{W}customMarkFollows")))
        if gone:
            return
        note = self.reader.notes.meet(kind, reference.get(f"{W}id") or "", own_mark=own_mark)
        if note is not None:
            self.words.notes.append(note)

    def _form_field(self, mark: Element, *, gone: bool) -> None:
        """Show what an old form field shows without any text of its own: a tick box, a choice."""
        data = mark.find(f"{W}ffData")
        if data is None:
            return
        box, choice = data.find(f"{W}checkBox"), data.find(f"{W}ddList")
        if box is not None:
            ticked = switched(box, "checked")
            ticked = switched(box, "default") if ticked is None else ticked
            self.words.add(TICKED if ticked else OPEN, struck=gone)
        elif choice is not None:
            chosen = number(value(choice, "result") or value(choice, "default") or "0") or 0
            entries = choice.findall(f"{W}listEntry")
            if 0 <= chosen < len(entries):
                self.words.add(entries[chosen].get(f"{W}val") or "", struck=gone)


def switched_on(text: str | None) -> bool:
    """Return whether an on/off attribute is on; one that is missing is off."""
    return text is not None and text.lower() in {"1", "true", "on"}


def control_contents(control: Element) -> list[Element]:
    """Return what a content control holds; nothing where it only prompts ("Click here to enter text")."""
    properties = control.find(f"{W}sdtPr")
    if switched(properties, "showingPlcHdr"):
        return []
    content = control.find(f"{W}sdtContent")
    return list(content) if content is not None else []


def alternative(element: Element) -> list[Element]:
    """Return the contents of the one form that is read of something that comes in several."""
    for form in element:
        if form.tag in (f"{MC}Choice", f"{MC}Fallback") and len(form):
            return list(form)
    return []


def boxes_in(drawing: Element) -> list[Element]:
    """Return the contents of the text boxes in a drawing, each box once, those within a box left to it."""
    found: list[Element] = []
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            found.append(element)
            continue
        children = alternative(element) if element.tag == f"{MC}AlternateContent" else list(element)
        waiting += reversed(children)
    return found


def _sign(part: Element) -> str | None:
    """Return the character that a part of a run stands for; None where it is no such part."""
    if part.tag == f"{W}br":  # those that end a page are no characters
        return None if part.get(f"{W}type") == "page" else "\n"
    return _symbol(part) if part.tag == f"{W}sym" else _SIGNS.get(part.tag)


def _symbol(part: Element) -> str:
    try:
        code = int(part.get(f"{W}char") or "", 16)
    except ValueError:
        return ""
    return symbol(part.get(f"{W}font") or "", code)
