"""Worked examples for reading CSV files."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.documents import BlockKind, ReadPaper
from ingest.errors import PaperEmpty, PaperRefused
from ingest.readers.sheets import comma_separated
from ingest.readers.sheets.comma_separated import read_csv
from ingest.readers.sheets.sheet import Budget
from tests.support.office import headers, rows, texts

Read = Callable[..., ReadPaper]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def write_and_read(text: str, encoding: str = "utf-8") -> ReadPaper:
        path = tmp_path / "table.csv"
        path.write_bytes(text.encode(encoding))
        return read_csv(path)

    return write_and_read


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Name,Role\nAnn Moor,Chair\n", ()),
        ("Name;Role\r\nAnn Moor;Chair\r\n", ("Its columns are parted by semicolons.",)),
        ("Name\tRole\nAnn Moor\tChair", ("Its columns are parted by tabs.",)),
        ("Name|Role\nAnn Moor|Chair", ("Its columns are parted by bars.",)),
        ("sep=;\nName;Role\nAnn Moor;Chair", ("Its columns are parted by semicolons.",)),
        ('"Name","Role"\n"Ann Moor","Chair"', ()),
    ],
    ids=["commas", "semicolons", "tabs", "bars", "said", "quoted"],
)
def test_columns_are_told(read: Read, text: str, note: tuple[str, ...]) -> None:
    paper = read(text)
    assert (rows(paper), headers(paper), paper.notes) == ([("Ann Moor", "Chair")], {("Name", "Role")}, note)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings_are_told(read: Read, encoding: str) -> None:
    assert rows(read("Name,Spend\nCafé Moor – Ely,£42\n", encoding)) == [("Café Moor – Ely", "£42")]


def test_fields_hold_separators_lines_and_lists(read: Read) -> None:
    paper = read('Name,Aims\n"Moor, Ann","- warm\n- safe"\nBo,"say ""yes"""\n')
    assert rows(paper) == [("Moor, Ann", "• warm\n• safe"), ("Bo", 'say "yes"')]


def test_titles_over_the_table_and_remarks_under_it(read: Read) -> None:
    paper = read(
        "Link workers by area,,\n,,\nArea,2017/18,2018/19\nStoke,4,5\n,,\nNote: figures of March.,,\n"
    )
    assert texts(paper, BlockKind.HEADING) == ["Link workers by area"]
    assert headers(paper) == {("Area", "2017/18", "2018/19")}
    assert texts(paper, BlockKind.PARAGRAPH) == ["Note: figures of March."]


def test_figures_alone_have_no_header(read: Read) -> None:
    paper = read("Stoke,4,5\nLeek,2,2\n")
    assert (rows(paper), headers(paper)) == ([("Stoke", "4", "5"), ("Leek", "2", "2")], {()})


def test_one_column_is_read_as_lines(read: Read) -> None:
    assert texts(read("It was agreed.\n6.4 It was paid.\n")) == ["It was agreed.", "It was paid."]


def test_a_file_that_is_too_large_is_read_in_part(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comma_separated, "Budget", lambda: Budget(cells=4))
    paper = read("Name,Role\nAnn,Chair\nBo,Clerk\n")
    assert rows(paper) == [("Ann", "Chair")]
    assert paper.notes == ("It is larger than is read: its first 2 rows are, and at most 300 columns.",)


def test_bad_files_are_told_apart(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PaperEmpty, match="the file is empty"):
        read(" \n")
    with pytest.raises(PaperEmpty, match="holds no text"):
        read(",,,\n,,\n")
    with pytest.raises(PaperRefused, match="is damaged"):
        read("a,b\n" + "x" * 2_000_000 + ",c\n")
    monkeypatch.setattr(comma_separated, "MOST_BYTES", 2)
    with pytest.raises(PaperRefused, match="more than is read of a table"):
        read("a,b")
