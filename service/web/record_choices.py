"""What may be chosen of a list of records on its page: words, area, body, paper, year, standing, order."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ingest.documents import Rating
from ingest.records import Acronym
from retrieval.records import Entry, RecordFilters
from service.record_lists import Listing
from service.strings import text
from service.web.numbers import screen_of
from service.wording import name_of


class Asked(BaseModel):
    """The query of a list's page; "" for all. ``document`` is a paper's id; ``screen`` counts from 1."""

    model_config = ConfigDict(frozen=True)

    about: Annotated[str, Field(max_length=200)] = ""
    area: str = ""
    body: str = ""
    document: str = ""
    year: str = ""
    outcome: str = ""
    standing: str = ""
    rating: str = ""
    sort: str = ""
    screen: Annotated[int, Field(alias="page"), BeforeValidator(screen_of)] = 1

    def query(self, screen: int | None = None) -> str:
        """Return the choice as the query of an address; that of another ``screen`` where it is given."""
        chosen = self.model_dump(exclude={"screen"})
        if screen is not None:
            chosen["page"] = str(screen)
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Choice:
    """A field of the form: its name, its label, and its options as (value, words, how many).

    The value of the option that does not restrict, or that is the usual order, is "".
    """

    name: str
    label: str
    options: tuple[tuple[str, str, int], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class _Facet:
    """Something by which records are told apart; ``words`` are those of an option, given its value."""

    name: str
    value_of: Callable[[Entry], str | None]
    words: Callable[[str], str] = str
    newest_first: bool = False


def _year(entry: Entry) -> str | None:
    return str(entry.date.year) if entry.date else None


_FACETS = (
    _Facet("document", lambda e: e.document.id),
    _Facet("area", lambda e: e.area),
    _Facet("body", lambda e: e.body),
    _Facet("year", _year, newest_first=True),
    _Facet("outcome", lambda e: e.outcome, name_of),
    _Facet("standing", lambda e: e.standing, name_of),
    _Facet("rating", lambda e: e.rating, name_of),
)


def _name(entry: Entry) -> tuple[object, ...]:
    return (entry.record.acronym.casefold(),) if isinstance(entry.record, Acronym) else ()


# Orders that a list offers; each is stable, so that within one value the newest stay first.
_ORDERS: Mapping[str, Callable[[Entry], tuple[object, ...]]] = {
    "newest": lambda _: (),
    "oldest": lambda e: (e.date is None, e.date and e.date.toordinal()),
    "name": _name,
    "area": lambda e: (e.area is None, (e.area or "").casefold()),
    "body": lambda e: (e.body is None, (e.body or "").casefold()),
    "amount": lambda e: (-(e.amount or 0),),
    "rating": lambda e: (list(Rating).index(e.rating) if e.rating else len(Rating),),
}
# The orders that each list offers, the usual one first.
_OFFERED: Mapping[str, tuple[str, ...]] = {
    "decisions": ("newest", "oldest", "body", "area", "amount"),
    "resolutions": ("newest", "oldest", "body"),
    "recommendations": ("newest", "oldest", "body"),
    "actions": ("newest", "oldest", "rating", "area"),
    "measures": ("newest", "oldest", "area", "rating"),
    "meetings": ("newest", "oldest", "body"),
    "acronyms": ("name", "newest"),
}
_BY_PAPER = frozenset({"newest", "oldest"})


def order_of(listing: Listing, asked: Asked) -> str:
    """Return the order in which a list is shown: what is asked for where it is offered, else the usual."""
    offered = _OFFERED.get(listing.name, ("newest",))
    return asked.sort if asked.sort in offered else offered[0]


def keeps_papers_together(listing: Listing, asked: Asked) -> bool:
    """Whether records of one paper follow each other, as they stand in it."""
    return order_of(listing, asked) in _BY_PAPER


def chosen(listing: Listing, entries: Iterable[Entry], asked: Asked) -> list[Entry]:
    """Return those of ``entries`` (newest first) that are asked for, in the order that is."""
    words = RecordFilters(about=asked.about)
    wanted = [(facet.value_of, value) for facet in _FACETS if (value := getattr(asked, facet.name))]
    kept = [e for e in entries if all(value_of(e) == value for value_of, value in wanted) and words.keeps(e)]
    kept.sort(key=_ORDERS[order_of(listing, asked)])
    return kept


def choices(listing: Listing, entries: Sequence[Entry], asked: Asked) -> Iterator[Choice]:
    """Yield the fields that tell the records apart, with how many each option keeps."""
    titles = {entry.document.id: entry.document.facts.title for entry in entries}
    for facet in _FACETS:
        counts = Counter(str(value) for value in map(facet.value_of, entries) if value)
        if len(counts) > 1:
            words = titles.__getitem__ if facet.name == "document" else facet.words
            ordered = sorted(counts, key=lambda value: words(value).casefold(), reverse=facet.newest_first)
            options = tuple((value, words(value), counts[value]) for value in ordered)
            every = ("", text("library.all"), 0)
            label = text(f"library.{facet.name}")
            yield Choice(facet.name, label, (every, *options), getattr(asked, facet.name))
    if offered := _OFFERED.get(listing.name):
        usual, *others = ((name, text(f"records.order_{name}"), 0) for name in offered)
        yield Choice("sort", text("records.order"), (("", *usual[1:]), *others), asked.sort)
