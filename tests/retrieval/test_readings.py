"""What became of every file: read and how, or not read and why; what is withheld is counted only."""

import dataclasses
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.documents import Marking, Page, Part
from ingest.errors import Outcome
from ingest.prepared import PreparedPaper
from ingest.store import FileState, Store
from retrieval.library import Library
from retrieval.readings import How, reading_report, without_folders
from tests.retrieval.made import id_of, paper, passage, row, write

FOLDER = "/srv/office/private papers"


def scanned(made: PreparedPaper, *numbers: int, confidence: float = 0.9) -> PreparedPaper:
    """Return a paper whose pages ``numbers`` were read by OCR."""
    return with_pages(
        made,
        [dataclasses.replace(p, confidence=confidence) if p.number in numbers else p for p in made.pages],
    )


def with_pages(made: PreparedPaper, pages: Sequence[Page]) -> PreparedPaper:
    return dataclasses.replace(made, pages=tuple(pages))


def noted(made: PreparedPaper, *notes: str) -> PreparedPaper:
    return dataclasses.replace(made, notes=notes)


def pack(*markings: Marking) -> PreparedPaper:
    """Return a pack of one part a page."""
    made = paper(*(passage(f"Item {n}.", page=n + 1) for n in range(len(markings))), title="Pack")
    parts = tuple(
        Part(n, f"Secret title {n}", made.facts.kind, n + 1, n + 1, marking=marking)
        for n, marking in enumerate(markings)
    )
    return dataclasses.replace(made, parts=parts)


def fail(store: Store, name: str, outcome: Outcome = Outcome.REFUSED, reason: str = "Damaged.") -> None:
    store.write_file(FileState(f"{FOLDER}/{name}", 1, 1, "1", None, outcome, reason))


# How papers were read


@pytest.mark.parametrize(
    ("by_ocr", "how", "confidence"),
    [((), How.TEXT, None), ((2,), How.TEXT_AND_OCR, 0.9), ((1, 2), How.OCR, 0.9)],
)
def test_a_paper_is_read_as_text_by_ocr_or_both(make_store, by_ocr, how, confidence) -> None:
    made = scanned(paper("One.", passage("Two.", page=2)), *by_ocr)
    (reading,) = reading_report(make_store(made), show_restricted=False).papers
    assert (reading.how, reading.counts.pages, reading.counts.ocr_pages) == (how, 2, len(by_ocr))
    assert reading.counts.confidence == confidence


def test_a_paper_of_pictures_that_ocr_has_read_is_among_the_papers_whatever_its_file_is_called_by_an_ingest(
    make_store,
) -> None:
    made = scanned(paper("One."), 1)
    store = make_store(made)
    (path,) = store.files()
    store.write_file(dataclasses.replace(store.files()[path], outcome=Outcome.EMPTY, reason="No text."))
    report = reading_report(store, show_restricted=False)
    assert (report.failed, [reading.how for reading in report.papers]) == ((), [How.OCR])


def test_a_paper_of_which_no_page_holds_words_is_a_file_that_is_empty(make_store) -> None:
    made = noted(with_pages(paper("One."), [Page(1, ())]), "OCR found no words.")
    report = reading_report(make_store(made), show_restricted=False)
    assert report.papers == ()
    (failed,) = report.failed
    assert (failed.file, failed.outcome, failed.reason) == (
        f"{id_of(made)}.txt",
        Outcome.EMPTY,
        "OCR found no words.",
    )
    assert (report.totals.papers, report.totals.failed, report.totals.blank_pages) == (0, 1, 0)


def test_totals_add_up_the_papers(make_store) -> None:
    one = scanned(paper("One.", passage("Two.", page=2), passage("Three.", page=3)), 2, 3)
    two = paper("Four.", title="Other")
    blank = with_pages(two, [*two.pages, Page(2, ())])
    totals = reading_report(make_store(one, blank), show_restricted=False).totals
    assert (totals.papers, totals.text_pages, totals.ocr_pages, totals.blank_pages) == (2, 2, 2, 1)


def test_copies_of_a_paper_are_one_paper_with_several_files(make_store) -> None:
    made = paper("One.")
    store = make_store()
    for name in ("2023/b", "2024/a"):
        write(store, made, name=name)
    report = reading_report(store, show_restricted=False)
    assert [reading.files for reading in report.papers] == [("b.txt", "a.txt")]


# Files that were not read


def test_files_that_were_not_read_are_named_with_the_reason(make_store) -> None:
    store = make_store()
    fail(store, "minutes.pdf", Outcome.PASSWORD, "minutes.pdf opens only with a password. Save a copy.")
    (failed,) = reading_report(store, show_restricted=False).failed
    assert (failed.file, failed.outcome) == ("minutes.pdf", Outcome.PASSWORD)
    assert failed.reason == "minutes.pdf opens only with a password. Save a copy."


def test_a_file_whose_paper_was_removed_by_hand_did_not_fail(make_library) -> None:
    library = make_library(paper("One."))
    library.remove(library.documents()[0].id)
    report = library.reading_report()
    assert (report.failed, report.papers, report.totals.failed) == ((), (), 0)


def test_the_failed_stand_by_name_and_papers_with_notes_before_the_others(make_store) -> None:
    store = make_store()
    for name in ("item 10.pdf", "Item 2.pdf"):
        fail(store, name)
    for name in ("b 10", "B 9", "a"):
        write(store, paper(name, title=name), name=name)
    write(store, noted(paper("z", title="z"), "Page 2 is blank."), name="z")
    report = reading_report(store, show_restricted=False)
    assert [failed.file for failed in report.failed] == ["Item 2.pdf", "item 10.pdf"]
    assert [reading.files[0] for reading in report.papers] == ["z.txt", "a.txt", "B 9.txt", "b 10.txt"]


# What is withheld is counted and not named


def test_withheld_papers_are_counted_and_nothing_else_is_told_of_them(make_store) -> None:
    secret = noted(
        scanned(paper("One.", title="Secret", marking=Marking.EXEMPT), 1), "A secret note on a secret page."
    )
    store = make_store(paper("Two.", title="Open"))
    write(store, secret, name="secret")
    report = reading_report(store, show_restricted=False)
    assert "ecret" not in repr(report)
    assert (report.totals.withheld, report.totals.papers, report.totals.ocr_pages) == (1, 1, 0)
    everything = reading_report(store, show_restricted=True)
    assert (everything.totals.withheld, everything.totals.papers, everything.totals.ocr_pages) == (0, 2, 1)


def test_a_withheld_paper_without_words_is_not_named_as_a_failure(make_store) -> None:
    secret = with_pages(paper("One.", title="Secret", marking=Marking.EXEMPT), [Page(1, ())])
    report = reading_report(make_store(secret), show_restricted=False)
    assert (report.failed, report.totals.withheld, report.totals.failed) == ((), 1, 0)


def test_withheld_parts_are_counted_and_not_named(make_store) -> None:
    store = make_store(pack(Marking.PUBLIC, Marking.EXEMPT, Marking.PUBLIC, Marking.CONFIDENTIAL))
    report = reading_report(store, show_restricted=False)
    (reading,) = report.papers
    assert (reading.parts, reading.withheld_parts, report.totals.withheld_parts) == (2, 2, 2)
    assert "Secret title" not in repr(report)
    (shown,) = reading_report(store, show_restricted=True).papers
    assert (shown.parts, shown.withheld_parts) == (4, 0)


@pytest.mark.parametrize(
    ("name", "is_named"),
    [
        ("EXEMPT appendix 2 - settlement with Mr Smith.pdf", False),
        ("appendix_2_(confidential).pdf", False),
        ("Official-Sensitive minutes.pdf", False),
        ("not-for-publication.pdf", False),
        ("unrestricted minutes.pdf", True),
        ("confidence in policing.pdf", True),
    ],
)
def test_a_file_that_was_not_read_is_not_named_when_its_name_tells_of_a_marking(
    make_store, name, is_named
) -> None:
    store = make_store()
    fail(store, name, Outcome.PASSWORD, f"{name} opens only with a password.")
    report = reading_report(store, show_restricted=False)
    assert [failed.file for failed in report.failed] == [name] * is_named
    assert (report.totals.failed, report.totals.failed_unnamed) == (1, int(not is_named))
    assert [failed.file for failed in reading_report(store, show_restricted=True).failed] == [name]


# No folder is named


def test_neither_names_nor_reasons_nor_notes_tell_where_files_lie(make_store) -> None:
    store = make_store()
    fail(store, "a.pdf", reason=f"a.pdf is damaged (cannot open '{FOLDER}/a.pdf'). Fetch it again.")
    write(store, noted(paper("One."), "Page 2: /papers/deep/x.pdf failed."), name="deep/x")
    report = reading_report(store, show_restricted=False)
    assert report.failed[0].reason == "a.pdf is damaged (cannot open 'a.pdf'). Fetch it again."
    assert report.papers[0].notes == ("Page 2: x.pdf failed.",)
    assert "office" not in repr(report.failed)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("cannot open /srv/office/private papers/a.pdf", "cannot open a.pdf"),
        ("cut short: /srv/office/private pap", "cut short: private pap"),
        ("in file:///tmp/agreed-x1/a.docx", "in a.docx"),
        (r"cannot open C:\Users\jane\a.pdf", "cannot open a.pdf"),
        (r"cannot open \\server\share\a.pdf", "cannot open a.pdf"),
        ("read and/or written on 3/4/2024", "read and/or written on 3/4/2024"),
        ("see https://example.org/a/b.pdf", "see https://example.org/a/b.pdf"),
        ("no /Root in it", "no /Root in it"),
        (r"\xe9\xe8.pdf is not a PDF", r"\xe9\xe8.pdf is not a PDF"),
    ],
)
def test_folders_are_left_out_of_a_reason(reason, told) -> None:
    assert without_folders(reason, f"{FOLDER}/a.pdf") == told


_words = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]), max_size=12)
_names = _words.filter(lambda name: name not in ("", ".", ".."))


@given(folders=st.lists(_names, min_size=1, max_size=4), name=_names, before=_words, after=_words)
def test_a_file_s_own_folder_is_left_out_whatever_its_name(folders, name, before, after) -> None:
    path = "/".join(["", *folders, name])
    assert without_folders(f"{before}{path}{after}", path) == f"{before}{name}{after}"


# Choosing, and as the store moves on


def test_files_are_chosen_by_outcome_and_papers_by_how_they_were_read(make_store) -> None:
    store = make_store()
    write(store, paper("One."), name="one")
    write(store, scanned(paper("Two.", title="Scan"), 1), name="two")
    fail(store, "a.pdf")
    fail(store, "b.pdf", Outcome.PASSWORD)
    report = reading_report(store, show_restricted=False)

    def chosen(outcomes=(), hows=()):
        of = report.only(outcomes, hows)
        assert of.totals == report.totals
        return [failed.file for failed in of.failed], [reading.how for reading in of.papers]

    assert chosen() == (["a.pdf", "b.pdf"], [How.TEXT, How.OCR])
    assert chosen(["refused"]) == (["a.pdf"], [])
    assert chosen(["refused", "password"]) == (["a.pdf", "b.pdf"], [])
    assert chosen(hows=["ocr"]) == ([], [How.OCR])
    assert chosen(["read"], ["text"]) == ([], [How.TEXT])
    assert chosen(["refused"], ["text"]) == ([], [])
    assert chosen(["nonsense"]) == ([], [])


def test_the_report_follows_the_store(make_library: Callable[..., Library]) -> None:
    library = make_library(paper("One."))
    first = library.reading_report()
    assert library.reading_report() is first
    write(library._store, paper("Two.", title="Other"))
    assert (first.totals.papers, library.reading_report().totals.papers) == (1, 2)


def test_the_report_of_a_library_names_what_is_withheld_only_to_who_may_see_all(make_library) -> None:
    made = paper("One.", title="Secret", marking=Marking.RESTRICTED)
    assert make_library(made).reading_report().totals.withheld == 1
    assert len(make_library(made, show_restricted=True).reading_report().papers) == 1


def test_status_tells_how_all_papers_were_read_withheld_ones_among_them(make_library) -> None:
    library = make_library(paper("One."), paper(row("A; B"), title="Secret", marking=Marking.EXEMPT))
    reading = library.status().reading
    assert (reading.papers, reading.text_pages, reading.withheld) == (2, 2, 0)
