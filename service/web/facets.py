"""Fields by which papers are narrowed, on the page of papers and on that of search results."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ingest.documents import DocumentFacts
from retrieval.answering.answer import CitedDocument
from service.strings import text
from service.web.record_choices import Choice
from service.wording import name_of

FACETS = ("area", "body", "kind", "year")


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a paper to narrow it by; ``year`` has four digits, and "" is what it does not say."""

    area: str
    body: str
    kind: str
    year: str

    @classmethod
    def of(cls, facts: DocumentFacts | CitedDocument) -> "Told":
        """Return what a paper's facts tell."""
        return cls(
            area=facts.area or "",
            body=facts.body or "",
            kind=facts.kind.value,
            year=str(facts.date.year) if facts.date else "",
        )

    def fits(self, wanted: Mapping[str, str], *, but: str = "") -> bool:
        """Whether each facet has the wanted value, "" for any; the facet ``but`` is not looked at."""
        return all(name == but or value in ("", getattr(self, name)) for name, value in wanted.items())


@dataclass(frozen=True, slots=True)
class _Heading:
    words: Callable[[str], str] = str
    newest_first: bool = False


_HEADINGS = {
    "area": _Heading(),
    "body": _Heading(),
    "kind": _Heading(name_of),
    "year": _Heading(newest_first=True),
}


def choices_of(papers: Sequence[Told], wanted: Mapping[str, str]) -> list[Choice]:
    """Return a field for each facet by which ``papers`` can be told apart, or are narrowed already.

    The count of an option is that of the papers that choosing it would show, the other fields as they are.
    """
    return [
        choice
        for name in FACETS
        if len((choice := _choice(name, papers, wanted)).options) > 2 or choice.chosen
    ]


def _choice(name: str, papers: Iterable[Told], wanted: Mapping[str, str]) -> Choice:
    heading = _HEADINGS[name]
    counts = Counter(getattr(paper, name) for paper in papers if paper.fits(wanted, but=name))
    values = sorted((value for value in counts if value), key=str.casefold, reverse=heading.newest_first)
    options = tuple((value, heading.words(value), counts[value]) for value in values)
    every = ("", text("library.all"), 0)
    return Choice(name, text(f"library.{name}"), (every, *options), wanted.get(name, ""))
