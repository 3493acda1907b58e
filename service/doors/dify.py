"""``POST /retrieval``: the papers as an external knowledge base of Dify.

``knowledge_id`` is ``agreed`` for all papers, or the name of an area for its papers. The address is left
out of our OpenAPI description: Dify describes it.
"""

import datetime

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from ingest.documents import DocumentKind
from ingest.errors import NotInStore, RequestInvalid
from retrieval.answering.answer import Filters
from retrieval.library import Library
from service.doors.dify_forms import (
    Condition,
    KnowledgeRecord,
    KnowledgeRefusal,
    MetadataCondition,
    RetrievalRequest,
    RetrievalResponse,
    day_of,
)
from service.doors.refusals import routes_refusing, words_of
from service.doors.sources import facts_of, title_of
from service.errors import Problem
from service.parts import LibraryPart

EVERY_PAPER = "agreed"

# As Dify's documentation numbers them: no key in its form, a key that does not open this, no such knowledge.
_NO_KEY, _NOT_ALLOWED, _NO_KNOWLEDGE = 1001, 1002, 2001
_DAY = datetime.timedelta(days=1)
_EQUAL = frozenset({"is", "=", "in"})


def refusal(problem: Problem, authorization: str = "") -> Response:
    """Return a problem as Dify expects an error; ``authorization`` is what the request said of itself."""
    shown = authorization[:7].lower() == "bearer " and bool(authorization[7:].strip())
    codes = {401: _NOT_ALLOWED if shown else _NO_KEY, 403: _NOT_ALLOWED, 404: _NO_KNOWLEDGE}
    said = KnowledgeRefusal(error_code=codes.get(problem.status, problem.status), error_msg=words_of(problem))
    return JSONResponse(said.model_dump(), problem.status)


router = APIRouter(route_class=routes_refusing(refusal), include_in_schema=False)


@router.post("/retrieval")
def retrieval(asked: RetrievalRequest, request: Request, library: LibraryPart) -> RetrievalResponse:
    """Return the passages nearest to a query. Raises NotInStore and RequestInvalid."""
    filters = _with_conditions(_filters(asked.knowledge_id, library), asked.metadata_condition)
    setting, base = asked.retrieval_setting, str(request.base_url)
    found = library.search(asked.query, k=setting.top_k, filters=filters)
    return RetrievalResponse(
        records=[
            KnowledgeRecord(
                content=hit.text, score=hit.score, title=title_of(hit), metadata=facts_of(hit, base)
            )
            for hit in found.hits
            if hit.score >= setting.score_threshold
        ]
    )


def _filters(knowledge_id: str, library: Library) -> Filters:
    wanted = knowledge_id.strip().casefold()
    if wanted == EVERY_PAPER:
        return Filters()
    areas = {area for paper in library.documents() if (area := paper.facts.area)}
    named = [area for area in areas if area.casefold() == wanted]
    if not named:
        raise NotInStore(
            f"There is no knowledge “{knowledge_id}” here.",
            hint=f"Use “{EVERY_PAPER}” for all papers, or the name of an area.",
        )
    return Filters(areas=named)


def _with_conditions(filters: Filters, wanted: MetadataCondition | None) -> Filters:
    """Return ``filters`` with what is asked of the papers' facts; raise for what cannot be kept."""
    conditions = wanted.conditions if wanted else []
    if wanted and wanted.logical_operator == "or" and len(conditions) > 1:
        raise RequestInvalid(
            "Conditions on papers cannot be joined by “or”.", hint="Join them by “and”, or ask twice."
        )
    for condition in conditions:
        filters = _narrowed(filters, condition)
    return filters


def _narrowed(filters: Filters, condition: Condition) -> Filters:
    name, operator, value = condition.name[0], condition.comparison_operator, condition.value or ""
    day = day_of(value)
    if len(condition.name) == 1 and value:
        if name == "area" and operator in _EQUAL and not filters.areas:
            return filters.model_copy(update={"areas": [value]})
        if name == "kind" and operator in _EQUAL and not filters.kinds and value in set(DocumentKind):
            return filters.model_copy(update={"kinds": [DocumentKind(value)]})
        if name == "document_id" and operator in _EQUAL and not filters.documents:
            return filters.model_copy(update={"documents": [value]})
        if name == "date" and operator == "after" and day:
            return filters.model_copy(update={"date_from": day + _DAY})
        if name == "date" and operator == "before" and day:
            return filters.model_copy(update={"date_to": day - _DAY})
    raise RequestInvalid(
        f"The condition on “{', '.join(condition.name)}” ({operator}) is not understood.",
        hint="Use area, kind or document_id with “is”, or date with “after” or “before”.",
    )
