"""The page of all papers: how large the library is, what narrows it, and the papers in an order.

The template only prints what is prepared here.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ingest.documents import Document
from service.strings import text
from service.web.facets import FACETS, Told, choices_of
from service.web.numbers import screen_of
from service.web.record_choices import Choice
from service.wording import name_of

PAPERS_A_SCREEN = 50


class AskedPapers(BaseModel):
    """The query of the page; "" for all."""

    model_config = ConfigDict(frozen=True)

    title: Annotated[str, Field(max_length=200)] = ""
    area: str = ""
    body: str = ""
    kind: str = ""
    year: str = ""
    sort: str = ""
    screen: Annotated[int, Field(alias="page"), BeforeValidator(screen_of)] = 1

    @property
    def facets(self) -> dict[str, str]:
        """What is wanted of each facet."""
        return {name: getattr(self, name) for name in FACETS}

    def address(self, **changed: str) -> str:
        """Return the address of the same choice with some fields changed, on its first screen."""
        asked = {**self.model_dump(exclude={"screen"}), **changed}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"/documents?{query}" if query else "/documents"


def _title(document: Document) -> tuple[str, str]:
    return document.facts.title.casefold(), document.id


def _day(document: Document) -> int:
    return (document.facts.date or datetime.date.min).toordinal()


# Papers without a date come last in either order of dates.
_ORDERS: Mapping[str, Callable[[Document], tuple[object, ...]]] = {
    "newest": lambda d: (-_day(d), *_title(d)),
    "oldest": lambda d: (d.facts.date is None, _day(d), *_title(d)),
    "title": _title,
    "longest": lambda d: (-d.pages, *_title(d)),
    "shortest": lambda d: (d.pages, *_title(d)),
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A choice that is made: what it says, and the address without it."""

    label: str
    words: str
    without: str


@dataclass(frozen=True, slots=True)
class PapersView:
    """One screen of papers. ``years`` is the span of their dates, "" where none is dated."""

    papers: tuple[Document, ...]
    found: int
    total: int
    pages: int
    years: str
    choices: tuple[Choice, ...]
    orders: tuple[tuple[str, str], ...]
    narrowed: tuple[Narrowed, ...]
    asked: AskedPapers
    screens: int


def view(documents: Sequence[Document], asked: AskedPapers) -> PapersView:
    """Return the screen that is asked for; one past the last is the last."""
    order = asked.sort if asked.sort in _ORDERS else "newest"
    titled = [document for document in documents if _is_titled(document, asked.title)]
    wanted = asked.facets
    found = sorted((d for d in titled if Told.of(d.facts).fits(wanted)), key=_ORDERS[order])
    screens = max(1, -(-len(found) // PAPERS_A_SCREEN))
    screen = min(asked.screen, screens)
    choices = choices_of([Told.of(document.facts) for document in titled], wanted)
    return PapersView(
        papers=tuple(found[(screen - 1) * PAPERS_A_SCREEN : screen * PAPERS_A_SCREEN]),
        found=len(found),
        total=len(documents),
        pages=sum(document.pages for document in documents),
        years=_years(documents),
        choices=tuple(choices),
        orders=tuple((name, text(f"papers.order_{name}")) for name in _ORDERS),
        narrowed=tuple(_narrowed(asked)),
        asked=asked.model_copy(update={"screen": screen, "sort": order}),
        screens=screens,
    )


def _is_titled(document: Document, words: str) -> bool:
    """Whether each of ``words`` stands in the paper's title, reference or file name."""
    facts = document.facts
    told = f"{facts.title} {facts.reference or ''} {document.name}".casefold()
    return all(word in told for word in words.casefold().split())


def _years(documents: Iterable[Document]) -> str:
    years = sorted({document.facts.date.year for document in documents if document.facts.date})
    if not years:
        return ""
    first, last = str(years[0]), str(years[-1])
    return first if first == last else text("date.span", first=first, last=last)


def _narrowed(asked: AskedPapers) -> Iterable[Narrowed]:
    if asked.title:
        yield Narrowed(text("library.title"), asked.title, asked.address(title=""))
    for name, value in asked.facets.items():
        if value:
            words = name_of(value) if name == "kind" else value
            yield Narrowed(text(f"library.{name}"), words, asked.address(**{name: ""}))
