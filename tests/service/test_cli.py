"""The commands that ask a library: what they print, and with which exit code they end."""

import dataclasses
import datetime
import errno
import json
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from ingest.documents import Document, DocumentFacts, DocumentKind, Marking
from ingest.errors import ModelMismatch, NotInStore, QuestionInvalid, StoreUnusable
from retrieval.answering.answer import (
    Answer,
    Citation,
    CitedDocument,
    Claim,
    Filters,
    Hit,
    Quote,
    Searched,
    SearchResult,
    Standing,
    Status,
)
from retrieval.library import Library, LibraryStatus
from retrieval.readings import ReadingTotals
from service.cli import app
from service.rendering import reading_line

NOTICE = CitedDocument(
    id="9f2c41d07be1a6c3",
    sha256="9f2c41d07be1a6c3" * 4,
    name="decision-28",
    title="Decision 28/2021",
    kind=DocumentKind.DECISION_NOTICE,
    body="The Commissioner",
    area="Norfolk",
    date=datetime.date(2021, 5, 3),
    url="/documents/9f2c41d07be1a6c3",
)
PAPER = Document(
    id=NOTICE.id,
    sha256=NOTICE.sha256,
    facts=DocumentFacts(
        kind=DocumentKind.DECISION_NOTICE,
        title="Decision 28/2021",
        area="Norfolk",
        date=datetime.date(2021, 5, 3),
        marking=Marking.PUBLIC,
    ),
    pages=3,
    passages=12,
    paths=("papers/decision-28.pdf",),
)
HIT = Hit(
    passage_id="9f2c41d07be1a6c3-4",
    text="The secretariat costs £10,000 a year.",
    heading=["Costs"],
    page_start=2,
    page_end=3,
    document=NOTICE,
    score=0.5,
)
WORDS = "The funding of the secretariat is approved."
ANSWERED = Answer(
    question="what was agreed",
    interpreted_as="what was agreed",
    status=Status.ANSWERED,
    headline=WORDS,
    claims=[
        Claim(text=WORDS, standing=Standing.AGREED, date=datetime.date(2021, 5, 3), citation_ids=["c9"]),
        Claim(text="A review is planned.", standing=Standing.PLANNED, citation_ids=["c2", "c9"]),
    ],
    citations=[
        Citation(
            id=identity,
            document=NOTICE,
            passage_id=f"9f2c41d07be1a6c3-{identity}",
            passage=words,
            page_start=page,
            page_end=page,
            quote=Quote(exact=words),
            start=0,
            end=len(words),
            standing=Standing.AGREED,
        )
        for identity, words, page in (("c2", "A review is planned.", 3), ("c9", WORDS, 1))
    ],
)
NOT_FOUND = Answer(
    question="who won the cup",
    interpreted_as="who won the cup",
    status=Status.NOT_FOUND,
    searched=Searched(areas=["Norfolk"], documents=2),
    nearest=[HIT],
)
STATUS = LibraryStatus(
    data="agreed-data",
    revision=7,
    documents=1,
    pages=3,
    passages=12,
    withheld=0,
    model="all-MiniLM-L6-v2/float32",
    dimension=384,
    bytes_on_disk=1_500_000,
    areas={"Norfolk": 1},
    kinds={"decision_notice": 1},
    reading=ReadingTotals(
        papers=1,
        text_pages=1_331,
        ocr_pages=3,
        blank_pages=12,
        table_rows=40,
        failed=2,
        failed_unnamed=0,
        withheld=0,
        withheld_parts=0,
    ),
)


class FakeLibrary:
    """Stands in for a library: answers what it is told to, and remembers what it was asked."""

    def __init__(self):
        self.answer: Answer | Exception = ANSWERED
        self.papers = [PAPER]
        self.asked = []
        self.closed = False

    def ask(self, question, *, history=(), filters=None):
        self.asked.append((question, filters))
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def search(self, query, *, k=10, filters=None, history=()):
        self.asked.append((query, filters))
        return SearchResult(query=query, interpreted_as=query, hits=[HIT][:k], searched=Searched(documents=1))

    def documents(self):
        return self.papers

    def remove(self, document_id):
        if document_id != PAPER.id:
            raise NotInStore(f"There is no paper {document_id!r}.", hint="See: agreed documents")
        return PAPER

    def status(self):
        return STATUS

    def close(self):
        self.closed = True


@pytest.fixture
def library(monkeypatch, tmp_path):
    monkeypatch.setenv("AGREED_DATA", str(tmp_path))  # where no server has told its address
    fake = FakeLibrary()
    monkeypatch.setattr(Library, "open", lambda *_, **__: fake)
    return fake


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="agreed")


class TestAsk:
    def test_a_person_reads_the_headline_the_claims_and_the_numbered_sources(self, library):
        result = run("ask", "what was agreed")

        assert result.exit_code == 0
        # c9 is mentioned first, so it is [1]; the headline's words are not said a second time.
        assert result.stdout == (
            "The funding of the secretariat is approved.\n"
            "\n"
            "Agreed, 3 May 2021\n"
            "  - As above [1]\n"
            "\n"
            "Planned\n"
            "  - A review is planned. [2][1]\n"
            "\n"
            "Sources\n"
            "  [1] Decision 28/2021. The Commissioner. 3 May 2021. page 1\n"
            "  [2] Decision 28/2021. The Commissioner. 3 May 2021. page 3\n"
        )

    def test_json_is_the_answer_whole(self, library):
        result = run("ask", "what was agreed", "--json")

        assert result.exit_code == 0
        assert Answer.model_validate_json(result.stdout) == ANSWERED
        assert "from" in json.loads(result.stdout)["searched"]

    def test_what_is_not_found_is_work_done_and_says_what_was_searched(self, library):
        library.answer = NOT_FOUND

        result = run("ask", "who won the cup")

        assert result.exit_code == 0
        assert "The papers do not answer this." in result.stdout
        assert "Searched 2 papers; areas: Norfolk." in result.stdout
        assert "The secretariat costs £10,000 a year." in result.stdout
        assert "pages 2 to 3" in result.stdout

    def test_a_failed_answer_ends_with_1(self, library):
        library.answer = ANSWERED.model_copy(update={"status": Status.FAILED, "claims": [], "citations": []})

        assert run("ask", "anything").exit_code == 1

    def test_filters_reach_the_library(self, library):
        options = (
            "--area Norfolk --area Kent --kind minutes --document 9f2c --from 2019-01-02 --to 2020-03-04"
        )

        assert run("ask", "x", *options.split()).exit_code == 0

        assert library.asked == [
            (
                "x",
                Filters(
                    areas=["Norfolk", "Kent"],
                    kinds=[DocumentKind.MINUTES],
                    documents=["9f2c"],
                    date_from=datetime.date(2019, 1, 2),
                    date_to=datetime.date(2020, 3, 4),
                ),
            )
        ]

    def test_words_of_a_paper_cannot_steer_the_terminal(self, library):
        hostile = ANSWERED.claims[1].model_copy(update={"text": "[red]clear\x1b[2J\nthe\u202e screen[/]"})
        library.answer = ANSWERED.model_copy(update={"claims": [hostile]})

        assert "  - [red]clear[2J\n    the screen[/] [1][2]\n" in run("ask", "x").stdout

    def test_a_list_is_set_under_its_first_line(self, library):
        claim = ANSWERED.claims[1].model_copy(update={"text": "It will:\n• meet;\n• report."})
        library.answer = ANSWERED.model_copy(update={"claims": [claim]})

        assert "  - It will:\n    • meet;\n    • report. [1][2]\n" in run("ask", "x").stdout

    def test_a_recommendation_that_stands_as_agreed_says_that_it_was_approved(self, library):
        claim = ANSWERED.claims[0].model_copy(update={"text": "It is recommended to pay."})
        library.answer = ANSWERED.model_copy(update={"claims": [claim]})

        assert (
            "  - It is recommended to pay. [1] (approved, as the paper records)\n" in run("ask", "x").stdout
        )

    def test_a_claim_that_begins_within_a_list_is_as_many_items(self, library):
        cited = ANSWERED.citations[0]
        cited = cited.model_copy(update={"quote": Quote(exact="meet;\n• report.", prefix="It will:\n• ")})
        claim = ANSWERED.claims[1].model_copy(update={"text": "meet;\n• report.", "citation_ids": ["c2"]})
        library.answer = ANSWERED.model_copy(update={"claims": [claim], "citations": [cited]})

        assert "  - meet; [1]\n  - report. [1]\n" in run("ask", "x").stdout

    def test_the_library_is_closed_even_after_an_error(self, library):
        library.answer = QuestionInvalid("The question is empty.")

        run("ask", "")

        assert library.closed


class TestOtherCommands:
    def test_search(self, library):
        result = run("search", "costs", "-k", 3)

        assert result.exit_code == 0
        assert result.stdout.startswith(
            "1. Decision 28/2021. The Commissioner. 3 May 2021. pages 2 to 3. Costs (0.50)"
        )

    def test_search_json_is_what_the_api_returns(self, library):
        shown = SearchResult.model_validate_json(run("search", "costs", "--json").stdout)

        assert shown.hits == [HIT]

    def test_documents(self, library):
        result = run("documents")

        assert result.stdout == "9f2c41d07be1a6c3  2021-05-03  decision notice  3 p.  Decision 28/2021\n"

    def test_documents_json_has_the_shape_of_the_api(self, library):
        shown = json.loads(run("documents", "--json").stdout)

        assert [paper["id"] for paper in shown["documents"]] == [PAPER.id]
        assert shown["documents"][0]["kind"] == "decision_notice"
        assert "papers/decision-28.pdf" not in json.dumps(shown)

    def test_an_empty_store_says_how_to_fill_it(self, library):
        library.papers = []

        assert "agreed ingest FOLDER" in run("documents").stdout

    def test_remove(self, library):
        result = run("remove", PAPER.id)

        assert result.exit_code == 0
        assert result.stdout.startswith("Removed Decision 28/2021 (9f2c41d07be1a6c3).\n")
        assert json.loads(run("remove", PAPER.id, "--json").stdout)["sha256"] == PAPER.sha256

    def test_status(self, library):
        result = run("status")

        assert "Model     all-MiniLM-L6-v2/float32, 384 dimensions\n" in result.stdout
        read = "1 paper read: 1,331 pages of text, 3 pages by OCR, 12 blank or unread; 2 files failed"
        assert f"Reading   {read}\n" in result.stdout
        shown = json.loads(run("status", "--json").stdout)
        assert (shown["revision"], shown["reading"]["ocr_pages"]) == (7, 3)

    def test_status_says_nothing_of_ocr_blank_pages_and_failures_where_there_are_none(self):
        totals = dataclasses.replace(STATUS.reading, text_pages=1, ocr_pages=0, blank_pages=0, failed=0)

        assert reading_line(totals) == "1 paper read: 1 page of text"

    def test_the_store_is_named_by_the_option_before_the_environment(self, monkeypatch):
        opened = []
        monkeypatch.setenv("AGREED_DATA", "from-the-environment")
        monkeypatch.setattr(Library, "open", lambda data, **_: opened.append(str(data)) or FakeLibrary())

        run("status")
        run("status", "--data", "from-the-option")

        assert opened == ["from-the-environment", "from-the-option"]


class TestErrors:
    @pytest.mark.parametrize(
        ("error", "code", "status"),
        [
            (QuestionInvalid("The question is empty.", hint="Ask something."), 2, 422),
            (StoreUnusable("There is no store.", hint="Ask something."), 1, 503),
            (ModelMismatch("Another model.", hint="Ask something."), 1, 503),
        ],
    )
    def test_ours_are_told_in_their_own_words_with_their_hint(self, library, error, code, status):
        library.answer = error

        plain, as_json = run("ask", "x"), run("ask", "x", "--json")

        assert plain.exit_code == as_json.exit_code == code
        assert plain.stderr == as_json.stderr == f"Error: {error.message}\nAsk something.\n"
        assert plain.stdout == ""
        problem = json.loads(as_json.stdout)
        assert (problem["detail"], problem["hint"], problem["status"]) == (
            error.message,
            "Ask something.",
            status,
        )

    def test_a_defect_is_one_line_that_can_be_reported(self, library):
        library.answer = KeyError("ordinal")

        result = run("ask", "x")

        assert result.exit_code == 1
        assert result.stderr.startswith("Error: KeyError: 'ordinal' (service/test_cli.py:")
        assert "please report it" in result.stderr
        assert "Traceback" not in result.stderr
        problem = json.loads(run("ask", "x", "--json").stdout)
        assert problem["status"] == 500
        assert problem["detail"].startswith("KeyError: 'ordinal'")

    def test_a_full_disk_is_no_defect(self, library):
        library.answer = OSError(errno.ENOSPC, "No space left on device", "agreed-data")

        result = run("ask", "x")

        assert result.exit_code == 1
        assert "No space left on device: 'agreed-data'" in result.stderr
        assert "Check that the disk has room" in result.stderr
        assert "defect" not in result.stderr

    def test_the_keyboard_ends_it_with_130(self, library):
        library.answer = KeyboardInterrupt()

        result = run("ask", "x")

        assert result.exit_code == 130
        assert result.stderr == "Stopped. What was finished is kept.\n"

    @pytest.mark.parametrize(
        "arguments",
        [
            ["ask"],
            ["ask", "x", "--from", "yesterday"],
            ["ask", "x", "--kind", "novel"],
            ["ask", "x", "--from", "2021-01-02", "--to", "2021-01-01"],
            ["search", "x", "-k", "0"],
            ["remove", "nonesuch"],
            ["status", "--nonesuch"],
            ["serve", "--host", ""],
            ["serve", "--port", "70000"],
        ],
    )
    def test_wrong_use_ends_with_2_and_json_all_the_same(self, library, arguments):
        plain, as_json = run(*arguments), run(*arguments, "--json")

        assert plain.exit_code == as_json.exit_code == 2
        assert plain.stderr
        assert json.loads(as_json.stdout)["detail"]


class TestAsAProcess:
    def test_help_answers_without_loading_anything_heavy(self):
        script = (
            "import sys; from service.cli import app; from typer.testing import CliRunner;"
            "assert CliRunner().invoke(app, ['ask', '--help']).exit_code == 0;"
            "heavy = ('torch', 'sentence_transformers', 'fastapi', 'faiss', 'numpy');"
            "print([name for name in heavy if name in sys.modules])"
        )

        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

        assert done.stdout == "[]\n"

    def test_reading_papers_does_not_wait_for_what_searches_or_looks_at_pictures(self):
        script = (
            "import sys, service.cli_ingest;"
            "heavy = ('torch', 'faiss', 'onnxruntime', 'pypdf', 'pypdfium2', 'retrieval.library');"
            "print([name for name in heavy if name in sys.modules])"
        )

        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

        assert done.stdout == "[]\n"

    @pytest.mark.parametrize("lines", [1, 100_000])
    def test_a_reader_that_leaves_early_is_no_error(self, lines):
        script = (
            "import sys; from service.cli import app, main; from service.cli_output import print_text;"
            f"app.command('flood')(lambda: print_text('line\\n' * {lines}));"
            "sys.argv[1:] = ['flood']; main()"
        )

        with subprocess.Popen(
            [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            process.stdout.close()
            complaint = process.stderr.read()

        assert (process.returncode, complaint) == (0, b"")

    def test_a_terminal_without_unicode_is_served_too(self, tmp_path):
        command = [sys.executable, "-m", "service.cli", "ingest", str(tmp_path / "😀\u2028.pdf")]
        latin = {"PYTHONIOENCODING": "latin-1"}

        plain = subprocess.run(command, capture_output=True, check=False, env=latin)
        as_json = subprocess.run([*command, "--json"], capture_output=True, check=False, env=latin)

        assert plain.returncode == as_json.returncode == 2
        assert b"\\U0001f600" in plain.stderr
        assert "😀" in json.loads(as_json.stdout.decode("ascii"))["detail"]
