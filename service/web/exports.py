"""Taking answers away: a page with the text to copy, files to keep, and links to passages that stay valid."""

import datetime
import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ingest.errors import NotInStore
from retrieval.library import Library
from service.conversations import Turn
from service.exports.briefing import Briefing
from service.exports.from_answers import Asked, briefing_of
from service.exports.markdown import markdown_text
from service.exports.plain import plain_text
from service.history import no_conversation
from service.page_links import page_href
from service.parts import HistoryPart, LibraryPart
from service.permanent_links import mark_of
from service.strings import text
from service.web.export_files import FORMS, disposition
from service.web.problems import not_there
from service.web.rendering import respond
from service.web.withdrawn import without_withdrawn

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_MOST_DIGITS = 9

# A turn, and whether words of it are left out.
CutTurn = tuple[Turn, bool]


@dataclass(frozen=True, slots=True)
class Selection:
    """The turns of a conversation, and those of them that are wanted, as a briefing."""

    conversation_id: str
    every: tuple[CutTurn, ...]
    chosen: tuple[CutTurn, ...]
    briefing: Briefing


def _selection(
    request: Request,
    conversation_id: str,
    history: HistoryPart,
    library: LibraryPart,
    wanted: Annotated[list[str] | None, Query(alias="turn")] = None,
) -> Selection:
    """Return the turns whose numbers are ``wanted``; all where none of them is. Raises NotInStore.

    Words of papers that may not be shown any more are left out, and the briefing says so.
    """
    every = without_withdrawn(history.turns(conversation_id), library)
    if not every:
        raise no_conversation()
    chosen = tuple(each for each in every if str(each[0].number) in (wanted or ())) or every
    briefing = briefing_of(
        [Asked(turn.answer, turn.when, is_cut) for turn, is_cut in chosen],
        base=str(request.base_url),
        made=datetime.date.today(),
    )
    return Selection(conversation_id, every, chosen, briefing)


SelectionPart = Annotated[Selection, Depends(_selection)]


@router.get("/c/{conversation_id}/take-away")
def take_away(selection: SelectionPart) -> Response:
    """Show which answers may be taken away, in which forms, and their text to copy."""
    return respond(
        "take_away.html",
        conversation=selection.conversation_id,
        turns=[
            (each[0].number, each[0].answer.question, each in selection.chosen) for each in selection.every
        ],
        plain=plain_text(selection.briefing),
        markdown=markdown_text(selection.briefing),
    )


@router.get("/c/{conversation_id}/answers.{ending}")
def export(ending: str, selection: SelectionPart) -> Response:
    """Return a conversation, or those answers of it that are wanted, as a file."""
    form = FORMS.get(ending)
    if form is None:
        hint = text("export.no_form_hint", endings=", ".join(FORMS))
        raise NotInStore(text("export.no_form", ending=ending), hint=hint)
    headers = {"Content-Disposition": disposition(selection.briefing.title, ending)}
    return Response(form.write(selection.briefing), media_type=form.media_type, headers=headers)


class WantedPassage(BaseModel):
    """What a permanent link says beside the passage's id; what makes no sense is as if it were not said."""

    start: str = ""
    end: str = ""
    page: str = ""
    mark: Annotated[str, Field(alias="is")] = ""

    @property
    def span(self) -> tuple[int, int] | None:
        """The characters of the passage that are meant; None for all."""
        first, last = _number(self.start), _number(self.end)
        return (first, last) if first is not None and last is not None and first < last else None


@router.get("/p/{passage_id}")
def passage(passage_id: str, library: LibraryPart, wanted: Annotated[WantedPassage, Query()]) -> Response:
    """Lead to the page on which a passage stands, its words marked.

    Where the paper is read otherwise by now, so that the words are not those that the link meant, the
    page is opened without a mark. Raises NotInStore for a paper that is not here, or may not be shown.
    """
    with not_there("passage"):
        return RedirectResponse(_target(library, passage_id, wanted), status_code=303)


def _target(library: Library, passage_id: str, wanted: WantedPassage) -> str:
    page, span = _number(wanted.page), wanted.span
    try:
        hit = library.passage(passage_id)
    except NotInStore:
        if page is None:
            raise
        return f"/documents/{library.document(passage_id.rpartition('-')[0]).id}/pages/{page}"
    words = hit.text[slice(*span)] if span else hit.text
    if wanted.mark and wanted.mark != mark_of(words):
        return f"/documents/{hit.document.id}/pages/{page or hit.page_start}"
    return page_href(hit.document.id, hit.page_start, hit.passage_id, *(span or (None, None)))


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(rf"[0-9]{{1,{_MOST_DIGITS}}}", text) else None
