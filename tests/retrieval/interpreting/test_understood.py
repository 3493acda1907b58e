"""What was understood is told, and can be taken back."""

import datetime

import pytest

from ingest.documents import DocumentKind
from retrieval.query import UnderstoodAs, interpret
from retrieval.snapshot import Snapshot
from tests.retrieval.made import paper
from tests.support.stand_in_encoder import StandInEncoder

PAPER = paper(
    "Women offenders in Norfolk are helped by Integrated Offender Management (IOM).",
    "Three actions are amber.",
    area="Norfolk",
    reference="28/2021",
)
TODAY = datetime.date(2026, 11, 23)


@pytest.fixture
def ask(make_store):
    snapshot = Snapshot.of(make_store(PAPER))
    return lambda typed, *history, ignore=(): interpret(
        typed, history, snapshot, StandInEncoder().encode, ignore=frozenset(ignore), today=TODAY
    )


def told(question) -> list[tuple[str, str]]:
    return [(str(one.kind), one.text) for one in question.understood]


def test_a_question_is_told_in_its_parts(ask) -> None:
    asked = ask("what was agreed on women ofenders in Norfolk since 2019")
    assert told(asked) == [
        ("topic", "women offenders"),
        ("spelling", "ofenders → offenders"),
        ("area", "Norfolk"),
        ("period", "since 2019"),
    ]


@pytest.mark.parametrize(
    ("typed", "kind", "key", "field", "with_it", "without"),
    [
        ("women ofenders", "spelling", "spelling:ofenders", "text", "women offenders", "women ofenders"),
        ("women in Norfolk", "area", "area:Norfolk", "areas", ("Norfolk",), ()),
        ("women in Suffolk", "area", "area:Suffolk", "foreign_areas", ("Suffolk",), ()),
        ("women in 2018", "year", "year:2018", "years", ("2018",), ()),
        ("decision 2021/28", "reference", "reference:28/2021", "references", ("28/2021",), ()),
        ("amber actions", "rating", "rating:amber", "ratings", ("amber",), ()),
        ("the latest on women", "latest", "latest:latest", "wants_latest", True, False),
        ("in the minutes, women", "paper", "paper:minutes", "kinds", (DocumentKind.MINUTES,), ()),
        ("What does IOM do?", "acronym", "acronym:iom", "expansions",
         {"iom": ("Integrated Offender Management",)}, {}),
    ],
)  # fmt: skip
def test_each_can_be_taken_back(ask, typed, kind, key, field, with_it, without) -> None:
    assert (kind, key) in [(str(one.kind), one.key) for one in ask(typed).understood]
    assert getattr(ask(typed), field) == with_it
    taken_back = ask(typed, ignore=[key])
    assert getattr(taken_back, field) == without
    assert kind not in [one.kind for one in taken_back.understood]


def test_a_period_can_be_taken_back_and_its_words_are_looked_for_then(ask) -> None:
    assert ask("women since 2019").period is not None
    taken_back = ask("women since 2019", ignore=["period:since 2019"])
    assert (taken_back.period, taken_back.years) == (None, ("2019",))


def test_leaning_on_an_earlier_question_can_be_taken_back(ask) -> None:
    earlier = "How are women offenders helped in Norfolk?"
    leaning = ask("Who pays for it?", earlier)
    assert leaning.leans
    assert leaning.understood[0].kind is UnderstoodAs.EARLIER
    assert leaning.understood[0].text == earlier
    alone = ask("Who pays for it?", earlier, ignore=[leaning.understood[0].key])
    assert not alone.leans
    assert (alone.text, alone.areas) == ("Who pays for it?", ())


def test_what_is_left_cannot_be_taken_back(ask) -> None:
    (topic,) = ask("women offenders").understood
    assert (topic.kind, topic.key) == (UnderstoodAs.TOPIC, None)


def test_a_key_that_is_not_of_this_question_changes_nothing(ask) -> None:
    assert ask("women in Norfolk", ignore=["area:Kent", "nonsense", ":"]) == ask("women in Norfolk")
