"""Acronyms that a paper defines."""

import pytest

from ingest.kinds.acronyms import find_acronyms


@pytest.mark.parametrize(
    ("text", "acronym", "expansion"),
    [
        ("under Integrated Offender Management (IOM).", "IOM", "Integrated Offender Management"),
        ("the Police and Crime Commissioner (PCC) agreed", "PCC", "Police and Crime Commissioner"),
        ("a Memorandum of Understanding (MoU)", "MoU", "Memorandum of Understanding"),
        ("use of Out of Court Disposals (OoCDs)", "OoCDs", "Out of Court Disposals"),
        (
            "two Independent Domestic Violence Advisers (IDVAs)",
            "IDVA",
            "Independent Domestic Violence Advisers",
        ),
        ("Fenshire & Moorland (F&M) met", "F&M", "Fenshire & Moorland"),
        ("It was new. Restorative Justice (RJ) began.", "RJ", "Restorative Justice"),
    ],
)
def test_a_definition(text: str, acronym: str, expansion: str) -> None:
    assert list(find_acronyms(text)) == [(acronym, expansion)]


def test_definitions_come_in_order() -> None:
    text = "Liaison and Diversion (L&D) and the Women's Centre (WC)"
    assert list(find_acronyms(text)) == [("L&D", "Liaison and Diversion"), ("WC", "Women's Centre")]


@pytest.mark.parametrize(
    "text",
    [
        "women (and men)",
        "the grant (The)",
        "(PCC) agreed",
        "Appendix (A)",
        "a new house (PCC)",
        "in May (GBP 42)",
        "Integrated offenders.\nManagement (IOM)",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert list(find_acronyms(text)) == []
