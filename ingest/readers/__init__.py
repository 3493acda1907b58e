"""One module a format: a file becomes pages of blocks.

``read`` chooses the reader by the file's ending, and by its content where that says otherwise (a web
page named ".doc"). A reader imports only what its format needs, so that text papers are read without
loading the PDF library.
"""

from collections.abc import Callable
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperEmpty, PaperNeedsPassword, PaperRefused
from ingest.readers.signatures import Form, form_of


def _read_pdf(path: Path) -> ReadPaper:
    from ingest.readers.pdf.reader import read_pdf  # noqa: PLC0415 - loaded only for PDFs

    return read_pdf(path)


def _read_text(path: Path) -> ReadPaper:
    from ingest.readers.text import read_text  # noqa: PLC0415

    return read_text(path)


def _read_word(path: Path) -> ReadPaper:
    from ingest.readers.word.reader import read_word  # noqa: PLC0415

    return read_word(path)


def _read_old_word(path: Path) -> ReadPaper:
    from ingest.readers.word.old import read_old_word  # noqa: PLC0415

    return read_old_word(path)


def _read_odt(path: Path) -> ReadPaper:
    from ingest.readers.odt.reader import read_odt  # noqa: PLC0415

    return read_odt(path)


def _read_rtf(path: Path) -> ReadPaper:
    from ingest.readers.rtf.reader import read_rtf  # noqa: PLC0415

    return read_rtf(path)


def _read_html(path: Path) -> ReadPaper:
    from ingest.readers.web.reader import read_html  # noqa: PLC0415

    return read_html(path)


def _read_email(path: Path) -> ReadPaper:
    from ingest.readers.mail.reader import read_email  # noqa: PLC0415

    return read_email(path)


def _read_excel(path: Path) -> ReadPaper:
    from ingest.readers.sheets.workbook import read_workbook  # noqa: PLC0415

    return read_workbook(path)


def _read_csv(path: Path) -> ReadPaper:
    from ingest.readers.sheets.comma_separated import read_csv  # noqa: PLC0415

    return read_csv(path)


Reader = Callable[[Path], ReadPaper]

# These tell by themselves what else their file may be, and say so.
_BY_ENDING: dict[str, Reader] = {".pdf": _read_pdf, ".txt": _read_text, ".md": _read_text}

# The form that an ending promises, and the reader of each form.
_PROMISED: dict[str, Form] = {
    ".csv": Form.UNKNOWN,
    ".doc": Form.OLD_WORD,
    ".docx": Form.WORD,
    ".eml": Form.EMAIL,
    ".htm": Form.HTML,
    ".html": Form.HTML,
    ".odt": Form.ODT,
    ".rtf": Form.RTF,
    ".xlsx": Form.EXCEL,
}
_BY_FORM: dict[Form, Reader] = {
    Form.PDF: _read_pdf,
    Form.WORD: _read_word,
    Form.OLD_WORD: _read_old_word,
    Form.ODT: _read_odt,
    Form.RTF: _read_rtf,
    Form.HTML: _read_html,
    Form.EMAIL: _read_email,
    Form.EXCEL: _read_excel,
}
_ZIPPED = frozenset({Form.WORD, Form.EXCEL, Form.ODT})
# Text without a mark of its own is what its ending says.
_UNMARKED: dict[str, Reader] = {
    ".csv": _read_csv, ".eml": _read_email, ".htm": _read_html, ".html": _read_html,
}  # fmt: skip

SUFFIXES = frozenset(_BY_ENDING) | frozenset(_PROMISED)

# Forms of papers that are not read, and what to do: by ending, and by form where the ending lies.
NOT_READ: dict[str, str] = {
    ".msg": "Save it from Outlook as .eml, or as text.",
    ".odp": "Save it as PDF.",
    ".ods": "Open it in a spreadsheet program and save it as .xlsx.",
    ".ppt": "Save it as PDF.",
    ".pptx": "Save it as PDF.",
    ".xls": "Open it in Excel and save it as .xlsx.",
}
_ENDINGS: dict[Form, str] = {
    Form.ODP: ".odp",
    Form.ODS: ".ods",
    Form.OLD_EXCEL: ".xls",
    Form.OLD_POWERPOINT: ".ppt",
    Form.OUTLOOK: ".msg",
    Form.POWERPOINT: ".pptx",
}


def read(path: Path) -> ReadPaper:
    """Read the paper at ``path``. Raises PaperError when it cannot be read."""
    suffix = path.suffix.lower()
    if suffix in _BY_ENDING:
        return _BY_ENDING[suffix](path)
    if suffix not in _PROMISED:
        raise PaperRefused(
            f"{path.name}: files ending in “{path.suffix}” are not read.",
            hint=NOT_READ.get(suffix, f"Save it as one of: {', '.join(sorted(SUFFIXES))}."),
        )
    return _reader(path, suffix)(path)


def _reader(path: Path, suffix: str) -> Reader:
    """Return the reader for what the file at ``path`` holds. Raises PaperError where there is none."""
    try:
        form = form_of(path)
    except OSError as error:
        raise PaperRefused(
            f"{path.name} could not be opened: {error.strerror or error}.",
            hint="Check that the file is there and may be read.",
        ) from error
    if form in _BY_FORM:
        return _BY_FORM[form]
    if form is Form.UNKNOWN and suffix in _UNMARKED:
        return _UNMARKED[suffix]
    if form is Form.BROKEN_ZIP and _PROMISED[suffix] in _ZIPPED:
        return _BY_FORM[_PROMISED[suffix]]  # which says what is broken
    if form is Form.EMPTY:
        raise PaperEmpty(f"{path.name}: the file is empty.", hint="Check that it was saved and copied whole.")
    if form is Form.LOCKED_OFFICE:
        raise PaperNeedsPassword(
            f"{path.name} opens only with a password.", hint="Save a copy without the password and add that."
        )
    promised = "a CSV file" if suffix == ".csv" else _PROMISED[suffix].value
    raise PaperRefused(
        f"{path.name}: the name says {promised}, but the content is {form.value}.",
        hint=NOT_READ.get(_ENDINGS.get(form, ""), "Fetch it again, or save it anew from its program."),
    )
