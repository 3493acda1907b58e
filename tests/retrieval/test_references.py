"""A decision's reference, told from a year."""

import pytest

from retrieval.references import references_in, same_reference

KNOWN = frozenset({"28/2021", "24/00115"})


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("what was approved in decision 28/2021?", {"28/2021": "28/2021"}),
        ("what was approved in decision 2021/28?", {"2021/28": "28/2021"}),  # as the paper prints it
        ("decision no. 28 / 2021", {"28 / 2021": "28/2021"}),
        ("why was option 2 rejected (24/00115)?", {"24/00115": "24/00115"}),
        ("decision 45/2020", {"45/2020": "45/2020"}),  # no paper has it
        ("the budget for 2018/19", {}),  # a financial year
        ("decision 2018/19", {"2018/19": "2018/19"}),  # unless it is called a decision
        ("how many in 2018?", {}),
    ],
)
def test_references_in(asked, found) -> None:
    assert references_in(asked, KNOWN) == found


@pytest.mark.parametrize(
    ("reference", "wanted", "same"),
    [("28/2021", "2021/28", True), ("28/2021", "28/2021", True), ("28/2021", "28/2020", False)],
)
def test_same_reference(reference, wanted, same) -> None:
    assert same_reference(reference, [wanted]) is same
