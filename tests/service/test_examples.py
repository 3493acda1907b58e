"""The questions to begin with are made of the records at hand."""

import datetime
from types import SimpleNamespace

import pytest

from ingest.documents import Rating
from ingest.records import Action, Decision, DecisionOutcome, Measure, RecordType, Resolution, Source
from service.web.examples import Examples, answered_examples
from tests.service.fake_library import DECISION, DOCUMENTS, FakeLibrary

HERE = Source(passage=0, start=0, end=1, page_start=1, page_end=1)


class Records:
    """A catalogue of the records it is given, in their order."""

    def __init__(self, *records):
        self.records = records

    def entries(self, *types: RecordType):
        return [
            SimpleNamespace(
                record=each, rating=getattr(each, "rating", None), date=datetime.date(2021, 5, 19)
            )
            for each in self.records
            if each.type in types
        ]


class Library(FakeLibrary):
    def __init__(self, *records):
        super().__init__()
        self.records = records

    def catalogue(self):
        return Records(*self.records)


def decision(title: str, outcome: DecisionOutcome | None = DecisionOutcome.APPROVED) -> Decision:
    return Decision(source=HERE, title=title, wording="Approved.", outcome=outcome)


def resolution(title: str) -> Resolution:
    return Resolution(source=HERE, title=title, wording="Agreed.", outcome=DecisionOutcome.AGREED)


def action(theme: str, rating: Rating) -> Action:
    return Action(source=HERE, action="Meet", theme=theme, rating=rating)


def measure(name: str, period: str | None) -> Measure:
    return Measure(source=HERE, name=name, value="12", period=period)


def test_each_form_is_filled_with_what_the_records_hold():
    library = Library(
        decision("Funding for the women's centre"),
        action("Prevention", Rating.AMBER),
        action("Prevention", Rating.AMBER),
        action("Diversion", Rating.RED),
        action("Housing", Rating.GREEN),
        measure("Calls answered in time", "2020/21"),
    )
    assert answered_examples(library) == (
        "What was agreed on the women's centre?",
        "Which Prevention actions are amber?",
        "What was the figure for Calls answered in time in 2020/21?",
    )


@pytest.mark.parametrize(
    "skipped",
    [
        resolution("Minutes of the last meeting"),
        resolution("Work programme"),
        decision("Rejected proposal for a centre", DecisionOutcome.REJECTED),
        decision("Not yet decided", None),
        decision("Budget 2021/22 monitoring"),
        decision("Centre"),
        decision("A {{ template }} title"),
        decision("Line\x07bell and more"),
        decision(" ".join(["long"] * 20)),
    ],
)
def test_what_would_not_read_as_a_topic_is_passed_over(skipped):
    assert answered_examples(Library(skipped, resolution("the Community Safety Fund")))[0] == (
        "What was agreed on the Community Safety Fund?"
    )


def test_without_records_the_titles_of_papers_are_asked_for():
    assert answered_examples(FakeLibrary()) == (f"What does “{DOCUMENTS[DECISION].facts.title}” say?",)
    assert answered_examples(FakeLibrary(empty=True)) == ()


def test_an_example_that_the_papers_do_not_answer_is_passed_over():
    library = Library(decision("the moon landing"), decision("the women's centre"))
    assert answered_examples(library)[0] == "What was agreed on the women's centre?"


def test_they_are_kept_until_papers_come_or_go():
    library = Library(decision("the women's centre"))
    examples = Examples(library)
    examples.try_out()
    asked = len(library.asked)
    assert examples.now()[0] == "What was agreed on the women's centre?"
    assert len(library.asked) == asked
