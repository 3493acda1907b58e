"""Whether an answer was right: the reader's yes or no, and a comment, under each answer."""

from typing import Annotated

from fastapi import APIRouter, Form, Header
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from service.conversations import Turn, questions_of
from service.feedback import FeedbackStore, Verdict
from service.history import no_conversation
from service.parts import FeedbackPart, HistoryPart, LibraryPart
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Said = tuple[Verdict, str]


class Given(BaseModel):
    """The form under an answer. Without a verdict, what was said is taken back to be said otherwise."""

    conversation: str = ""
    turn: str = ""
    verdict: Verdict
    comment: str = ""


@router.post("/feedback")
def give(
    given: Annotated[Given, Form()],
    library: LibraryPart,
    history: HistoryPart,
    feedback: FeedbackPart,
    accept: Annotated[str | None, Header()] = None,
) -> Response:
    """Keep a verdict with what was shown; answer with the form as it then looks, as JSON or by a redirect."""
    turns = history.turns(given.conversation)
    turn = next((each for each in turns if str(each.number) == given.turn), None)
    if turn is None:
        raise no_conversation()
    feedback.give(
        _about(given.conversation, turn),
        given.verdict,
        given.comment,
        turn.answer,
        history=questions_of([each for each in turns if each.number < turn.number]),
        revision=library.revision,
    )
    if "application/json" in (accept or ""):
        said = (given.verdict, given.comment.strip())
        html = render(
            "_feedback.html", number=turn.number, said=said, conversation=given.conversation, is_fresh=True
        )
        return JSONResponse({"html": html})
    return RedirectResponse(f"/c/{given.conversation}#turn-{turn.number}-feedback", status_code=303)


def verdicts_of(feedback: FeedbackStore, identity: str) -> dict[int, Said]:
    """Return what was said of a conversation's answers, by the number of the turn."""
    every = feedback.verdicts(f"{identity}/")
    return {int(about.rpartition("/")[2]): said for about, said in every.items()}


def _about(identity: str, turn: Turn) -> str:
    return f"{identity}/{turn.number}"
