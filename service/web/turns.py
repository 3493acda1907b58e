"""A turn of a conversation as the chat shows it: claims by standing, numbered sources beside them.

Templates only print what is prepared here; nothing of an answer is worked out in them.
"""

import datetime
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from retrieval.answering.answer import Answer, Citation, CitedDocument, Claim, Hit, Searched, Standing, Status
from service.claim_lines import approval_note, claim_lines
from service.conversations import Turn
from service.feedback import Verdict
from service.page_links import citation_href, page_href
from service.source_lines import ocr_note, place_line, state_note
from service.standing_words import means
from service.strings import text
from service.web.excerpts import excerpt, opening
from service.web.highlights import Segment
from service.web.understood import UnderstoodView, limit_views, understood_views, views_of
from service.web.wording import long_date, name_of, pages_of, unbroken

# More areas than these are counted, and more kinds passed over: the line is to be read at a glance.
_AREAS_NAMED = 4
_KINDS_NAMED = 2
# A column of areas set side by side is narrow.
_COLUMN_LETTERS = 140


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A numbered link from a claim to its source."""

    number: int
    anchor: str
    label: str


@dataclass(frozen=True, slots=True)
class ClaimBlock:
    """Lines of a claim that are set alike: the items of a list, or lines under one another."""

    is_list: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with what is said under it; its links stand after its last line."""

    blocks: tuple[ClaimBlock, ...]
    facts: tuple[str, ...]
    links: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """Claims of one standing that follow each other; ``anchor`` is the id of their list."""

    anchor: str
    standing: Standing
    note: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """A place in a paper: numbered when it supports a claim, with the quoted words marked."""

    title: str
    facts: tuple[str, ...]
    heading: tuple[str, ...]
    segments: tuple[Segment, ...]
    href: str
    number: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class AreaLine:
    """The beginning of a claim that an area's papers make, and links to its sources."""

    text: str
    links: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class AreaColumn:
    """What the papers of a compared area say; no lines where nothing was found."""

    area: str
    lines: tuple[AreaLine, ...]


@dataclass(frozen=True, slots=True)
class TurnView:
    """Everything that the chat shows of one turn.

    ``id`` is unique within the page. ``interpreted_as`` is empty where it says what the question
    says. ``headline`` is empty where the first claim says it: that claim ``leads``, set as large.
    ``announcement`` is read out by a screen reader when the turn arrives. ``understood`` and ``limits`` can
    be taken back and ``ignored`` put back, each by asking ``again`` with its key.
    """

    id: str
    number: int
    question: str
    interpreted_as: str
    searched: str
    understood: tuple[UnderstoodView, ...]
    ignored: tuple[UnderstoodView, ...]
    limits: tuple[UnderstoodView, ...]
    again: Mapping[str, str]
    status: Status
    headline: str
    leads: bool
    announcement: str
    groups: tuple[ClaimGroup, ...]
    columns: tuple[AreaColumn, ...]
    sources: tuple[SourceView, ...]
    nearest: tuple[SourceView, ...]
    followups: tuple[str, ...]
    said: tuple[Verdict, str] | None
    is_cut: bool


def view(turn: Turn, said: tuple[Verdict, str] | None = None, *, is_cut: bool = False) -> TurnView:
    """Prepare one turn for the templates.

    ``said`` is what its reader said of the answer; ``is_cut`` says that words of it are left out by now.
    """
    answer = turn.answer
    name = f"turn-{turn.number}"
    claims = _by_standing(answer.claims)
    cited = {citation.id: citation for citation in answer.citations}
    numbers = _numbers(claims, cited)
    # Said twice, one under the other, it would read as two things.
    leads = bool(claims) and answer.headline.strip() == claims[0].text.strip()
    return TurnView(
        id=name,
        number=turn.number,
        question=answer.question,
        interpreted_as=interpreted_otherwise(answer.interpreted_as, answer.question),
        searched=searched_line(answer.searched),
        understood=understood_views(answer),
        ignored=views_of(turn.ignored),
        limits=limit_views(turn.filters),
        again=_again(turn),
        status=answer.status,
        headline="" if leads else answer.headline,
        leads=leads,
        announcement=_announcement(answer),
        groups=_groups(claims, answer, numbers, name),
        columns=_columns(answer, numbers, name),
        sources=tuple(_source(cited[identity], number, name) for identity, number in numbers.items()),
        nearest=tuple(_near(hit) for hit in answer.nearest),
        followups=tuple(answer.followups),
        said=said,
        is_cut=is_cut,
    )


def searched_line(searched: Searched) -> str:
    """Say what was looked through.

    >>> searched_line(Searched(areas=["Norfolk"], documents=12))
    '12 papers (Norfolk)'
    """
    limits = [_areas(searched.areas)]
    if len(searched.kinds) <= _KINDS_NAMED:
        limits += [name_of(kind).lower() for kind in searched.kinds]
    limits += _dates(searched.date_from, searched.date_to)
    return f"{text('count.papers', n=searched.documents)} ({'; '.join(limits)})"


def _again(turn: Turn) -> Mapping[str, str]:
    """Return the hidden fields with which the same is asked again; without those of what was taken back."""
    filters = turn.filters
    fields = {
        "question": turn.answer.question,
        "again": str(turn.number),
        "area": next(iter(filters.areas), ""),
        "kind": next((kind.value for kind in filters.kinds), ""),
        "since": str(filters.date_from.year) if filters.date_from else "",
        "until": str(filters.date_to.year) if filters.date_to else "",
    }
    return {name: value for name, value in fields.items() if value}


def interpreted_otherwise(interpreted: str, question: str) -> str:
    """Return what a question was taken for; "" where that says what the question says.

    >>> interpreted_otherwise("Who met", "who met?"), interpreted_otherwise("who met in 2021", "and in 2021?")
    ('', 'who met in 2021')
    """
    is_same = interpreted.strip(" ?").casefold() in ("", question.strip(" ?").casefold())
    return "" if is_same else interpreted


def _announcement(answer: Answer) -> str:
    headline = answer.headline or text("turn.not_answered")
    return f"{headline} {text('turn.quotes', n=len(answer.claims))}" if answer.claims else headline


def _areas(areas: Sequence[str]) -> str:
    if len(areas) > _AREAS_NAMED:
        named = ", ".join(areas[:_AREAS_NAMED])
        return text("searched.more_areas", areas=named, n=len(areas) - _AREAS_NAMED)
    return ", ".join(areas) or text("searched.all_areas")


def _dates(first: datetime.date | None, last: datetime.date | None) -> list[str]:
    if first and last:
        if first == last:
            return [text("searched.on", day=long_date(first))]
        return [text("searched.between", first=long_date(first), last=long_date(last))]
    if first:
        return [text("searched.since", day=long_date(first))]
    return [text("searched.until", day=long_date(last))] if last else []


def _by_standing(claims: Sequence[Claim]) -> list[Claim]:
    """Bring claims of one standing together, the standings in the order in which they first occur."""
    place = {standing: index for index, standing in enumerate(dict.fromkeys(c.standing for c in claims))}
    return sorted(claims, key=lambda claim: place[claim.standing])


def _numbers(claims: Sequence[Claim], cited: dict[str, Citation]) -> dict[str, int]:
    """Number the citations from 1 in the order in which the claims use them."""
    used = (identity for claim in claims for identity in claim.citation_ids if identity in cited)
    return {identity: number for number, identity in enumerate(dict.fromkeys(used), start=1)}


def _groups(
    claims: Sequence[Claim], answer: Answer, numbers: dict[str, int], name: str
) -> tuple[ClaimGroup, ...]:
    return tuple(
        ClaimGroup(
            f"{name}-{standing.value}",
            standing,
            means(standing),
            tuple(_claim(claim, answer, numbers, name) for claim in group),
        )
        for standing, group in groupby(claims, key=lambda claim: claim.standing)
    )


def _claim(claim: Claim, answer: Answer, numbers: dict[str, int], name: str) -> ClaimView:
    cited = {citation.id: citation for citation in answer.citations}
    citations = [cited[identity] for identity in claim.citation_ids if identity in cited]
    document = citations[0].document if citations else None
    date = claim.date or (document.date if document else None)
    return ClaimView(
        blocks=tuple(
            ClaimBlock(is_list, tuple(line.text for line in lines))
            for is_list, lines in groupby(claim_lines(claim, answer), key=lambda line: line.is_item)
        ),
        facts=_present(
            unbroken(long_date(date)) if date else None,
            document.body if document else None,
            document.reference if document else None,
            approval_note(claim),
            state_note(document) if document else None,
        ),
        links=_links(claim, cited, numbers, name),
    )


def _columns(answer: Answer, numbers: dict[str, int], name: str) -> tuple[AreaColumn, ...]:
    """Set the areas that were compared side by side; the claims stand whole above."""
    cited = {citation.id: citation for citation in answer.citations}
    return tuple(
        AreaColumn(
            column.area,
            tuple(
                AreaLine(
                    textwrap.shorten(claim.text, _COLUMN_LETTERS, placeholder=" …"),
                    _links(claim, cited, numbers, name),
                )
                for claim in (answer.claims[i] for i in column.claims if i < len(answer.claims))
            ),
        )
        for column in answer.comparison
    )


def _links(
    claim: Claim, cited: dict[str, Citation], numbers: dict[str, int], name: str
) -> tuple[SourceLink, ...]:
    return tuple(_link(cited[each], numbers[each], name) for each in claim.citation_ids if each in cited)


def _link(citation: Citation, number: int, name: str) -> SourceLink:
    label = text("turn.source", n=number, title=citation.document.title, place=_place(citation))
    return SourceLink(number, _anchor(name, number), label)


def _source(citation: Citation, number: int, name: str) -> SourceView:
    return SourceView(
        title=citation.document.title,
        facts=_facts(citation.document, citation),
        heading=_heading(citation),
        segments=excerpt(citation.passage, citation.start, citation.end),
        href=citation_href(citation),
        number=number,
        anchor=_anchor(name, number),
    )


def _near(hit: Hit) -> SourceView:
    return SourceView(
        title=hit.document.title,
        facts=_facts(hit.document, hit),
        heading=_heading(hit),
        segments=opening(hit.text),
        href=page_href(hit.document.id, hit.page_start, hit.passage_id),
    )


def _facts(document: CitedDocument, place: Citation | Hit) -> tuple[str, ...]:
    return _present(
        document.body,
        unbroken(long_date(document.date)) if document.date else None,
        _place(place),
        state_note(document),
        ocr_note(place.confidence),
    )


def _heading(place: Citation | Hit) -> tuple[str, ...]:
    return (*place.heading, *((text("place.paragraph", number=place.paragraph),) if place.paragraph else ()))


def _place(place: Citation | Hit) -> str:
    """Return the part of a pack and the page; no line is broken within the page's words."""
    first, last, label = place.page_start, place.page_end, place.page_label
    if first != last:
        return place_line(place.part, pages_of(first, last))
    return place_line(place.part, pages_of(first, first), label if label != str(first) else None)


def _anchor(name: str, number: int) -> str:
    return f"{name}-source-{number}"


def _present(*values: str | None) -> tuple[str, ...]:
    return tuple(value for value in values if value)
