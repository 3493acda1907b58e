"""What the page that adds papers says of a batch while its files are being read."""

from pathlib import Path

import pytest

from ingest.errors import Outcome
from ingest.report import Progress, Step
from service.adding import Added, Stage
from service.web.added_batch import Bar, batch_view
from service.web.rendering import render
from tests.service.fake_library import DECISION, FakeLibrary

DONE = Added("done.pdf", Path("done.pdf"), Stage.IN, Outcome.READ, document_id=DECISION)
IN = Added("in.pdf", Path("in.pdf"), Stage.IN, document_id=DECISION)
WAITING = Added("waiting.pdf", Path("waiting.pdf"))
FAILED = Added("failed.exe", stage=Stage.FAILED, outcome=Outcome.REFUSED, reason="It is no paper.")


def reading(step: Step, done: int = 0, total: int = 1, page: int | None = None) -> Added:
    return Added("now.pdf", Path("now.pdf"), Stage.READING, progress=Progress(done, total, "", step, page))


def seen(*files: Added):
    return batch_view(FakeLibrary(), "b", files)


def test_a_file_counts_as_done_when_it_can_be_asked_about_or_was_refused():
    assert seen(DONE, IN, FAILED, WAITING, reading(Step.READING)).bar == Bar(3, 5, "3 of 5 files done")


def test_there_is_no_bar_when_all_is_over():
    view = seen(DONE, FAILED)
    assert (view.is_running, view.bar) == (False, None)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ((), ""),
        ((WAITING,), ""),
        ((WAITING, FAILED), ""),
        ((IN, WAITING), "The first can be asked about by now; the others join as they are read."),
        ((IN, DONE, WAITING), "The first can be asked about by now; the others join as they are read."),
        ((DONE, FAILED), "All done: 1 paper can be asked about. 1 file was not read."),
    ],
)
def test_what_is_read_out_changes_twice_at_most(files: tuple[Added, ...], said: str):
    assert seen(*files).announced == said


@pytest.mark.parametrize(
    ("file", "doing", "bar"),
    [
        (WAITING, "", None),
        (reading(Step.READING), "Its text is being read.", None),
        (reading(Step.EMBEDDING), "It is being prepared for search.", None),
        (reading(Step.WRITING), "It is being stored.", None),
        (
            reading(Step.SCANS, 11, 40, page=12),
            "Page 12 is being read by OCR.",
            Bar(11, 40, "11 of 40 scanned pages read"),
        ),
        (reading(Step.WORDS, 0, 0), "", None),
    ],
)
def test_what_is_being_done_with_a_file_is_said_in_words(file: Added, doing: str, bar: Bar | None):
    (row,) = seen(file).rows
    assert (row.doing, row.bar) == (doing, bar)


def test_a_bar_is_named_by_the_words_over_it():
    page = render("_added.html", view=seen(IN, reading(Step.SCANS, 11, 40, page=12)))
    for name, value, most in (("files-so-far", 1, 2), ("pages-so-far-2", 11, 40)):
        assert f'id="{name}"' in page
        assert f'<progress class="progress" value="{value}" max="{most}" aria-labelledby="{name}">' in page
