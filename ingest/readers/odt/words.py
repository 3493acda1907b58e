"""The inside of an OpenDocument paragraph → its words: live and struck, with links, notes and page ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.normalise import normalise
from ingest.readers.odt.styles import DRAW, OFFICE, TEXT, XLINK, Styles
from ingest.readers.wording import Note, Wording
from ingest.readers.xml_tree import Element

_SIGNS = {f"{TEXT}s": " ", f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
_UNREAD = frozenset(
    [
        *(f"{OFFICE}annotation", f"{OFFICE}annotation-end", f"{OFFICE}forms"),
        *(TEXT + name for name in ("number", "placeholder", "ruby-text", "script", "tracked-changes")),
    ]
)


@dataclass(slots=True)
class WordReader:
    """Reads paragraphs' words. ``deleted`` are the words of tracked deletions, by the change's id."""

    styles: Styles
    deleted: Mapping[str, str] = field(default_factory=dict)

    def read(self, paragraph: Element) -> tuple[Wording, list[Element]]:
        """Return the words of ``paragraph`` and the drawings that are fixed to it."""
        reading = _Reading(self, paragraph.get(f"{TEXT}style-name"), Wording())
        reading.inside(paragraph, style=None, address=None)
        return reading.words, reading.drawings

    def text(self, holder: Element | None) -> str:
        """Return the live words of all paragraphs in ``holder``, on one line."""
        if holder is None:
            return ""
        paragraphs = holder.iter(f"{TEXT}p", f"{TEXT}h")
        return normalise(" ".join(self.read(paragraph)[0].text for paragraph in paragraphs))


@dataclass(slots=True)
class _Reading:
    reader: WordReader
    paragraph_style: str | None
    words: Wording
    drawings: list[Element] = field(default_factory=list)

    def inside(self, element: Element, *, style: str | None, address: str | None) -> None:
        """Read what an element holds; ``style`` is that of the innermost span."""
        self._say(element.text, style, address)
        for child in element:
            self._child(child, style, address)
            self._say(child.tail, style, address)

    def _child(self, child: Element, style: str | None, address: str | None) -> None:
        tag = child.tag
        if tag in _SIGNS:
            self._say(_SIGNS[tag], style, address, as_it_is=True)
        elif tag == f"{TEXT}soft-page-break":
            self.words.end_page(by_author=False)
        elif tag == f"{TEXT}change":
            self.words.add(self.reader.deleted.get(child.get(f"{TEXT}change-id") or "", ""), struck=True)
        elif tag == f"{TEXT}note":
            self._note(child)
        elif tag.startswith(DRAW):
            if tag == f"{DRAW}a":  # a picture that is a link
                self.inside(child, style=style, address=address)
            else:
                self.words.picture()
                self.drawings.append(child)
        elif tag in _UNREAD or child.get(f"{TEXT}is-hidden") == "true":
            return
        else:
            inner = child.get(f"{TEXT}style-name") if tag == f"{TEXT}span" else None
            link = child.get(f"{XLINK}href") if tag == f"{TEXT}a" else None
            self.inside(child, style=inner or style, address=link or address)

    def _say(
        self, text: str | None, style: str | None, address: str | None, *, as_it_is: bool = False
    ) -> None:
        if not text or self._says(style, "hidden"):
            return
        # White space in the file is a blank; line ends and tabs are elements.
        text = text if as_it_is else text.replace("\n", " ")
        self.words.add(
            text,
            struck=self._says(style, "struck"),
            strong=self._says(style, "strong") and not address,
            address=address,
        )

    def _says(self, style: str | None, what: str) -> bool:
        said = self.reader.styles.says("text", style, what) if style else None
        return bool(
            self.reader.styles.says("paragraph", self.paragraph_style, what) if said is None else said
        )

    def _note(self, note: Element) -> None:
        citation, body = note.find(f"{TEXT}note-citation"), note.find(f"{TEXT}note-body")
        mark = normalise(citation.text or "") if citation is not None else ""
        # A note has no notes or drawings of its own.
        text = WordReader(self.reader.styles, self.reader.deleted).text(body)
        self.words.notes.append(Note(mark, text, last=note.get(f"{TEXT}note-class") == "endnote"))
