"""OpenDocument texts (.odt): headings, numbering, tables, notes, tracked changes and pages.

The format is XML in a zip (ISO/IEC 26300), read here as such: what decides the reading - list labels,
page ends, deleted words - has to be worked out from the XML in any case.
"""

from collections.abc import Iterator
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.readers.flow import Flow
from ingest.readers.guard import damaged, guarded, no_text
from ingest.readers.markings import markings_in
from ingest.readers.odt.body import BodyReader
from ingest.readers.odt.styles import DRAW, OFFICE, STYLE, TEXT, Styles, whole
from ingest.readers.odt.words import WordReader
from ingest.readers.titles import borne_out
from ingest.readers.xml_tree import Element, parse_xml
from ingest.readers.zipped import Package, needs_password

_WHAT = "OpenDocument text"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_ENCRYPTION = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_RUNNING = tuple(
    STYLE + name
    for name in (
        "header", "header-left", "header-first", "footer", "footer-left", "footer-first",
    )
)  # fmt: skip


def read_odt(path: Path) -> ReadPaper:
    """Read an .odt file. A page ends where the author ended one or where the program noted one.

    Raises PaperEmpty, PaperNeedsPassword and PaperRefused.
    """
    with guarded(path.name, _WHAT), Package(path, name=path.name, what=_WHAT) as package:
        return _read(package)


def _read(package: Package) -> ReadPaper:
    manifest = _tree(package, "META-INF/manifest.xml")
    if manifest is not None and any(True for _ in manifest.iter(_ENCRYPTION)):
        raise needs_password(package.name)
    content = _tree(package, "content.xml")
    body = content.find(f"{OFFICE}body/{OFFICE}text") if content is not None else None
    if body is None:
        raise damaged(package.name, _WHAT, "it has no text body")
    styled = _tree(package, "styles.xml")
    styles = Styles()
    styles.read(styled)
    styles.read(content)
    running = _running_texts(styled, styles)
    flow = Flow(package.name)
    BodyReader(flow, styles, WordReader(styles, _deletions(body, styles))).read(body)
    pages = flow.finish(opening=markings_in(running))
    meta = _tree(package, "meta.xml")
    title = meta.find(f"{OFFICE}meta/{_TITLE}") if meta is not None else None
    paper = ReadPaper(
        pages=pages,
        title=borne_out(title.text if title is not None else None, pages),
        notes=tuple(_told(meta, body, flow.page)),
    )
    if paper.is_empty:
        raise no_text(package.name, holds="pictures" if any(True for _ in body.iter(f"{DRAW}image")) else "")
    return paper


def _tree(package: Package, part: str) -> Element | None:
    data = package.read(part)
    return parse_xml(data, package.name, package.what) if data is not None else None


def _deletions(body: Element, styles: Styles) -> dict[str, str]:
    """Return the words of each tracked deletion by the id that marks its place in the text."""
    words = WordReader(styles)
    return {
        region.get(_ID) or region.get(f"{TEXT}id") or "": words.text(region.find(f"{TEXT}deletion"))
        for region in body.iter(f"{TEXT}changed-region")
    }


def _running_texts(styled: Element | None, styles: Styles) -> Iterator[str]:
    """Yield what stands in headers and footers, paragraph by paragraph."""
    words = WordReader(styles)
    for holder in styled.iter(*_RUNNING) if styled is not None else ():
        for paragraph in holder.iter(f"{TEXT}p", f"{TEXT}h"):
            yield words.read(paragraph)[0].raw


def _told(meta: Element | None, body: Element, pages: int) -> Iterator[str]:
    """Yield what the user should know of the reading."""
    statistic = meta.find(f"{OFFICE}meta/{_META}document-statistic") if meta is not None else None
    counted = whole(statistic.get(f"{_META}page-count"), 0) if statistic is not None else 0
    noted = any(True for _ in body.iter(f"{TEXT}soft-page-break"))
    if not noted and counted > pages:
        yield (
            f"The file has {counted} pages but does not say where they end: "
            "page numbers in citations are too low."
        )
