"""What each door costs over a direct call: the median and the 95th of asking and searching through it.

``python tests/benchmarks/doors.py --data DATA --questions FILE.jsonl`` serves the store on a free port of
this machine, asks and searches everything once so that what is found is kept, and then times what is between:
the protocol, the server and the client's own library. Each call through a door is followed by the direct one,
so that both meet the same machine. Clients keep their connection. The other libraries' retrievers are timed
where they are installed. On a busy machine ``--processor`` counts what is computed, on both sides, instead.
"""

import argparse
import asyncio
import importlib.util
import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx2

from retrieval.evaluation.predictions import read_questions
from retrieval.library import Library
from service.app import create_app
from service.client import Agreed
from service.settings import Settings
from tests.benchmarks.timing import percentile_95
from tests.support.remembering import Remembering
from tests.support.serving import served

K = 10
Door = Callable[[str], object]
Clock = Callable[[], float]


class Cost(NamedTuple):
    """Milliseconds over the direct call: the median of the calls, and what 95 of 100 do not exceed."""

    median: float
    most: float

    @classmethod
    def of(cls, over: Sequence[float]) -> "Cost":
        """Return the cost in calls that each took so many milliseconds over the direct one."""
        return cls(statistics.median(over), percentile_95(over))


def doors_for_asking(url: str, http: httpx2.Client) -> dict[str, Door]:
    """Return what asks one question through each door."""
    from openai import OpenAI

    chat = OpenAI(base_url=f"{url}/v1", api_key="none").chat.completions

    def ask(question: str, **more: object) -> str:
        return http.post(f"{url}/v1/ask", json={"question": question, "history": [], **more}).text

    def message(question: str) -> list[dict[str, str]]:
        return [{"role": "user", "content": question}]

    return {
        "HTTP": ask,
        "SSE": lambda question: ask(question, stream=True),
        "chat completions": lambda q: chat.create(model="agreed", messages=message(q)),  # type: ignore[call-overload]
        "chat completions, stream": lambda q: list(
            chat.create(model="agreed", messages=message(q), stream=True)  # type: ignore[call-overload]
        ),
        "Python client": Agreed(url).ask,
    }


def doors_for_searching(url: str, http: httpx2.Client) -> dict[str, Door]:
    """Return what searches once through each door, those of libraries that are not installed left out."""
    client = Agreed(url)
    setting = {"top_k": K, "score_threshold": 0.0}
    doors: dict[str, Door] = {
        "HTTP": lambda q: http.post(f"{url}/v1/search", json={"query": q, "k": K}).text,
        "Dify": lambda q: (
            http.post(
                f"{url}/retrieval",
                json={"knowledge_id": "agreed", "query": q, "retrieval_setting": setting},
            ).text
        ),
        "Python client": lambda q: client.search(q, k=K),
    }
    if importlib.util.find_spec("langchain_core"):
        from service.retrievers.langchain import AgreedRetriever as LangChain

        doors["LangChain"] = LangChain(url=url, k=K).invoke
    if importlib.util.find_spec("llama_index"):
        from service.retrievers.llamaindex import AgreedRetriever as LlamaIndex

        doors["LlamaIndex"] = LlamaIndex(url, k=K).retrieve
    if importlib.util.find_spec("haystack"):
        from service.retrievers.haystack import AgreedRetriever as Haystack

        doors["Haystack"] = Haystack(url, k=K).run
    return doors


def cost_of(door: Door, direct: Door, questions: Sequence[str], clock: Clock) -> Cost:
    """Return what ``door`` costs over ``direct``, each asked in turn."""
    door(questions[0])  # the first opens the connection
    over = []
    for question in questions:
        began = clock()
        door(question)
        there = clock()
        direct(question)
        over.append(1000 * ((there - began) - (clock() - there)))
    return Cost.of(over)


async def cost_of_agent(
    url: str, tool: str, argument: str, direct: Door, questions: Sequence[str], clock: Clock
) -> Cost:
    """Return what calling one tool costs over ``direct``, by the protocol's own client."""
    from mcp import Client

    over: list[float] = []
    async with Client(f"{url}/mcp") as client:
        await client.call_tool(tool, {argument: questions[0]})
        for question in questions:
            began = clock()
            await client.call_tool(tool, {argument: question})
            there = clock()
            direct(question)
            over.append(1000 * ((there - began) - (clock() - there)))
    return Cost.of(over)


def report(title: str, costs: dict[str, Cost]) -> None:
    """Print what each door costs, in milliseconds over the direct call."""
    print(f"\n{title}, milliseconds over a direct call")
    for name, cost in costs.items():
        print(f"  {name:26} median {cost.median:6.2f}  95th {cost.most:6.2f}")


def main() -> None:
    """Time every door over the store that is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--processor", action="store_true", help="count what is computed, for a busy machine")
    given = parser.parse_args()
    clock: Clock = time.process_time if given.processor else time.perf_counter
    os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
    questions = [case.question for case in read_questions(given.questions)][: given.most]
    with closing(Library.open(given.data, answers_kept=1000)) as opened:
        library: Library = Remembering(opened)  # type: ignore[assignment]
        library.warm()
        for question in questions:
            library.ask(question)
            library.search(question, k=K)
        with served(create_app(Settings(), library)) as url, httpx2.Client() as http:

            def find(query: str) -> object:
                return library.search(query, k=K)

            for title, doors, tool, argument, direct in (
                ("Asking", doors_for_asking(url, http), "ask", "question", library.ask),
                ("Searching", doors_for_searching(url, http), "search", "query", find),
            ):
                costs = {name: cost_of(door, direct, questions, clock) for name, door in doors.items()}
                costs["MCP"] = asyncio.run(cost_of_agent(url, tool, argument, direct, questions, clock))
                report(title, costs)


if __name__ == "__main__":
    main()
