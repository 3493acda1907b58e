"""Answers as a Word file, read back with python-docx and with our own reader of papers."""

import io
import re
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ingest.documents import BlockKind
from ingest.readers.word.reader import read_word
from service.exports.briefing import Briefing
from service.exports.word import word_file


@pytest.fixture
def written(briefing: Briefing) -> Document:
    return docx.Document(io.BytesIO(word_file(briefing)))


def footnotes_of(document: Document) -> dict[int, str]:
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    return {
        int(note.get(qn("w:id"))): "".join(text.text or "" for text in note.iter(qn("w:t")))
        for note in parse_xml(part.blob)
        if note.get(qn("w:type")) is None
    }


def references_in(document: Document) -> list[int]:
    found = document.element.body.iter(qn("w:footnoteReference"))
    return [int(reference.get(qn("w:id"))) for reference in found]


def test_every_citation_is_a_footnote_of_words_own(written: Document):
    notes = footnotes_of(written)

    assert references_in(written) == [1, 2, 3, 4] == list(notes)
    assert notes[2].startswith(
        " Grants in Tŷ Gŵyn. Fenshire Panel, 3 May 2021, reference 12/2021, p. 2, Summary"
    )
    assert re.search(r"http://127\.0\.0\.1:8000/p/0123456789abcdef-4\?start=0", notes[2])


def test_a_footnotes_address_is_a_link(written: Document):
    part = written.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    links = [rel.target_ref for rel in part.rels.values() if rel.reltype == RELATIONSHIP_TYPE.HYPERLINK]

    assert len(links) == 3, "one to each passage that is cited"
    assert all(link.startswith("http://127.0.0.1:8000/p/") for link in links)


def test_the_separators_that_word_draws_are_there(written: Document):
    part = written.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
    kinds = [note.get(qn("w:type")) for note in parse_xml(part.blob)][:2]
    named = written.settings.element.find(qn("w:footnotePr"))

    assert kinds == ["separator", "continuationSeparator"]
    assert [each.get(qn("w:id")) for each in named] == ["-1", "0"]


def test_headings_are_headings_and_the_language_is_set(written: Document):
    headings = [
        (p.style.name, p.text) for p in written.paragraphs if p.style.name.startswith(("Heading", "Title"))
    ]

    assert headings == [
        ("Title", "Answers to 2 questions"),
        ("Heading 1", "What was agreed on grants?"),
        ("Heading 2", "Planned"),
        ("Heading 2", "Agreed"),
        ("Heading 1", "Who paid for the boat?"),
        ("Heading 2", "Nearest passages, which do not answer it"),
    ]
    assert written.core_properties.title == "Answers to 2 questions"
    assert written.core_properties.language == "en-GB"
    default = next(written.styles.element.iter(qn("w:lang")))
    assert default.get(qn("w:val")) == "en-GB"


def test_items_of_a_list_are_a_list_and_hostile_words_are_words(written: Document):
    items = [p.text for p in written.paragraphs if p.style.name == "List Bullet"]

    assert items == ["open *two* [centres] & a hub;", "train staff."]
    assert "<b>Plan</b> {{ 7 * 7 }} *star*" in footnotes_of(written)[1]


def test_our_own_reader_of_papers_reads_it_with_its_footnotes(briefing: Briefing, tmp_path: Path):
    path = tmp_path / "answers.docx"
    path.write_bytes(word_file(briefing))

    blocks = [block for page in read_word(path).pages for block in page.blocks]

    assert "The panel agreed a grant of £4,200 – “at once” – to Tŷ Gŵyn." in [block.text for block in blocks]
    assert sum(block.kind is BlockKind.FOOTNOTE for block in blocks) == 4
