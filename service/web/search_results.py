"""The page of search results: papers in the order of their best passage, with the words that were found.

What is withheld is never among the hits that a library gives, so neither list nor counts tell of it.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ingest.documents import Document, DocumentKind
from retrieval.answering.answer import CitedDocument, Filters, Hit
from retrieval.library import MOST_HITS, Library
from retrieval.words import stems_in
from service.page_links import page_href
from service.source_lines import ocr_note, place_line, state_note
from service.strings import text
from service.web.facets import FACETS, Told, choices_of
from service.web.highlights import Segment
from service.web.numbers import screen_of
from service.web.papers import Narrowed
from service.web.query_marks import marked_excerpt, query_stems
from service.web.record_choices import Choice
from service.wording import long_date, name_of, pages_of, unbroken

PAPERS_A_SCREEN = 10
_PASSAGES_A_PAPER = 3
# A search by meaning gives as many passages as it is asked for. One that holds none of the words is listed
# only when it is about as near as the best, of whose score this is the share.
_NEAR = 0.6


class AskedSearch(BaseModel):
    """The query of the page: the words, what narrows it ("" for all), and the screen."""

    model_config = ConfigDict(frozen=True)

    q: str = ""
    area: str = ""
    body: str = ""
    kind: str = ""
    year: str = ""
    document: str = ""
    screen: Annotated[int, Field(alias="page"), BeforeValidator(screen_of)] = 1

    @property
    def facets(self) -> dict[str, str]:
        """What is wanted of each facet."""
        return {name: getattr(self, name) for name in FACETS}

    def address(self, **changed: str) -> str:
        """Return the address of the same search with some fields changed, on its first screen."""
        asked = {**self.model_dump(exclude={"screen"}), **changed}
        return "/search?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class PassageFound:
    """A passage: the words around those found, where they stand, and the address that marks them."""

    segments: tuple[Segment, ...]
    place: str
    href: str


@dataclass(frozen=True, slots=True)
class PaperFound:
    """A paper with its best passages; ``more`` others of it were found, at the address ``every``."""

    title: str
    href: str
    facts: tuple[str, ...]
    passages: tuple[PassageFound, ...]
    more: int
    every: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """One screen of results; ``is_full`` says that there may be more than were looked for."""

    papers: tuple[PaperFound, ...]
    found: int
    passages: int
    is_full: bool
    choices: tuple[Choice, ...]
    narrowed: tuple[Narrowed, ...]
    interpreted_as: str
    asked: AskedSearch
    screens: int


def view(library: Library, asked: AskedSearch) -> SearchView:
    """Search, and return the screen that is asked for. Raises QuestionInvalid, ModelError and StoreError."""
    filters = _filters(library.documents(), asked)
    # Nothing can be found where no paper is left; empty filters would look through all of them.
    found, interpreted = ([], asked.q) if filters is None else _searched(library, asked, filters)
    stems = query_stems(f"{asked.q} {interpreted}")
    hits = [hit for hit in found if hit.score >= _NEAR * found[0].score or _holds(hit, stems)]
    by_paper: dict[str, list[Hit]] = {}
    for hit in hits:
        by_paper.setdefault(hit.document.id, []).append(hit)
    screens = max(1, -(-len(by_paper) // PAPERS_A_SCREEN))
    screen = min(asked.screen, screens)
    shown = list(by_paper.values())[(screen - 1) * PAPERS_A_SCREEN : screen * PAPERS_A_SCREEN]
    told = [Told.of(of_paper[0].document) for of_paper in by_paper.values()]
    is_same = interpreted.strip(" ?").casefold() == asked.q.strip(" ?").casefold()
    return SearchView(
        papers=tuple(_paper(of_paper, stems, asked) for of_paper in shown),
        found=len(by_paper),
        passages=len(hits),
        # The last that was looked at is still listed: others may be as near.
        is_full=len(found) >= MOST_HITS and hits[-1:] == found[-1:],
        choices=tuple(choices_of(told, asked.facets)),
        narrowed=tuple(_narrowed(asked, by_paper)),
        interpreted_as="" if is_same else interpreted,
        asked=asked.model_copy(update={"screen": screen}),
        screens=screens,
    )


def _searched(library: Library, asked: AskedSearch, filters: Filters) -> tuple[list[Hit], str]:
    result = library.search(asked.q, k=MOST_HITS, filters=filters)
    return result.hits, result.interpreted_as


def _holds(hit: Hit, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(stems_in(" ".join((hit.text, *hit.heading))))


def _filters(documents: Sequence[Document], asked: AskedSearch) -> Filters | None:
    """Return the filters of a search; None where no paper passes them.

    A body is not among what a search knows, so it is looked for among its papers.
    """
    kinds = {kind.value for kind in DocumentKind}
    is_year = asked.year.isascii() and asked.year.isdecimal() and len(asked.year) == 4 and asked.year > "0000"
    if (asked.kind and asked.kind not in kinds) or (asked.year and not is_year):
        return None
    filters = Filters(
        areas=[asked.area] if asked.area else [],
        kinds=[DocumentKind(asked.kind)] if asked.kind else [],
        documents=[asked.document] if asked.document else [],
        date_from=datetime.date(int(asked.year), 1, 1) if asked.year else None,
        date_to=datetime.date(int(asked.year), 12, 31) if asked.year else None,
    )
    if not asked.body:
        return filters
    of_body = [d.id for d in documents if d.facts.body == asked.body and asked.document in ("", d.id)]
    return filters.model_copy(update={"documents": of_body}) if of_body else None


def _paper(hits: Sequence[Hit], stems: frozenset[str], asked: AskedSearch) -> PaperFound:
    document = hits[0].document
    most = len(hits) if asked.document else _PASSAGES_A_PAPER
    return PaperFound(
        title=document.title or document.name,
        href=f"/documents/{document.id}",
        facts=tuple(_facts(document)),
        passages=tuple(_passage(hit, stems) for hit in hits[:most]),
        more=max(0, len(hits) - most),
        every=asked.address(document=document.id),
    )


def _facts(document: CitedDocument) -> Iterator[str]:
    yield name_of(document.kind)
    if document.body:
        yield document.body
    if document.date:
        yield unbroken(long_date(document.date))
    if note := state_note(document):
        yield note


def _passage(hit: Hit, stems: frozenset[str]) -> PassageFound:
    first, last, label = hit.page_start, hit.page_end, hit.page_label
    pages = pages_of(first, last)
    printed = label if first == last and label != str(first) else None
    paragraph = (text("place.paragraph", number=hit.paragraph),) if hit.paragraph else ()
    heading = " › ".join((*hit.heading, *paragraph))
    facts = (place_line(hit.part, pages, printed), heading, ocr_note(hit.confidence))
    return PassageFound(
        segments=marked_excerpt(" ".join(hit.text.split()), stems),
        place=" · ".join(fact for fact in facts if fact),
        href=page_href(hit.document.id, hit.page_start, hit.passage_id),
    )


def _narrowed(asked: AskedSearch, found: Mapping[str, Sequence[Hit]]) -> Iterable[Narrowed]:
    for name, value in asked.facets.items():
        if value:
            words = name_of(value) if name == "kind" else value
            yield Narrowed(text(f"library.{name}"), words, asked.address(**{name: ""}))
    if asked.document:
        hits = found.get(asked.document)
        title = hits[0].document.title if hits else asked.document
        yield Narrowed(text("library.document"), title, asked.address(document=""))
