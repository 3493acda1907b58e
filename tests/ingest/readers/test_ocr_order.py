"""The order in which the lines of a scanned page are read."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.ocr.order import Place, in_order

LEFT, MIDDLE, RIGHT = (60.0, 290.0), (310.0, 540.0), (560.0, 790.0)


def line(name: str, x: tuple[float, float], top: float, words: int = 8) -> Place[str]:
    return Place(name, *x, top - 10, top, words)


def column(name: str, x: tuple[float, float], top: float, lines: int = 6, words: int = 8) -> list[Place[str]]:
    return [line(f"{name}{index}", x, top - 14 * index, words) for index in range(lines)]


def names(places: list[Place[str]]) -> str:
    return " ".join(place.what for place in in_order(places))


def test_one_column_is_read_from_top_to_bottom() -> None:
    assert names(column("a", LEFT, 700)[::-1]) == "a0 a1 a2 a3 a4 a5"


def test_two_columns_of_prose_are_read_one_after_the_other() -> None:
    assert names(column("a", LEFT, 700) + column("b", MIDDLE, 698)) == ("a0 a1 a2 a3 a4 a5 b0 b1 b2 b3 b4 b5")


def test_three_columns() -> None:
    three = column("a", LEFT, 700, 4) + column("b", MIDDLE, 700, 4) + column("c", RIGHT, 700, 4)
    assert names(three) == "a0 a1 a2 a3 b0 b1 b2 b3 c0 c1 c2 c3"


def test_what_stands_across_the_columns_parts_them() -> None:
    title, heading = line("title", (60, 540), 750), line("heading", (60, 540), 600)
    upper = column("a", LEFT, 700, 4) + column("b", MIDDLE, 700, 4)
    lower = column("c", LEFT, 570, 4) + column("d", MIDDLE, 570, 4)
    assert names([*lower, heading, *upper, title]) == (
        "title a0 a1 a2 a3 b0 b1 b2 b3 heading c0 c1 c2 c3 d0 d1 d2 d3"
    )


def test_the_rows_of_a_table_stay_rows() -> None:
    labels = column("a", LEFT, 700, 4, words=2)
    figures = column("b", MIDDLE, 700, 4, words=1)
    assert names(labels + figures) == "a0 b0 a1 b1 a2 b2 a3 b3"


def test_a_label_stays_beside_its_entry() -> None:
    entry = column("text", MIDDLE, 700, 6)
    assert names([line("label", (60, 120), 700, words=1), *entry]) == (
        "label text0 text1 text2 text3 text4 text5"
    )


@given(
    st.lists(
        st.builds(
            lambda x, width, y, words: Place((x, y), x, x + width, y, y + 10.0, words),
            st.floats(0, 500),
            st.floats(1, 400),
            st.floats(0, 800),
            st.integers(1, 12),
        ),
        max_size=30,
    )
)
def test_nothing_is_lost_or_read_twice(places: list[Place[tuple[float, float]]]) -> None:
    assert sorted(map(id, in_order(places))) == sorted(map(id, places))
