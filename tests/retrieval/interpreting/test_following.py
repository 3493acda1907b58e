"""Whether a question leans on those before it, and what it takes from them."""

import pytest

from retrieval.interpreting.following import Leaning, leaning_of
from retrieval.snapshot import Snapshot
from tests.retrieval.made import paper, question_about

PAPER = paper(
    "Integrated Offender Management (IOM) in Norfolk cost £31,871 in 2016/17 and £33,269 in 2017/18.",
    "Women offenders in Suffolk get a link worker. The hostel in Sedgeford has 12 beds.",
    area="Norfolk",
)


@pytest.fixture
def store(make_store):
    return make_store(PAPER)


@pytest.mark.parametrize(
    "asked",
    [
        "How much was that?",
        "When was it signed?",
        "Who voted against?",
        "Why?",
        "By whom?",
        "Who chairs the group?",
        "How long will the post last?",
        "What will the board be called?",
        "How many of them are women?",
        "When do they meet next?",
        "And how much will it cost?",
        "Does this apply to hostels?",
        "Who lives there?",
        "What else was agreed?",
        "How many beds did the same one have?",
    ],
)
def test_a_question_that_points_back_is_about_what_was_asked_before(store, asked: str) -> None:
    assert leaning_of(asked, Snapshot.of(store)) is Leaning.ABOUT


@pytest.mark.parametrize(
    "asked",
    [
        "and in Suffolk?",
        "What about the link worker?",
        "how about 2018?",
        "And Suffolk?",
        "in 2017/18?",
        "For women?",
        "women?",
    ],
)
def test_a_fragment_puts_something_in_the_place_of_something(store, asked: str) -> None:
    assert leaning_of(asked, Snapshot.of(store)) is Leaning.INSTEAD


@pytest.mark.parametrize(
    "asked",
    [
        "What does IOM stand for?",  # an acronym says what it is about
        "Is there a hostel in Sedgeford?",  # nothing is pointed at
        "Which schemes help women and their children?",  # "their" is of the women
        "What is IOM, and how much does it cost?",
        "How much does it cost to run a hostel?",
        "Who said that hostels are full?",
        "What was agreed on hostels?",
        "What was decided about parking?",
        "In 2018 what was agreed on women offenders?",
        "What do parents use instead of hostels?",
        "How many beds are open this year in hostels?",
        "What is the police budget?",
        "Who chairs the Strategy Group?",  # a name, by its capitals
        "How did the hostel, the link worker, the school and the bus depot share its money?",
    ],
)
def test_a_question_that_says_what_it_is_about_stands_alone(store, asked: str) -> None:
    assert leaning_of(asked, Snapshot.of(store)) is Leaning.ALONE


def test_an_area_is_put_in_the_place_of_the_area(store) -> None:
    asked = question_about(store, "and in Suffolk?", "What is planned for women offenders in Norfolk?")
    assert asked.text == "What is planned for women offenders in Suffolk?"
    assert (asked.areas, asked.foreign_areas) == ((), ("Suffolk",))
    assert frozenset({"norfolk"}) not in {group.ways[0] for group in asked.groups}


def test_a_year_is_put_in_the_place_of_the_year(store) -> None:
    asked = question_about(store, "and in 2017/18?", "What did IOM cost in 2016/17?")
    assert asked.text == "What did IOM cost in 2017/18?"
    assert asked.years == ("2017/18",)


def test_a_year_stays_where_only_the_area_changes(store) -> None:
    assert question_about(store, "and in Suffolk?", "What did IOM cost in Norfolk in 2017?").years == (
        "2017",
    )


def test_the_topic_stays_over_ten_turns(store) -> None:
    turns = ["How much does the link worker in Sedgeford cost?"]
    turns += ["Who pays for it?", "When was it agreed?", "Why?", "How long does it last?", "Who runs it?"]
    turns += ["Where is it?", "Who voted against?", "How many beds does it have?", "Was it reviewed?"]
    last = question_about(store, "What happens to it next?", *turns)
    assert last.leans
    assert last.text == "How much does the link worker in Sedgeford cost? What happens to it next?"
    weights = {group.ways[0]: group.weight for group in last.groups}
    alone = {group.ways[0]: group.weight for group in question_about(store, turns[0]).groups}
    name = frozenset({"sedgeford"})
    assert weights[name] == pytest.approx(0.8 * alone[name])  # not 0.8 to the tenth


def test_what_about_brings_a_new_topic(store) -> None:
    history = ["How much does IOM cost?", "What about the hostel in Sedgeford?"]
    assert question_about(store, "Who runs it?", *history).text.startswith(
        "How much does IOM cost? What about"
    )
    ways = {group.ways[0] for group in question_about(store, "Who runs it?", *history).groups}
    assert frozenset({"sedgeford"}) in ways


def test_a_change_of_topic_leaves_what_was_before_behind(store) -> None:
    history = [
        "How much does IOM cost in Norfolk?",
        "When was it agreed?",
        "How many beds has Sedgeford's hostel?",
    ]
    asked = question_about(store, "Who runs it?", *history)
    assert asked.text == "How many beds has Sedgeford's hostel? Who runs it?"
    assert asked.areas == ()


def test_a_reference_is_carried_to_what_is_asked_about_it(store) -> None:
    assert question_about(store, "How much was that?", "What did decision 28/2021 fund?").references == (
        "28/2021",
    )
