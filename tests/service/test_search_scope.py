"""What is said of where an answer was looked for."""

import datetime

import pytest

from retrieval.answering.answer import Searched
from service.search_scope import scope_line

EARLY, LATE = datetime.date(2016, 8, 25), datetime.date(2021, 5, 19)


@pytest.mark.parametrize(
    ("searched", "expected"),
    [
        (Searched(documents=1), "1 paper (all areas)"),
        (Searched(documents=1200, areas=["Kent"]), "1,200 papers (Kent)"),
        (Searched(documents=9, areas=list("ABCDE")), "9 papers (A, B, C, D and 1 more area)"),
        (Searched(documents=2, kinds=["minutes"]), "2 papers (all areas; minutes)"),
        (Searched(documents=2, date_from=EARLY), "2 papers (all areas; dated 25 August 2016 or later)"),
        (Searched(documents=2, date_to=LATE), "2 papers (all areas; dated 19 May 2021 or earlier)"),
        (
            Searched(documents=2, date_from=EARLY, date_to=LATE),
            "2 papers (all areas; dated 25 August 2016 to 19 May 2021)",
        ),
    ],
)
def test_what_was_searched_is_said_in_one_line(searched: Searched, expected: str):
    assert scope_line(searched) == expected
