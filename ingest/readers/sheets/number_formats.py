"""What a spreadsheet shows for a number: its format code, applied (ECMA-376, part 1, 18.8.31).

A cell holds 43129 or 0.052; the sheet shows "29 January 2018" or "5.2%". Codes that a program in another
country would show otherwise (a date's order of day and month) are written out in full.
"""

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

# The codes that files refer to by number only (18.8.30); the others are written out in the file.
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;-£#,##0",
    7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;-£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy h:mm", 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: "#,##0;-#,##0;-",
    42: "£#,##0;-£#,##0;-", 43: "#,##0.00;-#,##0.00;-", 44: "£#,##0.00;-£#,##0.00;-", 45: "mm:ss",
    46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip

_GENERAL_DIGITS = 11  # of a number with a fraction
_WHOLE_DIGITS = 15
_MOST_DECIMALS = 30
_LONGEST_CODE = 1000  # characters
_EPOCH = datetime.datetime(1899, 12, 30)
_LAST_DAY = 2_958_465  # 31 December 9999
_LEAP_BUG = 60  # Excel believes in 29 February 1900; days before it are one off
_DAYS_1904 = 1462
_MINUTES_A_DAY = 24 * 60

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.'
    r"|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<elapsed>h+|m+|s+)\]"
    r"|\[(?P<condition>[<>=]+)(?P<limit>-?[\d.]+)\]|\[[^\]]*\]"
    r"|(?P<half>AM/PM|A/P)|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+(?:\.0+)?)"
    r"|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<exponent>E[+-])|(?P<percent>%)|(?P<text>@)|(?P<slash>/)|(?P<other>.)",
    re.I | re.S,
)
_MONTHS = ("January February March April May June July August September October November December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a code that semicolons divide: (kind, text) of each token."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None

    def has(self, *kinds: str) -> bool:
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def is_date(self) -> bool:
        return self.has("date", "elapsed") and not self.has("digits", "general")


def show(value: float, code: str, *, from_1904: bool = False) -> str:
    """Return what a sheet shows for ``value`` under the format ``code``; never raises.

    ``from_1904`` says that the file counts days from 1904.
    """
    sections = _sections(code)
    numbers = [section for section in sections if not section.has("text")] or sections[:1]
    section, unsigned = _chosen(numbers, value)
    if section.is_date:
        return _date(section, value, from_1904=from_1904) or _general(value)
    try:
        return _number(section, abs(value) if unsigned else value)
    except (InvalidOperation, OverflowError, ValueError):
        return _general(value)


def show_text(text: str, code: str) -> str:
    """Return what a sheet shows for ``text`` under the format ``code``."""
    with_text = [section for section in _sections(code) if section.has("text")]
    if not with_text or code == "@":
        return text
    return "".join(text if kind == "text" else said for kind, said in with_text[-1].tokens if kind != "gap")


@lru_cache(maxsize=2000)
def _sections(code: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer((code or "General")[:_LONGEST_CODE]):
        if match["other"] == ";":
            sections.append(_Section(_with_minutes(tokens), condition))
            tokens, condition = [], None
        elif match["condition"]:
            condition = _condition(match["condition"], match["limit"])
        else:
            tokens.append(_token(match))
    sections.append(_Section(_with_minutes(tokens), condition))
    return tuple(sections)


def _token(match: re.Match[str]) -> tuple[str, str]:
    for kind in ("quoted", "escaped", "currency", "other"):
        if match[kind] is not None:
            return "literal", match[kind]
    for kind in (
        "elapsed",
        "half",
        "general",
        "date",
        "digits",
        "point",
        "exponent",
        "percent",
        "text",
        "slash",
    ):
        if match[kind] is not None:
            said = match[kind]
            return kind, said.lower() if kind in ("date", "elapsed") else said
    return "gap", ""  # a blank as wide as a letter, a filler, a colour


def _condition(sign: str, limit: str) -> tuple[str, float] | None:
    try:
        return sign, float(limit)
    except ValueError:
        return None


def _with_minutes(tokens: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Tell minutes from months: "m" after hours or before seconds."""
    told = list(tokens)
    dated = [index for index, (kind, _) in enumerate(told) if kind in ("date", "elapsed")]
    for place, index in enumerate(dated):
        kind, said = told[index]
        before = told[dated[place - 1]][1] if place else ""
        after = told[dated[place + 1]][1] if place + 1 < len(dated) else ""
        if kind == "date" and said in ("m", "mm") and (before.startswith("h") or after.startswith("s")):
            told[index] = ("minutes", said)
    return tuple(told)


def _chosen(sections: "tuple[_Section, ...] | list[_Section]", value: float) -> tuple[_Section, bool]:
    """Return the section for ``value``, and whether it shows the sign itself."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _meets(value, section.condition):
                return section, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _meets(value: float, condition: tuple[str, float]) -> bool:
    sign, limit = condition
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }.get(sign, False)  # fmt: skip


# Numbers


def _general(value: float) -> str:
    """Return a number as a wide cell shows it without any format."""
    if value == int(value) and abs(value) < 10**_WHOLE_DIGITS:
        return str(int(value))
    return f"{value:.{_GENERAL_DIGITS - 1}g}".replace("e+", "E+").replace("e-", "E-")


def _number(section: _Section, value: float) -> str:
    if not section.has("digits"):
        return _around(section, _general(value), {"general", "text"})
    if section.has("slash"):
        return _fraction(section, value)
    whole, decimals, scale = _places(section)
    percents = sum(kind == "percent" for kind, _ in section.tokens)
    number = Decimal(repr(float(value))) * (Decimal(100) ** percents) / (Decimal(1000) ** scale)
    if section.has("exponent"):
        shown = f"{number:.{len(decimals)}E}"
        shown = re.sub(r"E([+-])(\d)$", r"E\g<1>0\2", shown)
        return _around(section, shown, {"digits", "point", "exponent"})
    rounded = number.quantize(Decimal(1).scaleb(-min(len(decimals), _MOST_DECIMALS)), ROUND_HALF_UP)
    return ("-" if rounded < 0 else "") + _around(
        section, _digits(abs(rounded), whole, decimals), {"digits", "point"}
    )


def _places(section: _Section) -> tuple[str, str, int]:
    """Return the placeholders before and after the point, and how often the number is cut by a thousand."""
    whole, decimals, scale = "", "", 0
    after = False
    for kind, said in section.tokens:
        if kind == "exponent":
            break
        if kind == "point":
            after = True
        elif kind == "digits":
            bare = said.rstrip(",")
            scale += len(said) - len(bare)
            if after:
                decimals += bare.replace(",", "")
            else:
                whole += bare
    return whole, decimals, scale


def _digits(number: Decimal, whole: str, decimals: str) -> str:
    before, _, after = f"{number:f}".partition(".")
    least = whole.replace(",", "").count("0")
    before = before.lstrip("0").rjust(least, "0")
    if "," in whole:
        before = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", before)
    # Digits that are only shown where they are not zero.
    fixed = max((place + 1 for place, sign in enumerate(decimals) if sign == "0"), default=0)
    after = after[:fixed] + after[fixed:].rstrip("0")
    return f"{before}.{after}" if after else before


def _fraction(section: _Section, value: float) -> str:
    denominators = [said for kind, said in section.tokens if kind == "digits"]
    fraction = Fraction(abs(value)).limit_denominator(10 ** min(3, len(denominators[-1])) - 1)
    whole, rest = divmod(fraction.numerator, fraction.denominator)
    parts = [str(whole)] if whole or not rest else []
    if rest:
        parts.append(f"{rest}/{fraction.denominator}")
    return ("-" if value < 0 else "") + " ".join(parts)


def _around(section: _Section, shown: str, kinds: set[str]) -> str:
    """Return ``shown`` in the place of the first token of ``kinds``, with the words around it."""
    written: list[str] = []
    placed = False
    for kind, said in section.tokens:
        if kind in kinds:
            if not placed:
                written.append(shown)
                placed = True
        elif kind in ("literal", "percent", "slash"):
            written.append(said)
    return "".join(written).strip()


# Dates


def _date(section: _Section, value: float, *, from_1904: bool) -> str | None:
    """Return a date or a time; None where no day has that number."""
    days = value + (_DAYS_1904 if from_1904 else 0)
    if not 0 <= days < _LAST_DAY + 1:
        return None
    if section.has("elapsed"):
        return _elapsed(section, days)
    if days < _LEAP_BUG and not from_1904:
        days += 1
    moment = _EPOCH + datetime.timedelta(days=int(days), seconds=round((days % 1) * 86_400))
    said = {text[:1] for kind, text in section.tokens if kind == "date"}
    if {"y", "m", "d"} <= said:
        return _in_full(section, moment)
    return "".join(
        _part(kind, text, moment, halved=section.has("half")) for kind, text in section.tokens
    ).strip()


def _in_full(section: _Section, moment: datetime.datetime) -> str:
    named = any(kind == "date" and text in ("ddd", "dddd") for kind, text in section.tokens)
    written = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    if named:
        written = f"{_DAYS[moment.weekday()]} {written}"
    timed = any(kind == "date" and text.startswith("h") for kind, text in section.tokens)
    return f"{written} {moment:%H:%M}" if timed else written


def _part(kind: str, text: str, moment: datetime.datetime, *, halved: bool) -> str:
    if kind == "half":
        return "AM" if moment.hour < 12 else "PM"
    if kind not in ("date", "minutes"):
        return text if kind in ("literal", "slash", "point") else ""
    if kind == "date" and text[:1] in "md":
        name, count = _named(text[:1], moment)
        return (str(count), f"{count:02}", name[:3], name, name[:1])[min(len(text), 5) - 1]
    counts = {
        "y": moment.year if len(text) > 2 else moment.year % 100,
        "h": (moment.hour % 12 or 12) if halved else moment.hour,
        "m": moment.minute,
        "s": moment.second,
    }
    count = counts[text[:1]]
    return f"{count:02}" if len(text) > 1 else str(count)


def _named(letter: str, moment: datetime.datetime) -> tuple[str, int]:
    """Return the name and the number of the month ("m") or the day ("d")."""
    if letter == "m":
        return _MONTHS[moment.month - 1], moment.month
    return _DAYS[moment.weekday()], moment.day


def _elapsed(section: _Section, days: float) -> str:
    """Return a span of time: hours beyond 24, minutes beyond 60."""
    seconds = round(days * 86_400)
    first = next(text for kind, text in section.tokens if kind == "elapsed")[:1]
    minutes, rest = divmod(seconds, 60)
    if first == "s":
        return str(seconds)
    if first == "m":
        return f"{minutes:02}:{rest:02}"
    with_seconds = any(text.startswith("s") for kind, text in section.tokens if kind == "date")
    written = f"{minutes // 60}:{minutes % 60:02}"
    return f"{written}:{rest:02}" if with_seconds else written
