"""A turn of a conversation as the chat shows it: everything that its templates print, prepared.

Nothing of an answer is worked out in a template.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from retrieval.answering.answer import Status
from service.conversations import Turn
from service.feedback import Verdict
from service.replies import followups_of, headline_of
from service.search_scope import interpreted_otherwise, scope_line
from service.strings import text
from service.web.citation_list import CitationList, SourceView, nearest_source
from service.web.claim_groups import ClaimGroup, by_standing, claim_groups
from service.web.comparison_table import AreaColumn, area_columns
from service.web.understood import UnderstoodView, limit_views, understood_views, views_of


@dataclass(frozen=True, slots=True)
class TurnView:
    """Everything that the chat shows of one turn.

    ``id`` is unique within the page. ``interpreted_as`` is empty where it says what the question
    says. ``headline`` is empty where the first claim says it: that claim ``leads``, set as large.
    ``announcement`` is read out by a screen reader when the turn arrives. ``understood`` and ``limits`` can
    be taken back and ``ignored`` put back, each by asking ``again`` with its key. ``followups`` are questions
    as they are asked, each with the words that it is shown by.
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
    followups: tuple[tuple[str, str], ...]
    said: tuple[Verdict, str] | None
    is_cut: bool


def view(turn: Turn, said: tuple[Verdict, str] | None = None, *, is_cut: bool = False) -> TurnView:
    """Prepare one turn for the templates.

    ``said`` is what its reader said of the answer; ``is_cut`` says that words of it are left out by now.
    """
    answer = turn.answer
    name = f"turn-{turn.number}"
    claims = by_standing(answer.claims)
    citations = CitationList(claims, answer.citations, name)
    # Said twice, one under the other, it would read as two things.
    leads = bool(claims) and answer.headline.strip() == claims[0].text.strip()
    headline = headline_of(answer)
    return TurnView(
        id=name,
        number=turn.number,
        question=answer.question,
        interpreted_as=interpreted_otherwise(answer.interpreted_as, answer.question),
        searched=scope_line(answer.searched),
        understood=understood_views(answer),
        ignored=views_of(turn.ignored),
        limits=limit_views(turn.filters),
        again=_again(turn),
        status=answer.status,
        headline="" if leads else headline,
        leads=leads,
        announcement=_announcement(headline, len(answer.claims)),
        groups=claim_groups(claims, answer, citations, name),
        columns=area_columns(answer, citations),
        sources=citations.sources(),
        nearest=tuple(nearest_source(hit) for hit in answer.nearest),
        followups=tuple(followups_of(answer)),
        said=said,
        is_cut=is_cut,
    )


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


def _announcement(headline: str, quotes: int) -> str:
    said = headline or text("turn.not_answered")
    return f"{said} {text('turn.quotes', n=quotes)}" if quotes else said
