"""A turn as server-sent events for ``ask.js``: in pieces of HTML, each as soon as it is known.

``understood``  what was made of the question, while its answer is awaited
``turn``        the frame of the answer; of one without claims, the whole
``part``        a list of pieces, each with the id of the element at whose end it goes
``done``        all is there: what a screen reader is told
``problem``     there is no answer, and why

Nothing is sent before it is sure: the composer has decided when the frame is made. Put together, the pieces
are the very HTML of the conversation's page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.answering.answer import Filters, UnderstoodWords
from retrieval.answering.compose import Understanding
from service.events import event
from service.search_scope import interpreted_otherwise, scope_line
from service.web.claim_groups import ClaimGroup, ClaimView
from service.web.rendering import render
from service.web.turns import TurnView
from service.web.understood import UnderstoodView, limit_views, views_of


@dataclass(frozen=True, slots=True)
class AwaitedView:
    """What is known of a turn before it has an answer; the fields are those of ``TurnView``."""

    interpreted_as: str
    searched: str
    understood: tuple[UnderstoodView, ...]
    ignored: tuple[UnderstoodView, ...]
    limits: tuple[UnderstoodView, ...]


def understood_event(
    question: str, made: Understanding, filters: Filters, ignored: Sequence[UnderstoodWords]
) -> str:
    """Return the event that says what was understood and where it is looked for."""
    awaited = AwaitedView(
        interpreted_as=interpreted_otherwise(made.interpreted_as, question),
        searched=scope_line(made.searched),
        understood=views_of(made.understood),
        ignored=views_of(ignored),
        limits=limit_views(filters),
    )
    return event("understood", {"html": render("_understood.html", turn=awaited)})


def turn_events(turn: TurnView, conversation: str) -> Iterator[str]:
    """Yield the events of an answered turn, claim by claim with the sources that each is first to cite."""
    frame = render("_turn.html", turn=turn, conversation=conversation, whole=False)
    yield event("turn", {"html": frame, "id": turn.id, "conversation": conversation})
    sent: set[int] = set()
    for group in turn.groups:
        section = _piece(
            f"{turn.id}-answer", render("_group.html", turn=turn, group=group, conversation=conversation)
        )
        for place, claim in enumerate(group.claims):
            pieces = [*((section,) if place == 0 else ()), *_claim(turn, group, claim, conversation, sent)]
            yield event("part", pieces)
    if turn.groups:
        rest = render("_after_claims.html", turn=turn, conversation=conversation)
        yield event("part", [_piece(f"{turn.id}-answer", rest)])
    yield event("done", {"id": turn.id, "announce": turn.announcement})


def _claim(
    turn: TurnView, group: ClaimGroup, claim: ClaimView, conversation: str, sent: set[int]
) -> Iterator[dict[str, str]]:
    """Yield a claim, and those of its sources that were not ``sent``; from now on they are."""
    yield _piece(group.anchor, render("_claim.html", claim=claim))
    cited = {marker.number for marker in claim.markers} - sent
    sent |= cited
    for source in turn.sources:
        if source.number in cited:
            item = render("_source_item.html", turn=turn, source=source, conversation=conversation)
            yield _piece(f"{turn.id}-source-list", item)


def _piece(into: str, html: str) -> dict[str, str]:
    return {"into": into, "html": html}
