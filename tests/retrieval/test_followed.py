"""The same action is known again from paper to paper."""

import dataclasses
import datetime

import pytest

from ingest.documents import DocumentKind, Rating
from ingest.records import Action, RecordType
from retrieval.followed import followed
from tests.retrieval.made import library_of, paper
from tests.support.recorded import at

TRAIN = "Train all custody staff in the diversion of women by the autumn"


def tracker(month: int, rating: Rating, *, area: str = "Norwold", action: str = TRAIN):
    """Return a tracker of one action, of the first of a month of 2024."""
    made = paper(
        f"{action}. {rating}",
        title=f"Tracker {month}",
        kind=DocumentKind.ACTION_PLAN,
        area=area,
        date=datetime.date(2024, month, 1),
    )
    record = Action(source=at(0, made.passages[0].text), action=action, rating=rating)
    return dataclasses.replace(made, records=(record,))


@pytest.fixture
def follow(tmp_path):
    """Return, by the month of each tracker, the ratings of the same action in the others."""
    libraries = []

    def of(*trackers):
        library = library_of(tmp_path, *trackers)
        libraries.append(library)
        catalogue = library.catalogue()
        entries = catalogue.entries(RecordType.ACTION)
        found = followed(entries, catalogue)
        return {
            entry.date.month: [other.rating.value for other in found[entry.id]]
            for entry in entries
            if entry.id in found
        }

    yield of
    for library in libraries:
        library.close()


def test_an_action_is_followed_through_the_trackers_of_its_area(follow):
    assert follow(tracker(1, Rating.RED), tracker(4, Rating.AMBER), tracker(7, Rating.GREEN)) == {
        1: ["amber", "green"],
        4: ["red", "green"],
        7: ["red", "amber"],
    }


def test_another_area_has_actions_of_its_own(follow):
    assert follow(tracker(1, Rating.RED), tracker(4, Rating.AMBER, area="Fenshire")) == {}


def test_a_few_words_are_not_known_again(follow):
    update = "Update to be given"
    assert follow(tracker(1, Rating.RED, action=update), tracker(4, Rating.AMBER, action=update)) == {}
