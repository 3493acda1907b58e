"""Bytes of a text file to text, or a refusal that says what the bytes seem to be."""

import codecs

from ingest.errors import PaperEmpty, PaperRefused

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a Word, Excel or zip file",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"{\\rtf": "an RTF file",
}

# More stray NULs than one in ten bytes means binary data; fewer are the traces of a bad export.
_MOST_NULS = 0.1


def decode(data: bytes, name: str) -> str:
    """Return ``data`` as text: UTF-8, UTF-16 or UTF-32 by its mark or pattern, else Windows-1252.

    Raises PaperEmpty for no bytes and PaperRefused for what is not text; ``name`` is the file's
    name, for the message.
    """
    if not data.strip(b"\x00 \t\r\n\x0c"):
        raise PaperEmpty(f"{name}: the file is empty.", hint="Check that it was saved and copied whole.")
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise PaperRefused(
                f"{name}: the name says text, but the content is {what}.",
                hint="Give the file its right ending, or save it as text.",
            )
    for mark, encoding in (
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    unmarked = _unmarked_utf16(data)
    if unmarked:
        return data.decode(unmarked, errors="replace")
    if data.count(0) > len(data) * _MOST_NULS:
        raise PaperRefused(
            f"{name}: the content is binary data, not text.",
            hint="Save the paper as text or PDF and try again.",
        )
    data = data.replace(b"\x00", b"")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 leaves five bytes undefined, Latin-1 none: it cannot fail.
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            return data.decode("latin-1")


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the UTF-16 flavour of ``data`` by where its zero bytes stand, else None."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    if sample[1::2].count(0) > pairs * 0.7 and sample[0::2].count(0) < pairs * 0.1:
        return "utf-16-le"
    if sample[0::2].count(0) > pairs * 0.7 and sample[1::2].count(0) < pairs * 0.1:
        return "utf-16-be"
    return None
