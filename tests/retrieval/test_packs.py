"""Agenda packs: citations name the part, and a withheld part leaves no trace in any answer."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.documents import BlockKind, DocumentKind, Marking, Page, ReadPaper
from ingest.errors import NotInStore
from ingest.pipeline import prepare
from ingest.prepared import PreparedPaper
from ingest.store import Store
from retrieval.answering.answer import CitedPart, Filters, Status
from retrieval.answering.citations import cited_part
from retrieval.library import Library
from retrieval.snapshot import Snapshot
from tests.retrieval.made import id_of, library_of, paper, write
from tests.support.packs import closed_pack, open_pack
from tests.support.stand_in_cross_encoder import StandInCrossEncoder
from tests.support.stand_in_encoder import StandInEncoder

LEARNT = "zeppelin hangar quibbleton holdings clinic sedgeford grant hostels offenders wexby".split()
OTHER = paper("The clinic in Sedgeford opened.", "Ten homes were built in Wexby.", title="News")
QUESTIONS = [
    "Who bought the zeppelin hangar?",
    "What grant was agreed for the clinic in Sedgeford?",
    "What was agreed?",
    "the old station at Sedgeford",
    "What is QHC?",
    "Quibbleton Holdings",
    "How many hostels were opened in Wexby?",
    "zepelin",
    "airship dealer",
]


def prepared(read: ReadPaper, name: str = "panel") -> PreparedPaper:
    return prepare(read, hashlib.sha256(name.encode()).hexdigest(), f"{name}.pdf")


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Library]]:
    """Make a library of packs and papers; the words of all of them are learnt, those withheld too."""
    opened: list[Library] = []

    def of(*papers: PreparedPaper, show_restricted: bool = False) -> Library:
        store = Store(tmp_path / f"data{len(opened)}", create=True)
        for each in papers:
            write(store, each)
        store.write_words(LEARNT, StandInEncoder().encode(LEARNT))
        opened.append(
            Library(store, StandInEncoder(), StandInCrossEncoder(), show_restricted=show_restricted)
        )
        return opened[-1]

    yield of
    for library in opened:
        library.close()


# Citations


def test_a_citation_names_the_part(make) -> None:
    (citation,) = make(prepared(open_pack())).ask("How many hostels were opened in Wexby?").citations[:1]
    assert citation.part == CitedPart(
        title="Priority - Managing Offenders - Update",
        item="7b",
        kind=DocumentKind.REPORT,
        page_start=7,
        page_end=7,
        author="Police and Crime Commissioner",
    )
    assert (citation.page_start, citation.page_label, citation.confidence) == (7, "5", None)
    assert citation.document.kind is DocumentKind.AGENDA_PACK


def test_a_hit_names_the_part(make) -> None:
    library = make(prepared(open_pack()), OTHER)
    hits = library.search("clinic in Sedgeford").hits
    parts = {hit.text: hit.part and hit.part.item for hit in hits}
    assert parts["The Panel agreed a grant of £42,000 for the clinic in Sedgeford."] == "3"
    assert parts["The clinic in Sedgeford opened."] is None
    assert cited_part(None) is None


def test_what_the_minutes_in_a_pack_agreed_is_of_the_day_of_the_minutes(make) -> None:
    answer = make(prepared(open_pack())).ask("What grant was agreed for the clinic in Sedgeford?")
    assert answer.claims[0].date.isoformat() == "2018-01-29"


def test_a_passage_is_found_by_the_author_of_its_part(make) -> None:
    hits = make(prepared(open_pack()), OTHER).search("secretary").hits
    assert hits[0].part.item == "8"


def test_words_read_by_ocr_say_how_surely(make) -> None:
    read = open_pack()
    pages = tuple(Page(p.number, p.blocks, p.label, 0.93 if p.number == 7 else None) for p in read.pages)
    answer = make(prepared(ReadPaper(pages))).ask("How many hostels were opened in Wexby?")
    assert answer.citations[0].confidence == 0.93


# What is withheld


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_and_scores_are_those_of_a_library_without_the_withheld_part(make, question: str) -> None:
    with_part, without = (
        make(prepared(closed_pack(with_closed_pages=held)), OTHER) for held in (True, False)
    )
    answers = [library.ask(question) for library in (with_part, without)]
    assert answers[0] == answers[1]
    searches = [library.search(question) for library in (with_part, without)]
    assert searches[0] == searches[1]
    assert "Quibbleton" not in searches[0].model_dump_json().replace(question, "")


@pytest.mark.parametrize("question", QUESTIONS)
def test_so_are_those_of_a_library_without_a_withheld_paper(make, question: str) -> None:
    secret = paper("Quibbleton Holdings bought the zeppelin hangar.", title="Sale", marking=Marking.EXEMPT)
    with_paper, without = make(prepared(open_pack()), OTHER, secret), make(prepared(open_pack()), OTHER)
    assert with_paper.ask(question) == without.ask(question)
    assert with_paper.search(question) == without.search(question)


def test_a_filter_on_the_pack_does_not_open_it(make) -> None:
    pack = prepared(closed_pack())
    library = make(pack, OTHER)
    chosen = Filters(documents=[id_of(pack)])
    answer = library.ask(QUESTIONS[0], filters=chosen)
    # What was understood are the question's own words, given back.
    assert "zeppelin" not in answer.model_dump_json(exclude={"understood"}).replace(QUESTIONS[0], "")
    hits = library.search("zeppelin hangar Quibbleton", filters=chosen).hits
    assert hits
    assert {hit.part.item for hit in hits} <= {None, "3", "7a", "7b", "8"}


def test_a_page_of_a_withheld_part_is_not_shown(make) -> None:
    pack = prepared(closed_pack())
    library = make(pack)
    for number in (10, 11):
        with pytest.raises(NotInStore) as caught:
            library.page(id_of(pack), number)
        assert str(caught.value).startswith(f"Page {number} is withheld")
        assert "station" not in str(caught.value) + caught.value.hint
    assert library.page(id_of(pack), 9).blocks
    with pytest.raises(NotInStore, match="no page 12"):
        library.page(id_of(pack), 12)


def test_a_passage_of_a_withheld_part_looks_like_one_that_is_not_there(make) -> None:
    pack = prepared(closed_pack())
    library = make(pack)
    (secret, *_) = (p.ordinal for p in pack.passages if "zeppelin" in p.text)
    with pytest.raises(NotInStore) as withheld:
        library.passage(f"{id_of(pack)}-{secret}")
    with pytest.raises(NotInStore) as absent:
        library.passage(f"{id_of(pack)}-99999")
    assert str(withheld.value).replace(f"-{secret}", "-99999") == str(absent.value)


def test_the_contents_of_a_pack(make) -> None:
    pack = prepared(closed_pack())
    contents = make(pack).contents(id_of(pack))
    assert [part.item for part in contents.parts] == [None, "3", "7a", "7b", "7b", "8"]
    assert (contents.withheld_parts, contents.pages) == (1, tuple(range(1, 10)))
    assert contents.part_of(4).item == "3"
    assert contents.part_of(10) is None


def test_counts_leave_out_what_is_withheld(make) -> None:
    with_part, without = (make(prepared(closed_pack(with_closed_pages=held))) for held in (True, False))
    assert with_part.documents()[0].passages == without.documents()[0].passages
    assert with_part.status().withheld_parts == 1
    assert without.status().withheld_parts == 0
    assert with_part.status().withheld == 0


def test_the_parts_of_a_withheld_paper_are_not_counted_again(make) -> None:
    secret = prepared(closed_pack())
    marked = replace(secret, facts=replace(secret.facts, marking=Marking.EXEMPT))
    status = make(marked).status()
    assert (status.withheld, status.withheld_parts) == (1, 0)


def test_who_may_see_all_is_answered_from_all(make) -> None:
    pack = prepared(closed_pack())
    library = make(pack, OTHER, show_restricted=True)
    answer = library.ask("Who bought the zeppelin hangar?")
    assert answer.status is not Status.NOT_FOUND
    assert answer.citations[0].part.item == "10"
    assert "Quibbleton" in answer.claims[0].text
    assert library.page(id_of(pack), 10).blocks
    assert library.contents(id_of(pack)).withheld_parts == 0
    assert library.search("zeppelin", filters=Filters(documents=[id_of(pack)])).hits[0].part.item == "10"


def test_the_snapshot_knows_no_word_of_a_withheld_part(make) -> None:
    store = make(prepared(closed_pack()))._store
    snapshot = Snapshot.of(store)
    assert (snapshot.word_counts["zeppelin"], snapshot.stem_counts["hangar"]) == (0, 0)
    assert len(snapshot.withheld_keys) > 0
    open_snapshot = Snapshot.of(store, show_restricted=True)
    assert open_snapshot.word_counts["zeppelin"] > 0
    assert open_snapshot.withheld_keys == frozenset()


# Footnotes and struck-out words


def test_struck_out_words_are_never_quoted(tmp_path: Path) -> None:
    read = open_pack()
    first = read.pages[3].blocks[1]
    struck = replace(first, kind=BlockKind.STRUCK, text="The Panel agreed a grant of £99,000 for the clinic.")
    pages = tuple(replace(p, blocks=(*p.blocks, struck)) if p.number == 4 else p for p in read.pages)
    library = library_of(tmp_path / "data", prepared(ReadPaper(pages)))
    assert "99,000" not in library.ask("What grant was agreed for the clinic?").model_dump_json()
    library.close()
