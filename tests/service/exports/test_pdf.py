"""Answers as a PDF file, read back with pypdf."""

import datetime
import io

import pytest
from pypdf import PdfReader

from service.exports.briefing import Briefing
from service.exports.from_answers import Asked, briefing_of
from service.exports.pdf import pdf_file
from service.exports.pdf_fonts import BOLD, FAMILY, settable
from tests.service.exports.answers import answered


@pytest.fixture
def written(briefing: Briefing) -> PdfReader:
    return PdfReader(io.BytesIO(pdf_file(briefing)))


def titles(outline: list, level: int = 0) -> list[tuple[int, str]]:
    found = []
    for entry in outline:
        found += titles(entry, level + 1) if isinstance(entry, list) else [(level, entry.title)]
    return found


def test_the_words_are_there_with_welsh_letters_curly_quotes_and_dashes(written: PdfReader):
    text = " ".join(written.pages[0].extract_text().split())

    assert "The panel agreed a grant of £4,200 – “at once” – to Tŷ Gŵyn.2,3" in text
    assert "Asked on 4 May 2026. Searched 12 papers (Fenshire)." in text


def test_the_notes_stand_below_the_text_of_their_page_in_order(written: PdfReader):
    text = " ".join(written.pages[0].extract_text().split())
    notes = text[text.index("1 <b>Plan") :]

    assert text.index("Nearest passages") < text.index("1 <b>Plan")
    starts = [
        notes.index("1 <b>Plan"),
        notes.index("2 Grants"),
        notes.index("3 <b>Plan"),
        notes.index("4 Grants"),
    ]
    assert starts == sorted(starts)
    assert "Fenshire Panel, 3 May 2021, reference 12/2021, p. 2, Summary › Grants, paragraph 6.4." in notes


def test_a_note_links_to_the_passage(written: PdfReader):
    links = [note["/A"]["/URI"] for note in (a.get_object() for a in written.pages[0]["/Annots"])]

    assert any(link.startswith("http://127.0.0.1:8000/p/0123456789abcdef-4?start=0&end=") for link in links)


def test_it_has_a_title_a_language_and_an_outline(written: PdfReader):
    root = written.trailer["/Root"]

    assert (written.metadata.title, root["/Lang"]) == ("Answers to 2 questions", "en-GB")
    assert (
        root["/ViewerPreferences"]["/DisplayDocTitle"] == "true"
        or root["/ViewerPreferences"]["/DisplayDocTitle"]
    )
    assert titles(written.outline) == [
        (0, "Answers to 2 questions"),
        (1, "What was agreed on grants?"),
        (2, "Planned"),
        (2, "Agreed"),
        (1, "Who paid for the boat?"),
        (2, "Nearest passages, which do not answer it"),
    ]


def test_all_its_typefaces_are_embedded(written: PdfReader):
    fonts = [font.get_object() for font in written.pages[0]["/Resources"]["/Font"].values()]
    used = [font for font in fonts if "SourceSans" in font["/BaseFont"]]

    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_over_many_pages_each_note_stands_on_the_page_of_its_quote():
    """Thirty answers, three quotes each: a quote's own number ends it, and begins its note below."""
    briefing = briefing_of([Asked(answered())] * 30, base="http://x", made=datetime.date(2026, 5, 5))

    pages = [" ".join(p.extract_text().split()) for p in PdfReader(io.BytesIO(pdf_file(briefing))).pages]

    assert len(pages) > 5
    for note in briefing.notes:
        page = next(p for p in pages if f" {note.number} {note.title[:6]}" in p)
        assert (
            page.count(f"Gŵyn.{note.number},")
            + page.count(f",{note.number} ")
            + page.count(f"staff.{note.number} ")
        )


def test_a_quote_longer_than_a_page_goes_on_overleaf():
    long = " ".join(f"word{n}" for n in range(2000))
    answer = answered()
    claim = answer.claims[1].model_copy(update={"text": long})
    briefing = briefing_of(
        [Asked(answer.model_copy(update={"claims": [claim]}))],
        base="http://x",
        made=datetime.date(2026, 5, 5),
    )

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_file(briefing))).pages]

    assert len(pages) > 2
    assert all(f"word{n}" in " ".join(pages) for n in (0, 999, 1999))
    assert "Grants in Tŷ Gŵyn" in pages[-1], "its notes stand where it ends"


def test_letters_that_the_typeface_lacks_are_told():
    assert settable("Ａ ◦ ŵ → ‑") == "A • ŵ → -"
    assert settable("ة", BOLD) == "¤" == settable("☂", FAMILY)
    answer = answered().model_copy(update={"question": "ماذا تقرر؟"})

    text = (
        PdfReader(
            io.BytesIO(
                pdf_file(briefing_of([Asked(answer)], base="http://x", made=datetime.date(2026, 5, 5)))
            )
        )
        .pages[0]
        .extract_text()
    )

    assert "Letters that this typeface lacks are shown as ¤." in text
