"""Where in which paper the words stand."""

import datetime

import pytest

from ingest.documents import DocumentKind
from retrieval.answering.citations import cite, hit_of, text_of_claim
from retrieval.search import Found
from tests.retrieval.made import found, id_of, paper, passage, store_of, unit

WORDS = "Buses run daily. The grant for the clinic is £42,000, paid yearly. Trams do not run."
PAPER = paper(
    passage(WORDS, heading=("Health", "Clinic"), page=2, page_end=3, paragraph="6.4"),
    title="Decision 28/2021",
    kind=DocumentKind.DECISION_NOTICE,
    body="Fenshire Panel",
    area="Fenshire",
    date=datetime.date(2021, 5, 3),
    reference="28/2021",
)


def cited_unit(store, text):
    (stored,) = store.all_passages()
    return unit(text, of=Found(stored, store.document(stored.document_id), 0.123456, 1.0))


@pytest.mark.parametrize(
    "text", [WORDS, "The grant for the clinic is £42,000, paid yearly.", "£42,000", "Buses", "do not run."]
)
def test_the_quote_is_exactly_the_passage_between_its_offsets(make_store, text) -> None:
    store = make_store(PAPER)
    citation = cite(cited_unit(store, text), store)
    assert citation.quote.exact == text
    assert citation.passage == WORDS
    assert citation.passage[citation.start : citation.end] == text
    assert (citation.quote.prefix + text + citation.quote.suffix) in WORDS
    assert len(citation.quote.prefix) <= 40
    assert len(citation.quote.suffix) <= 40


def test_a_citation_says_which_paper_and_where_in_it(make_store) -> None:
    store = make_store(PAPER)
    citation = cite(cited_unit(store, "£42,000"), store)
    assert citation.document.model_dump(mode="json") == {
        "id": id_of(PAPER),
        "sha256": PAPER.sha256,
        "name": id_of(PAPER),
        "title": "Decision 28/2021",
        "kind": "decision_notice",
        "body": "Fenshire Panel",
        "area": "Fenshire",
        "date": "2021-05-03",
        "reference": "28/2021",
        "status": None,
        "superseded_by": None,
        "superseded_title": None,
        "superseded_date": None,
        "url": f"/documents/{id_of(PAPER)}",
    }
    assert (citation.page_start, citation.page_end, citation.paragraph) == (2, 3, "6.4")
    assert citation.heading == ["Health", "Clinic"]
    assert citation.quote.prefix == "es run daily. The grant for the clinic is "[-40:]
    assert citation.passage_id == f"{id_of(PAPER)}-0"


def test_ids_are_the_same_in_another_store(tmp_path) -> None:
    ids = []
    for folder, before in (("one", ()), ("two", (paper("Another paper, written first."),))):
        store = store_of(tmp_path / folder, *before, PAPER)
        stored = store.passages_of(id_of(PAPER))[0]
        of = Found(stored, store.document(id_of(PAPER)), 1.0, 1.0)
        ids.append((cite(unit("£42,000", of=of), store).id, stored.key))
        store.close()
    (one, key), (two, other_key) = ids
    assert one == two
    assert key != other_key


def test_other_words_have_another_id(make_store) -> None:
    store = make_store(PAPER)
    texts = ("£42,000", "Buses", "Buses run daily.")
    assert len({cite(cited_unit(store, text), store).id for text in texts}) == 3


def test_a_unit_that_is_not_in_its_passage_is_never_cited(make_store) -> None:
    import dataclasses

    store = make_store(PAPER)
    made_up = dataclasses.replace(cited_unit(store, "£42,000"), text="£43,000")
    with pytest.raises(AssertionError):
        cite(made_up, store)


def test_a_hit_shows_the_whole_passage(make_store) -> None:
    store = make_store(PAPER)
    hit = hit_of(cited_unit(store, "Buses").found, store)
    assert (hit.passage_id, hit.text, hit.score) == (f"{id_of(PAPER)}-0", WORDS, 0.1235)
    assert (hit.heading, hit.page_start, hit.page_end) == (["Health", "Clinic"], 2, 3)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Buses run daily.", "Buses run daily."),
        ("The grant for the clinic is £42,000", "The grant for the clinic is £42,000 …"),
        ("the clinic is £42,000, paid yearly.", "… the clinic is £42,000, paid yearly."),
        ("the clinic is £42,000", "… the clinic is £42,000 …"),
        ("Trams do not run.", "Trams do not run."),
        (WORDS, WORDS),
    ],
)  # fmt: skip
def test_where_words_were_cut_out_of_a_sentence_three_dots_say_so(text, claim) -> None:
    assert text_of_claim(unit(text, of=found(WORDS))) == claim


@pytest.mark.parametrize("text", ["a clinic", "two homes"])
def test_an_item_of_a_list_is_whole(text) -> None:
    of = found("It pays for:\n• a clinic\n• two homes")
    assert text_of_claim(unit(text, of=of)) == text
