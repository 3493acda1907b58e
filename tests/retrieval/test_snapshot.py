"""What the store held at one revision."""

import pytest

from ingest.documents import DocumentKind, Marking
from retrieval.snapshot import Snapshot
from tests.retrieval.made import id_of, paper, passage, write

FORM = "This record is kept under the Police Act."


def test_words_are_counted_by_the_passages_that_hold_them(make_store) -> None:
    store = make_store(
        paper(
            "Grants, grants and a grant.", passage("Trams.", heading=("Grants",)), title="Transport of Wexby"
        )
    )
    snapshot = Snapshot.of(store)
    assert (snapshot.passages, snapshot.revision) == (2, store.revision)
    counts = {word: snapshot.word_counts[word] for word in ("grants", "grant", "trams", "wexby", "trains")}
    assert counts == {"grants": 2, "grant": 1, "trams": 1, "wexby": 1, "trains": 0}
    assert snapshot.stem_counts["grant"] == 2


def test_a_stem_weighs_by_how_few_passages_hold_it(make_store) -> None:
    snapshot = Snapshot.of(make_store(paper("bus tram", "bus", "bus", "bus", title="Roads")))
    # log(1 + 4/4) / log(1 + 4), log(1 + 4/1) / log(1 + 4)
    assert snapshot.weight("bus") == pytest.approx(0.4307, abs=1e-4)
    assert snapshot.weight("tram") == snapshot.weight("nowhere") == pytest.approx(1.0)


def test_an_empty_store_has_a_snapshot(make_store) -> None:
    snapshot = Snapshot.of(make_store())
    assert (snapshot.passages, snapshot.areas, snapshot.withheld, snapshot.expansions) == (
        0,
        frozenset(),
        frozenset(),
        {},
    )
    assert snapshot.weight("bus") == pytest.approx(1.0)


def test_areas_withheld_papers_and_acronyms(make_store) -> None:
    secret = paper("Women in Need (WIN) and the Wexby Initiative Network (WIN).", marking=Marking.EXEMPT)
    open_paper = paper("Women in Need (WIN) meet.", area="Fenshire")
    snapshot = Snapshot.of(make_store(secret, open_paper))
    assert snapshot.areas == {"Fenshire"}
    assert snapshot.withheld == {id_of(secret)}
    assert snapshot.expansions["win"][0] == "Women in Need"


def test_sentences_that_decision_notices_share_are_those_of_their_form(make_store) -> None:
    notices = [
        paper(f"{FORM} The grant to {town} is paid.", kind=DocumentKind.DECISION_NOTICE)
        for town in ("Sedgeford", "Wexby")
    ]
    report = paper(f"{FORM} Ten homes.", "Ten homes.")
    assert Snapshot.of(make_store(*notices, report)).boilerplate == {FORM}


def test_a_sentence_twice_in_one_notice_is_not_of_the_form(make_store) -> None:
    notice = paper("Agreed in full.", "Agreed in full.", kind=DocumentKind.DECISION_NOTICE)
    assert Snapshot.of(make_store(notice)).boilerplate == frozenset()


def test_a_snapshot_stays_as_it_was(make_store) -> None:
    store = make_store(paper("Buses."))
    before = Snapshot.of(store)
    write(store, paper("Trams."))
    assert (before.passages, before.word_counts["trams"]) == (1, 0)
    assert (Snapshot.of(store).passages, Snapshot.of(store).revision > before.revision) == (2, True)
