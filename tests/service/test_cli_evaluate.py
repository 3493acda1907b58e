"""``agreed evaluate``: what it reads of a question, what it writes for a scorer."""

import json

import pytest
from typer.testing import CliRunner

from ingest.documents import DocumentKind
from ingest.errors import QuestionInvalid
from retrieval.answering.answer import (
    Answer,
    Citation,
    CitedDocument,
    Claim,
    Hit,
    Quote,
    Searched,
    SearchResult,
    Standing,
    Status,
)
from retrieval.evaluation.predictions import shown_text
from retrieval.library import Library
from service.cli import app

PAPER = CitedDocument(
    id="1" * 16, sha256="1" * 64, name="minutes-2018", title="Minutes", kind=DocumentKind.MINUTES, url="/"
)


def answered(question, headline, *claims):
    return Answer(
        question=question,
        interpreted_as=f"{question} (interpreted)",
        status=Status.ANSWERED,
        headline=headline,
        claims=[Claim(text=text, standing=Standing.AGREED, citation_ids=["c"]) for text in claims],
        citations=[
            Citation(
                id="c",
                document=PAPER,
                passage_id="p",
                passage="It was agreed. It costs £10.",
                page_start=2,
                page_end=4,
                quote=Quote(exact="It was agreed."),
                start=0,
                end=14,
                standing=Standing.AGREED,
            )
        ],
    )


class FakeLibrary:
    def __init__(self):
        self.asked = []
        self.searched = []

    def warm(self):
        pass

    def ask(self, question, *, history=(), filters=None):
        self.asked.append((question, tuple(history)))
        if question == "too long":
            raise QuestionInvalid("The question is too long.", hint="Shorten it.")
        if question == "nonsense":
            return Answer(question=question, interpreted_as=question, status=Status.NOT_FOUND)
        return answered(question, "It was agreed.", "It was agreed.", "It costs £10.")

    def search(self, query, *, k=10, filters=None, history=()):
        self.searched.append((query, k, tuple(history)))
        hit = Hit(passage_id="p", text="It costs £10.", page_start=2, page_end=2, document=PAPER, score=1.0)
        return SearchResult(query=query, interpreted_as=query, hits=[hit], searched=Searched())

    def close(self):
        pass


@pytest.fixture
def library(monkeypatch):
    fake = FakeLibrary()
    monkeypatch.setattr(Library, "open", lambda *_, **__: fake)
    return fake


@pytest.fixture
def evaluate(library, tmp_path):
    """Run the command over these lines; return its result and the predictions that it wrote."""

    def run(*lines, options=()):
        questions, out = tmp_path / "questions.jsonl", tmp_path / "out.jsonl"
        questions.write_bytes(
            b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines)
        )
        result = CliRunner().invoke(app, ["evaluate", str(questions), "--predictions", str(out), *options])
        written = out.read_text("utf-8").splitlines() if out.exists() else []
        return result, [json.loads(line) for line in written]

    return run


def test_predictions_are_what_the_scorer_reads(evaluate):
    result, written = evaluate(
        '{"id": "Q1", "question": "what was agreed"}', '{"id": "Q2", "question": "nonsense"}'
    )

    assert result.exit_code == 0
    assert written[0].pop("seconds") >= 0
    assert written[0] == {
        "id": "Q1",
        "answer": "It was agreed.\nIt costs £10.",
        "abstained": False,
        "citations": [
            {
                "document": "minutes-2018",
                "pages": [2, 3, 4],
                "text": "It was agreed. It costs £10.",
                "quote": "It was agreed.",
            }
        ],
        "retrieved": [{"document": "minutes-2018", "text": "It costs £10."}],
    }
    assert (written[1]["abstained"], written[1]["citations"]) == (True, [])


def test_nothing_but_id_question_and_history_reaches_the_library(evaluate, library):
    evaluate(
        '\ufeff{"id": "Q1", "question": "and then", "history": ["what was agreed"], "answer": [["SECRET"]]}',
        "",
        "",
    )

    assert library.asked == [("and then", ("what was agreed",))]
    assert library.searched == [("and then", 10, ("what was agreed",))]


def test_a_long_run_says_how_far_it_is_beside_the_result(evaluate):
    result, _ = evaluate('{"id": "Q\\n1", "question": "x"}', '{"id": "Q2", "question": "x"}')

    assert result.stderr == "0 of 2 questions: answering Q\\n1\n"


def test_the_summary(evaluate):
    lines = [f'{{"id": "{word}", "question": "{word}"}}' for word in ("a", "b", "nonsense")]

    plain, _ = evaluate(*lines)
    as_json = json.loads(evaluate(*lines, options=["--json"])[0].stdout)

    assert "Answered         2\n" in plain.stdout
    # "It was agreed." and "It costs £10." are six words; what abstained counts for none.
    assert "Median words     6 in an answer that was given\n" in plain.stdout
    assert (as_json["questions"], as_json["answered"], as_json["not_found"], as_json["median_words"]) == (
        3,
        2,
        1,
        6,
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "line 2 is not JSON"),
        ("[1]", "line 2 is not a JSON object"),
        ("[" * 100_000, "line 2 is not JSON"),
        ('{"question": "x"}', "line 2, field 'id'"),
        ('{"id": 7, "question": "x"}', "line 2, field 'id'"),
        ('{"id": "Q2", "question": "  "}', "line 2, field 'question'"),
        ('{"id": "Q2", "question": "x", "history": "y"}', "line 2, field 'history'"),
        ('{"id": "Q2", "question": "x", "history": [1]}', "line 2, field 'history'"),
        ('{"id": "Q1", "question": "x"}', "line 2: the id 'Q1' stands on line 1 already"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_a_bad_line_is_named_before_anything_is_answered(evaluate, library, line, says):
    result, written = evaluate('{"id": "Q1", "question": "x"}', line)

    assert result.exit_code == 2
    assert says in result.stderr
    assert (library.asked, written) == ([], [])


def test_a_question_that_cannot_be_asked_is_named_by_its_line(evaluate):
    result, written = evaluate('{"id": "Q1", "question": "x"}', "", '{"id": "Q3", "question": "too long"}')

    assert result.exit_code == 2
    assert "Line 3, field 'question': The question is too long." in result.stderr
    assert [prediction["id"] for prediction in written] == ["Q1"]


def test_files_that_cannot_be_used(library, tmp_path):
    good = tmp_path / "good.jsonl"
    good.write_text('{"id": "Q1", "question": "x"}')
    (tmp_path / "empty.jsonl").write_text("\n\n")

    def refusal(*arguments):
        result = CliRunner().invoke(app, ["evaluate", *map(str, arguments)])
        assert result.exit_code == 2
        return result.stderr

    assert "There is no file" in refusal(tmp_path / "nonesuch.jsonl")
    assert "There is no whole collection" in refusal(tmp_path)
    assert "holds no question" in refusal(tmp_path / "empty.jsonl")
    assert "cannot be written" in refusal(good, "--predictions", tmp_path / "nonesuch" / "out.jsonl")


def test_the_headline_is_not_said_twice():
    assert shown_text(answered("q", "Yes.\n It was.", "Yes. It was.", "More.")) == "Yes.\n It was.\nMore."
    assert shown_text(answered("q", "", "Only this.")) == "Only this."
