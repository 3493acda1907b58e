"""Where the text of a rich text file goes: paragraphs, the cells of tables, notes and text boxes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.normalise import normalise
from ingest.readers.flow import Flow, Paragraph, row_as_paragraph
from ingest.readers.list_labels import label_of, roman
from ingest.readers.rtf.tables import CellForm, TableMaker
from ingest.readers.wording import Note, Wording


@dataclass(slots=True)
class _Place:
    """Where paragraphs are gathered: the body, a note or a text box (``note`` is then None)."""

    note: Note | None = None
    words: Wording = field(default_factory=Wording)
    label: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)
    boxes: list[Paragraph] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """What the state says of a paragraph when it ends."""

    level: int = 0
    in_table: bool = False
    begins_page: bool = False
    left_out: bool = False  # a line of a table of contents


class Body:
    """Takes words and ends of paragraphs, cells and rows, and adds what is whole to ``flow``."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._places = [_Place()]
        self._table = TableMaker()
        self._cells: list[list[Paragraph]] = []
        self._cell: list[Paragraph] = []
        self._inner: list[list[Paragraph]] = []  # cells of a row of a table inside the cell
        self._section: str | None = None  # how the section begins whose break has just come
        self._numbered = {False: 0, True: 0}  # footnotes and endnotes

    # Words

    def say(self, text: str, *, struck: bool, strong: bool, address: str | None) -> None:
        """Add a run of words."""
        self._place.words.add(text, struck=struck, strong=strong, address=address)

    def label(self, text: str) -> None:
        """Add to the number or list mark that is printed before the paragraph."""
        self._place.label += text

    def picture(self) -> None:
        """Note that the paragraph shows a picture."""
        self._place.words.picture()

    # Paragraphs

    def end_paragraph(self, form: ParagraphForm) -> None:
        """End the paragraph that is being gathered."""
        paragraphs = self._gathered(form.level)
        if len(self._places) > 1:
            self._place.paragraphs += paragraphs
        elif form.in_table:
            self._cell += paragraphs
        else:
            self.end_table()
            self._begin_section()
            if form.begins_page:
                self._flow.begin_page()
            for paragraph in paragraphs if not form.left_out else ():
                self._flow.add(paragraph)

    def finish(self, form: ParagraphForm) -> None:
        """End what a file that was cut short left open."""
        while len(self._places) > 1:
            self.close_place()
        if (self._cell or self._cells) and not self._is_blank():
            self._cell += self._gathered(form.level)
        self.end_row([], heads=False)
        if not self._is_blank():
            self.end_paragraph(ParagraphForm(level=form.level))
        self.end_table()

    def end_page(self) -> None:
        """End the page where the paragraph stands."""
        self._place.words.end_page(by_author=True)

    def end_section(self) -> None:
        """End a section: the next one says how it begins, on a new page if it says nothing."""
        self._section = "page"

    def section_begins(self, how: str) -> None:
        """Take what a section says of its beginning: "none", "page", "odd" or "even"."""
        if self._section is not None:
            self._section = how

    def _begin_section(self) -> None:
        how, self._section = self._section, None
        if how in ("odd", "even"):
            self._flow.begin_side(odd=how == "odd")
        elif how == "page":
            self._flow.end_page(by_author=True)

    @property
    def _place(self) -> _Place:
        return self._places[-1]

    def _is_blank(self) -> bool:
        words = self._place.words
        return not (words.text or words.struck or self._place.boxes)

    def _gathered(self, level: int) -> list[Paragraph]:
        """Return the paragraph that was gathered and its text boxes, and begin another."""
        place = self._place
        number, item = label_of(place.label)
        paragraph = Paragraph(place.words, level=level, number=number, item=item)
        boxes, place.words, place.label, place.boxes = place.boxes, Wording(), "", []
        return [paragraph, *boxes]

    # Notes and boxes

    def open_box(self) -> None:
        """Begin a text box; its paragraphs follow the one that it is fixed to."""
        self._places.append(_Place())

    def open_note(self) -> None:
        """Begin a note to the paragraph that is being gathered."""
        self._places.append(_Place(note=Note("", "")))

    def make_endnote(self) -> None:
        """Make the note that has begun one that stands at the paper's end."""
        if (note := self._place.note) is not None:
            self._place.note = Note(note.mark, note.text, last=True)

    def number_note(self) -> None:
        """Number the note that has begun; where it is not, its author wrote a mark by hand."""
        if (note := self._place.note) is not None and not note.mark:
            self._numbered[note.last] += 1
            count = self._numbered[note.last]
            self._place.note = Note(roman(count) if note.last else str(count), "", last=note.last)

    def close_place(self) -> None:
        """End the note or the text box that began last."""
        paragraphs = [*self._place.paragraphs, *self._gathered(0)]
        closed = self._places.pop()
        if closed.note is None:
            self._place.boxes += paragraphs
            return
        text = normalise(" ".join(paragraph.words.text for paragraph in paragraphs))
        self._place.words.notes.append(Note(closed.note.mark, text, last=closed.note.last))

    # Tables

    def end_cell(self) -> None:
        """End a cell of the row."""
        if len(self._places) > 1:  # a table in a text box
            self.end_paragraph(ParagraphForm())
            return
        self._cell += self._gathered(0)
        self._cells.append(self._cell)
        self._cell = []

    def end_row(self, forms: Sequence[CellForm], *, heads: bool) -> None:
        """End a row whose cells have ``forms``; ``heads``: it is repeated on each page."""
        if self._cell:
            self._cells.append(self._cell)
        if self._cells:
            self._table.add(self._cells, forms, heads=heads)
        self._cells, self._cell = [], []

    def end_inner_cell(self) -> None:
        """End a cell of a table that lies in a cell."""
        self._inner.append(self._gathered(0))

    def end_inner_row(self) -> None:
        """End a row of a table that lies in a cell."""
        if self._inner:
            self._cell.append(row_as_paragraph(self._inner))
        self._inner = []

    def end_table(self) -> None:
        """Add the table that has come to its end, if there is one."""
        if self._table:
            self._begin_section()
            self._flow.add_table(self._table.take())
