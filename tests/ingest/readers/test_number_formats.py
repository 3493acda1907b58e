"""What a sheet shows for a number: worked by hand, or as Excel's own help shows it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.sheets.number_formats import BUILT_IN, show, show_text

JANUARY = 43129.4375  # 29 January 2018, 10:30
ACCOUNTING = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1234.59, "####.#", "1234.6"),
        (8.9, "#.000", "8.900"),
        (0.631, "0.#", "0.6"),
        (12, "#.0#", "12.0"),
        (1234.568, "#.0#", "1234.57"),
        (12000, "#,###", "12,000"),
        (12000, "#,", "12"),
        (12200000, "0.0,,", "12.2"),
        (5.25, "# ???/???", "5 1/4"),
        (-1.5, "# ?/?", "-1 1/2"),
        (0.25, "# ?/?", "1/4"),
        (2.5, "0", "3"),
        (-0.4, "0", "0"),
        (0, "#", ""),
        (5, "000", "005"),
        (12345678, "0.00E+00", "1.23E+07"),
        (1234567, '"£"#,##0.0,,"m"', "£1.2m"),
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (-1234.5, ACCOUNTING, "-£1,234.50"),
        (0, ACCOUNTING, "£-"),
        (3, '0 "FTE"', "3 FTE"),
        (3, "0\\x", "3x"),
        (0.5, "0%", "50%"),
        (12, '[>=10]"big";"small"', "big"),
        (5, '[>=10]"big";"small"', "small"),
        (5, '[<3]"low";[<7]"middle";"high"', "middle"),
        (-7, "General", "-7"),
        (-7, "0;;", ""),
        (2018, "General", "2018"),
        (123456789012345, "General", "123456789012345"),
        (1e21, "General", "1E+21"),
        (1 / 3, "General", "0.3333333333"),
        (7, "@", "7"),
        (7, '"a" General', "a 7"),
        (7, "", "7"),
        (1e300, "0.00", "1E+300"),
    ],
)
def test_numbers(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (JANUARY, "dd/mm/yyyy", "29 January 2018"),
        (JANUARY, "m/d/yy h:mm", "29 January 2018 10:30"),
        (JANUARY, "[$-809]dddd, d mmmm yyyy;@", "Monday 29 January 2018"),
        (JANUARY, "mmm-yy", "Jan-18"),
        (JANUARY, "mmmm yyyy", "January 2018"),
        (JANUARY, "mmmmm", "J"),
        (JANUARY, "dd.mm.", "29.01."),
        (JANUARY, "ddd d mmm", "Mon 29 Jan"),
        (JANUARY, "hh:mm:ss", "10:30:00"),
        (JANUARY + 0.25, "h:mm AM/PM", "4:30 PM"),
        (1.5, "[h]:mm", "36:00"),
        (1.5, "[h]:mm:ss", "36:00:00"),
        (1 / 24, "[mm]:ss", "60:00"),
        (1 / 1440, "[s]", "60"),
        (59, "d mmmm yyyy", "28 February 1900"),
        (61, "d mmmm yyyy", "1 March 1900"),
        (-1, "d mmmm yyyy", "-1"),
        (1e9, "d mmmm yyyy", "1000000000"),
        (1, "yyyy", "1900"),
    ],
)
def test_dates_and_times(value: float, code: str, shown: str) -> None:
    assert show(value, code) == shown


def test_days_may_count_from_1904() -> None:
    assert show(41667, "d mmmm yyyy", from_1904=True) == "29 January 2018"


def test_texts_have_formats_too() -> None:
    assert show_text("x", "General") == "x"
    assert show_text("x", '0;-0;0;"n: "@') == "n: x"


def test_all_built_in_codes_show_something() -> None:
    assert all(show(JANUARY, code) for code in BUILT_IN.values())


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.text('#0?,.%E+-/@;"\\_*[]$hmsyd<>=1 General:AMP£', max_size=20),
)
def test_no_code_and_no_number_is_too_odd(value: float, code: str) -> None:
    assert isinstance(show(value, code), str)
    assert isinstance(show_text("x", code), str)
    assert math.isfinite(value)
