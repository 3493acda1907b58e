"""Whose paper it is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import DocumentKind
from ingest.kinds.facts.bodies import body_of
from ingest.kinds.facts.body_names import NAMES, is_body, may_name_body
from ingest.kinds.facts.head import read_head
from tests.support.papers import read_lines


def body(folder: Path, text: str, *, name: str = "a", reference: str | None = None) -> str | None:
    pages = read_lines(folder, text).pages
    return body_of(read_head(pages, file_name=name, title=None), text, DocumentKind.REPORT, reference)


@pytest.mark.parametrize(
    "line",
    [
        "Open Spaces Forum (OSF)",
        "OPEN SPACES BOARD MINUTES",
        "Open Spaces Panel – Minutes, 24th June 2010",
        "Cabinet",
    ],
)
def test_a_line_that_is_nothing_but_a_body(line: str) -> None:
    assert is_body(line)


@pytest.mark.parametrize(
    "line", ["Strategy Group", "County Council", "The board met.", "Draft Capital Programme"]
)
def test_a_line_that_names_nobody(line: str) -> None:
    assert not is_body(line)


@given(st.from_regex(NAMES))
def test_no_line_with_a_name_is_passed_over(line: str) -> None:
    assert may_name_body(line)
    assert may_name_body(line.upper())


def test_the_venue_and_the_offices_of_guests_say_nothing(tmp_path: Path) -> None:
    text = "Open Spaces Forum\n\nMinutes of a meeting held at the Home Office:\n\nA Fell (Cabinet Office)\n"
    assert body(tmp_path, text) == "Open Spaces Forum"


def test_the_initials_of_a_papers_number_tell_its_board(tmp_path: Path) -> None:
    text = "Action Log\n\nCabinet Office to write to the Open Spaces Board. Cabinet Office to pay.\n"
    assert body(tmp_path, text, reference="OSB(5)1") == "Open Spaces Board"


def test_an_acronym_of_the_title_is_spelt_out(tmp_path: Path) -> None:
    text = "THE DOS\u2019S OPEN DATA STRATEGY\n\nHere the Department of Sedge (DOS) sets out its plans.\n"
    assert body(tmp_path, text) == "Department of Sedge"


def test_the_council_of_a_cabinet_is_told_by_what_the_paper_names_most(tmp_path: Path) -> None:
    text = "To: Cabinet, 8 May 2025\n\n" + "Fenshire County Council owns homes.\n\n" * 5
    assert body(tmp_path, text) == "Fenshire County Council"


def test_a_body_that_is_only_mentioned_is_not_believed(tmp_path: Path) -> None:
    assert (
        body(
            tmp_path,
            "Homes\n\nWe know that Wexshire County Council spoke of it at length, and more than once, in the "
            "years before, and that it paid for it.\n",
        )
        is None
    )


def test_the_publisher_of_the_imprint_counts_more_than_the_title(tmp_path: Path) -> None:
    text = (
        "Open Spaces Partnership\n\nAction plan\n\f\nMinistry of Sedge, 7 Fen Way, Fenmouth FM1 2AB © 2013\n"
    )
    assert body(tmp_path, text) == "Ministry of Sedge"
