"""E-mail messages (.eml), and web pages saved as one file (MHTML, which Word names ".doc").

The subject is the heading, sender, receivers and date the first lines. Attachments are named, not read.
"""

import codecs
import email
import email.policy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from ingest.documents import ReadPaper
from ingest.errors import PaperEmpty, PaperNeedsPassword, PaperRefused
from ingest.normalise import normalise
from ingest.readers.decoding import decode
from ingest.readers.flow import Flow, Paragraph
from ingest.readers.guard import guarded, no_text
from ingest.readers.mail.body import add_html, add_plain, part_earlier
from ingest.readers.wording import Wording

_WHAT = "e-mail message"
MOST_BYTES = 100 * 1024 * 1024
_MOST_NAMED = 20  # attachments
_OPENING = 64  # bytes in which UTF-16 tells itself by its zeros
_FIELDS = ("From", "To", "Cc")
_KNOWN = ("From", "To", "Subject", "Date", "Received", "MIME-Version", "Message-ID", "Content-Type")
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)


def read_email(path: Path) -> ReadPaper:
    """Read a message. Raises PaperEmpty, PaperNeedsPassword (it is encrypted) and PaperRefused."""
    name = path.name
    with guarded(name, _WHAT):
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise PaperRefused(
                f"{name}: {size / 2**20:.0f} MB is more than a message may have ({MOST_BYTES // 2**20} MB).",
                hint="Save its attachments by themselves and add those.",
            )
        message = _message(path.read_bytes(), name)
        _check_kind(message, name)
        flow = Flow(name)
        subject = _field(message, "Subject")
        _add_head(message, subject, flow)
        head = len(flow.finish()[0].blocks)
        body = _body(message)
        if body is not None:
            _add_body(body, flow, name)
        pages = tuple(
            replace(page, blocks=(*page.blocks[:head], *part_earlier(page.blocks[head:])))
            if page.number == 1
            else page
            for page in flow.finish()
        )
        attached = list(_attached(message, body))
        paper = ReadPaper(pages, title=subject or None, notes=tuple(_told(attached)))
        if body is None and not subject:
            raise no_text(name, holds="attachments" if attached else "")
        return paper


def _message(data: bytes, name: str) -> EmailMessage:
    if data.startswith(_MARKS) or b"\x00" in data[:_OPENING]:
        data = decode(data, name).encode("utf-8")
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not any(known in message for known in _KNOWN):
        raise PaperRefused(
            f"{name} is no e-mail message: it does not begin with a sender, a subject or a date.",
            hint="Save the message from its program as .eml, or as text.",
        )
    return message


def _check_kind(message: EmailMessage, name: str) -> None:
    kind = message.get_content_type()
    if kind == "multipart/encrypted" or (
        kind in ("application/pkcs7-mime", "application/x-pkcs7-mime")
        and message.get_param("smime-type") != "signed-data"
    ):
        raise PaperNeedsPassword(
            f"{name} is encrypted.", hint="Open it in its mail program and save it there unencrypted."
        )


def _field(message: Message, name: str) -> str:
    """Return a header field as text, "" where there is none or the library cannot make sense of it."""
    try:
        return normalise(str(message.get(name) or ""))
    except Exception:  # noqa: BLE001 - malformed fields raise anything in the parser of the standard library
        return ""


def _add_head(message: EmailMessage, subject: str, flow: Flow) -> None:
    lines = [f"{name}: {value}" for name in _FIELDS if (value := _field(message, name))]
    if sent := _date(message):
        lines.append(f"Date: {sent}")
    if subject:
        heading = Wording()
        heading.add(subject)
        flow.add(Paragraph(heading, level=1))
    for line in lines:
        words = Wording()
        words.add(line)
        flow.add(Paragraph(words))


def _date(message: EmailMessage) -> str:
    """Return when it was sent, as its sender's clock showed it: "29 January 2018, 10:15"."""
    written = _field(message, "Date")
    try:
        sent: datetime = parsedate_to_datetime(written)
    except (ValueError, TypeError, IndexError, OverflowError):
        return written
    return f"{sent.day} {sent:%B} {sent.year}, {sent:%H:%M}"


def _body(message: EmailMessage) -> EmailMessage | None:
    """Return the part that is read: the one in HTML where there is one, for it keeps lists and tables."""
    try:
        body = message.get_body(preferencelist=("html", "plain"))
    except Exception:  # noqa: BLE001 - a malformed structure may raise anything
        body = None
    if isinstance(body, EmailMessage):
        return body
    texts = (part for part in message.walk() if part.get_content_maintype() == "text")
    return next((part for part in texts if isinstance(part, EmailMessage)), None)


def _add_body(body: EmailMessage, flow: Flow, name: str) -> None:
    try:
        text = _text(body, name)
    except PaperEmpty:
        return
    if body.get_content_subtype() == "html":
        add_html(text, flow)
    else:
        flowed = str(body.get_param("format") or "").lower() == "flowed"
        add_plain(text.replace("\r\n", "\n").replace("\r", "\n"), flow, flowed=flowed)


def _text(part: EmailMessage, name: str) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset()
    try:
        encoding = codecs.lookup(charset).name if charset else ""
        if encoding and not encoding.startswith(("ascii", "utf-16")):
            return data.decode(encoding)
    except (LookupError, UnicodeError, ValueError):  # it says a character set that it is not in
        pass
    return decode(data, name)


def _attached(message: EmailMessage, body: EmailMessage | None) -> Iterator[str]:
    """Yield the names of what is attached; pictures within the text are part of its looks."""
    for part in message.walk():
        if part is body or part.is_multipart():
            continue
        named = ""
        with suppress(Exception):  # malformed fields raise anything
            named = part.get_filename() or ""
        inside = part.get_content_maintype() in ("image", "text") and not named
        if "attachment" in _field(part, "Content-Disposition") or (named and not inside):
            yield normalise(named) or part.get_content_type()


def _told(attached: list[str]) -> Iterator[str]:
    if attached:
        named = ", ".join(attached[:_MOST_NAMED]) + (", …" if len(attached) > _MOST_NAMED else "")
        yield f"Attached, and not read: {named}. Save what is attached beside the message to have it read."
