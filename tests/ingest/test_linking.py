"""Papers that are the same work at different dates, and minutes that answer what a paper puts forward."""

import dataclasses
import datetime
from pathlib import Path

import pytest

from ingest.documents import DocumentKind, PaperStatus
from ingest.linking import find_links, link_papers
from ingest.links import Link, LinkKind, links_due, read_links, replacing_ids
from ingest.pipeline import ingest
from ingest.prepared import PreparedPaper
from ingest.records import Decision, DecisionOutcome, Recommendation, Resolution
from ingest.store import Store
from tests.retrieval.made import id_of, paper, store_of, write
from tests.support.recorded import at, with_records
from tests.support.stand_in_encoder import StandInEncoder

JUNE_2012, APRIL_2013, MAY_2014 = (
    datetime.date(2012, 6, 28), datetime.date(2013, 4, 1), datetime.date(2014, 5, 3),
)  # fmt: skip
JUNE_2014 = datetime.date(2014, 6, 1)
BRIDGE = "A bridge at Fenmouth"
COUNCIL = "Fenshire County Council"
STRATEGY = DocumentKind.STRATEGY


def stated(made: PreparedPaper, status: PaperStatus, version: str | None = None) -> PreparedPaper:
    """Return a paper that says this of its status and version."""
    return dataclasses.replace(made, facts=dataclasses.replace(made.facts, status=status, version=version))


def works(
    folder: Path, *papers: PreparedPaper, names: dict[int, str] | None = None
) -> list[tuple[int, str, int]]:
    """Return the links between ``papers``: (place of the later, kind, place of the earlier)."""
    store = store_of(folder)
    for place, made in enumerate(papers):
        write(store, made, name=(names or {}).get(place))
    place = {id_of(made): at for at, made in enumerate(papers)}
    return [(place[link.document_id], link.kind.value, place[link.earlier_id]) for link in find_links(store)]


def strategy(
    title: str, date: datetime.date | None, text: str = "", body: str | None = COUNCIL
) -> PreparedPaper:
    return paper(text or f"{title}. It says how.", title=title, kind=STRATEGY, body=body, date=date)


def test_a_later_edition_supersedes_the_earlier(tmp_path: Path) -> None:
    assert works(
        tmp_path,
        strategy("Roads strategy 2012–13", JUNE_2012),
        strategy("Roads Strategy for Fenshire County Council, revised", APRIL_2013),
    ) == [(1, "supersedes", 0)]


def test_of_three_editions_each_is_linked_to_the_next(tmp_path: Path) -> None:
    links = works(
        tmp_path,
        strategy("Roads strategy", JUNE_2012),
        strategy("Roads strategy refresh", APRIL_2013),
        strategy("Roads strategy 2014", MAY_2014),
    )
    assert sorted(links) == [(1, "supersedes", 0), (2, "supersedes", 1)]


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        ("Rivers strategy", COUNCIL, APRIL_2013),  # another work
        ("Roads strategy", "Norwold Borough Council", APRIL_2013),  # another office
        ("Roads strategy", COUNCIL, JUNE_2012),  # nothing says which is later
        ("Roads strategy", COUNCIL, None),
        ("Roads strategy", None, APRIL_2013),  # whose it is, is not said, and the text is another
    ],
)
def test_what_is_not_known_to_be_an_edition_is_not_linked(
    tmp_path: Path, title: str, body: str | None, date: datetime.date | None
) -> None:
    first = strategy("Roads strategy", JUNE_2012, "The roads of Fenshire are to be mended by the spring.")
    other = strategy(title, date, "Ten new homes for rivers, otters and herons are planned.", body)
    assert works(tmp_path, first, other) == []


def test_a_draft_of_a_later_edition_takes_nobodys_place(tmp_path: Path) -> None:
    draft = stated(strategy("Roads strategy", APRIL_2013), PaperStatus.DRAFT)
    assert works(tmp_path, strategy("Roads strategy", JUNE_2012), draft) == [(1, "draft_of", 0)]


def test_a_draft_appended_to_a_later_pack_supersedes_nothing(tmp_path: Path) -> None:
    text = "The roads of Fenshire are to be mended by the spring of next year."
    pack = paper(
        "Agenda", text, title="Fenshire Panel, 3 May 2014", kind=DocumentKind.AGENDA_PACK,
        body=COUNCIL, date=MAY_2014,
    )  # fmt: skip
    assert works(tmp_path, strategy("Roads strategy", APRIL_2013, text), pack) == []


def test_reports_of_one_title_and_other_months_are_not_one_work(tmp_path: Path) -> None:
    text = "The forecast for the year is that the budget will be kept, and savings are on their way."
    reports = [
        paper(text, title=f"Budget monitoring report – {month} 2013", body=COUNCIL, date=date, area=month)
        for month, date in (("April", APRIL_2013), ("May", datetime.date(2013, 5, 1)))
    ]
    assert works(tmp_path, *reports) == []


def test_a_draft_budget_is_superseded_by_the_next_draft(tmp_path: Path) -> None:
    words = "The draft budget for the coming year is set out below with the tax that pays for it and the sum"
    january, february = (
        stated(
            paper(f"{words} of £{sum_}m.", title="Draft budget 2014-15", body=COUNCIL, date=date),
            PaperStatus.DRAFT,
        )
        for sum_, date in ((12, datetime.date(2014, 1, 6)), (13, datetime.date(2014, 2, 5)))
    )
    assert works(tmp_path, january, february) == [(1, "supersedes", 0)]


def test_logs_whose_titles_name_a_form_only_are_linked_by_their_text(tmp_path: Path) -> None:
    action = "Mend the bridge over the Fen before the winter floods come down again."
    logs = [
        paper(
            *([action] if shared else ["Nothing was carried forward from the last meeting at all."]),
            title=title, kind=DocumentKind.ACTION_PLAN, body="Open Spaces Forum", reference=reference,
        )
        for title, reference, shared in (
            ("OSF(5)1.i Action log", "OSF(5)1.i", True),
            ("OSF(6)1.ii Status of actions", "OSF(6)1.ii", True),
            ("OSF(7)1.ii Action log", "OSF(7)1.ii", False),
        )
    ]  # fmt: skip
    assert works(tmp_path, *logs) == [(1, "supersedes", 0)]


def notice(text: str, status: PaperStatus, reference: str, date: datetime.date | None) -> PreparedPaper:
    kind = DocumentKind.DECISION_NOTICE
    return stated(
        paper(text, title="Bridge", kind=kind, body=COUNCIL, reference=reference, date=date), status
    )


def test_a_final_record_is_linked_to_the_proposed_one_of_its_number(tmp_path: Path) -> None:
    proposed = notice("To agree the bridge.", PaperStatus.PROPOSED, "2014/27", None)
    final = notice("The bridge is agreed.", PaperStatus.APPROVED, "27/2014", MAY_2014)
    other = notice("The ferry is agreed.", PaperStatus.APPROVED, "28/2014", MAY_2014)
    assert works(tmp_path, proposed, final, other) == [(1, "final_of", 0)]


def test_a_final_record_of_an_earlier_day_is_none_of_it(tmp_path: Path) -> None:
    final = notice("The bridge is agreed.", PaperStatus.APPROVED, "27/2014", APRIL_2013)
    assert works(tmp_path, notice("To agree.", PaperStatus.PROPOSED, "27/2014", MAY_2014), final) == []


REPORT = (
    "The service moves from one directorate to the other in April. It looks after young adults and their "
    "families. There are at present four pathways into adulthood. Those who run it were asked, and agree. "
)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (REPORT + "It has 925 users.", [(1, "replaces", 0)]),
        (REPORT + "It has 894 users.", []),  # a copy: nothing was changed
        ("Something else altogether stands in the supplement of that number.", []),
    ],
)
def test_a_late_supplement_replaces_the_paper_that_it_corrects(
    tmp_path: Path, text: str, links: list[tuple[int, str, int]]
) -> None:
    first, late = (
        paper(
            words, title="Transfer of a service", body=COUNCIL, date=MAY_2014, reference="14/00109", area=area
        )
        for words, area in ((REPORT + "It has 894 users.", "A"), (text, "B"))
    )
    assert (
        works(tmp_path, first, late, names={0: "14-00109 Report", 1: "Item 7 - Supplementary - Report"})
        == links
    )


def test_a_summary_is_linked_to_the_paper_in_full(tmp_path: Path) -> None:
    short = "Forests are to be planted in each county of the land by the end of the decade."
    full = strategy("Forest plan 2012 to 2015", JUNE_2012, f"{short}\nOaks are first.")
    assert works(tmp_path, full, strategy("Forest plan 2012 to 2015: summary", JUNE_2012, short)) == [
        (1, "summary_of", 0)
    ]


def report(title: str, *, reference: str | None = None, date: datetime.date = MAY_2014) -> PreparedPaper:
    text = "Cabinet is asked to agree the bridge."
    made = paper(text, title=title, body="Cabinet", date=date, reference=reference)
    return with_records(
        made,
        Recommendation(
            source=at(0, text), wording="agree the bridge", body="Cabinet", date=date, title=title
        ),
    )


def minutes(title: str, *, reference: str | None = None) -> PreparedPaper:
    text = "Resolved that the bridge be agreed."
    return with_records(
        paper(text, title="Minutes", kind=DocumentKind.MINUTES, body=f"{COUNCIL} Cabinet", date=MAY_2014),
        Resolution(
            source=at(0, text), wording="the bridge be agreed", outcome=DecisionOutcome.AGREED,
            body=f"{COUNCIL} Cabinet", date=MAY_2014, title=title, reference=reference,
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("put", "resolved", "linked"),
    [
        (report(BRIDGE), minutes(BRIDGE), True),
        (report("Bridges", reference="14/00096"), minutes(BRIDGE, reference="14/00096"), True),
        (report(BRIDGE, reference="14/00097"), minutes(BRIDGE, reference="14/00096"), False),
        (report(BRIDGE, date=APRIL_2013), minutes(BRIDGE), False),
        (report("Budget monitoring – March 2014"), minutes("Budget monitoring – April 2014"), False),
        (report(BRIDGE, reference="14/96", date=JUNE_2014), minutes(BRIDGE, reference="14/96"), False),
    ],
)
def test_minutes_answer_a_report_by_number_or_by_title_and_day(
    tmp_path: Path, put: PreparedPaper, resolved: PreparedPaper, linked: bool
) -> None:
    assert works(tmp_path, put, resolved) == ([(1, "answers", 0)] if linked else [])


def test_minutes_answer_a_proposed_decision(tmp_path: Path) -> None:
    text = "To agree the bridge."
    proposed = with_records(
        notice(text, PaperStatus.PROPOSED, "14/00096", None),
        Decision(source=at(0, text), title="Bridge", wording=text, reference="14/00096", proposed=True),
    )
    assert works(tmp_path, proposed, minutes("A bridge", reference="14/00096")) == [(1, "answers", 0)]


def test_links_are_found_once_and_again_when_the_store_has_moved_on(tmp_path: Path) -> None:
    first, second = strategy("Roads strategy", JUNE_2012), strategy("Roads strategy", APRIL_2013)
    store = store_of(tmp_path, first)
    link_papers(store)
    assert (read_links(store), links_due(store)) == ([], False)
    revision = store.revision
    link_papers(store)
    assert store.revision == revision
    write(store, second)
    assert links_due(store)
    link_papers(store)
    assert read_links(store) == [Link(id_of(second), id_of(first), LinkKind.SUPERSEDES)]
    assert replacing_ids(store, id_of(first)) == [id_of(second)]
    store.remove(id_of(second))
    assert read_links(store) == []


def test_an_ingest_leaves_no_links_due(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "roads.txt").write_text("Roads strategy\n\nThe roads of Fenshire are to be mended.\n")
    ingest([folder], tmp_path / "store", encoder=StandInEncoder())
    assert not links_due(Store(tmp_path / "store"))
