"""What a library answers, as its papers come and go."""

import datetime
import re
import threading

import pytest

from ingest.documents import DocumentKind, Marking
from ingest.errors import ModelMismatch, NotInStore, QuestionInvalid, RequestInvalid, StoreUnusable
from ingest.pipeline import ingest
from ingest.store import Store
from retrieval.answering.answer import Filters, Standing, Status
from retrieval.library import MOST_HITS, Library
from tests.retrieval.made import id_of, library_of, paper, passage, write
from tests.support.papers import MINUTES, text_paper
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

MAY = datetime.date(2024, 5, 3)
CLINIC = paper(
    passage(
        "The Panel agreed a grant of £42,000 for the clinic in Sedgeford.",
        heading=("Health", "The clinic of the county"),
    ),
    passage("Buses run daily to the coast.", page=2),
    title="Minutes of May",
    kind=DocumentKind.MINUTES,
    area="Fenshire",
    date=MAY,
)
SECRET = paper(
    "The Panel agreed a settlement of £9,000 with the dentist of Wexby.",
    title="Settlement",
    marking=Marking.EXEMPT,
    area="Wexshire",
)
GRANT = "What grant was agreed for the clinic in Sedgeford?"
SETTLEMENT = "What settlement was agreed with the dentist of Wexby?"


# Answers


def test_an_answer_in_the_papers_words_with_a_citation(make_library) -> None:
    answer = make_library(CLINIC).ask(GRANT)
    words = "The Panel agreed a grant of £42,000 for the clinic in Sedgeford."
    assert (answer.status, answer.headline) == (Status.ANSWERED, words)
    (claim,), (citation,) = answer.claims, answer.citations
    assert (claim.text, claim.standing, claim.date) == (words, Standing.AGREED, MAY)
    assert claim.citation_ids == [citation.id]
    assert (citation.document.title, citation.page_start, citation.quote.exact) == (
        "Minutes of May",
        1,
        words,
    )
    assert answer.nearest == []


def test_what_was_searched_is_told(make_library) -> None:
    other = paper("Ten homes.", title="Plan", kind=DocumentKind.STRATEGY, date=datetime.date(2020, 1, 1))
    searched = make_library(CLINIC, other).ask(GRANT).searched
    assert (searched.areas, searched.documents) == (["Fenshire"], 2)
    assert searched.kinds == [DocumentKind.MINUTES, DocumentKind.STRATEGY]
    assert (searched.date_from, searched.date_to) == (datetime.date(2020, 1, 1), MAY)


def test_what_the_papers_do_not_say_is_not_found_and_the_nearest_are_shown(make_library) -> None:
    answer = make_library(CLINIC).ask("Which volcanoes erupted in Peru?")
    assert (answer.status, answer.headline) == (Status.NOT_FOUND, "")
    assert (answer.claims, answer.citations) == ([], [])
    assert {hit.document.title for hit in answer.nearest} == {"Minutes of May"}
    assert answer.searched.documents == 1


def test_asked_what_was_agreed_a_plan_answers_in_part(make_library) -> None:
    plan = paper("A tram line for Sedgeford will be built by Wexby Council.", title="Plan")
    library = make_library(plan)
    agreed = library.ask("What was agreed on the tram line for Sedgeford?")
    any_answer = library.ask("the tram line for Sedgeford")
    assert (agreed.status, any_answer.status) == (Status.PARTLY_ANSWERED, Status.ANSWERED)
    assert {claim.standing for claim in agreed.claims} == {Standing.PLANNED}


def test_a_follow_up_is_answered_in_the_light_of_the_question_before(make_library) -> None:
    library = make_library(CLINIC)
    assert library.ask("How much was it?").status is Status.NOT_FOUND
    answer = library.ask("How much was it?", history=[GRANT])
    assert "£42,000" in answer.claims[0].text


def test_an_empty_store_answers_nothing(make_library) -> None:
    library = make_library()
    answer = library.ask(GRANT)
    assert (answer.status, answer.nearest, answer.searched.documents) == (Status.NOT_FOUND, [], 0)
    assert library.search("clinic").hits == []
    assert library.documents() == []


@pytest.mark.parametrize("asked", ["", "  ", "?!", "a" * 100_000])
def test_what_is_no_question_is_refused(make_library, asked) -> None:
    library = make_library(CLINIC)
    with pytest.raises(QuestionInvalid):
        library.ask(asked)
    with pytest.raises(QuestionInvalid):
        library.search(asked)


def test_filters_keep_to_the_papers_chosen(make_library) -> None:
    other = paper("The Panel agreed a grant of £7 for the clinic in Sedgeford, later.", area="Wexshire")
    library = make_library(CLINIC, other)
    for area in ("Fenshire", "Wexshire"):
        answer = library.ask(GRANT, filters=Filters(areas=[area]))
        assert {c.document.area for c in answer.citations} == {area}
        assert answer.searched.documents == 1
    none = library.ask(GRANT, filters=Filters(areas=["Nowhere"]))
    assert (none.status, none.searched.documents) == (Status.NOT_FOUND, 0)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [
        ("28/2021", "28/2021"),
        ("2021/28", "2021/28"),
        ("2021/28", "28/2021"),
        ("28/2021", "2021/28"),
    ],
)
def test_a_decision_is_found_by_its_reference_either_way_round(make_library, asked, printed) -> None:
    notices = [
        paper(
            passage(f"The Commissioner approved a grant to the {what}.", heading=("Outcome",)),
            title=f"Grant to the {what}",
            kind=DocumentKind.DECISION_NOTICE,
            reference=reference,
        )
        for what, reference in (("clinic", printed), ("choir", "29/2021"))
    ]
    answer = make_library(*notices).ask(f"What was approved in decision {asked}?")
    assert [claim.text for claim in answer.claims] == ["The Commissioner approved a grant to the clinic."]


def test_a_financial_year_is_not_taken_for_a_decision_s_reference(make_library) -> None:
    budget = paper("The precept for 2018/19 is £11.40.", title="Budget")
    choir = paper(
        "The choir is paid £90.", title="Choir", kind=DocumentKind.DECISION_NOTICE, reference="19/2018"
    )
    answer = make_library(budget, choir).ask("What is the precept for 2018/19?")
    assert [claim.text for claim in answer.claims] == ["The precept for 2018/19 is £11.40."]


# Search


def test_a_search_gives_passages_best_first(make_library) -> None:
    result = make_library(CLINIC).search("buses to the coast", k=2)
    assert result.hits[0].text == "Buses run daily to the coast."
    assert (result.hits[0].page_start, result.hits[0].passage_id) == (2, f"{id_of(CLINIC)}-1")
    assert [hit.score for hit in result.hits] == sorted((hit.score for hit in result.hits), reverse=True)
    assert (result.query, result.searched.documents) == ("buses to the coast", 1)


def test_what_a_search_reads_is_of_one_revision_and_begun_once(make_library) -> None:
    library = make_library(CLINIC)
    library.search("clinic")
    said: list[str] = []
    library._store.db.set_trace_callback(said.append)
    found = library.search("clinic in Sedgeford")
    library._store.db.set_trace_callback(None)
    assert len(found.hits) > 1
    first_hit = next(n for n, one in enumerate(said) if "token_signs" in one)
    assert said[first_hit:].count("BEGIN") == 0
    assert said[-1] == "COMMIT"


def test_no_more_than_k_hits(make_library) -> None:
    library = make_library(CLINIC)
    assert [len(library.search("clinic", k=k).hits) for k in (1, 2, MOST_HITS)] == [1, 2, 2]


@pytest.mark.parametrize("k", [0, -1, MOST_HITS + 1])
def test_k_out_of_range_is_told(make_library, k) -> None:
    with pytest.raises(RequestInvalid, match=re.escape(f"k is {k}; it must be 1 to 100.")):
        make_library(CLINIC).search("clinic", k=k)


# Withheld papers


def test_a_withheld_paper_answers_nothing_and_is_not_counted(make_library) -> None:
    library = make_library(CLINIC, SECRET)
    answer, result = library.ask(SETTLEMENT), library.search(SETTLEMENT)
    assert {hit.document.id for hit in (*answer.nearest, *result.hits)} <= {id_of(CLINIC)}
    assert {c.document.id for c in answer.citations} <= {id_of(CLINIC)}
    for searched in (answer.searched, result.searched):
        assert (searched.documents, searched.areas) == (1, ["Fenshire"])
    assert [d.id for d in library.documents()] == [id_of(CLINIC)]
    assert library.ask(SETTLEMENT, filters=Filters(documents=[id_of(SECRET)])).searched.documents == 0


def test_a_withheld_paper_looks_like_one_that_is_not_there(make_library) -> None:
    library = make_library(CLINIC, SECRET)
    for look in (library.document, lambda of: library.page(of, 1)):
        with pytest.raises(NotInStore) as withheld:
            look(id_of(SECRET))
        with pytest.raises(NotInStore) as absent:
            look("0" * 16)
        assert str(withheld.value).replace(id_of(SECRET), "0" * 16) == str(absent.value)
    with pytest.raises(NotInStore):
        library.passage(f"{id_of(SECRET)}-0")


def test_a_withheld_passage_looks_like_one_that_is_not_there(make_library) -> None:
    library = make_library(CLINIC, SECRET)
    with pytest.raises(NotInStore) as withheld:
        library.passage(f"{id_of(SECRET)}-0")
    with pytest.raises(NotInStore) as absent:
        library.passage(f"{'0' * 16}-0")
    assert str(withheld.value).replace(id_of(SECRET), "0" * 16) == str(absent.value)


def test_the_words_of_a_withheld_paper_are_not_given_away_by_spelling(make_library) -> None:
    library = make_library(CLINIC, SECRET)
    assert library.ask("who is the dentistt").interpreted_as == "who is the dentistt"


def test_they_put_spelling_right_for_who_may_see_all(make_library) -> None:
    library = make_library(CLINIC, SECRET, show_restricted=True)
    assert library.ask("who is the dentistt").interpreted_as == "who is the dentist"


def test_who_may_see_all_is_answered_from_all(make_library) -> None:
    library = make_library(CLINIC, SECRET, show_restricted=True)
    assert "£9,000" in library.ask(SETTLEMENT).claims[0].text
    assert library.ask(SETTLEMENT).searched.documents == 2
    assert {d.id for d in library.documents()} == {id_of(CLINIC), id_of(SECRET)}
    assert library.document(id_of(SECRET)).facts.marking is Marking.EXEMPT
    assert library.page(id_of(SECRET), 1).number == 1
    assert library.passage(f"{id_of(SECRET)}-0").document.title == "Settlement"


# Papers, pages and passages


def test_a_page_and_a_passage_are_shown(make_library) -> None:
    library = make_library(CLINIC)
    assert library.page(id_of(CLINIC), 2).blocks[0].text == "Buses run daily to the coast."
    hit = library.passage(f"{id_of(CLINIC)}-0")
    assert (hit.heading, hit.score) == (["Health", "The clinic of the county"], 1.0)
    assert library.document(id_of(CLINIC)).facts.title == "Minutes of May"


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_page_that_is_not_there(make_library, number) -> None:
    with pytest.raises(NotInStore):
        make_library(CLINIC).page(id_of(CLINIC), number)


@pytest.mark.parametrize("passage_id", ["", "-", "x-1", "0" * 16, "0-0-0"])
def test_a_passage_that_is_not_there(make_library, passage_id) -> None:
    library = make_library(CLINIC)
    for asked in (passage_id, f"{id_of(CLINIC)}-7", f"{id_of(CLINIC)}-x"):
        with pytest.raises(NotInStore):
            library.passage(asked)


def test_status_counts_all_papers(make_library) -> None:
    library = make_library(CLINIC, SECRET)
    status = library.status()
    assert (status.documents, status.withheld, status.pages, status.passages) == (2, 1, 3, 3)
    assert (status.model, status.dimension) == ("stand-in/float32", 64)
    assert status.areas == {"Fenshire": 1, "Wexshire": 1}
    assert status.kinds == {"minutes": 1, "report": 1}
    assert status.bytes_on_disk >= (library._store.folder / "agreed.sqlite3").stat().st_size
    assert library.problems() == []


def test_status_of_an_empty_store(make_library) -> None:
    status = make_library().status()
    assert (status.documents, status.passages, status.dimension, status.areas) == (0, 0, 0, {})


# As the store moves on


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def test_a_paper_that_is_written_later_answers_without_reopening(data, tmp_path) -> None:
    library = library_of(data, CLINIC)
    assert library.ask("How many homes are built in Wexby?").status is Status.NOT_FOUND
    other = Store(data)
    write(other, paper("In Wexby 216 homes are built.", title="Homes"))
    other.close()
    assert "216" in library.ask("How many homes are built in Wexby?").claims[0].text
    library.close()


def test_a_paper_that_is_removed_stops_answering(make_library) -> None:
    library = make_library(CLINIC)
    assert library.ask(GRANT).status is Status.ANSWERED
    assert library.remove(id_of(CLINIC)).id == id_of(CLINIC)
    assert library.ask(GRANT).status is Status.NOT_FOUND
    assert library.search(GRANT).hits == []
    with pytest.raises(NotInStore):
        library.passage(f"{id_of(CLINIC)}-0")
    with pytest.raises(NotInStore):
        library.remove(id_of(CLINIC))


def test_a_paper_is_removed_by_its_file_s_name_unless_two_have_it(make_library) -> None:
    library = make_library()
    one, two = paper("Ten homes."), paper("Two clinics.")
    write(library._store, one, name="2023/notes")
    write(library._store, two, name="2024/notes")
    with pytest.raises(RequestInvalid, match="names 2 papers") as told:
        library.remove("notes")
    assert id_of(one) in told.value.hint
    assert id_of(two) in told.value.hint
    library.remove(id_of(one))
    assert library.remove("notes").id == id_of(two)


def test_citation_ids_stay_the_same_when_the_papers_are_ingested_again(data, tmp_path) -> None:
    papers = tmp_path / "papers"
    ids = []
    asked = "What grant was resolved?"
    for _ in range(2):
        text_paper(papers, "minutes.txt")
        ingest([papers], data, encoder=StandInEncoder())
        library = Library(Store(data), StandInEncoder(), StandInCrossEncoder())
        answer = library.ask(asked)
        ids.append([citation.id for citation in answer.citations])
        library.remove("minutes")
        library.close()
    assert ids[0] == ids[1] != []


def test_many_ask_while_an_ingest_writes(data, tmp_path) -> None:
    papers = tmp_path / "papers"
    text_paper(papers, "first.txt")
    ingest([papers], data, encoder=StandInEncoder())
    library = Library(Store(data), StandInEncoder(), StandInCrossEncoder())
    ended, failures, answered = threading.Event(), [], []

    def ask_on() -> None:
        try:
            while True:
                last = ended.is_set()
                answer = library.ask("What grant was resolved by the Panel?")
                known = {citation.id: citation for citation in answer.citations}
                for claim in answer.claims:
                    for cited in map(known.__getitem__, claim.citation_ids):
                        assert cited.passage[cited.start : cited.end] == cited.quote.exact
                answered.append(answer.status)
                if last:
                    return
        except BaseException as error:  # noqa: BLE001 - told by the test
            failures.append(error)

    threads = [threading.Thread(target=ask_on) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(8):
        text_paper(papers, f"more-{n}.txt", MINUTES.replace("£42,000", f"£{n + 1},000"))
    ingest([papers], data, encoder=StandInEncoder())
    (papers / "more-0.txt").unlink()
    ingest([papers], data, encoder=StandInEncoder())
    ended.set()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert set(answered) == {Status.ANSWERED}
    assert len(library.documents()) == 8
    library.close()


# Opening


def test_a_store_made_with_another_model_is_not_opened(data) -> None:
    library_of(data, CLINIC).close()
    with pytest.raises(ModelMismatch, match="the model stand-in/float32, not all-Mini") as told:
        Library.open(data)
    assert "stand-in" in told.value.hint
    assert "--data" in told.value.hint


def test_a_folder_without_a_store_is_told(data) -> None:
    with pytest.raises(StoreUnusable, match="no store"):
        Library.open(data)
