"""What a Word file's body, cell or box holds: its paragraphs and tables, out of all that wraps them."""

from collections.abc import Iterable, Iterator

from ingest.readers.word.runs import MC, alternative, control_contents
from ingest.readers.word.styles import W, value
from ingest.readers.xml_tree import Element

_WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "del", "moveFrom", "customXml"))
_GONE = frozenset((f"{W}del", f"{W}moveFrom"))
_CONTENTS_GALLERY = "table of contents"


def held(holder: Iterable[Element], *tags: str, gone: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield the elements of ``tags`` in ``holder``, and whether each is deleted (as all of it may be).

    Content controls, tracked changes and the like are looked into; tables of contents are not, for
    they say again, with page numbers, what the headings say.
    """
    for element in holder:
        tag = element.tag
        if tag in tags:
            yield element, gone
        elif tag == f"{W}sdt":
            if not _is_contents(element):
                yield from held(control_contents(element), *tags, gone=gone)
        elif tag in _WRAPPERS:
            yield from held(element, *tags, gone=gone or tag in _GONE)
        elif tag == f"{MC}AlternateContent":
            yield from held(alternative(element), *tags, gone=gone)


def _is_contents(control: Element) -> bool:
    properties = control.find(f"{W}sdtPr")
    part = properties.find(f"{W}docPartObj") if properties is not None else None
    return (value(part, "docPartGallery") or "").lower() == _CONTENTS_GALLERY
