"""Word files (.docx): headings, numbering, tables, notes, tracked changes and pages, as Word shows them.

The format is XML in a zip (ECMA-376), read here as such: the libraries that write it leave out what
matters most in these papers - computed numbers, deleted words, notes, text boxes.
"""

from collections.abc import Iterator
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperRefused
from ingest.normalise import normalise
from ingest.readers.flow import Flow
from ingest.readers.guard import guarded, no_text
from ingest.readers.markings import markings_in
from ingest.readers.ooxml import OfficePackage
from ingest.readers.titles import borne_out
from ingest.readers.word.body import BodyReader
from ingest.readers.word.numbering import Numbering
from ingest.readers.word.parts import held
from ingest.readers.word.runs import Notes, RunReader
from ingest.readers.word.styles import Styles, W, number, read_styles, value
from ingest.readers.xml_tree import Element

_WHAT = "Word file"
_NOTE_KINDS = ("footnote", "endnote")
_NOTE_FORMS = {"footnote": "decimal", "endnote": "lowerRoman"}  # what Word numbers them by unless told
_TEXT_PATH = "{urn:schemas-microsoft-com:vml}textpath"  # a watermark ("CONFIDENTIAL")
_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"


def read_word(path: Path, *, name: str | None = None) -> ReadPaper:
    """Read a .docx file; ``name`` is what messages call it, where that is not its file name.

    A page ends where the author ended one or where Word noted that one ended when it last saved the
    file. Raises PaperEmpty, PaperNeedsPassword and PaperRefused.
    """
    name = name or path.name
    with guarded(name, _WHAT), OfficePackage(path, name=name, what=_WHAT) as package:
        return _read(package)


def _read(package: OfficePackage) -> ReadPaper:
    main = package.main_part()
    root = package.tree(main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise PaperRefused(
            f"{package.name} is no whole Word file: it has no body.", hint="Save it anew from Word."
        )
    related = {relation.kind: relation.target for relation in package.relations(main).values()}

    def part(kind: str) -> Element | None:
        return package.tree(related[kind]) if kind in related else None

    styles = read_styles(part("styles"))
    flow = Flow(package.name)
    reader = BodyReader(
        flow,
        styles,
        Numbering(part("numbering"), styles),
        RunReader(styles, package.relations(main), _notes(package, related, styles, part("settings"))),
    )
    reader.read(body)
    pages = flow.finish(opening=markings_in(_running_texts(package, main, styles)))
    paper = ReadPaper(
        pages=pages,
        title=borne_out(package.title(), pages),
        notes=tuple(_told(package, body, flow.page)),
    )
    if paper.is_empty:
        raise no_text(package.name, holds=_what_else(body))
    return paper


def _what_else(body: Element) -> str:
    """Return what a body without words holds."""
    if any(True for _ in body.iter(f"{W}altChunk")):
        return "a part that was inserted from another file"
    return "pictures" if any(True for _ in body.iter(f"{W}drawing", f"{W}pict")) else ""


def _notes(
    package: OfficePackage, related: dict[str, str], styles: Styles, settings: Element | None
) -> Notes:
    words: dict[tuple[str, str], str] = {}
    forms = dict(_NOTE_FORMS)
    for kind in _NOTE_KINDS:
        part = related.get(f"{kind}s")
        root = package.tree(part) if part else None
        if root is None:
            continue
        # A note has no notes of its own.
        runs = RunReader(styles, package.relations(part or ""), Notes({}, {}))
        for element in root.findall(f"{W}{kind}"):
            words[kind, element.get(f"{W}id") or ""] = _text(element, runs)
        said = value(settings.find(f"{W}{kind}Pr") if settings is not None else None, "numFmt")
        forms[kind] = said or forms[kind]
    return Notes(words, forms)


def _text(holder: Element, runs: RunReader) -> str:
    """Return the live words of all paragraphs in ``holder``, tables' and boxes' among them, on one line."""
    texts: list[str] = []
    for paragraph in holder.iter(f"{W}p"):
        words, _ = runs.read(paragraph, value(paragraph.find(f"{W}pPr"), "pStyle"))
        texts.append(words.text)
    return normalise(" ".join(texts))


def _running_texts(package: OfficePackage, main: str, styles: Styles) -> Iterator[str]:
    """Yield what stands in headers and footers, paragraph by paragraph, and their watermarks."""
    for relation in package.relations(main).values():
        if relation.kind not in ("header", "footer") or relation.external:
            continue
        root = package.tree(relation.target)
        if root is None:
            continue
        runs = RunReader(styles, {}, Notes({}, {}))
        for paragraph in root.iter(f"{W}p"):
            words, _ = runs.read(paragraph, value(paragraph.find(f"{W}pPr"), "pStyle"))
            yield words.raw
        for mark in root.iter(_TEXT_PATH):
            yield mark.get("string") or ""


def _told(package: OfficePackage, body: Element, pages: int) -> Iterator[str]:
    """Yield what the user should know of the reading."""
    if any(True for _ in held(body, f"{W}altChunk")):
        yield "A part that was inserted from another file was not read."
    noted = any(True for _ in body.iter(f"{W}lastRenderedPageBreak"))
    counted = _page_count(package)
    if not noted and counted > pages:
        yield (
            f"The file has {counted} pages but does not say where they end: "
            "page numbers in citations are too low."
        )


def _page_count(package: OfficePackage) -> int:
    for relation in package.relations("").values():
        if relation.kind == "extended-properties" and not relation.external:
            root = package.tree(relation.target)
            found = root.find(_PAGES) if root is not None else None
            return (number(found.text) or 0) if found is not None else 0
    return 0
