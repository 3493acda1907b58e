"""Areas side by side: what each area's papers say, and that some say nothing."""

from retrieval.answering.abstain import judge
from retrieval.answering.comparing import compared
from tests.retrieval.made import found, question, unit

HALLOW = unit("Hallow funds a clinic.", of=found("Hallow funds a clinic.", key=1, area="Hallow"))
FENSHIRE = unit("Fenshire runs one.", of=found("Fenshire runs one.", key=2, area="Fenshire"))


def columns(asked, *units):
    return [(column.area, column.claims) for column in compared(asked, units)]


def test_each_area_has_the_claims_of_its_own_papers_in_the_order_asked() -> None:
    asked = question("clinic", areas=("Fenshire", "Hallow"))
    assert columns(asked, HALLOW, FENSHIRE, HALLOW) == [("Fenshire", [1]), ("Hallow", [0, 2])]


def test_an_area_without_evidence_or_without_papers_is_told() -> None:
    asked = question("clinic", areas=("Hallow", "Fenshire"), foreign_areas=("Wexshire",))
    assert columns(asked, HALLOW) == [("Hallow", [0]), ("Fenshire", []), ("Wexshire", [])]


def test_one_area_is_not_compared() -> None:
    assert columns(question("clinic", areas=("Hallow",)), HALLOW) == []


def test_an_area_without_papers_does_not_refuse_what_is_known_of_another() -> None:
    asked = question("clinic", areas=("Hallow",), foreign_areas=("Wexshire",), compares=True)
    assert judge(asked, [HALLOW], [HALLOW.found]).answered
    alone = question("clinic", foreign_areas=("Wexshire",))
    assert judge(alone, [HALLOW], [HALLOW.found]).reason == "no paper of that area"
