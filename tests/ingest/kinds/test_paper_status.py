"""The version and the status of a paper."""

from pathlib import Path

import pytest

from ingest.documents import DocumentKind, PaperStatus
from ingest.kinds.facts.head import PaperHead, read_head
from ingest.kinds.facts.status import status_of, version_of
from tests.support.papers import read_lines


def head(folder: Path, text: str, name: str = "a") -> PaperHead:
    return read_head(read_lines(folder, text).pages, file_name=f"{name}.pdf", title=None)


@pytest.mark.parametrize(
    ("text", "name", "version"),
    [
        ("Homes – Version 6.1\n", "a", "6.1"),
        ("Version: 0.3\n\nHomes\n", "a", "0.3"),
        ("Homes\n", "agenda 02 03 11v3", "3"),
        ("Homes\n", "response v6 1", "6.1"),
        ("Homes\n\nChange summary\n\n3-0 14/09/2009 Review\n\n4-0 19/11/2009 Base line\n", "a", "4.0"),
        ("Homes\n", "a", None),
    ],
)
def test_the_version(tmp_path: Path, text: str, name: str, version: str | None) -> None:
    assert version_of(head(tmp_path, text, name)) == version


@pytest.mark.parametrize(
    ("text", "name", "status"),
    [
        ("Homes strategy\n\nFINAL DRAFT\n", "a", PaperStatus.DRAFT),
        ("Draft homes budget\n", "a", PaperStatus.DRAFT),
        ("Status: Approved\n\nHomes\n", "a", PaperStatus.APPROVED),
        ("Homes strategy, approved by the Board on 3 May 2024\n", "a", PaperStatus.APPROVED),
        ("Board minutes\n", "minutes (FINAL) 02 03 2011", PaperStatus.APPROVED),
        ("PROPOSED RECORD OF DECISION\n", "a", PaperStatus.PROPOSED),
        ("SUPERSEDED\n\nHomes strategy\n", "a", PaperStatus.SUPERSEDED),
        ("Homes\n\nThe draft terms of reference were sent to all members.\n", "a", PaperStatus.UNSTATED),
    ],
)  # fmt: skip
def test_the_status(tmp_path: Path, text: str, name: str, status: PaperStatus) -> None:
    found = head(tmp_path, text, name)
    assert status_of(found, DocumentKind.OTHER, found.lines[0].text) is status
