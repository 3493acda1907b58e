"""A library in memory: two short papers, and answers that depend on a word in the question."""

import dataclasses
import datetime
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from ingest.documents import Block, BlockKind, Document, DocumentFacts, DocumentKind, Page
from ingest.errors import NotInStore, QuestionInvalid, StoreBusy
from ingest.records import RecordType
from ingest.store import ReadingCounts
from retrieval.answering.answer import (
    Answer,
    Citation,
    CitedDocument,
    Claim,
    Filters,
    Hit,
    Quote,
    Searched,
    SearchResult,
    Standing,
    Status,
)
from retrieval.answering.compose import Understanding
from retrieval.library import Contents, Library, LibraryStatus
from retrieval.marks import Marks
from retrieval.paper_links import PaperLinks
from retrieval.readings import How, PaperReading, ReadingReport, ReadingTotals
from retrieval.records import Catalogue, Entry, RecordFilters

HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} {% include 'x' %} \"><img src=x onerror=alert(2)>"

DECISION = "28d0c15e00000001"
PLAN = "ac7104a900000002"


def heading(text: str, page: int, number: str | None = None) -> Block:
    return Block(BlockKind.HEADING, text, page, level=2, number=number)


def paragraph(text: str, page: int, number: str | None = None) -> Block:
    return Block(BlockKind.PARAGRAPH, text, page, number=number)


def item(text: str, page: int, number: str | None = None) -> Block:
    return Block(BlockKind.LIST_ITEM, text, page, number=number)


_COLUMNS = ("Ref", "Action", "Owner", "Rating")


def row(page: int, *cells: str) -> Block:
    return Block(BlockKind.TABLE_ROW, "", page, cells=cells, header=_COLUMNS)


AWARD = (
    "A total of £5,538.90 will be awarded to St Giles Trust to provide the Secretariat role, (a woman "
    "with lived experience of the criminal justice system). St Giles Trust will be contributing a further "
    "£4,461.10 to allow for longevity of the post holder which will be extended to June 2022."
)
RECOMMENDED = (
    "It is recommended that the PCC for Norfolk supports the allocation of joint funding to St Giles Trust "
    "to enable the provision of the Secretariat role, which is pivotal to the delivery of the aspirations of "
    "Norfolk's Women in the Criminal Justice Strategy Group."
)
APPROVED = "The recommendations as outlined above are approved."
REJECTED = (
    "Not funding the scheme – this option has been rejected due to the partnership funding arrangements of "
    "this scheme and the obligation so placed upon the OPCCN to put in place an administrator."
)
GROUP = (
    "Through the expertise and knowledge of its new members, the Strategy Group will continue to align and "
    "provide valuable advice and challenge to help shape local pathways for female offenders."
)
AMBER_ROW = row(
    1, "2.3", "Extend the women's diversion scheme to all custody suites", "Head of Custody", "Amber"
)
AMBER_TEXT = (
    "Ref: 2.3; Action: Extend the women's diversion scheme to all custody suites; "
    "Owner: Head of Custody; Rating: Amber"
)

PAGES = {
    DECISION: (
        Page(
            1,
            (
                heading("Summary", 1),
                paragraph(
                    "Norfolk's Women Offender Steering Group was established in 2018 to deliver the "
                    "government's strategic objectives for female offenders.",
                    1,
                ),
                paragraph(GROUP, 1),
                paragraph(AWARD, 1),
                heading("Recommendation", 1),
                paragraph(RECOMMENDED, 1),
                heading("Outcome", 1),
                paragraph(APPROVED, 1),
            ),
        ),
        Page(
            2,
            (
                heading("Areas for consideration", 2, "3."),
                paragraph("This new funding will enable the Strategic Group to further its aims by:", 2),
                item("agreeing, developing and promoting an evidence-based strategy and delivery plan;", 2),
                item("holding its membership to account for delivery of commitments;", 2),
                item("identifying and sharing good practice.", 2),
                heading("Other options considered", 2, "4."),
                paragraph(REJECTED, 2, "4.1"),
            ),
            label="ii",
        ),
    ),
    PLAN: (
        Page(
            1,
            (
                heading(f"Diversion actions {HOSTILE}", 1),
                paragraph(HOSTILE, 1),
                row(1, "2.1", "Open a women's centre in Stafford", "Commissioning Manager", "Green"),
                AMBER_ROW,
                row(1, "2.4", "Agree a referral form with the courts", "Probation lead", "Red"),
            ),
        ),
    ),
}

DOCUMENTS = {
    DECISION: Document(
        id=DECISION,
        sha256=DECISION * 4,
        facts=DocumentFacts(
            kind=DocumentKind.DECISION_NOTICE,
            title="Secretariat role for the Women in the Criminal Justice System Strategy Group",
            body="Police and Crime Commissioner for Norfolk",
            area="Norfolk",
            date=datetime.date(2021, 5, 19),
            reference="28/2021",
        ),
        pages=2,
        passages=4,
        paths=("/somewhere/private/norfolk-decision-2021-28.pdf",),
        notes=("Page 2 may be a scan.",),
    ),
    PLAN: Document(
        id=PLAN,
        sha256=PLAN * 4,
        facts=DocumentFacts(
            kind=DocumentKind.ACTION_PLAN,
            title=f"Women's diversion action plan {HOSTILE}",
            body="Staffordshire Police and Crime Panel",
            area="Staffordshire",
            date=datetime.date(2018, 4, 23),
        ),
        pages=1,
        passages=1,
        paths=("/somewhere/private/staffordshire-action-plan.pdf",),
    ),
}

# passage id → (document, text, heading path, paragraph, pages)
PASSAGES: dict[str, tuple[str, str, list[str], str | None, tuple[int, int]]] = {
    "d1-award": (DECISION, f"{GROUP}\n{AWARD}", ["Summary"], None, (1, 1)),
    "d1-outcome": (DECISION, f"{RECOMMENDED}\n{APPROVED}", ["Recommendation"], None, (1, 1)),
    "d1-options": (DECISION, f"{APPROVED}\n{REJECTED}", ["Other options considered"], "4.1", (1, 2)),
    "d2-row": (PLAN, AMBER_TEXT, [f"Diversion actions {HOSTILE}"], None, (1, 1)),
}


NO_TOTALS = ReadingTotals(0, 0, 0, 0, 0, 0, 0, 0, 0)
EMPTY_REPORT = ReadingReport(NO_TOTALS, (), ())
REPORT = ReadingReport(
    dataclasses.replace(NO_TOTALS, papers=2, text_pages=2, ocr_pages=1, table_rows=3),
    failed=(),
    papers=(
        PaperReading(
            document=DOCUMENTS[DECISION],
            files=("norfolk-decision-2021-28.pdf",),
            how=How.TEXT_AND_OCR,
            counts=ReadingCounts(text_pages=1, ocr_pages=1, confidence=0.937),
            parts=0,
            withheld_parts=0,
            notes=DOCUMENTS[DECISION].notes,
        ),
        PaperReading(
            document=DOCUMENTS[PLAN],
            files=("staffordshire-action-plan.pdf",),
            how=How.TEXT,
            counts=ReadingCounts(text_pages=1, table_rows=3),
            parts=0,
            withheld_parts=0,
            notes=(),
        ),
    ),
)


def cited_document(document_id: str) -> CitedDocument:
    document = DOCUMENTS[document_id]
    facts = document.facts
    return CitedDocument(
        id=document.id,
        sha256=document.sha256,
        name=document.name,
        title=facts.title,
        kind=facts.kind,
        body=facts.body,
        area=facts.area,
        date=facts.date,
        reference=facts.reference,
        url=f"/documents/{document.id}",
    )


def citation(passage_id: str, exact: str, standing: Standing) -> Citation:
    document_id, text, path, number, (first, last) = PASSAGES[passage_id]
    start = text.index(exact)
    return Citation(
        id=f"c-{passage_id}-{start}",
        document=cited_document(document_id),
        passage_id=passage_id,
        passage=text,
        page_start=first,
        page_end=last,
        heading=path,
        paragraph=number,
        quote=Quote(exact=exact, prefix=text[:start][-20:], suffix=text[start + len(exact) :][:20]),
        start=start,
        end=start + len(exact),
        standing=standing,
    )


def hit(passage_id: str, score: float = 1.0) -> Hit:
    document_id, text, path, number, (first, last) = PASSAGES[passage_id]
    return Hit(
        passage_id=passage_id,
        text=text,
        heading=path,
        paragraph=number,
        page_start=first,
        page_end=last,
        document=cited_document(document_id),
        score=score,
    )


class _NoRecords(Catalogue):
    """A catalogue of nothing."""

    def entries(self, *types: RecordType, filters: RecordFilters | None = None) -> list[Entry]:
        return []


class FakeLibrary(Library):
    """Answers from two papers: a word in the question says what becomes of it.

    ``moon`` is not found, ``busy`` finds the store locked, ``crash`` meets a fault of our own,
    ``amber`` is answered with a table row; anything else is answered from the decision notice.
    """

    def __init__(self, *, empty: bool = False) -> None:
        self.empty = empty
        self.ignored: list[Set[str]] = []
        self.asked: list[tuple[str, tuple[str, ...], Filters | None]] = []
        self.report = REPORT
        self.warmed = 0
        self.closed = False

    @classmethod
    def open(cls, data: Path, *, model: str | None = None, show_restricted: bool = False) -> "FakeLibrary":
        return cls()

    def close(self) -> None:
        self.closed = True

    @property
    def revision(self) -> int:
        return 7

    def warm(self) -> None:
        self.warmed += 1

    def take_apart(self, stopped: Callable[[], bool] = lambda: False) -> None:
        pass  # there are no passages

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Answer:
        self._check(question)
        self.ignored.append(ignore)
        self.asked.append((question, tuple(history), filters))
        if "busy" in question:
            raise StoreBusy("Another process is writing to /somewhere/private.", hint="Ask again.")
        if "crash" in question:
            raise RuntimeError("secret internal detail")
        if "moon" in question:
            return self._not_found(question)
        if "amber" in question:
            return self._answer(
                question,
                "One action is rated amber.",
                [(Standing.REPORTED, citation("d2-row", AMBER_TEXT, Standing.REPORTED))],
            )
        return self._answer(
            question,
            "The recommendations were approved on 19 May 2021.",
            [
                (Standing.AGREED, citation("d1-outcome", APPROVED, Standing.AGREED)),
                (
                    Standing.AGREED,
                    citation("d1-award", AWARD.partition(" St Giles Trust will")[0], Standing.AGREED),
                ),
                (Standing.RECOMMENDED, citation("d1-outcome", RECOMMENDED, Standing.RECOMMENDED)),
                (Standing.PLANNED, citation("d1-award", GROUP, Standing.PLANNED)),
                (Standing.DISCUSSED, citation("d1-options", REJECTED, Standing.DISCUSSED)),
            ],
        )

    def understand(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        ignore: Set[str] = frozenset(),
    ) -> Understanding:
        self._check(question)
        return Understanding(question.rstrip("?"), [], Searched(areas=["Norfolk"], documents=2))

    def search(
        self, query: str, *, k: int = 10, filters: Filters | None = None, history: Sequence[str] = ()
    ) -> SearchResult:
        self._check(query)
        hits = [hit(identity, 1 - place / 10) for place, identity in enumerate(PASSAGES)][:k]
        return SearchResult(query=query, interpreted_as=query, hits=hits, searched=Searched(documents=2))

    def documents(self) -> list[Document]:
        return [] if self.empty else sorted(DOCUMENTS.values(), key=lambda document: document.facts.title)

    def document(self, document_id: str) -> Document:
        if self.empty or document_id not in DOCUMENTS:
            raise NotInStore("There is no such paper.", hint="See the list of papers.")
        return DOCUMENTS[document_id]

    def contents(self, document_id: str) -> Contents:
        return Contents((), 0, tuple(page.number for page in PAGES[document_id]))

    def page(self, document_id: str, number: int) -> Page:
        self.document(document_id)
        pages = PAGES[document_id]
        if not 1 <= number <= len(pages):
            raise NotInStore(f"The paper has no page {number}.", hint=f"It has {len(pages)}.")
        return pages[number - 1]

    def passage(self, passage_id: str) -> Hit:
        if passage_id not in PASSAGES:
            raise NotInStore("There is no such passage.", hint="Search again.")
        return hit(passage_id)

    def catalogue(self) -> Catalogue:
        return _NoRecords(None, {}, {}, show_restricted=False)

    def page_size(self, document_id: str, number: int) -> tuple[float, float] | None:
        return None

    def has_original(self, document_id: str) -> bool:
        return False

    def marks(self, passage_id: str, start: int, end: int) -> Marks:
        return Marks()

    def links(self, document_id: str) -> PaperLinks:
        return PaperLinks()

    def reading_report(self) -> ReadingReport:
        return EMPTY_REPORT if self.empty else self.report

    def remove(self, document_id: str) -> Document:
        return self.document(document_id)

    def status(self) -> LibraryStatus:
        count = 0 if self.empty else 2
        return LibraryStatus(
            "memory", 1, count, 3, 4, 0, "fake", 3, 0, {"Norfolk": 1}, {"decision_notice": 1}, NO_TOTALS
        )

    @staticmethod
    def _check(question: str) -> None:
        if not question.strip():
            raise QuestionInvalid("The question is empty.", hint="Ask in a sentence or a few words.")
        if len(question) > 2000:
            raise QuestionInvalid("The question is too long.", hint="Use at most 2,000 characters.")

    @staticmethod
    def _answer(question: str, headline: str, found: list[tuple[Standing, Citation]]) -> Answer:
        return Answer(
            question=question,
            interpreted_as=question.rstrip("?"),
            status=Status.ANSWERED,
            headline=headline,
            claims=[
                Claim(text=cited.quote.exact, standing=standing, citation_ids=[cited.id])
                for standing, cited in found
            ],
            citations=[cited for _, cited in found],
            searched=Searched(areas=["Norfolk", "Staffordshire"], documents=2),
            followups=["Who pays for the secretariat role?"],
        )

    @staticmethod
    def _not_found(question: str) -> Answer:
        return Answer(
            question=question,
            interpreted_as=question.rstrip("?"),
            status=Status.NOT_FOUND,
            headline="The papers do not say anything about this.",
            searched=Searched(areas=["Norfolk", "Staffordshire"], documents=2),
            nearest=[hit("d1-award", 0.4), hit("d2-row", 0.3)],
        )
