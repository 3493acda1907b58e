"""Pictures of records: where columns and pieces stand, and what they say in words."""

import datetime

from ingest.documents import Document, DocumentFacts, DocumentKind, Rating
from ingest.record_rows import StoredRecord
from ingest.records import Action, Decision
from retrieval.records import Entry
from service.web.record_pictures import ratings_by_theme, timeline
from tests.support.recorded import at

PAPER = Document("a" * 16, "a" * 64, DocumentFacts(DocumentKind.OTHER, "A tracker"), 1, 1, ())


def entry(record) -> Entry:
    return Entry(StoredRecord(1, PAPER.id, 0, record, 1, None), PAPER)


def decided(year: int, month: int, day: int = 1) -> Entry:
    date = datetime.date(year, month, day)
    return entry(Decision(source=at(0, "x"), title="x", wording="x", date=date))


def rated(theme: str | None, *ratings: Rating) -> list[Entry]:
    return [entry(Action(source=at(0, "x"), action="x", theme=theme, rating=rating)) for rating in ratings]


def test_the_months_from_the_first_to_the_last_share_the_width():
    picture = timeline([decided(2020, 11), decided(2020, 11, 9), decided(2021, 2)])

    assert [(c.label, c.count) for c in picture.columns] == [("November 2020", 2), ("February 2021", 1)]
    assert [(c.x, c.width) for c in picture.columns] == [(2.5, 20.0), (77.5, 20.0)]
    assert picture.columns[0].height == 2 * picture.columns[1].height
    assert picture.ticks == ((0.0, "2020"), (50.0, "2021"))
    assert picture.text == "2020: 2; 2021: 1"


def test_many_years_are_shown_by_the_year():
    picture = timeline([decided(1990, 5), decided(2020, 6), decided(2020, 7)])

    assert [(c.label, c.count) for c in picture.columns] == [("1990", 1), ("2020", 2)]


def test_one_month_is_no_timeline():
    assert timeline([decided(2020, 5), decided(2020, 5, 9)]) is None


def test_the_pieces_of_the_largest_theme_fill_the_width():
    picture = ratings_by_theme(
        [*rated("Youth", Rating.GREEN, Rating.RED, Rating.GREEN, Rating.GREEN), *rated(None, Rating.AMBER)]
    )

    youth, paper = picture.bars
    assert [(p.rating, p.count, p.start, p.width) for p in youth.pieces] == [
        ("red", 1, 0.0, 25.0),
        ("green", 3, 25.0, 75.0),
    ]
    assert (paper.label, paper.total) == ("A tracker", 1)
    assert [(p.rating, p.start, p.width) for p in paper.pieces] == [("amber", 0.0, 25.0)]
    assert picture.legend == (("red", "Red", 1), ("amber", "Amber", 1), ("green", "Green", 3))


def test_the_smallest_of_many_themes_are_put_together():
    entries = [e for n in range(30) for e in rated(f"Theme {n}", *[Rating.RED] * (30 - n))]

    bars = ratings_by_theme(entries).bars

    assert [bar.label for bar in bars] == [*(f"Theme {n}" for n in range(14)), "Other themes"]
    assert sum(bar.total for bar in bars) == len(entries)


def test_nothing_rated_is_no_picture():
    assert ratings_by_theme(rated("Youth")) is None


def test_one_rating_of_one_theme_is_no_picture():
    assert ratings_by_theme(rated("Youth", Rating.GREEN, Rating.GREEN)) is None
