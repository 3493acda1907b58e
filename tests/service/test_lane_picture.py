"""Where dated entries stand in a picture of lanes, at both of its scales."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.answer import Standing
from service.web.lane_picture import NARROW, WIDE, DatedEntry, Scale, lane_picture


def entries(*days: datetime.date, standing: Standing = Standing.AGREED) -> list[DatedEntry]:
    return [DatedEntry(number, day, standing) for number, day in enumerate(sorted(days), start=1)]


def day(year: int, month: int = 1) -> datetime.date:
    return datetime.date(year, month, 1)


def test_points_that_would_lie_on_each_other_are_one_that_says_how_many_they_are():
    picture = lane_picture(entries(day(2000), day(2000, 2), day(2000, 3), day(2020)), WIDE)

    assert [(p.label, p.title) for p in picture.lanes[0].points] == [
        ("×3", "1, 2, 3: 1 January 2000 to 1 March 2000"),
        ("4", "4: 1 January 2020"),
    ]
    assert picture.has_several


def test_a_narrow_screen_has_room_for_fewer_points():
    days = [day(2000 + n) for n in range(21)]  # each 4.7 hundredths from the next

    wide, narrow = (lane_picture(entries(*days), scale).lanes[0].points for scale in (WIDE, NARROW))

    assert [point.label for point in wide] == [str(n) for n in range(1, 22)]
    assert len(narrow) <= 9
    assert sum(point.entries for point in narrow) == 21


def test_years_that_would_stand_too_near_are_left_out():
    days = entries(day(2000), day(2020, 6))

    wide, narrow = (lane_picture(days, scale).years for scale in (WIDE, NARROW))

    # A year takes 4.6 hundredths of the width.
    assert [year for _, year in wide] == [str(year) for year in range(2000, 2021, 2)]
    assert [year for _, year in narrow] == ["2000", "2004", "2008", "2012", "2016", "2020"]


@pytest.mark.parametrize("scale", [WIDE, NARROW], ids=lambda scale: scale.name)
@given(
    st.lists(
        st.tuples(st.dates(day(2000), day(2024)), st.sampled_from(Standing)), min_size=2, max_size=60
    ).filter(lambda drawn: len({each for each, _ in drawn}) > 1)
)
def test_no_two_points_of_a_lane_lie_on_each_other_and_each_entry_is_in_one(
    scale: Scale, drawn: list[tuple[datetime.date, Standing]]
):
    ordered = sorted(drawn, key=lambda one: one[0])
    dated = [DatedEntry(number, when, standing) for number, (when, standing) in enumerate(ordered, start=1)]

    picture = lane_picture(dated, scale)

    for lane in picture.lanes:
        places = [point.x for point in lane.points]
        assert all(3 <= place <= 97 for place in places)
        # Places are rounded to hundredths.
        gaps = [after - before for before, after in pairwise(places)]
        assert all(gap >= scale.point_gap - 0.01 for gap in gaps)
    assert sum(point.entries for lane in picture.lanes for point in lane.points) == len(dated)
