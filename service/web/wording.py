"""How dates, counts and names of kinds are worded on the screen."""

import datetime


def long_date(date: datetime.date) -> str:
    """Return a date in full.

    >>> long_date(datetime.date(2021, 5, 19))
    '19 May 2021'
    """
    return f"{date.day} {date:%B} {date.year}"


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "paper"), count(1200, "paper")
    ('1 paper', '1,200 papers')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def sentence_case(name: str) -> str:
    """Return a name from the code as words.

    >>> sentence_case("decision_notice")
    'Decision notice'
    """
    return name.replace("_", " ").capitalize()


def unbroken(text: str) -> str:
    """Return ``text`` with spaces at which no line is broken."""
    return text.replace(" ", "\u00a0")
