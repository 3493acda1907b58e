"""The forms in which answers are taken away: an ending, a media type, and what writes them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote as percent_encode

from service.exports.briefing import Briefing
from service.exports.markdown import markdown_text
from service.exports.plain import plain_text

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export; ``write`` gives the bytes of the file."""

    ending: str
    media_type: str
    write: Callable[[Briefing], bytes]


def _word(briefing: Briefing) -> bytes:
    # Loaded when first asked for: it takes longer than the rest of the server's start.
    from service.exports.word import word_file  # noqa: PLC0415

    return word_file(briefing)


def _pdf(briefing: Briefing) -> bytes:
    from service.exports.pdf import pdf_file  # noqa: PLC0415

    return pdf_file(briefing)


FORMS: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", _word),
        Form("pdf", "application/pdf", _pdf),
        Form("md", "text/markdown; charset=utf-8", lambda briefing: markdown_text(briefing).encode()),
        Form("txt", "text/plain; charset=utf-8", lambda briefing: plain_text(briefing).encode()),
    )
}


def disposition(title: str, ending: str) -> str:
    """Return the header that names a file: once in plain letters, once in its own (RFC 6266)."""
    name = re.sub(r"[^\w-]+", "-", title).strip("-")[:_LONGEST_NAME].rstrip("-") or "answers"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "answers"
    return (
        f'attachment; filename="{plain}.{ending}"; '
        f"filename*=UTF-8''{percent_encode(name, safe='')}.{ending}"
    )
