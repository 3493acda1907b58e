"""The client that waits for each answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar, Unpack

import httpx2

from ingest.documents import DocumentKind
from ingest.records import Acronym, Action, Decision, Measure, Meeting, Recommendation, Resolution
from retrieval.answering.answer import Answer, Citation, Filters, Hit, SearchResult
from service.client import calls
from service.client.calls import DEFAULT_TIMEOUT, DEFAULT_URL, Call, Wanted
from service.client.failures import raise_refusal, told_as_ours

if TYPE_CHECKING:
    from service.api_embed import Embeddings
    from service.api_forms import DocumentOut, DocumentWithParts, PageOut
    from service.record_lists import RecordList

ResultT = TypeVar("ResultT")


class Agreed:
    """A service of Agreed at an address; may be used in a ``with`` statement.

    ``url`` is where the service answers, ``key`` an access key where it asks for one, ``timeout`` in seconds.
    ``transport`` stands in for the network. Every method raises ``ServiceUnreachable`` and ``ServiceRefused``
    beside what it names.
    """

    def __init__(
        self,
        url: str = DEFAULT_URL,
        *,
        key: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        transport: httpx2.BaseTransport | None = None,
    ) -> None:
        self.url = url.rstrip("/")
        with told_as_ours(self.url):
            self._http = httpx2.Client(
                base_url=self.url,
                headers=calls.headers(key),
                timeout=timeout,
                transport=transport,
                verify=calls.trusted(),
            )

    def __enter__(self) -> "Agreed":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the service."""
        self._http.close()

    def link(self, found: Citation | Hit) -> str:
        """Return the address that opens the page of a citation or a passage with its words marked."""
        return calls.link(self.url, found)

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        ignore: Sequence[str] = (),
        boxes: bool = False,
    ) -> Answer:
        """Answer ``question``; ``history`` are the earlier questions of the conversation, oldest first.

        ``ignore`` are keys out of an answer's ``understood``; with ``boxes``, citations say where on their
        pages the words stand. Raises QuestionInvalid.
        """
        return self._made(calls.ask(question, history, filters, ignore, boxes=boxes))

    def search(self, query: str, *, k: int = 10, filters: Filters | None = None) -> SearchResult:
        """Return the ``k`` (1 to 100) passages nearest to ``query``, best first.

        Raises QuestionInvalid and RequestInvalid.
        """
        return self._made(calls.search(query, k, filters))

    def embed(self, texts: Sequence[str]) -> "Embeddings":
        """Return the vectors of texts (64 at most), by the model that the papers were read with.

        Raises RequestInvalid.
        """
        return self._made(calls.embed(texts))

    def passage(self, passage_id: str) -> Hit:
        """Return one passage, with its paper; its score is 1. Raises NotInStore."""
        return self._made(calls.passage(passage_id))

    def documents(
        self, *, areas: Sequence[str] = (), kinds: Sequence[DocumentKind] = ()
    ) -> list["DocumentOut"]:
        """Return the papers, ordered by title."""
        return self._made(calls.documents(areas, kinds))

    def document(self, document_id: str) -> "DocumentWithParts":
        """Return what is known of one paper. Raises NotInStore."""
        return self._made(calls.document(document_id))

    def page(self, document_id: str, number: int) -> "PageOut":
        """Return the text of page ``number`` (1-based) of a paper. Raises NotInStore."""
        return self._made(calls.page(document_id, number))

    def decisions(self, **wanted: Unpack[Wanted]) -> "RecordList[Decision]":
        """Return what was decided, newest first. Raises RequestInvalid."""
        return self._made(calls.records("decisions", Decision, wanted))

    def resolutions(self, **wanted: Unpack[Wanted]) -> "RecordList[Resolution]":
        """Return what meetings resolved, newest first. Raises RequestInvalid."""
        return self._made(calls.records("resolutions", Resolution, wanted))

    def recommendations(self, **wanted: Unpack[Wanted]) -> "RecordList[Recommendation]":
        """Return what reports ask for, newest first. Raises RequestInvalid."""
        return self._made(calls.records("recommendations", Recommendation, wanted))

    def actions(self, **wanted: Unpack[Wanted]) -> "RecordList[Action]":
        """Return actions with their ratings, newest first. Raises RequestInvalid."""
        return self._made(calls.records("actions", Action, wanted))

    def measures(self, **wanted: Unpack[Wanted]) -> "RecordList[Measure]":
        """Return figures out of the papers' tables, newest first. Raises RequestInvalid."""
        return self._made(calls.records("measures", Measure, wanted))

    def meetings(self, **wanted: Unpack[Wanted]) -> "RecordList[Meeting]":
        """Return meetings and who was there, newest first. Raises RequestInvalid."""
        return self._made(calls.records("meetings", Meeting, wanted))

    def acronyms(self, **wanted: Unpack[Wanted]) -> "RecordList[Acronym]":
        """Return short forms and what they stand for, newest first. Raises RequestInvalid."""
        return self._made(calls.records("acronyms", Acronym, wanted))

    def _made(self, call: Call[ResultT]) -> ResultT:
        with told_as_ours(self.url):
            response = self._http.request(call.method, call.path, json=call.json, params=call.params)
            raise_refusal(response)
            return call.read(response.content)
