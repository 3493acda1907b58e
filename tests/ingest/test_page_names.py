"""Pages named in a sentence."""

import pytest

from ingest.page_names import pages_named


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ([3], "Page 3"),
        ([3, 4], "Pages 3 and 4"),
        ([4, 3, 4], "Pages 3 and 4"),
        ([3, 7, 9], "Pages 3, 7 and 9"),
        ([12, 13, 14], "Pages 12 to 14"),
        ([2, 5, 6, 7, 8, 9, 12], "Pages 2, 5 to 9 and 12"),
        ([1, 2, 4, 5], "Pages 1, 2, 4 and 5"),
    ],
)
def test_runs_of_three_or_more_are_named_by_their_ends(numbers: list[int], named: str) -> None:
    assert pages_named(numbers) == named


def test_no_pages_cannot_be_named() -> None:
    with pytest.raises(ValueError, match="no pages"):
        pages_named([])
