"""What keeps the work of one paper small in a store of many."""

import dataclasses
import datetime
from pathlib import Path

import pytest

from ingest.documents import DocumentKind, Marking
from ingest.migrations import MIGRATIONS
from ingest.store import Store
from ingest.vocabulary import learn_words
from tests.retrieval.made import id_of, paper, store_of, write
from tests.support.stand_in_encoder import StandInEncoder

ONE, OTHER = paper("Buses run to Sedgeford.", "Cycling is safe."), paper("Schools open on Monday.")
DATED = paper(
    "Trams run.",
    title="Minutes",
    kind=DocumentKind.MINUTES,
    body="Roads Board",
    date=datetime.date(2024, 5, 3),
    reference="5/2024",
)
SECRET = paper("Nobody may know.", title="Closed", marking=Marking.EXEMPT)


@pytest.fixture
def store(tmp_path: Path):
    opened = store_of(tmp_path / "data", ONE, OTHER)
    yield opened
    opened.close()


def hashes(store: Store) -> int:
    return store.db.execute("SELECT count(*) FROM vectors").fetchone()[0]


def test_a_paper_carries_the_revision_that_it_was_written_with(store) -> None:
    first = store.written()
    assert first[id_of(OTHER)] == store.revision
    write(store, ONE)
    assert store.written() == {**first, id_of(ONE): store.revision}


def test_papers_are_outlined_in_the_order_in_which_they_are_listed(store) -> None:
    write(store, DATED)
    outlines = store.outlines()
    assert [one.id for one in outlines] == [document.id for document in store.documents()]
    told = next(one for one in outlines if one.id == id_of(DATED))
    assert told == (
        id_of(DATED),
        store.revision,
        DocumentKind.MINUTES,
        "Minutes",
        "Roads Board",
        "2024-05-03",
        "5/2024",
    )


@pytest.mark.parametrize("most", [500, 1])
def test_some_papers_are_read_as_all_are(store, monkeypatch, most) -> None:
    monkeypatch.setattr("ingest.store._MOST_VARIABLES", most)
    write(store, DATED)
    wanted = {id_of(ONE), id_of(DATED)}
    assert store.documents_of({*wanted, "gone"}) == [d for d in store.documents() if d.id in wanted]
    assert store.documents_of(set()) == []


def test_the_files_of_papers_are_told_by_the_papers_digests(store) -> None:
    write(store, ONE, name="copy")
    held_by = store.files_of_papers()
    assert held_by.keys() == store.digests() == {ONE.sha256, OTHER.sha256}
    assert [file.path for file in held_by[ONE.sha256]] == sorted(
        [f"/papers/{id_of(ONE)}.txt", "/papers/copy.txt"]
    )
    store.remove(id_of(ONE))
    assert store.files_of_papers().keys() == store.digests() == {OTHER.sha256}


def test_what_acronyms_stand_for_is_counted_in_order(store) -> None:
    plan = store.db.execute(
        "EXPLAIN QUERY PLAN SELECT acronym, expansion, count(*) FROM acronyms GROUP BY acronym, expansion"
    ).fetchall()
    assert "INDEX acronyms_in_order" in plan[0][-1]
    assert not any("TEMP B-TREE" in step[-1] for step in plan)


def test_a_paper_s_pages_and_passages_are_counted_when_it_is_written(store) -> None:
    document = store.document(id_of(ONE))
    assert (document.pages, document.passages) == (1, 2)


def test_vectors_go_with_the_last_passage_that_uses_them(store) -> None:
    twin = paper("Buses run to Sedgeford.", title="The same again")
    write(store, twin)
    assert hashes(store) == 3
    store.remove(id_of(ONE))
    store.prune()
    assert hashes(store) == 2  # "Cycling is safe." is gone; the other text is the twin's too
    store.remove(id_of(twin))
    store.prune()
    assert hashes(store) == 1
    assert store.problems() == []


def test_a_vector_that_is_used_again_before_the_pruning_stays(store) -> None:
    store.remove(id_of(OTHER))
    write(store, OTHER)
    store.prune()
    assert hashes(store) == 3
    assert store.problems() == []


def test_only_papers_whose_words_are_due_are_read_for_them(store) -> None:
    teller = type("Teller", (), {"begin": lambda *_: None, "tell": lambda *_: None})()
    assert set(store.papers_with_words_due()) == {id_of(ONE), id_of(OTHER)}
    learn_words(store, StandInEncoder(), teller)
    assert {"buses", "cycling", "schools"} <= store.known_words()
    assert store.papers_with_words_due() == []
    write(store, SECRET)
    assert store.papers_with_words_due() == [id_of(SECRET)]


def test_withheld_passages_are_those_of_withheld_papers(store) -> None:
    assert store.withheld_passages() == []
    write(store, SECRET)
    (withheld,) = store.withheld_passages()
    assert (withheld.document_id, withheld.passage.text) == (id_of(SECRET), "Nobody may know.")


def test_a_store_from_before_is_brought_up_to_date_whole(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("ingest.store.MIGRATIONS", MIGRATIONS[:4])
    old = Store(tmp_path, create=True)
    old.db.executescript(
        """
        INSERT INTO documents (id, sha256, kind, title, marking, notes, reading)
            VALUES ('d', 'd', 'report', 'Roads', 'public', '[]', '1');
        INSERT INTO pages (document_id, number, blocks) VALUES ('d', 1, '[]'), ('d', 2, '[]');
        INSERT INTO vectors VALUES ('used', x'00'), ('loose', x'01');
        INSERT INTO token_signs VALUES ('used', 8, x'ff');
        INSERT INTO words VALUES ('roads', x'02');
        INSERT INTO meta VALUES ('words_due', '1');
        INSERT INTO passages
            (document_id, ordinal, kind, text, heading, page_start, page_end, context, vector_hash)
            VALUES ('d', 0, 'prose', 'Roads.', '[]', 1, 1, '', 'used');
        """
    )
    old.close()
    monkeypatch.undo()
    store = Store(tmp_path)
    (document,) = store.documents()
    assert (document.pages, document.passages, store.written()) == (2, 1, {"d": 0})
    assert store.papers_with_words_due() == ["d"]
    assert store.known_words() == {"roads"}
    assert store.db.execute("SELECT hash, width, packed FROM token_signs").fetchall() == [
        ("used", 8, b"\xff")
    ]
    store.prune()
    assert store.db.execute("SELECT hash FROM vectors").fetchall() == [("used",)]
    assert store.db.execute("PRAGMA foreign_key_check").fetchall() == []
    store.close()


def test_papers_that_were_read_before_are_told_as_they_are_now(store) -> None:
    first = store.documents()
    before = list(first)
    write(store, ONE, name="moved")
    new = paper("A bridge is built.", title="Bridges")
    write(store, new)
    store.remove(id_of(OTHER))

    anew = Store(store.folder)
    assert store.documents() == anew.documents()
    anew.close()
    assert [d.id for d in store.documents()] == [id_of(new), id_of(ONE)]
    assert first == before  # what was given stays as it was


def test_a_paper_written_again_is_read_again(store) -> None:
    store.documents()
    renamed = dataclasses.replace(ONE, facts=dataclasses.replace(ONE.facts, title="Another title"))
    write(store, renamed)

    assert "Another title" in [d.facts.title for d in store.documents()]
