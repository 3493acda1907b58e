"""How the place of a citation is worded on every surface."""

import datetime

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.answer import CitedPart, Standing
from service.conversations import Turn
from service.rendering import answer_text
from service.source_lines import ocr_note, part_line, place_line, state_note
from service.web.turns import view
from tests.service.fake_library import APPROVED, FakeLibrary, citation

PART = CitedPart(
    title="Managing Offenders update", item="7b", kind=DocumentKind.REPORT, page_start=20, page_end=58
)
PAPER = citation("d1-outcome", APPROVED, Standing.AGREED).document
ALONE = PART.model_copy(update={"item": None})


def test_a_part_is_called_by_its_item_and_title() -> None:
    assert part_line(PART) == "Item 7b, Managing Offenders update"
    assert part_line(ALONE) == "Managing Offenders update"


@pytest.mark.parametrize(
    ("part", "printed", "line"),
    [
        (PART, None, "Item 7b, Managing Offenders update, p. 22 of the pack"),
        (PART, "20", "Item 7b, Managing Offenders update, p. 22 of the pack (printed 20)"),
        (ALONE, None, "Managing Offenders update, p. 22 of the pack"),
        (None, "20", "p. 22 (printed 20)"),
        (None, None, "p. 22"),
    ],
)
def test_the_place_of_words(part: CitedPart | None, printed: str | None, line: str) -> None:
    assert place_line(part, "p. 22", printed) == line


@pytest.mark.parametrize(
    ("confidence", "note"), [(0.931, "read by OCR, 93 % sure"), (1.0, "read by OCR, 100 % sure"), (None, "")]
)
def test_how_surely_ocr_read(confidence: float | None, note: str) -> None:
    assert ocr_note(confidence) == note


def test_the_surfaces_name_part_page_and_ocr() -> None:
    cited = citation("d1-outcome", APPROVED, Standing.AGREED)
    cited = cited.model_copy(update={"part": PART, "confidence": 0.93, "page_start": 22, "page_end": 22})
    answer = FakeLibrary().ask("What was agreed?")
    claims = [claim for claim in answer.claims if claim.citation_ids == [cited.id]]
    answer = answer.model_copy(update={"citations": [cited], "claims": claims})
    text = answer_text(answer)
    assert "Item 7b, Managing Offenders update, page 22 of the pack." in text
    assert "read by OCR, 93 % sure" in text
    turn = view(Turn(1, answer))
    facts = [fact.replace("\u00a0", " ") for fact in turn.sources[0].facts]
    assert facts == [
        "Police and Crime Commissioner for Norfolk",
        "19 May 2021",
        "Item 7b, Managing Offenders update, p. 22 of the pack",
        "read by OCR, 93 % sure",
    ]
    (marker,) = turn.groups[0].claims[0].markers
    assert marker.label.replace("\u00a0", " ").endswith(
        "Item 7b, Managing Offenders update, p. 22 of the pack"
    )


@pytest.mark.parametrize(
    ("known", "note"),
    [
        ({}, ""),
        ({"status": "approved"}, ""),
        ({"status": "draft"}, "a draft"),
        ({"superseded_by": "1"}, "replaced by a later version"),
        (
            {
                "superseded_by": "1",
                "superseded_title": "Refresh",
                "superseded_date": datetime.date(2013, 4, 1),
            },
            "replaced by “Refresh” (1 April 2013)",
        ),
        (
            {"superseded_by": "1", "superseded_title": PAPER.title, "status": "draft"},
            "replaced by a later version",
        ),
    ],
)
def test_that_a_paper_was_replaced_or_is_a_draft_is_said(known: dict[str, object], note: str) -> None:
    assert state_note(PAPER.model_copy(update=known)) == note


def test_the_surfaces_say_that_a_paper_was_replaced() -> None:
    later = {"superseded_by": "1", "superseded_date": datetime.date(2013, 4, 1)}
    cited = citation("d1-outcome", APPROVED, Standing.AGREED)
    cited = cited.model_copy(update={"document": PAPER.model_copy(update=later)})
    answer = FakeLibrary().ask("What was agreed?")
    claims = [claim for claim in answer.claims if claim.citation_ids == [cited.id]]
    answer = answer.model_copy(update={"citations": [cited], "claims": claims})
    text = answer_text(answer)
    assert "[1] (approved, as the paper records) (replaced by a later version (1 April 2013))" in text
    assert text.count("replaced by a later version (1 April 2013)") == 2  # beside the claim, at its source
    turn = view(Turn(1, answer))
    assert "replaced by a later version (1 April 2013)" in turn.sources[0].facts
    assert "replaced by a later version (1 April 2013)" in turn.groups[0].claims[0].facts
