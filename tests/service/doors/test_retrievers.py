"""The retrievers for other libraries, used as those libraries use them. Each is tested where it is there."""

import asyncio
from typing import Any

import pytest

from tests.service.fake_library import AWARD, DECISION, GROUP
from tests.support.needed import needed

pytestmark = pytest.mark.filterwarnings("ignore")  # of the other libraries' own making


def _check(found: list[tuple[str, dict[str, Any]]], url: str) -> None:
    text, facts = found[0]
    assert len(found) == 2
    assert text == f"{GROUP}\n{AWARD}"
    assert (facts["document_id"], facts["page_start"], facts["passage_id"]) == (DECISION, 1, "d1-award")
    assert facts["url"].startswith(f"{url}/p/d1-award?")


def test_langchain(url: str):
    needed("langchain_core", "langchain")
    from service.retrievers.langchain import AgreedRetriever

    retriever = AgreedRetriever(url=url, k=2)
    for found in (retriever.invoke("secretariat"), asyncio.run(retriever.ainvoke("secretariat"))):
        _check([(each.page_content, each.metadata) for each in found], url)
        assert [each.metadata["score"] for each in found] == [1.0, 0.9]


def test_llamaindex(url: str):
    needed("llama_index.core", "llamaindex")
    from service.retrievers.llamaindex import AgreedRetriever

    retriever = AgreedRetriever(url, k=2)
    for found in (retriever.retrieve("secretariat"), asyncio.run(retriever.aretrieve("secretariat"))):
        _check([(each.node.get_content(), each.node.metadata) for each in found], url)
        assert [each.score for each in found] == [1.0, 0.9]


def test_haystack(url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
    haystack = needed("haystack", "haystack")
    from service.retrievers.haystack import AgreedRetriever

    pipeline = haystack.Pipeline()
    pipeline.add_component("papers", AgreedRetriever(url, k=2, filters={"areas": ["Norfolk"]}))
    ours = AgreedRetriever.__module__
    saved = haystack.Pipeline.loads(pipeline.dumps(), allowed_modules=[ours])
    found = saved.run({"papers": {"query": "secretariat"}})["papers"]["documents"]
    _check([(each.content, each.meta) for each in found], url)
    again = asyncio.run(AgreedRetriever(url).run_async("secretariat", k=2))["documents"]
    assert [each.score for each in again] == [1.0, 0.9]
