"""What each call of the API sends and how its answer is read: shared by the sync and the async client."""

import datetime
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypedDict, TypeVar
from urllib.parse import quote as percent_encode

import httpx2

from ingest.documents import DocumentKind, Rating
from ingest.records import (
    Acronym,
    Action,
    Decision,
    DecisionOutcome,
    Measure,
    Meeting,
    Recommendation,
    Resolution,
)
from retrieval.answering.answer import Answer, Citation, Filters, Hit, SearchResult
from service.permanent_links import permanent_path

if TYPE_CHECKING:
    from service.api_embed import Embeddings
    from service.api_forms import DocumentOut, DocumentWithParts, PageOut
    from service.record_lists import RecordList

DEFAULT_URL = "http://127.0.0.1:8000"
# The service's own limit is that of the reader's patience; a first question may load the model.
DEFAULT_TIMEOUT = 60.0

ResultT = TypeVar("ResultT")
RecordT = TypeVar("RecordT", Decision, Resolution, Recommendation, Action, Measure, Meeting, Acronym)


@dataclass(frozen=True, slots=True)
class Call(Generic[ResultT]):
    """One request, and what reads the bytes of its answer."""

    method: str
    path: str
    read: Callable[[bytes], ResultT]
    json: Mapping[str, Any] | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


class Wanted(TypedDict, total=False):
    """Which records of a list are wanted; what is left out does not restrict. Dates are inclusive.

    ``about`` are words that must all stand in a record; ``least`` and ``most`` bound a sum in pounds;
    ``limit`` is 50 where it is not said, and 500 at most.
    """

    about: str
    area: Sequence[str]
    body: Sequence[str]
    document: Sequence[str]
    date_from: datetime.date
    date_to: datetime.date
    outcome: Sequence[DecisionOutcome]
    rating: Sequence[Rating]
    least: Decimal
    most: Decimal
    offset: int
    limit: int


def link(url: str, found: Citation | Hit) -> str:
    """Return the address that opens the page of a citation or a passage with its words marked."""
    return url.rstrip("/") + permanent_path(found)


@cache
def trusted() -> ssl.SSLContext:
    """Return the certificates that this machine trusts: reading them takes longer than a search."""
    return httpx2.create_ssl_context()


def headers(key: str | None) -> dict[str, str]:
    """Return what is sent with every request."""
    return {"Accept": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}


def ask(
    question: str, history: Sequence[str], filters: Filters | None, ignore: Sequence[str], *, boxes: bool
) -> Call[Answer]:
    """Return the call that asks a question."""
    asked = {
        "question": question,
        "history": list(history),
        "filters": _sent(filters),
        "ignore": list(ignore),
        "boxes": boxes,
    }
    return Call("POST", "/v1/ask", Answer.model_validate_json, json=asked)


def search(query: str, k: int, filters: Filters | None) -> Call[SearchResult]:
    """Return the call that searches for passages."""
    asked = {"query": query, "k": k, "filters": _sent(filters)}
    return Call("POST", "/v1/search", SearchResult.model_validate_json, json=asked)


def embed(texts: Sequence[str]) -> Call["Embeddings"]:
    """Return the call that embeds texts."""
    return Call("POST", "/v1/embed", _read_embeddings, json={"texts": list(texts)})


def passage(passage_id: str) -> Call[Hit]:
    """Return the call that fetches one passage."""
    return Call("GET", f"/v1/passages/{_part(passage_id)}", Hit.model_validate_json)


def documents(areas: Sequence[str], kinds: Sequence[DocumentKind]) -> Call[list["DocumentOut"]]:
    """Return the call that lists the papers."""
    return Call("GET", "/v1/documents", _read_documents, params=_given({"area": areas, "kind": kinds}))


def document(document_id: str) -> Call["DocumentWithParts"]:
    """Return the call that fetches one paper's facts."""
    return Call("GET", f"/v1/documents/{_part(document_id)}", _read_document)


def page(document_id: str, number: int) -> Call["PageOut"]:
    """Return the call that fetches the text of one page, counted from 1."""
    return Call("GET", f"/v1/documents/{_part(document_id)}/pages/{number}", _read_page)


def records(name: str, form: type[RecordT], wanted: Wanted) -> Call["RecordList[RecordT]"]:
    """Return the call that lists records of one form."""

    def read(content: bytes) -> "RecordList[RecordT]":
        from service.record_lists import RecordList  # noqa: PLC0415 - as below

        read_list = RecordList[form].model_validate_json  # type: ignore[valid-type]
        found: RecordList[RecordT] = read_list(content)  # type: ignore[assignment]
        return found

    renamed = {{"date_from": "from", "date_to": "to"}.get(key, key): value for key, value in wanted.items()}
    return Call("GET", f"/v1/{name}", read, params=_given(renamed))


# The forms below stand where the API declares them, whose libraries a client that only asks and searches
# need not load.


def _read_documents(content: bytes) -> list["DocumentOut"]:
    from service.api_forms import DocumentList  # noqa: PLC0415

    return DocumentList.model_validate_json(content).documents


def _read_document(content: bytes) -> "DocumentWithParts":
    from service.api_forms import DocumentWithParts  # noqa: PLC0415

    return DocumentWithParts.model_validate_json(content)


def _read_page(content: bytes) -> "PageOut":
    from service.api_forms import PageOut  # noqa: PLC0415

    return PageOut.model_validate_json(content)


def _read_embeddings(content: bytes) -> "Embeddings":
    from service.api_embed import Embeddings  # noqa: PLC0415

    return Embeddings.model_validate_json(content)


def _sent(filters: Filters | None) -> dict[str, Any] | None:
    return filters.model_dump(mode="json", by_alias=True) if filters else None


def _given(params: Mapping[str, object]) -> dict[str, Any]:
    """Return parameters as they stand in an address; what is empty is left out."""
    return {name: _spelt(value) for name, value in params.items() if value not in (None, "", (), [])}


def _spelt(value: object) -> object:
    return [str(each) for each in value] if isinstance(value, list | tuple | set | frozenset) else str(value)


def _part(identity: str) -> str:
    return percent_encode(identity, safe="")
