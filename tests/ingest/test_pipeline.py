"""One ingest after another: what becomes of each file, and what the store holds then."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter

from ingest import pipeline, reading_pool
from ingest.errors import ModelMismatch, Outcome, PathNotFound, StoreUnusable
from ingest.pipeline import ingest
from ingest.readers.limits import ReadingProcess
from ingest.report import FileReport, IngestReport, Progress
from ingest.store import Store
from ingest.vocabulary import vocabulary
from tests.support.papers import MINUTES, locked_paper, pdf_paper, text_paper
from tests.support.stand_in_encoder import StandInEncoder

OTHER = MINUTES.replace("Sedgeford", "Fenmouth").replace("£42,000", "£17,000")


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def encoder() -> StandInEncoder:
    return StandInEncoder()


@pytest.fixture
def run(papers: Path, data: Path, encoder: StandInEncoder) -> Callable[..., IngestReport]:
    return lambda *paths: ingest(paths or [papers], data, encoder=encoder)


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    """The store as a server has it: opened before the ingests."""
    opened = Store(data, create=True)
    yield opened
    opened.close()


Run = Callable[..., IngestReport]


def outcomes(report: IngestReport) -> dict[str, Outcome]:
    return {Path(file.path).name: file.outcome for file in report.files}


def only(report: IngestReport) -> FileReport:
    (file,) = report.files
    return file


# What becomes of a file


def test_a_new_paper_is_read(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "minutes.txt")
    file = only(run())
    assert (file.path, file.outcome, file.reason) == (str(papers / "minutes.txt"), Outcome.READ, "")
    assert (file.pages, file.passages) == (1, len(store.all_passages()))
    assert any("£42,000" in stored.passage.text for stored in store.all_passages())
    assert store.problems() == []


def test_pdfs_and_texts_are_read_in_one_ingest(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "minutes.md")
    pdf_paper(papers, "decision.pdf")
    assert outcomes(run()) == {"decision.pdf": Outcome.READ, "minutes.md": Outcome.READ}
    assert {document.name for document in store.documents()} == {"minutes", "decision"}


def test_a_second_run_reads_nothing_and_encodes_nothing(
    run: Run, papers: Path, store: Store, encoder: StandInEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_paper(papers, "a.txt")
    text_paper(papers, "empty.txt", "")
    first = run()
    assert (first.encoded, len(encoder.texts)) == (
        len(store.all_passages()),
        first.encoded + len(store.words()[0]),
    )
    encoder.texts.clear()
    monkeypatch.setattr(reading_pool, "digest_of", lambda path: pytest.fail(f"{path} was opened"))
    revision = store.revision
    second = run()
    assert outcomes(second) == {"a.txt": Outcome.UNCHANGED, "empty.txt": Outcome.EMPTY}
    assert (second.encoded, encoder.texts) == (0, [])
    assert store.revision == revision
    assert [file.reason for file in second.files] == [file.reason for file in first.files]


def test_a_touched_file_is_unchanged(run: Run, papers: Path, encoder: StandInEncoder, store: Store) -> None:
    path = text_paper(papers, "a.txt")
    run()
    encoder.texts.clear()
    revision = store.revision
    os.utime(path, (1, 1))
    assert only(run()).outcome is Outcome.UNCHANGED
    assert (encoder.texts, store.revision) == ([], revision)
    assert store.files()[str(path)].modified_ns == 10**9


def test_a_changed_file_answers_with_its_new_words_only(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "a.txt")
    run()
    text_paper(papers, "a.txt", OTHER)
    assert only(run()).outcome is Outcome.CHANGED
    text = " ".join(stored.passage.text for stored in store.all_passages())
    assert ("Fenmouth" in text, "Sedgeford" in text) == (True, False)
    assert len(store.documents()) == 1


def test_only_passages_that_are_new_are_encoded(run: Run, papers: Path, store: Store) -> None:
    common = "# Housing\n\nTen homes are let to women who leave prison.\n\n# Health\n\n"
    text_paper(papers, "a.txt", f"{common}A clinic opens.\n")
    assert run().encoded == 2
    text_paper(papers, "b.txt", f"{common}No clinic opens.\n")
    assert run().encoded == 1
    assert len(store.all_passages()) == 4


def test_a_removed_file_stops_answering(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "a.txt")
    text_paper(papers, "b.txt", OTHER)
    run()
    (papers / "a.txt").unlink()
    assert outcomes(run()) == {"b.txt": Outcome.UNCHANGED, "a.txt": Outcome.REMOVED}
    assert [document.name for document in store.documents()] == ["b"]
    assert outcomes(run()) == {"b.txt": Outcome.UNCHANGED}
    assert store.problems() == []


def test_a_file_outside_what_was_asked_for_is_not_removed(run: Run, papers: Path, store: Store) -> None:
    kept = text_paper(papers, "one/a.txt")
    text_paper(papers, "one-more/b.txt", OTHER)
    run()
    kept.unlink()
    assert outcomes(run(papers / "one-more")) == {"b.txt": Outcome.UNCHANGED}
    assert len(store.documents()) == 2
    assert outcomes(run(papers / "one")) == {"a.txt": Outcome.REMOVED}


def test_a_moved_file_is_told_and_neither_read_nor_encoded(
    run: Run, papers: Path, store: Store, encoder: StandInEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_paper(papers, "a.txt")
    run()
    encoder.texts.clear()
    path.rename(papers / "b.txt")
    monkeypatch.setattr(ReadingProcess, "read", lambda self, path: pytest.fail(f"{path} was read"))
    file = only(run())
    assert (Path(file.path).name, file.outcome) == ("b.txt", Outcome.UNCHANGED)
    assert (file.reason, file.passages) == (f"Moved from {path}.", len(store.all_passages()))
    assert [document.paths for document in store.documents()] == [(str(papers / "b.txt"),)]
    assert (encoder.texts, list(store.files())) == ([], [str(papers / "b.txt")])
    assert [(file.outcome, file.reason) for file in run().files] == [(Outcome.UNCHANGED, "")]


def test_a_moved_file_that_takes_the_place_of_another_is_a_change(
    run: Run, papers: Path, store: Store
) -> None:
    moved, replaced = text_paper(papers, "a.txt"), text_paper(papers, "b.txt", OTHER)
    run()
    moved.replace(replaced)
    file = only(run())
    assert (file.path, file.outcome) == (str(replaced), Outcome.CHANGED)
    assert file.reason == f"Moved from {moved}."
    assert [document.paths for document in store.documents()] == [(str(replaced),)]


def test_files_that_change_places_keep_their_papers(run: Run, papers: Path, store: Store) -> None:
    first, second = text_paper(papers, "a.txt"), text_paper(papers, "b.txt", OTHER)
    run()
    before = {document.id: document.paths for document in store.documents()}
    aside = papers.parent / "aside"
    first.rename(aside)
    second.rename(first)
    aside.rename(second)
    assert outcomes(run()) == {"a.txt": Outcome.CHANGED, "b.txt": Outcome.CHANGED}
    after = {document.id: document.paths for document in store.documents()}
    assert after.keys() == before.keys()
    assert sorted(after.values()) == sorted(before.values())
    assert after != before
    assert store.problems() == []


def test_two_papers_of_one_name_are_two_documents(run: Run, papers: Path, store: Store) -> None:
    first = text_paper(papers, "2023/minutes.txt")
    second = text_paper(papers, "2024/minutes.txt", OTHER)
    assert [file.outcome for file in run().files] == [Outcome.READ, Outcome.READ]
    assert sorted(document.paths for document in store.documents()) == [(str(first),), (str(second),)]
    first.unlink()
    run()
    assert [document.paths for document in store.documents()] == [(str(second),)]


def test_files_left_by_a_program_that_has_a_paper_open_are_passed_over(run: Run, papers: Path) -> None:
    text_paper(papers, "minutes.txt")
    for name in ("~$minutes.docx", "~$nutes.txt", ".~lock.minutes.docx#"):
        text_paper(papers, name, "owner")
    assert outcomes(run()) == {"minutes.txt": Outcome.READ}


def test_a_copy_is_the_same_document(run: Run, papers: Path, store: Store) -> None:
    first = text_paper(papers, "a.txt")
    copy = papers / "pack" / "copy.txt"
    copy.parent.mkdir()
    shutil.copy(first, copy)
    report = run()
    assert outcomes(report) == {"a.txt": Outcome.READ, "copy.txt": Outcome.READ}
    assert report.files[1].reason == f"Same content as {first}."
    (document,) = store.documents()
    assert document.paths == (str(first), str(copy))
    first.unlink()
    run()
    assert [document.paths for document in store.documents()] == [(str(copy),)]
    assert store.all_passages() != []


def test_a_paper_removed_by_hand_comes_back_when_it_is_asked_for(
    run: Run, papers: Path, store: Store
) -> None:
    text_paper(papers, "a.txt")
    run()
    store.remove(store.documents()[0].id)
    assert only(run()).outcome is Outcome.READ
    assert len(store.documents()) == 1


def test_papers_are_read_anew_when_our_reading_has_changed(
    run: Run, papers: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    text_paper(papers, "a.txt")
    text_paper(papers, "empty.txt", "")
    run()
    monkeypatch.setattr(pipeline, "READING", "later")
    assert outcomes(run()) == {"a.txt": Outcome.CHANGED, "empty.txt": Outcome.EMPTY}
    assert store.has_document(store.documents()[0].id, "later")
    assert outcomes(run())["a.txt"] is Outcome.UNCHANGED


def test_a_file_that_is_mended_is_read(run: Run, papers: Path) -> None:
    text_paper(papers, "a.txt", "")
    assert only(run()).outcome is Outcome.EMPTY
    text_paper(papers, "a.txt")
    assert only(run()).outcome is Outcome.READ


def test_a_paper_that_is_spoilt_stops_answering(run: Run, papers: Path, store: Store) -> None:
    path = text_paper(papers, "a.txt")
    run()
    path.write_bytes(b"%PDF-1.7")
    assert only(run()).outcome is Outcome.REFUSED
    assert store.documents() == []


def test_a_file_that_cannot_be_opened_now_keeps_its_paper_and_is_tried_again(
    run: Run, papers: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = text_paper(papers, "a.txt")
    run()
    os.utime(path, (1, 1))
    with monkeypatch.context() as patched:
        really = Path.open

        def shut(self: Path, *rest: Any, **more: Any) -> Any:
            if self == path:
                raise PermissionError(13, "Permission denied")
            return really(self, *rest, **more)

        patched.setattr(Path, "open", shut)
        file = only(run())
    assert file.outcome is Outcome.REFUSED
    assert file.reason == "a.txt: the file cannot be opened (Permission denied). Check that you may read it."
    assert len(store.documents()) == 1
    assert only(run()).outcome is Outcome.UNCHANGED


# Bad input


def no_pages(path: Path) -> None:
    PdfWriter().write(path)


def truncated(path: Path) -> None:
    data = pdf_paper(path.parent, path.name).read_bytes()
    path.write_bytes(data[: len(data) // 2])


BAD: list[tuple[str, Callable[[Path], object], Outcome, str, str]] = [
    ("empty.txt", lambda p: p.touch(), Outcome.EMPTY, "the file is empty", "saved and copied whole"),
    ("empty.pdf", lambda p: p.touch(), Outcome.REFUSED, "is empty", ""),
    ("text.pdf", lambda p: p.write_text("Minutes of 3 May."), Outcome.REFUSED, "plain text", ""),
    ("cut.pdf", truncated, Outcome.REFUSED, "damaged", ""),
    ("locked.pdf", lambda p: locked_paper(p.parent, p.name), Outcome.PASSWORD, "password", ""),
    ("none.pdf", no_pages, Outcome.REFUSED, "damaged", ""),
    (
        "nul.txt",
        lambda p: p.write_bytes(bytes(100)),
        Outcome.EMPTY,
        "the file is empty",
        "saved and copied whole",
    ),
    (
        "binary.txt",
        lambda p: p.write_bytes(b"\x01\x00\x00" * 99),
        Outcome.REFUSED,
        "binary data",
        "Save the paper as",
    ),
    (
        "paper.docx",
        lambda p: p.write_bytes(b"PK\x03\x04"),
        Outcome.REFUSED,
        "damaged",
        "Fetch it again",
    ),
    ("dots.txt", lambda p: p.write_text("… — • …\n\n***\n"), Outcome.REFUSED, "no words", "Open it"),
]


@pytest.mark.parametrize(("name", "make", "outcome", "message", "hint"), BAD, ids=[bad[0] for bad in BAD])
def test_a_bad_file_is_named_with_the_reason_and_what_to_do(
    run: Run,
    papers: Path,
    store: Store,
    name: str,
    make: Callable[[Path], object],
    outcome: Outcome,
    message: str,
    hint: str,
) -> None:
    make(papers / name)
    file = only(run())
    assert file.outcome is outcome
    assert name in file.reason
    assert message in file.reason
    assert hint in file.reason
    assert file.reason.count(". ") >= 1  # the message, and the hint after it
    assert (store.documents(), store.files()[str(papers / name)].reason) == ([], file.reason)
    again = only(run())
    assert (again.outcome, again.reason) == (outcome, file.reason)


def test_bad_files_do_not_stop_the_good_ones(run: Run, papers: Path, store: Store) -> None:
    for name, make, *_ in BAD:
        make(papers / name)
    text_paper(papers, "a.txt")
    text_paper(papers, "z.txt", OTHER)
    report = run()
    assert {
        name: outcome for name, outcome in outcomes(report).items() if name not in {"a.txt", "z.txt"}
    } == {name: outcome for name, _, outcome, *_ in BAD}
    assert [document.name for document in store.documents()] == ["a", "z"]
    assert (report.count(Outcome.READ), report.count(Outcome.REFUSED), report.count(Outcome.EMPTY)) == (
        2,
        7,
        2,
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "latin-1"])
def test_text_in_other_encodings_is_read(run: Run, papers: Path, store: Store, encoding: str) -> None:
    (papers / "a.txt").write_bytes(MINUTES.encode(encoding))
    assert only(run()).outcome is Outcome.READ
    assert any("grant of £42,000" in stored.passage.text for stored in store.all_passages())


def test_a_few_nul_bytes_in_a_text_are_passed_over(run: Run, papers: Path, store: Store) -> None:
    (papers / "a.txt").write_bytes(MINUTES.replace("grant", "gr\x00ant").encode())
    assert only(run()).outcome is Outcome.READ
    assert any("the grant of" in stored.passage.text for stored in store.all_passages())


def test_a_folder_that_does_not_exist_is_told_before_anything_is_read(
    papers: Path, data: Path, run: Run
) -> None:
    text_paper(papers, "a.txt")
    with pytest.raises(PathNotFound, match=r"no file or folder .*nowhere") as caught:
        run(papers, papers / "nowhere")
    assert caught.value.hint == "Check the spelling and where you are."
    assert not data.exists()


def test_a_path_that_cannot_even_be_looked_at_is_told(run: Run, data: Path) -> None:
    with pytest.raises(PathNotFound, match="cannot be looked at: File name too long"):
        run(Path("x" * 5000))
    assert not data.exists()


def test_a_pipe_is_refused_and_not_waited_for(run: Run, papers: Path, store: Store) -> None:
    os.mkfifo(papers / "pipe.txt")
    text_paper(papers, "z.txt")
    report = run()
    assert outcomes(report) == {"pipe.txt": Outcome.REFUSED, "z.txt": Outcome.READ}
    assert "pipe.txt is not a file" in report.files[0].reason


def test_another_model_is_refused_before_anything_is_read(
    run: Run, papers: Path, data: Path, store: Store
) -> None:
    text_paper(papers, "a.txt")
    run()
    text_paper(papers, "b.txt", OTHER)
    other = StandInEncoder("other/float32")
    with pytest.raises(ModelMismatch, match="stand-in/float32, not other/float32"):
        ingest([papers], data, encoder=other)
    assert (other.texts, len(store.documents())) == ([], 1)


def test_a_damaged_store_is_refused(papers: Path, data: Path, run: Run) -> None:
    text_paper(papers, "a.txt")
    data.mkdir()
    (data / "agreed.sqlite3").write_bytes(b"no store" * 1000)
    with pytest.raises(StoreUnusable, match="not a store"):
        run()


# Which files


def test_hidden_files_and_what_are_no_papers_are_passed_over(run: Run, papers: Path) -> None:
    for name in (
        ".hidden.txt",
        ".git/a.txt",
        "sub/.cache/b.txt",
        "picture.png",
        "code.py",
        "noending",
        "data.json",
    ):
        text_paper(papers, name)
    text_paper(papers, "sub/a.txt")
    assert outcomes(run()) == {"a.txt": Outcome.READ}


def test_a_file_that_is_named_is_taken_whatever_its_name(run: Run, papers: Path) -> None:
    hidden = text_paper(papers, ".hidden.txt")
    picture = text_paper(papers, "picture.png", "not a picture")
    assert outcomes(run(hidden, picture)) == {".hidden.txt": Outcome.READ, "picture.png": Outcome.REFUSED}


def test_a_file_named_twice_is_one(run: Run, papers: Path) -> None:
    path = text_paper(papers, "a.txt")
    assert outcomes(run(path, papers, papers / "." / "a.txt")) == {"a.txt": Outcome.READ}


def test_a_broken_link_is_passed_over(run: Run, papers: Path) -> None:
    (papers / "link.txt").symlink_to(papers / "nowhere.txt")
    assert run().files == ()


@pytest.mark.parametrize(
    "name", ["two\nlines.txt", "😀.txt", "-rf.txt", "a b (1)'\";.txt", "[red].txt", "%s.txt"]
)
def test_odd_file_names_are_kept_as_they_are(run: Run, papers: Path, store: Store, name: str) -> None:
    text_paper(papers, name)
    assert only(run()).path == str(papers / name)
    assert store.documents()[0].paths == (str(papers / name),)
    assert only(run()).outcome is Outcome.UNCHANGED


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
@pytest.mark.parametrize(("content", "outcome"), [(b"The Panel met.", Outcome.READ), (b"", Outcome.EMPTY)])
def test_a_file_name_that_is_not_utf_8_is_spelt_out(
    run: Run, papers: Path, store: Store, content: bytes, outcome: Outcome
) -> None:
    Path(os.fsdecode(os.fsencode(papers) + b"/caf\xe9.txt")).write_bytes(content)
    file = only(run())
    assert (file.path, file.outcome) == (f"{papers}/caf\\xe9.txt", outcome)
    if outcome is Outcome.READ:
        assert store.documents()[0].facts.title == "Caf\\xe9"
    else:
        assert file.reason.startswith("caf\\xe9.txt: ")
    assert only(run()).outcome is (Outcome.UNCHANGED if outcome is Outcome.READ else outcome)


# Around it


def test_a_running_reader_sees_the_new_revision(run: Run, papers: Path, store: Store) -> None:
    before = store.revision
    text_paper(papers, "a.txt")
    run()
    after = store.revision
    assert after > before
    assert [document.name for document in store.documents()] == ["a"]
    run()
    assert store.revision == after


def test_the_words_of_the_papers_are_learnt(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "a.txt", "The Panel agreed ten homes (for £42,000) in Fenmouth.\n")
    run()
    assert store.words()[0] == ["agreed", "fenmouth", "homes", "panel"]


def test_words_that_a_killed_ingest_left_unlearnt_are_learnt_by_the_next(
    papers: Path, data: Path, run: Run, store: Store
) -> None:
    text_paper(papers, "a.txt", "The Panel agreed.\n")

    class StoppedError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.step == "learning words":
            raise StoppedError

    with pytest.raises(StoppedError):
        ingest([papers], data, encoder=StandInEncoder(), on_progress=stop)
    assert (len(store.documents()), store.words()[0]) == (1, [])
    assert only(run()).outcome is Outcome.UNCHANGED
    assert store.words()[0] == ["agreed", "panel"]


def test_vectors_that_no_passage_uses_are_pruned(run: Run, papers: Path, store: Store) -> None:
    text_paper(papers, "a.txt")
    run()
    text_paper(papers, "a.txt", "The Panel agreed.\n")
    run()
    assert store.db.execute("SELECT count(*) FROM vectors").fetchone() == (1,)


def test_progress_tells_every_file_and_ends_with_done(papers: Path, data: Path) -> None:
    text_paper(papers, "a.txt")
    text_paper(papers, "b.txt", "")
    told: list[Progress] = []
    ingest([papers], data, encoder=StandInEncoder(), on_progress=told.append)
    assert [(p.done, p.total, Path(p.path).name, p.step) for p in told] == [
        (0, 2, "a.txt", "reading"),
        (0, 2, "a.txt", "embedding"),
        (0, 2, "a.txt", "writing"),
        (1, 2, "b.txt", "reading"),
        (2, 2, "", "done"),
        (0, 0, "", "learning words"),
    ]


def test_vocabulary_leaves_out_short_words_and_figures() -> None:
    assert vocabulary(["The PANEL’s 2024 plan, no. 17", "plan b"]) == {"panel", "plan"}


def test_papers_are_indexed_when_all_are_written_before_their_words_are_kept(
    papers: Path, data: Path, encoder: StandInEncoder
) -> None:
    text_paper(papers, "a.txt")
    text_paper(papers, "b.txt", OTHER)
    found: list[tuple[int, bool]] = []

    def index(folder: Path) -> None:
        with closing(Store(folder)) as store:
            found.append((len(store.documents()), store.words_due))

    ingest([papers], data, encoder=encoder, index=index)
    ingest([papers], data, encoder=encoder, index=index)
    assert found == [(2, True), (2, False)]
