"""Headings that are set as a row of a table."""

import pytest

from ingest.readers.pdf.lines import Line, lines_of
from ingest.readers.pdf.runs import Run
from ingest.readers.pdf.tables.banners import banner_lines
from ingest.readers.table_headers import RowLook

BLACK = (0, 0, 0)


def cell(text: str, x: float) -> list[Line]:
    return lines_of([Run(text, x, x + 6 * len(text), 700.0, 12.0, True, 3.0)])


def shown(name: str, number: str, look: RowLook) -> list[str]:
    return [line.text for line in banner_lines({0: cell(name, 100), 2: cell(number, 400)}, look)]


def test_a_name_and_its_number_in_a_box_are_a_heading() -> None:
    look = RowLook(bold=True, shades=(None, None, BLACK))
    assert shown("Reserves policy", "12", look) == ["12", "Reserves policy"]


@pytest.mark.parametrize(
    ("name", "number", "look"),
    [
        ("Reserves policy", "12", RowLook(shades=(None, None, BLACK))),  # nothing is bold
        ("Total posts", "12", RowLook(bold=True, shades=(None, None, None))),  # a figure has no box
        ("Total posts", "12", RowLook(bold=True, shades=(BLACK, None, BLACK))),  # the whole row is shaded
        ("Total posts", "1,200", RowLook(bold=True, shades=(None, None, BLACK))),
        ("Owner", "Status", RowLook(bold=True, shades=(None, None, BLACK))),
        ("of which schools", "12", RowLook(bold=True, shades=(None, None, BLACK))),
    ],
)
def test_other_rows_are_no_headings(name: str, number: str, look: RowLook) -> None:
    assert shown(name, number, look) == []
