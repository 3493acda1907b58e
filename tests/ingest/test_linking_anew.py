"""Links are kept from one ingest to the next: only what changed is compared, and the outcome is the same."""

import datetime
from pathlib import Path

import pytest

import ingest.linking as linking_module
from ingest.documents import DocumentKind
from ingest.linking import find_links, link_papers
from ingest.links import LinkKind, read_links
from ingest.records import DecisionOutcome, Recommendation, Resolution
from ingest.store import Store
from tests.retrieval.made import id_of, paper, store_of, write
from tests.support.recorded import at, with_records

COUNCIL = "Fenshire County Council"
BRIDGE_DAY = datetime.date(2014, 5, 3)
BRIDGE, MILL = "A bridge at Fenmouth", "A mill at Wexby"


def strategy(year: int, *, title: str = "Roads strategy", body: str | None = COUNCIL):
    return paper(
        f"The roads of {year} are mended, and so are the bridges over the river.",
        title=f"{title} {year}",
        kind=DocumentKind.STRATEGY,
        body=body,
        date=datetime.date(year, 5, 3),
    )


PAPERS = [strategy(2012), strategy(2014), strategy(2016), strategy(2013, title="Bus strategy")]


@pytest.fixture
def store(tmp_path: Path):
    opened = store_of(tmp_path / "data", *PAPERS)
    link_papers(opened)
    yield opened
    opened.close()


def pairs(store: Store) -> set[tuple[str, str]]:
    """Return the kept links, and see that they are those of all papers compared anew."""
    link_papers(store)
    assert sorted(read_links(store)) == find_links(store)
    return {(link.document_id, link.earlier_id) for link in read_links(store)}


def test_a_later_edition_is_linked_to_the_last_one(store) -> None:
    new = strategy(2018)
    write(store, new)
    assert (id_of(new), id_of(PAPERS[2])) in pairs(store)


def test_an_edition_between_two_parts_them(store) -> None:
    between = strategy(2015)
    write(store, between)
    found = pairs(store)
    assert (id_of(PAPERS[2]), id_of(PAPERS[1])) not in found
    assert {(id_of(PAPERS[2]), id_of(between)), (id_of(between), id_of(PAPERS[1]))} <= found


def test_when_it_is_removed_the_two_are_linked_again(store) -> None:
    store.remove(id_of(PAPERS[1]))
    assert pairs(store) == {(id_of(PAPERS[2]), id_of(PAPERS[0]))}


def test_a_new_body_s_name_is_set_aside_in_the_titles_of_before(store) -> None:
    named = strategy(2020, title="Wexby Borough Council bus strategy", body=None)
    write(store, named)
    pairs(store)
    write(store, strategy(2021, title="Parks strategy", body="Wexby Borough Council"))
    pairs(store)


def report(matter: str):
    text = f"Cabinet is asked to agree {matter}."
    put = Recommendation(
        source=at(0, text), wording=f"agree {matter}", body="Cabinet", date=BRIDGE_DAY, title=matter
    )
    return with_records(paper(text, title=matter, body="Cabinet", date=BRIDGE_DAY), put)


def minutes(*matters: str):
    text = " ".join(f"Resolved that {matter} be agreed." for matter in matters)
    resolved = (
        Resolution(
            source=at(0, text), wording=f"{matter} be agreed", outcome=DecisionOutcome.AGREED,
            body="Cabinet", date=BRIDGE_DAY, title=matter,
        )
        for matter in matters
    )  # fmt: skip
    made = paper(text, title="Minutes", kind=DocumentKind.MINUTES, body="Cabinet", date=BRIDGE_DAY)
    return with_records(made, *resolved)


@pytest.mark.parametrize("few", [100, 0])  # papers that change at once, up to which little is read again
def test_what_minutes_answer_stays_when_other_papers_come_and_go(store, few, monkeypatch) -> None:
    monkeypatch.setattr(linking_module, "_FEW", few)
    bridge, mill, both = report(BRIDGE), report(MILL), minutes(BRIDGE, MILL)
    for one in (bridge, both):
        write(store, one)
    assert (id_of(both), id_of(bridge)) in pairs(store)

    write(store, strategy(2018))
    assert (id_of(both), id_of(bridge)) in pairs(store)
    write(store, mill)
    assert {(id_of(both), id_of(bridge)), (id_of(both), id_of(mill))} <= pairs(store)
    store.remove(id_of(bridge))
    found = pairs(store)
    assert (id_of(both), id_of(mill)) in found
    assert (
        len([link for link in read_links(store, {LinkKind.ANSWERS}) if link.document_id == id_of(both)]) == 1
    )
    write(store, minutes(MILL))
    assert len(pairs(store)) == len(found) + 1


def test_what_has_not_changed_is_not_compared_again(store, monkeypatch) -> None:
    compared = []
    true_relation = linking_module.relation

    def noted(earlier, later, texts):
        compared.append({earlier.document.id, later.document.id})
        return true_relation(earlier, later, texts)

    monkeypatch.setattr(linking_module, "relation", noted)
    new = strategy(2017, title="Bus strategy")
    write(store, new)
    link_papers(store)

    assert compared
    assert all(compared_pair == {id_of(new), id_of(PAPERS[3])} for compared_pair in compared)


def test_other_rules_compare_all(store, monkeypatch) -> None:
    monkeypatch.setattr(linking_module, "RULES", "another")
    with store.writing() as db:
        db.execute("DELETE FROM links")
    assert len(pairs(store)) == 2
