"""What the pages say, out of one file for each language (``languages/en.toml``).

A key names a place and what is said there: ``ask.lead``. ``retrieval/texts.py`` says what a text is; those
of answers stand there, for programs are told them too. The texts are ours and may hold mark-up; what fills a
gap in a template is always escaped.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup

from retrieval import texts
from retrieval.texts import Text, chosen, read_texts, shown

LANGUAGE = texts.ENGLISH
FOLDER = Path(__file__).parent / "languages"


@cache
def catalogue(language: str = LANGUAGE) -> Mapping[str, Text]:
    """Return the texts of a language by their whole keys: those of answers, and those of the pages."""
    return read_texts(texts.FOLDER, language) | read_texts(FOLDER, language)


def text(key: str, **values: object) -> str:
    """Return a text as plain words, its gaps filled. Raises KeyError for a key or a gap that is not there.

    >>> text("count.papers", n=1), text("count.papers", n=1200)
    ('1 paper', '1,200 papers')
    """
    return chosen(catalogue()[key], values).format(**shown(values))


def has_text(key: str) -> bool:
    """Whether there is a text of this key."""
    return key in catalogue()


def marked_up(key: str, **values: object) -> Markup:
    """Return a text for a template: its own mark-up stands, and what fills its gaps is escaped."""
    return Markup(chosen(catalogue()[key], values)).format(**shown(values))  # noqa: S704 - they are our own
