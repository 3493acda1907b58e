"""What differs between two papers of one family."""

import datetime
from pathlib import Path

import pytest

from ingest.documents import Marking
from ingest.links import Link, LinkKind, write_links
from ingest.prepared import PreparedPaper
from ingest.records import Inconsistency, RecordType
from retrieval.inconsistencies import across_papers
from retrieval.records import Catalogue
from tests.retrieval.made import id_of, paper, store_of

FULL = "The forecast for the whole of the service is an overspend of £{} by March."


def one_paper(
    *texts: str, day: int = 1, marking: Marking = Marking.PUBLIC, reference: str | None = None
) -> PreparedPaper:
    return paper(
        *texts,
        title=f"Budget of day {day}",
        date=datetime.date(2024, 5, day),
        marking=marking,
        reference=reference,
    )


def said(folder: Path, earlier: PreparedPaper, later: PreparedPaper, kind: LinkKind | None) -> list[str]:
    """Return what the records of two papers say of what differs between them."""
    store = store_of(folder, earlier, later)
    write_links(store, [Link(id_of(later), id_of(earlier), kind)] if kind else [])
    catalogue = Catalogue.of(store, show_restricted=False)
    entries = catalogue.entries(RecordType.INCONSISTENCY)
    for entry, citation in catalogue.cited(entries):
        other = catalogue.cited_other(entry)
        assert other is not None
        assert {citation.document.id, other.document.id} == {id_of(earlier), id_of(later)}
        assert citation.quote.exact != other.quote.exact
    return [entry.record.says for entry in entries if isinstance(entry.record, Inconsistency)]


def test_a_summary_that_gives_another_sum_is_inconsistent(tmp_path: Path) -> None:
    full, short = one_paper(FULL.format("23.3m")), one_paper(FULL.format("22.1m"), day=2)
    assert said(tmp_path, full, short, LinkKind.SUMMARY_OF) == [
        "“Budget of day 2” (2 May 2024) gives £22.1m, “Budget of day 1” (1 May 2024) £23.3m: "
        "“The forecast for the whole of the service is an overspend of £22.1m by …”"
    ]


def test_what_a_later_edition_gives_otherwise_was_replaced(tmp_path: Path) -> None:
    first, second = one_paper(FULL.format("23.3m")), one_paper(FULL.format("22.1m"), day=2)
    (says,) = said(tmp_path, first, second, LinkKind.SUPERSEDES)
    assert says.startswith(
        "Replaced: £23.3m in “Budget of day 1” (1 May 2024) is £22.1m in “Budget of day 2” (2 May 2024): “The"
    )


def test_papers_of_one_reference_are_a_family(tmp_path: Path) -> None:
    papers = [one_paper(FULL.format(sum_), day=day, reference="24/7") for sum_, day in (("5m", 1), ("6m", 2))]
    assert len(said(tmp_path, papers[0], papers[1], None)) == 1


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (FULL.format("1.2m"), FULL.format("1,200,000")),  # the same sum
        (FULL.format("5m"), FULL.format("6m").replace("March", "May")),  # another month
        ("Overspend of £5m.", "Overspend of £6m."),  # too short to say the same thing
        (f"{FULL.format('5m')}\n{FULL.format('6m')}", FULL.format("7m")),  # said of two things
        (
            "The duties of the council are set out in section 18 of the Children Act 2004.",
            "The duties of the council are set out in section 19 of the Children Act 2004.",
        ),
        (
            "6.1 The director of the service is accountable for all of its work.",
            "7.1 The director of the service is accountable for all of its work.",
        ),
        (
            "From the spring those aged 18-25 are looked after by one service alone.",
            "From the spring those aged 16-25 are looked after by one service alone.",
        ),
    ],
)
def test_what_may_be_of_another_thing_is_not_flagged(tmp_path: Path, earlier: str, later: str) -> None:
    assert said(tmp_path, one_paper(earlier), one_paper(later, day=2), LinkKind.SUMMARY_OF) == []


def test_papers_that_have_nothing_to_do_with_each_other_are_not_compared(tmp_path: Path) -> None:
    papers = one_paper(FULL.format("5m")), one_paper(FULL.format("6m"), day=2)
    assert said(tmp_path / "a", *papers, None) == []
    assert said(tmp_path / "b", *papers, LinkKind.DRAFT_OF) == []


def test_nothing_is_told_of_a_withheld_paper(tmp_path: Path) -> None:
    closed = one_paper(FULL.format("6m"), day=2, marking=Marking.CONFIDENTIAL)
    assert said(tmp_path, one_paper(FULL.format("5m")), closed, LinkKind.SUMMARY_OF) == []


def test_a_replaced_paper_is_compared_with_what_replaced_it_alone(tmp_path: Path) -> None:
    first, second, short = (
        one_paper(FULL.format(sum_), day=day) for sum_, day in (("5m", 1), ("6m", 2), ("6m", 3))
    )
    store = store_of(tmp_path, first, second, short)
    documents = {document.id: document for document in store.documents()}
    links = [
        Link(id_of(second), id_of(first), LinkKind.REPLACES),
        Link(id_of(short), id_of(first), LinkKind.SUMMARY_OF),
    ]
    found = list(across_papers(documents, links, store.passages_of))
    assert [stored.document_id for stored in found] == [id_of(second)]


@pytest.mark.parametrize(
    ("title", "reference", "flags"),
    [
        ("Budget monitoring – September 2024", "24/7", 1),
        ("Budget monitoring – September 2024", "24/8", 0),  # of another matter
        ("Budget monitoring – 2024", "24/7", 0),  # less exact, but not otherwise
        ("Savings monitoring – September 2024", "24/7", 0),
    ],
)
def test_titles_of_one_reference_that_name_other_periods(
    tmp_path: Path, title: str, reference: str, flags: int
) -> None:
    report, notice = (
        paper(f"Subject: {name}", title=name, reference=number)
        for name, number in (("Budget monitoring – November 2024", "24/7"), (title, reference))
    )
    assert len(said(tmp_path, report, notice, None)) == flags
