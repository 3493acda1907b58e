"""A retriever for LangChain.

::

    from service.retrievers.langchain import AgreedRetriever

    AgreedRetriever(url="http://127.0.0.1:8000", k=5).invoke("what was agreed on women offenders")
"""

from functools import cached_property

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field, SecretStr

from retrieval.answering.answer import Filters, Hit
from service.client import DEFAULT_URL, Agreed, AsyncAgreed
from service.doors.sources import facts_of


class AgreedRetriever(BaseRetriever):
    """The ``k`` passages of the papers nearest to a query, as documents whose metadata say where they stand.

    Raises the errors of ``service.client``.
    """

    url: str = DEFAULT_URL
    key: SecretStr | None = None
    k: int = Field(default=10, ge=1, le=100)
    filters: Filters | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - as LangChain calls it
    ) -> list[Document]:
        found = self._client.search(query, k=self.k, filters=self.filters)
        return [self._document(hit) for hit in found.hits]

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - as above
    ) -> list[Document]:
        # A client of its own: one that is kept belongs to the event loop that it was first used in.
        async with AsyncAgreed(self.url, key=self._secret) as client:
            found = await client.search(query, k=self.k, filters=self.filters)
        return [self._document(hit) for hit in found.hits]

    def _document(self, hit: Hit) -> Document:
        facts = facts_of(hit, self.url) | {"score": hit.score}
        return Document(id=hit.passage_id, page_content=hit.text, metadata=facts)

    @property
    def _secret(self) -> str | None:
        return self.key.get_secret_value() if self.key else None

    @cached_property
    def _client(self) -> Agreed:
        return Agreed(self.url, key=self._secret)
