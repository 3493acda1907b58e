"""The store: whole papers or none, and nothing left of what is gone."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from ingest.documents import (
    Block,
    BlockKind,
    DocumentFacts,
    DocumentKind,
    Marking,
    Page,
    Part,
    Passage,
    PassageKind,
    Rating,
)
from ingest.errors import ModelMismatch, NotInStore, Outcome, StoreBusy, StoreNewer, StoreUnusable
from ingest.migrations import MIGRATIONS
from ingest.prepared import PreparedPaper
from ingest.store import FILE_NAME, FileState, Store, embedded_text, vector_hash
from tests.support.stand_in_encoder import StandInEncoder

MODEL = "stand-in/float32"
FIRST, SECOND = "a" * 64, "b" * 64
FACTS = DocumentFacts(
    kind=DocumentKind.DECISION_NOTICE,
    title="Grant to the centre",
    body="Police and Crime Commissioner for Fenshire",
    area="Fenshire",
    date=date(2024, 6, 14),
    reference="2024/17",
)
BLOCKS = (
    Block(BlockKind.HEADING, "Decision", 2, level=1, number="1"),
    Block(BlockKind.TABLE_ROW, "", 2, cells=("Clinic", "• a\n• b"), header=("Action", "Steps")),
)
ROW = Passage(
    ordinal=1,
    kind=PassageKind.TABLE_ROW,
    text="Action: Clinic",
    heading=("Decision", "Actions"),
    page_start=2,
    page_end=3,
    paragraph="6.4",
    context="amber rating",
    rating=Rating.AMBER,
)


def prose(ordinal: int, text: str) -> Passage:
    return Passage(ordinal, PassageKind.PROSE, text, (), 1, 1)


def paper(sha256: str = FIRST, *passages: Passage) -> PreparedPaper:
    return PreparedPaper(
        sha256=sha256,
        facts=FACTS,
        pages=(Page(1, (), "i"), Page(2, BLOCKS)),
        passages=passages or (prose(0, "The grant was agreed."), ROW),
        acronyms=(("RJ", "Restorative Justice"),),
        notes=("Page 3 holds no text.",),
    )


def state(path: str, document_id: str | None = FIRST[:16], outcome: Outcome = Outcome.READ) -> FileState:
    return FileState(path, 10, 20, "1", document_id, outcome, "")


def write(store: Store, prepared: PreparedPaper, path: str = "/papers/a.pdf") -> None:
    missing = store.missing_vectors(prepared.passages)
    rows, signs = StandInEncoder().encode_passages(list(missing.values()))
    vectors, tokens = dict(zip(missing, rows, strict=True)), dict(zip(missing, signs, strict=True))
    file = state(path, prepared.sha256[:16])
    store.write_paper(prepared, file, vectors, model=MODEL, reading="1", tokens=tokens)


def count(store: Store, table: str) -> int:
    return int(store.db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


TABLES = ("documents", "files", "pages", "passages", "vectors", "acronyms", "passage_words")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "data", create=True)
    yield opened
    opened.close()


# What is written is read


def test_a_paper_is_read_as_it_was_written(store: Store) -> None:
    write(store, paper())
    (document,) = store.documents()
    assert document == store.document("a" * 16)
    assert (document.sha256, document.facts, document.notes) == (FIRST, FACTS, ("Page 3 holds no text.",))
    assert (document.pages, document.passages, document.paths, document.name) == (
        2,
        2,
        ("/papers/a.pdf",),
        "a",
    )
    assert store.page(document.id, 1) == Page(1, (), "i")
    assert store.page(document.id, 2) == Page(2, BLOCKS)
    assert [stored.passage for stored in store.passages_of(document.id)] == [
        prose(0, "The grant was agreed."),
        ROW,
    ]
    assert store.acronyms() == {"RJ": ["Restorative Justice"]}
    assert store.files() == {"/papers/a.pdf": state("/papers/a.pdf")}
    assert store.problems() == []


AGENDA = Part(0, "Agenda", DocumentKind.AGENDA, 1, 1)
LAND = Part(1, "Sale of land", DocumentKind.REPORT, 2, 2, "12", "Director", date(2024, 6, 1), Marking.EXEMPT)


def pack(sha256: str = FIRST) -> PreparedPaper:
    """A pack with a public agenda and a closed report."""
    passages = (replace(prose(0, "Sale of land."), part=0), replace(ROW, part=1, confidence=0.93))
    return replace(paper(sha256, *passages), parts=(AGENDA, LAND))


def test_a_pack_is_read_as_it_was_written(store: Store) -> None:
    write(store, pack())
    write(store, paper(SECOND), "/papers/b.pdf")
    assert store.parts(FIRST[:16]) == (AGENDA, LAND)
    assert store.parts(SECOND[:16]) == ()
    assert store.all_parts() == {FIRST[:16]: (AGENDA, LAND)}
    first, second = store.passages_of(FIRST[:16])
    assert (first.part, second.part, second.passage.confidence) == (AGENDA, LAND, 0.93)
    assert store.passages_of(SECOND[:16])[0].part is None
    assert store.problems() == []


def test_the_marking_of_a_paper_is_read_as_it_was_written(store: Store) -> None:
    facts = replace(FACTS, marking=Marking.RESTRICTED)
    write(store, replace(paper(), facts=facts))
    assert store.documents()[0].facts == facts


def test_the_index_of_words_knows_nothing_of_what_is_withheld(store: Store) -> None:
    write(store, pack())
    write(store, replace(paper(SECOND), facts=replace(FACTS, marking=Marking.CONFIDENTIAL)), "/papers/b.pdf")
    assert store.db.execute("SELECT text FROM passage_words").fetchall() == [("Sale of land.",)]
    assert store.withheld_in_parts() == {FIRST[:16]: 1}
    assert store.problems() == []


def test_a_passage_is_found_by_the_title_and_author_of_its_part(store: Store) -> None:
    write(store, replace(pack(), parts=(AGENDA, replace(LAND, marking=Marking.PUBLIC))))
    found = store.db.execute("SELECT rowid FROM passage_words WHERE passage_words MATCH 'title: director'")
    assert found.fetchall() == [(store.all_passages()[1].key,)]


def test_passages_are_found_by_key_and_by_public_id(store: Store) -> None:
    write(store, paper())
    first, second = store.all_passages()
    assert store.passages([second.key, 999, first.key]) == [second, first]
    assert second.id == f"{'a' * 16}-1"
    assert store.passage(second.id) == second


def test_passages_that_were_read_before_are_read_again_once_they_have_changed(store: Store) -> None:
    write(store, paper())
    first, second = store.all_passages()
    assert store.passages([first.key])[0] is store.passages([second.key, first.key])[1]
    store.remove(first.document_id)
    assert store.passages([first.key, second.key]) == []


def test_vectors_are_read_as_they_were_written(store: Store) -> None:
    write(store, paper())
    keys, vectors = store.vectors()
    assert keys.tolist() == [stored.key for stored in store.all_passages()]
    expected = StandInEncoder().encode([embedded_text(stored.passage) for stored in store.all_passages()])
    assert np.array_equal(vectors, expected)
    assert (store.model, store.dimension) == (MODEL, 64)


def test_what_is_embedded_is_the_two_nearest_headings_the_context_and_the_words() -> None:
    deep = replace(ROW, heading=("Strategy", "Decision", "Actions"))
    assert embedded_text(deep) == "Decision – Actions – amber rating\nAction: Clinic"
    assert embedded_text(prose(0, "It was agreed.")) == "It was agreed."


@pytest.mark.parametrize("public_id", ["", "nothing", f"{'a' * 16}-2", f"{'a' * 16}-x", f"{'b' * 16}-0"])
def test_a_passage_that_is_not_there_is_not_in_the_store(store: Store, public_id: str) -> None:
    write(store, paper())
    with pytest.raises(NotInStore, match="no passage"):
        store.passage(public_id)


def test_a_document_or_page_that_is_not_there_is_not_in_the_store(store: Store) -> None:
    write(store, paper())
    with pytest.raises(NotInStore, match="no paper with the id “c”"):
        store.document("c")
    with pytest.raises(NotInStore, match="no paper with the id “c”"):
        store.page("c", 1)
    with pytest.raises(NotInStore, match="no page 3"):
        store.page("a" * 16, 3)


# One transaction


@pytest.mark.parametrize(
    "broken",
    [
        paper(FIRST, prose(0, "The grant was agreed."), prose(0, "Twice the same ordinal.")),
        replace(paper(), pages=(Page(1, ()), Page(1, ()))),
        replace(paper(), facts=replace(FACTS, title="\udcff")),
    ],
    ids=["passage", "page", "text"],
)
def test_a_failure_in_the_middle_of_a_paper_leaves_nothing_of_it(store: Store, broken: PreparedPaper) -> None:
    with pytest.raises((StoreUnusable, UnicodeEncodeError)):
        write(store, broken)
    assert {table: count(store, table) for table in TABLES} == dict.fromkeys(TABLES, 0)
    assert (store.revision, store.model) == (0, None)
    write(store, paper())
    assert store.problems() == []


def test_a_failure_leaves_what_the_file_held_before(store: Store) -> None:
    write(store, paper())
    with pytest.raises(StoreUnusable):
        write(store, paper(SECOND, prose(0, "New."), prose(0, "Twice the same ordinal.")))
    assert [document.id for document in store.documents()] == ["a" * 16]
    assert count(store, "passage_words") == 2


def test_every_change_moves_the_revision_on_by_one(store: Store) -> None:
    assert store.revision == 0
    write(store, paper())
    assert store.revision == 1
    store.write_file(state("/papers/bad.pdf", None, Outcome.REFUSED))
    assert store.revision == 2
    store.remove("a" * 16)
    assert store.revision == 3
    store.forget_files(["/papers/bad.pdf"])
    assert store.revision == 4


def test_touching_a_file_does_not_move_the_revision(store: Store) -> None:
    write(store, paper())
    store.touch_file(replace(state("/papers/a.pdf"), modified_ns=99))
    assert store.revision == 1
    assert store.files()["/papers/a.pdf"].modified_ns == 99


def test_a_reader_sees_one_revision_while_another_writes(store: Store) -> None:
    reader = Store(store.folder)
    with reader.reading():
        assert reader.revision == 0
        write(store, paper())
        assert (reader.revision, reader.documents()) == (0, [])
    assert reader.revision == 1
    assert len(reader.documents()) == 1
    reader.close()


def test_two_writers_at_once_are_told(store: Store) -> None:
    other = Store(store.folder)
    other.db.execute("PRAGMA busy_timeout = 1")
    with store.writing(), pytest.raises(StoreBusy, match="Another process is writing") as caught:
        write(other, paper())
    assert "try again" in caught.value.hint
    other.close()


# What goes


def test_removing_a_paper_takes_everything_with_it(store: Store) -> None:
    write(store, paper())
    write(store, paper(SECOND, prose(0, "Another paper.")), "/papers/b.pdf")
    store.remove("a" * 16)
    store.prune()
    assert [document.id for document in store.documents()] == ["b" * 16]
    # The other paper: a document with two pages, a passage and its vector, and an acronym.
    assert {table: count(store, table) for table in TABLES} == {
        "documents": 1, "files": 2, "pages": 2, "passages": 1, "vectors": 1, "acronyms": 1,
        "passage_words": 1,
    }  # fmt: skip
    assert store.files()["/papers/a.pdf"].document_id is None
    matches = "SELECT count(*) FROM passage_words WHERE passage_words MATCH ?"
    assert store.db.execute(matches, ("grant AND agreed",)).fetchone() == (0,)
    assert store.db.execute(matches, ("another",)).fetchone() == (1,)
    assert store.problems() == []


def test_forgetting_a_file_removes_the_paper_that_only_it_held(store: Store) -> None:
    write(store, paper())
    store.forget_files(["/papers/a.pdf"])
    assert (store.documents(), store.files()) == ([], {})


def test_a_paper_that_two_files_hold_stays_until_both_are_gone(store: Store) -> None:
    write(store, paper())
    store.write_file(state("/papers/copy.pdf"))
    assert store.documents()[0].paths == ("/papers/a.pdf", "/papers/copy.pdf")
    store.forget_files(["/papers/a.pdf"])
    assert store.documents()[0].paths == ("/papers/copy.pdf",)
    store.forget_files(["/papers/copy.pdf"])
    assert store.documents() == []


def test_a_file_that_holds_another_paper_lets_go_of_the_first(store: Store) -> None:
    write(store, paper())
    write(store, paper(SECOND, prose(0, "The new version.")))
    assert [(d.id, d.paths) for d in store.documents()] == [("b" * 16, ("/papers/a.pdf",))]


def test_a_file_that_cannot_be_read_any_more_lets_go_of_its_paper(store: Store) -> None:
    write(store, paper())
    store.write_file(state("/papers/a.pdf", None, Outcome.REFUSED))
    assert store.documents() == []


def test_a_paper_written_again_keeps_its_files(store: Store) -> None:
    write(store, paper())
    store.write_file(state("/papers/copy.pdf"))
    write(store, paper(FIRST, prose(0, "Read better.")))
    (document,) = store.documents()
    assert (document.paths, document.passages) == (("/papers/a.pdf", "/papers/copy.pdf"), 1)
    assert count(store, "passage_words") == 1


# Vectors


def test_a_text_is_embedded_once_in_whatever_paper_it_stands(store: Store) -> None:
    write(store, paper())
    again = paper(SECOND, prose(0, "The grant was agreed."), prose(1, "It was paid."))
    assert store.missing_vectors(again.passages) == {vector_hash("It was paid."): "It was paid."}
    write(store, again, "/papers/b.pdf")
    assert (count(store, "passages"), count(store, "vectors")) == (4, 3)
    store.remove("a" * 16)
    store.prune()
    assert count(store, "vectors") == 2
    assert store.problems() == []


def test_more_passages_than_a_query_takes_variables(store: Store) -> None:
    many = tuple(prose(n, f"Passage {n}.") for n in range(1200))
    assert len(store.missing_vectors(many)) == 1200
    write(store, paper(FIRST, *many))
    assert store.missing_vectors(many) == {}
    keys = [stored.key for stored in store.all_passages()]
    assert [stored.passage for stored in store.passages(keys)] == list(many)


def test_words_are_kept_with_their_vectors_and_no_more_are_due(store: Store) -> None:
    assert not store.words_due
    write(store, paper())
    assert store.words_due
    store.write_words(["prison", "jail"], StandInEncoder().encode(["prison", "jail"]))
    words, vectors = store.words()
    assert words == ["jail", "prison"]
    assert np.array_equal(vectors, StandInEncoder().encode(["jail", "prison"]))
    assert not store.words_due


def test_vectors_of_another_model_are_refused(store: Store) -> None:
    store.check_model("other/float32")
    write(store, paper())
    store.check_model(MODEL)
    with pytest.raises(
        ModelMismatch, match="made with the model stand-in/float32, not other/float32"
    ) as caught:
        store.check_model("other/float32")
    assert caught.value.hint == "Use stand-in (AGREED_MODEL), or ingest into another folder (--data)."
    with pytest.raises(ModelMismatch):
        store.write_paper(
            paper(SECOND, prose(0, "New.")), state("/b", SECOND[:16]),
            {vector_hash("New."): np.ones(64, np.float32)}, model="other/float32", reading="1",
        )  # fmt: skip
    assert len(store.documents()) == 1


def test_vectors_of_another_length_are_refused(store: Store) -> None:
    write(store, paper())
    with pytest.raises(ModelMismatch, match="vectors of length 64, not 3"):
        store.write_paper(
            paper(SECOND, prose(0, "New.")), state("/b", SECOND[:16]),
            {vector_hash("New."): np.ones(3, np.float32)}, model=MODEL, reading="1",
        )  # fmt: skip
    assert len(store.documents()) == 1
    assert store.problems() == []


# Opening


def test_a_folder_without_a_store_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match="no store in") as caught:
        Store(tmp_path)
    assert "agreed ingest FOLDER" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_made_in_a_folder_that_is_empty_or_not_there(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "deep" / "data"):
        made = Store(folder, create=True)
        assert (made.revision, made.model, made.dimension, made.documents()) == (0, None, 0, [])
        assert made.vectors()[1].shape == (0, 0)
        assert made.problems() == []
        made.close()


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(StoreUnusable, match="cannot be created"):
        Store(tmp_path / "data", create=True)


def test_a_store_opens_again_with_what_it_holds(store: Store) -> None:
    write(store, paper())
    store.close()
    again = Store(store.folder)
    assert (again.revision, len(again.documents())) == (1, 1)
    again.close()


def test_a_store_of_version_0_takes_every_step_and_no_step_twice(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / FILE_NAME).close()
    for _ in range(2):
        opened = Store(tmp_path)
        assert opened.db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert {row[0] for row in opened.db.execute("SELECT name FROM sqlite_schema")} >= {"meta", *TABLES}
        opened.close()


def test_the_passages_of_an_older_store_are_found_by_their_words_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.store.MIGRATIONS", MIGRATIONS[:1])
    old = Store(tmp_path, create=True)
    old.db.execute("INSERT INTO passage_words (rowid, text, heading, title) VALUES (7, 'the hostel', '', '')")
    old.close()
    monkeypatch.undo()
    opened = Store(tmp_path)
    found = opened.db.execute("SELECT rowid FROM passage_words WHERE passage_words MATCH 'hostels'")
    assert found.fetchall() == [(7,)]
    opened.close()


def test_the_sign_of_a_footnote_is_no_part_of_a_word(store: Store) -> None:
    write(store, paper(FIRST, prose(0, "It used the calculator⁷ to set the precept.")))
    found = store.db.execute("SELECT count(*) FROM passage_words WHERE passage_words MATCH 'calculator'")
    assert found.fetchone() == (1,)


def test_a_step_that_fails_leaves_the_store_at_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store(tmp_path, create=True).close()

    def fails(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half (x INTEGER)")
        db.execute("SELECT * FROM nowhere")

    monkeypatch.setattr("ingest.store.MIGRATIONS", (*MIGRATIONS, fails))
    with pytest.raises(StoreUnusable, match="nowhere"):
        Store(tmp_path)
    monkeypatch.undo()
    opened = Store(tmp_path)
    assert opened.db.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    opened.close()


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.close()
    with pytest.raises(StoreNewer, match="later version of Agreed"):
        Store(tmp_path)


@pytest.mark.parametrize("content", [b"This is no database. " * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    for create in (False, True):
        with pytest.raises(StoreUnusable, match=r"agreed\.sqlite3") as caught:
            Store(tmp_path, create=create)
        assert caught.value.hint
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_a_damaged_store_is_told_and_not_believed(store: Store) -> None:
    write(store, paper(FIRST, *(prose(n, f"Passage {n} " + "word " * 60) for n in range(200))))
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    data = bytearray(store.path.read_bytes())
    data[4096 * 4 :] = b"\xaa" * (len(data) - 4096 * 4)
    store.path.write_bytes(data)
    with pytest.raises(StoreUnusable, match="damaged"):
        Store(store.folder).all_passages()


# Whether it is whole


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("DELETE FROM vectors WHERE hash = (SELECT min(hash) FROM vectors)", "a passage without a vector"),
        ("DELETE FROM passage_words WHERE rowid = 1", "2 passages but 1 entries in the word index"),
        ("DELETE FROM documents", "broken link in passages"),
    ],
)
def test_what_is_not_whole_is_told(store: Store, harm: str, problem: str) -> None:
    write(store, paper())
    assert store.problems() == []
    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute(harm)
    assert problem in store.problems()
