"""A pypdf reader that takes up the elements of a tagged PDF's structure by the object stream.

A tagged paper has tens of thousands of elements, nearly all in object streams (PDF 32000-1, 7.5.7), and
pypdf goes through each byte by byte. Here a stream is parted into its signs at once; what they make is
kept where pypdf keeps what it has read. What is written in an unusual way is left to pypdf.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

_LARGEST = 100_000  # bytes of an object
_NAME = rb"/[^\s()<>\[\]{}/%\x00]+"
_REFERENCE = rb"\d{1,9}\s\d{1,5}\sR(?![A-Za-z])"
_INTEGER = rb"[+-]?\d{1,9}(?![\d.+,-])"
_FRACTION = rb"[+-]?(?:\d+\.\d*|\.\d+)(?![\d.+,-])"
_STRING = rb"\((?:[^()\\]|\\.)*\)|<[\dA-Fa-f\s]*>"
_SIGN = re.compile(
    rb"<<|>>|[\[\]]|%b|%b|%b|%b|%b|\b(?:true|false|null)\b|\S"
    % (_NAME, _REFERENCE, _INTEGER, _FRACTION, _STRING),
    re.DOTALL,
)
_WORDS: dict[bytes, PdfObject] = {
    b"true": BooleanObject(True),
    b"false": BooleanObject(False),
    b"null": NullObject(),
}
_ANY_STRING = NullObject()  # what strings say is no part of a structure


class StructureReader(PdfReader):
    """Reads a file as pypdf does, and its structure elements quicker, without the strings in them."""

    def __init__(self, stream: BinaryIO | Path) -> None:
        self._taken_up: set[int] = set()  # object streams, by their numbers
        self._values = _Values(self)
        super().__init__(stream)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """Return an object; structure elements are taken up with all others of their stream."""
        if isinstance(indirect_reference, IndirectObject) and indirect_reference.generation == 0:
            number = indirect_reference.idnum
            known = self.resolved_objects.get((0, number))
            if known is not None:
                return known
            if number in self.xref_objStm and self.xref_objStm[number][0] not in self._taken_up:
                self._take_up(self.xref_objStm[number][0])
        return super().get_object(indirect_reference)

    def _take_up(self, number: int) -> None:
        """Keep the structure elements of the object stream with that number."""
        self._taken_up.add(number)
        try:
            stream = self.get_object(number)
            if not isinstance(stream, StreamObject):
                return
            data, first, count = stream.get_data(), int(str(stream["/First"])), int(str(stream["/N"]))
            head = [int(each) for each in data[:first].split()]
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - a damaged stream may raise anything; pypdf says what is wrong
            return
        starts = [first + offset for offset in head[1::2]]
        if len(head) != 2 * count or starts != sorted(set(starts)):
            return
        for known, start, end in zip(head[::2], starts, (*starts[1:], len(data)), strict=True):
            # An edition of the file may have put the object elsewhere.
            if self.xref_objStm.get(known, (0, 0))[0] != number or (0, known) in self.resolved_objects:
                continue
            if end - start <= _LARGEST:
                found = _container(_SIGN.findall(data, start, end), self._values)
                if found is not None:
                    self.cache_indirect_object(0, known, found)


class _Values(dict[bytes, PdfObject]):
    """What the signs of a file stand for that are no brackets. Raises ValueError where that is not known."""

    def __init__(self, reader: PdfReader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, sign: bytes) -> PdfObject:
        value = self[sign] = self._read(sign)
        return value

    def _read(self, sign: bytes) -> PdfObject:
        if sign.startswith(b"/"):
            return NameObject(NameObject.unnumber(sign).decode())
        if sign in _WORDS:
            return _WORDS[sign]
        if sign.endswith(b"R"):
            number, generation, _ = sign.split()
            return IndirectObject(int(number), int(generation), self._reader)
        if sign.endswith((b")", b">")):
            return _ANY_STRING
        return FloatObject(sign) if b"." in sign else NumberObject(int(sign))


def _container(signs: Sequence[bytes], values: _Values) -> PdfObject | None:
    """Return the array or dictionary that ``signs`` make; None where it is none, or written unusually.

    One that holds strings is given without them where it is a structure element (or an action, which is
    of no interest), and not at all where it may be something else.
    """
    around: list[tuple[bytes, list[PdfObject]]] = []
    items: list[PdfObject] = []  # of the array or dictionary that has begun last
    try:
        for sign in signs:
            if sign in (b"<<", b"["):
                around.append((sign, items))
                items = []
            elif sign in (b">>", b"]"):
                whole = _dictionary(items) if sign == b">>" else ArrayObject(items)
                began, items = around.pop()
                if (began == b"<<") != (sign == b">>"):
                    return None
                items.append(whole)
            else:
                items.append(values[sign])
    except (ValueError, IndexError):
        return None
    found = items[0] if len(items) == 1 and not around else None
    if isinstance(found, DictionaryObject) and isinstance(found.get("/S"), NameObject):
        return found
    silent = any(values.get(sign) is _ANY_STRING for sign in signs)
    return found if isinstance(found, (ArrayObject, DictionaryObject)) and not silent else None


def _dictionary(items: Sequence[PdfObject]) -> DictionaryObject:
    """Return the dictionary of keys and values in turn. Raises ValueError where it is none."""
    entries = dict(zip(items[::2], items[1::2], strict=True))
    if 2 * len(entries) != len(items) or not all(isinstance(key, NameObject) for key in entries):
        raise ValueError(items)
    return DictionaryObject(entries)
