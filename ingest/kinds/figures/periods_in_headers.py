"""The period that a column's heading, or a table's caption, names: "2016/17 Q1", "31.3.24", "Mar- 25"."""

import re
from collections.abc import Iterator

from ingest.kinds.dates import MONTHS

_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_YEAR = r"(?:(?:19|20)\d{2}(?:\s?[/–-]\s?(?:20)?\d{2})?|(?<![\d.,£])\d{2}\s?[/-]\s?\d{2}(?![\d/.-]))"
_QUARTER = r"(?:Q(?:uarter|tr)?\s?[1-4]|(?:first|second|third|fourth) quarter)"
_PERIOD = re.compile(
    rf"""(?<!\w)(?:
        (?:(?:as\ )?at\ |to\ )?\d{{1,2}}(?:st|nd|rd|th)?[\s-]{_MONTH}[\s,-]*(?:\d{{4}}|\d{{2}})
      | \d{{1,2}}[./]\d{{1,2}}[./](?:\d{{4}}|\d{{2}})
      | {_MONTH}\.?\s?(?:[-–]|to)\s?{_MONTH}\.?(?:\s?[-–]?\s?(?:\d{{4}}|\d{{2}}))?
      | {_MONTH}\.?[\s–'’-]*(?:\d{{4}}|\d{{2}})
      | {_YEAR}\s*{_QUARTER} | {_QUARTER}[\s,(-]*{_YEAR}\)?
      | (?:(?:by|between|post|pre|since)\s)?{_YEAR} | {_QUARTER}
      | year\ (?:\d{{1,2}}|to\ date) | prior\ years?
      | {_MONTH}$
    )(?!\w)""",
    re.I | re.X,
)
_LONGEST = 40  # characters of a period's name
_SHORT_YEARS = re.compile(r"(\d{2})\s?[/-]\s?(\d{2})")
_WHOLE_YEAR = re.compile(r"^(?:annual|year|year \d{1,2}|total|full year|year end)$", re.I)


def period_in(heading: str) -> str | None:
    """Return the period that a heading names, as it is printed; None where it names none or several.

    >>> period_in("2025-26 Year 1 £000s"), period_in("Change from 2023-24 to 2024-25")
    ('2025-26', None)
    """
    found = [match[0].strip() for match in _periods(heading)]
    named = [words for words in found if not re.match(r"year \d", words, re.I)] or found
    return named[0] if len({_bare(words) for words in named}) == 1 else None


def is_period(cell: str) -> bool:
    """Whether a cell is the name of a period, and nothing else."""
    bare = cell.strip()
    return len(bare) <= _LONGEST and any(match[0] == bare for match in _periods(bare))


def is_one_year(period: str) -> bool:
    """Whether a period is a year or a day with its century printed.

    "2025-35" is a span of years, "24-25" may be part of a name, and "June 2022" when something ends.

    >>> is_one_year("2024-25"), is_one_year("2025-35"), is_one_year("31.03.2024")
    (True, False, True)
    """
    span = re.search(r"\d\d(\d\d)\s?[/–-]\s?(?:20)?(\d\d)$", period)
    if span and not re.search(r"\d\d?[./]\d\d?[./]", period):
        return int(span[2]) == (int(span[1]) + 1) % 100
    return re.search(r"\d.*(?:19|20)\d\d$", period) is not None


def without_period(heading: str) -> str:
    """Return a heading without the period that it names: "2024-25 Budget" is "Budget"."""
    if period_in(heading) is None:
        return heading
    rest = heading
    for match in reversed(list(_periods(heading))):
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    rest = " ".join(rest.split()).strip(" ,:;–-")
    return "" if _WHOLE_YEAR.match(rest) else rest


def _periods(text: str) -> Iterator[re.Match[str]]:
    """Yield where ``text`` names a period; "18-25" is none, for the years of one follow each other."""
    for match in _PERIOD.finditer(text):
        short = _SHORT_YEARS.fullmatch(match[0].strip())
        if short is None or int(short[2]) == (int(short[1]) + 1) % 100:
            yield match


def _bare(words: str) -> str:
    return re.sub(r"\W", "", words).lower()
