"""Worked examples for reading e-mail messages."""

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperNeedsPassword, PaperRefused
from ingest.readers.mail import reader as mail
from ingest.readers.mail.reader import read_email
from tests.support.office import rows, texts, told

HEADING, PARAGRAPH, ITEM = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM
WRAPPED = "The Panel noted the report on out of court disposals, which had been\ncirculated with the agenda."
WHOLE = WRAPPED.replace("\n", " ")

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(message: EmailMessage | bytes) -> ReadPaper:
        path = tmp_path / "message.eml"
        path.write_bytes(message if isinstance(message, bytes) else bytes(message))
        return read_email(path)

    return write_and_read


def message(text: str = WRAPPED, **fields: str) -> EmailMessage:
    written = EmailMessage()
    written["Subject"] = "Women’s centre: the grant"
    written["From"] = "Ann Moor <ann@fenshire.example>"
    written["To"] = "clerk@fenshire.example"
    written["Date"] = "Mon, 29 Jan 2018 10:15:00 +0100"
    for name, value in fields.items():
        written[name] = value
    written.set_content(text)
    return written


HEAD = [
    (HEADING, "Women’s centre: the grant"),
    (PARAGRAPH, "From: Ann Moor <ann@fenshire.example>"),
    (PARAGRAPH, "To: clerk@fenshire.example"),
    (PARAGRAPH, "Date: 29 January 2018, 10:15"),
]


def test_the_subject_is_the_heading_and_who_and_when_the_first_lines(read: Read) -> None:
    paper = read(message(Cc="bo@fenshire.example"))
    assert told(paper) == [*HEAD[:3], (PARAGRAPH, "Cc: bo@fenshire.example"), HEAD[3], (PARAGRAPH, WHOLE)]
    assert paper.title == "Women’s centre: the grant"


def test_paragraphs_lists_and_numbers_of_plain_text(read: Read) -> None:
    paper = read(message(f"Dear all,\n\n{WRAPPED}\n\n- warm\n- safe\n\n6.4 It was agreed.\nYours\nAnn"))
    assert told(paper)[4:] == [
        (PARAGRAPH, "Dear all,"),
        (PARAGRAPH, WHOLE),
        (ITEM, "warm"),
        (ITEM, "safe"),
        (PARAGRAPH, "It was agreed."),
        (PARAGRAPH, "Yours"),
        (PARAGRAPH, "Ann"),
    ]


def test_flowed_text_is_joined_but_not_its_signature(read: Read) -> None:
    written = message("Short \nlines \ngo on.\n-- \nAnn")
    written.set_param("format", "flowed")
    assert texts(read(written))[4:] == ["Short lines go on.", "Ann"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Agreed.\n\nOn 3 May 2024, Bo Fen wrote:\n> Shall we?\n>\n>> Earlier still\n\nBest, Ann",
            ["Agreed.", "Best, Ann", "On 3 May 2024, Bo Fen wrote", "Shall we?", "Earlier still"],
        ),
        ("> Shall we?\nYes.", ["Yes.", "Earlier message", "Shall we?"]),
        (
            "Yes.\n\n-----Original Message-----\nFrom: Bo\nShall we?",
            ["Yes.", "Earlier message", "From: Bo", "Shall we?"],
        ),
        (
            "Yes.\n\nFrom: Bo Fen\nSent: 3 May 2024\nTo: Ann\nSubject: Grant\n\nShall we?",
            [
                "Yes.",
                "Earlier message",
                "From: Bo Fen",
                "Sent: 3 May 2024",
                "To: Ann",
                "Subject: Grant",
                "Shall we?",
            ],
        ),
        ("From: the office of the Commissioner.", ["From: the office of the Commissioner."]),
    ],
    ids=["reply", "below", "Outlook", "handed on", "no header"],
)
def test_earlier_messages_stand_after_the_senders_own_words(read: Read, text: str, said: list[str]) -> None:
    assert texts(read(message(text)))[4:] == said


def test_html_is_preferred_for_its_tables_and_its_quotes_stand_last(read: Read) -> None:
    written = message("plain")
    written.add_alternative(
        "<p>Agreed.</p><blockquote type=cite><p>Shall we?</p></blockquote>"
        "<table><tr><th>Area<th>FTE<tr><td>Stoke<td>4.0</table>"
        "<div id=divRplyFwdMsg><b>From:</b> Bo<br><b>Sent:</b> Friday</div><p>Earlier words.</p>",
        subtype="html",
    )
    paper = read(written)
    assert [text for text in texts(paper)[4:] if text] == [
        *("Agreed.", "Earlier message", "Shall we?"),
        *("Earlier message", "From: Bo", "Sent: Friday", "Earlier words."),
    ]
    assert rows(paper) == [("Stoke", "4.0")]


def test_the_header_of_an_earlier_message_in_html_gets_its_heading(read: Read) -> None:
    written = message("plain")
    written.add_alternative("<p>Agreed.</p><p>From: Bo</p><p>Sent: Friday</p><p>Old.</p>", subtype="html")
    assert texts(read(written))[4:] == ["Agreed.", "Earlier message", "From: Bo", "Sent: Friday", "Old."]


def test_attachments_are_named(read: Read) -> None:
    written = message()
    written.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="agenda.pdf")
    written.add_attachment("a,b", subtype="csv", filename="budget.csv")
    paper = read(written)
    assert paper.notes == (
        (
            "Attached, and not read: agenda.pdf, budget.csv. Save what is attached beside the message "
            "to have it read."
        ),
    )


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("iso-8859-2", "iso-8859-2"),
        ("nonsense", "utf-8"),
        ("ascii", "utf-8"),
        ("utf-8", "cp1252"),
    ],
)
def test_character_sets_are_told_or_mended(read: Read, charset: str, encoding: str) -> None:
    head = f"Subject: Grant\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert texts(read(head + "Łódź Café Münch".replace("Łódź", "A").encode(encoding)))[-1] == "A Café Münch"


def test_a_message_in_utf_16_is_read(read: Read) -> None:
    assert texts(read("Subject: Grant\n\nIt was agreed.".encode("utf-16"))) == ["Grant", "It was agreed."]
    assert texts(read("Subject: Grant\n\nIt was agreed.".encode("utf-16-le"))) == ["Grant", "It was agreed."]


def test_a_date_that_is_none_is_shown_as_it_is(read: Read) -> None:
    assert texts(read(b"Subject: Grant\nDate: some day\n\nIt was agreed."))[1] == "Date: some day"


def test_bad_files_are_told_apart(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PaperRefused, match="no e-mail message"):
        read(b"It was agreed.\n")
    with pytest.raises(PaperNeedsPassword, match="is encrypted"):
        read(b"Subject: x\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA")
    with pytest.raises(PaperNeedsPassword):
        read(b'Subject: x\nContent-Type: multipart/encrypted; boundary="b"\n\n--b--\n')
    with pytest.raises(PaperEmpty, match="holds no text"):
        read(b"From: ann@fenshire.example\nContent-Type: image/png\n\nAAAA")
    monkeypatch.setattr(mail, "MOST_BYTES", 10)
    with pytest.raises(PaperRefused, match="more than a message may have"):
        read(message())
