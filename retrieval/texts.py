"""Texts of ours, out of one file for each language: how they are read, and how their gaps are filled.

A key names a table and what is said there: ``headline.meeting``. Its value is a text with named gaps
(``{body}``), or, where a count decides, a table with one text for each plural form of the language
(``one``, ``other``), chosen by the value of ``n``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ENGLISH = "en"
FOLDER = Path(__file__).parent / "languages"

Text = str | Mapping[str, str]


def read_texts(folder: Path, language: str) -> dict[str, Text]:
    """Return the texts that ``folder`` holds in a language, by their whole keys."""
    with (folder / f"{language}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {f"{table}.{key}": said for table, entries in tables.items() for key, said in entries.items()}


def english(key: str, **values: object) -> str:
    """Return what answers say in English. Raises KeyError for a key or a gap that is not there.

    >>> english("headline.resolutions", n=1), english("headline.resolutions", n=1200)
    ('1 resolution', '1,200 resolutions')
    """
    return chosen(_english()[key], values).format(**shown(values))


def chosen(said: Text, values: Mapping[str, object]) -> str:
    """Return the text, its gaps open; of several plural forms the one of ``n``."""
    return said if isinstance(said, str) else said[_plural_form(values["n"])]


def shown(values: Mapping[str, object]) -> dict[str, object]:
    """Return what fills the gaps, long numbers with their commas."""
    return {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}


def _plural_form(number: object) -> str:
    """Return the name of English's plural form, as the Unicode CLDR names it; Welsh has six."""
    return "one" if number == 1 else "other"


@cache
def _english() -> Mapping[str, Text]:
    return read_texts(FOLDER, ENGLISH)
