"""Which passages are found, in which papers, and in which order."""

import datetime

import pytest

from ingest.documents import DocumentKind, Marking
from retrieval.answering.answer import Filters
from retrieval.references import same_reference
from retrieval.search import allowed_documents, find
from retrieval.snapshot import Snapshot
from tests.retrieval.made import id_of, paper, question_about
from tests.support.stand_in_encoder import StandInEncoder

MAY, JUNE = datetime.date(2024, 5, 3), datetime.date(2024, 6, 7)
FENS = paper("The grant for the clinic is paid.", "Roads are mended.", area="Fenshire", date=MAY)
WEX = paper(
    "The clinic grant ends.", title="Minutes of June", kind=DocumentKind.MINUTES, area="Wexshire", date=JUNE
)
UNDATED = paper("A clinic is planned.", title="Letter", kind=DocumentKind.LETTER)
SECRET = paper("The clinic grant is disputed.", title="Advice", marking=Marking.EXEMPT, area="Fenshire")


def filters(**fields):
    return Filters(**fields)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (filters(), [FENS, WEX, UNDATED]),
        (filters(areas=["Fenshire"]), [FENS]),
        (filters(areas=["fenshire", "WEXSHIRE"]), [FENS, WEX]),
        (filters(areas=["Nowhere"]), []),
        (filters(kinds=[DocumentKind.MINUTES]), [WEX]),
        (filters(kinds=[DocumentKind.MINUTES, DocumentKind.LETTER]), [WEX, UNDATED]),
        (filters(documents=[id_of(FENS)]), [FENS]),
        (filters(documents=[id_of(SECRET)]), []),
        (filters(documents=["no such id"]), []),
        (filters(date_from=MAY), [FENS, WEX]),
        (filters(date_from=JUNE), [WEX]),
        (filters(date_to=MAY), [FENS]),
        (filters(date_from=MAY, date_to=MAY), [FENS]),
        (filters(date_from=JUNE, date_to=MAY), []),
        (filters(areas=["Fenshire"], kinds=[DocumentKind.MINUTES]), []),
    ],
)
def test_filters_say_which_papers_may_be_looked_at(make_store, chosen, expected) -> None:
    snapshot = Snapshot.of(make_store(FENS, WEX, UNDATED, SECRET))
    allowed = allowed_documents(snapshot, chosen, show_restricted=False)
    assert set(allowed) == {id_of(p) for p in expected}


def test_who_may_see_all_sees_withheld_papers_too(make_store) -> None:
    snapshot = Snapshot.of(make_store(FENS, SECRET))
    assert allowed_documents(snapshot, filters(), show_restricted=True) is None
    of_area = allowed_documents(snapshot, filters(areas=["Fenshire"]), show_restricted=True)
    assert set(of_area) == {id_of(FENS), id_of(SECRET)}


def test_where_nothing_is_withheld_all_papers_may_be_looked_at(make_store) -> None:
    assert allowed_documents(Snapshot.of(make_store(FENS, WEX)), filters(), show_restricted=False) is None


def search(store, typed, k=10, documents=None):
    question = question_about(store, typed)
    return find(store, Snapshot.of(store), question, StandInEncoder(), k=k, documents=documents)


def found_texts(found):
    return [f.stored.passage.text for f in found]


def test_the_passage_that_says_most_is_first(make_store) -> None:
    found = search(make_store(FENS, WEX, UNDATED), "the grant for the clinic is paid")
    assert found_texts(found)[0] == "The grant for the clinic is paid."
    assert found[0].cosine == pytest.approx(1.0)
    scores = [f.score for f in found]
    assert scores == sorted(scores, reverse=True)
    assert 0.0 <= scores[-1] <= scores[0] <= 1.0


def test_only_the_papers_given_are_found(make_store) -> None:
    store = make_store(FENS, WEX, UNDATED)
    assert found_texts(search(store, "clinic grant", documents=[id_of(WEX)])) == ["The clinic grant ends."]
    assert search(store, "clinic grant", documents=[]) == []


def test_no_more_than_k_are_found(make_store) -> None:
    store = make_store(FENS, WEX, UNDATED)
    assert len(search(store, "clinic", k=2)) == 2
    assert len(search(store, "clinic", k=50)) == 4


def test_an_empty_store_holds_nothing(make_store) -> None:
    store = make_store()
    assert search(store, "clinic") == []


def test_a_paper_of_another_area_comes_after_the_one_asked_about(make_store) -> None:
    words = "The clinic is open on Mondays."
    near = paper(f"{words} Come in soon.", title="Notes", area="Fenshire")
    other = paper(f"{words} Soon come in.", title="Notes", area="Wexshire")
    store = make_store(other, near)
    for area in ("Fenshire", "Wexshire"):
        assert search(store, f"When is the clinic open in {area}?")[0].document.facts.area == area


def test_a_paper_that_is_stored_twice_is_found_once(make_store) -> None:
    words = "The Panel resolved that the grant of £42,000 be paid to the clinic for a second year."
    (found,) = search(make_store(paper(words, title="Minutes"), paper(words, title="Pack")), "clinic grant")
    assert found.stored.passage.text == words
    assert [stored.passage.text for stored in found.also] == [words]
    assert found.also[0].document_id != found.stored.document_id


# References


@pytest.mark.parametrize(
    ("reference", "wanted", "same"),
    [
        ("28/2021", ["2021/28"], True),
        ("2021/28", ["28/2021"], True),
        ("28/2021", ["28/2021"], True),
        ("PCC/12/2020", ["pcc/12/2020"], True),
        ("28/2021", ["28/2020"], False),
        ("28/2021", ["128/2021"], False),
        ("28/2021", ["1/2020", "28/2021"], True),
        ("", [], False),
        ("", ["28/2021"], False),
    ],
)
def test_a_reference_is_the_same_either_way_round(reference, wanted, same) -> None:
    assert same_reference(reference, wanted) is same


def test_the_paper_with_the_reference_asked_for_comes_first(make_store) -> None:
    words = "The grant to the clinic is approved."
    papers = [paper(f"{words} {n}", title=f"Notice {n}", reference=n) for n in ("27/2021", "28/2021")]
    store = make_store(*papers)
    assert search(store, "clinic grant decision 28/2021")[0].document.facts.reference == "28/2021"
    assert search(store, "clinic grant decision 27/2021")[0].document.facts.reference == "27/2021"
