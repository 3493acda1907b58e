"""Acronyms that a paper defines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.kinds.acronyms.definitions import Definition, definitions, find_acronyms


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
        # in small letters, where each word gives its initial
        ("work with local authorities (LAs) on roads", "LA", "local authorities"),
        ("a post-legislative scrutiny (PLS) of the Act", "PLS", "post-legislative scrutiny"),
        # the whole name, where a shorter run of words would also fit letter by letter
        (
            "the Association of Directors of Adult Social Services (ADASS)",
            "ADASS",
            "Association of Directors of Adult Social Services",
        ),
        # what stands between, around and after
        ("Ann Fell (Estates) (AF) spoke", "AF", "Ann Fell"),
        ("the Fenshire Flood Board (“the FFB”)", "FFB", "Fenshire Flood Board"),
        ("the Fenshire Flood Board (FFB, or the Board)", "FFB", "Fenshire Flood Board"),
        ("the Fenshire Flood Board's (FFB's) plan", "FFB", "Fenshire Flood Board"),
        ("the Fenshire Flood Board¹ (FFB) met", "FFB", "Fenshire Flood Board"),
        ("the Flood and Water Act 2010 (FWA)", "FWA", "Flood and Water Act 2010"),
        # words that give two letters, or all
        ("an Equality Impact Assessment (EqIA)", "EqIA", "Equality Impact Assessment"),
        ("an Equality Impact Assessment (EQIA)", "EQIA", "Equality Impact Assessment"),
        ("paid by HM Revenue and Customs (HMRC)", "HMRC", "HM Revenue and Customs"),
        # letters from the middle of words, where there are many
        (
            "the Fenshire Register of Open Spatial Themes (FROSThem)",
            "FROSThem",
            "Fenshire Register of Open Spatial Themes",
        ),
        # the other way round
        ("the FFB (Fenshire Flood Board) met", "FFB", "Fenshire Flood Board"),
        ("FFB stands for Fenshire Flood Board.", "FFB", "Fenshire Flood Board"),
        ("FFB, which stands for the Fenshire Flood Board, met", "FFB", "Fenshire Flood Board"),
        ("the Fenshire Flood Board, or FFB, met", "FFB", "Fenshire Flood Board"),
        ("the Fenshire Flood Board, known as FFB", "FFB", "Fenshire Flood Board"),
        # glossaries, as rows and as lines
        ("Acronym: FFB; Meaning: Fenshire Flood Board", "FFB", "Fenshire Flood Board"),
        ("Meaning: Fenshire Flood Board; Acronym: FFB", "FFB", "Fenshire Flood Board"),
        ("FFB; Fenshire Flood Board, which keeps the banks.", "FFB", "Fenshire Flood Board"),
        ("FFB – Fenshire Flood Board", "FFB", "Fenshire Flood Board"),
        ("FFB - Fenshire Flood Board", "FFB", "Fenshire Flood Board"),
        ("• FFB: Fenshire Flood Board", "FFB", "Fenshire Flood Board"),
    ],
)
def test_a_definition(text: str, acronym: str, expansion: str) -> None:
    assert list(find_acronyms(text)) == [(acronym, expansion)]


def test_definitions_come_in_order() -> None:
    text = "Liaison and Diversion (L&D) and the Women's Centre (WC)\nRJ – Restorative Justice"
    assert list(find_acronyms(text)) == [
        ("L&D", "Liaison and Diversion"),
        ("WC", "Women's Centre"),
        ("RJ", "Restorative Justice"),
    ]


def test_an_acronym_of_two_meanings_keeps_both() -> None:
    text = "Fenshire Flood Board (FFB) and Free Family Breakfast (FFB)"
    assert [expansion for _, expansion in find_acronyms(text)] == [
        "Fenshire Flood Board",
        "Free Family Breakfast",
    ]


def test_a_definition_says_where_it_stands() -> None:
    text = "It met. The Fenshire Flood Board (FFB) agreed; the RJ (Restorative Justice) team left."
    first, second = definitions(text)
    assert first == Definition("FFB", "Fenshire Flood Board", 12, 38)
    assert text[first.start : first.end] == "Fenshire Flood Board (FFB)"
    assert text[second.start : second.end] == "RJ (Restorative Justice"


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
        # few letters that fit by chance, in the middle of words
        "the City Partnership (CSP)",
        "Deficit and Safety (DfE)",
        "Category: Grants and Legislation; Directorate: GET",
        # words that are no longer than the letters, or that hold them
        "Annexes I, II and III (III)",
        "Licence: N/A; Fee: N/A",
        # other things in brackets and cells
        "BIS: Met; FCO: Not Met",
        "The fee is due (TBC)",
    ],
)
def test_what_defines_nothing(text: str) -> None:
    assert list(find_acronyms(text)) == []


_WORDS = st.lists(st.text("abcdeghiklmnoprstuvw", min_size=4, max_size=9), min_size=2, max_size=6)


@given(_WORDS)
def test_every_name_in_full_before_its_initials_is_found_where_it_stands(words: list[str]) -> None:
    name = " ".join(word.capitalize() for word in words)
    acronym = "".join(word[0].upper() for word in words)
    text = f"Then the {name} ({acronym}) met."
    (definition,) = definitions(text)
    assert (definition.acronym, text[definition.start : definition.end]) == (acronym, f"{name} ({acronym})")


@given(st.text("AaBb &(),.;:–-\n1'’", max_size=60))
def test_what_is_found_stands_in_the_text(text: str) -> None:
    for definition in definitions(text):
        there = text[definition.start : definition.end]
        assert definition.acronym in there
        assert definition.expansion in there
