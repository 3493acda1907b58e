"""Web pages (.html, .htm): the main part, as headings, paragraphs, lists and tables.

Word, too, saves as web page, and so do many old systems under the ending ".doc".
"""

import codecs
import re
from collections.abc import Sequence
from pathlib import Path

from ingest.documents import BlockKind, Page, ReadPaper
from ingest.errors import PaperRefused
from ingest.readers.decoding import decode
from ingest.readers.flow import Flow, Paragraph
from ingest.readers.guard import guarded, no_text
from ingest.readers.markings import markings_in
from ingest.readers.titles import borne_out
from ingest.readers.web.content import content_of, text_of
from ingest.readers.web.walk import Walker
from ingest.readers.wording import Wording
from ingest.readers.xml_tree import Element, parse_html
from ingest.words import words_in

_WHAT = "web page"
MOST_BYTES = 64 * 1024 * 1024
_HEAD = 4096
_CHARACTER_SET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
# Pages that say Latin-1 mean Windows-1252, as browsers know (WHATWG Encoding Standard, 4.2); those that
# name a Unicode form are told by their bytes.
_TOLD_BY_BYTES = ("utf", "ucs", "ascii", "latin", "iso8859-1", "cp1252")


def read_html(path: Path) -> ReadPaper:
    """Read a web page; nothing that it refers to is fetched. Raises PaperEmpty and PaperRefused."""
    name = path.name
    with guarded(name, _WHAT):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise PaperRefused(
                f"{name}: {size / 2**20:.0f} MB is more than a web page may have ({MOST_BYTES // 2**20} MB).",
                hint="Save it as PDF and add that.",
            )
        flow = Flow(name)
        title, running = add_page(decode_page(path.read_bytes(), name), flow)
        pages = flow.finish(opening=markings_in(running))
        paper = ReadPaper(pages, title=_paper_title(title, pages))
        if paper.is_empty:
            raise no_text(name, holds="what scripts would fill" if title else "")
        return paper


def decode_page(data: bytes, name: str) -> str:
    """Return a page's text: by its mark, by what it declares, else as text files are read.

    Raises PaperEmpty for no bytes and PaperRefused for what is not text.
    """
    declared = _CHARACTER_SET.search(data[:_HEAD]) or _ENCODING.search(data[:_HEAD])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            encoding = codecs.lookup(declared[1].decode("ascii")).name
            if not encoding.startswith(_TOLD_BY_BYTES) and data.strip():
                return data.decode(encoding, "replace")
        except (LookupError, UnicodeError):  # no such encoding, or one that is no character set
            pass
    return decode(data, name)


def add_page(text: str, flow: Flow) -> tuple[str, Sequence[str]]:
    """Add a web page's content to ``flow``, its notes last.

    Returns the title that the page's head gives, and what its headers and footers say.
    """
    root = parse_html(text)
    if root is None:
        return "", ()
    title = root.find(".//title")
    named = text_of(title) if title is not None else ""
    base = _base(root)
    content = content_of(root)
    Walker(flow, base).walk(content.root)
    if content.notes:
        flow.add(Paragraph(Wording(notes=list(content.notes))))
    return named, content.running


def _paper_title(title: str, pages: Sequence[Page]) -> str | None:
    """Return the paper's title: its first heading where the page's title says that and the site's name."""
    heading = next((block.text for block in pages[0].blocks if block.kind is BlockKind.HEADING), "")
    if heading and set(words_in(heading)) <= set(words_in(title)):
        return heading
    return borne_out(title, pages)


def _base(root: Element) -> str:
    """Return the address that the page's links are relative to, where it says one."""
    base = root.find(".//base")
    if base is not None and base.get("href"):
        return base.get("href") or ""
    for link in root.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            return link.get("href") or ""
    return ""
