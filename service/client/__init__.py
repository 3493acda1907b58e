"""Agreed from another program, in Python: typed calls of the HTTP API, sync and async.

::

    from service.client import Agreed

    with Agreed("http://127.0.0.1:8000") as agreed:
        answer = agreed.ask("what was agreed on women offenders")
        for citation in answer.citations:
            print(citation.quote.exact, agreed.link(citation))

What comes back are the models that the service itself answers with. ``AsyncAgreed`` has the same methods, to
be awaited. Errors are ours, whatever went wrong (``service.client.failures``).
"""

from retrieval.answering.answer import Answer, Citation, Filters, Hit, SearchResult
from service.client.asynchronous import AsyncAgreed
from service.client.calls import DEFAULT_URL
from service.client.failures import ServiceRefused, ServiceUnreachable
from service.client.synchronous import Agreed

__all__ = [
    "DEFAULT_URL",
    "Agreed",
    "Answer",
    "AsyncAgreed",
    "Citation",
    "Filters",
    "Hit",
    "SearchResult",
    "ServiceRefused",
    "ServiceUnreachable",
]
