"""What readers said of answers is kept with what they were shown, and becomes a question set."""

import json

from typer.testing import CliRunner

from retrieval.evaluation.predictions import read_questions
from service.cli import app
from service.feedback import FeedbackStore, Verdict, question_line
from tests.service.fake_library import APPROVED, FakeLibrary

RUNNER = CliRunner()


def answer(question: str = "What was agreed?"):
    return FakeLibrary().ask(question)


def given(folder):
    store = FeedbackStore(folder)
    store.give("c1/1", Verdict.RIGHT, "", answer(), history=["Who met?"], revision=7)
    store.give("c1/2", Verdict.WRONG, " Not the whole sum. ", answer("Who pays?"), revision=7)
    store.give("c2/1", Verdict.RIGHT, "", answer("Who walked on the moon?"), revision=8)
    return store


def test_a_later_verdict_takes_the_place_of_an_earlier_one():
    store = given(None)
    store.give("c1/1", Verdict.WRONG, "Out of date.", answer())
    assert store.verdicts("c1/") == {
        "c1/1": (Verdict.WRONG, "Out of date."),
        "c1/2": (Verdict.WRONG, "Not the whole sum."),
    }
    assert len(store.every()) == 3


def test_the_words_of_an_answer_marked_right_are_the_evidence():
    right = next(each for each in given(None).every() if each.about == "c1/1")
    line = question_line(1, right)
    assert line["question"] == "What was agreed?"
    assert line["history"] == ["Who met?"]
    assert [APPROVED] in line["evidence"]
    assert line["documents"] == ["norfolk-decision-2021-28"]
    assert line["revision"] == 7
    assert "abstain" not in line


def test_not_found_and_marked_right_is_a_question_to_refuse_and_a_wrong_one_has_no_evidence():
    lines = {each.about: question_line(1, each) for each in given(None).every()}
    assert lines["c2/1"]["abstain"] is True
    assert lines["c2/1"]["evidence"] == []
    assert "evidence" not in lines["c1/2"]
    assert lines["c1/2"]["comment"] == "Not the whole sum."


def test_the_set_is_read_by_evaluate(tmp_path):
    given(tmp_path).close()
    out = tmp_path / "set.jsonl"
    result = RUNNER.invoke(app, ["feedback", "export", str(out), "--data", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "Wrote 3 questions" in result.output
    cases = read_questions(out)
    assert [case.id for case in cases] == ["F1", "F2", "F3"]
    assert cases[0].history == ("Who met?",)


def test_verdicts_are_counted_with_the_comments(tmp_path):
    given(tmp_path).close()
    shown = RUNNER.invoke(app, ["feedback", "--data", str(tmp_path)]).output
    assert "Right  2" in shown
    assert "Wrong  1" in shown
    assert "Who pays? (wrong)\n  Not the whole sum." in shown
    counted = json.loads(RUNNER.invoke(app, ["feedback", "--data", str(tmp_path), "--json"]).output)
    assert (counted["right"], counted["wrong"]) == (2, 1)


def test_where_nobody_said_anything_nothing_is_made(tmp_path):
    assert "Right  0" in RUNNER.invoke(app, ["feedback", "--data", str(tmp_path)]).output
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    out = str(tmp_path / "none" / "set.jsonl")
    result = RUNNER.invoke(app, ["feedback", "export", out, "--data", str(tmp_path)])
    assert result.exit_code == 2
