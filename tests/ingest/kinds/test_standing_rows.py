"""What the lines of a tracker's row commit to."""

import pytest

from ingest.kinds.standing.rows import row_commits
from ingest.kinds.standing.standings import Standing

PLANNED, REPORTED = Standing.PLANNED, Standing.REPORTED

OPEN = "Ref: 4; Action: Mend the roof\nLead: Estates; Deadline: May\nProgress: Quotes are in"
DONE = "Ref: 5; Action: Paint the door; Deadline: May; Progress: Complete"
LOG = f"{DONE}\nRef: 6; Action: Buy a ladder; Deadline: June; Progress: On track"


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        (OPEN, "Ref: 4; Action: Mend the roof", PLANNED),
        (OPEN, "Lead: Estates; Deadline: May", PLANNED),
        (OPEN, "Progress: Quotes are in", None),
        (DONE, DONE, REPORTED),
        (LOG, DONE, REPORTED),
        (LOG, "Ref: 6; Action: Buy a ladder; Deadline: June; Progress: On track", PLANNED),
        ("Actions completed: Sell the van; Due: May", "Actions completed: Sell the van; Due: May", REPORTED),
        ("Dataset: Trees; To be published on: 3 May", "Dataset: Trees; To be published on: 3 May", PLANNED),
        ("Dataset: Trees\nTo be published on: 3 May", "Dataset: Trees", None),
        ("Write to the bank; Carried forward", "Write to the bank; Carried forward", PLANNED),
        ("Service: Parks; Budget: 1,200", "Service: Parks; Budget: 1,200", None),
        ("Action number: 12; Progress: On track", "Action number: 12; Progress: On track", None),
        # a later sentence of a cell stands by its own words
        ("Action: Mend the roof. It leaks.", "It leaks.", None),
    ],
)  # fmt: skip
def test_a_line_of_a_row(text: str, sentence: str, expected: Standing | None) -> None:
    assert row_commits(text, text.index(sentence), sentence) is expected
