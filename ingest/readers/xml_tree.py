"""XML and HTML to trees, by lxml: the only module that knows it.

Office files are XML in zips, web pages are HTML; both come from anywhere. So nothing outside the
file is ever fetched, document types (where entity bombs live) are refused, and libxml2's own limits
on depth and size stay on for XML.
"""

import re
from collections.abc import Iterator, Sequence
from typing import IO, Protocol, cast

from lxml import etree

from ingest.errors import PaperRefused
from ingest.readers.guard import damaged

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Element(Protocol):
    """What the readers use of an element (ElementTree's interface)."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, key: str, default: str = ...) -> str | None:
        """Return an attribute."""

    def __iter__(self) -> Iterator["Element"]: ...

    def __len__(self) -> int: ...

    def find(self, path: str) -> "Element | None":
        """Return the first element at ``path``."""

    def findall(self, path: str) -> Sequence["Element"]:
        """Return all elements at ``path``."""

    def iter(self, *tags: str) -> Iterator["Element"]:
        """Yield this element and all under it, in document order."""

    def iterancestors(self) -> Iterator["Element"]:
        """Yield the elements around this one, the innermost first."""

    def getparent(self) -> "Element | None":
        """Return the element around this one."""

    def getprevious(self) -> "Element | None":
        """Return the element before this one under the same parent."""

    def remove(self, child: "Element") -> None:
        """Take ``child`` out, and its tail with it."""


def parse_xml(data: bytes, name: str, what: str) -> Element:
    """Return the root of ``data``; comments and processing instructions are left out.

    Raises PaperRefused, naming the file ``name`` of the form ``what``, for what is no sound XML or
    declares a document type.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name, what, error) from error
    if root.getroottree().docinfo.doctype:
        raise _declares_type(name, what)
    return cast(Element, root)


def iterate_xml(stream: IO[bytes], tags: Sequence[str], name: str, what: str) -> Iterator[Element]:
    """Yield each element of ``tags`` ("{*}row") when it is complete, in file order; then it is emptied.

    Memory is bounded by the largest of them, as long as none lies within another. Raises as
    ``parse_xml`` does.
    """
    try:
        for _, element in etree.iterparse(
            stream,
            tag=list(tags),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if element.getroottree().docinfo.doctype:
                raise _declares_type(name, what)
            yield cast(Element, element)
            element.clear()
            # The emptied shells before it would still add up.
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.LxmlError, ValueError) as error:
        raise damaged(name, what, error) from error


def parse_html(text: str) -> Element | None:
    """Return the root of a web page, mended as browsers do; None where it holds nothing."""
    # HTML has no entities to grow by, and the text was read under a limit: of libxml2's limits only
    # that on depth would tell, and it drops what lies deeper without a word.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return None  # libxml2 mends whatever it can; what is left holds no element at all
    return cast(Element, root) if root is not None else None


def take_out(element: Element) -> None:
    """Take an element out of its tree; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    # A page's character references may be what lxml reads, but would not take back.
    if tail := _NO_XML.sub("", element.tail or ""):
        before = element.getprevious()
        if before is not None:
            before.tail = _NO_XML.sub("", before.tail or "") + tail
        else:
            parent.text = _NO_XML.sub("", parent.text or "") + tail
    parent.remove(element)


def _declares_type(name: str, what: str) -> PaperRefused:
    return damaged(name, what, "it declares a document type, which no office program writes")
