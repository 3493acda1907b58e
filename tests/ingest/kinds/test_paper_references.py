"""The numbers that offices give their papers."""

from pathlib import Path

import pytest

from ingest.kinds.facts.head import read_head
from ingest.kinds.facts.references import reference_of
from tests.support.papers import read_lines


@pytest.mark.parametrize(
    ("text", "name", "reference"),
    [
        ("Decision No: 2021/28\n", "a", "2021/28"),
        ("Decision No. 28 /2021\n", "a", "28/2021"),
        ("Decision number: No. 27 of 2016\n", "a", "27/2016"),
        ("DECISION NO: 24/00109\n", "a", "24/00109"),
        ("Decision Reference: KEY/123\n", "a", "KEY/123"),
        ("Decision ref: PCC-D-014-2023\n", "a", "PCC-D-014-2023"),
        ("OSF (5) 1.i Action Log as of 2 March 2024\n", "a", "OSF(5)1.i"),
        ("A letter.\n", "OSF(4)2.ii - progress letter", "OSF(4)2.ii"),
        ("A letter.\n", "24-00108 - Appendix", "24/00108"),
        ("Decision 24/00108 was taken last year by the Cabinet of the council, as you know.\n", "a", None),
        ("24/00108 is due.\n", "Item 7 - 2400108", "24/00108"),
        ("Nothing.\n", "Item 7 - 2400108", None),
        ("Gateway reference: 17668\n", "a", "17668"),
        ("Homes\n\nCm 8353 £16.00\n", "a", "Cm 8353"),
        ("Homes\n\n© Crown copyright 2008 ISBN: 978-1-4098-0816-9\n", "a", "978-1-4098-0816-9"),
        ("File reference:\n\nHomes\n", "a", None),
    ],
)
def test_each_family_of_numbers(tmp_path: Path, text: str, name: str, reference: str | None) -> None:
    pages = read_lines(tmp_path, text).pages
    assert reference_of(read_head(pages, file_name=f"{name}.pdf", title=None)) == reference
