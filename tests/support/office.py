"""Small office files of the invented county of Fenshire, written part by part."""

import zipfile
from collections.abc import Mapping
from itertools import starmap
from pathlib import Path

from ingest.documents import Block, BlockKind, ReadPaper
from tests.support.papers import blocks

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODF_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip


def package(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write a zip of these parts and return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, part in parts.items():
            written.writestr(name, part)
    return path


def relations(**targets: str) -> str:
    """Return a relationships part: kind → target; an address lies outside the file, and has the id "link"."""
    return f'<Relationships xmlns="{_PACKAGE}">{"".join(starmap(_relation, targets.items()))}</Relationships>'


def _relation(kind: str, target: str) -> str:
    outside = "://" in target
    mode = ' TargetMode="External"' if outside else ""
    name = "link" if outside else kind
    return f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def word_file(folder: Path, body: str, name: str = "paper.docx", **parts: str) -> Path:
    """Write a Word file with the XML ``body``; each of ``parts`` (styles, footnotes, header1 …) is the
    inside of a part.

       ``link`` is the address that the relationship "link" leads to.
    """
    link = parts.pop("link", "")
    roots = {"settings": "settings", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    roots |= {"endnotes": "endnotes", "header1": "hdr", "footer1": "ftr"}
    targets = {part.rstrip("1"): f"{part}.xml" for part in parts}
    return package(
        folder / name,
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {_WORD_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(**targets, **({"hyperlink": link} if link else {})),
            **{
                f"word/{part}.xml": f"<w:{roots[part]} {_WORD_NAMESPACES}>{inside}</w:{roots[part]}>"
                for part, inside in parts.items()
            },
        },
    )


def paragraph(text: str = "", properties: str = "", run: str = "") -> str:
    """Return a Word paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def open_document(folder: Path, body: str, name: str = "paper.odt", **parts: str) -> Path:
    """Write an OpenDocument text; of ``parts``, automatic are its content's styles, styles the file's."""
    automatic, styles = parts.get("automatic", ""), parts.get("styles", "")
    meta, manifest = parts.get("meta", ""), parts.get("manifest", "")
    return package(
        folder / name,
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODF_NAMESPACES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {_ODF_NAMESPACES}>{styles}</office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODF_NAMESPACES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            "META-INF/manifest.xml": f"<manifest:manifest {_ODF_NAMESPACES}>{manifest}</manifest:manifest>",
        },
    )


def told(paper: ReadPaper) -> list[tuple[BlockKind, str]]:
    """Return kind and text of all blocks."""
    return [(block.kind, block.text) for block in blocks(paper)]


def texts(paper: ReadPaper, kind: BlockKind | None = None) -> list[str]:
    """Return the texts of all blocks, or of those of one kind."""
    return [block.text for block in blocks(paper, kind)]


def rows(paper: ReadPaper) -> list[tuple[str, ...]]:
    """Return the cells of each table row."""
    return [block.cells for block in blocks(paper, BlockKind.TABLE_ROW)]


def headers(paper: ReadPaper) -> set[tuple[str, ...]]:
    """Return the different column names that rows have."""
    return {block.header for block in blocks(paper, BlockKind.TABLE_ROW)}


def labelled(paper: ReadPaper) -> list[tuple[str | None, str]]:
    """Return number and text of all blocks; a list item has the number "•"."""
    return [("•" if _is_item(block) else block.number, block.text) for block in blocks(paper)]


def paged(paper: ReadPaper) -> list[tuple[int, str]]:
    """Return page and text (a row's first cell) of all blocks."""
    return [(block.page, block.text or block.cells[0]) for block in blocks(paper)]


def _is_item(block: Block) -> bool:
    return block.kind is BlockKind.LIST_ITEM
