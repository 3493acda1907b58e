"""A real server over a library in memory, for what the sample papers do not show: every state of the chat."""

import datetime
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import uvicorn

from ingest.documents import Document, DocumentFacts, DocumentKind
from ingest.errors import Outcome, StoreBusy
from ingest.report import Progress, Step
from retrieval.answering.answer import (
    Answer,
    Citation,
    Claim,
    Quote,
    Searched,
    Standing,
    Status,
    UnderstoodWords,
)
from retrieval.interpreting.question import UnderstoodAs
from service.adding import Added, Stage
from service.app import create_app
from service.settings import Settings
from tests.service.fake_library import DECISION, DOCUMENTS, HOSTILE, FakeLibrary, citation, cited_document

LONG_TITLE = (
    "Report of the Director of Commissioning and Partnerships to the Police and Crime Panel on the outcome of"
    " the consultation about the future arrangements for the support of women and girls who are at risk of"
    " offending in the county and its boroughs"
)
RIGHT_TO_LEFT = "قررت اللجنة تخصيص مبلغ 5,538.90 جنيه إسترليني لدعم خدمات النساء في المقاطعة."
CONTROLS = "Tabs\tand\x0bbells\x07, a \u202eturned\u202c word, a zero\u200bwidth and an \U0001f600."


def _said(text: str, at: int, standing: Standing, title: str = "") -> tuple[Claim, Citation]:
    """Return a claim with its citation in a passage that is nothing but its words."""
    document = cited_document(DECISION)
    if title:
        document = document.model_copy(update={"title": title})
    cited = citation("d1-outcome", "approved", standing).model_copy(
        update={
            "id": f"said-{at}",
            "document": document,
            "passage": text,
            "quote": Quote(exact=text),
            "start": 0,
            "end": len(text),
        }
    )
    return Claim(text=text, standing=standing, citation_ids=[cited.id]), cited


class StagedLibrary(FakeLibrary):
    """Answers as the word in the question asks: long, refused, failed, hostile, arabic, titled, controls."""

    revisions = 7

    @property
    def revision(self) -> int:
        return self.revisions

    def ask(self, question, *, history=(), filters=None, ignore=frozenset()):  # type: ignore[no-untyped-def]
        plain = super().ask(question, history=history, filters=filters, ignore=ignore)
        standings = list(Standing)
        said = {
            "long": [
                (f"{number}. " + "The panel agreed to look at it again. " * 6, "") for number in range(60)
            ],
            "hostile": [(HOSTILE, HOSTILE)],
            "arabic": [(RIGHT_TO_LEFT, "محضر اجتماع اللجنة")],
            "titled": [("The recommendations are approved.", LONG_TITLE)],
            "controls": [(CONTROLS, CONTROLS)],
            "unbroken": [("x" * 400, "y" * 400)],
        }
        for word, texts in said.items():
            if word in question:
                pairs = [
                    _said(text, at, standings[at % len(standings)], title)
                    for at, (text, title) in enumerate(texts)
                ]
                return plain.model_copy(
                    update={
                        "claims": [claim for claim, _ in pairs],
                        "citations": [cited for _, cited in pairs],
                        "headline": "",
                        "followups": [f"What do the papers say about “{texts[0][1] or 'the panel'}”?"],
                        "understood": [
                            UnderstoodWords(
                                kind=UnderstoodAs.AREA, text=texts[0][1] or "Norfolk", key="area:x"
                            )
                        ],
                    }
                )
        for word, status in (("refused", Status.REFUSED), ("failed", Status.FAILED)):
            if word in question:
                return Answer(
                    question=question,
                    interpreted_as=question,
                    status=status,
                    headline="I answer questions about the papers.",
                    searched=Searched(documents=2),
                )
        return plain


class ManyPapers(StagedLibrary):
    """Has 400 papers, one of them with a title of forty words."""

    def documents(self) -> list[Document]:
        first = DOCUMENTS[DECISION]
        titled = replace(first, facts=replace(first.facts, title=LONG_TITLE))
        return [titled, *(_paper(number) for number in range(399))]


def _paper(number: int) -> Document:
    facts = DocumentFacts(
        kind=list(DocumentKind)[number % len(DocumentKind)],
        title=f"Paper number {number} on the work of the office",
        body=f"Body {number % 40}",
        area=f"Area {number % 43}",
        date=datetime.date(1990 + number % 36, 1 + number % 12, 1),
    )
    return replace(DOCUMENTS[DECISION], id=f"{number:016x}", facts=facts)


class LostStore(StagedLibrary):
    """Has a store that something else holds."""

    def documents(self) -> list[Document]:
        raise StoreBusy("Another process is writing.", hint="Ask again.")


class HeldUpAdding:
    """Is in the midst of a batch: one file is in, one is read page by page, one waits, one was refused."""

    def batch(self, identity: str) -> tuple[Added, ...]:
        """Return the files of any batch."""
        scans = Progress(11, 40, "", Step.SCANS, page=12)
        return (
            Added("Decision notice.pdf", Path("a"), Stage.IN, Outcome.READ, document_id=DECISION),
            Added("Agenda and reports.pdf", Path("b"), Stage.READING, progress=scans),
            Added("minutes.docx", Path("c")),
            Added("program.exe", None, Stage.FAILED, Outcome.REFUSED, "It is no paper that can be read."),
        )


@contextmanager
def served(
    library: FakeLibrary, folder: Path | None = None, adding: HeldUpAdding | None = None
) -> Iterator[str]:
    """Serve a library on a free port of this machine, and give the address; ``folder`` is its store's."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(Settings(), library)
    app.state.parts.folder = folder
    app.state.adding = adding
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
