"""What a file is by its content, whatever its name says.

People rename files, web servers serve an error page under ".docx", and old systems export web pages
and rich text as ".doc". What can be told by the first bytes (and by the names inside a package) is told
here; plain text, CSV and damaged files are ``UNKNOWN``.
"""

import re
import struct
import zipfile
from enum import StrEnum
from pathlib import Path

from ingest.readers.zipped import BROKEN_ZIP_ERRORS

_HEAD = 4096
_PDF_WITHIN = 1024  # bytes: PDF readers allow for that much before the mark
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_RTF = b"{\\rtf"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.I | re.S,
)
# Two header fields, the first one of those that mail begins with.
_MAIL = re.compile(
    r"(?:received|return-path|mime-version|message-id|from|delivered-to|x-[a-z-]+): .*\n"
    r"(?:[ \t].*\n)*[a-z-]+: ",
    re.I,
)

# A compound file (OLE) is a small file system; its directory has an entry of 128 bytes for each stream.
_ENTRY = 128
_MOST_OLE = 64 * 1024 * 1024
_WORD_DOCUMENT_MARK = b"\xec\xa5"  # begins the stream of an old Word file (wIdent, MS-DOC 2.5.2)
_WORD_ENCRYPTED = 0x0100  # fEncrypted, in the flags ten bytes further on
_SECTOR = 512


class Form(StrEnum):
    """The forms of file that are told apart; each value is how a person calls it."""

    PDF = "a PDF"
    WORD = "a Word file"
    EXCEL = "an Excel file"
    POWERPOINT = "a PowerPoint file"
    ODT = "an OpenDocument text"
    ODS = "an OpenDocument spreadsheet"
    ODP = "an OpenDocument presentation"
    OLD_WORD = "an old Word file (97 to 2003)"
    OLD_EXCEL = "an old Excel file (97 to 2003)"
    OLD_POWERPOINT = "an old PowerPoint file (97 to 2003)"
    OUTLOOK = "an Outlook message"
    LOCKED_OFFICE = "an Office file under a password"
    RTF = "a rich text file"
    HTML = "a web page"
    EMAIL = "an e-mail message"
    ZIP = "a zip file"
    BROKEN_ZIP = "a zip file that is damaged"
    PICTURE = "a picture"
    EMPTY = "empty"
    UNKNOWN = "of no form that is known"


# Part names in an Office package, and media types of an OpenDocument one.
_PACKAGES = (("word/", Form.WORD), ("xl/", Form.EXCEL), ("ppt/", Form.POWERPOINT))
_MEDIA_TYPES = (
    (b"application/vnd.oasis.opendocument.text", Form.ODT),
    (b"application/vnd.oasis.opendocument.spreadsheet", Form.ODS),
    (b"application/vnd.oasis.opendocument.presentation", Form.ODP),
)
# An encrypted file of any Office program is a compound file too, so it is looked for first.
_STREAMS = (
    ("EncryptedPackage", Form.LOCKED_OFFICE),
    ("WordDocument", Form.OLD_WORD),
    ("Workbook", Form.OLD_EXCEL),
    ("Book", Form.OLD_EXCEL),
    ("PowerPoint Document", Form.OLD_POWERPOINT),
    ("__properties_version1.0", Form.OUTLOOK),
)


def form_of(path: Path) -> Form:
    """Return what the content of ``path`` is. Raises OSError when it cannot be opened."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        return _package_form(path)
    if head.startswith(_OLE):
        return _compound_form(path)
    text = head.replace(b"\x00", b"").decode("ascii", "ignore").replace("\r\n", "\n")
    signs = (
        (not head, Form.EMPTY),
        (b"%PDF-" in head[:_PDF_WITHIN], Form.PDF),
        (head.lstrip().startswith(_RTF), Form.RTF),
        (head.startswith(_PICTURES), Form.PICTURE),
        (_HTML.match(text), Form.HTML),  # in any encoding: its marks are ASCII
        (_MAIL.match(text), Form.EMAIL),
    )
    return next((form for sign, form in signs if sign), Form.UNKNOWN)


def _package_form(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if "mimetype" in names:
                with package.open("mimetype") as stream:
                    declared = stream.read(100)
                for media_type, form in _MEDIA_TYPES:
                    # Templates and master documents ("…text-template") are of their base form.
                    if declared.startswith(media_type):
                        return form
    except (*BROKEN_ZIP_ERRORS, RuntimeError, OSError):
        return Form.BROKEN_ZIP
    for folder, form in _PACKAGES:
        if any(name.lstrip("/").startswith(folder) for name in names):
            return form
    return Form.ZIP


def _compound_form(path: Path) -> Form:
    """Tell a compound file by the names of its streams, in whatever order its sectors lie."""
    with path.open("rb") as stream:
        data = stream.read(_MOST_OLE).lower()  # names are compared without regard to case
    for name, form in _STREAMS:
        if _has_stream(data, name):
            return Form.LOCKED_OFFICE if form is Form.OLD_WORD and _is_locked(path) else form
    return Form.UNKNOWN


def _has_stream(data: bytes, name: str) -> bool:
    wanted = name.lower().encode("utf-16-le") + b"\x00\x00"
    at = data.find(wanted)
    while at >= 0:
        # Entries lie at multiples of their size; each tells the length of its name.
        if at % _ENTRY == 0 and data[at + 64 : at + 66] == struct.pack("<H", len(wanted)):
            return True
        at = data.find(wanted, at + 1)
    return False


def _is_locked(path: Path) -> bool:
    """Whether an old Word file is encrypted: so says the beginning of its main stream."""
    with path.open("rb") as stream:
        stream.seek(_SECTOR)
        while sector := stream.read(_SECTOR):
            if sector.startswith(_WORD_DOCUMENT_MARK) and len(sector) == _SECTOR:
                (flags,) = struct.unpack_from("<H", sector, 10)
                return bool(flags & _WORD_ENCRYPTED)
    return False
