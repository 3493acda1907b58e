"""Objects in object streams are what pypdf makes of them; the strings of structure elements are left out."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, PdfObject

from ingest.readers.pdf.structure_reader import StructureReader

Read = Callable[[bytes], PdfObject | None]


@pytest.fixture
def read() -> Read:
    """Return what a reader makes of an object that stands in an object stream."""

    def read(written: bytes) -> PdfObject | None:
        reader = StructureReader(BytesIO(_file(written)))
        return reader.get_object(IndirectObject(4, 0, reader))

    return read


@pytest.mark.parametrize(
    "written",
    [
        b"<</S/TD/P 9 0 R/K[3 <</Type/MCR/Pg 2 0 R/MCID 5>>]/A<</O/Table/ColSpan 2>>>>",
        b"<</S/List#20Item/K 7/Pg 2 0 R>>",
        b"[2 0 R 3 0 R null true -1.5 .5 +4 (a \\( b) <AB>]",
        b"<</Nums[0[5 0 R 6 0 R]1 7 0 R]>>",
        b"<</S/P/S/H1/K 1>>",
        b"<</Type/Annot/Contents(nested (round) brackets)/Rect[1 2 3.5 4]>>",
        b"<</S/P % a comment\n/K 2>>",
    ],
)
def test_an_object_is_what_pypdf_makes_of_it(read: Read, written: bytes) -> None:
    assert _said(read(written)) == _said(PdfReader(BytesIO(_file(written))).get_object(4))


def test_the_words_of_an_element_are_left_out(read: Read) -> None:
    element = read(b"<</S/Figure/Alt(A map of Kent)/K 3/Pg 2 0 R>>")
    assert isinstance(element, DictionaryObject)
    assert repr([element["/S"], element["/K"]]) == "['/Figure', 3]"
    assert isinstance(element.raw_get("/Pg"), IndirectObject)
    assert "Kent" not in repr(element)


def _said(found: PdfObject | None) -> str:
    return re.sub(r"(?<=, )\d{6,}(?=\))", "reader", repr(found))


def _file(written: bytes) -> bytes:
    """Return a PDF whose object 4 stands in an object stream."""
    head = b"4 0 "
    body = head + written
    file = BytesIO()
    file.write(b"%PDF-1.5\n")
    places = []
    for number, content in (
        (1, b"<</Type/Catalog/Pages 2 0 R>>"),
        (2, b"<</Type/Pages/Kids[]/Count 0>>"),
        (3, b"<</Type/ObjStm/N 1/First %d/Length %d>>stream\n%b\nendstream" % (len(head), len(body), body)),
    ):
        places.append(file.tell())
        file.write(b"%d 0 obj%b\nendobj\n" % (number, content))
    start = file.tell()
    rows = [(0, 0, 255), *((1, place, 0) for place in places), (2, 3, 0), (1, start, 0)]
    index = b"".join(bytes([kind]) + place.to_bytes(2, "big") + bytes([last]) for kind, place, last in rows)
    file.write(
        b"5 0 obj<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d>>stream\n%b\nendstream\nendobj\n"
        % (len(index), index)
    )
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()
