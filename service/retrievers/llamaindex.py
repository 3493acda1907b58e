"""A retriever for LlamaIndex.

::

    from service.retrievers.llamaindex import AgreedRetriever

    AgreedRetriever("http://127.0.0.1:8000", k=5).retrieve("what was agreed on women offenders")
"""

from llama_index.core.retrievers import BaseRetriever
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from retrieval.answering.answer import Filters, Hit
from service.client import DEFAULT_URL, Agreed, AsyncAgreed
from service.doors.sources import facts_of


class AgreedRetriever(BaseRetriever):
    """The ``k`` (1 to 100) passages of the papers nearest to a query, as nodes with their places.

    Raises the errors of ``service.client``.
    """

    def __init__(
        self, url: str = DEFAULT_URL, *, key: str | None = None, k: int = 10, filters: Filters | None = None
    ) -> None:
        super().__init__()
        self._url, self._key, self._k, self._filters = url, key, k, filters
        self._client = Agreed(url, key=key)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = self._client.search(query_bundle.query_str, k=self._k, filters=self._filters)
        return [self._node(hit) for hit in found.hits]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        # A client of its own: one that is kept belongs to the event loop that it was first used in.
        async with AsyncAgreed(self._url, key=self._key) as client:
            found = await client.search(query_bundle.query_str, k=self._k, filters=self._filters)
        return [self._node(hit) for hit in found.hits]

    def _node(self, hit: Hit) -> NodeWithScore:
        node = TextNode(id_=hit.passage_id, text=hit.text, metadata=dict(facts_of(hit, self._url)))
        return NodeWithScore(node=node, score=hit.score)
