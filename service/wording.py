"""How dates, pages and names of kinds are worded for people: on the pages, and in what is taken away."""

import datetime

from service.strings import has_text, text


def long_date(date: datetime.date) -> str:
    """Return a date in full.

    >>> long_date(datetime.date(2021, 5, 19))
    '19 May 2021'
    """
    return text("date.long", day=date.day, month=text(f"date.month_{date.month}"), year=str(date.year))


def month_of(date: datetime.date) -> str:
    """Return a month with its year.

    >>> month_of(datetime.date(2021, 5, 19))
    'May 2021'
    """
    return text("date.month", month=text(f"date.month_{date.month}"), year=str(date.year))


def name_of(value: str) -> str:
    """Return what a value of the code is called: a kind, a standing, a rating, an outcome, a status.

    What is none, an address may hold it, stands as it is.

    >>> name_of("decision_notice")
    'Decision notice'
    """
    key = f"names.{value}"
    return text(key) if has_text(key) else value


def pages_of(first: int, last: int) -> str:
    r"""Return one page, or a run of pages; no line is broken within.

    >>> pages_of(3, 3), pages_of(3, 4)
    ('p.\xa03', 'pp.\xa03–4')
    """
    return unbroken(page_range(first, last))


def page_range(first: int, last: int) -> str:
    """Return one page, or a run of pages.

    >>> page_range(3, 3), page_range(3, 4)
    ('p. 3', 'pp. 3–4')
    """
    if first == last:
        return text("place.page", page=str(first))
    return text("place.pages", first=str(first), last=str(last))


def unbroken(words: str) -> str:
    """Return ``words`` with spaces at which no line is broken."""
    return words.replace(" ", "\u00a0")
