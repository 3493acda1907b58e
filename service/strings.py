"""What the pages say, out of one file for each language (``languages/en.toml``).

A key names a place and what is said there: ``ask.lead``. Its value is a text with named gaps
(``{papers}``), or, where a count decides, a table with one text for each plural form of the language
(``one``, ``other``), chosen by the value of ``n``. The texts are ours and may hold mark-up; what fills a gap
in a template is always escaped.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

LANGUAGE = "en"
FOLDER = Path(__file__).parent / "languages"


@cache
def catalogue(language: str = LANGUAGE) -> Mapping[str, Any]:
    """Return the texts of a language by their whole keys."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {f"{table}.{key}": said for table, entries in tables.items() for key, said in entries.items()}


def text(key: str, **values: object) -> str:
    """Return a text as plain words, its gaps filled. Raises KeyError for a key or a gap that is not there.

    >>> text("count.papers", n=1), text("count.papers", n=1200)
    ('1 paper', '1,200 papers')
    """
    return _chosen(key, values).format(**_worded(values))


def has_text(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in catalogue()


def marked_up(key: str, **values: object) -> Markup:
    """Return a text for a template: its own mark-up stands, and what fills its gaps is escaped."""
    return Markup(_chosen(key, values)).format(**_worded(values))  # noqa: S704 - the texts are our own


def _chosen(key: str, values: Mapping[str, object]) -> str:
    said = catalogue()[key]
    return str(said if isinstance(said, str) else said[_plural_form(values["n"])])


def _plural_form(number: object) -> str:
    """Return the name of English's plural form, as the Unicode CLDR names it; Welsh has six."""
    return "one" if number == 1 else "other"


def _worded(values: Mapping[str, object]) -> dict[str, object]:
    return {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
