"""The same question through every door: the same passages, each with paper, page and exact quote."""

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from mcp import Client
from openai import OpenAI
from typer.testing import CliRunner

from retrieval.library import Library
from service import cli
from service.client import Agreed, AsyncAgreed
from tests.support.recorded import recorded_library

QUESTIONS = (
    "How much was the grant to the women's centre?",
    "What was resolved on the precept?",
    "Who will train custody staff in diversion?",
    "What do the papers say about the moon landing?",
)
K = 3


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    library = recorded_library(tmp_path_factory.mktemp("papers"))
    yield library
    library.close()


def asked_of_agent(url: str, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    async def run() -> dict[str, Any]:
        async with Client(f"{url}/mcp") as client:
            return (await client.call_tool(name, arguments)).structured_content

    return asyncio.run(run())


# ---- answers: (passage, page, exact words) of each citation ----


def by_http(url: str, question: str) -> dict[str, Any]:
    return httpx2.post(f"{url}/v1/ask", json={"question": question}).json()


def by_events(url: str, question: str) -> dict[str, Any]:
    text = httpx2.post(f"{url}/v1/ask", json={"question": question, "stream": True}).text
    data = next(each for each in text.split("\n\n") if each.startswith("event: answer\n"))
    return json.loads(data.partition("data: ")[2])


def by_chat(url: str, question: str) -> dict[str, Any]:
    with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        said = [{"role": "user", "content": question}]
        return client.chat.completions.create(model="agreed", messages=said).agreed


def by_agent(url: str, question: str) -> dict[str, Any]:
    return asked_of_agent(url, "ask", {"question": question})["answer"]


def by_client(url: str, question: str) -> dict[str, Any]:
    with Agreed(url) as agreed:
        return agreed.ask(question).model_dump(mode="json", by_alias=True)


def by_async_client(url: str, question: str) -> dict[str, Any]:
    async def run() -> dict[str, Any]:
        async with AsyncAgreed(url) as agreed:
            return (await agreed.ask(question)).model_dump(mode="json", by_alias=True)

    return asyncio.run(run())


@pytest.mark.parametrize("ask", [by_http, by_events, by_chat, by_agent, by_client, by_async_client])
def test_the_same_answer_through_every_door(url: str, library: Library, ask: Callable[..., dict[str, Any]]):
    for question in QUESTIONS:
        assert ask(url, question) == library.ask(question).model_dump(mode="json", by_alias=True), question


def test_the_command_line_gives_the_same_answer(library: Library, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("service.encoders.library_of", lambda _: library)
    monkeypatch.setattr(library, "close", lambda: None)
    for question in QUESTIONS:
        said = CliRunner().invoke(cli.app, ["ask", question, "--json"]).stdout
        assert json.loads(said) == library.ask(question).model_dump(mode="json", by_alias=True)


def test_every_citation_quotes_its_page_word_for_word(url: str, library: Library):
    cited = 0
    for question in QUESTIONS:
        for citation in by_chat(url, question)["citations"]:
            exact = citation["quote"]["exact"]
            page = library.page(citation["document"]["id"], citation["page_start"])
            assert citation["passage"][citation["start"] : citation["end"]] == exact
            assert exact in " ".join(block.text for block in page.blocks)
            cited += 1
    assert cited >= 3


# ---- passages ----


def passages_by_agent(url: str, query: str) -> list[tuple[str, str]]:
    found = asked_of_agent(url, "search", {"query": query, "limit": K})["results"]
    return [(each["id"], asked_of_agent(url, "fetch", {"id": each["id"]})["text"]) for each in found]


def passages_by_dify(url: str, query: str) -> list[tuple[str, str]]:
    setting = {"top_k": K, "score_threshold": 0.0}
    asked = {"knowledge_id": "agreed", "query": query, "retrieval_setting": setting}
    found = httpx2.post(f"{url}/retrieval", json=asked).json()["records"]
    return [(each["metadata"]["passage_id"], each["content"]) for each in found]


def passages_by_client(url: str, query: str) -> list[tuple[str, str]]:
    with Agreed(url) as agreed:
        return [(hit.passage_id, hit.text) for hit in agreed.search(query, k=K).hits]


@pytest.mark.parametrize("search", [passages_by_agent, passages_by_dify, passages_by_client])
def test_the_same_passages_through_every_door(url: str, library: Library, search: Callable[..., Any]):
    for query in QUESTIONS:
        assert search(url, query) == [(h.passage_id, h.text) for h in library.search(query, k=K).hits]


def test_records_are_the_same_through_every_door(url: str, library: Library):
    with Agreed(url) as agreed:
        decisions, actions = agreed.decisions(about="women"), agreed.actions(rating=["amber"])
    told = asked_of_agent(url, "list_decisions", {"about": "women"})
    assert [each.record.reference for each in decisions.items] == ["12/2021"]
    assert [each["record"]["reference"] for each in told["items"]] == ["12/2021"]
    assert told["items"][0]["citation"] == decisions.items[0].citation.model_dump(mode="json", by_alias=True)
    assert told["items"][0]["url"].startswith(f"{url}/p/")
    amber = asked_of_agent(url, "list_actions", {"ratings": ["amber"]})
    assert [each["id"] for each in amber["items"]] == [each.id for each in actions.items]
    assert actions.items[0].record.reference == "1.1"


def test_what_is_withheld_comes_through_no_door(url: str):
    with Agreed(url) as agreed:
        assert agreed.decisions(about="payment").total == 0
    assert asked_of_agent(url, "list_decisions", {"about": "payment"})["total"] == 0
    assert all("90,000" not in text for _, text in passages_by_dify(url, "A payment of £90,000"))
