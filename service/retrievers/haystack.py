"""A retriever for Haystack.

::

    from service.retrievers.haystack import AgreedRetriever

    AgreedRetriever("http://127.0.0.1:8000", k=5).run("what was agreed on women offenders")["documents"]
"""

from typing import Any

from haystack import Document, component, default_from_dict, default_to_dict
from haystack.utils import Secret, deserialize_secrets_inplace

from retrieval.answering.answer import Filters, Hit
from service.client import DEFAULT_URL, Agreed, AsyncAgreed
from service.doors.sources import facts_of


@component
class AgreedRetriever:
    """The ``k`` (1 to 100) passages of the papers nearest to a query, as documents with their places.

    ``filters`` are those of the HTTP API, as ``{"areas": ["Norfolk"], "from": "2021-01-01"}``. Raises the
    errors of ``service.client``.
    """

    def __init__(
        self,
        url: str = DEFAULT_URL,
        *,
        key: Secret | None = None,
        k: int = 10,
        filters: dict[str, Any] | None = None,
    ) -> None:
        self.url, self.key, self.k, self.filters = url, key, k, filters
        self._only = Filters.model_validate(filters) if filters else None

    @component.output_types(documents=list[Document])
    def run(self, query: str, k: int | None = None) -> dict[str, list[Document]]:
        """Return the passages nearest to ``query``; ``k`` comes before the retriever's own."""
        with Agreed(self.url, key=self._secret) as client:
            found = client.search(query, k=k or self.k, filters=self._only)
        return {"documents": [self._document(hit) for hit in found.hits]}

    @component.output_types(documents=list[Document])
    async def run_async(self, query: str, k: int | None = None) -> dict[str, list[Document]]:
        """Do the same while other things go on."""
        async with AsyncAgreed(self.url, key=self._secret) as client:
            found = await client.search(query, k=k or self.k, filters=self._only)
        return {"documents": [self._document(hit) for hit in found.hits]}

    def to_dict(self) -> dict[str, Any]:
        """Return what makes this retriever anew: a pipeline is saved so."""
        key = self.key.to_dict() if self.key else None
        saved: dict[str, Any] = default_to_dict(self, url=self.url, key=key, k=self.k, filters=self.filters)
        return saved

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "AgreedRetriever":
        """Return the retriever that ``to_dict`` described."""
        deserialize_secrets_inplace(data["init_parameters"], keys=["key"])
        made: AgreedRetriever = default_from_dict(cls, data)
        return made

    @property
    def _secret(self) -> str | None:
        return self.key.resolve_value() if self.key else None

    def _document(self, hit: Hit) -> Document:
        return Document(
            id=hit.passage_id, content=hit.text, meta=dict(facts_of(hit, self.url)), score=hit.score
        )
