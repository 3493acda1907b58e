"""Forty questions through every door: the same answers and passages, each with paper, page and exact quote.

What a door is for differs: some answer, some only find passages. The web pages' widget is asked the same
questions in tests/e2e/test_widget.py, where there is a browser.
"""

import asyncio
import json
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.server.stdio import stdio_server
from openai import OpenAI
from typer.testing import CliRunner

from retrieval.answering.answer import Answer, Citation, Hit, SearchResult
from retrieval.library import Library
from service import cli
from service.app import create_app
from service.client import Agreed, AsyncAgreed
from service.doors import mcp_stdio
from service.permanent_links import permanent_path
from service.settings import Settings
from tests.support.forty_questions import BY_KIND, QUESTIONS
from tests.support.needed import needed
from tests.support.remembering import Remembering
from tests.support.serving import served

K = 5

Asked = dict[str, Any]
# A passage as every door can tell it: id, words, paper, first page, the path that opens it.
Passage = tuple[str, str, str, int, str]


@pytest.fixture(scope="module")
def papers(library: Library) -> Library:
    return Remembering(library)  # type: ignore[return-value]


@pytest.fixture(scope="module")
def url(papers: Library) -> Iterator[str]:
    with served(create_app(Settings(), papers)) as url:
        yield url


@pytest.fixture(scope="module")
def answers(papers: Library) -> dict[str, Answer]:
    return {question: papers.ask(question) for question in QUESTIONS}


def test_there_are_forty_questions_of_every_kind(answers: dict[str, Answer]):
    assert len(set(QUESTIONS)) == 40
    said = {kind: {str(answers[each].status) for each in asked} for kind, asked in BY_KIND.items()}
    for kind in ("answered", "records", "two parts", "comparing"):
        assert said[kind] <= {"answered", "partly_answered"}, kind
    assert said["not found"] == {"not_found"}
    assert said["refused"] == {"refused"}
    assert all(answers[each].comparison for each in BY_KIND["comparing"])


def test_every_citation_quotes_a_passage_of_its_paper_word_for_word(
    library: Library, answers: dict[str, Answer]
):
    """That these words stand on the page, as another reader sees it, is shown in test_questions.py."""
    citations = [citation for answer in answers.values() for citation in answer.citations]
    assert len(citations) > 100
    for cited in citations:
        passage = library.passage(cited.passage_id)
        assert cited.passage[cited.start : cited.end] == cited.quote.exact
        assert (cited.passage, cited.document.id) == (passage.text, passage.document.id)
        assert passage.page_start <= cited.page_start <= cited.page_end <= passage.page_end


# ---- answers ----


def by_command(url: str, papers: Library) -> list[Asked]:
    return [json.loads(commanded(["ask", question, "--json"], papers)) for question in QUESTIONS]


def commanded(words: list[str], papers: Library) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.encoders.library_of", lambda _: papers)
        patch.setattr(papers, "close", lambda: None, raising=False)
        patch.setenv("AGREED_DATA", os.devnull)
        return CliRunner().invoke(cli.app, words).stdout


def by_http(url: str, _: Library) -> list[Asked]:
    with httpx2.Client() as http:
        return [http.post(f"{url}/v1/ask", json={"question": each}).json() for each in QUESTIONS]


def by_events(url: str, _: Library) -> list[Asked]:
    """The answer as it was told piece by piece; the whole one at the end must say the same."""
    told = []
    with httpx2.Client() as http:
        for question in QUESTIONS:
            text = http.post(f"{url}/v1/ask", json={"question": question, "stream": True}).text
            events = [each.partition("\ndata: ")[::2] for each in text.split("\n\n") if each]
            said = {name: json.loads(data) for name, data in events}
            whole = said["event: answer"]
            claims = [json.loads(data) for name, data in events if name == "event: claim"]
            assert [each["claim"] for each in claims] == whole["claims"]
            cited = {one["id"]: one for each in claims for one in each["citations"]}
            assert cited == {one["id"]: one for one in whole["citations"] if one["id"] in cited}
            assert events[-1][0] == "event: done"
            told.append(whole)
    return told


def by_chat(url: str, _: Library) -> list[Asked]:
    with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        told = [
            client.chat.completions.create(model="agreed", messages=_message(question))
            for question in QUESTIONS
        ]
    for completion in told:
        message = completion.choices[0].message
        _check_marks(
            url, message.content, [each.to_dict() for each in message.annotations], completion.agreed
        )
    return [completion.agreed for completion in told]


def by_chat_stream(url: str, _: Library) -> list[Asked]:
    told = []
    with OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0) as client:
        for question in QUESTIONS:
            stream = client.chat.completions.create(model="agreed", messages=_message(question), stream=True)
            chunks = list(stream)
            content = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
            _check_marks(url, content, chunks[-1].choices[0].delta.annotations, chunks[-1].agreed)
            told.append(chunks[-1].agreed)
    return told


def _message(question: str) -> Any:
    return [{"role": "user", "content": question}]


def _check_marks(url: str, content: str, annotations: Sequence[Asked], answer: Asked) -> None:
    """Every citation is marked in the message, and its mark leads to the page with its words."""
    addresses = {
        url + permanent_path(Citation.model_validate(each)): each["page_start"]
        for each in answer["citations"]
        if any(each["id"] in claim["citation_ids"] for claim in answer["claims"])
    }
    marked = [each["url_citation"] for each in annotations]
    assert {each["url"] for each in marked} == set(addresses)
    for each in marked:
        assert content[each["start_index"] : each["end_index"]].strip("[]").isdigit()
        assert f"{addresses[each['url']]}" in each["title"]
        assert each["url"] in content


def by_agent(url: str, _: Library) -> list[Asked]:
    return asyncio.run(_asked_of_agent(f"{url}/mcp", url))


def by_agent_over_pipes(url: str, papers: Library) -> list[Asked]:
    with over_pipes(papers, url) as transport:
        return asyncio.run(_asked_of_agent(transport, url))


async def _asked_of_agent(server: Any, url: str) -> list[Asked]:
    told = []
    async with Client(server) as client:
        for question in QUESTIONS:
            out = (await client.call_tool("ask", {"question": question})).structured_content
            answer = out["answer"]
            assert [(each["citation_id"], each["quote"], each["url"]) for each in out["sources"]] == [
                (each["id"], each["quote"]["exact"], url + permanent_path(Citation.model_validate(each)))
                for each in answer["citations"]
            ]
            told.append(answer)
    return told


def by_client(url: str, _: Library) -> list[Asked]:
    with Agreed(url) as agreed:
        return [agreed.ask(question).model_dump(mode="json", by_alias=True) for question in QUESTIONS]


def by_async_client(url: str, _: Library) -> list[Asked]:
    async def run() -> list[Answer]:
        async with AsyncAgreed(url) as agreed:
            return [await agreed.ask(question) for question in QUESTIONS]

    return [answer.model_dump(mode="json", by_alias=True) for answer in asyncio.run(run())]


@pytest.mark.parametrize(
    "door",
    [
        by_command,
        by_http,
        by_events,
        by_chat,
        by_chat_stream,
        by_agent,
        by_agent_over_pipes,
        by_client,
        by_async_client,
    ],
)
def test_the_same_answers(
    url: str, papers: Library, answers: dict[str, Answer], door: Callable[[str, Library], list[Asked]]
):
    for question, told in zip(QUESTIONS, door(url, papers), strict=True):
        assert told == answers[question].model_dump(mode="json", by_alias=True), question


# ---- passages ----


def passage_of(hit: Hit) -> Passage:
    return hit.passage_id, hit.text, hit.document.id, hit.page_start, permanent_path(hit)


def of_facts(text: str, facts: Asked, url: str) -> Passage:
    """Return a passage out of the flat facts that other systems keep."""
    path = facts["url"].removeprefix(url)
    return facts["passage_id"], text, facts["document_id"], facts["page_start"], path


def found_by_command(url: str, papers: Library) -> list[list[Passage]]:
    said = (commanded(["search", each, "-k", str(K), "--json"], papers) for each in QUESTIONS)
    return [[passage_of(hit) for hit in SearchResult.model_validate_json(text).hits] for text in said]


def found_by_http(url: str, _: Library) -> list[list[Passage]]:
    with httpx2.Client() as http:
        said = [http.post(f"{url}/v1/search", json={"query": each, "k": K}).text for each in QUESTIONS]
    return [[passage_of(hit) for hit in SearchResult.model_validate_json(text).hits] for text in said]


def found_by_agent(url: str, _: Library) -> list[list[Passage]]:
    return asyncio.run(_found_by_agent(f"{url}/mcp", url))


def found_by_agent_over_pipes(url: str, papers: Library) -> list[list[Passage]]:
    with over_pipes(papers, url) as transport:
        return asyncio.run(_found_by_agent(transport, url))


async def _found_by_agent(server: Any, url: str) -> list[list[Passage]]:
    told = []
    async with Client(server) as client:
        for query in QUESTIONS:
            results = (await client.call_tool("search", {"query": query, "limit": K})).structured_content
            passages = []
            for result in results["results"]:
                whole = (await client.call_tool("fetch", {"id": result["id"]})).structured_content
                assert (whole["id"], whole["url"]) == (result["id"], result["url"])
                passages.append(of_facts(whole["text"], whole["metadata"], url))
            told.append(passages)
    return told


def found_by_dify(url: str, _: Library) -> list[list[Passage]]:
    setting = {"top_k": K, "score_threshold": 0.0}
    told = []
    with httpx2.Client() as http:
        for query in QUESTIONS:
            asked = {"knowledge_id": "agreed", "query": query, "retrieval_setting": setting}
            records = http.post(f"{url}/retrieval", json=asked).json()["records"]
            told.append([of_facts(each["content"], each["metadata"], url) for each in records])
    return told


def found_by_client(url: str, _: Library) -> list[list[Passage]]:
    with Agreed(url) as agreed:
        return [[passage_of(hit) for hit in agreed.search(query, k=K).hits] for query in QUESTIONS]


def found_by_async_client(url: str, _: Library) -> list[list[Passage]]:
    async def run() -> list[SearchResult]:
        async with AsyncAgreed(url) as agreed:
            return [await agreed.search(query, k=K) for query in QUESTIONS]

    return [[passage_of(hit) for hit in found.hits] for found in asyncio.run(run())]


def found_by_langchain(url: str, _: Library) -> list[list[Passage]]:
    needed("langchain_core", "langchain")
    from service.retrievers.langchain import AgreedRetriever

    retriever = AgreedRetriever(url=url, k=K)
    found = [retriever.invoke(query) for query in QUESTIONS]
    return [[of_facts(each.page_content, each.metadata, url) for each in documents] for documents in found]


def found_by_llamaindex(url: str, _: Library) -> list[list[Passage]]:
    needed("llama_index.core", "llamaindex")
    from service.retrievers.llamaindex import AgreedRetriever

    retriever = AgreedRetriever(url, k=K)
    found = [[each.node for each in retriever.retrieve(query)] for query in QUESTIONS]
    return [[of_facts(node.get_content(), node.metadata, url) for node in nodes] for nodes in found]


def found_by_haystack(url: str, _: Library) -> list[list[Passage]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
        needed("haystack", "haystack")
        from service.retrievers.haystack import AgreedRetriever

        retriever = AgreedRetriever(url, k=K)
        found = [retriever.run(query)["documents"] for query in QUESTIONS]
    return [[of_facts(each.content, each.meta, url) for each in documents] for documents in found]


@pytest.mark.filterwarnings("ignore")  # of other libraries' own making
@pytest.mark.parametrize(
    "door",
    [
        found_by_command,
        found_by_http,
        found_by_agent,
        found_by_agent_over_pipes,
        found_by_dify,
        found_by_client,
        found_by_async_client,
        found_by_langchain,
        found_by_llamaindex,
        found_by_haystack,
    ],
)
def test_the_same_passages(url: str, papers: Library, door: Callable[[str, Library], list[list[Passage]]]):
    for query, told in zip(QUESTIONS, door(url, papers), strict=True):
        direct = [passage_of(hit) for hit in papers.search(query, k=K).hits]
        assert len(direct) == K
        assert told == direct, query


# ---- an agent over standard input and output, in this process: the papers are loaded once ----


class over_pipes:  # noqa: N801 - used as a function is
    """Serve an agent as ``agreed mcp`` does, and give the transport that its client connects by."""

    def __init__(self, papers: Library, url: str) -> None:
        (self._asked_from, self._asks), (self._told_from, self._tells) = os.pipe(), os.pipe()
        self._thread = threading.Thread(target=self._serve, args=(papers, url))

    def _serve(self, papers: Library, url: str) -> None:
        with os.fdopen(self._asked_from, encoding="utf-8") as asked, os.fdopen(self._tells, "w") as tells:
            mcp_stdio.serve(papers, base=url, received=asked, sent=tells)

    def __enter__(self) -> Any:
        self._thread.start()
        return self._connected()

    def __exit__(self, *_: object) -> None:
        self._thread.join(10)
        assert not self._thread.is_alive(), "it ends when its input does"

    @asynccontextmanager
    async def _connected(self) -> Any:
        # One line a message in both directions: what serves over files also asks over them.
        with os.fdopen(self._told_from, encoding="utf-8") as told, os.fdopen(self._asks, "w") as asks:
            async with stdio_server(anyio.wrap_file(told), anyio.wrap_file(asks)) as streams:
                yield streams
                asks.close()
