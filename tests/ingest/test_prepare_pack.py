"""An agenda pack made ready for the store: what everybody may see of it tells nothing of the rest."""

from dataclasses import replace

import pytest

from ingest.documents import DocumentKind, Marking, ReadPaper
from ingest.errors import PaperRefused
from ingest.pipeline import prepare
from ingest.prepared import PreparedPaper
from tests.support.packs import LAND_1, PAPERS, closed_pack, heading, open_pack, paragraph, read


def prepared(paper: ReadPaper) -> PreparedPaper:
    return prepare(paper, "0" * 64, "panel-2018-04-23.pdf")


def test_a_pack_is_one_paper_with_its_parts() -> None:
    paper = prepared(open_pack())
    assert paper.facts.kind is DocumentKind.AGENDA_PACK
    assert [part.item for part in paper.parts] == [None, "3", "7a", "7b", "7b", "8"]
    assert {passage.part for passage in paper.passages} == {0, 1, 2, 3, 4, 5}
    assert paper.notes == ()


def test_what_is_withheld_is_noted_and_kept_apart() -> None:
    paper = prepared(replace(closed_pack(), notes=("Page 2 is blank.",)))
    assert paper.notes == ("Page 2 is blank.", "1 part is marked exempt and withheld: item 10.")
    assert paper.facts.marking is Marking.PUBLIC
    closed = [passage.text for passage in paper.passages if passage.part == 6]
    assert "zeppelin" in " ".join(closed)


def test_the_facts_and_acronyms_of_a_pack_tell_nothing_of_what_is_withheld() -> None:
    whole, without = prepared(closed_pack()), prepared(closed_pack(with_closed_pages=False))
    assert whole.facts == without.facts
    assert whole.acronyms == without.acronyms == ()


def test_the_area_is_not_told_by_withheld_pages() -> None:
    closed = (paragraph("NOT FOR PUBLICATION"), *(paragraph("Norfolk has homes.") for _ in range(9)))
    assert prepared(read((heading("Homes"), paragraph("Ten homes.")), closed)).facts.area is None


def test_a_paper_of_which_every_part_is_closed_is_closed() -> None:
    pages = [
        (paragraph(f"Agenda Item {n}"), paragraph("CONFIDENTIAL"), *page) for n, page in enumerate(PAPERS, 1)
    ]
    paper = prepared(read(*pages))
    assert len(paper.parts) > 1
    assert paper.facts.marking is Marking.CONFIDENTIAL


def test_a_single_paper_has_no_parts() -> None:
    paper = prepared(read(LAND_1))
    assert (paper.parts, paper.facts.kind) == ((), DocumentKind.REPORT)
    assert {passage.part for passage in paper.passages} == {None}


def test_a_pack_without_words_is_refused() -> None:
    with pytest.raises(PaperRefused):
        prepared(read((), ()))
