"""Scanned pages in an ingest: text first, pictures afterwards, and nothing silently empty."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.documents import Page
from ingest.errors import ModelUnavailable, Outcome, PaperRefused
from ingest.pipeline import ingest
from ingest.report import FileReport, IngestReport, Progress, Step
from ingest.store import Store
from tests.support.papers import text_paper
from tests.support.scans import PICTURE, StandInPageReader, scan_paper
from tests.support.stand_in_encoder import StandInEncoder

TEXT = "The Commissioner agreed the grant of £42,000."

NO_TEXT = "It holds no text of its own."


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    return tmp_path / "papers"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = Store(data, create=True)
    yield opened
    opened.close()


Run = Callable[..., IngestReport]


@pytest.fixture
def run(papers: Path, data: Path) -> Run:
    def ingest_with(ocr: StandInPageReader | None, **more: object) -> IngestReport:
        return ingest([papers], data, encoder=StandInEncoder(), ocr=ocr, **more)

    return ingest_with


def words(store: Store) -> str:
    return " ".join(stored.passage.text for stored in store.all_passages())


def told(report: IngestReport) -> list[tuple[str, Outcome, str]]:
    return [(Path(file.path).name, file.outcome, file.reason) for file in report.files]


def only(report: IngestReport) -> FileReport:
    (file,) = report.files
    return file


def test_a_papers_scanned_pages_are_read_and_its_note_says_so(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "pack.pdf", TEXT, PICTURE, PICTURE)
    ocr = StandInPageReader()
    file = only(run(ocr))
    assert (file.outcome, file.reason) == (
        Outcome.READ,
        "Pages 2 and 3 were read by OCR (93 % sure).",
    )
    assert (file.pages, file.passages) == (3, len(store.all_passages()))
    assert "£42,000" in words(store)
    assert "pack page 3 agrees" in words(store)
    (document,) = store.documents()
    assert document.notes == ("Pages 2 and 3 were read by OCR (93 % sure).",)
    assert [store.page(document.id, n).confidence for n in (1, 2, 3)] == [None, 0.93, 0.93]
    assert ocr.asked == [("pack.pdf", 2), ("pack.pdf", 3)]
    assert store.problems() == []


def test_a_paper_that_is_read_whole_is_not_read_again(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "pack.pdf", TEXT, PICTURE)
    run(StandInPageReader())
    revision = store.revision
    for ocr in (StandInPageReader(), None):  # what was read stays when OCR is switched off
        file = only(run(ocr))
        assert (file.outcome, file.reason) == (
            Outcome.UNCHANGED,
            "Page 2 was read by OCR (93 % sure).",
        )
    assert store.revision == revision
    assert "pack page 2" in words(store)


def test_text_comes_before_scanned_pages_and_these_have_a_progress_of_their_own(
    papers: Path, data: Path
) -> None:
    scan_paper(papers, "a.pdf", TEXT, PICTURE)
    text_paper(papers, "b.txt")
    scan_paper(papers, "c.pdf", PICTURE, PICTURE)
    steps: list[tuple[int, int, str, Step, int | None]] = []
    nouns: list[str] = []
    held: list[int] = []

    def tell(progress: Progress) -> None:
        steps.append((progress.done, progress.total, Path(progress.path).name, progress.step, progress.page))
        if progress.noun not in nouns:
            nouns.append(progress.noun)
        if progress.step is Step.SCANS:
            store = Store(data)
            held.append(len(store.documents()))
            store.close()

    report = ingest([papers], data, encoder=StandInEncoder(), ocr=StandInPageReader(), on_progress=tell)
    assert [step for step in steps if step[3] is Step.SCANS] == [
        (0, 3, "a.pdf", Step.SCANS, 2),
        (1, 3, "c.pdf", Step.SCANS, 1),
        (2, 3, "c.pdf", Step.SCANS, 2),
    ]
    assert steps.index((3, 3, "", Step.DONE, None)) < steps.index((0, 3, "a.pdf", Step.SCANS, 2))
    assert nouns == ["files", "scanned pages"]
    # When the first picture is looked at, the text of a.pdf and b.txt answers already; c.pdf has none.
    assert held == [2, 2, 2]
    assert (report.ocr_pages, [file.outcome for file in report.files]) == (
        3,
        [Outcome.READ, Outcome.READ, Outcome.EMPTY],
    )


def test_a_scan_without_any_text_is_read(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "signed.pdf", PICTURE)
    assert told(run(StandInPageReader())) == [
        ("signed.pdf", Outcome.EMPTY, f"{NO_TEXT} Page 1 was read by OCR (93 % sure).")
    ]
    assert "signed page 1" in words(store)
    assert store.words()[0] == ["agrees", "grant", "page", "signed"]


def test_with_ocr_off_a_scan_is_named_as_empty_and_a_mixed_paper_says_what_is_missing(
    run: Run, papers: Path, store: Store
) -> None:
    scan_paper(papers, "mixed.pdf", TEXT, PICTURE)
    scan_paper(papers, "signed.pdf", PICTURE)
    expected = [
        ("mixed.pdf", Outcome.READ, "Page 2 is scanned and not read: OCR is switched off."),
        (
            "signed.pdf",
            Outcome.EMPTY,
            "signed.pdf holds no text: it is a scan, and OCR is switched off."
            " Ingest it without --no-ocr, and without AGREED_OCR=off.",
        ),
    ]
    assert told(run(None)) == expected
    revision = store.revision
    again = [("mixed.pdf", Outcome.UNCHANGED, expected[0][2]), expected[1]]
    assert told(run(None)) == again
    assert (store.revision, len(store.documents())) == (revision, 1)


def test_pages_left_unread_are_read_once_ocr_is_on(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "mixed.pdf", TEXT, PICTURE)
    scan_paper(papers, "signed.pdf", PICTURE)
    run(None)
    ocr = StandInPageReader()
    assert [(name, outcome) for name, outcome, _ in told(run(ocr))] == [
        ("mixed.pdf", Outcome.CHANGED),
        ("signed.pdf", Outcome.EMPTY),
    ]
    assert ocr.asked == [("mixed.pdf", 2), ("signed.pdf", 1)]
    assert "mixed page 2" in words(store)
    assert run(StandInPageReader()).ocr_pages == 0


def test_a_scan_in_which_no_words_are_found_is_empty_and_not_tried_again(
    run: Run, papers: Path, store: Store
) -> None:
    scan_paper(papers, "photo.pdf", PICTURE, PICTURE)
    found_nothing = StandInPageReader(lambda name, page: "")
    file = only(run(found_nothing))
    assert file.outcome is Outcome.EMPTY
    assert file.reason.startswith("photo.pdf holds no text. Pages 1 and 2: OCR found no words. If there are")
    again = StandInPageReader()
    assert only(run(again)).reason == file.reason
    assert (again.asked, store.documents()) == ([], [])


def test_a_page_that_cannot_be_read_does_not_stop_the_others(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "pack.pdf", PICTURE, PICTURE)
    text_paper(papers, "z.txt")

    def read(name: str, page: int) -> str:
        if page == 1:
            raise PaperRefused("It took too long.")
        return "The Panel met."

    assert told(run(StandInPageReader(read)))[0] == (
        "pack.pdf",
        Outcome.EMPTY,
        f"{NO_TEXT} Page 2 was read by OCR (93 % sure). Page 1 could not be read by OCR.",
    )
    assert "The Panel met." in words(store)


class StoppedError(Exception):
    pass


def stop_at(step: Step, page: int) -> Callable[[Progress], None]:
    def tell(progress: Progress) -> None:
        if progress.step is step and progress.page == page:
            raise StoppedError

    return tell


def test_a_run_stopped_before_its_scans_goes_on_with_them(run: Run, papers: Path, store: Store) -> None:
    scan_paper(papers, "a.pdf", PICTURE)
    scan_paper(papers, "b.pdf", TEXT, PICTURE)
    scan_paper(papers, "c.pdf", PICTURE, PICTURE, PICTURE)
    with pytest.raises(StoppedError):
        run(StandInPageReader(), on_progress=stop_at(Step.SCANS, 3))
    assert {document.name for document in store.documents()} == {"a", "b"}
    resumed = StandInPageReader()
    assert [(name, outcome) for name, outcome, _ in told(run(resumed))] == [
        ("a.pdf", Outcome.UNCHANGED),
        ("b.pdf", Outcome.UNCHANGED),
        ("c.pdf", Outcome.EMPTY),
    ]
    assert resumed.asked == [("c.pdf", 1), ("c.pdf", 2), ("c.pdf", 3)]


def test_a_run_stopped_between_its_stages_leaves_the_text_answering(
    run: Run, papers: Path, store: Store
) -> None:
    scan_paper(papers, "b.pdf", TEXT, PICTURE)
    with pytest.raises(StoppedError):
        run(StandInPageReader(), on_progress=stop_at(Step.SCANS, 2))
    assert "£42,000" in words(store)
    assert store.documents()[0].notes == ("Page 2 is scanned and not read yet.",)
    resumed = StandInPageReader()
    run(resumed)
    assert resumed.asked == [("b.pdf", 2)]
    assert store.documents()[0].notes == ("Page 2 was read by OCR (93 % sure).",)


def test_what_ocr_read_before_answers_until_it_is_read_in_a_new_way(
    run: Run, papers: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    scan_paper(papers, "pack.pdf", TEXT, PICTURE)
    run(StandInPageReader())
    monkeypatch.setattr(pipeline, "READING", "later")
    with pytest.raises(StoppedError):
        run(StandInPageReader(), on_progress=stop_at(Step.SCANS, 2))
    assert "pack page 2" in words(store)
    assert only(run(StandInPageReader(lambda name, page: "Read anew."))).outcome is Outcome.CHANGED
    assert "Read anew." in words(store)


def test_without_a_model_the_pages_stay_due_and_the_reason_is_told(
    run: Run, papers: Path, store: Store
) -> None:
    scan_paper(papers, "a.pdf", TEXT, PICTURE)
    scan_paper(papers, "b.pdf", PICTURE)

    class Missing(StandInPageReader):
        def read_page(self, path: Path, number: int) -> Page:
            raise ModelUnavailable("Scanned pages cannot be read.", hint="Install it.")

    reason = "Scanned pages cannot be read. Install it."
    assert told(run(Missing())) == [("a.pdf", Outcome.READ, reason), ("b.pdf", Outcome.EMPTY, reason)]
    revision = store.revision
    again = [("a.pdf", Outcome.UNCHANGED, reason), ("b.pdf", Outcome.EMPTY, reason)]
    assert (told(run(Missing())), store.revision) == (again, revision)
    ocr = StandInPageReader()
    run(ocr)
    assert ocr.asked == [("a.pdf", 2), ("b.pdf", 1)]


def test_a_file_that_changes_between_the_stages_stays_due(run: Run, papers: Path, store: Store) -> None:
    path = scan_paper(papers, "a.pdf", PICTURE)

    def change(progress: Progress) -> None:
        if progress.step is Step.DONE:
            scan_paper(papers, "a.pdf", PICTURE, PICTURE)

    file = only(run(StandInPageReader(), on_progress=change))
    assert (file.outcome, file.reason) == (
        Outcome.EMPTY,
        "a.pdf changed since its text was read. The next ingest reads it again.",
    )
    assert path.exists()
    assert only(run(StandInPageReader())).outcome is Outcome.EMPTY
    assert "a page 2" in words(store)


def test_two_copies_of_a_scan_are_read_once(run: Run, papers: Path, store: Store) -> None:
    first = scan_paper(papers, "a.pdf", PICTURE)
    shutil.copy(first, papers / "b.pdf")
    ocr = StandInPageReader()
    assert told(run(ocr)) == [
        ("a.pdf", Outcome.EMPTY, f"{NO_TEXT} Page 1 was read by OCR (93 % sure)."),
        ("b.pdf", Outcome.EMPTY, f"Same content as {first}."),
    ]
    assert ocr.asked == [("a.pdf", 1)]
    assert [len(document.paths) for document in store.documents()] == [2]
    assert [outcome for _, outcome, _ in told(run(StandInPageReader()))] == [Outcome.UNCHANGED] * 2


def test_no_page_reader_is_opened_where_nothing_is_scanned(run: Run, papers: Path) -> None:
    text_paper(papers, "a.txt")
    ocr = StandInPageReader()
    run(ocr)
    assert ocr.opened == 0
